"""The source's lists, row by row as the files have them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from lienthehe.places.rules.units import Extent, Level


class UnitRow(NamedTuple):
    """A line of a list of units. `key`, the letter of the level and the code, names a unit within one list only."""

    key: str
    level: Level
    code: str
    name: str
    kind: str
    parent_key: str
    since: date | None
    until: date | None


class SuccessionRow(NamedTuple):
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


UNIT_COLUMNS = ("key", "level", "code", "name", "type", "parent_key", "valid_from", "valid_to")


def read_units(text: str) -> tuple[UnitRow, ...]:
    """Read a list of units: CSV with key, level, code, name, type, parent_key, valid_from, valid_to."""
    return tuple(
        UnitRow(key, Level(level), code, name, kind, parent_key, _day(since), _day(until))
        for key, level, code, name, kind, parent_key, since, until in _columns(text, UNIT_COLUMNS)
    )


def read_successions(text: str) -> tuple[SuccessionRow, ...]:
    """Read a list of successions: CSV with old_code, new_code, extent."""
    rows = _columns(text, ("old_code", "new_code", "extent"))
    return tuple(SuccessionRow(old_code, new_code, Extent(extent)) for old_code, new_code, extent in rows)


def _columns(text: str, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield these columns of each line, in this order."""
    lines = csv.reader(text.splitlines())
    heads = next(lines)
    return map(itemgetter(*map(heads.index, names)), lines)


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
