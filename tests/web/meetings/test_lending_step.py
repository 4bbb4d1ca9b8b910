"""The step about loans: who asks, what the meeting should know, the vote, and what is handed over."""

import re
from uuid import uuid4

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.queries import club_summary
from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.applications import Outcome
from lienthehe.meetings.commands import save_step
from lienthehe.meetings.rules.format import write_fields
from lienthehe.meetings.rules.loans import LoanRepaid
from tests.given.clubs import club_officer
from tests.given.loans import approve, ask, lend, lending_books, moment
from tests.given.meetings import a_sheet
from tests.given.meetings import held as recorded
from tests.web.meetings.holding import AT, DAY, a_meeting, lines

BEFORE = DAY.replace(day=10)
BEGUN = AT.replace(month=10, day=1)


@pytest.fixture
def books(db):
    """A club of six that lends by a policy of its own and has 20 million in the lending fund's box."""
    return lending_books(at=BEGUN, funds=20_000_000)


@pytest.fixture
def held(books):
    return a_meeting(club_summary(books.club_id, DAY), books.treasurer)


def asking(member, **changes):
    """A request as typed: 6 million for a pig, over 12 months."""
    given = {
        "id": uuid4(),
        "who": member.full_name,
        "money": "6.000.000",
        "purpose": "Nuôi lợn",
        "instalments": "12",
    }
    return {"do": "ask"} | {f"ask-{name}": value for name, value in (given | changes).items()}


def deciding(do, second=None, **changes):
    """What is pressed on an open request, everything in favour."""
    given = {
        "votes_for": 6,
        "money": "6.000.000",
        "instalments": 12,
        "second_officer": second.pk if second else "",
    }
    return {"do": do, "seen": ""} | {f"vote-{name}": value for name, value in (given | changes).items()}


def asked_now(held, **changes):
    """Ask for a loan at the meeting; return the request's place in the address."""
    data = asking(held.members[2], **changes)
    answer = held.post("xet-vay", data)
    assert answer.headers["Location"] == held.url("xet-vay", f"?mo={data['ask-id']}#top")
    return f"?mo={data['ask-id']}"


def test_an_empty_list_teaches_and_going_on_saves_the_step(held):
    page = held.get("xet-vay")
    assert "Chưa có đơn xin vay nào" in page
    assert "Không ai xin vay thì sang bước sau" in page
    assert held.post("xet-vay").headers["Location"] == held.url("chi")
    assert "lending" in held.draft.steps_done


def test_a_request_made_at_the_meeting_is_shown_as_it_would_be_signed(held):
    page = held.get("xet-vay", asked_now(held))
    member = held.members[2]
    assert f"{member.full_name} xin vay" in page
    for said in (
        "Đơn 1 trong 1",
        "6.000.000 đ Sáu triệu đồng",
        "Vay để làm gì Nuôi lợn",
        "Trong bao lâu 12 tháng",
        "Lãi mỗi tháng 0,8 % số tiền vay",
        "548.000 đ",
        "Tiền mặt lúc này 20.000.000 Có thể cho vay 20.000.000 đ",
        "Ghi: cho vay 6.000.000 đ",
    ):
        assert said in page
    (request,) = held.sheet.loan_requests
    assert (request.money, request.instalments, request.purpose) == (6_000_000, 12, "Nuôi lợn")


def test_the_same_form_sent_twice_is_one_request(held):
    data = asking(held.members[2])
    held.post("xet-vay", data)
    held.post("xet-vay", data)
    assert len(held.sheet.loan_requests) == 1


def test_a_request_says_what_is_missing_and_loses_nothing(held):
    answer = held.post("xet-vay", asking(held.members[2], who="Người lạ", money="", instalments=""))
    page = answer.content.decode()
    assert "có 2 chỗ cần sửa" in page
    assert 'value="Người lạ"' in page
    assert '<details class="fold" open>' in page
    answer = held.post("xet-vay", asking(held.members[2], money=""))
    assert "Lỗi: ghi xin vay bao nhiêu" in answer.content.decode()
    answer = held.post("xet-vay", asking(held.members[2], purpose="other", instalments="other"))
    assert "có 2 chỗ cần sửa" in answer.content.decode()
    assert held.sheet.loan_requests == ()


def test_another_purpose_term_goods_and_guarantor_are_written_down(held):
    place = asked_now(
        held,
        purpose="other",
        purpose_other="Mua ngan giống",
        instalments="other",
        months_other="9",
        goods="50 con ngan",
        goods_value="1.500.000",
        guarantor="Con trai",
    )
    (request,) = held.sheet.loan_requests
    assert (request.purpose, request.instalments) == ("Mua ngan giống", 9)
    assert (request.goods, request.goods_value, request.guarantor) == ("50 con ngan", 1_500_000, "Con trai")
    page = held.get("xet-vay", place)
    assert "7.500.000 đ Bảy triệu năm trăm nghìn đồng" in page
    assert "Trong đó hiện vật 50 con ngan, 1.500.000 đ" in page
    assert "Quy chế cho vay 6, 10, 12 tháng, không có 9 tháng" in page


def test_a_vote_in_favour_approves_and_pays_out_with_a_second_officer(held, books):
    place = asked_now(held)
    page = held.client.get(held.url("xet-vay", place)).content.decode()
    assert re.search(r'name="vote-votes_for" value="6"', page)
    assert re.search(r'name="vote-pay"[^>]* checked', page)
    answer = held.post("xet-vay", deciding("approve", books.chair, pay="on"), place)
    (request,) = held.sheet.loan_requests
    assert answer.headers["Location"] == held.url("xet-vay", f"#r{request.id}")
    (vote,), (paid,) = held.sheet.loan_votes, held.sheet.loans_paid_out
    assert (vote.outcome, vote.money, vote.instalments, vote.votes_for) == (
        Outcome.APPROVED,
        6_000_000,
        12,
        6,
    )
    assert (paid.application_id, paid.money, paid.second_officer) == (request.id, 6_000_000, books.chair.pk)
    page = held.get("xet-vay")
    assert "Cho vay 6.000.000 đ, chi ngay hôm nay" in page
    assert (
        "Cho vay 6.000.000 đ trong 12 tháng (6 người đồng ý, không ai phản đối); chi ngay hôm nay"
        in held.get("xet-vay", place)
    )
    assert "Tiền mặt lúc này 14.000.000" in page


def test_a_smaller_amount_and_other_months_may_be_approved_and_kept_in_the_box(held):
    place = asked_now(held)
    held.post(
        "xet-vay", deciding("approve", money="4.000.000", instalments=10, votes_against=1, votes_for=4), place
    )
    (vote,) = held.sheet.loan_votes
    assert (vote.money, vote.instalments, vote.votes_against) == (4_000_000, 10, 1)
    assert held.sheet.loans_paid_out == ()
    page = held.get("xet-vay")
    assert "hôm nay chưa chi" in page
    assert "Đã hứa cho người khác vay − 4.000.000 Có thể cho vay 16.000.000 đ" in page
    assert "Đã hứa cho người khác" not in held.get("xet-vay", place)


def test_nobody_pays_out_alone(held):
    place = asked_now(held)
    answer = held.post("xet-vay", deciding("approve", pay="on"), place)
    assert "Lỗi: chọn một người trong Ban Chủ nhiệm" in answer.content.decode()
    assert held.sheet.loan_votes == ()


def test_a_vote_without_majority_or_with_more_votes_than_people_is_refused_at_its_box(held):
    place = asked_now(held)
    answer = held.post("xet-vay", deciding("approve", votes_for=2, votes_against=3), place)
    assert "phải nhiều hơn số không đồng ý" in answer.content.decode()
    answer = held.post("xet-vay", deciding("approve", votes_for=9), place)
    assert "mà chỉ có 6 người có mặt" in answer.content.decode()
    answer = held.post("xet-vay", deciding("approve", instalments=""), place)
    assert "Lỗi:" in answer.content.decode()
    assert held.sheet.loan_votes == ()


def test_not_lent_this_time_needs_a_reason_and_puts_off(held):
    place = asked_now(held)
    answer = held.post("xet-vay", deciding("postpone"), place)
    assert "Lỗi: ghi lý do" in answer.content.decode()
    held.post("xet-vay", deciding("postpone", reason="Chờ trả xong khoản cũ", votes_for=1), place)
    (vote,) = held.sheet.loan_votes
    assert (vote.outcome, vote.money, vote.reason) == (Outcome.POSTPONED, 0, "Chờ trả xong khoản cũ")
    assert "Chưa cho vay lần này, để buổi sau xét: Chờ trả xong khoản cũ" in held.get("xet-vay")
    held.post("xet-vay", deciding("refuse", reason="Nợ quá hạn", seen=seen(held, place)), place)
    (vote,) = held.sheet.loan_votes
    assert vote.outcome is Outcome.REFUSED


def seen(held, place):
    page = held.client.get(held.url("xet-vay", place)).content.decode()
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'").replace("&quot;", '"')


def test_what_was_decided_is_taken_back_and_the_request_too(held, books):
    place = asked_now(held)
    held.post("xet-vay", deciding("approve", books.chair, pay="on"), place)
    held.post("xet-vay", {"do": "undo", "seen": seen(held, place)}, place)
    assert (held.sheet.loan_votes, held.sheet.loans_paid_out) == ((), ())
    assert len(held.sheet.loan_requests) == 1
    answer = held.post("xet-vay", {"do": "remove", "seen": ""}, place)
    assert answer.headers["Location"] == held.url("xet-vay", "#top")
    assert held.sheet.loan_requests == ()


def test_more_than_the_box_holds_is_refused_here(held, books):
    place = asked_now(held, money="30.000.000")
    page = held.get("xet-vay", place)
    assert "Bây giờ quỹ chỉ còn cho vay được 20.000.000 đ" in page
    typed = deciding("approve", books.chair, money="30.000.000", pay="on")
    answer = held.post("xet-vay", typed, place)
    assert "Lúc này hòm chỉ có 20.000.000" in answer.content.decode()
    assert held.sheet.loans_paid_out == ()
    held.post("xet-vay", {key: value for key, value in typed.items() if key != "vote-pay"}, place)
    assert held.sheet.loan_votes[0].money == 30_000_000


def test_goods_come_out_of_the_stock_that_the_meeting_was_given(held, books):
    place = asked_now(held, money="", goods="2 con lợn giống", goods_value="2.000.000")
    typed = deciding("approve", books.chair, money="", goods_value="2.000.000", pay="on")
    assert "hiện vật trong kho chỉ trị giá 0" in held.post("xet-vay", typed, place).content.decode()
    gift = {"who": "Ông Tặng", "source": "gift_in_kind:lending", "fund": "income", "amount": "2.000.000"}
    held.post("thu", lines("receipts", gift), "?xem=khac")
    held.post("xet-vay", typed, place)
    (paid,) = held.sheet.loans_paid_out
    assert (paid.money, paid.goods_value) == (0, 2_000_000)


def test_nobody_approves_a_loan_to_the_own_household(held, books):
    borrower = held.members[2]
    namesake = club_officer(books.club_id, Role.SECRETARY, at=AT, full_name=borrower.full_name)
    place = asked_now(held)
    page = held.client.get(held.url("xet-vay", place)).content.decode()
    assert str(books.chair.pk) in page
    assert str(namesake.pk) not in page
    by_him = held.also_by(namesake)
    assert "nên không được là một trong hai người chi khoản này" in by_him.get("xet-vay", place)
    answer = by_him.post("xet-vay", deciding("approve", books.chair, pay="on"), place)
    assert answer.status_code == 200
    assert held.sheet.loans_paid_out == ()


def test_warnings_are_said_and_stand_in_nobodys_way(held, books):
    borrower = held.members[2]
    lend(books, borrower.membership_id, 5_000_000, on=DAY.replace(day=2))
    held.post("xet-vay", asking(held.members[3]))
    place = asked_now(held)
    page = held.get("xet-vay", place)
    assert "Cần cân nhắc trước khi biểu quyết" in page
    assert "11.000.000 đ" in page
    assert "Vẫn cho vay được nếu buổi họp đồng ý" in page
    names = [held.members[3].full_name, borrower.full_name]
    assert re.search(".*".join(names), held.get("xet-vay"))


def test_what_is_repaid_at_this_meeting_is_owed_no_more(held, books):
    borrower = held.members[2]
    lend(books, borrower.membership_id, 8_000_000, on=DAY.replace(day=2))
    place = asked_now(held)
    assert "Thêm khoản này sẽ nợ 14.000.000 đ" in held.get("xet-vay", place)
    (row,) = loans_on(books.club_id, DAY)
    repaid = LoanRepaid(row.id, Dong(8_000_000), Dong(64_000))
    changes = write_fields(held.sheet, repayments=(repaid,))
    save_step(
        club_id=books.club_id, draft_id=held.draft_id, version=held.draft.version, step="contributions",
        changes=changes, by=books.treasurer, at=AT,
    )  # fmt: skip
    page = held.get("xet-vay", place)
    assert "Thêm khoản này" not in page
    assert "Tiền mặt lúc này 20.064.000" in page


def test_two_loans_into_one_household_are_noticed_in_the_same_meeting(held, books):
    first = held.members[2]
    held.post("xet-vay", deciding("approve", money="9.000.000"), asked_now(held, money="9.000.000"))
    page = held.get("xet-vay", asked_now(held))
    assert first.full_name in page
    assert "Thêm khoản này sẽ nợ 15.000.000 đ" in page


def test_what_was_asked_for_before_is_on_the_list(held, books):
    ask(books, books.members[2], on=BEFORE)
    page = held.get("xet-vay")
    assert f"{held.members[2].full_name} Nuôi lợn, 10 tháng Chờ biểu quyết 5.000.000" in page
    assert "Còn 1 đơn chưa biểu quyết" in page


def test_an_approval_of_before_is_handed_over_kept_or_let_go(held, books):
    wanted = ask(books, books.members[2], on=BEFORE)
    approve(books, wanted, on=BEFORE)
    page = held.get("xet-vay")
    assert "1 khoản buổi trước đã đồng ý" in page
    assert "chưa biểu quyết" not in page
    assert "không chi, không giữ lại thì hết hiệu lực" in page
    place = f"?mo={wanted}"
    assert "Chi hôm nay 5.000.000 đ" in held.get("xet-vay", place)
    held.post("xet-vay", deciding("pay", books.chair), place)
    (paid,) = held.sheet.loans_paid_out
    assert (paid.money, held.sheet.loan_votes) == (5_000_000, ())
    assert "hết hiệu lực" not in held.get("xet-vay")
    held.post("xet-vay", deciding("keep", seen=seen(held, place)), place)
    (vote,) = held.sheet.loan_votes
    assert (vote.outcome, vote.money, vote.instalments) == (Outcome.APPROVED, 5_000_000, 10)
    assert held.sheet.loans_paid_out == ()
    held.post("xet-vay", deciding("drop", seen=seen(held, place)), place)
    (vote,) = held.sheet.loan_votes
    assert (vote.outcome, vote.votes_for, vote.reason) == (Outcome.REFUSED, 0, "Thôi không vay nữa.")


def test_an_approval_that_has_lapsed_is_voted_on_anew(held, books):
    wanted = ask(books, books.members[2], on=BEFORE)
    approve(books, wanted, on=BEFORE)
    sheet = a_sheet(books.club_id, DAY.replace(day=12))
    recorded(sheet, by=books.treasurer, second=books.chair, at=moment(DAY))
    assert "nay hết hiệu lực, cần biểu quyết lại" in held.get("xet-vay")
    held.post("xet-vay", deciding("approve", money="5.000.000", instalments=10), f"?mo={wanted}")
    assert held.sheet.loan_votes[0].outcome is Outcome.APPROVED


def test_two_officers_who_decide_on_one_request_see_both(held, books):
    place = asked_now(held)
    version, other = held.draft.version, held.also_by(books.chair)
    held.post("xet-vay", deciding("approve", money="4.000.000"), place)
    answer = other.post("xet-vay", deciding("postpone", reason="Chờ"), place, version=version)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Chưa cho vay lần này" in page
    assert "Cho vay 4.000.000" in page
    assert held.sheet.loan_votes[0].money == 4_000_000


def test_two_officers_decide_on_different_requests(held, books):
    first = asked_now(held)
    second_data = asking(held.members[3], money="1.000.000")
    held.post("xet-vay", second_data)
    version, other = held.draft.version, held.also_by(books.chair)
    held.post("xet-vay", deciding("approve"), first, version=version)
    answer = other.post(
        "xet-vay", deciding("approve", money="1.000.000"), f"?mo={second_data['ask-id']}", version=version
    )
    assert answer.status_code == 302
    assert len(held.sheet.loan_votes) == 2
