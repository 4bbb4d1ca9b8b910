"""A thousand meetings of one club in sequence: the last hundred should cost what a club's first hundred do."""

from collections import deque
from datetime import date
from statistics import median

from benchmarks.figures import Table, in_time, in_times
from benchmarks.world import CLOSING, MEETING, a_measured_club, hold_in_turn, last_months

MEMBERS, MONTHS, COMPARED = 50, 200, 100
DAYS = (3, 9, 15, 21, 27)
"""Five meetings a month: more than any club holds, so that one month's and one year's books are full."""


def measure(*, quick: bool) -> Table:
    """Hold all but the last meetings, closing each month as it passes; then the last in turns with a new club's first."""
    number, months, compared = (5, 3, 5) if quick else (MEMBERS, MONTHS, COMPARED)
    passed = last_months(months)
    old, new = (a_measured_club(number, since=passed[0]) for _ in range(2))
    days = [date(month.year, month.number, day) for month in passed for day in DAYS]
    deque(hold_in_turn(old, days[:-compared]), maxlen=0)
    first: dict[str, list[float]] = {MEETING: [], CLOSING: []}
    last: dict[str, list[float]] = {MEETING: [], CLOSING: []}
    latest = days[-compared:]
    for (act, of_new), (_, of_old) in zip(hold_in_turn(new, latest), hold_in_turn(old, latest), strict=True):
        first[act].append(of_new)
        last[act].append(of_old)
    heads = ("act", "compared", "a new club's first took", "the last took", "ratio")
    rows = (
        _row("`record_meeting`", first[MEETING], last[MEETING]),
        _row("`close_month`", first[CLOSING], last[CLOSING]),
    )
    return Table(heads, rows)


def _row(act: str, first: list[float], last: list[float]) -> tuple[str, ...]:
    early, late = median(first), median(last)
    return (act, f"{len(first)} and {len(last)}", in_time(early), in_time(late), in_times(late, early))
