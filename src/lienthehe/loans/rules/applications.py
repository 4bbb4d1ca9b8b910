"""Asking for a loan: the request, the vote of the meeting, and what becomes of an approval that nobody uses."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.ledger.rules.vouchers import LARGEST
from lienthehe.loans.rules.refusals import InstalmentsNotPossible
from lienthehe.loans.rules.schedules import MOST_INSTALMENTS

LONGEST_TEXT, LONGEST_REASON = 120, 300
MOST_VOTES = 9_999


class State(StrEnum):
    """Where an application is."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    PAID_OUT = "paid_out"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    State.ASKED: gettext_noop("Waits for the vote"),
    State.APPROVED: gettext_noop("Approved, not paid out yet"),
    State.REFUSED: gettext_noop("Not approved"),
    State.WITHDRAWN: gettext_noop("Withdrawn"),
    State.LAPSED: gettext_noop("Approval lapsed"),
    State.PAID_OUT: gettext_noop("Lent to the borrower"),
}

TRANSITIONS: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.APPROVED, State.REFUSED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.REFUSED, State.WITHDRAWN, State.LAPSED, State.PAID_OUT}),
    State.LAPSED: frozenset({State.APPROVED, State.REFUSED, State.WITHDRAWN}),
    State.PAID_OUT: frozenset({State.APPROVED}),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
"""What may follow what; from PAID_OUT back to APPROVED when the payment is undone."""

OPEN = frozenset({State.ASKED, State.APPROVED, State.LAPSED})
"""Still before the meeting: a lapsed approval may be voted on again."""


class Outcome(StrEnum):
    """What the meeting decided. `approved` on what is approved already keeps the approval in force."""

    APPROVED = "approved"
    REFUSED = "refused"
    POSTPONED = "postponed"

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.APPROVED: gettext_noop("Approved"),
    Outcome.REFUSED: gettext_noop("Not approved"),
    Outcome.POSTPONED: gettext_noop("Put off to a later meeting"),
}


@dataclass(frozen=True, slots=True)
class Application:
    """A request for a loan, as handed in: money and goods at their value (đồng), for what, over how many months.

    `guarantor`: who stands for it, or the heir, by name. `id` is made by who hands it in.
    """

    id: UUID
    membership_id: UUID
    asked_on: date
    money: Dong
    instalments: int
    purpose: str
    goods: str = ""
    goods_value: Dong = ZERO
    guarantor: str = ""

    @property
    def total(self) -> Dong:
        return Dong(self.money + self.goods_value)


@dataclass(frozen=True, slots=True)
class Ballot:
    """The vote on one application: what was approved (đồng, months), how many for and against, and why."""

    application_id: UUID
    outcome: Outcome
    money: Dong = ZERO
    goods_value: Dong = ZERO
    instalments: int = 0
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    reason: str = ""
    id: UUID | None = None
    """Made by the form that it was written in; sent again, it counts once."""

    @property
    def votes(self) -> int:
        return self.votes_for + self.votes_against + self.abstained


class LoanAmountMissing(Refusal):
    field = "money"
    message = gettext_noop("Write how much is asked for, in money, in goods, or both.")


class LoanAmountTooLarge(Refusal):
    field = "money"
    message = gettext_noop("%(amount)s is more than a club's books can hold. Check the number of zeros.")


class GoodsMissing(Refusal):
    field = "goods"
    message = gettext_noop("Write which goods, and what they are worth: “2 piglets”, 1.200.000 đ.")


class PurposeMissing(Refusal):
    field = "purpose"
    message = gettext_noop("Write what the loan is for.")


class TextTooLong(Refusal):
    field = "purpose"
    message = gettext_noop("Write it in at most %(most)d letters.")


class VotesMissing(Refusal):
    field = "votes_for"
    message = gettext_noop("Write how many voted for it: more than against.")


class VotesNotPossible(Refusal):
    field = "votes_for"
    message = gettext_noop("Write how many voted: a number from 0 to %(most)d.")


class MoreVotesThanMembers(Refusal):
    field = "votes_for"
    message = gettext_noop(
        "%(votes)d votes were counted, but the club had %(members)d members that day. Count again."
    )


class VotedBeforeAsked(Refusal):
    field = "on"
    message = gettext_noop("The loan was asked for on %(on)s. Choose that day or a later one for the vote.")


class NoSuchApplication(Refusal):
    message = gettext_noop("There is no such application in this club. Choose it from the list.")


class ApplicationIdReused(Refusal):
    message = gettext_noop("This application was already written with another content. Open a new form.")


class ApplicationMoved(Refusal):
    message = gettext_noop(
        "This application has been dealt with meanwhile. Open the list again and look at where it is."
    )


class MoreThanApproved(Refusal):
    field = "money"
    message = gettext_noop("The meeting approved %(approved)s. Pay out that amount, or vote on it again.")


def check_within_approval(
    money: Dong, goods_value: Dong, *, approved_money: Dong, approved_goods_value: Dong
) -> None:
    """Refuse to hand out nothing, or more money or goods (đồng) than the meeting approved: MoreThanApproved."""
    if money + goods_value <= 0 or min(money, goods_value) < 0:
        raise MoreThanApproved(approved=approved_money + approved_goods_value)
    if money > approved_money:
        raise MoreThanApproved(approved=approved_money)
    if goods_value > approved_goods_value:
        raise MoreThanApproved(approved=approved_goods_value, field="goods_value")


def check_application(asked: Application) -> None:
    """Refuse an application that says too little.

    Raises LoanAmountMissing, LoanAmountTooLarge, GoodsMissing, PurposeMissing, TextTooLong, InstalmentsNotPossible.
    """
    if asked.money < 0 or asked.goods_value < 0 or not asked.total:
        raise LoanAmountMissing
    if asked.total > LARGEST:
        raise LoanAmountTooLarge(amount=asked.total)
    if bool(asked.goods.strip()) != bool(asked.goods_value):
        raise GoodsMissing(field="goods_value" if asked.goods.strip() else "goods")
    if not asked.purpose.strip():
        raise PurposeMissing
    for name in ("purpose", "goods", "guarantor"):
        if len(getattr(asked, name)) > LONGEST_TEXT:
            raise TextTooLong(field=name, most=LONGEST_TEXT)
    _check_instalments(asked.instalments)


def is_twin(one: Application, other: Application) -> bool:
    """Tell whether two requests are alike: the same member, amount (đồng) and purpose, written on two forms."""
    alike = (one.membership_id, one.total, fold(one.purpose)) == (
        other.membership_id,
        other.total,
        fold(other.purpose),
    )
    return alike and one.id != other.id


def check_ballot(ballot: Ballot, state: State) -> None:
    """Refuse a vote on what is no longer open, an approval of nothing, or one without a majority.

    Raises ApplicationMoved, VotesNotPossible, TextTooLong, LoanAmountMissing, LoanAmountTooLarge, InstalmentsNotPossible
    and VotesMissing.
    """
    if state not in OPEN:
        raise ApplicationMoved
    for name in ("votes_for", "votes_against", "abstained"):
        if not 0 <= getattr(ballot, name) <= MOST_VOTES:
            raise VotesNotPossible(field=name, most=MOST_VOTES)
    check_reason(ballot.reason)
    if ballot.outcome is Outcome.APPROVED:
        if min(ballot.money, ballot.goods_value) < 0 or not ballot.money + ballot.goods_value:
            raise LoanAmountMissing
        if ballot.money + ballot.goods_value > LARGEST:
            raise LoanAmountTooLarge(amount=Dong(ballot.money + ballot.goods_value))
        _check_instalments(ballot.instalments)
        if ballot.votes_for <= ballot.votes_against:
            raise VotesMissing


def check_reason(reason: str) -> None:
    """Raise TextTooLong when a reason is longer than the books hold."""
    if len(reason) > LONGEST_REASON:
        raise TextTooLong(field="reason", most=LONGEST_REASON)


def state_after(outcome: Outcome, state: State) -> State:
    """Return where an open application is after a vote; what is postponed loses its approval and waits."""
    match outcome:
        case Outcome.APPROVED:
            return State.APPROVED
        case Outcome.REFUSED:
            return State.REFUSED
        case Outcome.POSTPONED:
            return State.LAPSED if state in {State.APPROVED, State.LAPSED} else State.ASKED


def _check_instalments(instalments: int) -> None:
    if not 1 <= instalments <= MOST_INSTALMENTS:
        raise InstalmentsNotPossible(most=MOST_INSTALMENTS)
