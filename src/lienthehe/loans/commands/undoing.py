"""What a loan wrote into the books, undone or put right: a repayment, a disbursement, a write-off, a recovery."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.ledger.commands import OpenBooks, mend_vouchers
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.corrections import Mending, loans_touched
from lienthehe.ledger.rules.refusals import VoucherUnknown
from lienthehe.ledger.rules.vouchers import VoucherDraft
from lienthehe.loans.commands.repaying import check_repayments
from lienthehe.loans.models import LoanApplication
from lienthehe.loans.queries.undoing import in_the_way, is_disbursement, loan_brought_in_by, paid_out_together
from lienthehe.loans.rules.applications import State
from lienthehe.loans.rules.repaying import (
    BroughtInLoan,
    LoanIsRepaid,
    NotALoansVoucher,
    PartOfLeaving,
    RepaymentReceipt,
)


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
    Raises NotAllowed, VoucherUnknown, NotALoansVoucher, PartOfLeaving, BroughtInLoan, LoanIsRepaid, what `check_repayments` raises and
    what `mend_vouchers` raises.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    wrong = voucher_view(club_id, voucher_id)
    if wrong is None:
        raise VoucherUnknown
    if not loans_touched(wrong.draft):
        raise NotALoansVoucher
    if any(line.debit.kind is AccountKind.REFUNDABLE_CONTRIBUTIONS for line in wrong.draft.lines):
        raise PartOfLeaving
    together = paid_out_together(club_id, voucher_id)
    paid_out = is_disbursement(club_id, voucher_id)
    if wrong.reversed_on is None:
        _check_last(club_id, wrong)
    draft = _right(books, wrong, right) if right and not paid_out else None
    mendings = [Mending(one, draft) for one in together]
    written = mend_vouchers(books, mendings, reason=reason, second=second)
    if books.has_written:
        if paid_out:
            of_loan = Q(loans__money_voucher__in=together) | Q(loans__goods_voucher__in=together)
            waiting = LoanApplication.objects.filter(of_loan, club_id=club_id).values("id")
            LoanApplication.objects.filter(id__in=waiting).update(state=State.APPROVED)
        audit(books, Act.KEEP_LOANS, "voucher", voucher_id, *written)
    return written


def _right(books: OpenBooks, wrong: VoucherView, right: RepaymentReceipt) -> VoucherDraft:
    rows = check_repayments(
        books, right.paid, right.on, check=wrong.reversed_on is None, without=wrong.sequence
    )
    borrowers = {key: row.membership_id for key, row in rows.items()}
    return right.receipt(borrowers, right.payer_name or wrong.draft.wording.party_name).draft()


def _check_last(club_id: UUID, wrong: VoucherView) -> None:
    """Refuse what cannot be undone before something that came after it on the same loan."""
    if loan_brought_in_by(club_id, wrong.draft.id):
        raise BroughtInLoan
    blocking = in_the_way(club_id, wrong)
    if blocking:
        raise LoanIsRepaid(numbers=", ".join(blocking.numbers))
