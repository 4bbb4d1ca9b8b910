"""The machine of the loans grown by the acts on people and money at once: leaving, paying leavers, sharing the interest."""

from datetime import date, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from lienthehe.clubs.rules import Fund, Post
from lienthehe.clubs.rules.people import AlreadyLeft, LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules import refusals
from lienthehe.lifecycle.commands.interest import close_month
from lienthehe.lifecycle.commands.leaving import leave_club, pay_leaver
from lienthehe.lifecycle.rules.interest import split_voucher_id
from lienthehe.lifecycle.rules.leaving import (
    LeavingSheet,
    NothingOwedToLeaver,
    OwnLeaving,
    StandsForMissing,
)
from tests.given.books import INCOME, Books
from tests.ledger.machine import LedgerMachine
from tests.ledger.machine_base import days_back, picks
from tests.ledger.model import Entry, Place, next_month
from tests.ledger.modelled import place
from tests.lifecycle.machine_posts import PostRules
from tests.lifecycle.modelled import DECIDING, HALF, LifeModel, owed_to, share_of
from tests.lifecycle.settled import settled_with
from tests.loans.machine import RIGHT, LendingMachine, seldom
from tests.loans.modelled import FUND
from tests.loans.reasons import Reasons

SHARED: Place = (FUND, "interest", "loan_interest")


class LifeMachine(PostRules, LendingMachine):
    """People leave with their shares and loans; a month closes with the activity fund's part of the interest."""

    opened: tuple[Books, LifeModel]

    contribute = LedgerMachine.contribute
    from_fund_to_fund = LedgerMachine.from_fund_to_fund

    @initialize(one_tin=st.booleans(), opened=seldom)
    def begin(self, one_tin: bool, opened: bool) -> None:
        """Some books begin with what the old ones held, loans and shares too."""
        if opened:
            self.clubs = (self.opened, self.opened)
        self.begin_with(one_tin=one_tin and not opened)
        self.begin_lending()

    @rule(
        pick=picks,
        reason=st.sampled_from(LeavingReason),
        wrong=st.sampled_from([*RIGHT, "nobody", "same"]),
    )
    def leave(self, pick: int, reason: LeavingReason, wrong: str) -> None:
        """Share = set off + paid + owed; the loan is what is left of it, and somebody stands for that."""
        member, today = self.books.members[pick % len(self.books.members)], self.model.today
        settled, second = settled_with(self.model, member), self.second(same=wrong == "same")
        stands_for = "" if wrong == "nobody" else "con trai"
        sheet = LeavingSheet(uuid7(), member, today, reason, today, None, "con gái", stands_for)
        new = settled.entries(sheet.id, member, today)
        also: Reasons = {AlreadyLeft} if member in self.model.gone else set()
        also |= {StandsForMissing} if settled.goes_on and not stands_for else set()
        both = (Post.TREASURER,) if wrong == "same" else DECIDING
        also |= {OwnLeaving} if (new or settled.loans) and member in self.model.own(today, *both) else set()
        also |= self.same(second) if new else set()

        def act(at: datetime) -> UUID:
            return leave_club(**self.ours, sheet=sheet, second=second, at=at)

        def note(_: UUID) -> None:
            self.model.gone[member] = today
            for held in (one for post in self.model.posts.values() for one in post):
                if held.member == member and held.until == date.max:
                    held.until = max(held.since, today - timedelta(days=1))

        self.attempt_loan(act, new, also, note)

    @rule(pick=picks, part=st.sampled_from(["half", "all", "more"]), back=days_back, bank=st.booleans())
    def pay_what_is_owed(self, pick: int, part: str, back: int, bank: bool) -> None:
        """Half of what a leaver still has in the club, all of it, or more."""
        model = self.model
        waiting = [
            (one, fund, model.noted(fund, one), model.share(fund, one)) for one in model.gone for fund in Fund
        ]
        waiting = [one for one in waiting if one[2] + one[3] > 0]
        if not waiting:
            return
        (member, fund, noted, share), on, voucher_id = waiting[pick % len(waiting)], self.day(back), uuid7()
        amount = {"half": max(1, noted // 2), "all": noted + share, "more": noted + share + 1_000}[part]
        first, rest = min(amount, noted), max(0, amount - noted)
        grows = {place(fund, "bank" if bank else "cash_box"): -amount}
        grows |= {owed_to(fund, member): -first} if first else {}
        grows |= {share_of(fund, member): -rest} if rest else {}
        pays = {(member, fund.value, True): -rest} if rest else {}

        def act(at: datetime) -> UUID:
            return pay_leaver(
                **self.ours, voucher_id=voucher_id, membership_id=member, fund=fund, amount=Dong(amount), on=on,
                receiver="con gái", at_bank=bank, second=self.books.chair, at=at,
            )  # fmt: skip

        also: Reasons = {NothingOwedToLeaver} if part == "more" else set()
        also |= {OwnLeaving} if member in model.own(on) else set()
        self.attempt(act, [Entry(voucher_id, "PC", fund.value, on, grows, pays)], also)

    @rule(skipped=st.sampled_from([0, 0, 0, 1]), same=seldom)
    def close(self, skipped: int, same: bool) -> None:
        """Half of the month's interest moves, with what was not moved before; never more than the box holds from then on."""
        due, also = self.model.month_to_close(), set[type[Exception]]()
        assert due is not None
        month = due
        for _ in range(skipped):
            month = next_month(month)
            also.add(refusals.MonthOutOfOrder)
        if self.model.today < date(*next_month(month), 1):
            also.add(refusals.MonthNotOver)
        ends, second = date(*next_month(month), 1) - timedelta(days=1), self.second(same=same)
        owed = self.model.interest_of(month) * HALF // 100
        until_now = self.model.owed_by_month + self.model.sums()[SHARED]
        moved = max(0, min(until_now + owed, self.model.least(place(INCOME, "cash_box"), ends)))
        voucher_id = split_voucher_id(self.books.club_id, Month(*month))
        grows = {
            SHARED: -moved,
            place(INCOME, "cash_box"): -moved,
            place(Fund.ACTIVITY, "cash_box"): moved,
            place(Fund.ACTIVITY, "from_other_fund"): moved,
        }
        also |= self.same(second) if moved else set()

        def act(at: datetime) -> UUID:
            return close_month(**self.ours, month=Month(*month), second=second, at=at)

        def note(_: UUID) -> None:
            self.done.pop()  # sent again, a closing is refused
            self.model.closed.append(month)
            self.model.owed_by_month += owed

        new = [] if also or not moved else [Entry(voucher_id, "CK", "", ends, grows)]
        self.attempt(act, new, also, note)
