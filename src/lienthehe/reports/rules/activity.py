"""What a club did in a month: its meetings, its work in the eight areas, and who was measured."""

from collections.abc import Iterable

from lienthehe.clubs.rules import Area
from lienthehe.foundation.months import Month
from lienthehe.reports.rules.figures import Figures, area_lines, area_people
from lienthehe.reports.rules.records import BookRecords, WorkRecord


def activity_figures(records: BookRecords, month: Month) -> Figures:
    """Return meetings by the month that they stand for, work told in them, and measurements by their day."""
    held = [one for one in records.meetings if one.month == month]
    work = [one for one in records.work if one.month == month]
    measured = [one for one in records.measured if one.on in month]
    return {
        "told": 1,
        "met": int(bool(held)),
        "meetings": len(held),
        "meetings_on_day": sum(one.on_its_day for one in held),
        "attendances": sum(one.present for one in held),
        "attendances_asked": sum(one.asked for one in held),
        "visits": sum(one.visits for one in work),
        "measured": len(measured),
        "raised_pressure": sum(one.raised for one in measured),
        **_by_area(work),
    }


def _by_area(work: Iterable[WorkRecord]) -> Figures:
    figures = {name(area): 0 for area in Area for name in (area_lines, area_people)}
    for one in work:
        figures[area_lines(one.area)] += one.lines
        figures[area_people(one.area)] += one.people
    return figures
