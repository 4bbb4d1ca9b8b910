"""What of a club a sheet is held against."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lienthehe.clubs.queries import MemberRow, club_summary, regulation_on
from lienthehe.meetings.models import Task
from lienthehe.meetings.rules.checks import ClubOnDay


def club_on_day(club_id: UUID, members: Sequence[MemberRow], on: date) -> ClubOnDay:
    """Return the club as on a day: members, open tasks, box, quorum."""
    club = club_summary(club_id, on)
    regulation = regulation_on(club_id, on)
    return ClubOnDay(
        memberships={member.membership_id for member in members},
        persons={member.person_id for member in members},
        open_tasks=set(Task.objects.filter(club_id=club_id, is_open=True).values_list("id", flat=True)),
        one_tin=club is not None and club.one_tin,
        quorum_percent=regulation.quorum_percent if regulation else 0,
    )
