"""The terms on which clubs lend: their own, else their province's, else those that nobody has written down."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.clubs.queries import provinces_of_clubs
from lienthehe.foundation.money import Dong
from lienthehe.loans.models import Policy
from lienthehe.loans.rules.policies import STARTING_POLICY, LoanPolicy, PolicySource, policy_in_force
from lienthehe.loans.rules.schedules import Method


@dataclass(frozen=True, slots=True)
class SourcedPolicy:
    """The policy by which a club lends on a date, and whose it is."""

    policy: LoanPolicy
    source: PolicySource


def policy_on(club_id: UUID, on: date) -> LoanPolicy:
    """Return the policy by which a club lends on a date: its own, else its province's, else STARTING_POLICY."""
    return sourced_policy(club_id, on).policy


def policy_source(club_id: UUID, on: date) -> PolicySource:
    """Tell whose policy a club lends by on a date."""
    return sourced_policy(club_id, on).source


def sourced_policy(club_id: UUID, on: date) -> SourcedPolicy:
    """Return the policy by which a club lends on a date, with its source."""
    return sourced_policies((club_id,), on)[club_id]


def policies_on(club_ids: Collection[UUID], on: date) -> dict[UUID, LoanPolicy]:
    """Return the policy by which each club lends on a date, in five queries at most."""
    return {club_id: one.policy for club_id, one in sourced_policies(club_ids, on).items()}


def sourced_policies(club_ids: Collection[UUID], on: date) -> dict[UUID, SourcedPolicy]:
    """Return the policy by which each club lends on a date with its source: one query where all have their own, else five."""
    own: defaultdict[UUID | None, list[LoanPolicy]] = defaultdict(list)
    for row in Policy.objects.filter(club__in=set(club_ids), since__lte=on):
        own[row.club_id].append(_policy(row))
    without = [club_id for club_id in club_ids if club_id not in own]
    found = {club_id: SourcedPolicy(STARTING_POLICY, PolicySource.NOBODY) for club_id in without}
    if without:
        found |= _by_province(without, on)
    for club_id in set(club_ids) & own.keys():
        present = policy_in_force(own[club_id], on)
        assert present is not None
        found[club_id] = SourcedPolicy(present, PolicySource.CLUB)
    return found


def policy_history(club_id: UUID) -> tuple[LoanPolicy, ...]:
    """Return all policies of the club's own, the oldest first, as `history_of` takes them."""
    return tuple(_policy(row) for row in Policy.objects.filter(club_id=club_id).order_by("since"))


def default_history(unit_id: UUID) -> tuple[LoanPolicy, ...]:
    """Return all policies of a province for clubs without their own, the oldest first."""
    return tuple(_policy(row) for row in Policy.objects.filter(unit_id=unit_id).order_by("since"))


def _by_province(club_ids: Collection[UUID], on: date) -> dict[UUID, SourcedPolicy]:
    provinces = provinces_of_clubs(club_ids, on)
    defaults: defaultdict[UUID | None, list[LoanPolicy]] = defaultdict(list)
    for row in Policy.objects.filter(unit__in=set(provinces.values()), since__lte=on):
        defaults[row.unit_id].append(_policy(row))
    return {
        club_id: SourcedPolicy(present, PolicySource.PROVINCE)
        for club_id, province_id in provinces.items()
        if (present := policy_in_force(defaults[province_id], on))
    }


def _policy(row: Policy) -> LoanPolicy:
    return LoanPolicy(
        id=row.id,
        since=row.since,
        method=Method(row.method),
        monthly_rate=row.monthly_rate,
        instalments=tuple(row.instalments),
        cap=Dong(row.cap),
        ladder=tuple(Dong(step) for step in row.ladder),
        grace=row.grace,
        round_to=row.round_to,
        late_rate=row.late_rate,
        membership_months=row.membership_months,
        purposes=tuple(row.purposes),
        members_first=row.members_first,
        second_officer=row.second_officer,
        interest_to_activity=row.interest_to_activity,
        on_meeting_days=row.on_meeting_days,
    )
