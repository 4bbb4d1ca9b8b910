"""Lifts every trigger around the flush that ends a transactional test; nothing else anywhere does.

Afterwards the triggers stand as the migrations left them, also those that a test on tampering has dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from lienthehe.clubs.events import BooksChanged, PeopleChanged
from lienthehe.foundation import events
from tests.given.officers import AT

settings.register_profile("any machine", deadline=None)  # a slow moment is no counterexample
settings.load_profile("any machine")

STANDING = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, relname, pg_get_triggerdef(pg_trigger.oid)"
    " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal",
}


ASKS_THE_DATABASE = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks no database says the same beside every engine: it is run once."""
    for item in items:
        marked = item.get_closest_marker("django_db") or item.get_closest_marker("own_database")
        if not marked and ASKS_THE_DATABASE.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.once)


@dataclass(frozen=True)
class Trigger:
    name: str
    table: str
    create: str


def standing_triggers() -> list[Trigger]:
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return [Trigger(*row) for row in cursor.fetchall()]


def drop(triggers: list[Trigger]) -> None:
    with connection.cursor() as cursor:
        for trigger in triggers:
            on_table = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{trigger.name}"{on_table}')


def create(triggers: list[Trigger]) -> None:
    with connection.cursor() as cursor:
        for trigger in triggers:
            cursor.execute(trigger.create)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After the migrations, teach the flush to pass the triggers that they installed."""
    flush = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        installed = standing_triggers()

    def flush_without_triggers(self: TransactionTestCase) -> None:
        drop(standing_triggers())
        try:
            flush(self)
        finally:
            create(installed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


@pytest.fixture(autouse=True)
def silent_reports(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody keep club months (docs/testing.md), but where a test uses `club_months`."""
    if "club_months" not in request.fixturenames:
        for kind in (PeopleChanged, BooksChanged):
            monkeypatch.setitem(events._listeners, kind, [])


@pytest.fixture
def club_months() -> None:
    """Let each act be followed by its club months, as in the product."""


@pytest.fixture
def clock() -> Iterator[None]:
    """Stop the clock at the moment of `tests.given.officers.AT`."""
    with time_machine.travel(AT, tick=False):
        yield
