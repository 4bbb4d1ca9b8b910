"""The source's lists, row by row as the files have them."""

import csv
from dataclasses import dataclass
from datetime import date

from lienthehe.places.rules.units import Extent, Level


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A line of a list of units. `key`, the letter of the level and the code, names a unit within one list only."""

    key: str
    level: Level
    code: str
    name: str
    kind: str
    parent_key: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """The old commune went into the new one."""

    old_code: str
    new_code: str
    extent: Extent


@dataclass(frozen=True, slots=True)
class PlaceRows:
    """The units before a reform and from that day on, which old commune went where, and later changes.

    A row of `changes` speaks of the unit that has its key in `after`: another name or type, the same unit.
    """

    reformed_on: date
    before: tuple[UnitRow, ...]
    after: tuple[UnitRow, ...]
    successions: tuple[SuccessionRow, ...]
    changes: tuple[UnitRow, ...]


def read_units(text: str) -> tuple[UnitRow, ...]:
    """Read a list of units: CSV with key, level, code, name, type, parent_key, valid_from, valid_to."""
    return tuple(
        UnitRow(
            key=row["key"],
            level=Level(row["level"]),
            code=row["code"],
            name=row["name"],
            kind=row["type"],
            parent_key=row["parent_key"],
            since=_day(row["valid_from"]),
            until=_day(row["valid_to"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


def read_successions(text: str) -> tuple[SuccessionRow, ...]:
    """Read a list of successions: CSV with old_code, new_code, extent."""
    return tuple(
        SuccessionRow(row["old_code"], row["new_code"], Extent(row["extent"]))
        for row in csv.DictReader(text.splitlines())
    )


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
