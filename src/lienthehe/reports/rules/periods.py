"""The periods that figures are told of: a month, a quarter, a half-year, the first nine months, a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lienthehe.foundation.months import Month

_WRITTEN = re.compile(r"(\d{4})(?:-(?:(\d{2})|quy-([1-4])|nua-([12])|(9)-thang))?")
_MONTHS_OFFERED, _YEARS_OFFERED = 18, 3
_OLDEST = 1990


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


_LENGTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_SIGNS = {
    PeriodKind.MONTH: "{year:04d}-{number:02d}",
    PeriodKind.QUARTER: "{year:04d}-quy-{number}",
    PeriodKind.HALF: "{year:04d}-nua-{number}",
    PeriodKind.NINE_MONTHS: "{year:04d}-9-thang",
    PeriodKind.YEAR: "{year:04d}",
}


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period as people name it: which quarter or month (`number`, from 1) of which year."""

    kind: PeriodKind
    year: int
    number: int = 1

    @classmethod
    def parse(cls, written: str) -> "NamedPeriod":
        """Read 2026-10, 2026-quy-3, 2026-nua-1, 2026-9-thang or 2026; raise ValueError for anything else."""
        found = _WRITTEN.fullmatch(written)
        if found is None or int(found[1]) < _OLDEST:
            message = f"this is no period: {written!r}"
            raise ValueError(message)
        year = int(found[1])
        kinds = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS)
        kind = next((one for place, one in enumerate(kinds, 2) if found[place]), PeriodKind.YEAR)
        number = next((int(found[place]) for place in (2, 3, 4) if found[place]), 1)
        period = cls(kind, year, number)
        _ = period.last  # a month 13 is refused here
        return period

    @classmethod
    def of_month(cls, month: Month) -> "NamedPeriod":
        return cls(PeriodKind.MONTH, month.year, month.number)

    @property
    def first(self) -> Month:
        return Month(self.year, (self.number - 1) * _LENGTHS[self.kind] + 1)

    @property
    def last(self) -> Month:
        return Month(self.year, self.number * _LENGTHS[self.kind])

    def is_over_on(self, day: date) -> bool:
        """Tell whether its last month has ended."""
        return self.last < Month.of(day)

    def __str__(self) -> str:
        return _SIGNS[self.kind].format(year=self.year, number=self.number)


def last_month_over(today: date) -> NamedPeriod:
    """Return the month before today's."""
    return NamedPeriod.of_month(Month.of(today).previous)


def periods_over(today: date) -> Iterator[NamedPeriod]:
    """Yield the periods of the last years that are over, as a list offers them: the months first, the newest first."""
    last = Month.of(today).previous
    for back in range(_MONTHS_OFFERED):
        yield NamedPeriod.of_month(last.plus(-back))
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.YEAR):
        most = 1 if kind is PeriodKind.NINE_MONTHS else 12 // _LENGTHS[kind]
        for year in range(today.year, today.year - _YEARS_OFFERED, -1):
            for number in range(most, 0, -1):
                period = NamedPeriod(kind, year, number)
                if period.is_over_on(today):
                    yield period
