"""`verify` for the read model: every month of a club computed from nothing and held against what stands."""

from collections.abc import Mapping
from uuid import UUID

from lienthehe.clubs.models import Club
from lienthehe.foundation.months import Month
from lienthehe.reports.queries.club_months import kept_months
from lienthehe.reports.queries.computed import computed_months
from lienthehe.reports.queries.records import span_of
from lienthehe.reports.rules.differences import Difference, compare
from lienthehe.reports.rules.figures import Figures
from lienthehe.reports.rules.spans import everything


def months_from_nothing(club: Club, until: Month) -> dict[Month, Figures]:
    """Return all months that have lists and books behind them, to the last that stands or `until`."""
    span = span_of(club)
    todo = everything(span, until)
    return computed_months(club, span, todo) if todo else {}


def differences(club_id: UUID, right: Mapping[Month, Figures]) -> tuple[Difference, ...]:
    """Return every figure of a club's months that is not as it is here; months taken over are left out."""
    first = min(right, default=None)
    stands = {month: row for month, row in kept_months(club_id).items() if first and month >= first}
    return tuple(compare(stands, right))
