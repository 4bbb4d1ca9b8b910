"""What members have paid of their contributions."""

from dataclasses import dataclass
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import DuesPaid


@dataclass(frozen=True, slots=True)
class PaidKey:
    """Which contribution: of which member, to which fund, paid back on leaving or not."""

    membership_id: UUID
    fund: Fund
    refundable: bool


def dues_paid(club_id: UUID) -> dict[PaidKey, Dong]:
    """Return what every member of the club has ever paid of each contribution (đồng), in one query."""
    rows = DuesPaid.objects.filter(club_id=club_id).values_list("membership_id", "fund", "refundable", "paid")
    return {PaidKey(member, Fund(fund), refundable): Dong(paid) for member, fund, refundable, paid in rows}


def member_paid(club_id: UUID, membership_id: UUID) -> dict[PaidKey, Dong]:
    """Return what one member has ever paid of each contribution (đồng)."""
    rows = DuesPaid.objects.filter(club_id=club_id, membership_id=membership_id)
    return {PaidKey(membership_id, Fund(row.fund), row.refundable): Dong(row.paid) for row in rows}
