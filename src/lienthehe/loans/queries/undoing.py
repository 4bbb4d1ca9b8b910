"""What stands in the way of undoing what a loan wrote, and the decisions that may be undone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_views, vouchers_of_loan
from lienthehe.ledger.rules.corrections import loans_touched
from lienthehe.loans.models import Loan, LoanChange
from lienthehe.loans.queries.loans import UNDONE_ON
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.lending import note_number


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a loan that no voucher wrote: an extension, who stands for it."""

    id: UUID
    loan_id: UUID
    kind: ChangeKind
    on: date
    reason: str
    guarantor: str
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What came after a voucher on the same loan and must be undone before it, the latest first."""

    vouchers: tuple[VoucherView, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def numbers(self) -> list[str]:
        """Vouchers by number, decisions by day."""
        return [one.number for one in self.vouchers] + [f"{one.on:%d/%m/%Y}" for one in self.decisions]

    def __bool__(self) -> bool:
        return bool(self.vouchers or self.decisions)


def in_the_way(club_id: UUID, wrong: VoucherView) -> InTheWay:
    """Return what must be undone before a voucher of a loan.

    Before a disbursement whatever was paid or decided since, before a write-off what came later, before a payment a
    later write-off. What is undone already stands in nobody's way.
    """
    paid_out = is_disbursement(club_id, wrong.draft.id)
    together = paid_out_together(club_id, wrong.draft.id)
    vouchers: dict[UUID, VoucherView] = {}
    decisions: list[Decision] = []
    for loan_id in loans_touched(wrong.draft):
        standing = [
            one
            for one in vouchers_of_loan(club_id, loan_id)
            if not one.is_reversal and not one.reversed_by and one.draft.id not in together
        ]
        later = [one for one in standing if one.sequence > wrong.sequence]
        written_off = _write_offs(loan_id)
        if paid_out:
            blocking = standing
            decisions += _decisions(loan_id, kind=ChangeKind.EXTENSION)
        elif wrong.draft.id in written_off:
            blocking = later
        else:
            blocking = [one for one in later if one.draft.id in written_off]
        vouchers |= {one.draft.id: one for one in blocking}
    latest_first = sorted(vouchers.values(), key=lambda one: one.sequence, reverse=True)
    return InTheWay(tuple(latest_first), tuple(decisions))


def is_disbursement(club_id: UUID, voucher_id: UUID) -> bool:
    """Tell whether a voucher paid a loan out, its money or its goods."""
    return _paid_out_by(club_id, voucher_id) is not None


def paid_out_together(club_id: UUID, voucher_id: UUID) -> list[UUID]:
    """Return the vouchers that paid one loan out, its money and its goods; of any other voucher itself alone."""
    loan = _paid_out_by(club_id, voucher_id)
    if loan is None:
        return [voucher_id]
    return [one for one in (loan.money_voucher_id, loan.goods_voucher_id) if one is not None]


def reversals_of(club_id: UUID, voucher_ids: Collection[UUID]) -> list[VoucherView]:
    """Return what undid some vouchers, in their order."""
    return voucher_views(Voucher.objects.filter(club_id=club_id, reverses__in=voucher_ids))


@dataclass(frozen=True, slots=True)
class UndoneLoan:
    """A loan whose payment was undone: it is no loan any more. `amount`: what had been lent (đồng)."""

    id: UUID
    note: str
    membership_id: UUID
    member_number: int
    borrower: str
    amount: Dong
    first_on: date
    application_id: UUID | None
    undone_by: tuple[VoucherView, ...]


def undone_loans(club_id: UUID, loan_ids: Collection[UUID], on: date) -> list[UndoneLoan]:
    """Return those of the loans whose payment was undone by a day, with the vouchers that undid it."""
    rows = Loan.objects.filter(club_id=club_id, id__in=loan_ids).annotate(undone_on=UNDONE_ON)
    return [
        UndoneLoan(
            id=row.id,
            note=note_number(row.number, row.year),
            membership_id=row.membership_id,
            member_number=row.membership.number,
            borrower=row.membership.person.full_name,
            amount=Dong(row.first_amount),
            first_on=row.first_on,
            application_id=row.application_id,
            undone_by=tuple(reversals_of(club_id, list(filter(None, _paid_out_with(row))))),
        )
        for row in rows.filter(undone_on__lte=on).select_related("membership__person")
    ]


def _paid_out_with(loan: Loan) -> tuple[UUID | None, ...]:
    return loan.money_voucher_id, loan.goods_voucher_id, loan.brought_in_id


def loan_brought_in_by(club_id: UUID, voucher_id: UUID) -> bool:
    """Tell whether a voucher brought loans forward when the books began."""
    return Loan.objects.filter(club_id=club_id, brought_in=voucher_id).exists()


def decision_of(club_id: UUID, change_id: UUID) -> Decision | None:
    """Return a decision that no voucher wrote; None when there is none such."""
    return next(iter(_rows(LoanChange.objects.filter(club_id=club_id, id=change_id))), None)


def _paid_out_by(club_id: UUID, voucher_id: UUID) -> Loan | None:
    by = Q(money_voucher=voucher_id) | Q(goods_voucher=voucher_id)
    return Loan.objects.filter(by, club_id=club_id).first()


def _write_offs(loan_id: UUID) -> set[UUID | None]:
    changes = LoanChange.objects.filter(loan=loan_id, kind=ChangeKind.WRITE_OFF)
    return set(changes.values_list("voucher_id", flat=True))


def _decisions(loan_id: UUID, *, kind: ChangeKind) -> list[Decision]:
    rows = _rows(LoanChange.objects.filter(loan=loan_id, kind=kind).order_by("-on", "-id"))
    return [row for row in rows if not row.is_undone]


def _rows(changes: QuerySet[LoanChange]) -> list[Decision]:
    written = changes.filter(voucher__isnull=True).exclude(kind=ChangeKind.UNDONE)
    return [
        Decision(
            row.id,
            row.loan_id,
            ChangeKind(row.kind),
            row.on,
            row.reason,
            row.guarantor,
            is_undone=hasattr(row, "undone_by"),
        )
        for row in written.select_related("undone_by")
    ]
