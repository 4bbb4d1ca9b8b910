"""Vouchers before they are in the books: what was handed in, and whether it is sound."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import LONGEST_NAME, MONEY, AccountKind, AccountRef
from lienthehe.ledger.rules.refusals import (
    AcrossFunds,
    AmountNotPositive,
    AmountTooLarge,
    DateTooEarly,
    FutureDate,
    NameTooLong,
    NothingToRecord,
    WrongShape,
)

LARGEST = Dong(1_000_000_000_000)
"""A thousand billion đồng: above any club, and far below what 63 bits hold when a year is summed."""

EARLIEST = date(2000, 1, 1)
"""Before the first clubs: an earlier day is a slip of the pen, and months are closed in order from the first entry."""


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
    def mends(self) -> UUID | None:
        """The voucher that this one undoes or replaces. The box may be short only between the two."""
        return self.reverses or self.corrects


def check_draft(draft: VoucherDraft, *, today: date) -> None:
    """Refuse a draft that no book could hold, whatever is in it.

    Raises NothingToRecord, AmountNotPositive, AmountTooLarge, FutureDate, DateTooEarly, NameTooLong, AcrossFunds or
    WrongShape.
    """
    if not draft.lines:
        raise NothingToRecord
    check_day(draft.on, today=today)
    names = [
        draft.wording.party_name,
        *(ref.label for line in draft.lines for ref in (line.debit, line.credit)),
    ]
    if max(map(len, names)) > LONGEST_NAME:
        raise NameTooLong(most=LONGEST_NAME)
    for line in draft.lines:
        check_amount(line.amount)
        if line.debit.fund != line.credit.fund or (draft.fund is not None and line.debit.fund != draft.fund):
            raise AcrossFunds
    owned = (_is_for_its_member(line) and _is_lent_by_its_voucher(draft, line) for line in draft.lines)
    if not _has_its_shape(draft) or not all(owned):
        raise WrongShape


def check_day(on: date, *, today: date) -> None:
    """Raise FutureDate or DateTooEarly."""
    if on > today:
        raise FutureDate(on=on)
    if on < EARLIEST:
        raise DateTooEarly(on=on)


def check_amount(amount: Dong) -> None:
    """Raise AmountNotPositive or AmountTooLarge (đồng)."""
    if amount <= 0:
        raise AmountNotPositive
    if amount > LARGEST:
        raise AmountTooLarge(amount=amount)


def _has_its_shape(draft: VoucherDraft) -> bool:
    """A receipt debits box or bank, a payment credits them, a reversal is its mirror; each is of one fund.

    Goods are bought into the stock by a payment and sold out of it by a receipt.

    A CK is of no one fund, and neither brings nor takes money: what it moves stays in the club's boxes and banks,
    unless it opens the books.
    """
    if is_opening(draft):
        return draft.kind is VoucherKind.TRANSFER and draft.fund is None and _opens_evenly(draft)
    if draft.kind is VoucherKind.TRANSFER:
        moved = sum(
            line.amount * ((line.debit.kind in MONEY) - (line.credit.kind in MONEY)) for line in draft.lines
        )
        return draft.fund is None and moved == 0
    brings_in = (draft.kind is VoucherKind.RECEIPT) != (draft.reverses is not None)
    for line in draft.lines:
        holding, other = (line.debit, line.credit) if brings_in else (line.credit, line.debit)
        if holding.kind not in MONEY or other.kind in MONEY:
            return False
    return draft.fund is not None


def is_opening(draft: VoucherDraft) -> bool:
    """Tell whether a voucher brings something forward from the old books, or undoes that."""
    return any(AccountKind.OPENING in (line.debit.kind, line.credit.kind) for line in draft.lines)


def _opens_evenly(draft: VoucherDraft) -> bool:
    """Every transfer comes from the old books or goes back to them, and in each fund they come to nothing."""
    left: Counter[Fund] = Counter()
    for line in draft.lines:
        side = (line.debit.kind is AccountKind.OPENING) - (line.credit.kind is AccountKind.OPENING)
        if side == 0:
            return False
        left[line.debit.fund] += side * line.amount
    return not any(left.values())


def _is_for_its_member(line: Line) -> bool:
    """What a member gets back on leaving lies in an account of his own, and counts as his dues alone."""
    return all(
        ref.subject == str(line.for_member)
        for ref in (line.debit, line.credit)
        if ref.kind is AccountKind.REFUNDABLE_CONTRIBUTIONS
    )


def _is_lent_by_its_voucher(draft: VoucherDraft, line: Line) -> bool:
    """Borrowed capital comes in by the voucher whose id it bears, so that its due dates are noted with it.

    What the old books owed bears an id of its own, noted as the books are opened.
    """
    lent = line.credit.kind is AccountKind.BORROWED_CAPITAL and draft.reverses is None
    if line.debit.kind is AccountKind.OPENING:
        return True
    return not lent or line.credit.subject == draft.id.hex


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
