"""A place and what lies in it, in figures, on the map of a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.places.queries import lies_on, places_on
from lienthehe.places.rules import Level, PlaceOn, search_key
from lienthehe.places.rules.lying import Lies
from lienthehe.reports.queries.rollups import Period, by_unit
from lienthehe.reports.rules.indicators import Indicator, Value


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A place with its values, in the order of the indicators asked for.

    `place` None: clubs of which the map does not say where they lie on this level ("chưa xếp địa bàn").
    """

    place: PlaceOn | None
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What all clubs of a place come to, and each place of a level below it; the parts add up to the whole."""

    whole: tuple[Value, ...]
    parts: tuple[PlaceFigures, ...]


def overview(
    within: UUID | None,
    level: Level,
    *,
    period: Period,
    map_date: date,
    indicators: Sequence[Indicator],
) -> Overview:
    """Return the figures of the places of a level in a place (None: the country) on the map of a day.

    Places without any club are left out. Four queries on a map that every commune with a club stands on.
    """
    units = by_unit(period, map_date, indicators)
    lies = lies_on(list(units), map_date)
    inside = {unit: values for unit, values in units.items() if _is_within(lies[unit], within)}
    grouped: dict[UUID | None, tuple[Value, ...]] = {}
    for unit, values in inside.items():
        place_id = _on_level(lies[unit], level)
        grouped[place_id] = _together(values, grouped.get(place_id), indicators)
    return Overview(_sum(grouped.values(), indicators), _named(grouped, map_date))


def _is_within(lies: Lies, place_id: UUID | None) -> bool:
    return place_id is None or place_id in (lies.province_id, lies.district_id, lies.commune_id)


def _on_level(lies: Lies, level: Level) -> UUID | None:
    by_level = {
        Level.PROVINCE: lies.province_id,
        Level.DISTRICT: lies.district_id,
        Level.COMMUNE: lies.commune_id,
    }
    return by_level[level]


def _sum(groups: Iterable[Sequence[Value]], indicators: Sequence[Indicator]) -> tuple[Value, ...]:
    whole: tuple[Value, ...] | None = None
    for values in groups:
        whole = _together(values, whole, indicators)
    return whole or _nothing(indicators)


def _together(
    values: Sequence[Value], before: Sequence[Value] | None, indicators: Sequence[Indicator]
) -> tuple[Value, ...]:
    known = before or _nothing(indicators)
    return tuple(one + other for one, other in zip(known, values, strict=True))


def _nothing(indicators: Sequence[Indicator]) -> tuple[Value, ...]:
    return tuple(Value(0, 0 if one.bottom else None, 0, 0) for one in indicators)


def _named(grouped: Mapping[UUID | None, tuple[Value, ...]], map_date: date) -> tuple[PlaceFigures, ...]:
    places = places_on([place_id for place_id in grouped if place_id], map_date)
    rows = [
        PlaceFigures(places.get(place_id) if place_id else None, values)
        for place_id, values in grouped.items()
    ]
    return tuple(
        sorted(rows, key=lambda row: (row.place is None, search_key(row.place.name) if row.place else ""))
    )
