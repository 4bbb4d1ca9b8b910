"""The machine of the ledger grown by loans: lent, repaid in every way, extended, written off, recovered, in goods, undone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from lienthehe.access.queries import Officer
from lienthehe.clubs.rules.people import NoSuchMembership
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.rules.accounts import BEARS_LOSSES, AccountKind, AccountRef
from lienthehe.ledger.rules.entries import Part
from lienthehe.ledger.rules.refusals import FutureDate, SecondOfficerSame
from lienthehe.loans.commands.applications import apply_for_loan, record_votes
from lienthehe.loans.commands.changes import extend_loan, undo_change, write_off_loan
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.commands.repaying import record_recovery, record_repayments, repay_in_goods
from lienthehe.loans.commands.undoing import correct_loan_voucher
from lienthehe.loans.queries.loans import loan_on, loans_on
from lienthehe.loans.queries.verification import verify_loans
from lienthehe.loans.rules.allocation import allocate
from lienthehe.loans.rules.applications import Application, Ballot, MoreThanApproved, Outcome
from lienthehe.loans.rules.dated import owed_on
from lienthehe.loans.rules.lending import Disbursement, OwnLoan
from lienthehe.loans.rules.repaying import (
    BearersDoNotAddUp,
    DuesNotLater,
    NothingToExtend,
    Repayment,
    RepaymentReceipt,
)
from lienthehe.loans.rules.standings import Sum
from tests.given.books import INCOME
from tests.ledger.machine import LedgerMachine
from tests.ledger.machine_base import BooksMachine, days_back, picks
from tests.ledger.model import OF_LOANS, Entry
from tests.ledger.modelled import place
from tests.loans.independent import shown
from tests.loans.modelled import FUND, GIVER, Decision, LendingModel, Owed
from tests.loans.reasons import (
    Reasons,
    split,
    why_not_decide,
    why_not_lose,
    why_not_pay,
    why_not_recover,
    why_not_split,
    why_not_undo,
)

NOT_KNOWN = "?"
RIGHT = [""] * 9
seldom = st.sampled_from([False] * 5 + [True])
sums = st.integers(1, 9).map(lambda hundreds: hundreds * 100_000)


class LoanRules(BooksMachine):
    """What is owed, day by day, beside the books: looked at after every third act, and on many days at the end."""

    model: LendingModel

    @initialize(one_tin=st.booleans())
    def begin(self, one_tin: bool) -> None:
        self.begin_with(one_tin=one_tin)
        self.begin_lending()

    def begin_lending(self) -> None:
        self.loans, self.acts = self.model.loans, 0

    def attempt_loan(
        self,
        act: Callable[[datetime], Any],
        new: list[Entry],
        also: Reasons,
        note: Callable[[Any], None] = lambda _: None,
    ) -> None:
        """Do what model and loans allow, see refused what they do not, and leave then everything as it was."""

        def whole(at: datetime) -> Any:
            with transaction.atomic():
                return act(at)

        def noted(result: Any) -> None:
            self.done.pop()  # it is sent again by tests of its own
            note(result)

        self.attempt(whole, new, also, noted)
        self.acts += 1
        if not self.acts % 3:
            self.assert_loans(self.model.today)

    def assert_loans(self, *days: date) -> None:
        """What was lent is repaid, outstanding or written off on any day; each loan stands as it does by hand."""
        for on in days:
            rows = {row.id: row for row in loans_on(self.books.club_id, on)}
            sums, live = self.model.sums(on), self.model.live(on)
            assert {loan.id for loan in live} == set(rows)
            for loan in (one for one in self.loans if self.model.is_undone(one, on)):
                assert not any(sums[loan.place(kind)] for kind in OF_LOANS)
            for loan in live:
                at, by_hand = rows[loan.id].at, self.model.stand(loan, on)
                figures = shown(rows[loan.id])
                assert figures == {name: by_hand[name] for name in figures}
                assert at.outstanding == sums[loan.place("loan_principal")] >= 0
                assert at.written_off == sums[loan.place("losses")]
                assert at.paid.interest == sums[loan.place("interest")]
                assert at.paid.principal + at.outstanding + at.written_off == loan.lent
                assert sum(line.principal for line in at.lines) == loan.lent - at.written_off

    def teardown(self) -> None:
        """Past days look as they did: the model knows of a day only what was dated on it or before."""
        try:
            if hasattr(self, "acts"):
                self.assert_loans(self.model.today, self.day((3, 31, 62)[self.acts % 3]))
                assert not verify_loans(self.books.club_id)
        finally:
            super().teardown()

    def has_own_undoing(self, entry: Entry) -> bool:
        return bool(entry.loans)

    def pick_loan(self, pick: int) -> Owed | None:
        live = self.model.live(self.model.today)
        return live[pick % len(live)] if live else None

    def two(self, second: Officer, member: UUID, on: date) -> Reasons:
        """Return why writer and second officer may not stand behind a member's loan together."""
        return self.same(second) | ({OwnLoan} if member in self.model.own(on) else set())

    def same(self, second: Officer) -> Reasons:
        return {SecondOfficerSame} if second.pk == self.books.treasurer.pk else set()

    def second(self, *, same: bool) -> Officer:
        return self.books.treasurer if same else self.books.chair

    @rule(
        pick=picks,
        money=sums,
        goods=st.sampled_from([0, 10_000]),
        back=days_back,
        months=st.sampled_from([6, 10]),
        wrong=st.sampled_from([*RIGHT, "more", "same"]),
    )
    def lend(self, *, pick: int, money: int, goods: int, back: int, months: int, wrong: str) -> None:
        """Ask, vote and pay out on one day, in money or money and goods; "more" than was approved, by the "same" twice."""
        on, member = self.day(back), self.books.members[pick % len(self.books.members)]
        second = self.second(same=wrong == "same")
        asked = Application(
            uuid7(), member, on, Dong(money), months, "nuôi lợn", "lợn giống" if goods else "", Dong(goods)
        )
        given = Disbursement(uuid7(), asked.id, on, Dong(money), Dong(goods), second_officer=second.pk)
        approved = Dong(money - 1000 if wrong == "more" else money)
        ballot = Ballot(asked.id, Outcome.APPROVED, approved, Dong(goods), months, votes_for=1)

        def act(at: datetime) -> UUID:
            apply_for_loan(**self.ours, asked=asked, at=at)
            record_votes(**self.ours, ballots=[ballot], on=on, at=at)
            return pay_out_loan(**self.ours, given=given, second=second, at=at)

        owed = (FUND, "loan_principal", NOT_KNOWN)
        new = [Entry(given.id, "PC", FUND, on, {place(INCOME, "cash_box"): -money, owed: money})]
        if goods:
            out = {place(INCOME, "stock"): -goods, owed: goods}
            new.append(Entry(given.goods_voucher_id, "CK", "", on, out))
        also = self.two(second, member, on) | ({MoreThanApproved} if wrong == "more" else set())
        also |= {FutureDate} if on > self.model.today else set()
        also |= {NoSuchMembership} if on >= self.model.gone.get(member, date.max) else set()

        def note(loan_id: UUID) -> None:
            for one in new:
                one.grows[FUND, "loan_principal", loan_id.hex] = one.grows.pop(owed)
            self.model.sign(loan_id, member, new, months)

        self.attempt_loan(act, new, also, note)

    @rule(
        pick=picks,
        way=st.sampled_from(["asked", "asked", "part", "ahead", "pay_off", "too_much", "by_hand"]),
        in_goods=st.sampled_from([False, False, False, True]),
        back=days_back,
    )
    def repay(self, pick: int, way: str, in_goods: bool, back: int) -> None:
        """What is asked for, less, more, all of it, more than all of it; in money or goods, split as by hand."""
        loan, on = self.pick_loan(pick), self.day(back)
        if loan is None or on < loan.on:
            return
        at = self.model.owed(loan, on)
        amount = {
            "asked": sum(at["asked"]),
            "part": sum(at["asked"]) // 2,
            "ahead": sum(at["asked"]) + 50_000,
            "pay_off": at["whole"],
            "too_much": at["whole"] + 1_000,
            "by_hand": 10_000,
        }[way]
        parts = split(at, amount)
        if pick % 2:
            self.assert_split(loan, on, amount, parts)
        self.pay_in(loan, on, *parts, in_goods=in_goods)

    def assert_split(self, loan: Owed, on: date, amount: int, parts: tuple[int, int]) -> None:
        """The product splits an amount of a day as by hand, or refuses it for the same reason."""
        row = loan_on(self.books.club_id, loan.id, max(on, self.model.today))
        assert row is not None
        theirs = owed_on(row.lent, row.events, on=on, today=max(on, self.model.today))
        found: object
        try:
            found = allocate(theirs, Dong(amount)).sum
        except Refusal as refusal:
            found = type(refusal)
        assert found in (why_not_split(self.model.owed(loan, on), amount) or {Sum(*map(Dong, parts))})

    @rule(
        pick=picks,
        more=st.sampled_from(["principal", "interest"]),
        off=st.sampled_from([-1_000, 0, 1_000]),
        back=days_back,
    )
    def repay_split_by_hand(self, pick: int, more: str, off: int, back: int) -> None:
        """All the principal or all the interest that is owed, a little less, a little too much."""
        loan, on = self.pick_loan(pick), self.day(back)
        if loan is not None:
            at = self.model.owed(loan, on)
            if more == "principal":
                self.pay_in(loan, on, max(0, at["outstanding"] + off), 0)
            else:
                self.pay_in(loan, on, 0, max(0, at["pay-off interest"] + off))

    def pay_in(self, loan: Owed, on: date, principal: int, interest: int, *, in_goods: bool = False) -> None:
        paid = Repayment(loan.id, Dong(principal), Dong(interest))
        voucher_id, second = uuid7(), self.books.chair
        grows = {place(INCOME, "stock" if in_goods else "cash_box"): principal + interest}
        grows |= {loan.place("loan_principal"): -principal} if principal else {}
        grows |= {loan.place("interest"): interest} if interest else {}
        receipt = RepaymentReceipt(voucher_id, on, (paid,), payer=loan.member)

        def act(at: datetime) -> Any:
            if in_goods:
                return repay_in_goods(
                    **self.ours, voucher_id=voucher_id, paid=paid, on=on, goods="lợn", second=second, at=at
                )
            return record_repayments(**self.ours, receipts=[receipt], at=at)

        kind, fund = ("CK", "") if in_goods else ("PT", FUND)
        also = why_not_pay(self.model, loan, on, principal, interest)
        also |= self.two(second, loan.member, on) if in_goods else set()
        self.attempt_loan(act, [Entry(voucher_id, kind, fund, on, grows)], also)

    @rule(
        pick=picks,
        months=st.integers(1, 8),
        back=days_back,
        wrong=st.sampled_from([*RIGHT, "dues", "same"]),
    )
    def extend(self, pick: int, months: int, back: int, wrong: str) -> None:
        """New days never heal what was late; none of them is the day of the decision."""
        loan, on, change_id = self.pick_loan(pick), self.day(back), uuid7()
        if loan is None:
            return
        second, first = self.second(same=wrong == "same"), 0 if wrong == "dues" else 1
        dues = [on + timedelta(days=30 * (n + first)) for n in range(months)]
        standings = [
            self.model.stand(loan, day, self.model.today)
            for day in {min(on, self.model.today), self.model.today}
        ]
        also = why_not_decide(self.model, loan, on) | self.two(second, loan.member, on)
        also |= {DuesNotLater} if wrong == "dues" else set()
        also |= {NothingToExtend} if any(at["outstanding"] <= 0 for at in standings) else set()

        def act(at: datetime) -> UUID:
            return extend_loan(
                **self.ours, change_id=change_id, loan_id=loan.id, on=on, dues=dues, reason="mất mùa",
                second=second, at=at,
            )  # fmt: skip

        def note(_: UUID) -> None:
            loan.changes.append(Decision(change_id, on, len(self.model.entries), dues))

        self.attempt_loan(act, [], also, note)

    @rule(pick=picks, same=seldom)
    def undo_extension(self, pick: int, same: bool) -> None:
        changed = [
            (loan, one)
            for loan in self.model.live(self.model.today)
            for one in loan.changes
            if one.undone_on == date.max
        ]
        if not changed:
            return
        (loan, change), second = changed[pick % len(changed)], self.second(same=same)

        def act(at: datetime) -> UUID:
            return undo_change(**self.ours, change_id=change.id, reason="ghi nhầm", second=second, at=at)

        def note(_: UUID) -> None:
            change.undone_on = self.model.today if self.model.is_closed(change.on) else change.on

        self.attempt_loan(act, [], self.two(second, loan.member, self.model.today), note)

    @rule(pick=picks, back=days_back, wrong=st.sampled_from([*RIGHT, "bearers", "same"]))
    def write_off(self, pick: int, back: int, wrong: str) -> None:
        """The loss falls on what was kept first, then on the grant; never on what must be given back."""
        loan, on, voucher_id = self.pick_loan(pick), self.day(back), uuid7()
        if loan is None:
            return
        at, second = self.model.stand(loan, on, max(on, self.model.today)), self.second(same=wrong == "same")
        lost = at["outstanding"]
        borne = max(0, lost - max(0, self.model.retained(FUND))) + (1_000 if wrong == "bearers" else 0)
        source = self.giver(INCOME, AccountKind.GRANT, 1)
        assert source.kind in BEARS_LOSSES
        ref = AccountRef(source.fund, source.kind, source.subject, source.label)
        parts = [Part(ref, Dong(borne))] if borne else []
        grows = {loan.place("loan_principal"): -lost, loan.place("losses"): lost}
        grows |= {(FUND, "grant", GIVER): -borne, place(INCOME, "retained_result"): borne} if borne else {}
        also = why_not_lose(self.model, loan, on) | self.two(second, loan.member, on)
        also |= {NothingToExtend} if lost <= 0 else set()
        also |= {BearersDoNotAddUp} if wrong == "bearers" else set()

        def act(at: datetime) -> UUID:
            return write_off_loan(
                **self.ours, voucher_id=voucher_id, loan_id=loan.id, on=on, borne_by=parts, reason="mất khả năng trả",
                second=second, at=at,
            )  # fmt: skip

        def note(_: UUID) -> None:
            loan.lost_interest[voucher_id] = at["overdue interest"]

        self.attempt_loan(act, [Entry(voucher_id, "CK", "", on, grows)] if lost > 0 else [], also, note)

    @rule(pick=picks, amount=sums, more=st.sampled_from([0, 0, 1_000]), back=days_back)
    def recover(self, pick: int, amount: int, more: int, back: int) -> None:
        """Some of what was lost, all of it, or more."""
        live = self.model.live(self.model.today)
        lost = [one for one in live if self.model.written_off(one, self.model.today)]
        if not live:
            return
        loan, on, voucher_id = [*lost, *live][pick % max(2 * len(lost), len(live))], self.day(back), uuid7()
        amount = min(amount, self.model.to_recover(loan) + more) or amount
        grows = {place(INCOME, "cash_box"): amount, loan.place("recoveries"): amount}

        def act(at: datetime) -> UUID:
            return record_recovery(
                **self.ours, voucher_id=voucher_id, loan_id=loan.id, amount=Dong(amount), on=on, payer_name="",
                at_bank=False, at=at,
            )  # fmt: skip

        also = why_not_recover(self.model, loan, on, amount)
        self.attempt_loan(act, [Entry(voucher_id, "PT", FUND, on, grows)], also)

    @rule(pick=picks, same=seldom)
    def undo(self, pick: int, same: bool) -> None:
        """A repayment, a write-off, a recovery, or a loan whole: all or nothing, and nothing under what came later."""
        of_loans = [
            one for one in self.model.entries if one.loans and one.is_correctable and not one.corrected
        ]
        if not of_loans:
            return
        wrong, second = of_loans[pick % len(of_loans)], self.second(same=same)
        paid_out = [loan for loan in self.loans if wrong in loan.entries]
        together = paid_out[0].entries if paid_out else [wrong]
        today = self.model.today
        new = [
            one.undone(uuid5(one.id, "reversal"), today if self.model.is_closed(one.on) else one.on)
            for one in together
        ]

        def act(at: datetime) -> list[UUID]:
            return correct_loan_voucher(
                **self.ours, voucher_id=wrong.id, right=None, reason="ghi nhầm", second=second, at=at
            )

        def note(_: list[UUID]) -> None:
            for one in together:
                one.corrected = "none"

        also = why_not_undo(self.model, wrong)
        if any(one.kind != "PC" for one in together):  # what comes back asks for nobody else
            also |= self.same(second)
        self.attempt_loan(act, new, also, note)


class LendingMachine(LoanRules):
    """Loans among what else a club's books are for."""

    receive = LedgerMachine.receive
    pay = LedgerMachine.pay
    buy_goods = LedgerMachine.buy_goods
    pay_out = LedgerMachine.pay_out
    correct = LedgerMachine.correct
    close = LedgerMachine.close
    wait = LedgerMachine.wait
    send_again = LedgerMachine.send_again
