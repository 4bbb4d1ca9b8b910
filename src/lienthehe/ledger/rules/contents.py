"""What a voucher, a count and a closing contain: the lists that their seals cover, and whether two are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lienthehe.ledger.rules.chain import wording_digest
from lienthehe.ledger.rules.counts import CountSheet
from lienthehe.ledger.rules.vouchers import VoucherDraft

Balances = dict[str, dict[str, int]]
"""What each fund held: {"income": {"cash_box": đồng, "bank": đồng, "stock": đồng}, ...}."""


@dataclass(frozen=True, slots=True)
class WrittenVoucher:
    """A voucher as read back: its draft, where it stands, and how its wording was sealed.

    `number` is the printed one (PT 0012). `salt` is None where the wording was forgotten.
    """

    draft: VoucherDraft
    club_id: UUID
    number: str
    recorded_by: UUID
    wording_seal: bytes
    salt: bytes | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """Who wrote an entry, as what, and when."""

    by: UUID
    role: str
    at: datetime


def same_content(written: WrittenVoucher, draft: VoucherDraft, *, by: UUID) -> bool:
    """Tell whether a draft handed in again is the voucher that was written: same sender, same content."""
    first = written.draft
    fields = ("kind", "fund", "on", "lines", "party_kind", "party_id", "second_officer", "meeting", "count")
    if written.recorded_by != by or any(getattr(first, name) != getattr(draft, name) for name in fields):
        return False
    if (first.reverses, first.corrects) != (draft.reverses, draft.corrects):
        return False
    words = (draft.wording.narration, draft.wording.party_name, draft.wording.reason)
    return written.salt is None or wording_digest(written.salt, words) == written.wording_seal


def voucher_head(
    draft: VoucherDraft, club_id: UUID, year: int, number: int, recorded: Recorded
) -> Sequence[object]:
    """Return what the head digest of a voucher covers: everything but transfers and wording."""
    return [
        "voucher",
        club_id,
        draft.id,
        draft.kind,
        draft.fund or "",
        year,
        number,
        draft.on,
        draft.party_kind,
        draft.party_id,
        draft.meeting,
        draft.count,
        draft.reverses,
        draft.corrects,
        recorded.by,
        recorded.role,
        draft.second_officer,
        recorded.at,
    ]


def voucher_body(draft: VoucherDraft, club_id: UUID) -> Sequence[object]:
    """Return what the body digest of a voucher covers: its transfers, in order."""
    return [
        transfer_content(
            club_id=club_id,
            position=position,
            fund=line.debit.fund,
            debit=line.debit.id_in(club_id),
            credit=line.credit.id_in(club_id),
            amount=line.amount,
            for_member=line.for_member,
            on=draft.on,
        )
        for position, line in enumerate(draft.lines, start=1)
    ]


def transfer_content(
    *,
    club_id: UUID,
    position: int,
    fund: str,
    debit: UUID,
    credit: UUID,
    amount: int,
    for_member: UUID | None,
    on: date,
) -> Sequence[object]:
    """Return the content of one transfer (đồng)."""
    return [club_id, position, fund, debit, credit, amount, for_member, on]


def count_head(sheet: CountSheet, club_id: UUID, by: UUID, at: datetime) -> Sequence[object]:
    """Return what the head digest of a cash count covers."""
    return [
        "count",
        club_id,
        sheet.id,
        sheet.on,
        sheet.moment,
        [str(fund) for fund in sheet.funds],
        sheet.borne_by or "",
        sheet.meeting,
        by,
        sheet.second_officer,
        at,
    ]


def count_body(sheet: CountSheet, counted: int, book: int) -> Sequence[object]:
    """Return what the body digest of a cash count covers: the notes, largest first, their sum, and the book (đồng)."""
    notes = [[int(value), number] for value, number in sorted(sheet.notes.items(), reverse=True)]
    return [notes, sheet.other, counted, book]


def closing_head(closing_id: UUID, club_id: UUID, first: date, by: UUID, at: datetime) -> Sequence[object]:
    """Return what the head digest of a month's closing covers; `first` is the month's first day."""
    return ["closing", closing_id, club_id, first, by, at]


def closing_body(balances: Balances) -> Sequence[object]:
    """Return what the body digest of a closing covers: what each fund held. Its hash covers the chain before it."""
    return [
        [fund, [[kind, amount] for kind, amount in sorted(by.items())]]
        for fund, by in sorted(balances.items())
    ]


def printed_number(kind: str, number: int) -> str:
    """Return a voucher's number as it is printed: PT 0012."""
    return f"{kind} {number:04d}"
