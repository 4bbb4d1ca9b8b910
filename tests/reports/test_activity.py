"""Meetings by the month that they stand for, work told in them, measurements by their day."""

from datetime import date

from lienthehe.clubs.rules import Area
from lienthehe.foundation.months import Month
from lienthehe.reports.rules.activity import activity_figures
from lienthehe.reports.rules.records import BookRecords, MeasuredRecord, MeetingRecord, WorkRecord

MAY = Month.parse("2026-05")


def figures(*, meetings=(), work=(), measured=()):
    return activity_figures(BookRecords(meetings, work, measured, (), ()), MAY)


def test_two_meetings_in_a_month_are_one_month_met():
    found = figures(meetings=[MeetingRecord(MAY, True, 40, 50), MeetingRecord(MAY, False, 30, 51)])
    assert (found["told"], found["met"], found["meetings"], found["meetings_on_day"]) == (1, 1, 2, 1)
    assert (found["attendances"], found["attendances_asked"]) == (70, 101)


def test_a_month_without_a_meeting_is_told_of_and_not_met():
    found = figures(meetings=[MeetingRecord(MAY.next, True, 40, 50)])
    assert (found["told"], found["met"], found["meetings"], found["attendances"]) == (1, 0, 0, 0)


def test_work_counts_in_its_area_and_visits_whoever_went():
    work = [
        WorkRecord(MAY, Area.HOME_CARE, 2, 5, 9),
        WorkRecord(MAY, Area.HOME_CARE, 1, 1, 2),
        WorkRecord(MAY, Area.CULTURE, 3, 60, 0),
        WorkRecord(MAY.previous, Area.CULTURE, 8, 8, 8),
    ]
    found = figures(work=work)
    assert (found["work_home_care_lines"], found["work_home_care_people"], found["visits"]) == (3, 6, 11)
    assert (found["work_culture_lines"], found["work_culture_people"]) == (3, 60)
    assert found["work_health_lines"] == 0


def test_who_was_measured_counts_by_the_day():
    measured = [
        MeasuredRecord(date(2026, 5, 1), raised=True),
        MeasuredRecord(date(2026, 5, 31), raised=False),
        MeasuredRecord(date(2026, 6, 1), raised=True),
        MeasuredRecord(date(2026, 4, 30), raised=True),
    ]
    assert (figures(measured=measured)["measured"], figures(measured=measured)["raised_pressure"]) == (2, 1)
