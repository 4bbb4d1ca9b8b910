"""`verify` for the read model: every month of a club computed from nothing and held against what stands.

Nothing is locked: what differs is looked at a second time, so that nobody who writes meanwhile is taken for a fault.
"""

from collections.abc import Mapping
from uuid import UUID

from lienthehe.foundation.months import Month
from lienthehe.reports.queries.club_months import kept_months
from lienthehe.reports.queries.computed import computed_months
from lienthehe.reports.queries.records import club_and_span
from lienthehe.reports.rules.differences import Difference, compare
from lienthehe.reports.rules.figures import Figures
from lienthehe.reports.rules.spans import everything


def verify_months(club_id: UUID) -> tuple[Difference, ...]:
    """Return every figure of a club's months that is not what its lists and books say, to the last month that stands."""
    found = differences(club_id, months_from_nothing(club_id))
    again = differences(club_id, months_from_nothing(club_id)) if found else ()
    return tuple(one for one in found if one in again)


def months_from_nothing(club_id: UUID, until: Month | None = None) -> dict[Month, Figures]:
    """Return all months that have lists and books behind them, to the last that stands or `until`, at least the first."""
    club, span = club_and_span(club_id)
    todo = everything(span, until or span.first)
    return computed_months(club, span, todo) if todo else {}


def differences(club_id: UUID, right: Mapping[Month, Figures]) -> tuple[Difference, ...]:
    """Return every figure of a club's months that is not as it is here; months taken over are left out."""
    first = min(right, default=None)
    stands = {month: row for month, row in kept_months(club_id).items() if first and month >= first}
    return tuple(compare(stands, right))
