"""Lifts the append-only triggers around the flush that ends a transactional test; nothing else anywhere does."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase

from lienthehe.foundation.append_only import (
    append_only_sql,
    drop_append_only_sql,
    standing_triggers_sql,
    trigger_names,
)


def append_only_tables() -> list[str]:
    """Return every table that a package's models name as append-only."""
    return [
        table
        for config in apps.get_app_configs()
        for table in getattr(config.models_module, "APPEND_ONLY_TABLES", ())
    ]


def guarded_tables() -> list[str]:
    """Return those on which all triggers stand: the flush gives back what it found, no more."""
    with connection.cursor() as cursor:
        cursor.execute(standing_triggers_sql(connection.vendor))
        standing = {row[0] for row in cursor.fetchall()}
    return [t for t in append_only_tables() if standing.issuperset(trigger_names(t, connection.vendor))]


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(scope="session", autouse=True)
def flush_passes_the_append_only_tables() -> Iterator[None]:
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined] # Django names it for itself

    def lift_flush_restore(self: TransactionTestCase) -> None:
        tables = guarded_tables()
        for table in tables:
            run(drop_append_only_sql(table, connection.vendor))
        try:
            flush(self)
        finally:
            for table in tables:
                run(append_only_sql(table, connection.vendor))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_flush_restore)
        yield
