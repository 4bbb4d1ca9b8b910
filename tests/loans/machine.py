"""The machine of the ledger grown by loans: lent, repaid in every way, extended, written off, recovered, in goods, undone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.rules.accounts import BEARS_LOSSES, AccountKind, AccountRef
from lienthehe.ledger.rules.entries import Part
from lienthehe.loans.commands.applications import apply_for_loan, record_votes
from lienthehe.loans.commands.changes import extend_loan, undo_change, write_off_loan
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.commands.repaying import record_recovery, record_repayments, repay_in_goods
from lienthehe.loans.commands.undoing import correct_loan_voucher
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.rules.allocation import allocate
from lienthehe.loans.rules.applications import Application, Ballot, Outcome
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from lienthehe.loans.rules.standings import standing
from tests.given.books import INCOME
from tests.ledger.machine import LedgerMachine
from tests.ledger.machine_base import BooksMachine, days_back, picks
from tests.ledger.model import OF_LOANS, Entry
from tests.ledger.modelled import place
from tests.ledger.seen import assert_as_modelled
from tests.loans.modelled import FUND, GIVER, LendingModel, Owed, figures

NOT_KNOWN = "?"
sums = st.integers(1, 9).map(lambda hundreds: hundreds * 100_000)


class LoanRules(BooksMachine):
    """What is owed, day by day, beside the books; every act is followed by `assert_loans`."""

    @initialize(one_tin=st.booleans())
    def begin(self, one_tin: bool) -> None:
        self.begin_with(one_tin=one_tin)
        assert isinstance(self.model, LendingModel)
        self.loans = self.model.loans
        self.seen: list[tuple[date, dict[UUID, tuple[int, ...]]]] = []
        self.earliest = date.max

    def attempt_loan(
        self,
        act: Callable[[datetime], Any],
        new: list[Entry],
        note: Callable[[Any], None],
        *,
        on: date,
    ) -> None:
        """Do what the books allow; what loans refuse for reasons of their own leaves everything as it was."""
        reasons, result, refused = self.model.why_not(new), None, None
        try:
            with transaction.atomic():
                result = act(self.now)
        except Refusal as refusal:
            refused = refusal
        if refused is not None:
            known = reasons or type(refused).__module__.startswith("lienthehe.loans")
            assert known or type(refused).__name__ in BY_THE_DAY, f"{refused!r}, not {reasons}"
        else:
            assert not reasons, f"written in spite of {reasons}"
            self.model.write(new)
            note(result)
            self.earliest = min(self.earliest, on)
        assert_as_modelled(self.books.club_id, self.model)
        self.assert_loans()

    def assert_loans(self) -> None:
        """What was lent is repaid, outstanding or written off on any day; past days stay as they were."""
        for on in (self.model.today, self.model.today - timedelta(days=31)):
            rows = {row.id: row for row in loans_on(self.books.club_id, on)}
            sums = self.model.sums(on)
            live = [loan for loan in self.loans if loan.on <= on and not self.is_undone(loan, on)]
            assert {loan.id for loan in live} == set(rows)
            for loan in (one for one in self.loans if self.is_undone(one, on)):
                assert not any(sums[loan.place(kind)] for kind in OF_LOANS)
            for loan in live:
                at = rows[loan.id].at
                assert at.outstanding == sums[loan.place("loan_principal")] >= 0
                assert at.written_off == sums[loan.place("losses")]
                assert at.paid.interest == sums[loan.place("interest")]
                assert at.paid.principal + at.outstanding + at.written_off == loan.lent
                assert sum(line.principal for line in at.lines) == loan.lent - at.written_off
                assert 0 <= at.overdue.principal <= at.outstanding
        self.assert_past()

    def is_undone(self, loan: Owed, on: date) -> bool:
        return any(one.group == loan.entries[0].id and one.on <= on for one in self.model.entries)

    def assert_past(self) -> None:
        """What a day looked like changes only by what is dated on it or before."""
        self.seen = [(day, was) for day, was in self.seen if day < self.earliest]
        for day, was in self.seen:
            assert figures(self.books.club_id, day) == was
        self.earliest = date.max
        day = self.model.today - timedelta(days=3)
        self.seen = [*self.seen[-3:], (day, figures(self.books.club_id, day))]

    def has_own_undoing(self, entry: Entry) -> bool:
        return bool(entry.loans)

    def pick_loan(self, pick: int) -> tuple[Owed, LoanRow] | None:
        rows = {row.id: row for row in loans_on(self.books.club_id, self.model.today)}
        live = [loan for loan in self.loans if loan.id in rows]
        return (live[pick % len(live)], rows[live[pick % len(live)].id]) if live else None

    @rule(
        pick=picks,
        money=sums,
        goods=st.sampled_from([0, 10_000]),
        back=days_back,
        months=st.sampled_from([6, 10]),
    )
    def lend(self, pick: int, money: int, goods: int, back: int, months: int) -> None:
        """Ask, vote and pay out on one day, in money or money and goods."""
        on, member = self.day(back), self.books.members[pick % len(self.books.members)]
        asked = Application(
            uuid7(), member, on, Dong(money), months, "nuôi lợn", "lợn giống" if goods else "", Dong(goods)
        )
        given = Disbursement(
            uuid7(), asked.id, on, Dong(money), Dong(goods), second_officer=self.books.chair.pk
        )
        ballot = Ballot(asked.id, Outcome.APPROVED, Dong(money), Dong(goods), months, votes_for=1)

        def act(at: datetime) -> UUID:
            apply_for_loan(**self.ours, asked=asked, at=at)
            record_votes(**self.ours, ballots=[ballot], on=on, at=at)
            return pay_out_loan(**self.ours, given=given, second=self.books.chair, at=at)

        owed = (FUND, "loan_principal", NOT_KNOWN)
        new = [Entry(given.id, "PC", FUND, on, {place(INCOME, "cash_box"): -money, owed: money})]
        if goods:
            out = {place(INCOME, "stock"): -goods, owed: goods}
            new.append(Entry(given.goods_voucher_id, "CK", "", on, out))

        def note(loan_id: UUID) -> None:
            for one in new:
                one.grows[FUND, "loan_principal", loan_id.hex] = one.grows.pop(owed)
            self.loans.append(Owed(loan_id, member, on, money + goods, new))

        self.attempt_loan(act, new, note, on=on)

    @rule(
        pick=picks,
        way=st.sampled_from(["asked", "asked", "part", "ahead", "pay_off", "over", "by_hand"]),
        in_goods=st.sampled_from([False, False, False, True]),
        back=days_back,
    )
    def repay(self, pick: int, way: str, in_goods: bool, back: int) -> None:
        """What is asked for, less, more, all of it, more than all of it, or split by hand; in money or goods."""
        found, on = self.pick_loan(pick), self.day(back)
        if found is None:
            return None
        loan, row = found
        at = standing(row.lent, row.events, on)
        amount = {
            "asked": at.asked.total,
            "part": at.asked.total // 2,
            "ahead": at.asked.total + 50_000,
            "pay_off": at.pay_off.total,
            "by_hand": 10_000,
        }.get(way, 0)
        if way == "over":
            most = max(at.pay_off.interest, at.asked.interest)
            return self.pay_in(loan, on, 0, most + 1_000, in_goods=in_goods, must_refuse=True)
        try:
            split = allocate(at, Dong(amount)).sum
        except Refusal:
            assert way in {"ahead", "by_hand"} or not amount or not at.pay_off.total
            return None
        return self.pay_in(loan, on, split.principal, split.interest, in_goods=in_goods)

    def pay_in(
        self,
        loan: Owed,
        on: date,
        principal: int,
        interest: int,
        *,
        in_goods: bool,
        must_refuse: bool = False,
    ) -> None:
        paid = Repayment(loan.id, Dong(principal), Dong(interest))
        voucher_id = uuid7()
        held = "stock" if in_goods else "cash_box"
        grows = {place(INCOME, held): principal + interest}
        grows |= {loan.place("loan_principal"): -principal} if principal else {}
        grows |= {loan.place("interest"): interest} if interest else {}
        receipt = RepaymentReceipt(voucher_id, on, (paid,), payer=loan.member)

        def act(at: datetime) -> Any:
            if in_goods:
                return repay_in_goods(
                    **self.ours, voucher_id=voucher_id, paid=paid, on=on, goods="lợn", second=self.books.chair, at=at
                )  # fmt: skip
            return record_repayments(**self.ours, receipts=[receipt], at=at)

        def note(_: object) -> None:
            assert not must_refuse, "more was taken than was owed"

        kind, fund = ("CK", "") if in_goods else ("PT", FUND)
        self.attempt_loan(act, [Entry(voucher_id, kind, fund, on, grows)], note, on=on)

    @rule(pick=picks, back=days_back)
    def repay_what_is_asked(self, pick: int, back: int) -> None:
        found, on = self.pick_loan(pick), self.day(back)
        if found is not None:
            loan, row = found
            asked = standing(row.lent, row.events, on).asked
            if asked.total:
                self.pay_in(loan, on, asked.principal, asked.interest, in_goods=False)

    @rule(pick=picks, months=st.integers(1, 8), back=days_back)
    def extend(self, pick: int, months: int, back: int) -> None:
        """New days never heal what was late."""
        found, on, change_id = self.pick_loan(pick), self.day(back), uuid7()
        if found is None:
            return
        loan, row = found
        before = standing(row.lent, row.events, on)
        dues = [on + timedelta(days=30 * (n + 1)) for n in range(months)]

        def act(at: datetime) -> UUID:
            return extend_loan(
                **self.ours, change_id=change_id, loan_id=loan.id, on=on, dues=dues, reason="mất mùa",
                second=self.books.chair, at=at,
            )  # fmt: skip

        def note(_: UUID) -> None:
            loan.changes.append(change_id)
            (now,) = (one for one in loans_on(self.books.club_id, on) if one.id == loan.id)
            late = sum(line.unpaid.principal for line in now.at.lines if line.asked_since < on)
            assert late >= before.overdue.principal

        self.attempt_loan(act, [], note, on=on)

    @rule(pick=picks)
    def undo_extension(self, pick: int) -> None:
        changed = [(loan, change) for loan in self.loans for change in loan.changes]
        if not changed:
            return
        loan, change_id = changed[pick % len(changed)]

        def act(at: datetime) -> UUID:
            second = self.books.chair
            return undo_change(**self.ours, change_id=change_id, reason="ghi nhầm", second=second, at=at)

        self.attempt_loan(act, [], lambda _: loan.changes.remove(change_id), on=date.min)

    @rule(pick=picks, back=days_back)
    def write_off(self, pick: int, back: int) -> None:
        """The loss falls on what was kept first, then on the grant; never on what must be given back."""
        found, on, voucher_id = self.pick_loan(pick), self.day(back), uuid7()
        if found is None:
            return
        loan, row = found
        lost = standing(row.lent, row.events, on).outstanding
        kept = max(0, self.model.retained(FUND))
        borne = max(0, lost - kept)
        source = self.giver(INCOME, AccountKind.GRANT, 1)
        assert source.kind in BEARS_LOSSES
        parts = (
            [Part(AccountRef(source.fund, source.kind, source.subject, source.label), Dong(borne))]
            if borne
            else []
        )
        grows = {loan.place("loan_principal"): -lost, loan.place("losses"): lost}
        grows |= {(FUND, "grant", GIVER): -borne, place(INCOME, "retained_result"): borne} if borne else {}

        def act(at: datetime) -> UUID:
            return write_off_loan(
                **self.ours, voucher_id=voucher_id, loan_id=loan.id, on=on, borne_by=parts, reason="mất khả năng trả",
                second=self.books.chair, at=at,
            )  # fmt: skip

        new = [Entry(voucher_id, "CK", "", on, grows)] if lost > 0 else []
        self.attempt_loan(act, new, lambda _: None, on=on)

    @rule(pick=picks, amount=sums, back=days_back)
    def recover(self, pick: int, amount: int, back: int) -> None:
        found, on, voucher_id = self.pick_loan(pick), self.day(back), uuid7()
        if found is None:
            return
        loan, row = found
        amount = min(amount, row.to_recover) or amount
        grows = {place(INCOME, "cash_box"): amount, loan.place("recoveries"): amount}

        def act(at: datetime) -> UUID:
            return record_recovery(
                **self.ours, voucher_id=voucher_id, loan_id=loan.id, amount=Dong(amount), on=on, payer_name="",
                at_bank=False, at=at,
            )  # fmt: skip

        self.attempt_loan(act, [Entry(voucher_id, "PT", FUND, on, grows)], lambda _: None, on=on)

    @rule(pick=picks)
    def undo(self, pick: int) -> None:
        """A repayment, a write-off, a recovery, or a loan whole: all or nothing."""
        of_loans = [
            one for one in self.model.entries if one.loans and one.is_correctable and not one.corrected
        ]
        if not of_loans:
            return
        wrong = of_loans[pick % len(of_loans)]
        paid_out = [loan for loan in self.loans if wrong in loan.entries]
        together = paid_out[0].entries if paid_out else [wrong]
        today = self.model.today
        new = [
            one.undone(uuid5(one.id, "reversal"), today if self.model.is_closed(one.on) else one.on)
            for one in together
        ]

        def act(at: datetime) -> list[UUID]:
            return correct_loan_voucher(
                **self.ours,
                voucher_id=wrong.id,
                right=None,
                reason="ghi nhầm",
                second=self.books.chair,
                at=at,
            )

        def note(_: list[UUID]) -> None:
            for one in together:
                one.corrected = "none"

        self.attempt_loan(act, new, note, on=min(one.on for one in new))


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


BY_THE_DAY = frozenset({"FutureDate", "FutureDate", "MonthClosed", "NoSuchMembership"})
"""What loans refuse of a day, or of who has left by then, with the words of the ledger or of the clubs."""
