"""What of a club a sheet is held against."""

from collections.abc import Sequence
from uuid import UUID

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.rules.regulations import MeetingTerms, RegulationTerms
from lienthehe.meetings.models import Task
from lienthehe.meetings.rules.checks import ClubOnDay


def club_on_day(
    club_id: UUID,
    members: Sequence[MemberRow],
    terms: MeetingTerms | RegulationTerms | None,
    *,
    one_tin: bool,
) -> ClubOnDay:
    """Return what a sheet is held against: the members and regulations of its day, the open tasks, the box."""
    return ClubOnDay(
        memberships={member.membership_id for member in members},
        persons={member.person_id for member in members},
        open_tasks=set(Task.objects.filter(club_id=club_id, is_open=True).values_list("id", flat=True)),
        one_tin=one_tin,
        quorum_percent=terms.quorum_percent if terms else 0,
    )
