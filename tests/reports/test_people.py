"""Members by sex, age and class at a month's end; who came and went in it."""

from datetime import date
from uuid import UUID

import pytest

from lienthehe.clubs.rules import Certificate, HouseholdClass, Sex
from lienthehe.foundation.months import Month
from lienthehe.reports.rules.figures import MEMBER_GROUPS, Band
from lienthehe.reports.rules.people import band_of, people_figures
from lienthehe.reports.rules.records import MemberSpan, PeopleRecords, SeatSpan, VolunteerSpan

MAY = Month.parse("2026-05")
HOME, OTHER_HOME = UUID(int=1), UUID(int=2)
FIRST, SECOND = UUID(int=11), UUID(int=12)


def member(*, joined=date(2026, 1, 1), left=None, sex=Sex.FEMALE, born=1960, birthday=None, home=HOME):
    return MemberSpan(sex, born, birthday, home, joined, left)


def figures(*members, certificates=None, seats=(), volunteers=(), month=MAY):
    return people_figures(PeopleRecords(members, certificates or {}, seats, volunteers), month)


@pytest.mark.parametrize(
    ("age", "band"),
    [(54, Band.UNDER_55), (55, Band.FROM_55), (59, Band.FROM_55), (60, Band.FROM_60), (91, Band.FROM_60)],
)
def test_the_schemes_count_older_members_from_fifty_five_and_from_sixty(age, band):
    assert band_of(age) is band


def test_who_left_by_the_last_day_is_no_member_at_its_end():
    stays = member(left=date(2026, 6, 1))
    gone = member(left=date(2026, 5, 31))
    comes_later = member(joined=date(2026, 6, 1))
    found = figures(stays, gone, comes_later)
    assert (found["members"], found["left"], found["joined"]) == (1, 1, 0)


def test_the_month_s_first_and_last_day_belong_to_it():
    found = figures(member(joined=date(2026, 5, 1)), member(joined=date(2026, 5, 31)))
    assert (found["joined"], found["members"]) == (2, 2)
    early = member(joined=date(2026, 4, 30), left=date(2026, 5, 1))
    assert (figures(early)["joined"], figures(early)["left"], figures(early)["members"]) == (0, 1, 0)


def test_who_leaves_and_comes_back_in_a_month_is_counted_once_as_member():
    found = figures(member(left=date(2026, 5, 3)), member(joined=date(2026, 5, 20)))
    assert (found["members"], found["joined"], found["left"]) == (1, 1, 1)


def test_age_is_that_of_the_month_s_last_day():
    turns_sixty = member(born=1966, birthday=date(1966, 5, 31))
    assert figures(turns_sixty)["members_none_female_from_60"] == 1
    assert figures(turns_sixty, month=MAY.previous)["members_none_female_from_55_to_59"] == 1


def test_class_is_the_certificate_in_force_and_unknown_when_it_lapsed():
    certificates = {HOME: [Certificate(HouseholdClass.POOR, date(2026, 1, 1), date(2026, 5, 30))]}
    rows = member(sex=Sex.MALE), member(home=OTHER_HOME)
    in_may = figures(*rows, certificates=certificates)
    in_april = figures(*rows, certificates=certificates, month=MAY.previous)
    assert in_april["members_poor_male_from_60"] == 1
    assert in_may["members_unknown_male_from_60"] == 1
    assert in_may["members_none_female_from_60"] == 1


def test_the_groups_add_up_to_the_members():
    rows = [member(born=born, sex=sex) for born in (1940, 1968, 1990) for sex in Sex]
    found = figures(*rows)
    assert sum(found[name] for name in MEMBER_GROUPS) == found["members"] == 6


def test_a_person_with_two_seats_or_times_counts_once():
    seats = [
        SeatSpan(FIRST, Sex.FEMALE, date(2026, 1, 1), None),
        SeatSpan(FIRST, Sex.FEMALE, date(2026, 5, 1), date(2026, 5, 31)),
        SeatSpan(SECOND, Sex.MALE, date(2026, 1, 1), date(2026, 5, 31)),
        SeatSpan(UUID(int=13), Sex.MALE, date(2026, 1, 1), date(2026, 5, 30)),
    ]
    times = [VolunteerSpan(FIRST, date(2026, 5, 1), None), VolunteerSpan(SECOND, date(2026, 6, 1), None)]
    found = figures(seats=seats, volunteers=times)
    assert (found["board_size"], found["board_women"], found["volunteers"]) == (2, 1, 1)
