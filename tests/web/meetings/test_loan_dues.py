"""Thu with loans: dues stand beside the contributions, "đủ cả" takes both, any other sum is shown split before it is written."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine

from lienthehe.clubs.queries import club_summary
from lienthehe.clubs.rules import ContributionTerms, Every, Fund
from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.loans import LoanRow, loans_on
from tests.given.books import Books
from tests.given.clubs import adopt, club_officer
from tests.given.loans import lend, lending_books, repay
from tests.given.people import members
from tests.given.readers import signed_in
from tests.web.meetings.holding import AT, DAY, Held, a_meeting

LENT = date(2026, 10, 17)
CONTRIBUTION = 20_000


@pytest.fixture
def books(db) -> Books:
    """A club of six whose third and fourth member borrowed a month ago; the fifth is late since July."""
    begun = AT.replace(month=6)
    books = lending_books(at=begun)
    adopt(
        books.club_id,
        ContributionTerms(Fund.ACTIVITY, Dong(CONTRIBUTION), Every.MONTH, refundable=False),
        since=date(2026, 11, 1),
        by=books.chair,
        at=begun,
    )
    return books


@pytest.fixture
def held(books) -> Held:
    for member, on in ((2, LENT), (3, LENT), (4, date(2026, 6, 17))):
        lend(books, books.members[member], on=on)
    return a_meeting(club_summary(books.club_id, DAY), club_officer(books.club_id, at=AT))


def number_of(held: Held, books: Books, place: int) -> int:
    return next(row.number for row in held.members if row.membership_id == books.members[place])


def repaid(held: Held) -> dict[int, tuple[int, int]]:
    loans = {row.id: row.membership_id for rows in loans_of(held).values() for row in rows}
    numbers = {row.membership_id: row.number for row in held.members}
    return {numbers[loans[one.loan_id]]: (one.principal, one.interest) for one in held.sheet.repayments}


def loans_of(held: Held):
    found: dict[UUID, list[LoanRow]] = {}
    for row in loans_on(held.club.id, DAY):
        found.setdefault(row.membership_id, []).append(row)
    return found


def test_enough_for_all_takes_contributions_and_dues_but_not_of_who_is_late(held, books):
    held.post("thu", {"do": "all"})
    third, fourth = number_of(held, books, 2), number_of(held, books, 3)
    assert repaid(held) == {third: (500_000, 40_000), fourth: (500_000, 40_000)}
    assert len(held.sheet.contributions) == 5
    page = held.get("thu")
    assert "1 người trả vay muộn" in page
    assert "vay quá hạn 123 ngày" in page


def test_one_tap_takes_what_a_late_borrower_owes_with_the_contribution(held, books):
    late = number_of(held, books, 4)
    held.post("thu", {"take": late})
    assert repaid(held) == {late: (2_500_000, 200_000)}
    assert [one.amount for one in held.sheet.contributions] == [CONTRIBUTION]


def test_another_sum_is_shown_split_and_nothing_is_written_yet(held, books):
    third = number_of(held, books, 2)
    page = held.post("thu", {"do": "split", "row-whole": "300.000"}, f"?mo={third}").content.decode()
    assert held.sheet.repayments == ()
    for box, figure in (("activity-kept", "160.000"), ("interest-0", "40.000"), ("principal-0", "100.000")):
        assert f'name="row-{box}" value="{figure}"' in page


def test_a_loan_stands_at_the_meeting_without_what_was_paid_since(books, held):
    """The meeting is written two days late; meanwhile the third paid November's instalment between meetings."""
    third = number_of(held, books, 2)
    loan_id = next(row.id for row in loans_of(held)[books.members[2]])
    with time_machine.travel(AT + timedelta(days=2), tick=False):
        held.client = signed_in(held.by)
        repay(books, loan_id, 540_000, on=DAY + timedelta(days=2))
        page = held.post("thu", {"do": "split", "row-whole": "60.000"}, f"?mo={third}").content.decode()
        assert 'name="row-interest-0" value="0"' in page
        whole = {"row-activity-kept": "0", "row-interest-0": "40.000", "row-principal-0": "5.000.000"}
        page = held.post("thu", {"do": "row", **whole}, f"?mo={third}").content.decode()
        assert "Hôm nay chỉ cần trả 4.540.000" in page


def test_a_sum_too_large_to_split_is_told_once(held, books):
    third = number_of(held, books, 2)
    page = held.post("thu", {"do": "split", "row-whole": "9.000.000"}, f"?mo={third}").content.decode()
    assert page.count('class="error"') == 1
    assert "các ô cộng lại" not in page
    assert 'value="9.000.000"' in page


def test_who_is_late_with_a_loan_and_behind_with_contributions_is_told_both(held, books):
    name = held.members[[row.membership_id for row in held.members].index(books.members[4])].full_name
    row = held.get("thu").split(name)[1].split("Đủ")[0]
    assert "vay quá hạn 123 ngày" in row
    assert "Còn thiếu 140.000 đ từ tháng" in row


def test_the_split_is_written_as_it_stands_in_the_boxes(held, books):
    third = number_of(held, books, 2)
    boxes = {
        "row-whole": "300.000",
        "row-activity-kept": "20.000",
        "row-interest-0": "40.000",
        "row-principal-0": "240.000",
    }
    answer = held.post("thu", {"do": "row", **boxes}, f"?mo={third}")
    assert answer.status_code == 302
    assert repaid(held) == {third: (240_000, 40_000)}


def test_boxes_that_do_not_come_to_the_sum_are_asked_about(held, books):
    third = number_of(held, books, 2)
    boxes = {
        "row-whole": "300.000",
        "row-activity-kept": "20.000",
        "row-interest-0": "40.000",
        "row-principal-0": "500.000",
    }
    page = held.post("thu", {"do": "row", **boxes}, f"?mo={third}").content.decode()
    assert "các ô cộng lại là 560.000" in page
    assert held.sheet.repayments == ()


def test_more_than_ends_the_loan_is_refused_at_its_box(held, books):
    third = number_of(held, books, 2)
    boxes = {"row-activity-kept": "0", "row-interest-0": "40.000", "row-principal-0": "6.000.000"}
    page = held.post("thu", {"do": "row", **boxes}, f"?mo={third}").content.decode()
    assert "Hôm nay chỉ cần trả 5.040.000" in page


def test_what_each_borrower_owes_is_read_out(held):
    page = held.get("cong-khai-quy")
    assert "3 người còn nợ gốc" in page
    assert page.count(" 5.000.000") == 3


def test_the_lines_cost_no_more_queries_with_more_loans(held, books, django_assert_max_num_queries):
    members(books.club_id, 2, by=books.chair, seed=2, at=AT.replace(month=6))
    with django_assert_max_num_queries(30):
        held.get("thu")


def test_who_pays_a_few_days_after_this_month_s_due_day_pays_as_usual(db):
    begun = AT.replace(month=6)
    books = lending_books(
        at=begun, terms={"ladder": (), "membership_months": 0, "on_meeting_days": False}, regulations=False
    )
    lend(books, books.members[2], on=date(2026, 10, 10))
    held = a_meeting(club_summary(books.club_id, DAY), club_officer(books.club_id, at=AT))
    held.post("thu", {"do": "all"})
    assert list(repaid(held).values()) == [(500_000, 40_000)]


@pytest.mark.parametrize("typed", ["-5000", "mười nghìn", "0", ""])
def test_a_sum_that_is_none_is_answered_at_its_box(held, books, typed):
    third = number_of(held, books, 2)
    answer = held.post("thu", {"do": "split", "row-whole": typed}, f"?mo={third}")
    assert answer.status_code == 200
    assert held.sheet.repayments == ()


def test_what_loans_bring_in_is_read_out_before_it_is_confirmed(held):
    held.post("thu", {"do": "all"})
    assert "2 khoản vay được trả vào: Quỹ tăng thu nhập 1.080.000" in held.get("doc-lai")
