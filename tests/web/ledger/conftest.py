"""A treasurer before the books of a club with three members, on 20 January 2026; every test writes over the same club."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.given.books import NOW, Books, some_books
from tests.given.readers import signed_in
from tests.given.transactions import undone


@pytest.fixture(scope="module")
def club_with_books(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        yield some_books()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def books(club_with_books: Books, db: None) -> Books:
    return club_with_books


@pytest.fixture
def treasurer(books: Books) -> Client:
    return signed_in(books.treasurer)
