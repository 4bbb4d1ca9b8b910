"""The printed cash book: sums at each page's foot, carried to the next, together the month's."""

from datetime import timedelta

import pytest
import time_machine

from lienthehe.clubs.queries import club_summary
from lienthehe.documents.cash_book import cash_book_paper
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.chain import current_code
from tests.given.books import ACTIVITY, LAST_YEAR, NOW, TODAY, some_books
from tests.given.clubs import a_board
from tests.given.counts import a_count, count
from tests.given.entries import somebody_above
from tests.given.payments import a_payment, hand_out
from tests.given.receipts import a_receipt, fee, hand_in, receive

pytestmark = pytest.mark.django_db
LONG = "Mua chè, bánh kẹo, thuê loa đài và trang trí hội trường cho buổi mừng thọ các cụ tròn 80, 90 tuổi"


@pytest.fixture
def books():
    return some_books(people=5)


def paper(books, *, names=True):
    club = club_summary(books.club_id, TODAY)
    assert club is not None
    with time_machine.travel(NOW, tick=False):
        return cash_book_paper(club, ACTIVITY, Month.of(TODAY), names=names, at=NOW)


def many_entries(books, number):
    receive(books, 70_000, on=LAST_YEAR)
    days = [TODAY - timedelta(days=place % 19) for place in range(number)]
    hand_in(
        books,
        *(a_receipt(fee(), 11_000 + place, on=on, text=LONG[: 20 + place]) for place, on in enumerate(days)),
    )
    hand_out(books, *(a_payment(1_000 + place) for place in range(number // 3)))


@pytest.mark.parametrize("number", [1, 20, 70])
def test_what_a_page_carries_is_what_the_next_was_brought(books, number):
    many_entries(books, number)
    book = paper(books)
    for page, following in zip(book.pages, book.pages[1:], strict=False):
        assert (page.carried_in, page.carried_out, page.balance) == (
            following.brought_in,
            following.brought_out,
            following.brought,
        )
    assert book.pages[0].brought == 70_000
    assert book.pages[-1].balance == book.closing == books.box()
    assert [page.number for page in book.pages] == list(range(1, len(book.pages) + 1))


def test_the_pages_sums_come_to_the_month_s(books):
    many_entries(books, 70)
    book = paper(books)
    assert len(book.pages) > 3
    assert sum(page.paid_in for page in book.pages) == book.pages[-1].carried_in
    assert sum(page.paid_out for page in book.pages) == book.pages[-1].carried_out
    assert 70_000 + book.pages[-1].carried_in - book.pages[-1].carried_out == book.closing


def test_an_empty_month_has_one_page(books):
    receive(books, 70_000, on=LAST_YEAR)
    book = paper(books)
    assert [page.lines for page in book.pages] == [()]
    assert book.closing == 70_000


def test_the_board_signs_and_the_book_bears_its_code(books):
    a_board(books.club_id, by=somebody_above(books), at=NOW)
    receive(books, 70_000)
    count(books, a_count(70_000))
    book = paper(books)
    assert [signer.title for signer in book.signers] == ["Người lập", "Thủ quỹ", "Chủ nhiệm"]
    assert all(signer.name for signer in book.signers)
    assert book.heading.code == current_code(books.club_id) != ""
    assert len(book.counts) == 1


def test_without_names_nobody_is_named(books):
    a_board(books.club_id, by=somebody_above(books), at=NOW)
    hand_in(books, a_receipt(fee(), 90_000, text="Bà Lụa nộp", party="Bà Lụa"))
    book = paper(books, names=False)
    assert [line.text for page in book.pages for line in page.lines] == ["Tiền phí"]
    assert not any(signer.name for signer in book.signers)
