"""How a loan stands on a day: by what was signed, paid and decided until then, and by nothing else."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.rules.plans import Extended, Paid, WrittenOff
from lienthehe.loans.rules.standings import LoanState, Outstanding, standing, was_repaid_well
from tests.loans.histories import a_lent, acts, history, loans

later_days = st.integers(0, 500)
FEBRUARY, MARCH = date(2026, 2, 15), date(2026, 3, 15)
PAID = Paid(FEBRUARY, 1, Dong(100_000), Dong(12_000))


@given(loans(), acts(), later_days)
def test_paid_outstanding_and_written_off_are_what_was_lent(lent, wanted, days):
    at = standing(lent, history(lent, wanted), lent.on + timedelta(days=days))
    assert at.paid.principal + at.outstanding + at.written_off == at.lent == lent.principal
    assert at.outstanding >= 0


@given(loans(), acts(), later_days)
def test_what_is_dated_later_changes_nothing(lent, wanted, days):
    on = lent.on + timedelta(days=days)
    events = history(lent, wanted)
    assert standing(lent, events, on) == standing(lent, [event for event in events if event.on <= on], on)


@given(loans(), acts(), later_days)
def test_the_order_in_which_events_are_read_changes_nothing(lent, wanted, days):
    on = lent.on + timedelta(days=days)
    events = history(lent, wanted)
    assert standing(lent, events, on) == standing(lent, events[::-1], on)


@given(loans(), acts(), acts("asked", "extend", "ahead", most=1), later_days)
def test_what_is_undone_never_was(lent, wanted, mistaken, days):
    on = lent.on + timedelta(days=days)
    events = history(lent, wanted)
    with_it = history(lent, [*wanted, *mistaken])
    kept = [event for event in with_it if event.place <= len(wanted)]
    assert standing(lent, kept, on) == standing(lent, events, on)


@given(loans(), acts(), later_days)
def test_what_is_asked_for_is_never_more_than_the_pay_off(lent, wanted, days):
    at = standing(lent, history(lent, wanted), lent.on + timedelta(days=days))
    assert at.asked.total <= at.pay_off.total
    assert at.overdue.principal + at.due.principal <= at.outstanding == at.pay_off.principal
    assert at.asked.principal >= 0 <= at.asked.interest


@given(loans(), acts(), later_days)
def test_only_what_is_overdue_is_late(lent, wanted, days):
    at = standing(lent, history(lent, wanted), lent.on + timedelta(days=days))
    assert bool(at.days_late) == any(line.unpaid.total for line in at.lines if line.due < at.on)
    assert not at.is_at_risk or at.outstanding
    if at.next_line:
        assert at.next_line.due >= at.on


@given(loans(), acts(), later_days, later_days)
def test_what_is_settled_or_written_off_stays_so(lent, wanted, days, later):
    events = history(lent, [*wanted, *history_end(wanted)])
    on = max([lent.on, *(event.on for event in events)])
    at, then = standing(lent, events, on), standing(lent, events, on + timedelta(days=later))
    if at.state is not LoanState.RUNS:
        assert then.state is at.state
        assert (then.asked.total, then.days_late, then.days_at_risk) == (0, 0, 0)


def history_end(wanted):
    return [wanted[-1]._replace(days=0, kind="pay off")] if wanted and wanted[-1].much % 2 else []


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], LoanState.RUNS),
        ([Paid(FEBRUARY, 1, Dong(1_200_000), ZERO)], LoanState.RUNS),
        ([Paid(FEBRUARY, 1, Dong(1_200_000), Dong(12_000))], LoanState.SETTLED),
        ([PAID, WrittenOff(MARCH, 2, Dong(1_100_000))], LoanState.WRITTEN_OFF),
    ],
)
def test_a_loan_is_repaid_only_with_its_interest(events, state):
    assert standing(a_lent(), events, MARCH).state is state


def test_thirty_days_late_is_not_yet_at_risk():
    lent = a_lent()
    assert not standing(lent, [], FEBRUARY + timedelta(days=30)).is_at_risk
    assert standing(lent, [], FEBRUARY + timedelta(days=31)).is_at_risk


def test_repaid_well_is_repaid_without_ever_having_been_at_risk():
    lent = a_lent()
    good = [PAID, Paid(date(2026, 3, 1), 2, Dong(1_100_000), Dong(12_000))]
    late = [Paid(date(2026, 3, 19), 1, Dong(1_200_000), Dong(36_000))]
    healed = [Extended(date(2026, 3, 1), 1, (date(2026, 12, 15),)), Paid(date(2026, 6, 1), 2, Dong(1_200_000), Dong(24_000))]  # fmt: skip
    stands = [standing(lent, events, date(2026, 12, 1)) for events in (good, late, healed)]
    assert [at.state for at in stands] == [LoanState.SETTLED] * 3
    judged = [
        was_repaid_well(lent, events, at) for events, at in zip((good, late, healed), stands, strict=True)
    ]
    assert judged == [True, False, False]
    assert not was_repaid_well(lent, [PAID], standing(lent, [PAID], MARCH))


def test_the_part_at_risk_of_nothing_is_nothing():
    assert Outstanding(outstanding=ZERO, at_risk=ZERO).par30 == 0
    some = Outstanding(outstanding=Dong(3_000_000), at_risk=Dong(1_000_000))
    assert some.par30 == Fraction(1, 3)
