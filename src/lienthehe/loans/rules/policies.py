"""On what terms a club lends (quy chế vay): method, rate, terms, how much to whom, and what its interest is for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.loans.rules.refusals import GraceTooLong, RoundingNotPossible
from lienthehe.loans.rules.schedules import MONTHS, ROUNDINGS, Method

WHOLE = 100
MOST_MONTHLY_RATE, RATE_PLACES = 5, 4
LATE_TIMES = Decimal("1.5")
"""Overdue principal bears at most 150 % of the agreed rate (Civil Code 2015, art. 466.5)."""
MOST_MONTHS = 60
MOST_STEPS = 5
MOST_MEMBERSHIP_MONTHS = 60
MOST_PURPOSES, LONGEST_PURPOSE = 20, 60


@dataclass(frozen=True, slots=True)
class LoanPolicy:
    """The terms of loans given from `since` until the next policy begins.

    Rates are percent a month. `instalments` are the months allowed, `cap` is the most that one member may owe, `ladder`
    the most for the first, second, third … loan (empty: the cap from the first on). `grace` counts instalments without
    principal, `membership_months` those before a first loan; `interest_to_activity` is percent of the interest.
    """

    id: UUID
    since: date
    method: Method
    monthly_rate: Decimal
    instalments: tuple[int, ...]
    cap: Dong
    ladder: tuple[Dong, ...] = ()
    grace: int = 0
    round_to: int = 1000
    late_rate: Decimal = Decimal(0)
    membership_months: int = 0
    purposes: tuple[str, ...] = ()
    members_first: bool = True
    """Whoever owes nothing goes before whoever already owes."""
    second_officer: bool = True
    """A loan is paid out by two of the board."""
    interest_to_activity: int = 0
    """At the month's close this part of the interest goes to the activity fund."""
    on_meeting_days: bool = True
    """Instalments fall due on the club's meeting days."""


class PolicySource(StrEnum):
    """Whose policy a club lends by: its own, its province's, or nobody's, as none is written down."""

    CLUB = "club"
    PROVINCE = "province"
    NOBODY = "nobody"


STARTING_POLICY = LoanPolicy(
    id=UUID(int=0),
    since=date.min,
    method=Method.EQUAL_PRINCIPAL,
    monthly_rate=Decimal(1),
    instalments=(6, 10, 12, 18, 24),
    cap=Dong(10_000_000),
    membership_months=3,
    purposes=(
        "Nuôi lợn",
        "Nuôi gà, vịt",
        "Nuôi trâu, bò, dê",
        "Trồng trọt",
        "Buôn bán nhỏ",
        "Nghề thủ công",
        "Chữa bệnh",
        "Việc gia đình",
    ),
)
"""What is reckoned with where neither the club nor its province has written a policy; ours, nothing official."""


class MonthlyRateNotPossible(Refusal):
    field = "monthly_rate"
    message = gettext_noop(
        "The rate is from 0 to %(most)d percent a month, with at most four figures after the comma. Write it like 0,8."
    )


class MonthsNotPossible(Refusal):
    field = "instalments"
    message = gettext_noop(
        "A loan runs from 1 to %(most)d months. Write at least one number of months, each once, the shortest first."
    )


class CapNotPositive(Refusal):
    field = "cap"
    message = gettext_noop("The most that a member may owe is more than 0 đ. Write the amount.")


class LadderTooLong(Refusal):
    field = "ladder"
    message = gettext_noop("There are at most %(most)d steps. Leave out the later ones.")


class LadderFalls(Refusal):
    field = "ladder"
    message = gettext_noop("A later loan may be as large as the one before, or larger. Correct the steps.")


class LadderOverCap(Refusal):
    field = "ladder"
    message = gettext_noop(
        "A member may owe at most %(cap)s. Write steps up to this amount, or raise the most that may be owed."
    )


class LateRateTooHigh(Refusal):
    field = "late_rate"
    message = gettext_noop(
        "The law allows at most one and a half times the agreed rate on what is overdue. Write a lower rate."
    )


class MembershipNotPossible(Refusal):
    field = "membership_months"
    message = gettext_noop("The time as a member before a loan is from 0 to %(most)d months.")


class PurposesNotPossible(Refusal):
    field = "purposes"
    message = gettext_noop(
        "Write at most %(most)d purposes, each once on a line of its own, of at most %(longest)d letters."
    )


class InterestShareNotPossible(Refusal):
    field = "interest_to_activity"
    message = gettext_noop("The part of the interest is from 0 to 100 percent. Write such a number.")


class NotAProvince(Refusal):
    message = gettext_noop("What holds for many clubs is written by the province. Choose the province.")


def check_policy(policy: LoanPolicy) -> None:
    """Refuse a policy by which nobody could lend; each refusal names its field.

    The ceiling of the law (20 % a year, Civil Code 2015, art. 468) is not refused here: the page warns of it.
    """
    _check_rates(policy)
    months = policy.instalments
    if not months or list(months) != sorted(set(months)) or not 1 <= months[0] <= months[-1] <= MOST_MONTHS:
        raise MonthsNotPossible(most=MOST_MONTHS)
    _check_amounts(policy)
    if not 0 <= policy.grace < months[0]:
        raise GraceTooLong(most=months[0] - 1)
    if policy.round_to not in ROUNDINGS:
        raise RoundingNotPossible
    if not 0 <= policy.membership_months <= MOST_MEMBERSHIP_MONTHS:
        raise MembershipNotPossible(most=MOST_MEMBERSHIP_MONTHS)
    _check_purposes(policy.purposes)
    if not 0 <= policy.interest_to_activity <= WHOLE:
        raise InterestShareNotPossible


def annual_rate(policy: LoanPolicy) -> Decimal:
    """Return the rate in percent a year, as `LoanTerms` takes it."""
    return policy.monthly_rate * MONTHS


def most_for(policy: LoanPolicy, repaid_well: int) -> Dong:
    """Return the most (đồng) that a member may borrow who has repaid so many loans well; the last step stays."""
    if not policy.ladder:
        return policy.cap
    return min(policy.ladder[min(repaid_well, len(policy.ladder) - 1)], policy.cap)


def policy_in_force(policies: Iterable[LoanPolicy], on: date) -> LoanPolicy | None:
    """Return the latest of one owner's policies that has begun on a day; None before the first."""
    begun = [policy for policy in policies if policy.since <= on]
    return max(begun, key=lambda policy: policy.since, default=None)


def _check_rates(policy: LoanPolicy) -> None:
    if not _is_rate(policy.monthly_rate) or policy.monthly_rate > MOST_MONTHLY_RATE:
        raise MonthlyRateNotPossible(most=MOST_MONTHLY_RATE)
    if not _is_rate(policy.late_rate):
        raise MonthlyRateNotPossible(most=MOST_MONTHLY_RATE, field="late_rate")
    if policy.late_rate > policy.monthly_rate * LATE_TIMES:
        raise LateRateTooHigh


def _is_rate(rate: Decimal) -> bool:
    exponent = rate.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -RATE_PLACES and rate >= 0


def _check_amounts(policy: LoanPolicy) -> None:
    if policy.cap <= 0:
        raise CapNotPositive
    if len(policy.ladder) > MOST_STEPS:
        raise LadderTooLong(most=MOST_STEPS)
    if any(later < earlier for earlier, later in pairwise((Dong(1), *policy.ladder))):
        raise LadderFalls
    if policy.ladder and policy.ladder[-1] > policy.cap:
        raise LadderOverCap(cap=policy.cap)


def _check_purposes(purposes: Sequence[str]) -> None:
    lengths = [len(purpose) for purpose in purposes]
    if (
        len(purposes) > MOST_PURPOSES
        or len(set(purposes)) < len(purposes)
        or not all(0 < length <= LONGEST_PURPOSE for length in lengths)
    ):
        raise PurposesNotPossible(most=MOST_PURPOSES, longest=LONGEST_PURPOSE)
