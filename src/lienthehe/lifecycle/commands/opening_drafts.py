"""Old books being brought forward, saved part by part; nothing is in the books until they are opened."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.queries import check_officer_may
from lienthehe.access.rules import Act
from lienthehe.clubs.queries import lock_club, scopes_of_club
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.models import OpeningDraft
from lienthehe.lifecycle.queries.openings import OpeningDraftView, books_have_begun, opening_draft
from lienthehe.lifecycle.rules.opening_checks import BooksBegun, NoSuchOpening, OpeningChanged
from lienthehe.lifecycle.rules.opening_format import read_opening, write_opening
from lienthehe.lifecycle.rules.openings import OpeningSheet


@transaction.atomic
def begin_opening(*, club_id: UUID, by: Officer, at: datetime) -> OpeningDraftView:
    """Open a draft of today, or return the one that is there. Raises NotAllowed and BooksBegun."""
    _may(club_id, by, at)
    if not OpeningDraft.objects.filter(club_id=club_id).exists():
        if books_have_begun(club_id):
            raise BooksBegun
        sheet = OpeningSheet(uuid7(), club_id, timezone.localdate(at))
        OpeningDraft.objects.create(
            id=sheet.id, club_id=club_id, version=1, sheet=write_opening(sheet), saved_by=by, saved_at=at
        )
    return _read(club_id)


@transaction.atomic
def save_opening_part(
    *, club_id: UUID, version: int, part: str, changes: Mapping[str, Any], by: Officer, at: datetime
) -> OpeningDraftView:
    """Put one part's fields of the sheet, as JSON values, into the draft and mark the part as done.

    `version` is the draft's that the page was made from. Raises NotAllowed, NoSuchOpening, OpeningChanged (this part was
    saved in between) and OpeningUnreadable.
    """
    _may(club_id, by, at)
    draft = _draft(club_id)
    if not draft.parts_done.get(part, 0) <= version <= draft.version:
        raise OpeningChanged
    own = {"id": str(draft.id), "club_id": str(club_id)}
    draft.sheet = write_opening(read_opening({**draft.sheet, **changes, **own}))
    draft.version += 1
    draft.parts_done[part] = draft.version
    draft.saved_by, draft.saved_at = by, at
    draft.save()
    return _read(club_id)


@transaction.atomic
def take_in_opening(*, club_id: UUID, sheet: OpeningSheet, by: Officer, at: datetime) -> OpeningDraftView:
    """Put a whole sheet, read from a file, into the draft in place of what was there.

    Raises NotAllowed and NoSuchOpening.
    """
    _may(club_id, by, at)
    draft = _draft(club_id)
    draft.sheet = write_opening(replace(sheet, id=draft.id, club_id=club_id))
    draft.version += 1
    draft.parts_done = dict.fromkeys(("cash", "goods", "sources", "members", "loans"), draft.version)
    draft.returned, draft.saved_by, draft.saved_at = None, by, at
    draft.save()
    return _read(club_id)


@transaction.atomic
def keep_returned_file(*, club_id: UUID, name: str, data: bytes, by: Officer, at: datetime) -> None:
    """Keep a file that goes back with reasons, sealed, until a good one comes. Raises NotAllowed, NoSuchOpening."""
    _may(club_id, by, at)
    draft = _draft(club_id)
    draft.returned = {"name": name, "file": b64encode(data).decode()}
    draft.save(update_fields=["returned"])


@transaction.atomic
def put_away_opening(*, club_id: UUID, by: Officer, at: datetime) -> None:
    """Delete a draft that opened no books. Raises NotAllowed, NoSuchOpening."""
    _may(club_id, by, at)
    _draft(club_id).delete()


def _may(club_id: UUID, by: Officer, at: datetime) -> None:
    today = timezone.localdate(at)
    check_officer_may(Act.RECORD_MONEY, by=by, within=scopes_of_club(club_id, on=today), on=today)
    lock_club(club_id)


def _draft(club_id: UUID) -> OpeningDraft:
    draft = OpeningDraft.objects.filter(club_id=club_id).first()
    if draft is None:
        raise NoSuchOpening
    return draft


def _read(club_id: UUID) -> OpeningDraftView:
    view = opening_draft(club_id)
    if view is None:
        raise NoSuchOpening
    return view
