"""A meeting being held, saved step by step; nothing is in the books until it is recorded."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.commands import write_audit
from lienthehe.access.models import Officer
from lienthehe.access.queries import check_officer_may, officer_may
from lienthehe.access.rules import Act
from lienthehe.clubs.queries import board_on, club_summary, lock_club, scopes_of_club
from lienthehe.clubs.rules import Post
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.chain import entries_of
from lienthehe.ledger.queries.money import last_closed_month
from lienthehe.ledger.rules.months import check_open
from lienthehe.meetings.models import DraftConfirmation, Meeting, MeetingDraft
from lienthehe.meetings.queries.books import digest_of_books
from lienthehe.meetings.queries.drafts import DraftView, draft_view
from lienthehe.meetings.rules.checks import check_day
from lienthehe.meetings.rules.format import read_sheet, sheet_digest, write_sheet
from lienthehe.meetings.rules.refusals import (
    BooksMovedOn,
    ChangedSinceRead,
    ConfirmerMayNot,
    DraftChanged,
    DraftGone,
    OtherClubsSheet,
)
from lienthehe.meetings.rules.sheets import SHEET_VERSION, MeetingSheet


@transaction.atomic
def begin_meeting(
    *, club_id: UUID, sheet_id: UUID, on: date, stands_for: Month, by: Officer, at: datetime
) -> DraftView:
    """Open a draft of a meeting's sheet with what is known: place, time, chair and secretary; sent again, the first.

    Raises NotAllowed, OtherClubsSheet, what `check_day` raises, MonthClosed, and DraftGone when the meeting is in the
    books already.
    """
    today = timezone.localdate(at)
    acting = check_officer_may(Act.RECORD_MEETING, by=by, within=scopes_of_club(club_id, on=today), on=today)
    lock_club(club_id)
    draft = MeetingDraft.objects.filter(id=sheet_id).first()
    if draft is not None and draft.club_id != club_id:
        raise OtherClubsSheet
    if draft is None:
        _check_day(club_id, on, stands_for, today)
        if Meeting.objects.filter(id=sheet_id).exists():
            raise DraftGone
        sheet = _opening_sheet(club_id, sheet_id, on, stands_for)
        MeetingDraft.objects.create(
            id=sheet_id, club_id=club_id, on=on, version=1, sheet=write_sheet(sheet), saved_by=by, saved_at=at
        )
        write_audit(act=Act.RECORD_MEETING, by=by, acting=acting, subject=("draft", str(sheet_id)), at=at)
    return _read(club_id, sheet_id)


@transaction.atomic
def save_step(
    *,
    club_id: UUID,
    draft_id: UUID,
    version: int,
    step: str,
    changes: Mapping[str, Any],
    by: Officer,
    at: datetime,
) -> DraftView:
    """Put one step's fields of the sheet into the draft and mark the step as done; confirmations fall away.

    `version` is the draft's that the page was made from; `changes` are JSON values of the fields that are the step's
    own, so that two officers may fill in different steps at once. Raises NotAllowed, DraftGone, DraftChanged (this
    step was saved in between: nothing is overwritten), SheetUnreadable and what `check_day` raises.
    """
    today = timezone.localdate(at)
    check_officer_may(Act.RECORD_MEETING, by=by, within=scopes_of_club(club_id, on=today), on=today)
    lock_club(club_id)
    draft = MeetingDraft.objects.filter(club_id=club_id, id=draft_id).first()
    if draft is None:
        raise DraftGone
    if not draft.steps_done.get(step, 0) <= version <= draft.version:
        raise DraftChanged
    own = {"id": str(draft_id), "club_id": str(club_id), "version": SHEET_VERSION}
    sheet = read_sheet({**draft.sheet, **changes, **own})
    _check_day(club_id, sheet.on, sheet.stands_for, today)
    draft.sheet = write_sheet(sheet)
    draft.on = sheet.on
    draft.version += 1
    draft.steps_done[step] = draft.version
    draft.saved_by, draft.saved_at = by, at
    draft.save()
    draft.confirmations.exclude(digest=sheet_digest(sheet)).delete()
    return _read(club_id, draft_id)


@transaction.atomic
def confirm_draft(
    *, club_id: UUID, draft_id: UUID, version: int, books_read: str, officer: Officer, at: datetime
) -> DraftView:
    """Note that an officer, whose PIN was checked before and outside, confirms the draft and the books as read.

    `version` and `books_read` (`digest_of_books`) are those that the review was shown with. Raises DraftGone,
    ChangedSinceRead, BooksMovedOn, ConfirmerMayNot.
    """
    today = timezone.localdate(at)
    within = scopes_of_club(club_id, on=today)
    if not officer_may(Act.CONFIRM_MEETING, by=officer, within=within, on=today):
        raise ConfirmerMayNot(name=officer.full_name)
    lock_club(club_id)
    draft = MeetingDraft.objects.filter(club_id=club_id, id=draft_id).first()
    if draft is None:
        raise DraftGone
    if draft.version != version:
        raise ChangedSinceRead
    sheet = read_sheet(draft.sheet)
    if digest_of_books(club_id, sheet.on) != books_read:
        raise BooksMovedOn
    confirmed = {"digest": sheet_digest(sheet), "books": books_read, "entries": entries_of(club_id)}
    DraftConfirmation.objects.update_or_create(
        draft=draft, officer=officer, defaults={"club_id": club_id, "at": at, **confirmed}
    )
    acting = check_officer_may(Act.CONFIRM_MEETING, by=officer, within=within, on=today)
    write_audit(act=Act.CONFIRM_MEETING, by=officer, acting=acting, subject=("draft", str(draft_id)), at=at)
    return _read(club_id, draft_id)


@transaction.atomic
def put_away_draft(*, club_id: UUID, draft_id: UUID, by: Officer, at: datetime) -> None:
    """Delete a draft that became no meeting; the books hold nothing of it. Raises NotAllowed, DraftGone."""
    today = timezone.localdate(at)
    acting = check_officer_may(Act.RECORD_MEETING, by=by, within=scopes_of_club(club_id, on=today), on=today)
    gone, _ = MeetingDraft.objects.filter(club_id=club_id, id=draft_id).delete()
    if not gone:
        raise DraftGone
    write_audit(act=Act.RECORD_MEETING, by=by, acting=acting, subject=("draft", str(draft_id)), at=at)


def _check_day(club_id: UUID, on: date, stands_for: Month, today: date) -> None:
    check_day(on, stands_for, today=today)
    check_open(on, last_closed=last_closed_month(club_id))


def _opening_sheet(club_id: UUID, sheet_id: UUID, on: date, stands_for: Month) -> MeetingSheet:
    club = club_summary(club_id, on)
    posts = {row.post: row.person_id for row in board_on(club_id, on)}
    return MeetingSheet(
        id=sheet_id,
        club_id=club_id,
        on=on,
        stands_for=stands_for,
        begins=club.facts.meeting_time if club else None,
        place=club.facts.meeting_place if club else "",
        chair=posts.get(Post.CHAIR),
        secretary=posts.get(Post.SECRETARY),
    )


def _read(club_id: UUID, draft_id: UUID) -> DraftView:
    view = draft_view(club_id, draft_id)
    if view is None:
        raise DraftGone
    return view
