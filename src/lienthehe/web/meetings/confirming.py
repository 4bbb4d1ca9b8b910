"""The last step: two officers confirm by PIN, one after the other, and the meeting is in the books."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lienthehe.access.commands import check_pin
from lienthehe.access.queries import Officer, officer_by_id
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.meetings.commands import confirm_draft, record_meeting
from lienthehe.meetings.queries import DraftView
from lienthehe.meetings.rules.refusals import DraftGone
from lienthehe.web.meetings.desk import draft_desk
from lienthehe.web.meetings.holding import gone, step_frame
from lienthehe.web.meetings.review import TWO, ReviewPage
from lienthehe.web.meetings.steps import REVIEW, url_of


def review(request: HttpRequest, club_id: UUID, draft_id: UUID) -> HttpResponse:
    """Read everything again; each of the two confirms by PIN, the second one records the meeting."""
    desk = draft_desk(request, club_id, draft_id)
    if desk is None:
        return gone(club_id, draft_id)
    page = ReviewPage(desk, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (_only_records(request, page) or page.is_valid()):
        try:
            return redirect(_confirmed(request, page))
        except DraftGone:
            return gone(club_id, draft_id)
        except (Refusal, Refusals) as refused:
            page = ReviewPage(draft_desk(request, club_id, draft_id) or desk, request.POST)
            page.is_valid()
            page.confirm.add_refusal(refused)
    return render(request, page.template, step_frame(REVIEW, page))


def _only_records(request: HttpRequest, page: ReviewPage) -> bool:
    """Tell whether two have confirmed already and only the recording is asked for once more."""
    return "record" in request.POST and page.is_confirmed


def _confirmed(request: HttpRequest, page: ReviewPage) -> str:
    """Check the PIN outside any transaction, confirm, and record once two have; return where to go."""
    desk, now = page.desk, timezone.now()
    draft = desk.draft if _only_records(request, page) else _confirm(page, now)
    if not ReviewPage(replace(desk, draft=draft)).is_confirmed:
        return f"{url_of(REVIEW, desk.club.id, desk.sheet.id)}#confirm"
    first, second = _two(draft)
    meeting_id = record_meeting(
        draft.sheet,
        confirmed_by=(first, second),
        books_read=draft.confirmations[0].books,
        by=desk.by,
        at=now,
    )
    return reverse("meeting-recorded", args=[desk.club.id, meeting_id])


def _confirm(page: ReviewPage, now: datetime) -> DraftView:
    given, desk = page.confirm.cleaned_data, page.desk
    officer = _officer(given["officer"])
    check_pin(officer=officer, pin=given["pin"], at=now)
    return confirm_draft(
        club_id=desk.club.id,
        draft_id=desk.sheet.id,
        version=page.base_version(),
        books_read=page.posted("books"),
        officer=officer,
        at=now,
    )


def _two(draft: DraftView) -> tuple[Officer, Officer]:
    """Return two who confirmed, those first who stand behind a payment or a loan paid out."""
    behind = {one.second_officer for one in draft.sheet.payments}
    behind |= {one.second_officer for one in draft.sheet.loans_paid_out}
    first, second = sorted(draft.confirmations, key=lambda one: one.officer_id not in behind)[:TWO]
    return _officer(first.officer_id), _officer(second.officer_id)


def _officer(officer_id: UUID | str) -> Officer:
    officer = officer_by_id(officer_id)
    assert officer is not None, "chosen among the club's officers"
    return officer
