"""What a meeting says beside the money: who was there, what was done, decided and planned."""

from collections.abc import Iterable

from lienthehe.clubs.rules import Area
from lienthehe.meetings.models import Attendance, Decision, Guest, Meeting, Task, TaskReport, WorkLine
from lienthehe.meetings.rules.sheets import MeetingSheet, Outcome


def write_minutes(meeting: Meeting, sheet: MeetingSheet) -> None:
    """Write the roll, guests, work by area, decisions, plan and what became of earlier tasks; one insert a table."""
    club_id = meeting.club_id
    Attendance.objects.bulk_create(
        Attendance(club_id=club_id, meeting=meeting, membership_id=one.membership_id, presence=one.presence)
        for one in sheet.attendance
    )
    Guest.objects.bulk_create(
        Guest(club_id=club_id, meeting=meeting, name=one.name, body=one.body) for one in sheet.guests
    )
    WorkLine.objects.bulk_create(_work(meeting, sheet))
    Decision.objects.bulk_create(
        Decision(
            club_id=club_id,
            meeting=meeting,
            position=position,
            text=one.text,
            votes_for=one.votes_for,
            votes_against=one.votes_against,
            abstained=one.abstained,
        )
        for position, one in enumerate(sheet.decisions, start=1)
    )
    _write_tasks(meeting, sheet)


def _work(meeting: Meeting, sheet: MeetingSheet) -> Iterable[WorkLine]:
    for position, visits in enumerate(sheet.visits, start=1):
        yield WorkLine(
            club_id=meeting.club_id,
            meeting=meeting,
            position=position,
            area=Area.HOME_CARE,
            text=visits.text,
            people=visits.people,
            volunteer_id=visits.volunteer,
            times=visits.times,
        )
    for position, work in enumerate(sheet.work, start=len(sheet.visits) + 1):
        yield WorkLine(
            club_id=meeting.club_id,
            meeting=meeting,
            position=position,
            area=work.area,
            text=work.text,
            people=work.people,
        )


def _write_tasks(meeting: Meeting, sheet: MeetingSheet) -> None:
    Task.objects.bulk_create(
        Task(
            id=one.id,
            club_id=meeting.club_id,
            meeting=meeting,
            position=position,
            what=one.what,
            person_id=one.person,
            who=one.who,
            until=one.until,
        )
        for position, one in enumerate(sheet.plan, start=1)
    )
    TaskReport.objects.bulk_create(
        TaskReport(
            club_id=meeting.club_id, meeting=meeting, task_id=one.task_id, outcome=one.outcome, note=one.note
        )
        for one in sheet.task_results
    )
    ended = [one.task_id for one in sheet.task_results if one.outcome is not Outcome.GOES_ON]
    if ended:
        Task.objects.filter(club_id=meeting.club_id, id__in=ended).update(is_open=False)
