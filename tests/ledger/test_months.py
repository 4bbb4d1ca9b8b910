"""Months are closed by an act of their own: over, in order, each once."""

from datetime import date

import pytest

from lienthehe.foundation.months import Month
from lienthehe.ledger.models import MonthClosing
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.money import first_entry_month, last_closed_month
from lienthehe.ledger.rules.months import months_to_close, next_to_close
from lienthehe.ledger.rules.refusals import BooksNotBegun, MonthAlreadyClosed, MonthNotOver, MonthOutOfOrder
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, TODAY, close, some_books
from tests.given.counts import a_count, count
from tests.given.receipts import receive

NOVEMBER, DECEMBER, JANUARY = Month(2025, 11), Month(2025, 12), Month(2026, 1)


def test_months_are_due_from_the_first_entry_on_also_empty_ones():
    assert months_to_close(first_entry=None, last_closed=None, today=TODAY) == []
    assert months_to_close(first_entry=NOVEMBER, last_closed=None, today=TODAY) == [NOVEMBER, DECEMBER]
    assert months_to_close(first_entry=NOVEMBER, last_closed=NOVEMBER, today=TODAY) == [DECEMBER]
    assert months_to_close(first_entry=NOVEMBER, last_closed=DECEMBER, today=TODAY) == []
    assert next_to_close(first_entry=NOVEMBER, last_closed=DECEMBER) == JANUARY


@pytest.mark.django_db
class TestBooks:
    def test_a_month_is_closed_after_its_end_and_in_order(self):
        books = some_books(people=0)
        with pytest.raises(BooksNotBegun):
            close(books, "2025-12")
        receive(books, 50_000, on=date(2025, 11, 3))
        with pytest.raises(MonthOutOfOrder) as refused:
            close(books, "2025-12")
        assert refused.value.values == {"month": NOVEMBER}
        close(books, "2025-11")
        with pytest.raises(MonthAlreadyClosed):
            close(books, "2025-11")
        close(books, "2025-12")
        with pytest.raises(MonthNotOver) as refused:
            close(books, "2026-01", at=NOW)
        assert refused.value.values == {"month": JANUARY, "since": date(2026, 2, 1)}
        close(books, "2026-01")
        assert last_closed_month(books.club_id) == JANUARY
        assert books.are_sound()

    def test_a_closing_holds_what_each_fund_held_at_the_end_of_its_month(self):
        books = some_books(people=0)
        receive(books, 50_000, on=LAST_YEAR)
        receive(books, 20_000, on=TODAY)
        receive(books, 7_000, fund=INCOME, on=date(2025, 12, 31))
        close(books, "2025-12")
        row = MonthClosing.objects.get()
        assert row.balances == {
            "activity": {"bank": 0, "cash_box": 50_000, "stock": 0},
            "income": {"bank": 0, "cash_box": 7_000, "stock": 0},
        }
        assert cash_book(books.club_id, ACTIVITY, JANUARY).opening == 50_000
        assert cash_book(books.club_id, INCOME, DECEMBER).is_closed

    def test_the_books_begin_with_their_first_voucher(self):
        books = some_books(people=0)
        count(books, a_count(0, on=LAST_YEAR))
        assert first_entry_month(books.club_id) is None
        receive(books, 1_000)
        receive(books, 1_000, on=LAST_YEAR)
        assert first_entry_month(books.club_id) == DECEMBER
