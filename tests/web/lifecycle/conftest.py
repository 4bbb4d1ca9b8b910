"""A club whose first member has paid in a share, lent to since; every test writes over the same club."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.given.books import ACTIVITY, INCOME, NOW, Books
from tests.given.loans import lending_books
from tests.given.readers import signed_in
from tests.given.receipts import contribute
from tests.given.transactions import undone


@pytest.fixture(scope="module")
def club_with_shares(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        books = lending_books()
        contribute(books, 500_000, people=books.members[:1], fund=INCOME, refundable=True)
        contribute(books, 100_000, people=books.members[:1], fund=ACTIVITY, refundable=True)
        yield books


@pytest.fixture
def books(club_with_shares: Books, db: None) -> Iterator[Books]:
    with time_machine.travel(NOW, tick=False):
        yield club_with_shares


@pytest.fixture
def treasurer(books: Books) -> Client:
    return signed_in(books.treasurer)
