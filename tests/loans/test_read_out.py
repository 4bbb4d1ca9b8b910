"""What a fund's month says of loans: the principal and interest that came back, without what was undone."""

from datetime import date

import pytest

from lienthehe.ledger.queries.fund_month import fund_months
from tests.given.books import INCOME
from tests.given.loans import lend, lending_books, repay_split, undo

pytestmark = pytest.mark.django_db
LENT, PAID = date(2026, 1, 20), date(2026, 2, 20)


def test_principal_and_interest_of_the_month_are_told_apart():
    books = lending_books()
    first = lend(books, books.members[2], on=LENT)
    second = lend(books, books.members[3], on=LENT)
    repay_split(books, first, 500_000, 40_000, on=PAID)
    undo(books, repay_split(books, second, 300_000, 40_000, on=PAID), on=PAID)
    month = fund_months(books.club_id, until=PAID)[INCOME]
    assert (month.principal, month.interest, month.paid_in) == (500_000, 40_000, 540_000)
    assert month.opening + month.paid_in - month.paid_out == month.box
