"""The club's own rules (quy chế): quorum, second officer, and what each member contributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
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
    message = gettext_noop("The present regulations began on %(day)s. Choose a later day, or correct those.")
    field = "since"


class NotTheLatest(Refusal):
    message = gettext_noop("Newer regulations are in force. Only the latest can be corrected.")


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
