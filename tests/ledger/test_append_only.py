"""Nothing in the books is changed, deleted or emptied: the database itself refuses, after the last migration."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, models, transaction

from lienthehe.ledger.models import (
    APPEND_ONLY_TABLES,
    Account,
    CashCount,
    MonthClosing,
    Transfer,
    Voucher,
    VoucherWording,
)
from lienthehe.ledger.models.triggers import all_trigger_names, install_triggers, remove_triggers
from lienthehe.ledger.queries.chain import current_code
from lienthehe.ledger.queries.verification import missing_triggers, printed_until
from tests.given.books import LAST_YEAR, TODAY, close, some_books
from tests.given.counts import a_count, count
from tests.given.receipts import receive
from tests.given.triggers import lift_triggers, put_triggers_back

MODELS = {
    model._meta.db_table: model for model in (Voucher, Transfer, CashCount, MonthClosing, VoucherWording)
}
SQLITE = connection.vendor == "sqlite"


def a_column(table):
    """Return a column that could be changed without breaking another constraint."""
    return {"ledger_voucherwording": "narration", "ledger_transfer": "position"}.get(table, "sequence")


def replace_row(table):
    model = MODELS[table]
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_fields)
    return f'INSERT OR REPLACE INTO "{table}" ({columns}) SELECT {columns} FROM "{table}"'


def upsert(table):
    key = MODELS[table]._meta.pk.column
    columns = ", ".join(f'"{field.column}"' for field in MODELS[table]._meta.local_fields)
    source = f'SELECT {columns} FROM "{table}" WHERE true ON CONFLICT ("{key}") DO UPDATE SET'
    return f'INSERT INTO "{table}" ({columns}) {source} "{a_column(table)}" = excluded."{a_column(table)}"'


STATEMENTS = {
    "update": lambda table: f'UPDATE "{table}" SET "{a_column(table)}" = "{a_column(table)}"',
    "update of the key": lambda table: f'UPDATE "{table}" SET "{key(table)}" = "{key(table)}"',
    "delete": lambda table: f'DELETE FROM "{table}"',
    "upsert": upsert,
    **(
        {"replace": replace_row}
        if SQLITE
        else {
            "truncate": lambda table: f'TRUNCATE "{table}" CASCADE',
            "only": lambda table: f'DELETE FROM ONLY "{table}"',
        }
    ),
}


def key(table):
    return MODELS[table]._meta.pk.column


@pytest.fixture
def written():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    count(books, a_count(50_000, on=LAST_YEAR))
    close(books, "2025-12")
    connection.check_constraints()  # PostgreSQL truncates nothing while keys wait to be checked
    return books


def contents():
    return {table: list(model.objects.order_by("pk").values()) for table, model in MODELS.items()}


def test_every_book_table_is_tried():
    assert set(MODELS) == {*APPEND_ONLY_TABLES, "ledger_voucherwording"}


@pytest.mark.django_db
@pytest.mark.parametrize("way", STATEMENTS)
def test_sql_changes_nothing(written, way):
    before = contents()
    for table in MODELS:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(STATEMENTS[way](table))
    assert contents() == before


@pytest.mark.django_db
@pytest.mark.parametrize("table", MODELS)
def test_the_orm_changes_nothing(written, table):
    before = contents()
    model, column = MODELS[table], a_column(table)
    row = model.objects.first()
    ways = [
        lambda: model.objects.update(**{column: getattr(row, column)}),
        lambda: model.objects.bulk_update([row], [column]),
        row.save,
        lambda: model.objects.filter(pk=row.pk)._raw_delete(model.objects.db),
        lambda: model.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=[column]
        ),
    ]
    for way in ways:
        with pytest.raises(IntegrityError), transaction.atomic():
            way()
    assert contents() == before


@pytest.mark.django_db
class TestWording:
    def test_it_is_replaced_only_as_its_person_is_forgotten_with_its_salt_and_once(self, written):
        forgotten = {"party_name": "đã quên", "narration": "", "forgotten_on": TODAY, "salt": b""}
        for refused in (
            {"party_name": "Ông Khác"},
            forgotten | {"salt": b"kept"},
            {"forgotten_on": TODAY},
            forgotten | {"voucher_id": some_books(people=0).club_id},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                VoucherWording.objects.update(**refused)
        VoucherWording.objects.update(**forgotten)
        assert written.are_sound()
        with pytest.raises(IntegrityError), transaction.atomic():
            VoucherWording.objects.update(**forgotten | {"forgotten_on": date(2026, 5, 1)})

    def test_what_is_forgotten_leaves_the_code_of_printed_books_as_it_was(self, written):
        printed = current_code(written.club_id)
        VoucherWording.objects.update(party_name="", narration="", forgotten_on=TODAY, salt=b"")
        assert printed_until(written.club_id, printed) is not None


@pytest.mark.django_db
class TestTriggers:
    def test_verify_names_every_trigger_that_is_missing(self):
        assert missing_triggers() == []
        lift_triggers()
        missing = [str(finding.entry.values["number"]) for finding in missing_triggers()]
        assert missing == all_trigger_names(connection.vendor)
        assert len(missing) == (11 if SQLITE else 16)
        put_triggers_back()
        assert missing_triggers() == []

    def test_a_trigger_that_is_switched_off_is_missing_too(self):
        if SQLITE:
            pytest.skip("only PostgreSQL switches triggers off")
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE ledger_voucher DISABLE TRIGGER ledger_voucher_no_update")
        assert [finding.entry.values["number"] for finding in missing_triggers()] == [
            "ledger_voucher_no_update"
        ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Account, Voucher, Transfer])
def test_a_migration_that_remakes_a_table_lifts_the_triggers_and_installs_them_again(model):
    """On SQLite a remade table has lost its triggers, and cannot be remade at all while another's reads it."""
    field = models.IntegerField(default=0)
    field.set_attributes_from_name("tried")
    with connection.schema_editor() as editor:
        remove_triggers(None, editor)
        editor.add_field(model, field)
        install_triggers(None, editor)
    assert missing_triggers() == []
    with connection.schema_editor() as editor:
        remove_triggers(None, editor)
        editor.remove_field(model, field)
        install_triggers(None, editor)
    assert missing_triggers() == []
