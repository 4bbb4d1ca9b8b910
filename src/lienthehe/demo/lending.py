"""The loans of a made-up meeting: who repays, who asks, how it is voted on and what is handed over."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from uuid import UUID

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.rules import Fund
from lienthehe.demo.habits import amount_paid, habit_of, in_order
from lienthehe.demo.people import make_id
from lienthehe.demo.terms import lending_of
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.queries.applications import ApplicationRow
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.allocation import allocate
from lienthehe.loans.rules.applications import Outcome, State
from lienthehe.loans.rules.policies import LoanPolicy, most_for
from lienthehe.loans.rules.standings import LoanState, was_repaid_well
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRepaid, LoanRequest, LoanVote
from lienthehe.meetings.rules.sheets import MeetingSheet, OtherReceipt, Presence, SourceKind

_STEP = 500_000
_REFUSED, _PUT_OFF, _LATER = 0.06, 0.06, 0.08
_SENDS, _GUARANTEED = 0.7, 0.5
_AGAIN = 0.6


@dataclass(frozen=True, slots=True)
class Turn:
    """What one month's lending has of its own.

    `given`: the worth of goods given for lending (đồng), `goods` what each of `loans_in_goods` borrowers gets, worth
    `goods_value`. `approved_only`: what is approved is not handed over. `unused`: what was approved before is left to lapse.
    """

    given: int = 0
    given_text: str = ""
    goods: str = ""
    goods_value: int = 0
    loans_in_goods: int = 0
    approved_only: bool = False
    unused: bool = False


ORDINARY = Turn()


@dataclass(frozen=True, slots=True)
class Desk:
    """What whoever writes down loans at a meeting has before him."""

    village: str
    policy: LoanPolicy
    members: Sequence[MemberRow]
    rows: list[LoanRow]
    waiting: Sequence[ApplicationRow]
    box: Dong
    second: UUID
    officers: Collection[str]
    turn: Turn = ORDINARY


def with_loans(sheet: MeetingSheet, desk: Desk) -> MeetingSheet:
    """Return the sheet with the meeting's repayments, requests, votes and loans; its own id is their seed."""
    random = Random(f"loans {sheet.id}")
    here = {one.membership_id for one in sheet.attendance if one.presence is Presence.PRESENT}
    repaid = tuple(_repayments(desk, here, random))
    if desk.turn.given:
        given = OtherReceipt(
            Fund.INCOME, SourceKind.GIFT_IN_KIND, Dong(desk.turn.given), desk.turn.given_text,
            source_name="Hội Chữ thập đỏ huyện", for_lending=True,
        )  # fmt: skip
        sheet = replace(sheet, receipts=(*sheet.receipts, given))
    free = desk.box + sum(one.total for one in repaid) + _income_of(sheet) - lending_of(desk.village).kept
    voting = _Voting(desk, here, random, max(0, free))
    voting.go_through()
    return replace(
        sheet,
        repayments=repaid,
        loan_requests=tuple(voting.requests),
        loan_votes=tuple(voting.votes),
        loans_paid_out=tuple(voting.given),
    )


def _income_of(sheet: MeetingSheet) -> int:
    paid = sum(one.amount for one in sheet.contributions if one.fund is Fund.INCOME)
    cash = [one for one in sheet.receipts if one.source is not SourceKind.GIFT_IN_KIND]
    return paid + sum(one.amount for one in cash if one.fund is Fund.INCOME)


def _repayments(desk: Desk, here: Collection[UUID], random: Random) -> Iterator[LoanRepaid]:
    """Yield what is paid of each loan: who is away sends it with a neighbour, or brings it the next time."""
    neighbours = [one.membership_id for one in desk.members if one.membership_id in here]
    for place, row in in_order(desk.rows).items():
        habit = habit_of(desk.village, place, row)
        amount = amount_paid(row, habit, random)
        payer = None
        if amount and row.membership_id not in here:
            if not neighbours or random.random() >= _SENDS:
                continue
            payer = random.choice(neighbours)
        if amount:
            split = allocate(row.at, amount).sum
            yield LoanRepaid(row.id, split.principal, split.interest, payer)


class _Voting:
    """The meeting's requests one after the other, while there is money to lend."""

    def __init__(self, desk: Desk, here: Collection[UUID], random: Random, free: int) -> None:
        self.desk, self.random, self.free = desk, random, free
        self.present = [one for one in desk.members if one.membership_id in here]
        self.requests: list[LoanRequest] = []
        self.votes: list[LoanVote] = []
        self.given: list[LoanPaidOut] = []

    def go_through(self) -> None:
        """Decide on what waits from earlier meetings, then on what is asked for today."""
        for row in self.desk.waiting:
            self._take_up(row)
        turn, random = self.desk.turn, self.random
        lending = lending_of(self.desk.village)
        number = int(lending.a_month) + (random.random() < lending.a_month % 1)
        asking = iter(self._asking())
        for _ in range(turn.loans_in_goods):
            self._consider(self._request(next(asking), 0, turn.goods, turn.goods_value))
        for member, _ in zip(asking, range(number), strict=False):
            amount = self._amount(member, lending.least, lending.most)
            if not amount:
                break
            self._consider(self._request(member, amount))

    def _take_up(self, row: ApplicationRow) -> None:
        """Hand over what was approved, vote on what was put off; an approval that nobody uses lapses."""
        if self.desk.turn.unused:
            return
        if row.state is State.APPROVED and row.approved_money <= self.free:
            self._give(row.id, row.approved_money, row.approved_goods_value)
        elif row.state is State.ASKED:
            money = Dong(min(row.asked.money, self.free // _STEP * _STEP))
            self._vote(row.id, money, ZERO, row.asked.instalments, refused=not money)
            if money:
                self._give(row.id, money, ZERO)

    def _consider(self, request: LoanRequest) -> None:
        """Vote on a request: mostly it is approved and handed over at once."""
        self.requests.append(request)
        chance, sure = self.random.random(), bool(request.goods_value) or self.desk.turn.approved_only
        refused = not sure and chance < _REFUSED
        if not sure and _REFUSED <= chance < _REFUSED + _PUT_OFF:
            self.votes.append(LoanVote(request.id, Outcome.POSTPONED, reason="Chờ xem lại chuồng trại"))
            return
        self._vote(request.id, request.money, request.goods_value, request.instalments, refused=refused)
        later = not sure and chance > 1 - _LATER
        if not refused and not later and not self.desk.turn.approved_only:
            self._give(request.id, request.money, request.goods_value)

    def _vote(self, key: UUID, money: Dong, goods: Dong, instalments: int, *, refused: bool) -> None:
        present = len(self.present)
        against = self.random.randint(0, present // 10)
        if refused:
            self.votes.append(LoanVote(key, Outcome.REFUSED, votes_for=against, votes_against=present - against, reason="Còn nợ bên ngoài nhiều"))  # fmt: skip
        else:
            self.votes.append(LoanVote(key, Outcome.APPROVED, money, goods, instalments, present - against, against))  # fmt: skip

    def _give(self, key: UUID, money: Dong, goods: Dong) -> None:
        self.given.append(LoanPaidOut(make_id(self.random), key, money, goods, self.desk.second))
        self.free -= money

    def _asking(self) -> list[MemberRow]:
        """Return who may ask, in a random order: nobody of a house that owes or waits, nor of an officer's house."""
        desk = self.desk
        busy = {row.household_id for row in desk.rows if row.state is not LoanState.SETTLED}
        busy |= {row.household_id for row in desk.waiting}
        busy |= {one.household_id for one in desk.members if one.full_name in desk.officers}
        houses: set[UUID] = set()
        asking = []
        for one in self.random.sample(self.present, len(self.present)):
            if one.household_id not in busy | houses:
                houses.add(one.household_id)
                asking.append(one)
        known = {row.membership_id for row in desk.rows}
        again = self.random.random() < _AGAIN
        return sorted(asking, key=lambda one: again and one.membership_id not in known)

    def _amount(self, member: MemberRow, least: int, most: int) -> Dong:
        """Return how much a member asks for (đồng): by the ladder if there is one, and not more than is there; else 0."""
        policy = self.desk.policy
        mine = [row for row in self.desk.rows if row.membership_id == member.membership_id]
        well = 0
        if policy.ladder:
            well = sum(was_repaid_well(row.lent, row.events, row.at) for row in mine)
        step = min(most, most_for(policy, well), self.free // _STEP * _STEP)
        if step < least:
            return ZERO
        lower = max(least, step - 2 * _STEP) if policy.ladder else least
        return Dong(self.random.randrange(lower, step + 1, _STEP))

    def _request(self, member: MemberRow, money: int, goods: str = "", goods_value: int = 0) -> LoanRequest:
        policy, random = self.desk.policy, self.random
        guarantor = random.choice(self.present).full_name if random.random() < _GUARANTEED else ""
        return LoanRequest(
            make_id(random),
            member.membership_id,
            Dong(money),
            random.choice(policy.instalments),
            "Nuôi lợn" if goods else random.choice(policy.purposes),
            goods,
            Dong(goods_value),
            guarantor if guarantor != member.full_name else "",
        )
