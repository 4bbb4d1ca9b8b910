"""Adding an indicator up: one club's months first, then the clubs."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lienthehe.reports.rules.figures import OPENINGS, STOCKS, Figures
from lienthehe.reports.rules.indicators.kinds import Indicator


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator over some clubs: what was added up, and over how many clubs; `missing` say nothing."""

    top: int
    bottom: int | None
    clubs: int
    missing: int

    def __add__(self, other: "Value") -> "Value":
        """Add up two groups of clubs that share none."""
        bottom = None if self.bottom is None or other.bottom is None else self.bottom + other.bottom
        return Value(self.top + other.top, bottom, self.clubs + other.clubs, self.missing + other.missing)

    @property
    def value(self) -> Fraction | int | None:
        """The figure itself; None when there is nothing to divide by, or no club says anything."""
        if not self.clubs:
            return None
        if self.bottom is None:
            return self.top
        return Fraction(self.top, self.bottom) if self.bottom else None


def over_months(months: Iterable[Figures], names: Iterable[str]) -> Figures:
    """Return one club's figures of a period from those of its months, in order; unknown when a month is unknown."""
    rows = list(months)
    return {name: _over(name, [row[name] for row in rows]) for name in names}


def _over(name: str, found: list[int | None]) -> int | None:
    if not found:
        return None
    if name in STOCKS:
        return found[-1]
    if name in OPENINGS:
        return found[0]
    known = [one for one in found if one is not None]
    return sum(known) if known else None


def add_up(indicator: Indicator, clubs: Iterable[Figures]) -> Value:
    """Return an indicator over the figures of many clubs; who does not know top or bottom is missing, never 0."""
    top = bottom = counted = missing = 0
    for club in clubs:
        above = indicator.top.of(club)
        below = indicator.bottom.of(club) if indicator.bottom else 0
        if above is None or below is None:
            missing += 1
        else:
            top, bottom, counted = top + above, bottom + below, counted + 1
    return Value(top, bottom if indicator.bottom else None, counted, missing)
