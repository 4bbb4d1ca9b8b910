from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.clubs.rules import Certificate, HouseholdClass, Sex
from lienthehe.clubs.rules.people import age_on, class_on, compose

POOR, NEAR_POOR, NONE = HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.NONE
YEAR_2025 = Certificate(POOR, date(2025, 1, 1), date(2025, 12, 31))
YEAR_2026 = Certificate(NEAR_POOR, date(2026, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class Somebody:
    sex: Sex
    age: int
    household_class: HouseholdClass | None


somebody = st.builds(
    Somebody, st.sampled_from(Sex), st.integers(0, 110), st.none() | st.sampled_from(HouseholdClass)
)


@pytest.mark.parametrize(
    ("on", "age"),
    [(date(2026, 11, 13), 67), (date(2026, 11, 14), 68), (date(2026, 11, 15), 68), (date(2027, 1, 1), 68)],
)
def test_age_is_exact_where_the_day_of_birth_is_known(on, age):
    assert age_on(on, birth_year=1958, birth_date=date(1958, 11, 14)) == age


def test_age_is_the_difference_of_years_where_only_the_year_is_known():
    assert age_on(date(2026, 1, 1), birth_year=1958, birth_date=None) == 68
    assert age_on(date(2026, 12, 31), birth_year=1958, birth_date=None) == 68


def test_who_was_born_on_29_february_grows_older_on_1_march():
    born = date(1960, 2, 29)
    assert age_on(date(2026, 2, 28), birth_year=1960, birth_date=born) == 65
    assert age_on(date(2026, 3, 1), birth_year=1960, birth_date=born) == 66
    assert age_on(date(2028, 2, 29), birth_year=1960, birth_date=born) == 68


@given(born=st.dates(date(1920, 1, 1), date(2000, 12, 31)), lived=st.integers(0, 30000))
def test_the_difference_of_years_is_at_most_one_too_high(born, lived):
    on = born + timedelta(days=lived)
    exact = age_on(on, birth_year=born.year, birth_date=born)
    assert age_on(on, birth_year=born.year, birth_date=None) - exact in {0, 1}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 12, 31), NONE),
        (date(2025, 6, 1), POOR),
        (date(2026, 1, 1), NEAR_POOR),
        (date(2026, 12, 31), NEAR_POOR),
        (date(2027, 1, 1), None),
    ],
)
def test_a_household_has_the_class_of_the_certificate_that_began_last(on, expected):
    assert class_on(on, [YEAR_2026, YEAR_2025]) is expected


def test_a_household_without_certificate_is_of_no_class():
    assert class_on(date(2026, 1, 1), []) is NONE


def test_of_two_certificates_from_one_day_the_one_recorded_later_counts():
    mended = Certificate(NONE, YEAR_2026.since, YEAR_2026.until)
    assert class_on(date(2026, 5, 1), [YEAR_2026, mended]) is NONE


def test_an_earlier_certificate_does_not_come_back_when_a_later_one_ends():
    long = Certificate(POOR, date(2025, 1, 1), date(2027, 12, 31))
    short = Certificate(NONE, date(2026, 1, 1), date(2026, 6, 30))
    assert class_on(date(2026, 7, 1), [long, short]) is None


def test_a_composition_counts_both_ages_and_every_class():
    counted = compose(
        [
            Somebody(Sex.FEMALE, 54, POOR),
            Somebody(Sex.FEMALE, 55, NEAR_POOR),
            Somebody(Sex.MALE, 59, HouseholdClass.HARDSHIP),
            Somebody(Sex.FEMALE, 60, HouseholdClass.ESCAPED_POVERTY),
            Somebody(Sex.MALE, 80, NONE),
            Somebody(Sex.MALE, 81, None),
        ]
    )
    assert (counted.members, counted.women, counted.from_55, counted.from_60, counted.younger) == (
        6, 3, 5, 3, 3,
    )  # fmt: skip
    assert (counted.poor, counted.near_poor, counted.hardship, counted.in_need) == (1, 1, 1, 3)
    assert (counted.escaped_poverty, counted.no_class, counted.unknown) == (1, 1, 1)


@given(st.lists(somebody, max_size=90))
def test_parts_of_a_composition_add_up(people):
    counted = compose(people)
    assert counted.from_60 + counted.younger == counted.members == len(people)
    assert counted.from_60 <= counted.from_55 <= counted.members
    classes = counted.in_need + counted.escaped_poverty + counted.no_class + counted.unknown
    assert classes == counted.members
