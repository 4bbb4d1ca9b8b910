"""Calendar months, the unit in which books are kept and closed."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Self

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")
_MONTHS = 12


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, ordered by time. In the database it is its first day (`first`)."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _MONTHS or not MINYEAR <= self.year <= MAXYEAR:
            message = f"there is no month {self}"
            raise ValueError(message)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read YYYY-MM; raise ValueError for anything else."""
        found = _WRITTEN.fullmatch(written)
        if found is None:
            message = f"a month is written YYYY-MM, not {written!r}"
            raise ValueError(message)
        return cls(int(found[1]), int(found[2]))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def next(self) -> "Month":
        return self.plus(1)

    @property
    def previous(self) -> "Month":
        return self.plus(-1)

    def plus(self, months: int) -> "Month":
        """Return the month that lies `months` later (earlier, when negative)."""
        total = self.year * _MONTHS + self.number - 1 + months
        return Month(total // _MONTHS, total % _MONTHS + 1)

    def minus(self, other: "Month") -> int:
        """Return how many months lie from `other` to this one."""
        return (self.year - other.year) * _MONTHS + self.number - other.number

    def until(self, last: "Month") -> Iterator["Month"]:
        """Yield this month and each later one up to `last`, both included."""
        for step in range(last.minus(self) + 1):
            yield self.plus(step)

    def weekdays(self, weekday: int) -> list[date]:
        """Return the days of the month that fall on `weekday` (Monday is 0), in order."""
        ahead = (weekday - self.first.weekday()) % 7
        day = self.first + timedelta(days=ahead)
        days = []
        while day <= self.last:
            days.append(day)
            day += timedelta(days=7)
        return days

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
