from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.clubs.rules import MeetingRule, MeetingRuleKind
from lienthehe.clubs.rules.clubs import LAST_WEEK
from lienthehe.foundation.months import Month

SUNDAY = 6
DAY_17 = MeetingRule(MeetingRuleKind.DAY_OF_MONTH, day=17)
DAY_31 = MeetingRule(MeetingRuleKind.DAY_OF_MONTH, day=31)

rules = st.one_of(
    st.builds(MeetingRule, st.just(MeetingRuleKind.DAY_OF_MONTH), st.integers(1, 31)),
    st.builds(
        MeetingRule,
        st.just(MeetingRuleKind.WEEKDAY_OF_MONTH),
        st.integers(1, LAST_WEEK),
        st.integers(0, SUNDAY),
    ),
)
days = st.dates(date(2016, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("rule", "month", "expected"),
    [
        (DAY_17, Month(2026, 11), date(2026, 11, 17)),
        (DAY_31, Month(2026, 11), date(2026, 11, 30)),
        (DAY_31, Month(2028, 2), date(2028, 2, 29)),
        (MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, 1, SUNDAY), Month(2026, 11), date(2026, 11, 1)),
        (MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, 3, SUNDAY), Month(2026, 11), date(2026, 11, 15)),
        (MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, LAST_WEEK, 4), Month(2026, 10), date(2026, 10, 30)),
        (MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, LAST_WEEK, 3), Month(2026, 10), date(2026, 10, 29)),
    ],
)
def test_a_rule_names_one_day_of_each_month(rule, month, expected):
    assert rule.day_in(month) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 1), date(2026, 11, 17)),
        (date(2026, 11, 17), date(2026, 11, 17)),
        (date(2026, 11, 18), date(2026, 12, 17)),
        (date(2026, 12, 18), date(2027, 1, 17)),
    ],
)
def test_the_next_meeting_is_today_or_later(today, expected):
    assert DAY_17.next_on(today) == expected


@given(rule=rules, day=days)
def test_no_meeting_lies_between_a_day_and_the_next_one(rule, day):
    coming = rule.next_on(day)
    assert coming >= day
    assert not [
        rule.day_in(month)
        for month in Month.of(day).until(Month.of(coming))
        if day <= rule.day_in(month) < coming
    ]


@given(rule=rules, day=days)
def test_every_month_has_one_meeting_day_by_the_rule(rule, day):
    month = Month.of(day)
    assert rule.day_in(month) in month


def test_rules_are_said_as_people_say_them():
    assert DAY_17.words.message % DAY_17.words.values == "day 17 of every month"
    sunday = MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, LAST_WEEK, SUNDAY).words
    assert sunday.message % sunday.values == "the last Sunday of the month"
