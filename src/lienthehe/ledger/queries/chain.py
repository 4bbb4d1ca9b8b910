"""A club's chain as it is written: vouchers, counts and closings in their one order, their digests computed anew."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from lienthehe.clubs.rules import Remark
from lienthehe.ledger.models import Book, CashCount, MonthClosing, Transfer, Voucher
from lienthehe.ledger.models.books import ChainEntry
from lienthehe.ledger.queries.counts import sheet_of
from lienthehe.ledger.queries.vouchers import head_of
from lienthehe.ledger.rules.chain import Digests, book_code, digest, wording_digest
from lienthehe.ledger.rules.contents import (
    Recorded,
    closing_body,
    closing_head,
    count_body,
    count_head,
    transfer_content,
    voucher_head,
)
from lienthehe.ledger.rules.findings import Fault, name_closing, name_count, name_voucher

PAGE = 2000
"""How many entries are read at a time: a club of ten years is walked without holding it whole."""

Read = TypeVar("Read")

UNREADABLE = b""
"""The digest of what cannot be read any more; it equals none."""


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """An entry: its digests and hash as stored, its digests as its content gives them, and the faults between."""

    sequence: int
    name: Remark
    stored: Digests
    hash: bytes
    computed: Digests
    faults: tuple[Fault, ...]


def current_code(club_id: UUID) -> str:
    """Return the short code of a book printed now; "" while the books have no entry."""
    book = Book.objects.filter(club_id=club_id).first()
    return book_code(bytes(book.last_hash)) if book is not None and book.entries else ""


def entries_of(club_id: UUID) -> int:
    """Return how many entries the club's chain has: vouchers, counts and closings."""
    return Book.objects.filter(club_id=club_id).values_list("entries", flat=True).first() or 0


def chained_entries(club_id: UUID) -> Iterator[ChainedEntry]:
    """Yield the club's entries in the order of their places. Whatever was done to them, reading goes on."""
    return heapq.merge(
        _vouchers(club_id), _counts(club_id), _closings(club_id), key=lambda entry: entry.sequence
    )


def _entry(row: ChainEntry, name: Remark, computed: Digests, faults: Sequence[Fault]) -> ChainedEntry:
    """Compare the three digests; `faults` are what a change of head, body and wording is called."""
    stored = Digests(bytes(row.head_digest), bytes(row.body_digest), bytes(row.wording_digest))
    pairs = zip(stored, computed, faults, strict=True)
    found = tuple(fault for was, now, fault in pairs if was != now)
    return ChainedEntry(row.sequence, name, stored, bytes(row.hash), computed, found)


def _readable(compute: Callable[[Read], bytes], read: Read) -> bytes:
    try:
        return compute(read)
    except (ValueError, TypeError, LookupError, AttributeError, ObjectDoesNotExist):
        return UNREADABLE


def _vouchers(club_id: UUID) -> Iterator[ChainedEntry]:
    """Read vouchers and transfers side by side, each in one order: a voucher takes the transfers that are its own."""
    rows = Voucher.objects.filter(club_id=club_id).select_related("wording").order_by("sequence", "id")
    transfers = Transfer.objects.filter(voucher__club_id=club_id)
    in_order = transfers.order_by("voucher__sequence", "voucher_id", "position").iterator(chunk_size=PAGE)
    by_voucher = groupby(in_order, key=attrgetter("voucher_id"))
    coming = next(by_voucher, None)
    for row in rows.iterator(chunk_size=PAGE):
        own: list[Transfer] = []
        if coming is not None and coming[0] == row.id:
            own, coming = list(coming[1]), next(by_voucher, None)
        body = _readable(_voucher_body, own)
        computed = Digests(_readable(_voucher_head, row), body, _readable(_wording, row))
        name = name_voucher(row.kind, row.fund, row.year, row.number)
        yield _entry(row, name, computed, (Fault.HEAD, Fault.TRANSFERS, Fault.WORDING))


def _voucher_head(row: Voucher) -> bytes:
    recorded = Recorded(row.recorded_by_id, row.recorded_as, row.recorded_at)
    return digest(voucher_head(head_of(row), row.club_id, row.year, row.number, recorded))


def _voucher_body(transfers: Sequence[Transfer]) -> bytes:
    return digest([_transfer(one) for one in transfers])


def _transfer(row: Transfer) -> Sequence[object]:
    return transfer_content(
        club_id=row.club_id,
        position=row.position,
        fund=row.fund,
        debit=row.debit_id,
        credit=row.credit_id,
        amount=row.amount,
        for_member=row.for_member_id,
        on=row.on,
    )


def _wording(row: Voucher) -> bytes:
    words = row.wording
    if words.club_id != row.club_id:
        return UNREADABLE
    if words.forgotten_on:
        return bytes(row.wording_digest)
    return wording_digest(bytes(words.salt), (words.narration, words.party_name, words.reason))


def _counts(club_id: UUID) -> Iterator[ChainedEntry]:
    for row in CashCount.objects.filter(club_id=club_id).order_by("sequence").iterator(chunk_size=PAGE):
        computed = Digests(_readable(_count_head, row), _readable(_count_body, row), b"")
        yield _entry(row, name_count(row.on), computed, (Fault.HEAD, Fault.COUNT, Fault.WORDING))


def _count_head(row: CashCount) -> bytes:
    return digest(count_head(sheet_of(row), row.club_id, row.recorded_by_id, row.recorded_at))


def _count_body(row: CashCount) -> bytes:
    return digest(count_body(sheet_of(row), row.counted, row.book))


def _closings(club_id: UUID) -> Iterator[ChainedEntry]:
    for row in MonthClosing.objects.filter(club_id=club_id).order_by("sequence"):
        computed = Digests(_readable(_closing_head, row), _readable(_closing_body, row), b"")
        yield _entry(row, name_closing(row.month), computed, (Fault.HEAD, Fault.CLOSING, Fault.WORDING))


def _closing_head(row: MonthClosing) -> bytes:
    return digest(closing_head(row.id, row.club_id, row.month, row.recorded_by_id, row.recorded_at))


def _closing_body(row: MonthClosing) -> bytes:
    return digest(closing_body(row.balances))
