"""Vouchers as they are in the books."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from lienthehe.clubs.models import Membership
from lienthehe.clubs.queries import Called, members_called
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Transfer, Voucher, VoucherWording
from lienthehe.ledger.rules.accounts import HOLDINGS, LOAN_KINDS, MONEY, AccountKind, AccountRef, of_loan
from lienthehe.ledger.rules.contents import WrittenVoucher, printed_number
from lienthehe.ledger.rules.entries import sale_loss_id
from lienthehe.ledger.rules.vouchers import Line, PartyKind, VoucherDraft, VoucherKind, Wording, is_opening


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher as a page or a print-out shows it.

    `total` is what it brings in or pays out (đồng); a reversal's `signed_total` is below zero. `called` has the members
    for whom somebody else pays or is paid, and who that is. `sold_in` is the receipt of the sale that a loss belongs to.
    """

    draft: VoucherDraft
    number: str
    year: int
    total: Dong
    recorded_at: datetime
    recorded_by: str
    second_officer: str
    recorded_as: str
    reversed_by: str
    reversed_on: date | None
    corrected_by_id: UUID | None
    original: str
    original_id: UUID | None
    sequence: int
    hash: bytes
    called: Mapping[UUID, Called]
    sold_in: str = ""

    @property
    def is_reversal(self) -> bool:
        return self.draft.reverses is not None

    @property
    def signed_total(self) -> Dong:
        """What a reader sees: the total, below zero when it undoes another voucher (đồng)."""
        return Dong(-self.total) if self.is_reversal else self.total

    @property
    def is_correctable(self) -> bool:
        """A voucher is corrected once; reversals and count differences are not."""
        return not self.reversed_by and not self.is_reversal and self.draft.count is None

    def on_behalf_of(self, line: Line) -> Called | None:
        """Return the member for whom the payer or payee hands over or gets a line's money; None where it is his own."""
        whose = self.called.get(line.for_member) if line.for_member else None
        party = self.called.get(self.draft.party_id) if self.draft.party_id else None
        own = line.for_member == self.draft.party_id or (
            whose and party and whose.person_id == party.person_id
        )
        return None if own else whose


def members_of_club(club_id: UUID, membership_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the memberships that belong to the club."""
    if not membership_ids:
        return set()
    return set(Membership.objects.filter(club_id=club_id, id__in=membership_ids).values_list("id", flat=True))


def drafts_by_id(voucher_ids: Collection[UUID]) -> dict[UUID, WrittenVoucher]:
    """Return those of the vouchers that are written, as they were handed in; of any club."""
    rows = _with_parts(Voucher.objects.filter(id__in=voucher_ids))
    return {voucher.id: _written(voucher) for voucher in rows}


def are_written(voucher_ids: Collection[UUID]) -> bool:
    """Tell whether every one of the vouchers is in the books already."""
    return Voucher.objects.filter(id__in=voucher_ids).count() == len(set(voucher_ids))


def voucher_view(club_id: UUID, voucher_id: UUID) -> VoucherView | None:
    """Return one voucher of the club with everything a page or print-out shows; None if the club has none such."""
    return next(iter(voucher_views(Voucher.objects.filter(club_id=club_id, id=voucher_id))), None)


def vouchers_of_meeting(club_id: UUID, meeting_id: UUID) -> list[VoucherView]:
    """Return the vouchers that a meeting wrote, in their order."""
    return voucher_views(Voucher.objects.filter(club_id=club_id, meeting=meeting_id))


def views_by_id(club_id: UUID, voucher_ids: Collection[UUID]) -> list[VoucherView]:
    """Return those of the vouchers that are the club's, in their order."""
    return voucher_views(Voucher.objects.filter(club_id=club_id, id__in=voucher_ids))


def sold_together(club_id: UUID, view: VoucherView) -> UUID | None:
    """Return the other voucher of a sale below its value: a receipt's loss, a loss's receipt; None of any other voucher."""
    if view.is_reversal or not any(line.credit.kind is AccountKind.STOCK for line in view.draft.lines):
        return None
    rows = Voucher.objects.filter(club_id=club_id, on=view.draft.on, reversed_by__isnull=not view.reversed_by)
    if view.draft.kind is VoucherKind.RECEIPT:
        return rows.filter(id=sale_loss_id(view.draft.id)).values_list("id", flat=True).first()
    sales = rows.filter(kind=VoucherKind.RECEIPT).values_list("id", flat=True)
    return next((one for one in sales if sale_loss_id(one) == view.draft.id), None)


def vouchers_of_loan(club_id: UUID, loan_id: UUID) -> list[VoucherView]:
    """Return every voucher that moved one of a loan's own accounts, in their order."""
    accounts = [of_loan(kind, loan_id).id_in(club_id) for kind in sorted(LOAN_KINDS)]
    touching = Transfer.objects.filter(Q(debit__in=accounts) | Q(credit__in=accounts), club_id=club_id)
    return voucher_views(Voucher.objects.filter(club_id=club_id, id__in=touching.values("voucher")))


def voucher_views(vouchers: QuerySet[Voucher]) -> list[VoucherView]:
    """Return vouchers in their order, in a fixed number of queries whatever their number.

    What corrects or was corrected is rare and read apart: as joins, four times the books would be joined to themselves.
    """
    rows = _with_parts(vouchers).select_related("recorded_by", "second_officer")
    rows = rows.prefetch_related("reverses", "corrects", "reversed_by", "corrected_by")
    read = list(rows.order_by("on", "sequence"))
    drafts = {voucher.id: draft_of(voucher) for voucher in read}
    called = _called(read[0].club_id, drafts.values()) if read else {}
    sold_in = _sold_in(read, drafts)
    return [_view(voucher, drafts[voucher.id], called, sold_in.get(voucher.id, "")) for voucher in read]


def _sold_in(read: Sequence[Voucher], drafts: Mapping[UUID, VoucherDraft]) -> dict[UUID, str]:
    """Return the number of the receipt for each loss of a sale, or its reversal: it stands right before the loss."""
    losses = {
        voucher.id: voucher.reverses or voucher
        for voucher in read
        if any(map(_takes_from_stock, drafts[voucher.id].lines)) and voucher.kind == VoucherKind.TRANSFER
    }
    if not losses:
        return {}
    before = {loss.sequence - 1 for loss in losses.values()}
    sales = Voucher.objects.filter(club_id=read[0].club_id, sequence__in=before, kind=VoucherKind.RECEIPT)
    rows = sales.values_list("id", "kind", "number")
    numbers = {sale_loss_id(key): printed_number(kind, number) for key, kind, number in rows}
    return {key: numbers[loss.id] for key, loss in losses.items() if loss.id in numbers}


def _takes_from_stock(line: Line) -> bool:
    return {line.debit.kind, line.credit.kind} == {AccountKind.LOSSES, AccountKind.STOCK}


def _called(club_id: UUID, drafts: Iterable[VoucherDraft]) -> dict[UUID, Called]:
    """Read who is paid for by somebody else, and by which member."""
    members = set()
    for draft in drafts:
        if draft.party_kind is PartyKind.NOBODY or is_opening(draft):
            continue
        others = {line.for_member for line in draft.lines} - {draft.party_id, None}
        members |= others | ({draft.party_id} if others else set())
    return members_called(club_id, {one for one in members if one})


def draft_of(voucher: Voucher) -> VoucherDraft:
    """Return a voucher, read with its parts, as the draft that it was; without words where they were destroyed."""
    return replace(head_of(voucher), lines=tuple(_line(transfer) for transfer in voucher.transfers.all()))


def head_of(voucher: Voucher) -> VoucherDraft:
    """Return a voucher, read with its wording, as the draft that it was, without its lines."""
    words = getattr(voucher, "wording", None) or VoucherWording()
    return VoucherDraft(
        id=voucher.id,
        kind=VoucherKind(voucher.kind),
        fund=Fund(voucher.fund) if voucher.fund else None,
        on=voucher.on,
        lines=(),
        wording=Wording(words.narration, words.party_name, words.reason),
        party_kind=PartyKind(voucher.party_kind),
        party_id=voucher.party_id,
        second_officer=voucher.second_officer_id,
        meeting=voucher.meeting,
        count=voucher.count,
        reverses=voucher.reverses_id,
        corrects=voucher.corrects_id,
    )


def total_of(lines: Iterable[Line]) -> Dong:
    """Return what the lines bring into box and bank, or take out of them (đồng, never negative).

    What is only moved between them counts once; where nothing touches them - goods, a difference settled, a loss - it
    is what the lines come to, without the part that a source bears. What is brought forward from the old books is all that was there.
    """
    written = tuple(lines)
    brought = [line for line in written if AccountKind.OPENING in (line.debit.kind, line.credit.kind)]
    if brought:
        return Dong(sum(line.amount for line in brought if HOLDINGS & {line.debit.kind, line.credit.kind}))
    came = sum(line.amount for line in written if line.debit.kind in MONEY)
    went = sum(line.amount for line in written if line.credit.kind in MONEY)
    return Dong(abs(came - went) or came or _told(written))


def _told(lines: Sequence[Line]) -> int:
    """Return what lines that touch no money come to: who bears a loss is not lost a second time."""
    kept = AccountKind.RETAINED_RESULT
    told = [line.amount for line in lines if kept not in (line.debit.kind, line.credit.kind)]
    return sum(told) or sum(line.amount for line in lines)


def _with_parts(vouchers: QuerySet[Voucher]) -> QuerySet[Voucher]:
    transfers = Transfer.objects.select_related("debit", "credit").order_by("position")
    return vouchers.select_related("wording").prefetch_related(Prefetch("transfers", transfers))


def _line(transfer: Transfer) -> Line:
    debit, credit = (
        AccountRef(Fund(account.fund), AccountKind(account.kind), account.subject, account.label)
        for account in (transfer.debit, transfer.credit)
    )
    return Line(debit, credit, Dong(transfer.amount), transfer.for_member_id)


def _written(voucher: Voucher) -> WrittenVoucher:
    return WrittenVoucher(
        draft=draft_of(voucher),
        club_id=voucher.club_id,
        number=printed_number(voucher.kind, voucher.number),
        recorded_by=voucher.recorded_by_id,
        wording_seal=bytes(voucher.wording_digest),
        salt=None if voucher.wording.forgotten_on else bytes(voucher.wording.salt),
    )


def _view(voucher: Voucher, draft: VoucherDraft, called: Mapping[UUID, Called], sold_in: str) -> VoucherView:
    original = voucher.reverses or voucher.corrects
    undone = getattr(voucher, "reversed_by", None)
    replaced = getattr(voucher, "corrected_by", None)
    return VoucherView(
        draft=draft,
        number=printed_number(voucher.kind, voucher.number),
        year=voucher.year,
        total=total_of(draft.lines),
        recorded_at=voucher.recorded_at,
        recorded_by=voucher.recorded_by.full_name,
        second_officer=voucher.second_officer.full_name if voucher.second_officer else "",
        recorded_as=voucher.recorded_as,
        reversed_by=printed_number(undone.kind, undone.number) if undone else "",
        reversed_on=undone.on if undone else None,
        corrected_by_id=replaced.id if replaced else None,
        original=printed_number(original.kind, original.number) if original else "",
        original_id=original.id if original else None,
        sequence=voucher.sequence,
        hash=bytes(voucher.hash),
        called=called,
        sold_in=sold_in,
    )
