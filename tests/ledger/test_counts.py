"""The box counted: what lies in it, what the book says, and what becomes of a difference."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lienthehe.access.rules import Act
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.ledger.commands import write_counts
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.models import CashCount, Voucher
from lienthehe.ledger.queries.counts import count_view, last_counts
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.counts import CountMoment, NotADenomination, NotANumberOfNotes, check_count
from lienthehe.ledger.rules.entries import shortage_lost, surplus_kept
from lienthehe.ledger.rules.refusals import (
    AmountTooLarge,
    BearingFundMissing,
    CountIdReused,
    ExplanationMissing,
    FutureDate,
    MonthClosed,
    MoreThanOwed,
    NotCorrectable,
    NotEnoughInBox,
    SecondOfficerMayNot,
    SecondOfficerSame,
    TinMismatch,
    VoucherIdReused,
)
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, TODAY, YESTERDAY, close, some_books
from tests.given.counts import a_count, count, notes_of
from tests.given.payments import correct, pay, transfer
from tests.given.receipts import a_receipt, hand_in, receive

BOTH = (INCOME, ACTIVITY)


@pytest.mark.parametrize("amount", [0, 500, 20_565_000, 999_999])
def test_notes_and_coins_come_to_what_was_counted(amount):
    notes, other = notes_of(amount)
    assert a_count(amount).counted == amount
    assert set(notes) <= set(DENOMINATIONS)
    assert other < 500


@pytest.mark.parametrize(
    ("sheet", "one_tin", "refusal"),
    [
        (a_count(0, ACTIVITY), True, TinMismatch),
        (a_count(0, *BOTH), False, TinMismatch),
        (a_count(0, ACTIVITY, ACTIVITY), True, TinMismatch),
        (replace(a_count(0), notes={Dong(3_000): 1}), False, NotADenomination),
        (replace(a_count(0), notes={Dong(5_000): -1}), False, NotANumberOfNotes),
        (replace(a_count(0), other=Dong(-1)), False, NotANumberOfNotes),
        (replace(a_count(0), notes={Dong(500_000): 10**12}), False, AmountTooLarge),
        (a_count(1, explanation=" "), False, ExplanationMissing),
        (a_count(1, *BOTH), True, BearingFundMissing),
    ],
)
def test_a_count_that_cannot_be_is_refused(sheet, one_tin, refusal):
    with pytest.raises(refusal):
        check_count(sheet, book=Dong(0), one_tin=one_tin)


@pytest.mark.django_db
class TestBooks:
    def test_a_box_that_agrees_needs_no_voucher(self):
        books = some_books(people=0)
        receive(books, 50_000)
        result = count(books, a_count(50_000, explanation=""))
        assert (result.counted, result.book, result.voucher_id) == (50_000, 50_000, None)
        assert Voucher.objects.count() == 1
        assert books.are_sound()

    def test_what_is_missing_becomes_a_payment_at_once(self):
        books = some_books(people=0)
        receive(books, 50_000)
        result = count(books, a_count(30_000))
        view = books.voucher(result.voucher_id)
        assert (view.number, view.total, view.draft.wording.reason) == ("PC 0001", 20_000, "đếm lại hai lần")
        assert books.box() == 30_000
        missing = {line.kind: line.amount for line in fund_sources(books.club_id)[ACTIVITY].holdings}
        assert missing == {AccountKind.CASH_BOX: 30_000, AccountKind.SHORTAGE: 20_000}
        assert books.are_sound()

    def test_what_is_too_much_becomes_a_receipt_at_once(self):
        books = some_books(people=0)
        result = count(books, a_count(7_300))
        assert books.voucher(result.voucher_id).number == "PT 0001"
        assert books.box() == 7_300
        assert fund_sources(books.club_id)[ACTIVITY].owed[0].kind is AccountKind.SURPLUS
        assert books.are_sound()

    def test_one_tin_is_counted_once_for_both_funds(self):
        books = some_books(people=0, one_tin=True)
        receive(books, 50_000)
        receive(books, 20_000, fund=INCOME)
        result = count(books, a_count(60_000, *BOTH, borne_by=INCOME))
        assert result.book == 70_000
        assert (books.box(ACTIVITY), books.box(INCOME)) == (50_000, 10_000)
        with pytest.raises(NotEnoughInBox):
            count(books, a_count(40_000, *BOTH, borne_by=INCOME))
        assert books.are_sound()

    def test_two_boxes_are_counted_in_one_sitting(self):
        books = some_books(people=0)
        receive(books, 50_000)
        receive(books, 20_000, fund=INCOME)
        opened = begin(Act.COUNT_BOX, club_id=books.club_id, by=books.treasurer, at=NOW)
        sheets = [a_count(49_000, ACTIVITY), a_count(20_000, INCOME)]
        first = write_counts(opened, sheets)
        assert [result.book for result in first] == [50_000, 20_000]
        assert write_counts(opened, sheets) == first
        with pytest.raises(TinMismatch):
            write_counts(opened, [a_count(1), a_count(2)])
        audit(opened, Act.COUNT_BOX, "count", *(sheet.id for sheet in sheets))
        assert books.are_sound()

    def test_the_book_is_that_of_the_counts_own_day(self):
        books = some_books(people=0)
        receive(books, 50_000, on=YESTERDAY)
        receive(books, 5_000, on=TODAY)
        assert count(books, a_count(50_000, on=YESTERDAY)).voucher_id is None
        assert count(books, a_count(55_000)).voucher_id is None
        pay(books, 50_000, on=YESTERDAY)
        assert books.are_sound()

    def test_a_shortage_is_made_good_or_written_off_but_not_twice(self):
        books = some_books(people=0)
        receive(books, 50_000)
        count(books, a_count(30_000))
        made_good = a_receipt(AccountRef(ACTIVITY, AccountKind.SHORTAGE), 15_000)
        hand_in(books, made_good)
        transfer(books, shortage_lost(ACTIVITY, Dong(5_000)))
        assert books.box() == 45_000
        assert fund_sources(books.club_id)[ACTIVITY].retained == 45_000
        for settle in (
            lambda: transfer(books, shortage_lost(ACTIVITY, Dong(1))),
            lambda: hand_in(books, replace(made_good, id=uuid7())),
        ):
            with pytest.raises(MoreThanOwed):
                settle()
        assert books.are_sound()

    def test_a_surplus_is_kept_by_a_decision(self):
        books = some_books(people=0)
        count(books, a_count(7_000))
        transfer(books, surplus_kept(ACTIVITY, Dong(7_000)))
        assert fund_sources(books.club_id)[ACTIVITY].retained == 7_000
        assert fund_sources(books.club_id)[ACTIVITY].owed == ()
        with pytest.raises(MoreThanOwed):
            transfer(books, surplus_kept(ACTIVITY, Dong(1)))

    def test_a_difference_is_counted_again_never_corrected(self):
        books = some_books(people=0)
        result = count(books, a_count(7_000))
        with pytest.raises(NotCorrectable):
            correct(books, result.voucher_id)

    def test_the_same_count_sent_again_returns_the_first(self):
        books = some_books(people=0)
        receive(books, 50_000)
        sheet = a_count(30_000)
        first = count(books, sheet)
        pay(books, 1_000)
        assert count(books, sheet, at=NOW + timedelta(days=90)) == first
        assert CashCount.objects.count() == 1
        assert books.are_sound()

    @pytest.mark.parametrize(
        "change",
        [
            {"notes": {Dong(10_000): 2}, "other": Dong(10_000)},
            {"on": YESTERDAY},
            {"other": Dong(7)},
            {"moment": CountMoment.OPENING},
            {"borne_by": ACTIVITY},
            {"meeting": uuid7()},
            {"funds": (INCOME,)},
        ],
    )
    def test_a_known_count_with_other_content_is_refused(self, change):
        books = some_books(people=0)
        sheet = a_count(30_000)
        count(books, sheet)
        with pytest.raises(CountIdReused):
            count(books, replace(sheet, **change))

    def test_a_known_count_with_other_words_or_from_another_officer_is_refused(self):
        books = some_books(people=0)
        sheet = a_count(30_000)
        count(books, sheet)
        with pytest.raises(VoucherIdReused):
            count(books, replace(sheet, explanation="khác"))
        with pytest.raises(CountIdReused):
            count(replace(books, treasurer=books.chair), sheet)

    def test_nobody_counts_tomorrow_or_in_a_closed_month(self):
        books = some_books(people=0)
        receive(books, 50_000, on=LAST_YEAR)
        with pytest.raises(FutureDate):
            count(books, a_count(50_000, on=TODAY + timedelta(days=1)))
        close(books, "2025-12")
        with pytest.raises(MonthClosed):
            count(books, a_count(50_000, on=LAST_YEAR))

    def test_who_counts_with_the_writer_is_somebody_else_of_the_board(self):
        books = some_books(people=0)
        for second, refusal in ((books.treasurer.pk, SecondOfficerSame), (uuid7(), SecondOfficerMayNot)):
            with pytest.raises(refusal):
                count(books, a_count(0, second_officer=second))
        assert count(books, a_count(0, second_officer=books.chair.pk))

    def test_a_page_shows_a_count(self):
        books = some_books(people=0)
        receive(books, 50_000)
        result = count(books, a_count(30_000))
        count(books, a_count(30_000))
        view = count_view(books.club_id, result.count_id)
        assert (view.difference, view.voucher_id) == (-20_000, result.voucher_id)
        assert view.notes == ((20_000, 1), (10_000, 1))
        assert [one.difference for one in last_counts(books.club_id)] == [0, -20_000]
        assert count_view(some_books(people=0).club_id, result.count_id) is None
