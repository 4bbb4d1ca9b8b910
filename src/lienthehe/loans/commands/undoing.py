"""What a loan wrote into the books, undone or put right: a repayment, a disbursement, a write-off, a recovery."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.ledger.commands import OpenBooks, mend_vouchers
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_view, vouchers_of_loan
from lienthehe.ledger.rules.corrections import Mending, loans_touched
from lienthehe.ledger.rules.refusals import VoucherUnknown
from lienthehe.ledger.rules.vouchers import VoucherDraft
from lienthehe.loans.commands.repaying import check_repayments
from lienthehe.loans.models import Loan, LoanApplication, LoanChange
from lienthehe.loans.rules.applications import State
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.repaying import BroughtInLoan, LoanIsRepaid, NotALoansVoucher, RepaymentReceipt


@transaction.atomic
def correct_loan_voucher(
    *,
    club_id: UUID,
    voucher_id: UUID,
    right: RepaymentReceipt | None,
    reason: str,
    second: Officer | None,
    by: Officer,
    at: datetime,
) -> list[UUID]:
    """Undo a voucher that a loan wrote and, for a receipt, write the right one; return the ids of what was written.

    A disbursement is undone whole, money and goods, and its request waits to be paid out again; only after whatever was
    paid or decided of the loan since. A write-off goes after what was recovered, a payment after a later write-off.
    Raises NotAllowed, VoucherUnknown, NotALoansVoucher, BroughtInLoan, LoanIsRepaid, what `check_repayments` raises and
    what `mend_vouchers` raises.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    wrong = voucher_view(club_id, voucher_id)
    if wrong is None:
        raise VoucherUnknown
    loans = loans_touched(wrong.draft)
    if not loans:
        raise NotALoansVoucher
    paid_out = Loan.objects.filter(Q(money_voucher=voucher_id) | Q(goods_voucher=voucher_id)).first()
    together = _vouchers_of(paid_out) if paid_out else [voucher_id]
    if wrong.reversed_on is None:
        _check_last(club_id, wrong, loans, together)
    draft = _right(books, wrong, right) if right and not paid_out else None
    mendings = [Mending(one, draft) for one in together]
    written = mend_vouchers(books, mendings, reason=reason, second=second)
    if books.has_written:
        if paid_out and paid_out.application_id:
            waits = LoanApplication.objects.filter(club_id=club_id, id=paid_out.application_id)
            waits.update(state=State.APPROVED)
        audit(books, Act.KEEP_LOANS, "voucher", voucher_id, *written)
    return written


def _vouchers_of(loan: Loan) -> list[UUID]:
    return [one for one in (loan.money_voucher_id, loan.goods_voucher_id) if one is not None]


def _right(books: OpenBooks, wrong: VoucherView, right: RepaymentReceipt) -> VoucherDraft:
    rows = check_repayments(
        books, right.paid, right.on, check=wrong.reversed_on is None, without=wrong.sequence
    )
    borrowers = {key: row.membership_id for key, row in rows.items()}
    return right.receipt(borrowers, right.payer_name or wrong.draft.wording.party_name).draft()


def _check_last(club_id: UUID, wrong: VoucherView, loans: Iterable[UUID], together: list[UUID]) -> None:
    """Refuse what cannot be undone before something that came after it on the same loan."""
    for loan_id in loans:
        loan = Loan.objects.filter(club_id=club_id, id=loan_id).first()
        if loan is not None and loan.brought_in_id == wrong.draft.id:
            raise BroughtInLoan
        standing = [
            one
            for one in vouchers_of_loan(club_id, loan_id)
            if not one.is_reversal and not one.reversed_by and one.draft.id not in together
        ]
        written_off = set(
            LoanChange.objects.filter(loan=loan_id, kind=ChangeKind.WRITE_OFF).values_list(
                "voucher_id", flat=True
            )
        )
        is_first = loan is not None and wrong.draft.id in _vouchers_of(loan)
        is_write_off = wrong.draft.id in written_off
        later = [one for one in standing if one.sequence > wrong.sequence]
        blocking = (
            standing
            if is_first
            else later
            if is_write_off
            else [one for one in later if one.draft.id in written_off]
        )
        numbers = [one.number for one in blocking]
        if is_first:
            numbers += _decisions(loan_id)
        if numbers:
            raise LoanIsRepaid(numbers=", ".join(numbers))


def _decisions(loan_id: UUID) -> list[str]:
    rows = LoanChange.objects.filter(loan=loan_id, kind=ChangeKind.EXTENSION, undone_by__isnull=True)
    return [f"{on:%d/%m/%Y}" for on in rows.order_by("on").values_list("on", flat=True)]
