"""A post handed over: a rule of the machine beside those of people in `machine.py`."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from lienthehe.access.queries import Officer, officer_by_id
from lienthehe.access.rules import NotAllowed
from lienthehe.clubs.queries import board_on, club_summary
from lienthehe.clubs.rules import Fund, Post
from lienthehe.clubs.rules.boards import NotAMember, SeatBeganLater, TwoSeatsForOne
from lienthehe.clubs.rules.clubs import InTheFuture
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.commands import record_receipts
from lienthehe.ledger.rules import refusals
from lienthehe.ledger.rules.counts import CountSheet, difference_voucher_id
from lienthehe.lifecycle.commands.handing_over import HandedOver, hand_over
from lienthehe.lifecycle.queries.handing_over import hand_over_view
from lienthehe.lifecycle.rules.handing_over import HandOverSheet, Taken
from tests.given.books import NOW, TODAY
from tests.given.clubs import commune_officer
from tests.given.counts import a_count
from tests.given.officers import read_anew
from tests.given.receipts import a_receipt, fee
from tests.ledger.machine_base import days_back, picks
from tests.ledger.model import Entry
from tests.ledger.modelled import place
from tests.lifecycle.modelled import Held, LifeModel
from tests.loans.machine import LoanRules
from tests.loans.reasons import Reasons

FIELDS = {Post.TREASURER: "treasurer", Post.CHAIR: "chair"}


class PostRules(LoanRules):
    """Whoever hands a post over leaves box and keys; the books go on under who takes it."""

    model: LifeModel

    @cached_property
    def commune(self) -> Officer:
        summary = club_summary(self.books.club_id, TODAY)
        assert summary is not None
        return commune_officer(summary.place, at=NOW)

    @rule(
        post=st.sampled_from([Post.TREASURER, Post.TREASURER, Post.CHAIR]),
        pick=picks,
        off=st.sampled_from([0, 0, 0, -2_000, 3_000]),
        back=days_back,
        above=st.booleans(),
    )
    def hand_over(self, *, post: Post, pick: int, off: int, back: int, above: bool) -> None:
        """By the commune with the keys, by the chair without them."""
        member, on = self.books.members[pick % len(self.books.members)], self.day(back)
        if above and member in self.model.named.values():
            return  # one person would be both officers
        held, (counts, new) = self.model.posts[post][-1], self.counted(on, off)
        taken = (Taken(held.seat_id, self.model.people[member]),)
        sheet = HandOverSheet(uuid7(), on, taken, tuple(counts))

        def act(at: datetime) -> HandedOver:
            by = self.commune if above else self.books.chair
            return hand_over(club_id=self.books.club_id, sheet=sheet, by=by, at=at)

        def note(done: HandedOver) -> None:
            self.model.counts += len(counts)
            self.take_post(post, member, on)
            self.assert_there(done.id, on)
            if above:
                self.take_keys(post, member, done)
            else:
                assert done.codes == ()

        self.attempt_loan(act, new, self.why_not_take(held, member, on), note)

    def counted(self, on: date, off: int) -> tuple[list[CountSheet], list[Entry]]:
        """Return counts of all boxes, the first of them off by something, and the voucher of that."""
        boxes = [tuple(Fund)] if self.one_tin else [(fund,) for fund in Fund]
        books = [sum(self.model.held(fund.value, "cash_box", on) for fund in funds) for funds in boxes]
        there = [max(0, books[0] + off), *books[1:]]
        counts = [
            a_count(amount, *funds, on=on, borne_by=funds[0])
            for funds, amount in zip(boxes, there, strict=True)
        ]
        more, fund = there[0] - books[0], boxes[0][0]
        grows = {place(fund, "cash_box"): more, place(fund, "surplus" if more > 0 else "shortage"): abs(more)}
        kind, voucher_id = "PT" if more > 0 else "PC", difference_voucher_id(counts[0].id)
        difference = Entry(voucher_id, kind, fund.value, on, grows, is_correctable=False)
        return counts, [difference] if more else []

    def why_not_take(self, held: Held, member: UUID, on: date) -> Reasons:
        """Return why a member may not take a seat over on a day, or the box may not be counted then."""
        seated = [one.member for post in self.model.posts.values() for one in post if one.until == date.max]
        return {
            reason
            for reason, is_due in (
                (InTheFuture, on > self.model.today),
                (refusals.FutureDate, on > self.model.today),
                (refusals.MonthClosed, self.model.is_closed(on)),
                (SeatBeganLater, on <= (held.since if held.until == date.max else held.until)),
                (NotAMember, on >= self.model.gone.get(member, date.max)),
                (TwoSeatsForOne, member in seated),
            )
            if is_due
        }

    def take_post(self, post: Post, member: UUID, on: date) -> None:
        (seat,) = (one for one in board_on(self.books.club_id, on) if one.post is post)
        assert (seat.person_id, seat.since) == (self.model.people[member], on)
        before = self.model.posts[post][-1]
        before.until = min(before.until, on - timedelta(days=1))
        self.model.posts[post].append(Held(seat.seat_id, member, on))

    def assert_there(self, hand_over_id: UUID, on: date) -> None:
        """What is written down as handed over is what the books show of that day."""
        view = hand_over_view(self.books.club_id, hand_over_id)
        assert view is not None
        for one in view.there.funds:
            held = {kind: self.model.held(one.fund.value, kind, on) for kind in ("cash_box", "bank", "stock")}
            assert (one.box, one.bank, one.stock) == tuple(held.values())
        for loan in view.there.loans:
            (owed,) = (one for one in self.loans if one.id == loan.loan_id)
            at = self.model.stand(owed, on)
            assert (loan.owed, loan.asked, loan.days_late) == (
                *(at["outstanding"], sum(at["asked"])),
                at["days late"],
            )

    def take_keys(self, post: Post, member: UUID, done: HandedOver) -> None:
        """The old officer may write no more; the new one, who has a code, writes from now on."""
        if post is Post.TREASURER:
            assert self.is_refused(read_anew(self.books.treasurer))
        (code,) = done.codes
        officer = officer_by_id(code.officer_id)
        assert officer is not None
        self.books = replace(self.books, **{FIELDS[post]: officer})
        self.model.named[post] = member
        self.done.clear()  # sent by somebody else, it is something else

    def is_refused(self, officer: Officer) -> bool:
        receipt = a_receipt(fee(Fund.INCOME), 1_000, on=self.model.today)
        try:
            record_receipts(club_id=self.books.club_id, receipts=[receipt], by=officer, at=self.now)
        except NotAllowed:
            return True
        return False
