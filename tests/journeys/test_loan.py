"""A treasurer keeps one loan on a phone from the request to its end: voted on, paid out, repaid month by month, settled."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from lienthehe.foundation.months import Month
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.standings import LoanState
from tests.given.books import INCOME
from tests.given.loans import lending_books, moment
from tests.given.people import a_member
from tests.journeys.holding import Hand
from tests.journeys.lending import (
    BORROWER,
    MEETING,
    Story,
    ask,
    link,
    more_than_ends_it,
    pay_out,
    print_the_note,
    repay,
    repay_all,
    repayments,
    sign_in,
    vote,
)

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FUNDS = 30_000_000
AS_ASKED = ("219.000", "Lãi 19.200 Gốc 199.800")
PART = ("100.000", "Lãi 19.200 Gốc 80.800")
WITH_THE_REST = ("338.000", "Lãi 19.200 Gốc 318.800")
SOMETHING_AHEAD = ("319.000", "Lãi 19.200 Gốc 299.800")
PAID = [*[AS_ASKED] * 2, PART, WITH_THE_REST, AS_ASKED, SOMETHING_AHEAD, *[AS_ASKED] * 5]
"""What is handed over at each of eleven meetings, and how the page splits it."""
THE_LAST = ("121.400", "Lãi 19.200 Gốc 102.200")


@pytest.fixture
def story() -> Story:
    """A club with a grant to lend; eleven payments fall due until its last meeting, the twelfth at its next one."""
    today = timezone.localdate()
    last = Month.of(today) if today.day > MEETING else Month.of(today).previous
    months = [last.plus(number) for number in range(-len(PAID), 1)]
    begun = moment(months[0].first)
    books = lending_books(at=begun, funds=FUNDS)
    a_member(books.club_id, BORROWER, by=books.chair, at=begun)
    return Story(books, months)


def test_a_loan_from_the_request_to_its_end(story, phone, live_server):
    hand = Hand(phone)
    sign_in(hand, live_server.url, story.books.treasurer.username)
    ask(hand, story)
    vote(hand, story)
    pay_out(hand, story)
    print_the_note(hand)
    more_than_ends_it(hand, "9.000.000")
    for number, (amount, parts) in enumerate(PAID, start=1):
        repay(hand, story, number, amount, parts)
    hand.looks("vay-8-tra-gan-het")
    the_list_shows_it(hand)
    repay_all(hand, story, *THE_LAST)
    is_settled(hand, story)
    books_agree(story)


def the_list_shows_it(hand: Hand) -> None:
    """Look for the loan in the list of loans and come back to it by its line."""
    hand.go(link(hand, "Vay vốn"))
    assert hand.sees("Còn nợ câu lạc bộ 102.200 đ 1 người vay, 1 lượt vay Gốc quá hạn 0")
    line = link(hand, BORROWER)
    expect(line).to_contain_text("102.200")
    hand.looks("vay-9-danh-sach")
    hand.go(line)


def is_settled(hand: Hand, story: Story) -> None:
    """Read on the loan's page that nothing is owed any more, and find it among those repaid."""
    told = f"{sum(story.interest):,}".replace(",", ".")
    assert hand.sees(f"Đã trả 12 kỳ trên 12: gốc 2.400.000 đ, lãi {told} đ")
    assert hand.sees(f"Trả hết ngày {timezone.localdate():%d/%m/%Y}")
    expect(repayments(hand)).to_have_count(0)
    hand.looks("vay-10-da-tra-het")
    hand.go(link(hand, "Vay vốn"))
    hand.go(link(hand, "Đã trả hết"))
    hand.go(link(hand, BORROWER))


def books_agree(story: Story) -> None:
    books, today = story.books, timezone.localdate()
    (loan,) = loans_on(books.club_id, today)
    assert loan.state is LoanState.SETTLED
    assert loan.at.outstanding == 0
    assert loan.at.paid.interest == sum(story.interest) == 12 * 19_200
    assert books.box(INCOME, today) == FUNDS + sum(story.interest)
    assert books.are_sound()
