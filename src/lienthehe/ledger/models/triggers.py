"""The triggers of the books: the append-only ones of `foundation.append_only` and two of their own.

A migration that remakes a book table on SQLite (AlterField, AddConstraint, AddField with default) begins with
`remove_triggers` and ends with `install_triggers`: the table's own are lost with it, and while a trigger stands that
reads `ledger_account` or `ledger_voucher`, SQLite refuses to remake those two.
"""

from collections.abc import Iterable
from typing import Any

from lienthehe.foundation.append_only import (
    POSTGRESQL,
    append_only_sql,
    drop_append_only_sql,
    trigger_names,
)

APPEND_ONLY_TABLES = ("ledger_voucher", "ledger_transfer", "ledger_cashcount", "ledger_monthclosing")
"""Rows of these are never changed or deleted; `ledger_voucherwording` may be replaced once."""

WORDING = "ledger_voucherwording"
TRANSFER = "ledger_transfer"
_WORDING_TRIGGER = "ledger_voucherwording_only_forgotten"
_TRANSFER_TRIGGER = "ledger_transfer_one_fund"

_REPLACEABLE = f"{WORDING}_no_update"
"""The one append-only trigger that the wording does without."""

_ONLY_FORGOTTEN = """OLD.forgotten_on IS NULL AND NEW.forgotten_on IS NOT NULL AND length(NEW.salt) = 0
    AND NEW.voucher_id = OLD.voucher_id AND NEW.club_id = OLD.club_id"""
_STRANGE = """NEW.club_id NOT IN (SELECT club_id FROM ledger_account WHERE id = NEW.debit_id AND fund = NEW.fund)
    OR NEW.club_id NOT IN (SELECT club_id FROM ledger_account WHERE id = NEW.credit_id AND fund = NEW.fund)
    OR NEW.club_id NOT IN (SELECT club_id FROM ledger_voucher WHERE id = NEW.voucher_id)"""
"""Asks by id alone: with `club_id = NEW.club_id` PostgreSQL may read every voucher of the club for each transfer."""


def all_trigger_names(vendor: str) -> list[str]:
    """Return every trigger that must stand for the books to be safe."""
    guarded = [name for table in (*APPEND_ONLY_TABLES, WORDING) for name in trigger_names(table, vendor)]
    return [*(name for name in guarded if name != _REPLACEABLE), _WORDING_TRIGGER, _TRANSFER_TRIGGER]


def own_triggers_sql(vendor: str) -> list[str]:
    """Return the statements that install the books' own triggers, anew where they stand already.

    A transfer's two accounts and its voucher are of its own club, the accounts of its fund; a wording is replaced only as
    its person is forgotten, once and with its salt, and never deleted.
    """
    guard = _guard_postgresql if vendor == POSTGRESQL else _guard_sqlite
    kept = [sql for sql in append_only_sql(WORDING, vendor) if _REPLACEABLE not in sql]
    forgotten = guard(_WORDING_TRIGGER, "UPDATE", WORDING, f"NOT ({_ONLY_FORGOTTEN})")
    return [*kept, *forgotten, *guard(_TRANSFER_TRIGGER, "INSERT", TRANSFER, _STRANGE)]


def drop_own_triggers_sql(vendor: str) -> list[str]:
    """Return the statements that remove what `own_triggers_sql` installs."""
    on = {_WORDING_TRIGGER: WORDING, _TRANSFER_TRIGGER: TRANSFER}
    place = " ON {}" if vendor == POSTGRESQL else ""
    own = [f"DROP TRIGGER IF EXISTS {name}{place.format(table)}" for name, table in on.items()]
    return [*drop_append_only_sql(WORDING, vendor), *own]


def install_triggers(_: Any, schema_editor: Any) -> None:
    """Install every trigger of the books; for `migrations.RunPython`."""
    vendor = schema_editor.connection.vendor
    _execute(schema_editor, (sql for table in APPEND_ONLY_TABLES for sql in append_only_sql(table, vendor)))
    _execute(schema_editor, own_triggers_sql(vendor))


def remove_triggers(_: Any, schema_editor: Any) -> None:
    """Remove every trigger of the books; for `migrations.RunPython`."""
    vendor = schema_editor.connection.vendor
    _execute(
        schema_editor, (sql for table in APPEND_ONLY_TABLES for sql in drop_append_only_sql(table, vendor))
    )
    _execute(schema_editor, drop_own_triggers_sql(vendor))


def _execute(schema_editor: Any, statements: Iterable[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)


def _guard_postgresql(name: str, event: str, table: str, refused: str) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {refused} THEN
        RAISE EXCEPTION 'refused by {name}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$""",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _guard_sqlite(name: str, event: str, table: str, refused: str) -> list[str]:
    raised = f"BEGIN SELECT RAISE(ABORT, 'refused by {name}'); END"
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused} {raised}",
    ]
