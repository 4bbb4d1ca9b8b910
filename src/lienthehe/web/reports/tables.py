"""The places of the level below, or the clubs, one a row: ranked by an indicator, with what is missing named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthehe.places.rules import Level, PlaceOn
from lienthehe.reports.queries.overviews import ClubsOverview, Overview
from lienthehe.reports.rules.indicators import Indicator, Value, indicators
from lienthehe.web.reports.asked import Asked
from lienthehe.web.reports.wording import name_of, plain_value, write_names, write_value

COLUMNS = (
    "clubs",
    "members",
    "from_60_percent",
    "funds",
    "funds_per_club",
    "borrowers",
    "par30",
    "clubs_meeting_monthly_percent",
)
OF_A_CLUB = ("members", "from_60_percent", "funds", "borrowers", "loans", "outstanding", "par30", "meetings")
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in words and for a spreadsheet; `label` names the column on a telephone."""

    label: str
    text: str
    plain: int | float | None
    is_share: bool
    is_ranked: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A place or a club. `number` None: it has no value and is not ranked; `href` "": it leads nowhere."""

    number: int | None
    name: str
    below: str
    href: str
    cells: tuple[Cell, ...]
    missing: str
    value: Value
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator by which the table can be ranked, and the address that does so; `here`: it is."""

    name: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in their order, and what ranks them."""

    level: Level | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    whole: tuple[Cell, ...]
    other_way: str


def columns_of(asked: Asked, level: Level | None) -> list[Indicator]:
    """Return the short list of indicators, and the one asked for where it is not on it."""
    codes = OF_A_CLUB if level is None else COLUMNS
    return [indicators()[code] for code in dict.fromkeys((*codes, asked.indicator.code))]


def table_of(
    asked: Asked, level: Level | None, found: Overview | ClubsOverview, codes: Sequence[str]
) -> Table:
    """Return the ranked table; `codes`: the order of the values found."""
    shown = columns_of(asked, level)
    places = [codes.index(one.code) for one in shown]
    ranked = codes.index(asked.indicator.code)

    def cells(values: Sequence[Value]) -> tuple[Cell, ...]:
        return tuple(
            cell_of(one, values[place], asked.indicator) for one, place in zip(shown, places, strict=True)
        )

    rows = [
        Row(None, name, below, href, cells(values), write_names(missing, _NAMED), values[ranked], unit_id)
        for name, below, href, values, missing, unit_id in _told(asked, found)
    ]
    columns = tuple(
        Column(name_of(one), _rank(asked, one.code), one.code == asked.indicator.code) for one in shown
    )
    other_way = asked.link(code=asked.indicator.code, upwards=not asked.upwards, by_clubs=asked.by_clubs)
    return Table(
        level, columns, _ranked(rows, upwards=asked.upwards), cells(found.whole), other_way + "#bang"
    )


def cell_of(indicator: Indicator, value: Value, ranked: Indicator | None = None) -> Cell:
    """Return a value for a table: without đ in its column; "chưa có" where nobody knows."""
    return Cell(
        label=name_of(indicator),
        text=write_value(indicator, value) or _("not known"),
        plain=plain_value(indicator, value),
        is_share=indicator.is_share,
        is_ranked=ranked is not None and indicator.code == ranked.code,
    )


def _rank(asked: Asked, code: str) -> str:
    return asked.link(code=code, by_clubs=asked.by_clubs) + "#bang"


Told = tuple[str, str, str, tuple[Value, ...], tuple[str, ...], UUID | None]


def _told(asked: Asked, found: Overview | ClubsOverview) -> list[Told]:
    """Return name, second line, address, values and clubs without books of each row."""
    if isinstance(found, ClubsOverview):
        return [
            (
                one.name,
                _lies(asked, one.place),
                reverse("club-months", args=[one.club_id]),
                one.values,
                (),
                None,
            )
            for one in found.clubs
        ]
    return [
        (
            part.place.name if part.place else _("Not placed yet on this map"),
            "",
            asked.link(unit_id=part.place.unit_id, code=asked.indicator.code)
            if part.place
            else asked.link(code=asked.indicator.code, by_clubs=True),
            part.values,
            part.missing,
            part.place.unit_id if part.place else None,
        )
        for part in found.parts
    ]


def _lies(asked: Asked, place: PlaceOn | None) -> str:
    """Return the commune of a club where the page is wider than it."""
    if asked.place and asked.place.level is Level.COMMUNE:
        return ""
    return place.name if place else _("Not placed yet on this map")


def _ranked(rows: Sequence[Row], *, upwards: bool) -> tuple[Row, ...]:
    """Order and number the rows; alike values in the order of names, unknown ones last and without a number."""
    known = [row for row in rows if row.value.value is not None]
    known.sort(key=lambda row: Fraction(row.value.value or 0), reverse=not upwards)
    rest = [row for row in rows if row.value.value is None]
    numbered = [replace(row, number=number) for number, row in enumerate(known, 1)]
    return (*numbered, *rest)
