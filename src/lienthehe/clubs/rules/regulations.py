"""The club's own rules (quy chế): quorum, second officer, and what each member contributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import zip_longest
from typing import Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop

WHOLE = 100
MOST_INSTALMENTS = 36


class Fund(StrEnum):
    """The two funds, both mandatory since 2020 (Decision 1336/QĐ-TTg)."""

    INCOME = "income"
    ACTIVITY = "activity"

    @property
    def label(self) -> str:
        return _FUNDS[self]


_FUNDS = {Fund.INCOME: gettext_noop("Income fund"), Fund.ACTIVITY: gettext_noop("Activity fund")}


class Every(StrEnum):
    """How often a contribution falls due. `instalments`: a sum in so many parts, one a month from joining."""

    MONTH = "month"
    YEAR = "year"
    INSTALMENTS = "instalments"

    @property
    def label(self) -> str:
        return _EVERY[self]


_EVERY = {
    Every.MONTH: gettext_noop("every month"),
    Every.YEAR: gettext_noop("every year"),
    Every.INSTALMENTS: gettext_noop("once, in parts"),
}


class ContributionKind(NamedTuple):
    """What a contribution is paid towards: a fund, and whether the member gets it back on leaving."""

    fund: Fund
    refundable: bool


@dataclass(frozen=True, slots=True)
class ContributionTerms:
    """One contribution that the regulations ask of every member. `amount` is that of all instalments together."""

    fund: Fund
    amount: Dong
    every: Every
    refundable: bool
    instalments: int = 1

    @property
    def kind(self) -> ContributionKind:
        return ContributionKind(self.fund, self.refundable)


@dataclass(frozen=True, slots=True)
class RegulationTerms:
    """The regulations in force from `since` until the next ones begin."""

    id: UUID
    since: date
    quorum_percent: int
    second_officer_for_payments: bool
    contributions: tuple[ContributionTerms, ...]


class MeetingTerms(NamedTuple):
    """What regulations ask of a meeting: the part of the members that must be there, and two behind each payment."""

    quorum_percent: int
    second_officer_for_payments: bool


class QuorumNotPossible(Refusal):
    message = gettext_noop("The quorum is a share of 0 to 100 percent. Write such a number.")
    field = "quorum_percent"


class ContributionNotPositive(Refusal):
    message = gettext_noop("A contribution is more than 0 đ. Write the amount, or leave the line out.")
    field = "contributions"


class InstalmentsNotPossible(Refusal):
    message = gettext_noop("A sum is paid in 1 to %(most)d parts, of 1 đ at least. Correct the number.")
    field = "contributions"


class ContributionTwice(Refusal):
    message = gettext_noop("One fund has two contributions of the same kind. Keep one of them.")
    field = "contributions"


class AdoptedEarlier(Refusal):
    message = gettext_noop("The latest regulations apply from %(day)s. Choose a later day, or correct those.")
    field = "since"


class NotAfterThoseBefore(Refusal):
    message = gettext_noop("The regulations before these apply from %(day)s. Choose a later day.")
    field = "since"


class NotBeforeThoseAfter(Refusal):
    message = gettext_noop("The regulations after these apply from %(day)s. Choose an earlier day.")
    field = "since"


class RegulationsEnded(Refusal):
    message = gettext_noop(
        "These regulations have ended. Only those in force and those to come can be corrected."
    )


class Adopted(Protocol):
    """Regulations of any kind, in force from a day until the next ones begin."""

    @property
    def id(self) -> UUID: ...
    @property
    def since(self) -> date: ...


Terms = TypeVar("Terms", bound=Adopted)


@dataclass(frozen=True, slots=True)
class DatedRegulation(Generic[Terms]):
    """Regulations with their last day, None while none are to follow."""

    terms: Terms
    until: date | None


@dataclass(frozen=True, slots=True)
class RegulationHistory(Generic[Terms]):
    """One owner's regulations as seen on a day: `coming` the next first, `earlier` the latest first."""

    present: DatedRegulation[Terms] | None
    coming: tuple[DatedRegulation[Terms], ...]
    earlier: tuple[DatedRegulation[Terms], ...]

    @property
    def correctable(self) -> tuple[Terms, ...]:
        """Those in force and those to come: what has ended stays as it was."""
        kept = (self.present, *self.coming) if self.present else self.coming
        return tuple(one.terms for one in kept)


def history_of(regulations: Sequence[Terms], on: date) -> RegulationHistory[Terms]:
    """Sort all of one owner's regulations, oldest first, into those in force on a day, to come, and ended."""
    ends = [later.since - timedelta(days=1) for later in regulations[1:]]
    dated = [DatedRegulation(terms, until) for terms, until in zip_longest(regulations, ends)]
    begun = [one for one in dated if one.terms.since <= on]
    return RegulationHistory(
        present=begun[-1] if begun else None,
        coming=tuple(dated[len(begun) :]),
        earlier=tuple(reversed(begun[:-1])),
    )


def check_since(terms: Terms, *, among: Sequence[Terms]) -> None:
    """Refuse corrected regulations that would change places with those before or after them (`among`, oldest first)."""
    place = [one.id for one in among].index(terms.id)
    if place and terms.since <= among[place - 1].since:
        raise NotAfterThoseBefore(day=among[place - 1].since)
    if place + 1 < len(among) and terms.since >= among[place + 1].since:
        raise NotBeforeThoseAfter(day=among[place + 1].since)


def check_regulation(quorum_percent: int, contributions: Sequence[ContributionTerms]) -> None:
    """Refuse regulations whose numbers cannot be, or that ask twice for the same kind of contribution."""
    if not 0 <= quorum_percent <= WHOLE:
        raise QuorumNotPossible
    for terms in contributions:
        if terms.amount <= 0:
            raise ContributionNotPositive
        if not 1 <= terms.instalments <= min(MOST_INSTALMENTS, terms.amount):
            raise InstalmentsNotPossible(most=MOST_INSTALMENTS)
    if len({terms.kind for terms in contributions}) != len(contributions):
        raise ContributionTwice
