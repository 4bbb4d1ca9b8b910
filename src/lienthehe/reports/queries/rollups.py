"""Many clubs in figures: each club's months of a period first, then the clubs of a place on the map of a day.

Nothing is stored by place: club months are joined with where each club lay on the map date, grouped by that unit, and
the few thousand units are folded into the places of a level. Written in SQL, for a grouping within a grouping.
"""

from collections.abc import Iterable, Sequence
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


def by_unit(period: Period, map_date: date, indicators: Sequence[Indicator]) -> dict[UUID, list[Value]]:
    """Return each indicator's value for all clubs that lie in a unit on the map date, by that unit; in one query."""
    sql, parameters = _statement(period, map_date, indicators)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    return {_uuid(row[0]): [*_values(row[1], row[2:], indicators)] for row in rows}


def _values(clubs: int, sums: Sequence[Any], indicators: Sequence[Indicator]) -> Iterable[Value]:
    for place, one in enumerate(indicators):
        top, bottom, counted = (int(found or 0) for found in sums[place * 3 : place * 3 + 3])
        yield Value(top, bottom if one.bottom else None, counted, clubs - counted)


def _uuid(found: UUID | str) -> UUID:
    """Return what PostgreSQL gives as a UUID and SQLite as text."""
    return found if isinstance(found, UUID) else UUID(found)


def _statement(period: Period, map_date: date, indicators: Sequence[Indicator]) -> tuple[str, list[Any]]:
    names = dict.fromkeys(name for one in indicators for name in one.figures)
    figures = ", ".join(_over_months(name) for name in names)
    sums = ", ".join(part for one in indicators for part in _sums(one))
    months = [
        period.last.first if name in STOCKS else period.first.first for name in names if _is_dated(name)
    ]
    sql = f"""
        WITH club AS (
            SELECT months.club_id, lies.unit_id, {figures}
            FROM reports_clubmonth months
            JOIN clubs_clubplacement lies ON lies.club_id = months.club_id
            WHERE months.month BETWEEN %s AND %s
              AND (lies.until IS NULL OR lies.until >= %s)
              AND (lies.since <= %s OR NOT EXISTS (
                SELECT 1 FROM clubs_clubplacement earlier
                WHERE earlier.club_id = lies.club_id AND earlier.since < lies.since))
            GROUP BY months.club_id, lies.unit_id
        )
        SELECT unit_id, COUNT(*), {sums} FROM club GROUP BY unit_id
    """  # noqa: S608 - names of columns come from our own lists alone
    return sql, [*months, period.first.first, period.last.first, map_date, map_date]


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
