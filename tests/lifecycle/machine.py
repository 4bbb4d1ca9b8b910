"""The machine of the loans grown by the acts on people and money at once: leaving, paying leavers, sharing the interest."""

from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules import refusals
from lienthehe.lifecycle.commands.interest import close_month
from lienthehe.lifecycle.commands.leaving import leave_club, pay_leaver
from lienthehe.lifecycle.queries.interest import planned_split
from lienthehe.lifecycle.queries.leaving import leavers_owed, planned_settlement
from lienthehe.lifecycle.rules.interest import split_voucher_id
from lienthehe.lifecycle.rules.leaving import LeavingIds, LeavingSheet, Settlement
from tests.given.books import INCOME
from tests.ledger.machine import LedgerMachine
from tests.ledger.machine_base import days_back, picks
from tests.ledger.model import Entry, Place, next_month
from tests.ledger.modelled import place
from tests.loans.machine import LendingMachine
from tests.loans.modelled import FUND

SHARED: Place = (FUND, "interest", "loan_interest")


class LifeMachine(LendingMachine):
    """People leave with their shares and loans; a month closes with the activity fund's part of the interest."""

    contribute = LedgerMachine.contribute
    from_fund_to_fund = LedgerMachine.from_fund_to_fund

    @rule(pick=picks, reason=st.sampled_from(LeavingReason))
    def leave(self, pick: int, reason: LeavingReason) -> None:
        """Share = set off + paid + owed; the loan is what is left of it."""
        gone = self.__dict__.setdefault("gone", set())
        member, today = self.books.members[pick % len(self.books.members)], self.model.today
        if member in gone:
            return
        settled = planned_settlement(self.books.club_id, member, today).settlement
        assert settled.share == settled.set_off + settled.cash + settled.still_owed
        assert settled.share == sum(self.model.sums()[share_of(fund, member)] for fund in Fund)
        sheet = LeavingSheet(uuid7(), member, today, reason, today, stands_for="con trai")

        def act(at: datetime) -> UUID:
            return leave_club(**self.ours, sheet=sheet, second=self.books.chair, at=at)

        self.attempt_loan(act, entries_of(sheet, settled), lambda _: gone.add(member), on=today)

    @rule(pick=picks, part=st.sampled_from([1, 2]), back=days_back)
    def pay_what_is_owed(self, pick: int, part: int, back: int) -> None:
        waiting = leavers_owed(self.books.club_id)
        if not waiting:
            return
        one, on, voucher_id = waiting[pick % len(waiting)], self.day(back), uuid7()
        amount = Dong(max(1, one.noted // part))
        noted = min(amount, one.noted)
        grows = {place(one.fund, "cash_box"): -amount}
        grows |= {(one.fund.value, "owed_to_leaver", str(one.membership_id)): -noted} if noted else {}
        grows |= {share_of(one.fund, one.membership_id): noted - amount} if amount > noted else {}
        pays = {(one.membership_id, one.fund.value, True): noted - amount} if amount > noted else {}

        def act(at: datetime) -> UUID:
            return pay_leaver(
                **self.ours, voucher_id=voucher_id, membership_id=one.membership_id, fund=one.fund, amount=amount,
                on=on, receiver="", second=self.books.chair, at=at,
            )  # fmt: skip

        new = [Entry(voucher_id, "PC", one.fund.value, on, grows, pays)]
        self.attempt(act, new)

    @rule(skipped=st.sampled_from([0, 0, 0, 1]))
    def close(self, skipped: int) -> None:
        """What is moved is never more than the part of all interest that came in, and never more than the box holds."""
        due, also = self.model.month_to_close(), set[type[Exception]]()
        assert due is not None
        month = due
        for _ in range(skipped):
            month = next_month(month)
            also.add(refusals.MonthOutOfOrder)
        if self.model.today < date(*next_month(month), 1):
            also.add(refusals.MonthNotOver)
        ends = date(*next_month(month), 1) - timedelta(days=1)
        moved = 0 if also else planned_split(self.books.club_id, Month(*month)).moved
        voucher_id = split_voucher_id(self.books.club_id, Month(*month))
        grows = {
            SHARED: -moved,
            place(INCOME, "cash_box"): -moved,
            place(Fund.ACTIVITY, "cash_box"): moved,
            place(Fund.ACTIVITY, "from_other_fund"): moved,
        }

        def act(at: datetime) -> UUID:
            return close_month(**self.ours, month=Month(*month), second=self.books.chair, at=at)

        def note(_: UUID) -> None:
            self.done.pop()  # sent again, a closing is refused
            self.model.closed.append(month)
            received = sum(
                amount
                for (_, kind, whose), amount in self.model.sums(ends).items()
                if kind == "interest" and whose not in {"fee", "other", "bank_interest"}
            )
            assert 2 * -self.model.sums()[SHARED] <= received - self.model.sums()[SHARED]

        self.attempt(act, [Entry(voucher_id, "CK", "", ends, grows)] if moved else [], also, note)


def share_of(fund: Fund, member: UUID) -> Place:
    return fund.value, "refundable_contributions", str(member)


def entries_of(sheet: LeavingSheet, settled: Settlement) -> list[Entry]:
    """Return what a leaving writes: set off, paid in cash, noted as owed."""
    ids, member, on = LeavingIds(sheet.id), sheet.membership_id, sheet.settled_on
    new = []
    if settled.set_off:
        grows = {share_of(INCOME, member): -settled.set_off}
        for one in settled.loans:
            parts = (("loan_principal", -one.paid.principal), ("interest", one.paid.interest))
            grows |= {(FUND, kind, one.loan_id.hex): amount for kind, amount in parts if amount}
        pays = {(member, FUND, True): -settled.set_off}
        new.append(Entry(ids.set_off, "CK", "", on, grows, pays))
    for fund, amount in settled.paid.items():
        if amount:
            grows = {share_of(fund, member): -amount, place(fund, "cash_box"): -amount}
            pays = {(member, fund.value, True): -amount}
            new.append(Entry(ids.paid(fund), "PC", fund.value, on, grows, pays))
    for fund, amount in settled.owed.items():
        if amount:
            owed = (fund.value, "owed_to_leaver", str(member))
            grows = {share_of(fund, member): -amount, owed: amount}
            pays = {(member, fund.value, True): -amount}
            new.append(Entry(ids.owed(fund), "CK", "", on, grows, pays))
    return new
