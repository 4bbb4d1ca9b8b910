"""SQL of the triggers that only the books need; the append-only ones come from `foundation.append_only`."""

from lienthehe.foundation.append_only import POSTGRESQL, append_only_sql, trigger_names

WORDING = "ledger_voucherwording"
TRANSFER = "ledger_transfer"
_WORDING_TRIGGER = "ledger_voucherwording_only_forgotten"
_TRANSFER_TRIGGER = "ledger_transfer_one_fund"

_ONLY_FORGOTTEN = (
    "OLD.forgotten_on IS NULL AND NEW.forgotten_on IS NOT NULL AND NEW.voucher_id = OLD.voucher_id"
)
_STRANGE = """(SELECT COUNT(*) FROM ledger_account a WHERE a.id IN (NEW.debit_id, NEW.credit_id)
    AND a.club_id = NEW.club_id AND a.fund = NEW.fund) <> 2"""


def own_trigger_names() -> list[str]:
    """Return the names of the triggers that only the books have, alike on both engines."""
    return [_WORDING_TRIGGER, _TRANSFER_TRIGGER]


def all_trigger_names(tables: tuple[str, ...], vendor: str) -> list[str]:
    """Return every trigger that must stand for the books to be safe."""
    wording = [name for name in trigger_names(WORDING, vendor) if not name.endswith("_no_update")]
    return [
        *(name for table in tables for name in trigger_names(table, vendor)),
        *wording,
        *own_trigger_names(),
    ]


def own_triggers_sql(vendor: str) -> list[str]:
    """Return the statements that install, anew where they stand already:

    a transfer's two accounts are of its own club and fund; a wording is replaced only as its person is forgotten, once,
    and never deleted.
    """
    kept = [sql for sql in append_only_sql(WORDING, vendor) if "_no_update" not in sql]
    if vendor == POSTGRESQL:
        return [*kept, *_guard(_WORDING_TRIGGER, WORDING, "UPDATE", f"NOT ({_ONLY_FORGOTTEN})"),
                *_guard(_TRANSFER_TRIGGER, TRANSFER, "INSERT", _STRANGE)]  # fmt: skip
    return [
        *kept,
        f"DROP TRIGGER IF EXISTS {_WORDING_TRIGGER}",
        f"CREATE TRIGGER {_WORDING_TRIGGER} BEFORE UPDATE ON {WORDING} WHEN NOT ({_ONLY_FORGOTTEN}) "
        f"BEGIN SELECT RAISE(ABORT, 'append only: {WORDING}'); END",
        f"DROP TRIGGER IF EXISTS {_TRANSFER_TRIGGER}",
        f"CREATE TRIGGER {_TRANSFER_TRIGGER} BEFORE INSERT ON {TRANSFER} WHEN {_STRANGE} "
        f"BEGIN SELECT RAISE(ABORT, 'one club and fund: {TRANSFER}'); END",
    ]


def drop_own_triggers_sql(vendor: str) -> list[str]:
    """Return the statements that remove what `own_triggers_sql` installs; only tests that empty tables run them."""
    on = {_WORDING_TRIGGER: WORDING, _TRANSFER_TRIGGER: TRANSFER}
    on |= {name: WORDING for name in trigger_names(WORDING, vendor)}
    place = " ON {}" if vendor == POSTGRESQL else ""
    return [f"DROP TRIGGER IF EXISTS {name}{place.format(table)}" for name, table in on.items()]


def _guard(name: str, table: str, event: str, refused: str) -> list[str]:
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
