"""A club that lends 0,8 % a month flat, and a clock that stands where a test puts it; every test writes over the same club."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.given.books import NOW, Books
from tests.given.loans import lending_books
from tests.given.readers import signed_in
from tests.given.transactions import undone
from tests.web.loans.writing import LATER


@pytest.fixture(scope="module")
def club_that_lends(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        yield lending_books()


@pytest.fixture
def lender(club_that_lends: Books, db: None) -> Books:
    return club_that_lends


@pytest.fixture
def books(lender: Books) -> Iterator[Books]:
    """The same club on 20 February 2026, a month after its books began."""
    with time_machine.travel(LATER, tick=False):
        yield lender


@pytest.fixture
def treasurer(books: Books) -> Client:
    return signed_in(books.treasurer)
