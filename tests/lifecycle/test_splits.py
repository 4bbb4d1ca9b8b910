"""The activity fund's part of the interest: to the đồng, whatever comes in, is undone, or cannot be moved."""

from hypothesis import given
from hypothesis import strategies as st

from lienthehe.foundation.money import Dong
from lienthehe.lifecycle.rules.interest import split_of

MONTHS = st.lists(
    st.tuples(st.integers(-900_000, 2_000_000), st.integers(0, 100), st.integers(0, 1_500_000)),
    min_size=1,
    max_size=12,
)


def year(months):
    """Share month after month: what came in, the percentage, what the box can give."""
    carried, splits = Dong(0), []
    for base, percent, movable in months:
        split = split_of(Dong(base), carried, percent, Dong(movable))
        carried = split.carried
        splits.append(split)
    return splits


@given(MONTHS)
def test_what_was_moved_and_what_is_carried_is_the_rounded_part_of_every_month(months):
    splits = year(months)
    parts = sum(base * percent // 100 for base, percent, _ in months)
    assert sum(split.moved for split in splits) + splits[-1].carried == parts


@given(MONTHS)
def test_never_more_than_the_box_can_give_and_nothing_ever_comes_back(months):
    for split, (_, _, movable) in zip(year(months), months, strict=True):
        assert 0 <= split.moved <= movable
        assert split.carried <= 0 or split.moved == movable


@given(MONTHS.filter(lambda months: len({percent for _, percent, _ in months}) == 1))
def test_the_odd_dong_stay_in_the_income_fund(months):
    splits, percent = year(months), months[0][1]
    received = sum(base for base, _, _ in months)
    given_away = sum(split.owed for split in splits)
    assert given_away * 100 <= received * percent
    assert received * percent - given_away * 100 < 100 * len(months)


def test_a_worked_example():
    first = split_of(Dong(100_999), Dong(0), 20, Dong(15_000))
    assert (first.owed, first.moved, first.carried) == (20_199, 15_000, 5_199)
    second = split_of(Dong(-50_000), first.carried, 20, Dong(1_000_000))
    assert (second.base, second.owed, second.moved, second.carried) == (-50_000, -10_000, 0, -4_801)
    third = split_of(Dong(50_000), second.carried, 20, Dong(1_000_000))
    assert (third.before, third.moved, third.carried) == (-4_801, 5_199, 0)
