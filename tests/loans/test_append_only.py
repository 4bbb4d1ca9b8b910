"""What was signed, decided and voted is never changed or deleted: the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from lienthehe.loans.models import APPEND_ONLY_TABLES, Loan, LoanChange, Vote
from tests.given.loans import extend, lend, lending_books

pytestmark = pytest.mark.django_db

MODELS = {model._meta.db_table: model for model in (Loan, LoanChange, Vote)}
SQLITE = connection.vendor == "sqlite"
STATEMENTS = {
    "update": 'UPDATE "{}" SET "on" = "on"',
    "update of the key": 'UPDATE "{}" SET "id" = "id"',
    "delete": 'DELETE FROM "{}"',
    "replace" if SQLITE else "truncate": (
        'INSERT OR REPLACE INTO "{0}" SELECT * FROM "{0}"' if SQLITE else 'TRUNCATE "{}" CASCADE'
    ),
}


@pytest.fixture
def written():
    books = lending_books()
    extend(books, lend(books, books.members[0]), [date(2026, 9, 17)])
    connection.check_constraints()  # PostgreSQL truncates nothing while keys wait to be checked
    return books


def contents():
    return {table: list(model.objects.order_by("pk").values()) for table, model in MODELS.items()}


def test_every_table_is_tried():
    assert set(MODELS) == set(APPEND_ONLY_TABLES)


@pytest.mark.parametrize("way", STATEMENTS)
def test_sql_changes_nothing(written, way):
    before = contents()
    assert all(before.values())
    for table in MODELS:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(STATEMENTS[way].format(table))
    assert contents() == before


@pytest.mark.parametrize("table", MODELS)
def test_the_orm_changes_nothing(written, table):
    before, model = contents(), MODELS[table]
    row = model.objects.first()
    for way in (
        lambda: model.objects.update(on=row.on),
        lambda: model.objects.bulk_update([row], ["on"]),
        row.save,
        lambda: model.objects.filter(pk=row.pk)._raw_delete(model.objects.db),
        lambda: model.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["id"], update_fields=["on"]
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            way()
    assert contents() == before
