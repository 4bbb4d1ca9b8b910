from lienthehe.meetings.queries.books import digest_of_books
from lienthehe.meetings.queries.drafts import (
    Confirmation,
    DraftLine,
    DraftView,
    FallenConfirmation,
    draft_view,
    open_drafts,
)
from lienthehe.meetings.queries.meetings import (
    MeetingLine,
    MeetingView,
    is_recorded,
    last_meeting,
    meeting_view,
    meetings_of_club,
    open_tasks,
)

__all__ = [
    "Confirmation",
    "DraftLine",
    "DraftView",
    "FallenConfirmation",
    "MeetingLine",
    "MeetingView",
    "digest_of_books",
    "draft_view",
    "is_recorded",
    "last_meeting",
    "meeting_view",
    "meetings_of_club",
    "open_drafts",
    "open_tasks",
]
