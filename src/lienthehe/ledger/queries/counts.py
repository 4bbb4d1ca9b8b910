"""A cash count as it is in the books."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import CashCount
from lienthehe.ledger.rules.counts import CountMoment, difference_voucher_id


@dataclass(frozen=True, slots=True)
class CountView:
    """A cash count as a page shows it (đồng); `voucher_id` is the voucher that its difference became."""

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
    meeting: UUID | None

    @property
    def difference(self) -> Dong:
        return Dong(self.counted - self.book)

    @property
    def voucher_id(self) -> UUID | None:
        return difference_voucher_id(self.id) if self.difference else None


def count_view(club_id: UUID, count_id: UUID) -> CountView | None:
    """Return one cash count of the club; None when it has none such."""
    return next(iter(_views(CashCount.objects.filter(club_id=club_id, id=count_id))), None)


def counts_of_meeting(club_id: UUID, meeting_id: UUID) -> list[CountView]:
    """Return the counts that a meeting wrote, in their order."""
    return _views(CashCount.objects.filter(club_id=club_id, meeting=meeting_id))


def _views(counts: QuerySet[CashCount]) -> list[CountView]:
    rows = counts.select_related("recorded_by", "second_officer").order_by("sequence")
    return [
        CountView(
            id=row.id,
            on=row.on,
            moment=CountMoment(row.moment),
            funds=tuple(Fund(fund) for fund in row.funds),
            notes=tuple((Dong(int(value)), number) for value, number in row.notes.items() if number),
            other=Dong(row.other),
            counted=Dong(row.counted),
            book=Dong(row.book),
            recorded_by=row.recorded_by.full_name,
            recorded_at=row.recorded_at,
            second_officer=row.second_officer.full_name if row.second_officer else "",
            meeting=row.meeting,
        )
        for row in rows
    ]
