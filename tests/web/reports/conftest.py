"""Two clubs of Sơn La on 2 February 2026: CLB thôn Đồng Mận lends and keeps books, CLB bản Hoa beside it has none yet."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from pytest_django.plugin import DjangoDbBlocker

from lienthehe.foundation.months import Month
from lienthehe.reports.commands.club_months import make_months
from tests.given.books import NOW, Books
from tests.given.clubs import a_club
from tests.given.loans import lend, lending_books
from tests.given.places import commune
from tests.given.transactions import undone

LATER = datetime(2026, 2, 2, 8, 0, tzinfo=NOW.tzinfo)


@pytest.fixture(scope="session")
def a_month() -> Month:
    return Month(2026, 1)


@pytest.fixture(scope="module")
def two_clubs(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        books = lending_books()
        a_club(name="CLB bản Hoa", place=commune("Phường Mộc Châu"), at=NOW)
        lend(books, books.members[0], 3_000_000)
        lend(books, books.members[0], 1_000_000)
        make_months(until=Month.of(LATER.date()))
        yield books


@pytest.fixture
def books(two_clubs: Books, db: None) -> Iterator[Books]:
    """The club with books, a day after January 2026 has ended."""
    with time_machine.travel(LATER, tick=False):
        yield two_clubs
