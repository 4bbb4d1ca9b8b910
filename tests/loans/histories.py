"""Loans of every kind and what may become of them: for properties, without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st

from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.loans.rules.allocation import allocate, check_repayment
from lienthehe.loans.rules.calendar import DayCount, Every, Unit
from lienthehe.loans.rules.lending import dues_of
from lienthehe.loans.rules.plans import Event, Extended, Lent, Paid, WrittenOff, lines_of
from lienthehe.loans.rules.schedules import LoanTerms, Method
from lienthehe.loans.rules.standings import Standing, Sum, standing

BEGUN = date(2026, 1, 20)
MONTHLY, WEEKLY = Every(1, Unit.MONTH), Every(1, Unit.WEEK)


class Act(NamedTuple):
    """What happens so many days later: pay so many hundredths (of what is asked, of the pay-off), extend, write off."""

    days: int
    kind: str
    much: int = 0


def a_lent(dues: Sequence[date] = (), late_rate: str = "0", **changes: Any) -> Lent:
    """Return a loan of 1,2 million over 12 months at 1 % a month, flat, lent on 15 January 2026."""
    given: dict[str, Any] = {
        "principal": Dong(1_200_000), "annual_rate": Decimal(12), "start": date(2026, 1, 15), "instalments": 12,
    }  # fmt: skip
    terms = LoanTerms(**(given | changes))
    return Lent(UUID(int=1), terms.start, terms.principal, terms, lines_of(terms, dues), Decimal(late_rate))


def brought_in(lent: Lent, until: int) -> Lent:
    """Return the loan as old books bring it forward: its lines begin some days before that day."""
    on = lent.on + timedelta(days=until)
    return replace(lent, on=on)


@st.composite
def loans(draw: st.DrawFn, every: st.SearchStrategy[Every] | None = None, late: bool = True) -> Lent:
    """Return any loan: by months on their days or on meeting days, by weeks, brought in with lines of earlier days."""
    instalments = draw(st.integers(1, 14))
    terms = LoanTerms(
        principal=Dong(draw(st.integers(1, 20_000) | st.integers(20, 20_000).map(lambda n: n * 1000))),
        annual_rate=draw(st.sampled_from(["0", "6", "9.6", "12", "20", "60"]).map(Decimal)),
        start=draw(st.dates(date(2025, 10, 1), date(2026, 3, 31))),
        instalments=instalments,
        every=draw(
            every
            if every is not None
            else st.sampled_from(
                [MONTHLY, MONTHLY, MONTHLY, WEEKLY, Every(2, Unit.WEEK), Every(3, Unit.MONTH)]
            )
        ),
        method=draw(st.sampled_from(Method)),
        days=draw(st.sampled_from([DayCount.THIRTY_360, DayCount.THIRTY_360, DayCount.ACTUAL_365])),
        round_to=draw(st.sampled_from([1, 1000])),
        grace=draw(st.integers(0, min(3, instalments - 1))),
    )
    day = draw(st.integers(0, 28))
    dues = dues_of(terms, lambda month: _day_in(month, day)) if day and terms.every.unit is Unit.MONTH else ()
    rate = Decimal(draw(st.sampled_from(["0", "0", "1.5"]))) if late else Decimal(0)
    lent = Lent(UUID(int=1), terms.start, terms.principal, terms, lines_of(terms, dues), rate)
    return brought_in(lent, draw(st.sampled_from([0, 0, 0, 40, 100])))


def _day_in(month: Month, day: int) -> date:
    return month.first + timedelta(days=day - 1)


def acts(*kinds: str, most: int = 7) -> st.SearchStrategy[list[Act]]:
    """Return what may happen to a loan, in order of days."""
    wanted = kinds or (
        "asked",
        "asked",
        "asked",
        "part",
        "ahead",
        "by hand",
        "extend",
        "write off",
        "pay off",
    )
    days = st.integers(0, 45) | st.just(0)
    return st.lists(st.builds(Act, days, st.sampled_from(wanted), st.integers(1, 100)), max_size=most)


def history(lent: Lent, wanted: Sequence[Act]) -> list[Event]:
    """Return the events that these acts make of a loan; an act that the rules would refuse makes none."""
    events: list[Event] = []
    on = lent.on
    for place, act in enumerate(wanted, start=1):
        on += timedelta(days=act.days)
        event = _event(standing(lent, events, on), act, place)
        if event is not None:
            events.append(event)
    return events


def _event(at: Standing, act: Act, place: int) -> Event | None:
    if at.written_off:
        return None
    if act.kind == "extend":
        apart, many = 1 + act.much % 40, 1 + act.much % 7
        dues = tuple(at.on + timedelta(days=apart * n) for n in range(1, many + 1))
        return Extended(at.on, place, dues) if at.outstanding else None
    if act.kind == "write off":
        return WrittenOff(at.on, place, at.outstanding) if at.outstanding else None
    paid = _paid(at, act)
    if paid.total <= 0 or not at.pay_off.total:
        return None
    check_repayment(at, paid)
    return Paid(at.on, place, paid.principal, paid.interest)


def _paid(at: Standing, act: Act) -> Sum:
    if act.kind == "by hand":
        return Sum(Dong(at.outstanding * act.much // 100))
    whole = {"asked": at.asked.total, "part": at.asked.total * act.much // 100}
    ahead = at.pay_off.total * act.much // 100
    amount = Dong(whole.get(act.kind, at.pay_off.total if act.kind == "pay off" else ahead))
    return allocate(at, amount).sum if amount > 0 and at.pay_off.total else Sum()


def pay_asked_at_every_due_day(lent: Lent) -> tuple[list[Event], Standing]:
    """Return the payments of somebody who pays what is asked on every due day, and how the loan stands at the end."""
    events: list[Event] = []
    for place, on in enumerate(sorted({max(line.due, lent.on) for line in lent.lines}), start=1):
        at = standing(lent, events, on)
        if at.asked.total:
            paid = allocate(at, at.asked.total).sum
            events.append(Paid(on, place, paid.principal, paid.interest))
    return events, standing(lent, events, max(lent.on, lent.lines[-1].due))
