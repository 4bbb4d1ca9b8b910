"""How a loan stands on a day: what is still owed, what is asked for, what is late and since when, and the pay-off."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.loans.rules.plans import (
    Event,
    Lent,
    Paid,
    Progress,
    asked_until,
    begun_line,
    late_interest,
    progress,
)

AT_RISK_DAYS = 30
"""A loan more than 30 days late is at risk (PAR30)."""


class LoanState(StrEnum):
    RUNS = "runs"
    SETTLED = "settled"
    WRITTEN_OFF = "written_off"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    LoanState.RUNS: gettext_noop("Being repaid"),
    LoanState.SETTLED: gettext_noop("Repaid"),
    LoanState.WRITTEN_OFF: gettext_noop("Written off, still watched"),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """Principal and interest (đồng)."""

    principal: Dong = ZERO
    interest: Dong = ZERO

    @property
    def total(self) -> Dong:
        return Dong(self.principal + self.interest)

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(Dong(self.principal + other.principal), Dong(self.interest + other.interest))


@dataclass(frozen=True, slots=True)
class LineStanding:
    """A line of the plan on a day: what of it is not paid (đồng)."""

    due: date
    principal: Dong
    interest: Dong
    unpaid: Sum
    asked_since: date
    ahead: bool

    @property
    def total(self) -> Dong:
        return Dong(self.principal + self.interest)


@dataclass(frozen=True, slots=True)
class Standing:
    """A loan at the end of a day. Sums in đồng.

    `overdue`: fell due before the day; `due`: is asked for until the month's end; both with late interest, if the loan
    has a late rate, in `overdue`. `days_late` counts from the oldest unpaid due day of the plan in force;
    `days_at_risk` from the day on which it was first asked for, which no extension heals. `pay_off`: what ends the
    loan that day. `lines` are the plan in force, each with what is unpaid.
    """

    on: date
    lent: Dong
    paid: Sum
    written_off: Dong
    overdue: Sum
    due: Sum
    late_interest: Dong
    pay_off: Sum
    days_late: int
    days_at_risk: int
    lines: tuple[LineStanding, ...]

    @property
    def outstanding(self) -> Dong:
        """The principal still owed."""
        return Dong(self.lent - self.paid.principal - self.written_off)

    @property
    def asked(self) -> Sum:
        """What is asked for now: overdue and due, never more than the pay-off."""
        asked = self.overdue + self.due
        return asked if asked.total <= self.pay_off.total else self.pay_off

    @property
    def state(self) -> LoanState:
        if self.written_off:
            return LoanState.WRITTEN_OFF
        return LoanState.RUNS if self.outstanding or self.asked.interest else LoanState.SETTLED

    @property
    def is_at_risk(self) -> bool:
        return self.outstanding > 0 and self.days_at_risk > AT_RISK_DAYS

    @property
    def next_line(self) -> LineStanding | None:
        """The next line that is not wholly paid and not late."""
        return next((line for line in self.lines if line.due >= self.on and line.unpaid.total), None)


def standing(lent: Lent, events: Sequence[Event], on: date) -> Standing:
    """Return how a loan stands at the end of a day by what was signed, paid and decided until then."""
    now = progress(lent, events, on)
    late = late_interest(lent, now)
    lines = _covered(now)
    overdue = _unpaid(line for line in lines if line.due < on)
    until = asked_until(on)
    due = _unpaid(line for line in lines if on <= line.due <= until)
    late_left = _late_left(now, late)
    oldest = min((line.due for line in lines if line.due < on and line.unpaid.total), default=on)
    at_risk = min((line.asked_since for line in lines if line.unpaid.total), default=on)
    begun = begun_line(lent, now.lines, on)
    to_begun = _unpaid(line for line in lines if line.due <= begun)
    outstanding = Dong(lent.principal - now.paid_principal - now.written_off)
    return Standing(
        on=on,
        lent=lent.principal,
        paid=Sum(Dong(now.paid_principal), Dong(now.paid_interest)),
        written_off=Dong(now.written_off),
        overdue=overdue + Sum(interest=late_left),
        due=due,
        late_interest=late_left,
        pay_off=Sum(outstanding, Dong(to_begun.interest + late_left)),
        days_late=(on - oldest).days,
        days_at_risk=max(0, (on - at_risk).days),
        lines=lines,
    )


def paid_on(at: Standing, paid: Iterable[Paid]) -> tuple[date | None, ...]:
    """Return for each line of the plan in force the day on which the last of it was paid, None where it is not."""
    payments = sorted(paid, key=lambda one: (one.on, one.place))
    days: list[date | None] = []
    principal = interest = 0
    for line in at.lines:
        principal, interest = principal + line.principal, interest + line.interest
        days.append(_day_reached(payments, principal, interest))
    return tuple(days)


def _day_reached(payments: Iterable[Paid], principal: int, interest: int) -> date | None:
    for one in payments:
        principal, interest = principal - one.principal, interest - one.interest
        if principal <= 0 and interest <= 0:
            return one.on
    return None


def was_repaid_well(lent: Lent, events: Sequence[Event], at: Standing) -> bool:
    """Tell whether a loan is repaid and never was more than 30 days late on the way."""
    if at.state is not LoanState.SETTLED:
        return False
    asked = {line.due for line in lent.lines} | {line.asked_since for line in at.lines}
    days = [day + timedelta(days=AT_RISK_DAYS + 1) for day in sorted(asked)]
    return not any(standing(lent, events, day).is_at_risk for day in days if day <= at.on)


def _covered(now: Progress) -> tuple[LineStanding, ...]:
    """Return the lines with what is unpaid of each: money paid covers the oldest first, principal and interest apart."""
    principal_left, interest_left, lines = now.paid_principal, now.paid_interest - now.paid_late, []
    for line in now.lines:
        principal, interest = min(line.principal, principal_left), min(line.interest, interest_left)
        principal_left, interest_left = principal_left - principal, interest_left - interest
        unpaid = Sum(Dong(line.principal - principal), Dong(line.interest - interest))
        lines.append(
            LineStanding(line.due, line.principal, line.interest, unpaid, line.asked_since, line.ahead)
        )
    return tuple(lines)


def _late_left(now: Progress, late: int) -> Dong:
    """Return what of the late interest is not paid; what is written off bears none."""
    return ZERO if now.written_off else Dong(max(0, late - now.paid_late))


def _unpaid(lines: Iterable[LineStanding]) -> Sum:
    chosen = list(lines)
    return Sum(
        Dong(sum(line.unpaid.principal for line in chosen)),
        Dong(sum(line.unpaid.interest for line in chosen)),
    )


def at_risk(loans: Iterable[Standing]) -> Dong:
    """Return what is outstanding in the loans that are more than 30 days late (đồng)."""
    return Dong(sum(at.outstanding for at in loans if at.is_at_risk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """What is still owed of many loans on a day, and what of it is at risk (đồng of principal)."""

    outstanding: Dong
    at_risk: Dong

    @property
    def par30(self) -> Fraction:
        """The part of what is outstanding that stands in loans more than 30 days late."""
        return Fraction(self.at_risk, self.outstanding) if self.outstanding else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio(Outstanding):
    """Many loans on a day, in numbers (đồng): persons and loans are counted apart.

    `loans`, `borrowers`: what is still being repaid. `lent` and `repaid`: in the day's year until then; what was brought
    in from older books was not lent then. `to_recover`: written off and still watched.
    """

    loans: int
    borrowers: int
    overdue: Sum
    late_loans: int
    loans_lent: int
    lent: Dong
    repaid: Sum
    to_recover: Dong


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubLoans(Outstanding):
    """A club's running loans at the end of a day, in numbers (đồng); `due` and `overdue` with interest."""

    loans: int
    borrowers: int
    due: Dong
    overdue: Dong
    late_loans: int


def is_repaid(lent: Lent, events: Collection[Event]) -> bool:
    """Tell whether a loan has paid all that was ever signed, so that nothing of it is asked for any more."""
    paid = [event for event in events if isinstance(event, Paid)]
    if lent.late_rate or len(paid) < len(events):
        return False
    if sum(one.principal for one in paid) < lent.principal:
        return False
    return sum(one.interest for one in paid) >= sum(line.interest for line in lent.lines)


def is_running(at: Standing) -> bool:
    """Tell whether something of a loan is still owed."""
    return bool(at.outstanding or at.asked.interest)


def in_numbers(running: Collection[tuple[UUID, Standing]]) -> ClubLoans:
    """Return running loans, each with who borrowed it, in numbers; persons and loans are counted apart."""
    return ClubLoans(
        loans=len(running),
        borrowers=len({person_id for person_id, _ in running}),
        outstanding=Dong(sum(at.outstanding for _, at in running)),
        due=Dong(sum(at.due.total for _, at in running)),
        overdue=Dong(sum(at.overdue.total for _, at in running)),
        late_loans=sum(at.overdue.total > 0 for _, at in running),
        at_risk=at_risk(at for _, at in running),
    )
