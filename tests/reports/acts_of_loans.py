"""What happens to a club's loans, drawn by chance: lent in money and kind, repaid, extended, written off, undone."""

from datetime import timedelta

from lienthehe.clubs.queries import members_on
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.vouchers import vouchers_of_loan
from lienthehe.loans.commands.changes import extend_loan, undo_change, write_off_loan
from lienthehe.loans.commands.repaying import record_recovery, record_repayments, repay_in_goods
from lienthehe.loans.commands.undoing import correct_loan_voucher
from lienthehe.loans.models import LoanChange
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.rules.allocation import allocate
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from tests.given.loans import borne_by_grant, lend
from tests.reports.history import History


def a_loan(h: History) -> LoanRow | None:
    found: LoanRow | None = h.one_of(loans_on(h.club_id, h.today))
    return found


def money_is_lent(h: History) -> None:
    member = h.one_of(members_on(h.club_id, h.today)).membership_id
    goods = h.random.choice([0, 0, 50_000])
    lend(
        h.books, member, h.amount(900), on=h.day(), at=h.now, goods_value=goods, instalments=h.one_of([6, 10])
    )


def loan_is_repaid(h: History) -> None:
    """What is asked for, or any amount that the loan takes."""
    row, on = a_loan(h), h.day()
    if row is None or not row.at.pay_off.total:
        return
    amount = h.random.choice([row.at.asked.total, h.amount(200), row.at.pay_off.total])
    split = allocate(row.at, Dong(min(amount, row.at.pay_off.total))).sum
    paid = Repayment(row.id, split.principal, split.interest)
    if h.random.random() < 0.15:
        repay_in_goods(**h.two, voucher_id=uuid7(), paid=paid, on=on, goods="lợn")
    else:
        receipt = RepaymentReceipt(uuid7(), on, (paid,), payer=row.membership_id)
        record_repayments(**h.ours, receipts=[receipt])


def loan_is_extended(h: History) -> None:
    row, on = a_loan(h), h.day()
    if row is not None:
        dues = [on + timedelta(days=30 * place) for place in range(1, 5)]
        extend_loan(**h.two, change_id=uuid7(), loan_id=row.id, on=on, dues=dues, reason="mất mùa")


def change_is_undone(h: History) -> None:
    change = h.one_of(LoanChange.objects.filter(club_id=h.club_id).order_by("id"))
    if change is not None:
        undo_change(**h.ours, change_id=change.id, reason="ghi nhầm")


def loan_is_written_off(h: History) -> None:
    row = a_loan(h)
    if row is not None:
        borne = h.random.choice([[], borne_by_grant(h.books, row.at.outstanding)])
        write_off_loan(
            **h.two, voucher_id=uuid7(), loan_id=row.id, on=h.today, borne_by=borne, reason="mất khả năng trả"
        )


def loss_is_recovered(h: History) -> None:
    row = h.one_of(one for one in loans_on(h.club_id, h.today) if one.to_recover)
    if row is not None:
        record_recovery(
            **h.ours,
            voucher_id=uuid7(),
            loan_id=row.id,
            amount=Dong(1_000),
            on=h.day(),
            payer_name="",
            at_bank=False,
        )


def loan_s_voucher_is_undone(h: History) -> None:
    row = a_loan(h)
    voucher = h.one_of(vouchers_of_loan(h.club_id, row.id)) if row else None
    if voucher is not None:
        correct_loan_voucher(**h.two, voucher_id=voucher.draft.id, right=None, reason="ghi nhầm")


OF_LOANS = (
    *(money_is_lent, money_is_lent, loan_is_repaid, loan_is_repaid, loan_is_repaid, loan_is_extended),
    *(change_is_undone, loan_is_written_off, loss_is_recovered, loan_s_voucher_is_undone),
)
