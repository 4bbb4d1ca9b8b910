"""`verify`: everything in a club's books recomputed from what was written, and compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from lienthehe.clubs.models import Club
from lienthehe.foundation.append_only import standing_triggers_sql, trigger_names
from lienthehe.ledger.models import Book
from lienthehe.ledger.models.triggers import all_trigger_names
from lienthehe.ledger.queries.chain import ChainedEntry, chained_entries
from lienthehe.ledger.queries.recomputed import recomputed
from lienthehe.ledger.rules.chain import book_code, genesis, same_code
from lienthehe.ledger.rules.findings import NOTHING, ChainPoint, Fault, Finding, name_trigger

TRIES = 5
"""How often a club is read anew because somebody wrote into its books meanwhile."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What one club's verification came to."""

    club_id: UUID
    entries: int
    findings: tuple[Finding, ...]


def clubs_to_verify() -> list[UUID]:
    """Return every club, in order of id: books that were emptied are found too."""
    return list(Club.objects.order_by("id").values_list("id", flat=True))


def verify_club(club_id: UUID) -> Verified:
    """Recompute chain, numbers, accounts, balances, boxes, counts, closings, dues and borrowed capital of one club.

    Nothing is locked: what was found while somebody wrote is looked for again.
    """
    for _ in range(TRIES):
        before = _book(club_id)
        entries = list(chained_entries(club_id))
        findings = [*_chain(club_id, entries, before), *recomputed(club_id)]
        if not findings or _book(club_id) == before:
            break
    return Verified(club_id, len(entries), tuple(findings))


def missing_triggers() -> list[Finding]:
    """Return one finding per trigger that should guard the books and does not stand."""
    return _not_standing(all_trigger_names(connection.vendor))


def triggers_missing_on(tables: Iterable[str]) -> list[Finding]:
    """Return one finding per trigger that should keep one of the tables append-only and does not stand."""
    return _not_standing(name for table in tables for name in trigger_names(table, connection.vendor))


def _not_standing(wanted: Iterable[str]) -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(standing_triggers_sql(connection.vendor))
        standing = {row[0] for row in cursor.fetchall()}
    return [Finding(None, name_trigger(name), Fault.TRIGGER) for name in wanted if name not in standing]


def printed_until(club_id: UUID, code: str) -> ChainPoint | None:
    """Return the entry at which a book with this code was printed, or None.

    The whole chain is computed anew from what is written now: a code that agrees proves that nothing up to that entry
    was changed since, not even by somebody who mended every digest.
    """
    last, found = genesis(club_id), None
    for entry in chained_entries(club_id):
        last = entry.computed.after(last)
        if same_code(code, book_code(last)):
            found = ChainPoint(entry.sequence, entry.name, book_code(last))
    return found


def _book(club_id: UUID) -> tuple[int, bytes]:
    row = Book.objects.filter(club_id=club_id).values_list("entries", "last_hash").first()
    return (row[0], bytes(row[1])) if row else (0, genesis(club_id))


def _chain(club_id: UUID, entries: list[ChainedEntry], book: tuple[int, bytes]) -> Iterator[Finding]:
    last, place = genesis(club_id), 0
    for entry in entries:
        if entry.sequence != place + 1:
            yield Finding(club_id, entry.name, Fault.MISSING if entry.sequence > place else Fault.EXTRA)
        elif entry.stored.after(last) != entry.hash:
            yield Finding(club_id, entry.name, Fault.CHAIN)
        yield from (Finding(club_id, entry.name, fault) for fault in entry.faults)
        last, place = entry.hash, entry.sequence
    name = entries[-1].name if entries else NOTHING
    if book[0] != place:
        yield Finding(club_id, name, Fault.MISSING_LAST if book[0] > place else Fault.EXTRA)
    elif book[1] != last:
        yield Finding(club_id, name, Fault.LAST)
