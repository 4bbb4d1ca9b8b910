"""Repayments in money and in goods, what is refused of them, and what comes back of a loan written off."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lienthehe.access.models import AuditRow
from lienthehe.access.rules import NotAllowed
from lienthehe.clubs.rules.people import NoSuchMembership
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import Part
from lienthehe.ledger.rules.refusals import (
    AmountNotPositive,
    FutureDate,
    MonthClosed,
    SecondOfficerMissing,
    SecondOfficerSame,
    VoucherIdReused,
)
from lienthehe.loans.commands.changes import write_off_loan
from lienthehe.loans.commands.repaying import record_recovery, record_repayments, repay_in_goods
from lienthehe.loans.rules.lending import NoSuchLoan
from lienthehe.loans.rules.refusals import (
    InterestNotOwed,
    MoreThanPayOff,
    NothingOwed,
    PrincipalNotOwed,
    RepaymentMissing,
)
from lienthehe.loans.rules.repaying import (
    MoreThanWrittenOff,
    NotWrittenOff,
    PaidBeforeLent,
    PaidTwice,
    Repayment,
    RepaymentReceipt,
    WrittenOffAlready,
)
from lienthehe.loans.rules.standings import LoanState
from tests.given.books import INCOME, TODAY, close
from tests.given.loans import (
    borne_by_grant,
    extend,
    lend,
    lending_books,
    loan,
    moment,
    recover,
    repay,
    undo,
    write_off,
)
from tests.given.receipts import fee

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 20)
"""Two instalments of 500.000 and 40.000 are late, of 17 February and 17 March."""


def a_receipt(books, loan_id, principal=500_000, interest=40_000, *, on=ON, **changes):
    paid = Repayment(loan_id, Dong(principal), Dong(interest))
    return replace(RepaymentReceipt(uuid7(), on, (paid,), payer=books.members[0]), **changes)


def hand_in(books, *receipts, **changes):
    named = {"club_id": books.club_id, "receipts": receipts, "by": books.treasurer, "at": moment(ON)}
    return record_repayments(**(named | changes))


def test_one_receipt_pays_contributions_and_several_loans(lent):
    books, first = lent
    second = lend(books, books.members[1], 1_000_000)
    paid = tuple(Repayment(one, Dong(100_000), Dong(8_000)) for one in (first, second))
    receipt = a_receipt(books, first, paid=paid, others=(Part(fee(INCOME), Dong(5_000)),))
    before = books.box(INCOME, ON)
    (voucher,) = hand_in(books, receipt)
    assert books.box(INCOME, ON) == before + 221_000
    assert len(books.voucher(voucher).draft.lines) == 5
    assert [loan(books, one, ON).at.paid.total for one in (first, second)] == [108_000, 108_000]
    assert books.are_sound()


def test_sent_again_it_is_the_first_and_another_content_is_refused(lent):
    books, loan_id = lent
    receipt = a_receipt(books, loan_id, 4_960_000 + 40_000, 120_000)
    written = hand_in(books, receipt)
    rows = AuditRow.objects.count()
    assert loan(books, loan_id, ON).state is LoanState.SETTLED
    assert hand_in(books, receipt) == written
    assert AuditRow.objects.count() == rows
    with pytest.raises(VoucherIdReused):
        hand_in(books, a_receipt(books, loan_id, 500_000, 39_000, id=receipt.id))
    assert AuditRow.objects.filter(subject_kind="voucher", subject_key=str(written[0])).count() == 1


@pytest.mark.parametrize(
    ("principal", "interest", "refusal"),
    [
        (0, 0, RepaymentMissing),
        (-1, 1_000, RepaymentMissing),
        (5_000_001, 0, PrincipalNotOwed),
        (0, 120_001, InterestNotOwed),
        (5_000_000, 120_001, MoreThanPayOff),
    ],
)
def test_what_is_not_owed_is_not_paid(lent, principal, interest, refusal):
    books, loan_id = lent
    with pytest.raises(refusal):
        hand_in(books, a_receipt(books, loan_id, principal, interest))
    assert loan(books, loan_id, ON).paid == ()


def test_what_is_not_a_loan_of_the_club_is_not_paid(lent):
    books, loan_id = lent
    other = lending_books()
    theirs = lend(other, other.members[0])
    undone = lend(books, books.members[1], 1_000_000)
    undo(books, loan(books, undone).vouchers[0])
    for unknown in (uuid7(), theirs, undone):
        with pytest.raises(NoSuchLoan):
            hand_in(books, a_receipt(books, unknown))
    with pytest.raises(NoSuchMembership):
        hand_in(books, a_receipt(books, loan_id, payer=other.members[0]))
    with pytest.raises(NotAllowed):
        hand_in(books, a_receipt(books, loan_id), by=other.treasurer)


def test_one_loan_is_paid_once_in_an_act(lent):
    books, loan_id = lent
    receipt = a_receipt(books, loan_id, 0, 80_000)
    with pytest.raises(PaidTwice):
        hand_in(books, replace(receipt, paid=receipt.paid * 2))
    with pytest.raises(PaidTwice):
        hand_in(books, receipt, replace(receipt, id=uuid7()))
    assert loan(books, loan_id, ON).paid == ()


def test_no_day_before_the_loan_nor_after_today_nor_in_a_closed_month(lent):
    books, loan_id = lent
    for on, refusal in ((TODAY - timedelta(days=1), PaidBeforeLent), (ON + timedelta(days=1), FutureDate)):
        with pytest.raises(refusal):
            hand_in(books, a_receipt(books, loan_id, 100_000, 0, on=on))
    close(books, "2026-01")
    with pytest.raises(MonthClosed):
        hand_in(books, a_receipt(books, loan_id, 100_000, 0, on=TODAY))


def test_a_payment_dated_back_pays_no_more_than_is_owed_today(lent):
    books, loan_id = lent
    repay(books, loan_id, 5_120_000, on=ON)
    with pytest.raises(NothingOwed):
        hand_in(books, a_receipt(books, loan_id, on=date(2026, 2, 17)))


class TestGoods:
    def pay(self, books, loan_id, **changes):
        given = {
            "club_id": books.club_id,
            "voucher_id": uuid7(),
            "paid": Repayment(loan_id, Dong(500_000), Dong(40_000)),
            "on": ON,
            "goods": "1 con lợn",
            "second": books.chair,
            "by": books.treasurer,
            "at": moment(ON),
        }
        return repay_in_goods(**(given | changes))

    def test_goods_go_into_the_stock_and_come_out_when_they_are_undone(self, lent):
        books, loan_id = lent
        box = books.box(INCOME, ON)
        voucher = self.pay(books, loan_id)
        assert books.held(AccountKind.STOCK, INCOME, ON) == 540_000
        assert books.box(INCOME, ON) == box
        assert loan(books, loan_id, ON).at.paid.total == 540_000
        assert books.are_sound()
        undo(books, voucher, on=ON)
        assert books.held(AccountKind.STOCK, INCOME, ON) == 0
        assert loan(books, loan_id, ON).at.paid.total == 0
        assert books.are_sound()

    def test_sent_again_they_are_the_first(self, lent):
        books, loan_id = lent
        voucher_id, whole = uuid7(), Repayment(loan_id, Dong(5_000_000), Dong(120_000))
        for _ in range(2):
            assert self.pay(books, loan_id, voucher_id=voucher_id, paid=whole) == voucher_id
        with pytest.raises(VoucherIdReused):
            self.pay(books, loan_id, voucher_id=voucher_id, goods="2 con lợn", paid=whole)
        assert Voucher.objects.filter(kind="CK").count() == 1

    def test_two_officers_set_their_value(self, lent):
        books, loan_id = lent
        for second, refusal in ((None, SecondOfficerMissing), (books.treasurer, SecondOfficerSame)):
            with pytest.raises(refusal):
                self.pay(books, loan_id, second=second)
        with pytest.raises(MoreThanPayOff):
            self.pay(books, loan_id, paid=Repayment(loan_id, Dong(5_000_000), Dong(120_001)))
        assert books.held(AccountKind.STOCK, INCOME, ON) == 0


class TestRecovery:
    @pytest.fixture
    def lost(self, lent):
        """A loan of which 80.000 of interest was owed beside 5.000.000 when it was written off."""
        books, loan_id = lent
        write_off(books, loan_id, borne_by_grant(books, 5_000_000), on=ON)
        return books, loan_id

    def test_what_comes_back_is_income_until_all_of_it_came(self, lost):
        books, loan_id = lost
        assert loan(books, loan_id, ON).to_recover == 5_080_000
        recover(books, loan_id, 5_000_000, on=ON)
        row = loan(books, loan_id, ON)
        assert (row.state, row.recovered, row.to_recover) == (LoanState.WRITTEN_OFF, 5_000_000, 80_000)
        assert row.at.outstanding == 0
        with pytest.raises(MoreThanWrittenOff):
            recover(books, loan_id, 80_001, on=ON)
        recover(books, loan_id, 80_000, on=ON)
        assert not loan(books, loan_id, ON).is_open
        assert books.are_sound()

    def test_what_is_written_off_takes_no_repayment(self, lost):
        books, loan_id = lost
        with pytest.raises(WrittenOffAlready):
            hand_in(books, a_receipt(books, loan_id))

    def test_what_is_not_written_off_takes_no_recovery(self, lost):
        books, loan_id = lost
        running = lend(books, books.members[1], 1_000_000)
        with pytest.raises(NotWrittenOff):
            recover(books, running, 1_000, on=ON)
        with pytest.raises(NotWrittenOff):
            self.take(books, loan_id, on=ON - timedelta(days=1))
        with pytest.raises(NoSuchLoan):
            recover(books, uuid7(), 1_000, on=ON)
        with pytest.raises(AmountNotPositive):
            recover(books, loan_id, 0, on=ON)

    def take(self, books, loan_id, *, on=ON, amount=1_000, voucher_id=None, payer_name=""):
        return record_recovery(
            club_id=books.club_id, voucher_id=voucher_id or uuid7(), loan_id=loan_id, amount=Dong(amount), on=on,
            payer_name=payer_name, at_bank=False, by=books.treasurer, at=moment(ON),
        )  # fmt: skip

    def test_sent_again_it_is_the_first(self, lost):
        books, loan_id = lost
        voucher_id = uuid7()
        for _ in range(2):
            assert (
                self.take(books, loan_id, amount=5_080_000, voucher_id=voucher_id, payer_name="Ông Thử")
                == voucher_id
            )
        with pytest.raises(VoucherIdReused):
            self.take(books, loan_id, amount=5_000, voucher_id=voucher_id)
        assert loan(books, loan_id, ON).recovered == 5_080_000

    def test_a_decision_dated_after_the_write_off_does_not_hide_it(self, lent):
        books, loan_id = lent
        extend(books, loan_id, [date(2026, 12, 17)], on=ON)
        day = ON - timedelta(days=5)
        write_off_on(books, loan_id, day)
        self.take(books, loan_id, on=day)
        assert loan(books, loan_id, ON).recovered == 1_000


def write_off_on(books, loan_id, day):
    write_off_loan(
        club_id=books.club_id, voucher_id=uuid7(), loan_id=loan_id, on=day,
        borne_by=borne_by_grant(books, 5_000_000), reason="mất", second=books.chair, by=books.treasurer, at=moment(ON),
    )  # fmt: skip
