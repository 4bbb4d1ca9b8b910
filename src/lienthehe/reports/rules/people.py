"""Who was in the club at a month's end, and who came and went in the month."""

from collections import Counter
from datetime import date

from lienthehe.clubs.rules.people import OLDER_IN_1533, OLDER_PERSON, Sex, age_on, class_on
from lienthehe.foundation.months import Month
from lienthehe.reports.rules.figures import MEMBER_GROUPS, UNKNOWN_CLASS, Band, Figures, member_figure
from lienthehe.reports.rules.records import MemberSpan, PeopleRecords


def band_of(age: int) -> Band:
    """Return the age band that the schemes count a member in."""
    if age >= OLDER_PERSON:
        return Band.FROM_60
    return Band.FROM_55 if age >= OLDER_IN_1533 else Band.UNDER_55


def people_figures(records: PeopleRecords, month: Month) -> Figures:
    """Count members, board and volunteers at the month's end, and who joined and left in it."""
    day = month.last
    groups = Counter(_group(one, records, day) for one in records.members if _is_member(one, day))
    seats = {
        one.person_id: one.sex
        for one in records.seats
        if one.since <= day and (one.until is None or one.until >= day)
    }
    volunteers = {
        one.person_id
        for one in records.volunteers
        if one.since <= day and (one.until is None or one.until >= day)
    }
    return {
        "members": groups.total(),
        **{name: groups[name] for name in MEMBER_GROUPS},
        "joined": sum(one.joined_on in month for one in records.members),
        "left": sum(one.left_on is not None and one.left_on in month for one in records.members),
        "board_size": len(seats),
        "board_women": sum(sex is Sex.FEMALE for sex in seats.values()),
        "volunteers": len(volunteers),
    }


def _is_member(one: MemberSpan, day: date) -> bool:
    return one.joined_on <= day and (one.left_on is None or one.left_on > day)


def _group(one: MemberSpan, records: PeopleRecords, day: date) -> str:
    age = age_on(day, birth_year=one.birth_year, birth_date=one.birth_date)
    household_class = class_on(day, records.certificates.get(one.household_id, ()))
    certified = household_class.value if household_class else UNKNOWN_CLASS
    return member_figure(certified, one.sex, band_of(age))
