"""A payment written after its day: what it may pay beside what was paid since, and what the books say afterwards."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.refusals import DateTooEarly, FutureDate
from lienthehe.loans.rules.allocation import allocate, check_repayment
from lienthehe.loans.rules.dated import (
    PaidInClosedMonth,
    after_payment,
    check_paid_on,
    check_payment,
    owed_on,
)
from lienthehe.loans.rules.plans import Extended, Paid, WrittenOff
from lienthehe.loans.rules.refusals import InterestNotOwed, MoreThanPayOff, NothingOwed
from lienthehe.loans.rules.repaying import PaidBeforeLent, WrittenOffAlready
from lienthehe.loans.rules.schedules import Method
from lienthehe.loans.rules.standings import LoanState, Sum, standing
from tests.loans.histories import a_lent, acts, history, loans

FEBRUARY, MARCH = date(2026, 2, 15), date(2026, 3, 10)
PAID = Paid(MARCH, 7, Dong(100_000), Dong(12_000))
"""What was asked for in February, paid and written in March."""


def owed(events, on=FEBRUARY, today=MARCH, **terms):
    return owed_on(a_lent(**terms), events, on=on, today=today)


def test_without_anything_later_a_past_day_is_as_it_stood():
    assert owed([]) == standing(a_lent(), [], FEBRUARY)


def test_what_was_paid_since_is_not_asked_for_again():
    """112.000 of February are paid in March. Who pays 100.000 of the same 15 February pays principal ahead alone."""
    at = owed([PAID])
    assert (at.asked, at.outstanding) == (Sum(), 1_100_000)
    assert allocate(at, Dong(100_000)).sum == Sum(Dong(100_000))


def test_a_part_paid_since_leaves_its_rest():
    at = owed([Paid(MARCH, 7, Dong(30_000), Dong(12_000))])
    assert at.asked == Sum(Dong(70_000))
    assert allocate(at, Dong(70_000)).due_principal == 70_000


def test_the_later_payment_takes_the_next_line():
    after = after_payment(a_lent(), [PAID], Sum(Dong(100_000)), on=FEBRUARY, today=MARCH)
    assert (after.at.outstanding, after.ahead, after.later, after.moved) == (1_000_000, 0, (PAID,), ())
    assert after.at.asked == Sum(interest=Dong(12_000))


def test_the_later_payment_of_the_month_becomes_a_payment_ahead():
    """Paid on the 15th and on the 20th of February: what the second paid of February's line is ahead now."""
    second = Paid(date(2026, 2, 20), 7, Dong(100_000), Dong(12_000))
    after = after_payment(a_lent(), [second], Sum(Dong(100_000)), on=FEBRUARY, today=MARCH)
    assert (after.ahead, after.moved) == (0, ((second, Dong(100_000)),))
    assert [line.due for line in after.at.lines if line.ahead] == [second.on]


def test_what_ends_it_beside_a_later_payment_leaves_nothing():
    lent = a_lent()
    events = [Paid(FEBRUARY, 1, Dong(100_000), Dong(12_000)), PAID]
    whole = owed(events).pay_off
    after = after_payment(lent, events, whole, on=FEBRUARY, today=MARCH)
    assert whole.principal == 1_000_000
    assert after.at.state is LoanState.SETTLED


def test_interest_that_was_paid_since_is_refused_by_the_same_rule():
    """Twelve per cent declining: what is paid in February makes March's interest smaller."""
    lent = a_lent(method=Method.EQUAL_PRINCIPAL)
    events = [Paid(date(2026, 3, 15), 3, Dong(200_000), Dong(23_000))]
    on, today = FEBRUARY, date(2026, 3, 20)
    at = owed_on(lent, events, on=on, today=today)
    assert at.asked == Sum()
    with pytest.raises(InterestNotOwed):
        check_payment(lent, events, Sum(interest=Dong(at.pay_off.interest + 1)), on=on, today=today)
    with pytest.raises(MoreThanPayOff):
        check_payment(lent, events, Sum(Dong(at.pay_off.total + 1)), on=on, today=today)


def test_what_is_over_takes_nothing_of_an_earlier_day():
    lent = a_lent()
    settled = [Paid(MARCH, 1, Dong(1_200_000), Dong(24_000))]
    lost = [WrittenOff(MARCH, 1, Dong(1_200_000))]
    for events, refusal in ((settled, NothingOwed), (lost, WrittenOffAlready)):
        with pytest.raises(refusal):
            check_payment(lent, events, Sum(Dong(1_000)), on=FEBRUARY, today=MARCH)
    with pytest.raises(PaidBeforeLent):
        check_payment(lent, [], Sum(Dong(1_000)), on=date(2026, 1, 14), today=MARCH)


def test_an_extension_since_leaves_the_days_of_its_day():
    events = [Extended(MARCH, 2, (date(2026, 12, 15),))]
    assert owed(events).asked == standing(a_lent(), [], FEBRUARY).asked


def test_nothing_paid_changes_nothing():
    after = after_payment(a_lent(), [PAID], Sum(), on=FEBRUARY, today=MARCH)
    assert (after.at, after.later) == (standing(a_lent(), [PAID], MARCH), ())


@pytest.mark.parametrize(
    ("on", "refusal"),
    [
        (date(2026, 3, 11), FutureDate),
        (date(1999, 12, 31), DateTooEarly),
        (date(2026, 1, 31), PaidInClosedMonth),
        (date(2025, 12, 1), PaidInClosedMonth),
    ],
)
def test_a_day_to_come_or_of_a_closed_month_is_no_day_for_a_payment(on, refusal):
    with pytest.raises(refusal):
        check_paid_on(on, today=MARCH, last_closed=Month(2026, 1))


def test_the_open_month_takes_it():
    check_paid_on(date(2026, 2, 1), today=MARCH, last_closed=Month(2026, 1))
    check_paid_on(date(2026, 1, 1), today=MARCH, last_closed=None)


days = st.integers(0, 300)


def dated(lent, wanted, back, forward):
    """Return a history, an earlier day and a today, the history ending by today."""
    events = history(lent, wanted)
    assume(not any(isinstance(one, WrittenOff) for one in events))
    on = lent.on + timedelta(days=back)
    today = on + timedelta(days=forward)
    return [one for one in events if one.on <= today], on, today


@given(loans(), acts("asked", "part", "ahead", "by hand", "extend"), days, days, st.integers(1, 100))
def test_what_the_rule_splits_is_written_and_comes_off_what_is_owed(lent, wanted, back, forward, much):
    events, on, today = dated(lent, wanted, back, forward)
    at = owed_on(lent, events, on=on, today=today)
    amount = at.pay_off.total * much // 100
    assume(amount)
    paid = allocate(at, Dong(amount)).sum
    assert paid.total == amount
    for day in (on, today):
        check_repayment(standing(lent, events, day), paid)
    after = after_payment(lent, events, paid, on=on, today=today)
    assert after.at.outstanding == standing(lent, events, today).outstanding - paid.principal
    assert ZERO <= after.ahead <= paid.principal
    assert after.at == standing(lent, [*events, Paid(on, 10_000, paid.principal, paid.interest)], today)


@given(loans(late=False), acts("asked", "part", "ahead", "by hand"), days, days)
def test_the_pay_off_of_an_earlier_day_ends_the_principal_and_takes_no_interest_too_much(
    lent, wanted, back, forward
):
    events, on, today = dated(lent, wanted, back, forward)
    whole = owed_on(lent, events, on=on, today=today).pay_off
    assume(whole.total)
    at = after_payment(lent, events, whole, on=on, today=today).at
    assert at.outstanding == 0
    assert not whole.interest or at.paid.interest <= sum(line.interest for line in at.lines)
