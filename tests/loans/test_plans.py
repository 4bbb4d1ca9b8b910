"""The plan of a loan through time: examples that a bookkeeper can check by hand, and what holds for every history."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.rules.calendar import Every
from lienthehe.loans.rules.plans import Extended, Lent, Paid, WrittenOff, lines_of, progress, versions
from lienthehe.loans.rules.schedules import LoanTerms, Method
from lienthehe.loans.rules.standings import LoanState, Sum, paid_on, standing
from tests.loans.histories import MONTHLY, a_lent, acts, history, loans, pay_asked_at_every_due_day

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "loans" / "plans.json").read_text("utf-8"))[
    "cases"
]
later_days = st.integers(0, 500)


def lent_in(case):
    given_terms = dict(case["terms"])
    dues = [date.fromisoformat(day) for day in given_terms.pop("dues", [])]
    late_rate = Decimal(given_terms.pop("late_rate", "0"))
    terms = LoanTerms(
        principal=Dong(given_terms["principal"]),
        annual_rate=Decimal(given_terms["annual_rate"]),
        start=date.fromisoformat(given_terms["start"]),
        instalments=given_terms["instalments"],
        every=Every.parse(given_terms.get("every", "1m")),
        method=Method(given_terms["method"]),
        round_to=given_terms.get("round", 1),
        grace=given_terms.get("grace", 0),
    )
    return Lent(UUID(int=1), terms.start, terms.principal, terms, lines_of(terms, dues), late_rate)


def event_in(place, act):
    kind, on = act[0], date.fromisoformat(act[1])
    if kind == "paid":
        return Paid(on, place, Dong(act[2]), Dong(act[3]))
    if kind == "extended":
        return Extended(on, place, tuple(map(date.fromisoformat, act[2])))
    return WrittenOff(on, place, Dong(act[2]))


def said(at, name):
    """Return what a standing says, as the examples write it."""
    if name == "lines":
        return [
            [one.due.isoformat(), one.principal, one.interest, *(["ahead"] if one.ahead else [])]
            for one in at.lines
        ]
    if name == "at_risk":
        return at.is_at_risk
    found = getattr(at, name)
    return [found.principal, found.interest] if isinstance(found, Sum) else found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_example_comes_out_to_the_dong(case):
    lent = lent_in(case)
    events = [event_in(place, act) for place, act in enumerate(case["acts"], start=1)]
    for stands in case["stands"]:
        at = standing(lent, events, date.fromisoformat(stands["on"]))
        assert {name: said(at, name) for name in stands if name != "on"} == {
            name: value for name, value in stands.items() if name != "on"
        }, stands["on"]


@given(loans(), acts(), later_days)
def test_the_principal_of_the_plan_is_the_loan_without_what_was_written_off(lent, wanted, days):
    now = progress(lent, history(lent, wanted), lent.on + timedelta(days=days))
    assert sum(line.principal for line in now.lines) == lent.principal - now.written_off
    assert all(min(line.principal, line.interest) >= 0 for line in now.lines)


@given(loans(), acts(), later_days)
def test_the_lines_stand_in_the_order_of_their_days(lent, wanted, days):
    now = progress(lent, history(lent, wanted), lent.on + timedelta(days=days))
    assert [line.due for line in now.lines] == sorted(line.due for line in now.lines)


@given(loans(), acts(), later_days, st.integers(1, 100))
def test_a_payment_ahead_never_raises_the_interest(lent, wanted, days, much):
    on = lent.on + timedelta(days=days)
    events = [event for event in history(lent, wanted) if event.on <= on]
    before = standing(lent, events, on)
    ahead = before.outstanding * much // 100
    assume(ahead and not before.written_off)
    after = standing(lent, [*events, Paid(on, 99, Dong(ahead), ZERO)], on)
    assert sum(line.interest for line in after.lines) <= sum(line.interest for line in before.lines)


@given(loans(), acts(), later_days, st.integers(1, 40), st.integers(1, 8))
def test_an_extension_keeps_the_principal_and_heals_nothing(lent, wanted, days, apart, many):
    on = lent.on + timedelta(days=days)
    events = [event for event in history(lent, wanted) if event.on <= on]
    before = standing(lent, events, on)
    assume(before.outstanding and not before.written_off)
    dues = tuple(on + timedelta(days=apart * n) for n in range(1, many + 1))
    after = standing(lent, [*events, Extended(on, 99, dues)], on)
    assert after.outstanding == before.outstanding
    assert after.days_at_risk >= before.days_at_risk
    assert after.overdue.principal == 0


@given(loans(every=st.just(MONTHLY), late=False))
def test_whoever_pays_what_is_asked_on_every_due_day_pays_the_signed_plan(lent):
    _, at = pay_asked_at_every_due_day(lent)
    assert at.state is LoanState.SETTLED
    if lent.on == lent.terms.start and lent.lines[-1].principal:
        assert at.paid == Sum(lent.principal, Dong(sum(line.interest for line in lent.lines)))


@given(loans(), acts())
def test_versions_begin_as_signed_and_each_is_what_its_event_left(lent, wanted):
    events = history(lent, wanted)
    found = versions(lent, events)
    assert found[0] == (None, lent.lines)
    assert [event for event, _ in found[1:]] == [
        event for event in events if event in [one for one, _ in found]
    ]
    assert all(earlier != later for (_, earlier), (_, later) in pairwise(found))


@given(loans(), acts())
def test_a_line_is_paid_on_the_day_on_which_the_last_of_it_came(lent, wanted):
    events = history(lent, wanted)
    on = max([lent.on, *(event.on for event in events)])
    at = standing(lent, events, on)
    days = paid_on(at, [event for event in events if isinstance(event, Paid)])
    for line, day in zip(at.lines, days, strict=True):
        assert (day is None) >= bool(line.unpaid.principal)
        assert day is None or day in {event.on for event in events} | {lent.on}


def test_an_extension_plans_anew_by_the_loans_own_method():
    lent = a_lent(method=Method.BULLET)
    on = date(2026, 3, 1)
    dues = (date(2026, 6, 15), date(2026, 12, 15))
    at = standing(lent, [Extended(on, 1, dues)], on)
    assert [(one.due, one.principal, one.interest) for one in at.lines] == [
        (date(2026, 2, 15), 0, 12_000),
        (dues[0], 0, 12_000),
        (dues[1], 1_200_000, 12_000),
    ]
