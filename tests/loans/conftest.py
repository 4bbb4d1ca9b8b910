"""A club that lends, and the loan that most tests here begin with."""

from uuid import UUID

import pytest

from tests.given.books import Books
from tests.given.loans import lend, lending_books


@pytest.fixture
def lent(db: None) -> tuple[Books, UUID]:
    """A club's books, and 5.000.000 đ lent from them on 20 January 2026 for ten months at 0,8 % a month flat."""
    books = lending_books()
    return books, lend(books, books.members[0])
