"""The loans of many clubs in numbers are those of each club, in as many queries."""

from datetime import date

import pytest

from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.sources import source_ref
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import Part
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.queries.portfolios import club_loans_on
from lienthehe.loans.rules.standings import LoanState
from tests.given.books import INCOME, Books
from tests.given.loans import extend, lend, lending_books, repay, undo, write_off

pytestmark = pytest.mark.django_db
MONTH_ENDS = [date(2026, month, 28) for month in range(1, 12)]


def a_club_that_lends() -> Books:
    """Return a club with a loan settled, one late, one extended, one written off, one undone payment and a fee."""
    books = lending_books()
    settled, late, extended, lost, mended = (lend(books, member, 1_000_000) for member in books.members[:5])
    repay(books, settled, 1_000_000 + 8_000, on=date(2026, 2, 17))
    repay(books, late, on=date(2026, 2, 17))
    extend(books, extended, [date(2026, 6, 17), date(2026, 7, 17)], on=date(2026, 4, 20))
    undo(books, repay(books, mended, on=date(2026, 2, 17)), on=date(2026, 2, 18))
    grant = source_ref(books.club_id, INCOME, AccountKind.GRANT, "UBND xã")
    write_off(books, lost, [Part(grant, Dong(984_000))], on=date(2026, 5, 20))
    return books


def together(books: Books, on: date) -> tuple[int, ...]:
    running = [row for row in loans_on(books.club_id, on) if row.state is LoanState.RUNS]
    return (
        len(running),
        len({row.person_id for row in running}),
        sum(row.at.outstanding for row in running),
        sum(row.at.due.total for row in running),
        sum(row.at.overdue.total for row in running),
        sum(row.at.overdue.total > 0 for row in running),
        sum(row.at.outstanding for row in running if row.at.is_at_risk),
    )


def test_each_club_is_what_its_own_loans_come_to(django_assert_num_queries):
    clubs = [a_club_that_lends() for _ in range(3)]
    for on in MONTH_ENDS:
        with django_assert_num_queries(3):
            found = club_loans_on([one.club_id for one in clubs], on)
        for one in clubs:
            now = found[one.club_id]
            assert together(one, on) == (
                now.loans,
                now.borrowers,
                now.outstanding,
                now.due,
                now.overdue,
                now.late_loans,
                now.at_risk,
            )


def test_a_club_without_loans_comes_to_nothing():
    books = lending_books()
    assert club_loans_on([books.club_id], MONTH_ENDS[0])[books.club_id].outstanding == 0
