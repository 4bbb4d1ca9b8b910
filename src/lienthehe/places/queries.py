"""Places as they are on a date. One query each unless said otherwise; names of ancestors are those of that date."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from lienthehe.access.rules import COUNTRY, Scope, ScopeKind
from lienthehe.places.models import Placement, Succession, Unit
from lienthehe.places.rules import Extent, Level, PlaceNotInForce, PlaceOn, Relation, search_key
from lienthehe.places.rules.lying import Atlas, Lies, Placed, Went

_WIDEST_FIRST = Case(
    *(When(level=level, then=Value(rank)) for rank, level in enumerate(Level)), output_field=IntegerField()
)


def place_on(unit_id: UUID, on: date) -> PlaceOn:
    """Return the unit as it is on the date; raise PlaceNotInForce when it does not exist then."""
    found = places_on((unit_id,), on)
    if unit_id not in found:
        raise PlaceNotInForce(on=on)
    return found[unit_id]


def places_on(unit_ids: Collection[UUID], on: date) -> dict[UUID, PlaceOn]:
    """Return those of the units that exist on the date, by id."""
    return {place.unit_id: place for place in _places(_placements(on).filter(unit__in=set(unit_ids)))}


def unit_by_code(level: Level, code: str, on: date) -> PlaceOn | None:
    """Return the unit that has this official code on the date, or None. A code alone names no unit."""
    return next(_places(_placements(on).filter(level=level, code=code)), None)


def children(unit_id: UUID | None, on: date) -> tuple[PlaceOn, ...]:
    """Return the units right under this one on the date, by type and name; the provinces under None."""
    return tuple(_places(_placements(on).filter(parent=unit_id).order_by("search_name", "name", "code")))


def search_places(text: str, on: date, level: Level | None = None, limit: int = 20) -> tuple[PlaceOn, ...]:
    """Return the units whose name has the text at the start of a word, diacritics or not: at most `limit`.

    Names that end with the text come first ("moc chau": Phường Mộc Châu), within that provinces before communes.
    """
    words = search_key(text)
    if not words:
        return ()
    whole = Q(search_name=words) | Q(search_name__endswith=f" {words}")
    found = _placements(on).filter(Q(search_name__startswith=words) | Q(search_name__contains=f" {words}"))
    if level:
        found = found.filter(level=level)
    rank = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    return tuple(_places(found.order_by(rank, _WIDEST_FIRST, "search_name", "name", "code")[:limit]))


def successors_of(unit_id: UUID) -> tuple[Relation, ...]:
    """Return what the unit went into, each as it began. Two queries a day of change, so two as a rule.

    Empty: it goes on, or the source names none. A unit that was divided and goes on with the rest is not among them.
    """
    rows = Succession.objects.filter(predecessor=unit_id).values_list("successor_id", "on", "extent")
    return _relations(rows, days_before=0)


def predecessors_of(unit_id: UUID) -> tuple[Relation, ...]:
    """Return what went into the unit, each as it ended; queries as in `successors_of`."""
    rows = Succession.objects.filter(successor=unit_id).values_list("predecessor_id", "on", "extent")
    return _relations(rows, days_before=1)


def scopes_around(unit_id: UUID, on: date) -> tuple[Scope, ...]:
    """Return the scopes that what lies in this unit belongs to on the date, for permissions: the narrowest first.

    A unit that has ended stays where it last was, and belongs to what took it or its province over whole besides: a
    club not yet moved is never without somebody who may act for it. One query, for an ended unit a few more. Raise
    PlaceNotInForce before the unit began.
    """
    found = dict.fromkeys(_scopes(unit_id, on))
    if not found:
        raise PlaceNotInForce(on=on)
    return (*sorted(found, key=lambda scope: _NARROWEST_FIRST[scope.kind]), COUNTRY)


def provinces_of(unit_ids: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """Return the province that each unit lies in on the date, in two queries.

    As in `scopes_around` a unit that has ended stays where it last was, in what took its province over whole; before
    it began, it lies where it began.
    """
    lies: dict[UUID, UUID] = {}
    placed = Placement.objects.filter(unit__in=set(unit_ids)).order_by(F("since").asc(nulls_first=True))
    for unit_id, province_id, since in placed.values_list("unit_id", "province_id", "since"):
        if unit_id not in lies or since is None or since <= on:
            lies[unit_id] = province_id
    taken = Succession.objects.filter(predecessor__level=Level.PROVINCE, extent=Extent.WHOLE, on__lte=on)
    heirs = dict(taken.values_list("predecessor_id", "successor_id"))
    return {unit_id: _last_heir(province_id, heirs) for unit_id, province_id in lies.items()}


def _last_heir(unit_id: UUID, heirs: Mapping[UUID, UUID]) -> UUID:
    while unit_id in heirs:
        unit_id = heirs[unit_id]
    return unit_id


def lies_on(unit_ids: Collection[UUID], on: date) -> dict[UUID, Lies]:
    """Return where each unit lies on the map of a day, also one that did not exist then (`rules.lying.Atlas`).

    One query where all exist on the day, two more for each step back or forth in time.
    """
    placed: dict[UUID, list[Placed]] = {}
    went: set[Went] = set()
    wanted = set(unit_ids)
    while wanted:
        found = _placed(wanted)
        placed |= found
        astray = {unit: rows for unit, rows in found.items() if not any(row.holds_on(on) for row in rows)}
        went |= _steps(astray)
        beside = {row.province_id for rows in astray.values() for row in rows}
        beside |= {unit for step in went for unit in (step.predecessor_id, step.successor_id)}
        wanted = beside - set(placed)
    atlas = Atlas((row for rows in placed.values() for row in rows), went, on)
    return {unit_id: atlas.find(unit_id) for unit_id in unit_ids}


def _placed(unit_ids: Collection[UUID]) -> dict[UUID, list[Placed]]:
    columns = ("unit_id", "since", "until", "province_id", "district_id", "commune_id")
    by_unit: defaultdict[UUID, list[Placed]] = defaultdict(list)
    for row in Placement.objects.filter(unit__in=unit_ids).values_list(*columns):
        by_unit[row[0]].append(Placed(*row))
    return by_unit


def _steps(unit_ids: Collection[UUID]) -> set[Went]:
    if not unit_ids:
        return set()
    rows = Succession.objects.filter(Q(predecessor__in=unit_ids) | Q(successor__in=unit_ids))
    columns = ("predecessor_id", "successor_id", "on", "extent")
    return {Went(old, new, on, Extent(extent)) for old, new, on, extent in rows.values_list(*columns)}


def lock_unit(unit_id: UUID) -> None:
    """Lock the unit's row until the transaction ends, as `clubs.queries.lock_club` does a club's."""
    Unit.objects.select_for_update(no_key=True).filter(id=unit_id).first()


_NARROWEST_FIRST = {ScopeKind.COMMUNE: 0, ScopeKind.DISTRICT: 1, ScopeKind.PROVINCE: 2}


def _scopes(unit_id: UUID, on: date) -> Iterator[Scope]:
    row = (
        Placement.objects.filter(Q(since__isnull=True) | Q(since__lte=on), unit=unit_id)
        .order_by(F("since").desc(nulls_last=True))
        .first()
    )
    if row is None:
        return
    line = {
        ScopeKind.COMMUNE: row.commune_id,
        ScopeKind.DISTRICT: row.district_id,
        ScopeKind.PROVINCE: row.province_id,
    }
    yield from (Scope(kind, str(key)) for kind, key in line.items() if key)
    if row.until and row.until < on:
        ended = [key for key in line.values() if key]
        heirs = Succession.objects.filter(predecessor__in=ended, extent=Extent.WHOLE, on__lte=on)
        for heir in heirs.values_list("successor_id", flat=True):
            yield from _scopes(heir, on)


def _in_force(on: date) -> Q:
    return (Q(since__isnull=True) | Q(since__lte=on)) & (Q(until__isnull=True) | Q(until__gte=on))


def _placements(on: date) -> QuerySet[Placement]:
    """Return the placements in force on the date, each with its ancestors' names on that date."""

    def name_of(column: str) -> Coalesce:
        names = Placement.objects.filter(_in_force(on), unit=OuterRef(column)).values("name")[:1]
        return Coalesce(Subquery(names), Value(""))

    return Placement.objects.filter(_in_force(on)).annotate(
        district_name=name_of("district"), province_name=name_of("province")
    )


_FIELDS = tuple(field.name for field in fields(PlaceOn))


def _places(found: QuerySet[Placement]) -> Iterator[PlaceOn]:
    for row in found.values(*_FIELDS):
        yield PlaceOn(**{**row, "level": Level(row["level"])})


def _relations(rows: Iterable[tuple[UUID, date, str]], *, days_before: int) -> tuple[Relation, ...]:
    """Return the related units with their places `days_before` the day of change, by day and name."""
    by_day: defaultdict[date, dict[UUID, Extent]] = defaultdict(dict)
    for unit_id, on, extent in rows:
        by_day[on][unit_id] = Extent(extent)
    relations = [
        Relation(place, on, extents[place.unit_id])
        for on, extents in by_day.items()
        for place in places_on(extents, on - timedelta(days=days_before)).values()
    ]
    return tuple(sorted(relations, key=lambda relation: (relation.on, search_key(relation.place.name))))


def map_dates(today: date) -> tuple[tuple[date, int], ...]:
    """Return today, each day from which places were others and the day before it, the newest first; two queries.

    Each with the number of provinces on that day.
    """
    begun = Placement.objects.filter(since__lte=today).order_by().values_list("since", flat=True).distinct()
    changes = {since for since in begun if since is not None}
    days = {today, *changes, *(day - timedelta(days=1) for day in changes)}
    provinces = Placement.objects.filter(level=Level.PROVINCE).values_list("since", "until")
    spans = [(since or date.min, until or date.max) for since, until in provinces]
    return tuple(
        (day, sum(since <= day <= until for since, until in spans)) for day in sorted(days, reverse=True)
    )
