"""A place and what lies in it, in figures, on the map of a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lienthehe.clubs.models import Club, ClubPlacement
from lienthehe.foundation.months import Month
from lienthehe.places.queries import lies_on, places_on
from lienthehe.places.rules import Level, PlaceOn, search_key
from lienthehe.places.rules.lying import Lies
from lienthehe.reports.queries.rollups import Period, by_club, by_month, by_unit
from lienthehe.reports.rules.indicators import Indicator, Value


@dataclass(frozen=True, slots=True)
class Ground:
    """A place (`within` None: the country) on the map of a day: where each unit lies that a club was ever placed in."""

    within: UUID | None
    map_date: date
    lies: Mapping[UUID, Lies]

    @property
    def units(self) -> Collection[UUID] | None:
        """The units inside, to ask for them alone; None where all are."""
        return None if self.within is None else self.lies.keys()

    @property
    def has_districts(self) -> bool:
        return any(one.district_id for one in self.lies.values())


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """A place with its values, in the order of the indicators asked for.

    `place` None: clubs of which the map does not say where they lie on this level ("chưa xếp địa bàn").
    """

    place: PlaceOn | None
    values: tuple[Value, ...]
    missing: tuple[str, ...] = ()
    """The names of the clubs that have no books at the period's end."""


@dataclass(frozen=True, slots=True)
class ClubFigures:
    """A club with its values; `place` None: the map does not say in which commune it lies."""

    club_id: UUID
    name: str
    place: PlaceOn | None
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What all clubs of a place come to, and each place of a level below it; the parts add up to the whole."""

    whole: tuple[Value, ...]
    parts: tuple[PlaceFigures, ...]
    missing: tuple[str, ...] = ()
    """The names of the clubs that have no books at the period's end."""


@dataclass(frozen=True, slots=True)
class ClubsOverview:
    """What all clubs of a place come to, and each of them, by name."""

    whole: tuple[Value, ...]
    clubs: tuple[ClubFigures, ...]
    missing: tuple[str, ...] = ()
    """As of an Overview."""


def ground_of(within: UUID | None, map_date: date) -> Ground:
    """Return what lies in a place (None: the country) on the map of a day. Two queries, and those of `lies_on`."""
    units = ClubPlacement.objects.order_by().values_list("unit_id", flat=True).distinct()
    lies = lies_on(list(units), map_date)
    return Ground(within, map_date, {unit: one for unit, one in lies.items() if _is_within(one, within)})


def places_in(ground: Ground, level: Level, *, period: Period, indicators: Sequence[Indicator]) -> Overview:
    """Return the figures of the places of a level on this ground, by name, each with its clubs without books."""
    units = by_unit(period, ground.map_date, indicators, ground.units)
    grouped: dict[UUID | None, tuple[Value, ...]] = {}
    for unit, values in units.items():
        place_id = _on_level(ground.lies[unit], level)
        grouped[place_id] = _together(values, grouped.get(place_id), indicators)
    without = clubs_without_books(ground, period)
    missing: dict[UUID | None, list[str]] = {}
    for name, unit in without:
        missing.setdefault(_on_level(ground.lies[unit], level), []).append(name)
    parts = _named(grouped, missing, ground.map_date)
    return Overview(_sum(grouped.values(), indicators), parts, tuple(name for name, _ in without))


def clubs_in(ground: Ground, *, period: Period, indicators: Sequence[Indicator]) -> ClubsOverview:
    """Return the figures of each club on this ground, by name, in four queries."""
    found = by_club(period, ground.map_date, indicators, ground.units)
    names = dict(Club.objects.filter(id__in=[club for club, _ in found]).values_list("id", "name"))
    communes = {unit: ground.lies[unit].commune_id for _, unit in found}
    places = places_on([one for one in communes.values() if one], ground.map_date)
    rows = [
        ClubFigures(club, names[club], places.get(commune) if commune else None, tuple(values))
        for (club, unit), values in found.items()
        for commune in [communes[unit]]
    ]
    clubs = tuple(sorted(rows, key=lambda row: (search_key(row.name), row.club_id)))
    missing = tuple(name for name, _ in clubs_without_books(ground, period))
    return ClubsOverview(_sum((row.values for row in rows), indicators), clubs, missing)


def months_in(
    ground: Ground, last: Month, count: int, indicators: Sequence[Indicator]
) -> dict[Month, list[Value]]:
    """Return the values of each of the last months for the whole ground, in one query."""
    return by_month(Period(last.plus(1 - count), last), ground.map_date, indicators, ground.units)


def clubs_without_books(ground: Ground, period: Period) -> list[tuple[str, UUID]]:
    """Return name and unit of each club whose books do not tell of the period's last month, by name; in one query."""
    earlier = ClubPlacement.objects.filter(club_id=OuterRef("club_id"), since__lt=OuterRef("since"))
    there = ClubPlacement.objects.filter(
        Q(until__isnull=True) | Q(until__gte=ground.map_date),
        Q(since__lte=ground.map_date) | ~Exists(earlier),
        club__months__month=period.last.first,
        club__months__told__isnull=True,
    )
    rows = there.order_by("club__search_name", "club_id").values_list("club__name", "unit_id")
    return [(name, unit) for name, unit in rows if unit in ground.lies]


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


def _named(
    grouped: Mapping[UUID | None, tuple[Value, ...]],
    missing: Mapping[UUID | None, Sequence[str]],
    map_date: date,
) -> tuple[PlaceFigures, ...]:
    places = places_on([place_id for place_id in grouped if place_id], map_date)
    rows = [
        PlaceFigures(places.get(place_id) if place_id else None, values, tuple(missing.get(place_id, ())))
        for place_id, values in grouped.items()
    ]
    return tuple(
        sorted(rows, key=lambda row: (row.place is None, search_key(row.place.name) if row.place else ""))
    )
