"""Loans from the vote into the books: read out, confirmed by who stands behind them, on the meeting's page and paper."""

import pytest
from django.urls import reverse

from lienthehe.access.rules import Role
from lienthehe.clubs.queries import club_summary
from lienthehe.documents.minutes import minutes_paper
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.loans.commands.applications import withdraw_application
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.applications import Outcome
from lienthehe.meetings.queries import is_recorded
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRequest, LoanVote
from tests.given.clubs import club_officer
from tests.given.loans import approve, ask, lending_books
from tests.given.meetings import a_sheet
from tests.given.meetings import held as recorded
from tests.given.officers import PIN
from tests.given.readers import shown, signed_in
from tests.web.meetings.holding import AT, DAY, a_meeting, lines, notes
from tests.web.meetings.test_lending_step import BEFORE, BEGUN, asked_now, deciding


@pytest.fixture
def books(db):
    return lending_books(at=BEGUN, funds=20_000_000)


@pytest.fixture
def held(books):
    found = a_meeting(club_summary(books.club_id, DAY), books.treasurer)
    found.roll()
    return found


def count(held, income, activity=0):
    typed = {"income-n500": 0, "activity-n500": 0, **notes("income", income), **notes("activity", activity)}
    held.post("kiem-quy", typed)


def confirm(held, *officers):
    for officer in officers:
        answer = held.post("doc-lai", {"officer": officer.pk, "pin": PIN})
    return answer


def test_a_loan_is_read_out_confirmed_and_in_the_books(held, books):
    place = asked_now(held)
    held.post("xet-vay", deciding("approve", books.chair, pay="on", votes_for=5, votes_against=1), place)
    count(held, 14_000_000)
    name = held.members[2].full_name
    page = held.get("doc-lai")
    assert (
        f"Vay: {name} xin vay 6.000.000 đ (Nuôi lợn). Cho vay 6.000.000 đ trong 12 tháng"
        " (5 người đồng ý, 1 người không đồng ý, 0 người không ý kiến)" in page
    )
    assert "phải sửa" not in page
    assert f"{books.chair.full_name}, Chủ nhiệm" in page
    done = held.client.get(confirm(held, books.chair, books.treasurer).headers["Location"])
    (loan,) = loans_on(books.club_id, DAY)
    assert loan.at.outstanding == 6_000_000
    assert verify_club(books.club_id).findings == ()
    for page in (done, held.client.get(reverse("meeting", args=[books.club_id, held.draft_id]))):
        assert f"{name} xin vay 6.000.000 đ: đồng ý cho vay 6.000.000 đ trong 12 tháng" in shown(page)
        assert reverse("loan", args=[books.club_id, loan.id]) in page.content.decode()


def test_who_stands_behind_a_loan_is_waited_for(held, books):
    held.post("xet-vay", deciding("approve", books.chair, pay="on"), asked_now(held))
    count(held, 14_000_000)
    secretary = club_officer(books.club_id, Role.VICE_CHAIR, at=AT)
    confirm(held, secretary, books.treasurer)
    assert not is_recorded(books.club_id, held.draft_id)
    assert f"{books.chair.full_name}, Chủ nhiệm là người thứ hai đồng ý" in held.get("doc-lai")
    confirm(held, books.chair)
    assert is_recorded(books.club_id, held.draft_id)


def test_three_who_stand_behind_are_one_too_many(held, books):
    officers = [
        books.chair,
        *(club_officer(books.club_id, role, at=AT) for role in (Role.VICE_CHAIR, Role.ACCOUNTANT)),
    ]
    for officer in officers:
        held.post("xet-vay", deciding("approve", officer, money="1.000.000", pay="on"), asked_now(held))
    page = held.client.get(held.url("doc-lai")).content.decode()
    assert f'<a href="{held.url("xet-vay")}">Người duyệt thứ hai' in page


def test_what_no_longer_fits_leads_back_to_the_step(held, books):
    held.post("xet-vay", deciding("approve", books.chair, pay="on"), asked_now(held))
    held.roll(*[row.number for row in held.members[:4]])
    page = held.client.get(held.url("doc-lai")).content.decode()
    assert f'<a href="{held.url("xet-vay")}">Đếm được 6 phiếu' in page


def test_an_approval_taken_back_meanwhile_is_found_before_recording(held, books):
    wanted = ask(books, books.members[2], on=BEFORE)
    approve(books, wanted, on=BEFORE)
    held.post("xet-vay", deciding("pay", books.chair), f"?mo={wanted}")
    withdraw_application(club_id=books.club_id, application_id=wanted, by=books.treasurer, at=AT)
    page = held.client.get(held.url("doc-lai")).content.decode()
    assert f'<a href="{held.url("xet-vay")}">' in page


def test_an_approval_that_ends_today_is_read_out(held, books):
    approve(books, ask(books, books.members[2], on=BEFORE), on=BEFORE)
    page = held.get("doc-lai")
    assert "hôm nay không chi, không giữ lại thì hết hiệu lực" in page
    assert (
        "1 đơn buổi trước đã đồng ý cho vay, buổi này chưa chi cũng chưa giữ lại: ghi sổ xong thì hết hiệu lực"
        in page
    )


def test_an_approval_of_the_same_day_is_read_out_and_goes_on(held, books):
    approve(books, ask(books, books.members[2], on=DAY), on=DAY)
    assert "chưa biểu quyết" not in held.get("xet-vay")
    page = held.get("doc-lai")
    assert "Ngày 17/11/2026 đã đồng ý cho vay 5.000.000 đ, chưa chi" in page
    assert "hết hiệu lực" not in page


def test_a_payment_counts_what_was_lent_at_the_meeting(held, books):
    held.post("xet-vay", deciding("approve", books.chair, pay="on"), asked_now(held))
    assert "Quỹ tăng thu nhập 14.000.000 đ" in held.get("chi")
    tea = {"who": "Bà Hoa", "purpose": "tea", "fund": "income"}
    typed = lines("payments", tea | {"amount": "1.000.000"}, tea | {"amount": "15.000.000"})
    held.post("chi", {**typed, "second-second_officer": books.chair.pk})
    page = held.get("chi")
    assert "Khoản chi 15.000.000 đ nhiều hơn tiền trong hòm" in page
    assert "hòm chỉ còn 13.000.000 đ" in page
    assert "Quỹ tăng thu nhập 14.000.000 đ Đã ghi chi bên dưới − 16.000.000 đ Còn lại − 2.000.000 đ" in page


def test_a_reader_of_the_books_sees_the_loans_without_names(held, books):
    held.post("xet-vay", deciding("approve", books.chair, pay="on"), asked_now(held))
    count(held, 14_000_000)
    confirm(held, books.chair, books.treasurer)
    reader = signed_in(club_officer(books.club_id, Role.READER, at=AT))
    page = shown(reader.get(reverse("meeting", args=[books.club_id, held.draft_id])))
    assert held.members[2].full_name not in page
    assert "xin vay 6.000.000 đ" in page


def test_the_minutes_have_a_section_about_loans(books):
    asked = [LoanRequest(uuid7(), member, Dong(3_000_000), 10, "Nuôi gà") for member in books.members[2:5]]
    votes = (
        LoanVote(asked[0].id, Outcome.APPROVED, Dong(2_000_000), instalments=6, votes_for=5, votes_against=1),
        LoanVote(asked[1].id, Outcome.POSTPONED, reason="Chờ trả xong khoản cũ."),
        LoanVote(asked[2].id, Outcome.REFUSED, votes_against=6),
    )
    given = LoanPaidOut(uuid7(), asked[0].id, Dong(2_000_000), second_officer=books.chair.pk)
    before = ask(books, books.members[1], 1_000_000, on=BEFORE)
    approve(books, before, 1_000_000, on=BEFORE)
    earlier = LoanPaidOut(uuid7(), before, Dong(1_000_000), second_officer=books.chair.pk)
    sheet = a_sheet(
        books.club_id, DAY, loan_requests=tuple(asked), loan_votes=votes, loans_paid_out=(given, earlier)
    )
    meeting_id = recorded(sheet, by=books.treasurer, second=books.chair, at=AT)
    club = club_summary(books.club_id, DAY)
    assert club is not None
    paper = minutes_paper(club, meeting_id, health=True, at=AT)
    assert paper is not None
    blocks = [block for page in paper.pages for block in page]
    assert "2. Xét vay" in [block.heading for block in blocks]
    said = " ".join(block.text for block in blocks).replace("\N{NO-BREAK SPACE}", " ")
    for text in (
        "xin vay 3.000.000 đ (Nuôi gà): đồng ý cho vay 2.000.000 đ trong 6 tháng",
        f"; đã chi 2.000.000 đ theo phiếu PC 0001, {books.chair.full_name} duyệt.",
        "để buổi sau xét; Chờ trả xong khoản cũ.",
        "không đồng ý cho vay (",
        "(Nuôi lợn): buổi trước đã đồng ý; đã chi 1.000.000 đ theo phiếu PC 0002",
    ):
        assert text in said
