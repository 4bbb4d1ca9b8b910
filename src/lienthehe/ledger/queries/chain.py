"""A club's chain as it is written: vouchers, counts and closings in their one order, each sealed anew."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import Book, CashCount, MonthClosing, Transfer, Voucher
from lienthehe.ledger.models.books import ChainEntry
from lienthehe.ledger.queries.vouchers import draft_of
from lienthehe.ledger.rules.chain import Seal, book_code, seal, wording_digest
from lienthehe.ledger.rules.contents import (
    Recorded,
    closing_body,
    closing_head,
    count_body,
    count_head,
    printed_number,
    voucher_head,
)
from lienthehe.ledger.rules.counts import CountMoment, CountSheet
from lienthehe.ledger.rules.findings import Fault

PAGE = 2000
"""How many entries are read at a time: a club of ten years is walked without holding it whole."""


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """An entry, its seal as stored and as recomputed from its content, and the faults between the two."""

    sequence: int
    name: str
    stored: Seal
    seal: Seal
    faults: tuple[Fault, ...]


def current_code(club_id: UUID) -> str:
    """Return the short code of a book printed now; "" while the books have no entry."""
    book = Book.objects.filter(club_id=club_id).first()
    return book_code(bytes(book.last_hash)) if book is not None and book.entries else ""


def chained_entries(club_id: UUID) -> Iterator[ChainedEntry]:
    """Yield the club's entries in the order of their places."""
    return heapq.merge(
        _vouchers(club_id), _counts(club_id), _closings(club_id), key=lambda entry: entry.sequence
    )


def _stored(row: ChainEntry) -> Seal:
    return Seal(bytes(row.head_digest), bytes(row.body_digest), bytes(row.wording_digest), bytes(row.hash))


def _entry(row: ChainEntry, name: str, computed: Seal, body_fault: Fault) -> ChainedEntry:
    stored = _stored(row)
    pairs = (
        (stored.head, computed.head, Fault.HEAD),
        (stored.body, computed.body, body_fault),
        (stored.wording, computed.wording, Fault.WORDING),
    )
    return ChainedEntry(row.sequence, name, stored, computed, tuple(f for was, now, f in pairs if was != now))


def _vouchers(club_id: UUID) -> Iterator[ChainedEntry]:
    rows = Voucher.objects.filter(club_id=club_id).select_related("wording").order_by("sequence")
    for row in rows.prefetch_related("transfers__debit", "transfers__credit").iterator(chunk_size=PAGE):
        draft = draft_of(row)
        recorded = Recorded(row.recorded_by_id, row.recorded_as, row.recorded_at)
        words = (row.wording.narration, row.wording.party_name, row.wording.reason)
        wording = (
            bytes(row.wording_digest)
            if row.wording.forgotten_on
            else wording_digest(bytes(row.wording.salt), words)
        )
        transfers = sorted(row.transfers.all(), key=lambda one: one.position)
        computed = seal(
            b"",
            head=voucher_head(draft, row.club_id, row.number, recorded),
            body=[_transfer_content(one) for one in transfers],
            wording=wording,
        )
        yield _entry(row, f"{printed_number(row.kind, row.number)}/{row.year}", computed, Fault.TRANSFERS)


def _transfer_content(row: Transfer) -> list[object]:
    return [row.fund, row.debit_id, row.credit_id, row.amount, row.for_member_id, row.on]


def _counts(club_id: UUID) -> Iterator[ChainedEntry]:
    for row in CashCount.objects.filter(club_id=club_id).order_by("sequence").iterator(chunk_size=PAGE):
        sheet = CountSheet(
            id=row.id,
            on=row.on,
            moment=CountMoment(row.moment),
            funds=tuple(Fund(fund) for fund in row.funds),
            notes={Dong(int(value)): number for value, number in row.notes.items()},
            other=Dong(row.other),
            borne_by=Fund(row.borne_by) if row.borne_by else None,
            second_officer=row.second_officer_id,
            meeting=row.meeting,
        )
        head = count_head(sheet, club_id, row.recorded_by_id, row.recorded_at)
        computed = seal(b"", head=head, body=count_body(sheet, row.book), wording=b"")
        entry = _entry(row, f"count {row.on:%d/%m/%Y}", computed, Fault.COUNT)
        if sheet.counted != row.counted:
            entry = ChainedEntry(
                entry.sequence, entry.name, entry.stored, entry.seal, (Fault.COUNT, *entry.faults)
            )
        yield entry


def _closings(club_id: UUID) -> Iterator[ChainedEntry]:
    for row in MonthClosing.objects.filter(club_id=club_id).order_by("sequence"):
        month = Month.of(row.month)
        head = closing_head(row.id, club_id, month, row.recorded_by_id, row.recorded_at)
        body = closing_body(row.balances)
        yield _entry(row, f"closing {month}", seal(b"", head=head, body=body, wording=b""), Fault.CLOSING)
