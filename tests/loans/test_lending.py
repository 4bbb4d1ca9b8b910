"""From a request to money in hand, and what comes of it in the books."""

from datetime import date

import pytest

from tests.given.books import INCOME
from tests.given.loans import lend, lending_books, loan, repay, undo

pytestmark = pytest.mark.django_db


def test_what_is_lent_leaves_the_box_and_is_owed_until_it_is_repaid() -> None:
    books = lending_books()
    loan_id = lend(books, books.members[3])
    assert loan(books, loan_id).at.outstanding == 5_000_000
    assert books.box(INCOME) == 25_000_000
    on = date(2026, 2, 17)
    paid = repay(books, loan_id, on=on)
    assert loan(books, loan_id, on).at.outstanding == 4_500_000
    undo(books, paid, on=on)
    assert loan(books, loan_id, on).at.outstanding == 5_000_000
    assert books.are_sound()
