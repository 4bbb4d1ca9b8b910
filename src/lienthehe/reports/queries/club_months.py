"""A club's months as they stand in the read model."""

from uuid import UUID

from lienthehe.clubs.models import Club
from lienthehe.foundation.months import Month
from lienthehe.reports.models import ClubMonth
from lienthehe.reports.rules.figures import FIGURES, Figures


def clubs_behind(month: Month) -> list[UUID]:
    """Return the clubs that have no figures of a month."""
    return list(Club.objects.exclude(months__month=month.first).order_by("id").values_list("id", flat=True))


def figures_before(club_id: UUID, month: Month) -> Figures:
    """Return the figures of the month before this one; all unknown when none stands."""
    row = ClubMonth.objects.filter(club_id=club_id, month=month.previous.first).values(*FIGURES).first()
    return row or dict.fromkeys(FIGURES)


def kept_months(club_id: UUID) -> dict[Month, Figures]:
    """Return all months of a club that stand, in order."""
    rows = ClubMonth.objects.filter(club_id=club_id).order_by("month").values("month", *FIGURES)
    return {Month.of(row.pop("month")): row for row in rows}
