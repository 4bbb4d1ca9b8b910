"""Plans of loans: the worked examples of a public system to the đồng, and what holds for every plan."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.calendar import DayCount, Every, Unit
from lienthehe.loans.rules.refusals import (
    GraceTooLong,
    InstalmentsNotPossible,
    PrincipalNotPositive,
    RateNotPossible,
    RoundingNotPossible,
    TermTooLong,
)
from lienthehe.loans.rules.schedules import LoanTerms, Method, schedule
from lienthehe.loans.rules.written import read_terms

VECTORS = Path(__file__).parents[1] / "vectors" / "loans"
CASES = [
    case
    for name in ("public_system.json", "ours.json")
    for case in json.loads((VECTORS / name).read_text("utf-8"))["cases"]
]

any_terms = st.builds(
    LoanTerms,
    principal=st.integers(1, 60_000_000).map(Dong),
    annual_rate=st.decimals(0, 60, places=6),
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    instalments=st.integers(1, 40),
    every=st.builds(Every, st.integers(1, 6), st.sampled_from(Unit)),
    method=st.sampled_from(Method),
    days=st.sampled_from(DayCount),
    round_to=st.sampled_from([1, 100, 1000]),
    grace=st.integers(0, 6),
    level=st.booleans(),
).filter(lambda one: one.grace < one.instalments)


def a_loan(**changes):
    return replace(LoanTerms(Dong(5_000_000), Decimal(12), date(2026, 1, 15), 12), **changes)


def cost(terms):
    return sum(line.interest for line in schedule(terms))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_example_comes_out_to_the_dong(case):
    plan = schedule(read_terms({name: str(value) for name, value in case["terms"].items()}))
    found = [[one.due.isoformat(), one.principal, one.interest, one.balance] for one in plan]
    assert found == case["instalments"]
    assert [one.n for one in plan] == list(range(1, len(plan) + 1))


@given(any_terms)
def test_the_principal_adds_up_to_the_loan_and_nothing_is_below_zero(terms):
    plan = schedule(terms)
    assert len(plan) == terms.instalments
    assert sum(line.principal for line in plan) == terms.principal
    assert plan[-1].balance == 0
    assert min(min(line.principal, line.interest, line.balance) for line in plan) >= 0
    assert [line.due for line in plan] == sorted({line.due for line in plan})


@given(any_terms)
def test_without_a_rate_there_is_no_interest(terms):
    assert cost(replace(terms, annual_rate=Decimal(0))) == 0


@given(any_terms, st.sampled_from([Method.EQUAL_INSTALMENTS, Method.EQUAL_PRINCIPAL]))
def test_declining_never_costs_more_than_flat(terms, declining):
    assume(terms.every.unit is not Unit.MONTH or terms.days is DayCount.THIRTY_360)
    rounding = Decimal(terms.instalments + 1) / 2
    assert cost(replace(terms, method=declining)) <= cost(replace(terms, method=Method.FLAT)) + rounding


@given(any_terms)
def test_grace_moves_principal_only(terms):
    plan, without = schedule(terms), schedule(replace(terms, grace=0))
    assert not any(line.principal for line in plan[: terms.grace])
    assert [line.due for line in plan] == [line.due for line in without]
    if terms.method is Method.FLAT:
        assert [line.interest for line in plan] == [line.interest for line in without]


@given(any_terms)
def test_the_last_instalment_takes_the_rest(terms):
    bullet = schedule(replace(terms, method=Method.BULLET))
    assert [line.principal for line in bullet] == [0] * (terms.instalments - 1) + [terms.principal]
    plan = schedule(replace(terms, method=Method.EQUAL_PRINCIPAL))
    equal = [line.principal for line in plan[terms.grace : -1]]
    assert equal == sorted(equal, reverse=True), "alike, and nothing more once rounding up has paid all"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"principal": 0}, PrincipalNotPositive),
        ({"principal": -1}, PrincipalNotPositive),
        ({"annual_rate": Decimal(-1)}, RateNotPossible),
        ({"annual_rate": Decimal("1.2345678")}, RateNotPossible),
        ({"annual_rate": Decimal("NaN")}, RateNotPossible),
        ({"annual_rate": Decimal("Infinity")}, RateNotPossible),
        ({"instalments": 0}, InstalmentsNotPossible),
        ({"instalments": 601}, InstalmentsNotPossible),
        ({"grace": 12}, GraceTooLong),
        ({"grace": -1}, GraceTooLong),
        ({"round_to": 7}, RoundingNotPossible),
        ({"start": date(9999, 6, 1)}, TermTooLong),
    ],
)
def test_terms_of_which_no_plan_can_be_made_are_refused(changes, refusal):
    with pytest.raises(refusal):
        schedule(a_loan(**changes))
