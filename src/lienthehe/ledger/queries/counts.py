"""Cash counts as they are in the books."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import CashCount
from lienthehe.ledger.rules.counts import CountMoment, CountSheet, difference_voucher_id


@dataclass(frozen=True, slots=True)
class CountView:
    """A count as a page or the minutes show it (đồng); `notes` largest first."""

    id: UUID
    on: date
    moment: CountMoment
    funds: tuple[Fund, ...]
    notes: tuple[tuple[Dong, int], ...]
    other: Dong
    counted: Dong
    book: Dong
    recorded_by: str
    recorded_at: datetime
    second_officer: str

    @property
    def difference(self) -> Dong:
        """Negative: something is missing; positive: there is too much."""
        return Dong(self.counted - self.book)

    @property
    def voucher_id(self) -> UUID | None:
        """The voucher that the difference became."""
        return difference_voucher_id(self.id) if self.difference else None


def count_view(club_id: UUID, count_id: UUID) -> CountView | None:
    """Return one count of the club; None when it has none such."""
    return next(iter(_views(CashCount.objects.filter(club_id=club_id, id=count_id))), None)


def counts_of_meeting(club_id: UUID, meeting_id: UUID) -> list[CountView]:
    """Return the counts that opened and closed a meeting, in their order."""
    return _views(CashCount.objects.filter(club_id=club_id, meeting=meeting_id))


def last_counts(club_id: UUID, *, limit: int = 5) -> list[CountView]:
    """Return the club's last counts, the latest first."""
    return _views(CashCount.objects.filter(club_id=club_id).order_by("-sequence")[:limit])[::-1]


def sheet_of(row: CashCount) -> CountSheet:
    """Return a count as it was handed in, but for the explanation: that stands in the voucher of its difference."""
    return CountSheet(
        id=row.id,
        on=row.on,
        moment=CountMoment(row.moment),
        funds=tuple(Fund(fund) for fund in row.funds),
        notes={Dong(int(value)): number for value, number in row.notes.items()},
        other=Dong(row.other),
        borne_by=Fund(row.borne_by) if row.borne_by else None,
        second_officer=row.second_officer_id,
        meeting=row.meeting,
    )


def _views(rows: QuerySet[CashCount]) -> list[CountView]:
    found = [
        (
            row.sequence,
            CountView(
                id=row.id,
                on=row.on,
                moment=CountMoment(row.moment),
                funds=tuple(Fund(fund) for fund in row.funds),
                notes=tuple(sorted(((Dong(int(v)), n) for v, n in row.notes.items()), reverse=True)),
                other=Dong(row.other),
                counted=Dong(row.counted),
                book=Dong(row.book),
                recorded_by=row.recorded_by.full_name,
                recorded_at=row.recorded_at,
                second_officer=row.second_officer.full_name if row.second_officer else "",
            ),
        )
        for row in rows.select_related("recorded_by", "second_officer")
    ]
    return [view for _, view in sorted(found, key=lambda one: one[0])]
