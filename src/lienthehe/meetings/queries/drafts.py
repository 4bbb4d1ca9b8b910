"""Meetings being held."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lienthehe.ledger.queries.chain import entries_of
from lienthehe.meetings.models import DraftConfirmation, MeetingDraft
from lienthehe.meetings.queries.books import digest_of_books
from lienthehe.meetings.rules.format import read_sheet, sheet_digest
from lienthehe.meetings.rules.sheets import MeetingSheet


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed the draft as it stands, when, and on which books (`digest_of_books`)."""

    officer_id: UUID
    name: str
    at: datetime
    books: str


@dataclass(frozen=True, slots=True)
class FallenConfirmation:
    """Who confirmed the draft before the books changed, when, and how many entries the books have more since."""

    name: str
    at: datetime
    entries_since: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as a page shows it: the sheet so far, its version, the steps saved, who saved last, who confirmed.

    `fallen`: the sheet is still the one that they confirmed, but what the books say beside it is not.
    """

    sheet: MeetingSheet
    version: int
    steps_done: tuple[str, ...]
    saved_by: str
    saved_at: datetime
    confirmations: tuple[Confirmation, ...]
    fallen: tuple[FallenConfirmation, ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    id: UUID
    on: date
    saved_by: str
    saved_at: datetime


def draft_view(club_id: UUID, draft_id: UUID) -> DraftView | None:
    """Return a draft of the club, None if there is none such; in two queries, in more once it is confirmed."""
    rows = MeetingDraft.objects.select_related("saved_by").prefetch_related("confirmations__officer")
    row = rows.filter(club_id=club_id, id=draft_id).first()
    if row is None:
        return None
    sheet = read_sheet(row.sheet)
    digest = sheet_digest(sheet)
    given = sorted((one for one in row.confirmations.all() if one.digest == digest), key=lambda one: one.at)
    books = digest_of_books(club_id, sheet.on) if given else ""
    return DraftView(
        sheet=sheet,
        version=row.version,
        steps_done=tuple(row.steps_done),
        saved_by=row.saved_by.full_name,
        saved_at=row.saved_at,
        confirmations=tuple(
            Confirmation(one.officer_id, one.officer.full_name, one.at, one.books)
            for one in given
            if one.books == books
        ),
        fallen=_fallen(club_id, [one for one in given if one.books != books]),
    )


def _fallen(club_id: UUID, given: list[DraftConfirmation]) -> tuple[FallenConfirmation, ...]:
    now = entries_of(club_id) if given else 0
    return tuple(FallenConfirmation(one.officer.full_name, one.at, now - one.entries) for one in given)


def open_drafts(club_id: UUID) -> list[DraftLine]:
    """Return the club's drafts, the latest first."""
    rows = MeetingDraft.objects.filter(club_id=club_id).select_related("saved_by").order_by("-saved_at")
    return [DraftLine(row.id, row.on, row.saved_by.full_name, row.saved_at) for row in rows.defer("sheet")]
