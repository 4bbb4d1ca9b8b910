"""Vouchers before they are in the books: what was handed in, and whether it is sound."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import NEVER_BELOW_ZERO, AccountKind, AccountRef
from lienthehe.ledger.rules.refusals import (
    AcrossFunds,
    AmountNotPositive,
    AmountTooLarge,
    FutureDate,
    NothingToRecord,
    WrongShape,
)

LARGEST = Dong(1_000_000_000_000)
"""A thousand billion đồng: above any club, and far below what 63 bits hold when a year is summed."""


class VoucherKind(StrEnum):
    """The paper's own words: phiếu thu, phiếu chi, and CK for what neither brings nor takes cash."""

    RECEIPT = "PT"
    PAYMENT = "PC"
    TRANSFER = "CK"


class PartyKind(StrEnum):
    """Who paid or was paid: a member (his membership's id), somebody else by name alone, or nobody."""

    MEMBER = "member"
    OTHER = "other"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One transfer: an amount from the credited to the debited account. `for_member`: whose dues it pays."""

    debit: AccountRef
    credit: AccountRef
    amount: Dong
    for_member: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a reader sees in words, kept apart from the chain's own fields so that a person can be forgotten."""

    narration: str = ""
    party_name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class VoucherDraft:
    """A voucher as handed in. `id` is made by the one who hands it in: the same id sent again is the same voucher.

    `fund` is None for a CK. `second_officer` confirmed it beside the writer. `reverses` or `corrects` name the voucher
    that a correction undoes or replaces; `count` the cash count whose difference it records.
    """

    id: UUID
    kind: VoucherKind
    fund: Fund | None
    on: date
    lines: tuple[Line, ...]
    wording: Wording = field(default_factory=Wording)
    party_kind: PartyKind = PartyKind.NOBODY
    party_id: UUID | None = None
    second_officer: UUID | None = None
    meeting: UUID | None = None
    count: UUID | None = None
    reverses: UUID | None = None
    corrects: UUID | None = None

    @property
    def judged_with(self) -> UUID:
        """Vouchers of one correction are judged together: the box may be short only between the two."""
        return self.reverses or self.corrects or self.id


def check_draft(draft: VoucherDraft, *, today: date) -> None:
    """Refuse a draft that no book could hold, whatever is in it.

    Raises NothingToRecord, AmountNotPositive, AmountTooLarge, FutureDate, AcrossFunds or WrongShape.
    """
    if not draft.lines:
        raise NothingToRecord
    if draft.on > today:
        raise FutureDate(on=draft.on)
    for line in draft.lines:
        check_amount(line.amount)
        if line.debit.fund != line.credit.fund or (draft.fund is not None and line.debit.fund != draft.fund):
            raise AcrossFunds
    if not _has_its_shape(draft):
        raise WrongShape


def check_amount(amount: Dong) -> None:
    """Raise AmountNotPositive or AmountTooLarge (đồng)."""
    if amount <= 0:
        raise AmountNotPositive
    if amount > LARGEST:
        raise AmountTooLarge(amount=amount)


_MONEY = frozenset({AccountKind.CASH_BOX, AccountKind.BANK})


def _has_its_shape(draft: VoucherDraft) -> bool:
    """A receipt debits box or bank, a payment credits them; a reversal is its mirror; a CK belongs to no one fund."""
    if draft.kind is VoucherKind.TRANSFER:
        return draft.fund is None
    brings_in = (draft.kind is VoucherKind.RECEIPT) != (draft.reverses is not None)
    for line in draft.lines:
        holding, other = (line.debit, line.credit) if brings_in else (line.credit, line.debit)
        if holding.kind not in _MONEY or other.kind in NEVER_BELOW_ZERO:
            return False
    return draft.fund is not None


def reversal_of(
    draft: VoucherDraft, *, new_id: UUID, on: date, wording: Wording, second: UUID | None
) -> VoucherDraft:
    """Return the voucher that undoes `draft`: of the same kind and fund, each line turned round."""
    return VoucherDraft(
        id=new_id,
        kind=draft.kind,
        fund=draft.fund,
        on=on,
        lines=tuple(Line(line.credit, line.debit, line.amount, line.for_member) for line in draft.lines),
        wording=wording,
        party_kind=draft.party_kind,
        party_id=draft.party_id,
        second_officer=second,
        reverses=draft.id,
    )
