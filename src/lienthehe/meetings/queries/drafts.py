"""Meetings being held."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lienthehe.meetings.models import MeetingDraft
from lienthehe.meetings.rules.format import read_sheet, sheet_digest
from lienthehe.meetings.rules.sheets import MeetingSheet


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed the draft as it stands, and when."""

    officer_id: UUID
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as a page shows it: the sheet so far, its version, the steps saved, who saved last, who confirmed."""

    sheet: MeetingSheet
    version: int
    steps_done: tuple[str, ...]
    saved_by: str
    saved_at: datetime
    confirmations: tuple[Confirmation, ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    id: UUID
    on: date
    saved_by: str
    saved_at: datetime


def draft_view(club_id: UUID, draft_id: UUID) -> DraftView | None:
    """Return a draft of the club, None if there is none such; in two queries."""
    rows = MeetingDraft.objects.select_related("saved_by").prefetch_related("confirmations__officer")
    row = rows.filter(club_id=club_id, id=draft_id).first()
    if row is None:
        return None
    sheet = read_sheet(row.sheet)
    digest = sheet_digest(sheet)
    valid = sorted((one for one in row.confirmations.all() if one.digest == digest), key=lambda one: one.at)
    return DraftView(
        sheet=sheet,
        version=row.version,
        steps_done=tuple(row.steps_done),
        saved_by=row.saved_by.full_name,
        saved_at=row.saved_at,
        confirmations=tuple(Confirmation(one.officer_id, one.officer.full_name, one.at) for one in valid),
    )


def open_drafts(club_id: UUID) -> list[DraftLine]:
    """Return the club's drafts, the latest first."""
    rows = MeetingDraft.objects.filter(club_id=club_id).select_related("saved_by").order_by("-saved_at")
    return [DraftLine(row.id, row.on, row.saved_by.full_name, row.saved_at) for row in rows.defer("sheet")]
