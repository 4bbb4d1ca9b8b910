"""What a page of Toàn cảnh shows, read in a fixed number of queries however many clubs there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lienthehe.foundation.months import Month
from lienthehe.places.rules import Level
from lienthehe.reports.queries.overviews import (
    ClubsOverview,
    Ground,
    Overview,
    clubs_in,
    ground_of,
    months_in,
    places_in,
)
from lienthehe.reports.queries.rollups import Period
from lienthehe.reports.rules.indicators import Value, indicators
from lienthehe.web.reports.asked import Asked
from lienthehe.web.reports.figures import MONTHS, SHOWN, SIX
from lienthehe.web.reports.tables import columns_of


@dataclass(frozen=True, slots=True)
class Gathered:
    """A place in figures; `level` None: its clubs are told one by one. `codes`: the order of all values."""

    ground: Ground
    level: Level | None
    found: Overview | ClubsOverview
    codes: tuple[str, ...]
    months: Mapping[Month, Sequence[Value]]

    @property
    def whole(self) -> dict[str, Value]:
        """What all clubs of the place come to, by the indicators' codes."""
        return dict(zip(self.codes, self.found.whole, strict=True))


def gathered(asked: Asked) -> Gathered:
    """Read the place's figures of the period, those of the level below, and twelve months."""
    ground = ground_of(asked.unit_id, asked.map_date)
    level = None if asked.by_clubs else _level_below(asked, ground)
    shown = (one.code for one in columns_of(asked, level))
    codes = tuple(dict.fromkeys((*SHOWN, *shown)))
    found = _found(asked, ground, level, codes)
    six = [indicators()[code] for code in SIX]
    return Gathered(ground, level, found, codes, months_in(ground, asked.period.last, MONTHS, six))


def every_indicator(asked: Asked) -> dict[str, Value]:
    """Return each indicator's value for the whole place and period, by its code."""
    ground = ground_of(asked.unit_id, asked.map_date)
    codes = tuple(indicators())
    found = _found(asked, ground, _level_below(asked, ground) or Level.COMMUNE, codes)
    return dict(zip(codes, found.whole, strict=True))


def _found(
    asked: Asked, ground: Ground, level: Level | None, codes: Sequence[str]
) -> Overview | ClubsOverview:
    period = Period(asked.period.first, asked.period.last)
    wanted = [indicators()[code] for code in codes]
    if level is None:
        return clubs_in(ground, period=period, indicators=wanted)
    return places_in(ground, level, period=period, indicators=wanted)


def _level_below(asked: Asked, ground: Ground) -> Level | None:
    """Return the next level that the map of the day has; None below a commune, where the clubs are."""
    if asked.place is None:
        return Level.PROVINCE
    if asked.place.level is Level.PROVINCE:
        return Level.DISTRICT if ground.has_districts else Level.COMMUNE
    return Level.COMMUNE if asked.place.level is Level.DISTRICT else None
