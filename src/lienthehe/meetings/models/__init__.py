from lienthehe.meetings.models.drafts import DraftConfirmation, MeetingDraft
from lienthehe.meetings.models.meetings import Attendance, Guest, Meeting
from lienthehe.meetings.models.work import Decision, Task, TaskReport, WorkLine

__all__ = [
    "Attendance",
    "Decision",
    "DraftConfirmation",
    "Guest",
    "Meeting",
    "MeetingDraft",
    "Task",
    "TaskReport",
    "WorkLine",
]
