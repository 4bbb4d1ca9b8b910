"""A thousand meetings of one club in sequence: the last hundred should cost what the first did."""

from datetime import date
from statistics import median

from benchmarks.figures import Table, in_time, in_times
from benchmarks.world import CLOSING, MEETING, a_measured_club, hold_in_turn, last_months

MEMBERS, MONTHS, COMPARED = 50, 200, 100
DAYS = (3, 9, 15, 21, 27)
"""Five meetings a month: more than any club holds, so that one month's and one year's books are full."""


def measure(*, quick: bool) -> Table:
    """Hold the meetings, closing each month as it passes; compare both ends."""
    number, months, compared = (5, 3, 5) if quick else (MEMBERS, MONTHS, COMPARED)
    passed = last_months(months)
    club = a_measured_club(number, since=passed[0])
    days = [date(month.year, month.number, day) for month in passed for day in DAYS]
    took: dict[str, list[float]] = {MEETING: [], CLOSING: []}
    for act, span in hold_in_turn(club, days):
        took[act].append(span)
    per = compared // len(DAYS)
    heads = ("act", "compared", "the first took", "the last took", "ratio")
    rows = (
        _row("`record_meeting`", took[MEETING], compared),
        _row("`close_month`", took[CLOSING], per),
    )
    return Table(heads, rows)


def _row(act: str, took: list[float], compared: int) -> tuple[str, ...]:
    first, last = median(took[:compared]), median(took[-compared:])
    which = f"{compared} and {compared} of {len(took):,}"
    return (act, which, in_time(first), in_time(last), in_times(last, first))
