"""SQL of the triggers that keep a table append-only: nothing is changed, deleted or emptied.

Run it from a migration of its own: `migrations.RunPython(*append_only(TABLES))`.
On SQLite, Django remakes a table at AlterField, AddConstraint or AddField with default and loses its triggers without a
word: such a migration ends by installing them again. SQLite meets INSERT OR REPLACE only with `recursive_triggers=ON`.
Both engines report a refused row as an integrity error that reads "append only: <table>".
"""

from collections.abc import Callable, Sequence
from typing import Any

POSTGRESQL = "postgresql"
SQLITE = "sqlite"

_REFUSING_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'append only: ' || TG_TABLE_NAME, ERRCODE = 'integrity_constraint_violation';
END $$
""".strip()


def _events(vendor: str) -> tuple[str, ...]:
    if vendor == POSTGRESQL:
        return ("UPDATE", "DELETE", "TRUNCATE")
    if vendor == SQLITE:
        return ("UPDATE", "DELETE")
    message = f"no append-only triggers are known for {vendor!r}"
    raise ValueError(message)


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


def trigger_names(table: str, vendor: str) -> list[str]:
    """Return the names of the triggers that must stand on an append-only table."""
    return [_name(table, event) for event in _events(vendor)]


def append_only_sql(table: str, vendor: str) -> list[str]:
    """Return the statements that install the triggers, anew where they stand already. Run each on its own."""
    statements = drop_append_only_sql(table, vendor)
    if vendor == POSTGRESQL:
        statements.append(_REFUSING_FUNCTION)
    for event in _events(vendor):
        head = f'CREATE TRIGGER "{_name(table, event)}" BEFORE {event} ON "{table}"'
        if vendor == POSTGRESQL:
            each = "STATEMENT" if event == "TRUNCATE" else "ROW"
            statements.append(f"{head} FOR EACH {each} EXECUTE FUNCTION append_only_refuse()")
        else:
            statements.append(f"{head} BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END")
    return statements


def append_only(tables: Sequence[str]) -> tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]:
    """Return what a migration runs to make the tables append-only, and what takes it back."""

    def install(_: Any, schema_editor: Any) -> None:
        for table in tables:
            for statement in append_only_sql(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)

    def remove(_: Any, schema_editor: Any) -> None:
        for table in tables:
            for statement in drop_append_only_sql(table, schema_editor.connection.vendor):
                schema_editor.execute(statement)

    return install, remove


def drop_append_only_sql(table: str, vendor: str) -> list[str]:
    """Return the statements that remove the triggers; those that are not there are passed over."""
    on_table = f' ON "{table}"' if vendor == POSTGRESQL else ""
    return [f'DROP TRIGGER IF EXISTS "{name}"{on_table}' for name in trigger_names(table, vendor)]


def standing_triggers_sql(vendor: str) -> str:
    """Return the query for the names of all triggers that stand and are switched on, one a row."""
    if vendor == POSTGRESQL:
        return "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    return "SELECT name FROM sqlite_master WHERE type = 'trigger'"
