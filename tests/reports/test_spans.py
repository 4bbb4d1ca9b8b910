"""Which months are computed when something has changed: to the last that stands, the missing ones whole."""

import pytest

from lienthehe.foundation.months import Month
from lienthehe.reports.rules.records import Covered
from lienthehe.reports.rules.spans import Part, Span, ToCompute, everything, months_to_compute

BOTH, PEOPLE, BOOKS = frozenset(Part), frozenset({Part.PEOPLE}), frozenset({Part.BOOKS})


def month(number):
    return Month(2026, number) if number else None


def span(first=1, stands=(1, 6), told=6, taken_over=None):
    covered = Covered(month(first), month(told))
    return Span(month(first), covered, month(stands[0]), month(stands[1]), month(told), month(taken_over))


def computed(since, until, parts=BOTH, **given):
    return months_to_compute(span(**given), month(since), month(until), parts)


def to(first, last, parts=BOTH):
    return ToCompute(month(first), month(last), parts)


@pytest.mark.parametrize(
    ("since", "until", "parts", "right"),
    [
        (4, 4, PEOPLE, to(4, 6, PEOPLE)),
        (4, 4, BOOKS, to(4, 6, BOOKS)),
        (6, 6, BOOKS, to(6, 6, BOOKS)),
        (2, 8, PEOPLE, to(2, 8)),
        (8, 8, BOOKS, to(7, 8)),
    ],
)
def test_from_the_first_month_touched_to_the_last_that_stands(since, until, parts, right):
    assert computed(since, until, parts) == right


def test_months_before_the_club_s_first_are_none_of_its_own():
    assert computed(1, 1, first=3, stands=(3, 6)) == to(3, 6)


def test_a_club_without_months_gets_them_from_its_first():
    assert computed(5, 5, PEOPLE, first=2, stands=(None, None), told=None) == to(2, 5)


def test_a_silent_month_is_told_of_as_soon_as_a_later_one_is():
    """The books told of March; what is written in June makes April and May known."""
    assert computed(6, 6, BOOKS, told=3) == to(4, 6, BOOKS)
    assert computed(6, 6, PEOPLE, told=3) == to(6, 6, PEOPLE)


def test_months_taken_over_are_never_computed():
    assert computed(2, 2, taken_over=4) == to(5, 6)
    assert computed(2, 2, stands=(1, 4), taken_over=4) is None
    assert everything(span(taken_over=4), month(6)) == to(5, 6)
    assert everything(span(stands=(1, 4), taken_over=4), month(4)) is None


def test_everything_reaches_to_the_last_that_stands_or_further():
    assert everything(span(), month(3)) == to(1, 6)
    assert everything(span(), month(8)) == to(1, 8)


def test_covered_tells_of_all_months_between_first_and_last_and_of_none_before_it_begins():
    covered = Covered(month(2), month(4))
    assert [number for number in range(1, 7) if covered.tells_of(month(number))] == [2, 3, 4]
    assert not Covered(None, None).tells_of(month(1))
    assert not Covered(None, month(3)).tells_of(month(3))
