"""How units, placements and successions follow from the source's lists.

Rows in, facts out. What the source leaves open is named as a hole, never filled in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain
from typing import NamedTuple
from uuid import UUID, uuid5

from lienthehe.places.rules.source import PlaceRows, SuccessionRow, UnitRow
from lienthehe.places.rules.units import Extent, Level, search_key

IDENTITIES = UUID("5d0a8c3e-41b7-4f0e-9a53-6c1f2e7b9d04")
"""The namespace of unit ids: the same source gives the same ids on every machine."""

_ONE_DAY = timedelta(days=1)


class PlacementFact(NamedTuple):
    """A unit's code, name, type and ancestors from a date to a date."""

    unit_id: UUID
    since: date | None
    level: Level
    code: str
    name: str
    kind: str
    search_name: str
    until: date | None
    parent_id: UUID | None
    province_id: UUID
    district_id: UUID | None
    commune_id: UUID | None


class SuccessionFact(NamedTuple):
    """On a day, the whole or a part of the predecessor went into the successor, another unit of its level."""

    predecessor_id: UUID
    successor_id: UUID
    on: date
    extent: Extent


class HoleKind(StrEnum):
    READ_AS_WHOLE = "read_as_whole"
    NO_PREDECESSOR = "no_predecessor"
    UNKNOWN_PREDECESSOR = "unknown_predecessor"
    NO_SUCCESSOR = "no_successor"


@dataclass(frozen=True, slots=True)
class Hole:
    """One hole by name: the code that it is about, and the place with the units above it."""

    kind: HoleKind
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class Register:
    """What the source says: the units' levels by id, their placements, their successions; and its holes."""

    units: Mapping[UUID, Level]
    placements: tuple[PlacementFact, ...]
    successions: tuple[SuccessionFact, ...]
    holes: tuple[Hole, ...]


class _Entry(NamedTuple):
    """A row and the unit that it speaks of."""

    row: UnitRow
    unit_id: UUID


_Listing = Mapping[str, _Entry]
"""One list of the source by key."""


def draw_up(rows: PlaceRows) -> Register:
    """Work out units, placements, successions and holes from the source.

    A unit goes on as itself over the reform if key and name stay; else it ends and its successors begin.
    """
    before = {row.key: _Entry(row, unit_id(row)) for row in rows.before}
    after = {row.key: _Entry(row, _id_after(row, before)) for row in rows.after}
    changed = {row.key: _Entry(row, after[row.key].unit_id) for row in rows.changes}
    old = tuple(_placements(before.values(), before))
    new = tuple(_placements(after.values(), after))
    later = tuple(_placements(changed.values(), {**after, **changed}))
    communes = tuple(_communes(rows.successions, before, after))
    old_province = {placement.unit_id: placement.province_id for placement in old}
    new_province = {placement.unit_id: placement.province_id for placement in new}
    provinces = tuple((old_province[one], new_province[other]) for one, other in communes)
    return Register(
        units={placement.unit_id: placement.level for placement in (*old, *new)},
        placements=_in_sequence((*old, *new, *later)),
        successions=(*_successions(provinces, rows.reformed_on), *_successions(communes, rows.reformed_on)),
        holes=tuple(_holes(rows.successions, before, after)),
    )


def unit_id(row: UnitRow) -> UUID:
    """Return the id of the unit that begins with this row: level, code and first day together are its own for ever."""
    return uuid5(IDENTITIES, f"{row.level} {row.code} {row.since or 'from the start'}")


def _id_after(row: UnitRow, before: _Listing) -> UUID:
    old = before.get(row.key)
    return old.unit_id if old and old.row.name == row.name else unit_id(row)


def _line(entry: _Entry, listing: _Listing) -> Iterator[_Entry]:
    """Yield the entry and those above it, up to the province."""
    above: _Entry | None = entry
    while above:
        yield above
        above = listing.get(above.row.parent_key)


def _placements(entries: Iterable[_Entry], listing: _Listing) -> Iterator[PlacementFact]:
    for entry in entries:
        row = entry.row
        line = {above.row.level: above.unit_id for above in _line(entry, listing)}
        parent = listing.get(row.parent_key)
        yield PlacementFact(
            unit_id=entry.unit_id,
            level=row.level,
            code=row.code,
            name=row.name,
            kind=row.kind,
            search_name=search_key(row.name),
            since=row.since,
            until=row.until,
            parent_id=parent.unit_id if parent else None,
            province_id=line[Level.PROVINCE],
            district_id=line.get(Level.DISTRICT),
            commune_id=line.get(Level.COMMUNE),
        )


def _in_sequence(facts: Iterable[PlacementFact]) -> tuple[PlacementFact, ...]:
    """End each placement where the unit's next one begins, and make one of two between which nothing changed.

    The facts of one unit come in order of time.
    """
    by_unit: defaultdict[UUID, list[PlacementFact]] = defaultdict(list)
    for fact in facts:
        own = by_unit[fact.unit_id]
        if own and fact.since:
            last = own.pop()
            longer = last._replace(until=fact.until)
            if longer == fact._replace(since=last.since):
                own.append(longer)
                continue
            own.append(last._replace(until=fact.since - _ONE_DAY))
        own.append(fact)
    return tuple(chain.from_iterable(by_unit.values()))


def _communes(
    rows: Iterable[SuccessionRow], before: _Listing, after: _Listing
) -> Iterator[tuple[UUID, UUID]]:
    """Yield which old commune went, or went on, into which new one."""
    for row in rows:
        old = before.get(f"C{row.old_code}")
        if old:
            yield old.unit_id, after[f"C{row.new_code}"].unit_id


def _successions(pairs: Iterable[tuple[UUID, UUID]], on: date) -> Iterator[SuccessionFact]:
    """Yield a succession for each pair of two units; what stayed in the unit itself counts, but is none."""
    distinct = dict.fromkeys(pairs)
    named = Counter(old for old, _ in distinct)
    for old, new in distinct:
        if old != new:
            yield SuccessionFact(old, new, on, Extent.WHOLE if named[old] == 1 else Extent.PART)


def _holes(rows: tuple[SuccessionRow, ...], before: _Listing, after: _Listing) -> Iterator[Hole]:
    """Name what the source leaves open: kind by kind, in the order of the codes."""
    listed = Counter(row.old_code for row in rows)
    for row in rows:
        old, new = before.get(f"C{row.old_code}"), after[f"C{row.new_code}"]
        if old is None:
            yield Hole(
                HoleKind.UNKNOWN_PREDECESSOR, row.old_code, f"→ {_address(new, after)} ({row.new_code})"
            )
        elif row.extent is Extent.PART and listed[row.old_code] == 1:
            yield Hole(HoleKind.READ_AS_WHOLE, row.old_code, _address(old, before))
    successors = {row.new_code for row in rows}
    yield from _communes_without(HoleKind.NO_SUCCESSOR, set(listed), before)
    yield from _communes_without(HoleKind.NO_PREDECESSOR, successors, after)


def _communes_without(kind: HoleKind, named: set[str], listing: _Listing) -> Iterator[Hole]:
    for entry in listing.values():
        if entry.row.level is Level.COMMUNE and entry.row.code not in named:
            yield Hole(kind, entry.row.code, _address(entry, listing))


def _address(entry: _Entry, listing: _Listing) -> str:
    return ", ".join(above.row.name for above in _line(entry, listing))
