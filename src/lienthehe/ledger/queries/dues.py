"""What members have paid of their contributions, and how they stand with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.rules.dues import DuesStanding, all_dues_of
from lienthehe.clubs.rules.regulations import ContributionKind, Fund, RegulationTerms
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import DuesPaid

Paid = Mapping[ContributionKind, Dong]
"""How much of each contribution (đồng)."""


def dues_paid(club_id: UUID) -> defaultdict[UUID, dict[ContributionKind, Dong]]:
    """Return what every member of the club has ever paid of each contribution, by membership; in one query.

    Asked for somebody who never paid, it answers with nothing.
    """
    paid: defaultdict[UUID, dict[ContributionKind, Dong]] = defaultdict(dict)
    for row in DuesPaid.objects.filter(club_id=club_id):
        paid[row.membership_id][ContributionKind(Fund(row.fund), row.refundable)] = Dong(row.paid)
    return paid


def member_paid(club_id: UUID, membership_id: UUID) -> Paid:
    """Return what one member has ever paid of each contribution."""
    rows = DuesPaid.objects.filter(club_id=club_id, membership_id=membership_id)
    return {ContributionKind(Fund(row.fund), row.refundable): Dong(row.paid) for row in rows}


def club_dues(
    club_id: UUID, members: Iterable[MemberRow], regulations: Sequence[RegulationTerms], month: Month
) -> dict[UUID, dict[ContributionKind, DuesStanding]]:
    """Return how each of these members stands with every contribution in a month, by membership; in one query.

    `regulations` are all of the club's, oldest first.
    """
    paid = dues_paid(club_id)
    return {
        row.membership_id: all_dues_of(
            regulations,
            joined_on=row.joined_on,
            left_on=row.left_on,
            paid=paid[row.membership_id],
            month=month,
        )
        for row in members
    }
