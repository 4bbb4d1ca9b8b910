"""One meeting being held: each step shown, saved and followed by the next; two officers who save the same step."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.meetings.commands import save_step
from lienthehe.meetings.queries import is_recorded
from lienthehe.meetings.rules.format import write_fields
from lienthehe.meetings.rules.refusals import DraftChanged
from lienthehe.web.meetings.desk import MeetingDesk, draft_desk
from lienthehe.web.meetings.forms import StepPage
from lienthehe.web.meetings.receipts import ASIDE
from lienthehe.web.meetings.steps import REVIEW, STEPS, Step, is_done, next_of, shown, step_of, url_of

Differences = list[tuple[str, str, str]]
"""What two officers wrote differently: what it is about, what was typed here, what stands saved."""


def step(request: HttpRequest, club_id: UUID, draft_id: UUID, step: str) -> HttpResponse:
    """Show a step; save what is posted and go on to the next."""
    desk, here = draft_desk(request, club_id, draft_id), step_of(step)
    if desk is None:
        return gone(club_id, draft_id)
    page, differences = _page(here, desk, request), None
    if request.method == "POST" and page.is_valid():
        try:
            _save(page)
        except DraftChanged:
            page = _page(here, draft_desk(request, club_id, draft_id) or desk, request)
            differences = _differences(page)
        except (Refusal, Refusals) as refused:
            page.add_refusal(refused)
        if not page.errors and not differences:
            return redirect(_after(request, here, page))
    return render(request, page.template, step_frame(here, page, differences=differences))


def gone(club_id: UUID, draft_id: UUID) -> HttpResponse:
    """Lead from a draft that is in the books to its meeting; 404 for one that never was or was put away."""
    if not is_recorded(club_id, draft_id):
        raise Http404
    return redirect("meeting-recorded", club_id, draft_id)


def step_frame(here: Step, page: StepPage, **context: Any) -> dict[str, Any]:
    """Return the context of a step's page."""
    desk = page.desk
    place = STEPS.index(here)
    before = url_of(STEPS[place - 1], desk.club.id, desk.sheet.id) if place else ""
    others_done = all(is_done(one, desk) for one in STEPS if one.page and one is not here)
    return desk.frame(
        form=page,
        draft=desk.draft,
        sheet=desk.sheet,
        steps=list(shown(here, desk)),
        title=gettext(here.title),
        number=place + 1,
        count=len(STEPS),
        before=before,
        following=gettext(next_of(here).title),
        may_skip=others_done and next_of(here) is not REVIEW,
        people=desk.called_apart.values(),
        **page.context(),
        **context,
    )


def _page(here: Step, desk: MeetingDesk, request: HttpRequest) -> StepPage:
    kind = here.aside if here.aside and request.GET.urlencode().startswith(ASIDE) else here.page
    if kind is None:
        raise Http404
    return kind(desk, request.POST if request.method == "POST" else None, request.GET)


def _save(page: StepPage) -> None:
    desk = page.desk
    save_step(
        club_id=desk.club.id,
        draft_id=desk.sheet.id,
        version=page.base_version(),
        step=page.key,
        changes=write_fields(desk.sheet, **page.fields()),
        by=desk.by,
        at=timezone.now(),
    )


def _differences(page: StepPage) -> Differences:
    """Return where what was typed and what stands saved are not the same; nothing when both wrote alike."""
    if not page.is_valid():
        return []
    saved = dict(page.said(page.desk.sheet))
    typed = dict(page.said(replace(page.desk.sheet, **page.fields())))
    both = dict.fromkeys([*typed, *saved])
    return [
        (about, typed.get(about, ""), saved.get(about, ""))
        for about in both
        if typed.get(about, "") != saved.get(about, "")
    ]


def _after(request: HttpRequest, here: Step, page: StepPage) -> str:
    """Return where to go after saving: on this page, to the review, or to the next step."""
    desk, to_review = page.desk, request.POST.get("go") == REVIEW.slug
    stays = "" if to_review else page.stays_at()
    then = here if stays else REVIEW if to_review else next_of(here)
    return url_of(then, desk.club.id, desk.sheet.id) + stays
