"""What a loan wrote, undone or put right: in the order of what came after it, and never by the ledger's own door."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lienthehe.access.models import AuditRow
from lienthehe.access.rules import NotAllowed
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import correct_voucher
from lienthehe.ledger.rules.refusals import AlreadyCorrected, BelongsToLoan, ReasonMissing, VoucherUnknown
from lienthehe.loans.commands.undoing import correct_loan_voucher
from lienthehe.loans.models import LoanApplication
from lienthehe.loans.queries.loans import loan_on
from lienthehe.loans.rules.applications import State
from lienthehe.loans.rules.refusals import InterestNotOwed
from lienthehe.loans.rules.repaying import LoanIsRepaid, NotALoansVoucher, Repayment, RepaymentReceipt
from lienthehe.loans.rules.standings import LoanState
from tests.given.books import INCOME, TODAY, close
from tests.given.loans import (
    borne_by_grant,
    extend,
    lending_books,
    loan,
    moment,
    recover,
    repay,
    undo,
    write_off,
)
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 20)


def right_receipt(loan_id, principal, interest, *, on=ON):
    paid = Repayment(loan_id, Dong(principal), Dong(interest))
    return RepaymentReceipt(uuid7(), on, (paid,), payer_name="Ông Thử")


def test_a_payment_undone_never_was(lent):
    books, loan_id = lent
    before = loan(books, loan_id, ON).at
    undo(books, repay(books, loan_id, 3_000_000, on=ON), on=ON)
    assert loan(books, loan_id, ON).at == before
    assert books.are_sound()


def test_a_payment_put_right_is_held_against_the_loan_without_the_wrong_one(lent):
    books, loan_id = lent
    wrong = repay(books, loan_id, 1_080_000, on=ON)
    extend(books, loan_id, [date(2026, 9, 17)], on=ON)
    with pytest.raises(InterestNotOwed):
        undo(books, wrong, right_receipt(loan_id, 0, 120_001), on=ON)
    undo(books, wrong, right_receipt(loan_id, 400_000, 80_000), on=ON)
    row = loan(books, loan_id, ON)
    assert (row.at.paid.principal, row.at.paid.interest) == (400_000, 80_000)
    assert books.are_sound()


def test_the_extension_of_the_day_counts_when_its_payment_is_put_right(lent):
    """Extended after the payment: what was late is asked for in September, so it is no reason to owe more interest."""
    books, loan_id = lent
    wrong = repay(books, loan_id, 80_000, on=ON)
    extend(books, loan_id, [date(2026, 9, 17)], on=ON)
    undo(books, wrong, right_receipt(loan_id, 5_000_000, 120_000), on=ON)
    assert loan(books, loan_id, ON).state is LoanState.SETTLED


def test_sent_again_the_undoing_is_the_first(lent):
    books, loan_id = lent
    wrong, right = repay(books, loan_id, 1_080_000, on=ON), right_receipt(loan_id, 0, 80_000)
    written = undo(books, wrong, right, on=ON)
    rows = AuditRow.objects.count()
    assert undo(books, wrong, right, on=ON) == written
    assert AuditRow.objects.count() == rows
    with pytest.raises(AlreadyCorrected):
        undo(books, wrong, replace(right, id=uuid7()), on=ON)


def test_in_a_closed_month_it_is_undone_today_and_the_past_stands(lent):
    books, loan_id = lent
    wrong = repay(books, loan_id, 540_000, on=date(2026, 2, 17))
    past = loan(books, loan_id, date(2026, 2, 28)).at
    for month in ("2026-01", "2026-02"):
        close(books, month, at=moment(date(2026, 3, 2)))
    undo(books, wrong, on=ON)
    assert loan(books, loan_id, date(2026, 2, 28)).at == past
    assert loan(books, loan_id, ON - timedelta(days=1)).at.paid.total == 540_000
    assert loan(books, loan_id, ON).at.paid.total == 0
    assert books.are_sound()


def test_a_loan_of_a_closed_month_stood_until_the_day_on_which_it_was_undone(lent):
    books, loan_id = lent
    close(books, "2026-01", at=moment(date(2026, 2, 2)))
    undo(books, loan(books, loan_id).vouchers[0], on=ON)
    assert loan(books, loan_id, ON - timedelta(days=1)).at.outstanding == 5_000_000
    assert loan_on(books.club_id, loan_id, ON) is None
    assert books.box(INCOME, ON) == 30_000_000
    assert books.are_sound()


class TestOrder:
    def test_a_disbursement_is_undone_after_whatever_came_of_it(self, lent):
        books, loan_id = lent
        given = loan(books, loan_id).vouchers[0]
        paid = repay(books, loan_id, 540_000, on=ON)
        with pytest.raises(LoanIsRepaid):
            undo(books, given, on=ON)
        undo(books, paid, on=ON)
        extend(books, loan_id, [date(2026, 9, 17)], on=ON)
        with pytest.raises(LoanIsRepaid) as refused:
            undo(books, given, on=ON)
        assert refused.value.values == {"numbers": "20/03/2026"}
        assert LoanApplication.objects.get().state == State.PAID_OUT

    def test_a_payment_before_a_write_off_and_a_write_off_before_a_recovery_wait(self, lent):
        books, loan_id = lent
        paid = repay(books, loan_id, 540_000, on=ON)
        lost = write_off(books, loan_id, borne_by_grant(books, 4_500_000 - 40_000), on=ON)
        back = recover(books, loan_id, 10_000, on=ON)
        for waits in (paid, lost):
            with pytest.raises(LoanIsRepaid):
                undo(books, waits, on=ON)
        for done in (back, lost, paid):
            undo(books, done, on=ON)
        at = loan(books, loan_id, ON).at
        assert (at.state, at.outstanding, at.paid.total) == (LoanState.RUNS, 5_000_000, 0)
        assert books.are_sound()


def test_only_what_a_loan_wrote_is_undone_here_and_only_here(lent):
    books, loan_id = lent
    paid, strange = repay(books, loan_id, 540_000, on=ON), receive(books, 5_000)
    other = lending_books()
    with pytest.raises(NotALoansVoucher):
        undo(books, strange, on=ON)
    with pytest.raises(VoucherUnknown):
        undo(other, paid, on=ON)
    with pytest.raises(NotAllowed):
        undo(replace(books, treasurer=other.treasurer), paid, on=ON)
    named = {"club_id": books.club_id, "right": None, "second": books.chair, "by": books.treasurer}
    with pytest.raises(BelongsToLoan):
        correct_voucher(voucher_id=paid, reason="nhầm", at=moment(ON), **named)
    with pytest.raises(ReasonMissing):
        correct_loan_voucher(voucher_id=paid, reason=" ", at=moment(ON), **named)
    assert loan(books, loan_id, ON).at.paid.total == 540_000


def test_the_undoing_is_in_the_audit_trail(lent):
    books, loan_id = lent
    paid = repay(books, loan_id, 540_000, on=ON)
    before = set(AuditRow.objects.values_list("id", flat=True))
    (reversal,) = undo(books, paid, on=ON)
    new = AuditRow.objects.exclude(id__in=before).values_list("subject_kind", "subject_key")
    assert set(new) == {("voucher", str(paid)), ("voucher", str(reversal))}
    assert loan(books, loan_id, TODAY).at.outstanding == 5_000_000
