"""When a loan's instalments fall due, and what part of a year lies between two of them."""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

DAYS_OF_MONTH = 30
_WRITTEN = re.compile(r"([1-9]\d{0,2})([mwd])")


class Unit(StrEnum):
    """What instalments are counted in."""

    MONTH = "m"
    WEEK = "w"
    DAY = "d"


class DayCount(StrEnum):
    """How a period becomes a part of a year: days of a month over days of a year."""

    THIRTY_360 = "30/360"
    THIRTY_365 = "30/365"
    ACTUAL_360 = "actual/360"
    ACTUAL_365 = "actual/365"
    ACTUAL_ACTUAL = "actual/actual"


@dataclass(frozen=True, slots=True)
class Every:
    """How far apart instalments are: 1 month, 2 weeks, 15 days."""

    number: int
    unit: Unit

    @classmethod
    def parse(cls, written: str) -> "Every":
        """Read "1m", "2w" or "15d". Raises ValueError."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(written)
        return cls(int(found[1]), Unit(found[2]))

    def after(self, start: date, periods: int) -> date:
        """Return the day so many periods after `start`; a day that a month lacks is its last one.

        Counted from the start and not from the period before: 31 January, 28 February, 31 March.
        """
        number = self.number * periods
        if self.unit is Unit.MONTH:
            years, month = divmod(start.month - 1 + number, 12)
            year = start.year + years
            return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
        return start + timedelta(days=number * (7 if self.unit is Unit.WEEK else 1))


def part_of_year(begin: date, end: date, every: Every, days: DayCount) -> Fraction:
    """Return the part of a year that one period takes.

    Months of 30 days are for periods of months; weeks and days always count their actual days.
    """
    if days is DayCount.ACTUAL_ACTUAL:
        return _by_calendar_years(begin, end)
    thirty = days in (DayCount.THIRTY_360, DayCount.THIRTY_365)
    in_year = 360 if days in (DayCount.THIRTY_360, DayCount.ACTUAL_360) else 365
    if thirty and every.unit is Unit.MONTH:
        return Fraction(DAYS_OF_MONTH * every.number, in_year)
    return Fraction((end - begin).days, in_year)


def _by_calendar_years(begin: date, end: date) -> Fraction:
    """Split a period at each 31 December that it passes: every day counts in the length of its own year."""
    part = Fraction(0)
    while begin < end:
        of_year = begin.year + 1 if (begin.month, begin.day) == (12, 31) else begin.year
        until = min(end, date(of_year, 12, 31))
        part += Fraction((until - begin).days, 366 if isleap(of_year) else 365)
        begin = until
    return part
