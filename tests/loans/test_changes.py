"""Decisions about a loan: an extension, a write-off, who stands for it; what is refused, and who bears a loss."""

from datetime import date, timedelta

import pytest

from lienthehe.access.models import AuditRow
from lienthehe.access.rules import NotAllowed, Role
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.queries.sources import fund_sources, source_ref
from lienthehe.ledger.rules.accounts import AccountKind, contribution
from lienthehe.ledger.rules.entries import Part
from lienthehe.ledger.rules.refusals import (
    FutureDate,
    LossNotBorne,
    MonthClosed,
    MoreThanOwed,
    ReasonMissing,
    SecondOfficerMayNot,
    SecondOfficerMissing,
    SecondOfficerSame,
    VoucherIdReused,
)
from lienthehe.loans.commands.changes import extend_loan, name_guarantor, undo_change, write_off_loan
from lienthehe.loans.models import LoanChange
from lienthehe.loans.rules.applications import TextTooLong
from lienthehe.loans.rules.lending import LoanIdReused, NoSuchLoan, OwnLoan
from lienthehe.loans.rules.refusals import InstalmentsNotPossible
from lienthehe.loans.rules.repaying import (
    BearersDoNotAddUp,
    DuesNotLater,
    NoSuchChange,
    NothingToExtend,
    PaidBeforeLent,
    PaidSince,
    SourceMayNotBear,
    WrittenOffAlready,
)
from lienthehe.loans.rules.standings import LoanState
from tests.given.books import INCOME, TODAY, close
from tests.given.clubs import club_officer
from tests.given.loans import (
    borne_by_grant,
    extend,
    lend,
    lending_books,
    loan,
    moment,
    repay,
    undo,
    write_off,
)
from tests.given.payments import pay
from tests.given.receipts import borrow, contribute

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 20)
DUES = (date(2026, 6, 17), date(2026, 7, 17))


def known_as_borrower(books, loan_id):
    """Return an officer of the club who bears the borrower's name."""
    name = loan(books, loan_id, ON).borrower
    return club_officer(books.club_id, Role.SECRETARY, at=moment(ON), full_name=name)


def decide(act, books, loan_id, /, **changes):
    given = {"club_id": books.club_id, "loan_id": loan_id, "on": ON, "by": books.treasurer, "at": moment(ON)}
    two = {"reason": "mất mùa", "second": books.chair}
    own = {
        extend_loan: {"change_id": uuid7(), "dues": DUES, **two},
        write_off_loan: {"voucher_id": uuid7(), "borne_by": borne_by_grant(books, 5_000_000), **two},
        name_guarantor: {"change_id": uuid7(), "guarantor": "Bà Thử"},
    }
    return act(**(given | own[act] | changes))


TWO = [extend_loan, write_off_loan]
ALL = [*TWO, name_guarantor]


@pytest.mark.parametrize("act", ALL)
class TestEveryDecision:
    def test_is_about_a_loan_of_the_club_by_whoever_may(self, lent, act):
        books, loan_id = lent
        other = lending_books()
        with pytest.raises(NoSuchLoan):
            decide(act, books, uuid7())
        with pytest.raises(NoSuchLoan):
            decide(act, other, loan_id)
        with pytest.raises(NotAllowed):
            decide(act, books, loan_id, by=other.treasurer)
        assert not LoanChange.objects.exists()

    def test_says_why_or_who_in_words_that_fit(self, lent, act):
        books, loan_id = lent
        name, longest = ("guarantor", 120) if act is name_guarantor else ("reason", 300)
        for text, refusal in (("  ", ReasonMissing), ("x" * (longest + 1), TextTooLong)):
            with pytest.raises(refusal):
                decide(act, books, loan_id, **{name: text})

    def test_is_of_a_day_of_the_loan_in_an_open_month(self, lent, act):
        books, loan_id = lent
        for on, refusal in (
            (ON + timedelta(days=1), FutureDate),
            (TODAY - timedelta(days=1), PaidBeforeLent),
        ):
            with pytest.raises(refusal):
                decide(act, books, loan_id, on=on)
        close(books, "2026-01")
        with pytest.raises(MonthClosed):
            decide(act, books, loan_id, on=TODAY)
        assert not LoanChange.objects.exists()

    def test_sent_again_is_the_first_and_another_content_is_refused(self, lent, act):
        books, loan_id = lent
        key = "voucher_id" if act is write_off_loan else "change_id"
        same = {key: uuid7()}
        first = decide(act, books, loan_id, **same)
        rows = AuditRow.objects.count()
        assert decide(act, books, loan_id, **same) == first
        assert (LoanChange.objects.count(), AuditRow.objects.count()) == (1, rows)
        assert AuditRow.objects.filter(subject_kind="loan_change", subject_key=str(first)).count() == 1
        other = lend(books, books.members[1], 1_000_000)
        for changes in ({"on": ON - timedelta(days=1)}, {"loan_id": other}):
            with pytest.raises(LoanIdReused):
                decide(act, books, loan_id, **(same | changes))

    def test_about_a_loan_written_off_is_refused(self, lent, act):
        books, loan_id = lent
        write_off(books, loan_id, borne_by_grant(books, 5_000_000), on=ON)
        with pytest.raises(WrittenOffAlready):
            decide(act, books, loan_id)


@pytest.mark.parametrize("act", TWO)
class TestTwo:
    def test_two_different_officers_of_the_board_stand_behind_it(self, lent, act):
        books, loan_id = lent
        stranger = lending_books().chair
        for second, refusal in (
            (None, SecondOfficerMissing),
            (books.treasurer, SecondOfficerSame),
            (stranger, SecondOfficerMayNot),
        ):
            with pytest.raises(refusal):
                decide(act, books, loan_id, second=second)
        assert not LoanChange.objects.exists()

    def test_nothing_is_decided_about_what_is_repaid(self, lent, act):
        books, loan_id = lent
        repay(books, loan_id, 5_120_000, on=ON)
        for on in (ON, ON - timedelta(days=1)):
            with pytest.raises((NothingToExtend, PaidSince)):
                decide(act, books, loan_id, on=on)

    def test_another_reason_under_its_id_is_refused(self, lent, act):
        books, loan_id = lent
        same = {"voucher_id" if act is write_off_loan else "change_id": uuid7()}
        decide(act, books, loan_id, **same)
        with pytest.raises(LoanIdReused):
            decide(act, books, loan_id, reason="khác", **same)


class TestExtension:
    def test_the_plan_changes_from_its_day_on(self, lent):
        books, loan_id = lent
        before = loan(books, loan_id, ON - timedelta(days=1)).at
        decide(extend_loan, books, loan_id)
        assert loan(books, loan_id, ON - timedelta(days=1)).at == before
        at = loan(books, loan_id, ON).at
        assert at.outstanding == 5_000_000
        assert [line.due for line in at.lines if line.unpaid.principal] == list(DUES)
        assert at.is_at_risk
        assert books.are_sound()

    @pytest.mark.parametrize(
        "dues", [(), (ON,), DUES[::-1], (DUES[0], DUES[0]), (ON - timedelta(days=3), DUES[0])]
    )
    def test_every_new_day_is_later(self, lent, dues):
        books, loan_id = lent
        with pytest.raises(DuesNotLater):
            decide(extend_loan, books, loan_id, dues=dues)

    def test_more_days_than_a_plan_holds_are_refused(self, lent):
        books, loan_id = lent
        with pytest.raises(InstalmentsNotPossible):
            decide(extend_loan, books, loan_id, dues=[ON + timedelta(days=n) for n in range(1, 602)])

    def test_undone_while_its_month_is_open_it_never_was(self, lent):
        books, loan_id = lent
        before = loan(books, loan_id, ON).at
        change = decide(extend_loan, books, loan_id)
        named = {"club_id": books.club_id, "by": books.treasurer, "at": moment(ON)}
        for unknown in (
            uuid7(),
            write_off(books, lend(books, books.members[1], 10_000), borne_by_grant(books, 10_000)),
        ):
            with pytest.raises(NoSuchChange):
                undo_change(change_id=unknown, reason="nhầm", **named)
        with pytest.raises(ReasonMissing):
            undo_change(change_id=change, reason=" ", **named)
        undone = undo_change(change_id=change, reason="nhầm", second=books.chair, **named)
        assert loan(books, loan_id, ON).at == before
        for again in (change, undone):
            with pytest.raises(NoSuchChange):
                undo_change(change_id=again, reason="nhầm", **named)
        assert books.are_sound()

    def test_it_takes_as_many_to_undo_it_as_to_make_it(self, lent):
        books, loan_id = lent
        change = decide(extend_loan, books, loan_id)
        named = {"change_id": change, "reason": "nhầm", "by": books.treasurer, "at": moment(ON)}
        own = known_as_borrower(books, loan_id)
        for second, refusal in (
            (None, SecondOfficerMissing),
            (books.treasurer, SecondOfficerSame),
            (own, OwnLoan),
        ):
            with pytest.raises(refusal):
                undo_change(club_id=books.club_id, second=second, **named)
        assert loan(books, loan_id, ON).changes
        undo_change(club_id=books.club_id, second=books.chair, **named)
        assert not loan(books, loan_id, ON).changes

    def test_undone_after_its_month_is_closed_it_ends_today(self, lent):
        books, loan_id = lent
        change = decide(extend_loan, books, loan_id)
        held = loan(books, loan_id, ON).at
        for month in ("2026-01", "2026-02", "2026-03"):
            close(books, month, at=moment(date(2026, 4, 2)))
        later = date(2026, 4, 10)
        undo_change(
            club_id=books.club_id, change_id=change, reason="nhầm", second=books.chair, by=books.treasurer,
            at=moment(later),
        )  # fmt: skip
        assert loan(books, loan_id, ON).at == held
        assert loan(books, loan_id, later).at.overdue.principal == 1_000_000
        assert books.are_sound()


class TestWriteOff:
    def test_the_retained_result_bears_first_then_the_sources_named(self, lent):
        books, loan_id = lent
        repay(books, loan_id, 80_000, on=ON)
        assert fund_sources(books.club_id)[INCOME].retained == 80_000
        for much in (5_000_000, 4_919_999):
            with pytest.raises(BearersDoNotAddUp) as refused:
                decide(write_off_loan, books, loan_id, borne_by=borne_by_grant(books, much))
            assert refused.value.values == {"retained": 80_000, "amount": 4_920_000}
        decide(write_off_loan, books, loan_id, borne_by=borne_by_grant(books, 4_920_000))
        row, fund = loan(books, loan_id, ON), fund_sources(books.club_id)[INCOME]
        assert (row.state, row.at.written_off, fund.retained) == (LoanState.WRITTEN_OFF, 5_000_000, 0)
        assert sum(line.amount for line in fund.sources) == 30_000_000 - 4_920_000
        assert fund.total == sum(line.amount for line in fund.holdings)
        assert books.are_sound()

    def test_what_must_be_given_back_bears_nothing(self, lent):
        books, loan_id = lent
        borrow(books, 9_000_000)
        contribute(books, 9_000_000, fund=INCOME, refundable=True, people=books.members[:1])
        capital = source_ref(books.club_id, INCOME, AccountKind.BORROWED_CAPITAL, "Bà Thử")
        share = contribution(INCOME, books.members[0], refundable=True)
        for ref in (capital, share):
            with pytest.raises(SourceMayNotBear):
                decide(write_off_loan, books, loan_id, borne_by=[Part(ref, Dong(5_000_000))])
        assert not LoanChange.objects.exists()

    def test_a_source_bears_no_more_than_it_gave(self):
        books = lending_books(funds=1_000_000)
        borrow(books, 9_000_000)
        loan_id = lend(books, books.members[0])
        with pytest.raises(MoreThanOwed):
            decide(write_off_loan, books, loan_id)
        assert not Voucher.objects.filter(kind="CK").exists()
        assert loan(books, loan_id, ON).state is LoanState.RUNS

    def test_no_loss_falls_on_what_was_lent_to_the_club(self):
        """The grant of 5 million could bear it, had not one million of it been spent: the rest is borrowed."""
        books = lending_books(funds=5_000_000)
        borrow(books, 9_000_000)
        pay(books, 1_000_000, fund=INCOME)
        loan_id = lend(books, books.members[0])
        with pytest.raises(LossNotBorne):
            decide(write_off_loan, books, loan_id)
        assert not LoanChange.objects.exists()
        assert loan(books, loan_id, ON).state is LoanState.RUNS

    def test_it_is_not_dated_before_something_that_was_paid(self, lent):
        books, loan_id = lent
        repay(books, loan_id, 100_000, on=ON)
        with pytest.raises(PaidSince):
            decide(write_off_loan, books, loan_id, on=ON - timedelta(days=1))

    def test_other_bearers_under_its_id_are_refused(self, lent):
        books, loan_id = lent
        same = {"voucher_id": uuid7()}
        decide(write_off_loan, books, loan_id, **same)
        with pytest.raises(VoucherIdReused):
            decide(write_off_loan, books, loan_id, borne_by=borne_by_grant(books, 1), **same)

    def test_sent_again_after_the_loan_itself_was_undone_it_is_of_no_loan(self, lent):
        books, loan_id = lent
        (paid_out,) = loan(books, loan_id, ON).vouchers
        given = {"voucher_id": uuid7(), "borne_by": borne_by_grant(books, 5_000_000)}
        for wrong in (decide(write_off_loan, books, loan_id, **given), paid_out):
            undo(books, wrong, on=ON)
        with pytest.raises(NoSuchLoan):
            decide(write_off_loan, books, loan_id, **given)


def test_whoever_stands_for_a_loan_may_change_and_the_change_may_be_undone(lent):
    books, loan_id = lent
    change = decide(name_guarantor, books, loan_id)
    assert loan(books, loan_id, ON).guarantor == "Bà Thử"
    assert loan(books, loan_id, TODAY).guarantor == ""
    undo_change(club_id=books.club_id, change_id=change, reason="nhầm", by=books.treasurer, at=moment(ON))
    assert loan(books, loan_id, ON).guarantor == ""


def test_a_second_extension_does_not_heal_a_late_loan(lent):
    books, loan_id = lent
    extend(books, loan_id, DUES, on=ON)
    extend(books, loan_id, [date(2026, 12, 17)], on=ON + timedelta(days=9))
    assert loan(books, loan_id, ON + timedelta(days=10)).at.is_at_risk
