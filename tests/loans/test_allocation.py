"""What a sum pays of a loan: overdue interest, interest due, overdue principal, principal due, principal ahead (§7)."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.rules.allocation import Split, allocate, check_repayment
from lienthehe.loans.rules.plans import Paid, WrittenOff
from lienthehe.loans.rules.refusals import (
    InterestNotOwed,
    MoreThanPayOff,
    NothingOwed,
    PrincipalNotOwed,
    RepaymentMissing,
)
from lienthehe.loans.rules.standings import LoanState, Sum, standing
from tests.loans.histories import WEEKLY, a_lent, acts, history, loans

later_days = st.integers(0, 500)
MARCH = date(2026, 3, 10)


def stands(lent, wanted, days):
    on = lent.on + timedelta(days=days)
    events = [event for event in history(lent, wanted) if event.on <= on]
    return events, standing(lent, events, on)


def parts(split):
    return [
        split.overdue_interest, split.due_interest, split.overdue_principal, split.due_principal,
        split.begun_interest, split.ahead,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (7_000, [7_000, 0, 0, 0, 0, 0]),
        (20_000, [12_000, 8_000, 0, 0, 0, 0]),
        (74_000, [12_000, 12_000, 50_000, 0, 0, 0]),
        (154_000, [12_000, 12_000, 100_000, 30_000, 0, 0]),
        (254_000, [12_000, 12_000, 100_000, 100_000, 0, 30_000]),
        (1_224_000, [12_000, 12_000, 100_000, 100_000, 0, 1_000_000]),
    ],
)
def test_a_sum_pays_in_the_order_of_the_rule(amount, expected):
    """10 March: February is overdue, March is due on the 15th, whose month has begun."""
    at = standing(a_lent(), [], MARCH)
    assert (at.overdue, at.due) == (Sum(Dong(100_000), Dong(12_000)), Sum(Dong(100_000), Dong(12_000)))
    assert parts(allocate(at, Dong(amount))) == expected


def test_the_begun_months_interest_is_paid_when_nothing_else_is_left():
    at = standing(a_lent(), [Paid(date(2026, 2, 15), 1, Dong(100_000), Dong(12_000))], date(2026, 2, 20))
    assert parts(allocate(at, Dong(1_099_999))) == [0, 0, 0, 0, 0, 1_099_999]
    assert parts(allocate(at, at.pay_off.total)) == [0, 0, 0, 0, 12_000, 1_100_000]


def test_the_pay_off_asks_for_no_weeks_to_come():
    """A month of weeks asks for four weeks' interest; whoever settles in the first week pays one."""
    lent = a_lent(instalments=12, start=date(2026, 1, 5), every=WEEKLY)
    at = standing(lent, [], date(2026, 1, 12))
    assert at.asked.interest > at.pay_off.interest
    assert allocate(at, at.pay_off.total).sum == at.pay_off


@given(loans(), acts(), later_days, st.integers(1, 100))
def test_all_of_it_is_paid_out_to_parts_that_are_owed(lent, wanted, days, much):
    _, at = stands(lent, wanted, days)
    amount = at.pay_off.total * much // 100
    assume(amount)
    split = allocate(at, Dong(amount))
    assert sum(parts(split)) == split.sum.total == amount
    assert min(parts(split)) >= 0
    check_repayment(at, split.sum)


@given(loans(), acts(), later_days, st.integers(1, 100))
def test_no_part_is_paid_before_the_one_that_goes_first(lent, wanted, days, much):
    _, at = stands(lent, wanted, days)
    amount = at.asked.total * much // 100
    assume(amount and at.asked == at.overdue + at.due and amount < at.pay_off.total)
    wanted_parts = [at.overdue.interest, at.due.interest, at.overdue.principal, at.due.principal]
    split = parts(allocate(at, Dong(amount)))
    left = amount
    for paid, most in zip(split, wanted_parts, strict=False):
        assert paid == min(left, most)
        left -= paid


@given(loans(), acts(), later_days, later_days)
def test_the_pay_off_settles_the_loan_for_good(lent, wanted, days, later):
    events, at = stands(lent, wanted, days)
    assume(at.pay_off.total)
    paid = allocate(at, at.pay_off.total).sum
    assert paid == at.pay_off
    events = [*events, Paid(at.on, 99, paid.principal, paid.interest)]
    for day in (at.on, at.on + timedelta(days=later)):
        then = standing(lent, events, day)
        assert then.state is LoanState.SETTLED
        assert (then.pay_off.total, then.asked.total, then.days_late, then.days_at_risk) == (0, 0, 0, 0)


@given(loans(), acts(), later_days)
def test_whoever_pays_what_is_asked_is_asked_for_nothing_more(lent, wanted, days):
    events, at = stands(lent, wanted, days)
    assume(at.asked.total)
    paid = allocate(at, at.asked.total).sum
    after = standing(lent, [*events, Paid(at.on, 99, paid.principal, paid.interest)], at.on)
    assert (after.asked.total, after.days_late) == (0, 0)


@given(loans(), acts(), later_days, st.integers(1, 1000))
def test_more_than_the_pay_off_is_refused_with_its_amount(lent, wanted, days, more):
    _, at = stands(lent, wanted, days)
    with pytest.raises(MoreThanPayOff if at.pay_off.total else NothingOwed) as refused:
        allocate(at, Dong(at.pay_off.total + more))
    if at.pay_off.total:
        assert refused.value.values["amount"] == at.pay_off.total


@pytest.mark.parametrize("amount", [0, -1])
def test_a_sum_of_nothing_pays_nothing(amount):
    with pytest.raises(RepaymentMissing):
        allocate(standing(a_lent(), [], MARCH), Dong(amount))


@pytest.mark.parametrize(
    ("principal", "interest", "refusal"),
    [
        (0, 0, RepaymentMissing),
        (-1, 5, RepaymentMissing),
        (5, -1, RepaymentMissing),
        (1_200_001, 0, PrincipalNotOwed),
        (0, 24_001, InterestNotOwed),
        (1_200_000, 24_001, MoreThanPayOff),
    ],
)
def test_a_split_by_hand_pays_only_what_is_owed(principal, interest, refusal):
    with pytest.raises(refusal):
        check_repayment(standing(a_lent(), [], MARCH), Sum(Dong(principal), Dong(interest)))


def test_a_split_by_hand_may_leave_interest_for_later():
    check_repayment(standing(a_lent(), [], MARCH), Sum(Dong(1_200_000), ZERO))


def test_nothing_is_owed_of_what_is_written_off():
    at = standing(a_lent(), [WrittenOff(MARCH, 1, Dong(1_200_000))], MARCH)
    with pytest.raises(NothingOwed):
        allocate(at, Dong(1))


def test_a_split_is_principal_and_interest():
    split = Split(*(Dong(10**place) for place in range(6)))
    assert split.sum == Sum(Dong(100 + 1_000 + 100_000), Dong(1 + 10 + 10_000))
