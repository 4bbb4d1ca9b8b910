from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.foundation.months import Month

months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


def test_a_month_knows_its_first_and_last_day():
    assert (Month(2024, 2).first, Month(2024, 2).last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (Month(2025, 12).next, Month(2026, 1).previous) == (Month(2026, 1), Month(2025, 12))


@pytest.mark.parametrize("written", ["2026-13", "2026-00", "0000-01", "2026-1", "26-01", "2026-01-01", ""])
def test_what_is_no_month_is_not_read(written):
    with pytest.raises(ValueError):
        Month.parse(written)


@given(months)
def test_a_month_reads_what_it_writes(month):
    assert Month.parse(str(month)) == month


@given(months, st.integers(-1000, 1000))
def test_steps_forth_and_back_meet(month, steps):
    assert month.plus(steps).minus(month) == steps
    assert (month.plus(steps) > month) == (steps > 0)


@given(months, st.integers(0, 40))
def test_a_span_holds_each_month_once(month, steps):
    span = list(month.until(month.plus(steps)))
    assert span == sorted(set(span))
    assert len(span) == steps + 1


def test_a_span_that_ends_before_it_begins_is_empty():
    assert list(Month(2026, 5).until(Month(2026, 4))) == []


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_month_alone(day):
    month = Month.of(day)
    assert day in month
    assert day not in month.next
    assert day not in month.previous


@given(months, st.integers(0, 6))
def test_the_weekdays_of_a_month_are_all_of_them(month, weekday):
    days = month.weekdays(weekday)
    assert len(days) in (4, 5)
    assert days == [
        day
        for number in range(1, month.last.day + 1)
        if (day := month.first.replace(day=number)).weekday() == weekday
    ]
