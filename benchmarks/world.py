"""A club to measure with, made by the tests' builders, and its months of meetings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from uuid import UUID

from django.db import connection
from django.utils import timezone

from benchmarks.figures import seconds
from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import close_month
from lienthehe.meetings.rules.sheets import MeetingSheet, Outcome, TaskResult
from tests.given.clubs import a_club, club_officer
from tests.given.meetings import everything, held
from tests.given.people import members

MEETING, CLOSING = "meeting", "closing"


@dataclass(frozen=True, slots=True)
class MeasuredClub:
    """A club with members and regulations, and the two officers who hold its meetings."""

    id: UUID
    treasurer: Officer
    chair: Officer
    at: datetime
    memberships: tuple[UUID, ...]

    def sheet(self, on: date, task: UUID | None = None, *, others: int = 20) -> MeetingSheet:
        """Return a sheet that uses every section and hears what became of a task of the meeting before."""
        sheet = everything(self.id, on, second=self.chair, others=others)
        return replace(sheet, task_results=(TaskResult(task, Outcome.DONE),)) if task else sheet

    def hold(self, sheet: MeetingSheet) -> UUID:
        """Take a sheet into the books."""
        return held(sheet, by=self.treasurer, second=self.chair, at=self.at)

    def close(self, month: Month) -> UUID:
        """Close a month."""
        return close_month(club_id=self.id, month=month, by=self.treasurer, at=self.at)


def a_measured_club(number: int, *, since: Month) -> MeasuredClub:
    """Return a club of so many members whose books may begin in a month; written today, as books are brought in."""
    at = timezone.now()
    club = a_club(at=at, founded_on=since.first, decision_on=since.first)
    treasurer, chair = (club_officer(club.id, role, at=at) for role in (Role.TREASURER, Role.CHAIR))
    joined = members(club.id, number, by=chair, joined_on=since.first, at=at)
    return MeasuredClub(club.id, treasurer, chair, at, tuple(row.membership_id for row in joined))


def last_months(number: int) -> tuple[Month, ...]:
    """Return so many months, the last of them the one before this."""
    last = Month.of(timezone.localdate()).previous
    return tuple(last.plus(1 - number).until(last))


def hold_in_turn(
    club: MeasuredClub, days: Sequence[date], *, others: int = 20
) -> Iterator[tuple[str, float]]:
    """Hold a meeting on each of the days, closing months as they pass; yield MEETING or CLOSING, and its seconds."""
    task = None
    for day, following in pairwise((*days, None)):
        assert day is not None
        sheet = club.sheet(day, task, others=others)
        yield MEETING, seconds(partial(club.hold, sheet))
        task = sheet.plan[0].id
        if following is None or Month.of(following) != Month.of(day):
            yield CLOSING, seconds(partial(club.close, Month.of(day)))


def learn_sizes() -> None:
    """Let PostgreSQL look at its tables once, as autovacuum does in production; SQLite never does by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
