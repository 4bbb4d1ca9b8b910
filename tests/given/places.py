"""A small true part of Vietnam: enough for clubs before and after 1 July 2025, loaded by the product's own command.

Huyện Mộc Châu with its 15 communes; in Hà Nội Trúc Bạch, whose code is Ba Đình's now, and Điện Biên, which four wards
share; a commune each of the two provinces that have had the code 24; Hải Hòa in Quảng Ninh, which goes on without a
part; Côn Đảo. Each with all that it went into. Ids are those of the whole country.
"""

from datetime import UTC, date, datetime
from functools import cache

from lienthehe.places.commands import load_places, package_rows
from lienthehe.places.queries import search_places
from lienthehe.places.rules import Level, LoadReport, PlaceOn, PlaceRows, UnitRow

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
"""The last day of the old map and the first of the new."""

_DISTRICT = "D123"
_COMMUNES = {"C00004", "C00019", "C07201", "C09163", "C06799"}
_SPECIAL_ZONE = "C26732"


def some_places() -> LoadReport:
    """Make sure that the excerpt is in the database."""
    return load_places(source=excerpt(), at=datetime(2026, 11, 1, tzinfo=UTC))


def commune(name: str, on: date = AFTER) -> PlaceOn:
    """Return the commune of this full name ("Xã Chiềng Sơn") on the date."""
    return _named(name, Level.COMMUNE, on)


def district(name: str, on: date = BEFORE) -> PlaceOn:
    """Return the district of this full name ("Huyện Mộc Châu") on the date; there are none from 1 July 2025."""
    return _named(name, Level.DISTRICT, on)


def province(name: str, on: date = AFTER) -> PlaceOn:
    """Return the province of this full name ("Tỉnh Sơn La") on the date."""
    return _named(name, Level.PROVINCE, on)


def _named(name: str, level: Level, on: date) -> PlaceOn:
    found = [place for place in search_places(name, on, level) if place.name == name]
    if not found:
        some_places()
        found = [place for place in search_places(name, on, level) if place.name == name]
    (place,) = found
    return place


@cache
def excerpt() -> PlaceRows:
    """Return the rows of the product's own source that concern the places named above."""
    whole = package_rows()
    before = {row.key: row for row in whole.before}
    after = {row.key: row for row in whole.after}
    old = _COMMUNES | {row.key for row in whole.before if row.parent_key == _DISTRICT}
    new = {_SPECIAL_ZONE}
    size = 0
    while len(old) + len(new) > size:
        size = len(old) + len(new)
        new |= {f"C{row.new_code}" for row in whole.successions if f"C{row.old_code}" in old}
        new = _with_those_above(new, after)
        old |= {key for key in new if key in before and before[key].name == after[key].name}
        old = _with_those_above(old, before)
    known = {key[1:] for key in old} | {
        row.old_code for row in whole.successions if f"C{row.old_code}" not in before
    }
    return PlaceRows(
        reformed_on=whole.reformed_on,
        before=tuple(row for row in whole.before if row.key in old),
        after=tuple(row for row in whole.after if row.key in new),
        successions=tuple(
            row for row in whole.successions if row.old_code in known and f"C{row.new_code}" in new
        ),
        changes=tuple(row for row in whole.changes if row.key in new),
    )


def _with_those_above(keys: set[str], rows: dict[str, UnitRow]) -> set[str]:
    for _ in Level:
        keys = keys | {rows[key].parent_key for key in keys} & rows.keys()
    return keys
