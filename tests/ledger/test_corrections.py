"""A mistake is undone by a reversal and the right voucher, in one act with one reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lienthehe.access.rules import Act, NotAllowed, Role
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import mend_vouchers
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.dues import member_paid
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.ledger.queries.vouchers import vouchers_of_loan
from lienthehe.ledger.rules.accounts import AccountKind, of_loan
from lienthehe.ledger.rules.corrections import Mending
from lienthehe.ledger.rules.entries import Part, Payment, between_funds
from lienthehe.ledger.rules.refusals import (
    AlreadyCorrected,
    BelongsToLoan,
    CorrectionChangesMonth,
    MonthClosed,
    NotCorrectable,
    NotEnoughInBox,
    ReasonMissing,
    VoucherIdReused,
    VoucherUnknown,
)
from lienthehe.ledger.rules.vouchers import Wording
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, TODAY, YESTERDAY, close, some_books
from tests.given.clubs import club_officer
from tests.given.payments import a_payment, correct, hand_out, pay, transfer
from tests.given.receipts import a_receipt, contribute, fee, hand_in, receive

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=60)


def right(amount, *, on=TODAY, text="Thu"):
    return a_receipt(fee(), amount, on=on, text=text).draft()


def test_while_its_month_is_open_a_voucher_is_corrected_on_its_own_day():
    books = some_books(people=0)
    wrong = receive(books, 50_000, on=YESTERDAY)
    undone, mended = correct(books, wrong, right(45_000, on=YESTERDAY))
    views = [books.voucher(one) for one in (undone, mended)]
    assert [view.draft.on for view in views] == [YESTERDAY, YESTERDAY]
    assert [view.draft.wording.reason for view in views] == ["ghi nhầm", "ghi nhầm"]
    assert [view.number for view in views] == ["PT 0002", "PT 0003"]
    assert books.box() == 45_000
    assert books.are_sound()


def test_once_its_month_is_closed_both_vouchers_are_dated_today():
    books = some_books(people=0)
    wrong = receive(books, 50_000, on=LAST_YEAR)
    close(books, "2025-12")
    undone, mended = correct(books, wrong, right(45_000, on=LAST_YEAR))
    assert [books.voucher(one).draft.on for one in (undone, mended)] == [TODAY, TODAY]
    assert (books.box(on=LAST_YEAR), books.box()) == (50_000, 45_000)
    assert cash_book(books.club_id, ACTIVITY, Month(2026, 1)).opening == 50_000
    assert books.are_sound()


def test_a_voucher_can_be_undone_without_another_in_its_place():
    books = some_books(people=0)
    correct(books, receive(books, 50_000))
    assert books.box() == 0
    assert books.are_sound()


def test_a_correction_stays_in_its_month():
    books = some_books(people=0)
    wrong = receive(books, 50_000, on=LAST_YEAR)
    with pytest.raises(CorrectionChangesMonth):
        correct(books, wrong, right(50_000, on=TODAY))
    correct(books, wrong, right(50_000, on=date(2025, 12, 1)))
    assert books.box(on=date(2025, 12, 1)) == 50_000


def test_the_box_is_judged_after_both():
    books = some_books(people=0)
    wrong = receive(books, 50_000)
    pay(books, 40_000)
    correct(books, wrong, right(40_000))
    assert books.box() == 0
    with pytest.raises(NotEnoughInBox):
        correct(books, Voucher.objects.get(corrects=wrong).id, right(39_999))
    assert books.are_sound()


def test_a_receipt_that_was_spent_is_not_undone():
    books = some_books(people=0)
    wrong = receive(books, 50_000)
    pay(books, 40_000)
    with pytest.raises(NotEnoughInBox):
        correct(books, wrong)


def test_a_right_voucher_on_a_later_day_leaves_the_days_between_short():
    books = some_books(people=0)
    wrong = receive(books, 50_000, on=date(2026, 1, 10))
    pay(books, 40_000, on=date(2026, 1, 12))
    with pytest.raises(NotEnoughInBox) as refused:
        correct(books, wrong, right(50_000, on=date(2026, 1, 15)))
    assert refused.value.values["on"] == date(2026, 1, 12)


def test_a_voucher_is_corrected_once_and_then_what_took_its_place():
    books = some_books(people=0)
    wrong = receive(books, 50_000)
    undone, mended = correct(books, wrong, right(45_000))
    with pytest.raises(AlreadyCorrected):
        correct(books, wrong, right(44_000))
    with pytest.raises(AlreadyCorrected):
        correct(books, wrong)
    with pytest.raises(NotCorrectable):
        correct(books, undone)
    correct(books, mended, right(44_000))
    assert books.box() == 44_000


@pytest.mark.parametrize("replacement", [right(45_000, on=LAST_YEAR), None])
@pytest.mark.parametrize("closed", [False, True])
def test_a_correction_sent_again_returns_the_first_whatever_the_month_has_become(replacement, closed):
    books = some_books(people=0)
    wrong = receive(books, 50_000, on=LAST_YEAR)
    if closed:
        close(books, "2025-12")
    first = correct(books, wrong, replacement)
    if not closed:
        close(books, "2025-12")
    assert correct(books, wrong, replacement, at=LATER) == first
    with pytest.raises(AlreadyCorrected):
        correct(books, wrong, replacement, reason="lý do khác")
    if replacement:
        with pytest.raises(AlreadyCorrected):
            correct(books, wrong, replace(replacement, wording=Wording("khác")))
    assert books.are_sound()


def test_a_payment_is_corrected_too():
    books = some_books(people=0)
    receive(books, 50_000)
    wrong = pay(books, 20_000)
    correct(books, wrong, replace(a_payment(2_000).draft(None), second_officer=books.treasurer.pk))
    assert books.box() == 48_000
    assert Voucher.objects.get(corrects=wrong).second_officer_id == books.chair.pk
    assert books.are_sound()


def test_a_ck_is_corrected_too():
    books = some_books(people=0)
    receive(books, 50_000)
    wrong = transfer(books, between_funds(giving=ACTIVITY, taking=INCOME, amount=Dong(20_000)))
    lines = between_funds(giving=ACTIVITY, taking=INCOME, amount=Dong(5_000))
    correct(books, wrong, replace(books.voucher(wrong).draft, id=uuid7(), lines=lines))
    assert (books.box(ACTIVITY), books.box(INCOME)) == (45_000, 5_000)
    assert books.are_sound()


def test_undoing_a_contribution_takes_back_the_dues():
    books = some_books()
    voucher_id = contribute(books, 10_000)[0]
    correct(books, voucher_id)
    assert sum(member_paid(books.club_id, books.members[0]).values()) == 0
    assert sum(member_paid(books.club_id, books.members[1]).values()) == 10_000
    assert books.are_sound()


def test_a_correction_needs_a_reason_a_right_and_its_own_club():
    books, others = some_books(people=0), some_books(people=0)
    wrong = receive(books, 50_000)
    with pytest.raises(ReasonMissing):
        correct(books, wrong, reason="  ")
    with pytest.raises(VoucherUnknown):
        correct(others, wrong)
    reader = club_officer(books.club_id, Role.READER, at=NOW)
    with pytest.raises(NotAllowed):
        correct(replace(books, treasurer=reader), wrong)


def test_the_right_voucher_bears_an_id_of_its_own():
    books = some_books(people=0)
    wrong, other = receive(books, 50_000), receive(books, 1_000)
    for taken in (wrong, other):
        with pytest.raises(VoucherIdReused):
            correct(books, wrong, replace(right(45_000), id=taken))
    assert books.box() == 51_000


def lend(books, loan, amount, *, on=TODAY):
    account = of_loan(AccountKind.LOAN_PRINCIPAL, loan)
    return hand_out(books, Payment(uuid7(), INCOME, on, (Part(account, Dong(amount)),), Wording("Vay")))[0]


def repay(books, loan, amount, *, on=TODAY):
    return hand_in(books, a_receipt(of_loan(AccountKind.LOAN_PRINCIPAL, loan), amount, on=on))[0]


def mend(books, *mendings, at=NOW):
    with transaction.atomic():
        opened = begin(Act.CORRECT_VOUCHER, club_id=books.club_id, by=books.treasurer, at=at)
        written = mend_vouchers(opened, mendings, reason="vay nhầm", second=books.chair)
        audit(opened, Act.CORRECT_VOUCHER, "voucher", *written)
        return written


def test_what_a_loan_wrote_is_not_undone_one_by_one():
    books, loan = some_books(people=0), uuid7()
    receive(books, 50_000, fund=INCOME)
    lent, repaid = lend(books, loan, 50_000), repay(books, loan, 20_000)
    for voucher_id in (lent, repaid):
        with pytest.raises(BelongsToLoan):
            correct(books, voucher_id)
    to_the_loan = a_receipt(of_loan(AccountKind.INTEREST, loan), 1_000).draft()
    wrong = receive(books, 1_000, fund=INCOME)
    with pytest.raises(BelongsToLoan):
        correct(books, wrong, to_the_loan)
    assert [view.draft.id for view in vouchers_of_loan(books.club_id, loan)] == [lent, repaid]
    assert vouchers_of_loan(some_books(people=0).club_id, loan) == []


@pytest.mark.parametrize("closed", [False, True])
def test_a_loan_and_its_repayments_are_undone_in_one_act(closed):
    books, loan = some_books(people=0), uuid7()
    receive(books, 50_000, fund=INCOME, on=LAST_YEAR)
    lent = lend(books, loan, 50_000, on=LAST_YEAR)
    repaid = [repay(books, loan, 20_000, on=date(2025, 12, 30 + turn)) for turn in (0, 1)]
    pay(books, 40_000, fund=INCOME, on=date(2025, 12, 31))
    if closed:
        close(books, "2025-12")
    everything = [Mending(voucher_id) for voucher_id in (*repaid, lent)]
    with pytest.raises(NotEnoughInBox):
        mend(books, *everything[:2])
    undone = mend(books, *everything)
    assert mend(books, *everything) == undone
    assert books.box(INCOME) == 10_000
    assert len(vouchers_of_loan(books.club_id, loan)) == 6
    assert verify_club(books.club_id).findings == ()


def test_many_mendings_cost_as_many_queries_as_one():
    books, counted = some_books(people=0), []
    mend(books, Mending(receive(books, 1_000)))  # the officers' grants are read once
    for many in (1, 3):
        wrong = [Mending(receive(books, 1_000), right(2_000)) for _ in range(many)]
        with CaptureQueriesContext(connection) as queries:
            mend(books, *wrong)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_closed_month_stays_closed_to_the_right_voucher():
    books = some_books(people=0)
    receive(books, 1_000, on=LAST_YEAR)
    wrong = receive(books, 50_000)
    close(books, "2025-12")
    with pytest.raises((CorrectionChangesMonth, MonthClosed)):
        correct(books, wrong, right(1, on=LAST_YEAR))
