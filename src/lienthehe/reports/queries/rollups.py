"""Many clubs in figures: each club's months of a period first, then the clubs of a place on the map of a day.

Nothing is stored by place: club months are joined with where each club lay on the map date, grouped by that unit, and
the few thousand units are folded into the places of a level. Written in SQL, for a grouping within a grouping.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from lienthehe.foundation.months import Month
from lienthehe.reports.rules.figures import OPENINGS, STOCKS
from lienthehe.reports.rules.indicators import AtLeast, Counted, Indicator, Value
from lienthehe.reports.rules.indicators.kinds import Measure


@dataclass(frozen=True, slots=True)
class Period:
    """From a month to a month, both included."""

    first: Month
    last: Month


def by_unit(
    period: Period,
    map_date: date,
    indicators: Sequence[Indicator],
    units: Collection[UUID] | None = None,
) -> dict[UUID, list[Value]]:
    """Return each indicator's value for all clubs that lie in a unit on the map date, by that unit; in one query.

    `units`: only these (None: all).
    """
    rows = _rows(("unit_id",), period, map_date, indicators, units)
    return {_uuid(unit_id): values for (unit_id,), values in rows}


def by_club(
    period: Period, map_date: date, indicators: Sequence[Indicator], units: Collection[UUID] | None
) -> dict[tuple[UUID, UUID], list[Value]]:
    """Return each club's values, by the club and the unit in which it lies on the map date; in one query."""
    rows = _rows(("club_id", "unit_id"), period, map_date, indicators, units)
    return {(_uuid(club_id), _uuid(unit_id)): values for (club_id, unit_id), values in rows}


def by_month(
    period: Period, map_date: date, indicators: Sequence[Indicator], units: Collection[UUID] | None
) -> dict[Month, list[Value]]:
    """Return the values of each month of the period by itself, for all these clubs together; in one query."""
    rows = _rows(("month",), period, map_date, indicators, units)
    return {Month.of(_date(month)): values for (month,), values in rows}


def _rows(
    keys: Sequence[str],
    period: Period,
    map_date: date,
    indicators: Sequence[Indicator],
    units: Collection[UUID] | None,
) -> Iterable[tuple[Sequence[Any], list[Value]]]:
    if units is not None and not units:
        return []
    sql, parameters = _statement(keys, period, map_date, indicators, units)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    more = len(keys)
    return [(row[:more], [*_values(row[more], row[more + 1 :], indicators)]) for row in rows]


def _values(clubs: int, sums: Sequence[Any], indicators: Sequence[Indicator]) -> Iterable[Value]:
    for place, one in enumerate(indicators):
        top, bottom, counted = (int(found or 0) for found in sums[place * 3 : place * 3 + 3])
        yield Value(top, bottom if one.bottom else None, counted, clubs - counted)


def _uuid(found: UUID | str) -> UUID:
    """Return what PostgreSQL gives as a UUID and SQLite as text."""
    return found if isinstance(found, UUID) else UUID(found)


def _date(found: date | str) -> date:
    """Return what PostgreSQL gives as a day and SQLite as text."""
    return found if isinstance(found, date) else date.fromisoformat(found)


def _statement(
    keys: Sequence[str],
    period: Period,
    map_date: date,
    indicators: Sequence[Indicator],
    units: Collection[UUID] | None,
) -> tuple[str, list[Any]]:
    """Write one row of `club` for each club, or for each club and month where months are told apart."""
    names = dict.fromkeys(name for one in indicators for name in one.figures)
    apart = "month" in keys
    named = ["months.club_id", "lies.unit_id", *(["months.month"] if apart else [])]
    figures = [f'months."{name}"' if apart else _over_months(name) for name in names]
    sums = [part for one in indicators for part in _sums(one)]
    months = [] if apart else [_day_of(name, period) for name in names if _is_dated(name)]
    only = "" if units is None else f"AND lies.unit_id IN ({', '.join(['%s'] * len(units))})"
    sql = f"""
        WITH club AS (
            SELECT {", ".join([*named, *figures])}
            FROM reports_clubmonth months
            JOIN clubs_clubplacement lies ON lies.club_id = months.club_id
            WHERE months.month BETWEEN %s AND %s
              AND (lies.until IS NULL OR lies.until >= %s)
              AND (lies.since <= %s OR NOT EXISTS (
                SELECT 1 FROM clubs_clubplacement earlier
                WHERE earlier.club_id = lies.club_id AND earlier.since < lies.since))
              {only}
            {"" if apart else "GROUP BY months.club_id, lies.unit_id"}
        )
        SELECT {", ".join([*keys, "COUNT(*)", *sums])} FROM club GROUP BY {", ".join(keys)}
    """  # noqa: S608 - names of columns come from our own lists alone
    native = connection.features.has_native_uuid_field
    there = [unit if native else unit.hex for unit in units or ()]
    return sql, [*months, period.first.first, period.last.first, map_date, map_date, *there]


def _day_of(name: str, period: Period) -> date:
    return period.last.first if name in STOCKS else period.first.first


def _is_dated(name: str) -> bool:
    return name in STOCKS or name in OPENINGS


def _over_months(name: str) -> str:
    """Write one club's figure of a period: of its last month, its first, or all together (`indicators.over_months`)."""
    if _is_dated(name):
        return f'MAX(CASE WHEN months.month = %s THEN months."{name}" END) AS "{name}"'
    return f'SUM(months."{name}") AS "{name}"'


def _sums(indicator: Indicator) -> tuple[str, str, str]:
    """Write top, bottom and number of the clubs that know both (`indicators.add_up`)."""
    top = _measure(indicator.top)
    bottom = _measure(indicator.bottom) if indicator.bottom else "0"
    known = f"({top}) IS NOT NULL AND ({bottom}) IS NOT NULL"
    return (
        f"SUM(CASE WHEN {known} THEN {top} END)",
        f"SUM(CASE WHEN {known} THEN {bottom} END)",
        f"SUM(CASE WHEN {known} THEN 1 ELSE 0 END)",
    )


def _measure(measure: Measure) -> str:
    if isinstance(measure, Counted):
        return _total(measure.figures)
    known = " AND ".join(
        f"{_total(one.figures)} + {_total(one.than)} IS NOT NULL" for one in measure.conditions
    )
    met = " AND ".join(_condition(one) for one in measure.conditions)
    return f"(CASE WHEN {met} THEN 1 WHEN {known} THEN 0 END)"


def _condition(one: AtLeast) -> str:
    return f"{_total(one.figures)} >= {_total(one.than)} + {one.least}"


def _total(figures: Iterable[str]) -> str:
    return "(" + (" + ".join(f'"{name}"' for name in figures) or "0") + ")"
