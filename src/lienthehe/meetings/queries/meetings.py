"""Meetings in the books: the list, and one with everything that its minutes say."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lienthehe.clubs.rules import Area, Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.counts import CountView, counts_of_meeting
from lienthehe.ledger.queries.vouchers import VoucherView, vouchers_of_meeting
from lienthehe.meetings.models import Attendance, Meeting, Task, TaskReport, WorkLine
from lienthehe.meetings.rules.sheets import Outcome, Presence


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    id: UUID
    number: int
    year: int
    on: date
    stands_for: Month
    present: int
    members: int


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """A member's line in the roll."""

    membership_id: UUID
    full_name: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class WorkRow:
    area: Area
    text: str
    people: int
    volunteer: str
    times: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    text: str
    votes_for: int
    votes_against: int
    abstained: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a meeting's plan; `who` is the member's name or what was written."""

    id: UUID
    what: str
    who: str
    until: date | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class TaskReportRow:
    task: TaskRow
    outcome: Outcome
    note: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting whole: what its minutes and its page are made of (amounts in đồng)."""

    id: UUID
    number: int
    year: int
    on: date
    stands_for: Month
    begins: time | None
    ends: time | None
    place: str
    chair: str
    secretary: str
    topics: tuple[str, ...]
    recorded_by: str
    recorded_as: str
    recorded_at: datetime
    confirmers: tuple[str, str]
    boxes_before: dict[Fund, Dong]
    boxes_after: dict[Fund, Dong]
    attendance: tuple[PresenceRow, ...]
    guests: tuple[tuple[str, str], ...]
    work: tuple[WorkRow, ...]
    decisions: tuple[DecisionRow, ...]
    task_reports: tuple[TaskReportRow, ...]
    plan: tuple[TaskRow, ...]
    vouchers: tuple[VoucherView, ...]
    counts: tuple[CountView, ...]

    def number_of(self, presence: Presence) -> int:
        """How many members were present, excused or absent."""
        return sum(row.presence is presence for row in self.attendance)


def meetings_of_club(club_id: UUID) -> list[MeetingLine]:
    """Return the club's meetings, the latest first, in one query."""
    return _lines(Meeting.objects.filter(club_id=club_id))


def last_meeting(club_id: UUID, *, before: date) -> MeetingLine | None:
    """Return the last meeting on or before a day; reads no other meeting's roll."""
    until = Meeting.objects.filter(club_id=club_id, on__lte=before).order_by("-on", "-number")
    return next(iter(_lines(Meeting.objects.filter(id=until.values("id")[:1]))), None)


def _lines(meetings: QuerySet[Meeting]) -> list[MeetingLine]:
    present = Count("attendance", filter=Q(attendance__presence=Presence.PRESENT))
    rows = meetings.annotate(present=present, members=Count("attendance"))
    return [
        MeetingLine(row.id, row.number, row.year, row.on, Month.of(row.stands_for), row.present, row.members)
        for row in rows.order_by("-on", "-number")
    ]


def is_recorded(club_id: UUID, meeting_id: UUID) -> bool:
    """Tell whether this meeting of the club is in the books."""
    return Meeting.objects.filter(club_id=club_id, id=meeting_id).exists()


def open_tasks(club_id: UUID) -> list[TaskRow]:
    """Return what earlier meetings planned and nobody has reported as done or dropped."""
    rows = Task.objects.filter(club_id=club_id, is_open=True).select_related("person", "meeting")
    return [_task(row) for row in rows.order_by("meeting__on", "position")]


def meeting_view(club_id: UUID, meeting_id: UUID) -> MeetingView | None:
    """Return a meeting of the club with all its parts, None if there is none such; a fixed number of queries."""
    people = ("chair", "secretary", "recorded_by", "first_confirmer", "second_confirmer")
    row = Meeting.objects.select_related(*people).filter(club_id=club_id, id=meeting_id).first()
    if row is None:
        return None
    return MeetingView(
        id=row.id,
        number=row.number,
        year=row.year,
        on=row.on,
        stands_for=Month.of(row.stands_for),
        begins=row.begins,
        ends=row.ends,
        place=row.place,
        chair=row.chair.full_name if row.chair else "",
        secretary=row.secretary.full_name if row.secretary else "",
        topics=tuple(row.topics),
        recorded_by=row.recorded_by.full_name,
        recorded_as=row.recorded_as,
        recorded_at=row.recorded_at,
        confirmers=(row.first_confirmer.full_name, row.second_confirmer.full_name),
        boxes_before={Fund(fund): Dong(amount) for fund, amount in row.boxes_before.items()},
        boxes_after={Fund(fund): Dong(amount) for fund, amount in row.boxes_after.items()},
        attendance=_roll(row),
        guests=tuple(row.guests.order_by("id").values_list("name", "body")),
        work=tuple(_work(line) for line in row.work.select_related("volunteer").order_by("position")),
        decisions=tuple(
            DecisionRow(one.text, one.votes_for, one.votes_against, one.abstained)
            for one in row.decisions.order_by("position")
        ),
        task_reports=tuple(
            _report(one) for one in row.task_reports.select_related("task__person").order_by("id")
        ),
        plan=tuple(_task(one) for one in row.plan.select_related("person").order_by("position")),
        vouchers=tuple(vouchers_of_meeting(club_id, meeting_id)),
        counts=tuple(counts_of_meeting(club_id, meeting_id)),
    )


def _roll(meeting: Meeting) -> tuple[PresenceRow, ...]:
    rows = Attendance.objects.filter(meeting=meeting).select_related("membership__person")
    return tuple(
        PresenceRow(row.membership_id, row.membership.person.full_name, Presence(row.presence))
        for row in rows.order_by("membership__person__sort_name", "membership__number")
    )


def _work(row: WorkLine) -> WorkRow:
    return WorkRow(
        Area(row.area), row.text, row.people, row.volunteer.full_name if row.volunteer else "", row.times
    )


def _task(row: Task) -> TaskRow:
    return TaskRow(row.id, row.what, row.person.full_name if row.person else row.who, row.until, row.is_open)


def _report(row: TaskReport) -> TaskReportRow:
    return TaskReportRow(_task(row.task), Outcome(row.outcome), row.note)
