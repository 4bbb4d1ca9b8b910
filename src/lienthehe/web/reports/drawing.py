"""The map beside the table: provinces as shapes, communes as points, shaded in four classes by pattern and mark."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, radians
from uuid import UUID

from django.utils.translation import gettext as _

from lienthehe.places.queries import children
from lienthehe.places.rules import Level, PlaceOn
from lienthehe.reports.queries.overviews import Overview, PlaceFigures
from lienthehe.reports.rules.indicators import Value
from lienthehe.reports.rules.maps import REFORMED_ON, commune_points, province_shapes
from lienthehe.web.reports.asked import Asked
from lienthehe.web.reports.gathered import Gathered
from lienthehe.web.reports.wording import name_of, write_value

CLASSES = 4
UNKNOWN, WITHOUT_CLUBS = "unknown", "empty"
_WIDTH, _HEIGHT, _MARGIN = 624, 520, 24
ARCHIPELAGOS = {"48": ("20333", "Hoàng Sa", "Đà Nẵng"), "56": ("22736", "Trường Sa", "Khánh Hòa")}
"""By the code of their province: an archipelago's own code, its name and its province's, always on the map."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map: where it leads, what it says, how it looks; a path, or the middle of a point."""

    href: str
    title: str
    look: str
    path: str = ""
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Inset:
    """An archipelago in a labelled box of its own; `mark` None: its province is not in the register."""

    mark: Mark | None
    name: str
    of: str
    is_north: bool


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """Marks, insets, and what each look means. `is_shapes`: the country; else a province's communes."""

    is_shapes: bool
    marks: tuple[Mark, ...]
    insets: tuple[Inset, ...]
    legend: tuple[tuple[str, str], ...]


class Shading:
    """Four classes of about as many places each; fewer where fewer values differ. Looks are "0" (low) to "3" (high)."""

    def __init__(self, values: Mapping[UUID, Value]) -> None:
        known = sorted(Fraction(one.value) for one in values.values() if one.value is not None)
        cuts = {known[len(known) * part // CLASSES] for part in range(1, CLASSES)} if known else set()
        self._cuts = sorted(cut for cut in cuts if cut > known[0])
        self._values = values
        self._first = CLASSES - 1 - len(self._cuts)

    def look(self, unit_id: UUID) -> str:
        if unit_id not in self._values:
            return WITHOUT_CLUBS
        found = self._values[unit_id].value
        return UNKNOWN if found is None else str(self._first + bisect_right(self._cuts, Fraction(found)))

    def legend(self, asked: Asked, looks: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return each look that is on the map and what it means, the highest class first."""
        said = {UNKNOWN: _("Not known"), WITHOUT_CLUBS: _("No club yet")}
        for look in {self.look(unit) for unit in self._values} - {UNKNOWN}:
            inside = [one for unit, one in self._values.items() if self.look(unit) == look]
            low, high = (
                write_value(asked.indicator, choose(inside, key=lambda one: one.value or 0), short=True)
                for choose in (min, max)
            )
            said[look] = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
        order = ("3", "2", "1", "0", UNKNOWN, WITHOUT_CLUBS)
        return tuple((look, said[look]) for look in order if look in looks)


def map_of(asked: Asked, seen: Gathered, codes: Sequence[str]) -> DrawnMap | None:
    """Draw the country's provinces, or a province's communes of today's map, in one query; None for other places."""
    country = asked.unit_id is None and seen.level is Level.PROVINCE
    province = asked.place is not None and asked.place.level is Level.PROVINCE and seen.level is Level.COMMUNE
    if not country and (not province or asked.map_date < REFORMED_ON):
        return None
    ranked = codes.index(asked.indicator.code)
    values = {part.place.unit_id: part.values[ranked] for part in _parts(seen) if part.place}
    shading = Shading(values)
    places = children(asked.unit_id, asked.map_date)
    marks = {place.code: _mark(asked, place, values, shading) for place in places}
    looks = {mark.look for mark in marks.values()}
    drawn = _provinces(asked, marks) if country else _communes(asked, marks)
    return DrawnMap(country, *drawn, shading.legend(asked, sorted(looks)))


def _parts(seen: Gathered) -> Sequence[PlaceFigures]:
    return seen.found.parts if isinstance(seen.found, Overview) else ()


def _mark(asked: Asked, place: PlaceOn, values: Mapping[UUID, Value], shading: Shading) -> Mark:
    value = values.get(place.unit_id)
    said = (
        _("No club yet")
        if value is None
        else write_value(asked.indicator, value, short=True) or _("Not known")
    )
    title = f"{place.name}: {name_of(asked.indicator)}: {said}" if value else f"{place.name}: {said}"
    return Mark(asked.link(unit_id=place.unit_id), title, shading.look(place.unit_id))


Drawn = tuple[tuple[Mark, ...], tuple[Inset, ...]]


def _provinces(asked: Asked, marks: Mapping[str, Mark]) -> Drawn:
    shapes = province_shapes(asked.map_date)
    shown = [
        Mark(mark.href, mark.title, mark.look, path=shapes[code].path)
        for code, mark in marks.items()
        if code in shapes
    ]
    insets = [
        Inset(marks.get(code), name, of, code == "48") for code, (_own, name, of) in ARCHIPELAGOS.items()
    ]
    return tuple(shown), tuple(insets)


def _communes(asked: Asked, marks: Mapping[str, Mark]) -> Drawn:
    """Place the communes as they lie to one another, north above; an archipelago far out in its box."""
    own = ARCHIPELAGOS.get(asked.place.code) if asked.place else None
    points = {code: commune_points()[code] for code in marks if code in commune_points()}
    insets = []
    if own and own[0] in marks:
        points.pop(own[0], None)
        insets.append(Inset(marks[own[0]], own[1], own[2], own[1] == "Hoàng Sa"))
    if not points:
        return (), tuple(insets)
    north, south = max(p.latitude for p in points.values()), min(p.latitude for p in points.values())
    narrowing = cos(radians((north + south) / 2))
    west, east = min(p.longitude for p in points.values()), max(p.longitude for p in points.values())
    wide, high = max((east - west) * narrowing, 0.01), max(north - south, 0.01)
    scale = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - 2 * _MARGIN) / high)
    shown = [
        Mark(
            marks[code].href,
            marks[code].title,
            marks[code].look,
            x=round(_MARGIN + (point.longitude - west) * narrowing * scale, 1),
            y=round(_MARGIN + (north - point.latitude) * scale, 1),
        )
        for code, point in points.items()
    ]
    return tuple(shown), tuple(insets)
