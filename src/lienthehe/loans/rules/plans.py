"""A loan's plan through time: the lines it began with, and what payments ahead, extensions and a write-off made of them.

Nothing of it is stored but the lines that the loan note was signed with: the plan in force on a day follows from them,
from what was paid until then and from the decisions taken until then. So a plan of a past day never changes by what
comes later, and a payment that is undone takes its change of plan with it. Our own design where no source gives a rule:

- A month's instalments are asked for in the whole of that month, so whoever pays on the 8th what falls due on the 15th
  pays what is due and nothing ahead.
- Principal paid ahead becomes a line of its own day. The instalment stays, the last ones fall away; interest of the
  begun period is paid whole, that of later ones on what is still owed. Flat interest stays as agreed.
- An extension plans what is still owed anew, with the loan's own method and rate, from the last day that fell due or was
  paid for before it did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.loans.rules.calendar import Unit, part_of_year
from lienthehe.loans.rules.schedules import LoanTerms, Method, schedule


class PlanLine(NamedTuple):
    """What is asked on a day (đồng). `asked_since`: the day from which it counts as late, whatever was agreed since.

    `ahead`: principal paid before it was asked for, noted on the day it was paid.
    """

    due: date
    principal: Dong
    interest: Dong
    asked_since: date
    ahead: bool = False


Plan = tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan as it was signed: what was lent when (đồng), on what terms, in which instalments.

    `late_rate`: percent a month on principal that is overdue. A loan brought in from older books is "lent" on the day
    of that, with what was still owed then; its arrears are lines of earlier days.
    """

    id: UUID
    on: date
    principal: Dong
    terms: LoanTerms
    lines: Plan
    late_rate: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Paid:
    """What one voucher paid of a loan (đồng). `place`: its place in the club's chain."""

    on: date
    place: int
    principal: Dong
    interest: Dong


@dataclass(frozen=True, slots=True)
class Extended:
    """The decision that what is still owed is asked for on these days. `place`: after which entry it was taken."""

    on: date
    place: int
    dues: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """The decision that the rest is not asked for any more (đồng of principal)."""

    on: date
    place: int
    principal: Dong


Event = Paid | Extended | WrittenOff


@dataclass(slots=True)
class Progress:
    """Where a loan stands after some of its events: plan, sums paid (đồng), and the late interest's đồng-days.

    `paid_late`: what of the interest paid was late interest.
    """

    lines: list[PlanLine]
    paid_principal: int = 0
    paid_interest: int = 0
    written_off: int = 0
    late_days: int = 0
    paid_late: int = 0
    seen_until: date = date.min


def lines_of(terms: LoanTerms, dues: Sequence[date] = ()) -> Plan:
    """Return the lines of a loan note: the terms' schedule, on other days where `dues` names them.

    Raises what `schedule` raises.
    """
    plan = schedule(terms)
    days = dues or [one.due for one in plan]
    return tuple(PlanLine(day, one.principal, one.interest, day) for day, one in zip(days, plan, strict=True))


def progress(lent: Lent, events: Sequence[Event], on: date) -> Progress:
    """Return plan and sums at the end of a day: what is dated later is not seen."""
    now = Progress(list(lent.lines), seen_until=lent.on)
    for event in sorted(events, key=lambda one: (one.on, one.place)):
        if event.on > on:
            break
        _pass_time(lent, now, event.on)
        match event:
            case Paid():
                _pay(lent, now, event)
            case Extended():
                _extend(lent, now, event)
            case WrittenOff():
                now.written_off += event.principal
                now.lines = _as_paid(now)
    _pass_time(lent, now, on)
    return now


def versions(lent: Lent, events: Sequence[Event]) -> list[tuple[Event | None, Plan]]:
    """Return the plan as signed (None), then each event that changed it with the plan that it left."""
    ordered = sorted(events, key=lambda one: (one.on, one.place))
    found: list[tuple[Event | None, Plan]] = [(None, lent.lines)]
    for number, event in enumerate(ordered, start=1):
        plan = tuple(progress(lent, ordered[:number], event.on).lines)
        if plan != found[-1][1]:
            found.append((event, plan))
    return found


def asked_until(on: date) -> date:
    """Return the last day whose instalments are asked for on a day: the last of its month."""
    return Month.of(on).last


def begun_line(lent: Lent, lines: Sequence[PlanLine], on: date) -> date:
    """Return the day on which the period ends that a day lies in; the day itself when a period ends on it.

    The month that has begun is paid whole: interest counts up to that day.
    """
    last = max((line.due for line in lines if line.due <= on and not line.ahead), default=lent.on)
    if last >= on:
        return on
    return min((line.due for line in lines if line.due > on), default=on)


def _pay(lent: Lent, now: Progress, paid: Paid) -> None:
    until = asked_until(paid.on)
    asked = sum(line.principal for line in now.lines if line.due <= until)
    ahead = paid.principal - max(0, asked - now.paid_principal)
    if ahead > 0:
        now.lines = _ahead(lent, now.lines, paid.on, ahead)
    now.paid_late += _paid_late(lent, now, paid)
    now.paid_principal += paid.principal
    now.paid_interest += paid.interest
    if now.paid_principal + now.written_off >= lent.principal:
        begun = begun_line(lent, now.lines, paid.on)
        beyond = now.paid_interest - sum(line.interest for line in now.lines if line.due <= begun)
        now.paid_late = max(now.paid_late, min(beyond, late_interest(lent, now)))
        now.lines = list(_without_later_interest(now, begun))


def _paid_late(lent: Lent, now: Progress, paid: Paid) -> int:
    """Return what of the interest paid is late interest: it comes after the plan's interest that is asked for."""
    until = asked_until(paid.on)
    asked = sum(line.interest for line in now.lines if line.due <= until)
    unpaid = max(0, asked - now.paid_interest + now.paid_late)
    return max(0, min(paid.interest - unpaid, late_interest(lent, now) - now.paid_late))


def _without_later_interest(now: Progress, begun: date) -> Iterator[PlanLine]:
    """Yield the lines of a loan whose principal is paid: later periods cost nothing more than was paid of them."""
    left = now.paid_interest - now.paid_late
    for line in now.lines:
        interest = line.interest if line.due <= begun else max(0, min(line.interest, left))
        left -= interest
        if line.due <= begun or line.principal or interest:
            yield line._replace(interest=Dong(interest))


def _ahead(lent: Lent, lines: Sequence[PlanLine], on: date, ahead: int) -> list[PlanLine]:
    """Return the plan after principal was paid ahead on a day: later lines give it up, the last ones first."""
    until = max(asked_until(on), begun_line(lent, lines, on))
    kept = [line for line in lines if line.due <= until]
    later = [line for line in lines if line.due > until]
    owed_later = sum(line.principal for line in later)
    noted = PlanLine(on, Dong(ahead), ZERO, on, ahead=True)
    since = max((line.due for line in kept if not line.ahead), default=lent.on)
    later = _planned(lent.terms, later, max(0, owed_later - ahead), since)
    if ahead > owed_later:
        kept = list(_cut(kept, ahead - owed_later))
    return sorted([*kept, noted, *later], key=lambda line: line.due)


def _cut(lines: Sequence[PlanLine], amount: int) -> Iterator[PlanLine]:
    """Take so much principal off the lines, the last first; what was paid ahead stays."""
    left, cut = amount, []
    for line in reversed(lines):
        off = 0 if line.ahead else min(left, line.principal)
        left -= off
        cut.append(line._replace(principal=Dong(line.principal - off)))
    yield from reversed(cut)


def _planned(terms: LoanTerms, lines: Sequence[PlanLine], owed: int, since: date) -> list[PlanLine]:
    """Return the lines with so much principal still to pay; each instalment stays as it was while it can.

    Interest is never more than was agreed for the line, whatever its days and its rounding.
    """
    planned, before = [], since
    for place, line in enumerate(lines, start=1):
        interest = _interest(terms, line, owed, before)
        principal = min(_wished(terms, line, interest), owed) if place < len(lines) else owed
        if principal or interest:
            planned.append(line._replace(principal=Dong(principal), interest=Dong(interest)))
        owed, before = owed - principal, line.due
    return planned


def _interest(terms: LoanTerms, line: PlanLine, owed: int, before: date) -> int:
    if terms.method is Method.FLAT:
        return line.interest
    return min(
        line.interest, round(owed * terms.rate * part_of_year(before, line.due, terms.every, terms.days))
    )


def _wished(terms: LoanTerms, line: PlanLine, interest: int) -> int:
    if terms.method is Method.EQUAL_INSTALMENTS:
        return max(0, line.principal + line.interest - interest)
    return line.principal


def _extend(lent: Lent, now: Progress, extended: Extended) -> None:
    owed = Dong(lent.principal - now.paid_principal - now.written_off)
    if owed <= 0:
        return
    past = list(_past(now, extended))
    last = max((line.due for line in past if not line.ahead), default=lent.on)
    terms = replace(
        lent.terms, principal=owed, start=last, instalments=len(extended.dues), grace=0, level=False
    )
    late, covered, new = _late_principal(now, extended.on), 0, []
    for line in lines_of(terms, extended.dues):
        new.append(line._replace(asked_since=_asked_since(late, covered, line.due)))
        covered += line.principal
    lines = [*_principal_as_paid(past, now.paid_principal, last), *new]
    now.lines = sorted(lines, key=lambda line: line.due)


def _past(now: Progress, extended: Extended) -> Iterator[PlanLine]:
    """Yield the lines that an extension leaves behind: what fell due until its day, and what was paid before its day."""
    principal, interest = now.paid_principal, now.paid_interest - now.paid_late
    for line in now.lines:
        principal, interest = principal - line.principal, interest - line.interest
        is_paid = min(principal, interest) >= 0 < line.principal + line.interest
        if line.due <= extended.on or (is_paid and line.due < extended.dues[0]):
            yield line


def is_put_off(lent: Lent, events: Sequence[Event], extended: Extended) -> bool:
    """Tell whether an extension begins more than one step after the last instalment that it leaves behind.

    No interest counts for what lies between: each new instalment bears that of one step, whenever it begins. Loans by
    months fall due on meeting days, so months are compared, not days.
    """
    past = _past(progress(lent, events, extended.on), extended)
    last = max((line.due for line in past if not line.ahead), default=lent.on)
    step, first = lent.terms.every.after(last, 1), extended.dues[0]
    if lent.terms.every.unit is Unit.MONTH:
        return (first.year, first.month) > (step.year, step.month)
    return first > step


Late = list[tuple[int, date]]
"""Principal that is late (đồng), and since when."""


def _late_principal(now: Progress, on: date) -> Late:
    """Return what principal was first asked for before a day and is not paid, the oldest first."""
    covered, late = now.paid_principal, []
    for line in now.lines:
        unpaid = line.principal - max(0, min(line.principal, covered))
        covered -= line.principal
        if unpaid and line.asked_since < on:
            late.append((unpaid, line.asked_since))
    return sorted(late, key=lambda one: one[1])


def _asked_since(late: Late, covered: int, due: date) -> date:
    """Return since when a new line is asked for that begins behind so much of the late principal."""
    for amount, since in late:
        if covered < amount:
            return min(since, due)
        covered -= amount
    return due


def _principal_as_paid(lines: Sequence[PlanLine], paid: int, until: date) -> Iterator[PlanLine]:
    """Yield past lines that ask for the principal that was paid and no more; interest stays as it was asked."""
    for line in lines:
        principal = min(line.principal, paid)
        paid -= principal
        yield line._replace(principal=Dong(principal))
    if paid > 0:
        yield PlanLine(until, Dong(paid), ZERO, until, ahead=True)


def _as_paid(now: Progress) -> list[PlanLine]:
    """Return the lines as far as they were paid: nothing more is asked."""
    principal_left, interest_left, kept = now.paid_principal, now.paid_interest - now.paid_late, []
    for line in now.lines:
        principal, interest = min(line.principal, principal_left), min(line.interest, interest_left)
        principal_left, interest_left = principal_left - principal, interest_left - interest
        if principal or interest:
            kept.append(line._replace(principal=Dong(principal), interest=Dong(interest)))
    return kept


def _pass_time(lent: Lent, now: Progress, until: date) -> None:
    """Count the đồng-days of overdue principal up to a day; only where the loan has a late rate."""
    if lent.late_rate and until > now.seen_until:
        sums = accumulate((line.principal for line in now.lines), initial=-now.paid_principal)
        before = next(sums)
        for line, after in zip(now.lines, sums, strict=True):
            overdue = max(0, after) - max(0, before)
            days = (until - max(line.due, now.seen_until)).days
            now.late_days += overdue * max(0, days)
            before = after
    now.seen_until = max(now.seen_until, until)


def late_interest(lent: Lent, now: Progress) -> int:
    """Return what principal that was overdue has cost on top (đồng): the late rate by days, twelve months of 365 days."""
    return round(Fraction(lent.late_rate) * 12 * now.late_days / 36_500)
