"""What a loan costs: worked examples, and what holds for every plan."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.calendar import DayCount, Every, Unit
from lienthehe.loans.rules.costs import CEILING, effective_rate, over_ceiling, total_interest
from lienthehe.loans.rules.refusals import PrincipalNotPositive
from lienthehe.loans.rules.schedules import LoanTerms, Method, schedule

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "loans" / "effective.json").read_text("utf-8"))[
    "cases"
]
DECLINING = [Method.EQUAL_INSTALMENTS, Method.EQUAL_PRINCIPAL, Method.BULLET]
HUNDREDTH = Decimal("0.01")

equal_periods = st.one_of(
    st.tuples(st.just(DayCount.THIRTY_360), st.builds(Every, st.integers(1, 6), st.just(Unit.MONTH))),
    st.tuples(
        st.just(DayCount.ACTUAL_365),
        st.builds(Every, st.integers(1, 40), st.sampled_from([Unit.WEEK, Unit.DAY])),
    ),
)


@st.composite
def any_terms(draw):
    days, every = draw(equal_periods)
    instalments = draw(st.integers(1, 60))
    return LoanTerms(
        principal=Dong(draw(st.integers(1_000_000, 60_000_000))),
        annual_rate=draw(st.decimals(0, 100, places=2)),
        start=draw(st.dates(date(2020, 1, 1), date(2030, 12, 31))),
        instalments=instalments,
        every=every,
        days=days,
        round_to=draw(st.sampled_from([1, 100, 1000])),
        grace=draw(st.integers(0, instalments - 1)),
    )


def rate_of(terms):
    return effective_rate(schedule(terms), terms.principal, terms.every)


def rounding(terms):
    """How much half a đồng in each instalment may move the rate (percent a year)."""
    owed = [terms.principal] + [line.balance for line in schedule(terms)[:-1]]
    a_year = Decimal(12) if terms.every.unit is Unit.MONTH else Decimal(365)
    return HUNDREDTH + 100 * a_year * terms.instalments / 2 / sum(owed)


def terms_of(case):
    typed = case["terms"]
    return LoanTerms(
        principal=Dong(typed["principal"]),
        annual_rate=Decimal(typed["annual_rate"]),
        start=date(2026, 1, 15),
        instalments=typed["instalments"],
        every=Every.parse(typed["every"]),
        method=Method(typed["method"]),
        days=DayCount(typed["days"]),
        round_to=typed["round"],
        grace=typed["grace"],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_example_comes_out(case):
    terms = terms_of(case)
    assert total_interest(schedule(terms)) == case["interest"]
    assert str(rate_of(terms)) == case["effective"]


@given(any_terms(), st.sampled_from(DECLINING))
def test_interest_on_what_is_owed_costs_the_agreed_rate(terms, method):
    terms = replace(terms, method=method)
    assert abs(rate_of(terms) - terms.annual_rate) <= rounding(terms)


@given(any_terms(), st.sampled_from(DECLINING))
def test_flat_is_never_cheaper_than_its_declining_twin(terms, method):
    flat, declining = replace(terms, method=Method.FLAT), replace(terms, method=method)
    assert rate_of(flat) >= rate_of(declining) - rounding(flat) - rounding(declining)


@given(any_terms(), st.sampled_from(Method))
def test_without_interest_the_rate_is_nothing(terms, method):
    assert rate_of(replace(terms, method=method, annual_rate=Decimal(0))) == 0


def test_a_plan_of_nothing_has_no_rate():
    plan = schedule(LoanTerms(Dong(1_000_000), Decimal(12), date(2026, 1, 15), 3))
    with pytest.raises(PrincipalNotPositive):
        effective_rate(plan, Dong(0))


def test_the_longest_and_dearest_plans_have_a_rate():
    longest = LoanTerms(Dong(5_000_000), Decimal(24), date(2026, 1, 15), 600)
    assert rate_of(longest) == Decimal("26.00")
    assert rate_of(replace(longest, annual_rate=Decimal(1000), instalments=60)) == Decimal("1020.00")


def test_twenty_percent_a_year_is_allowed_and_more_is_warned_of():
    assert CEILING == 20
    assert not over_ceiling(Decimal("20.00"))
    assert over_ceiling(Decimal("20.01"))
