"""Buổi sinh hoạt: the meetings held, those being written, and beginning one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.queries.money import first_entry_month, last_closed_month
from lienthehe.ledger.rules.months import months_to_close
from lienthehe.meetings.commands import begin_meeting, put_away_draft
from lienthehe.meetings.queries import meetings_of_club, open_drafts
from lienthehe.web.forms import MonthField, PageForm, VietnameseDateField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.meetings.desk import draft_desk
from lienthehe.web.meetings.steps import STEPS

ON_A_PAGE = 24


class BeginForm(PageForm):
    """On which day, for which month. `id` is made as the form is shown: sent twice, it is one meeting."""

    not_done = _("Not begun yet")

    id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid7)
    on = VietnameseDateField(label=_("Day of the meeting"))
    stands_for = MonthField(
        label=_("Month it stands for"), help_text=_("Usually the month of the meeting itself.")
    )

    def __init__(self, data: Any = None, *, desk: Desk) -> None:
        today = desk.today
        super().__init__(data, initial={"on": today, "stands_for": Month.of(today)})


@require_safe
def meetings(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The meetings held, the latest first; those being written, for who may write."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    page = Paginator(meetings_of_club(club_id), ON_A_PAGE).get_page(request.GET.get("page"))
    drafts = open_drafts(club_id) if Act.RECORD_MEETING in desk.may else []
    return render(request, "meetings/meetings.html", desk.frame(page=page, drafts=drafts))


def begin(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Begin a meeting; what is being written already and months not yet closed are told first."""
    desk = desk_of(request, club_id, Act.RECORD_MEETING)
    form = BeginForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sheet_id, on, month = given["id"] or uuid7(), given["on"], given["stands_for"]
        try:
            begin_meeting(
                club_id=club_id, sheet_id=sheet_id, on=on, stands_for=month, by=desk.by, at=timezone.now()
            )
        except (Refusal, Refusals) as refused:
            form.add_refusal(refused)
        else:
            return redirect("meeting-step", club_id, sheet_id, STEPS[0].slug)
    context = desk.frame(form=form, drafts=open_drafts(club_id), to_close=_to_close(desk))
    return render(request, "meetings/begin.html", context)


def _to_close(desk: Desk) -> list[Month]:
    """Return the months that are over and not closed, the first of which can be closed now."""
    first, last = first_entry_month(desk.club.id), last_closed_month(desk.club.id)
    return months_to_close(first_entry=first, last_closed=last, today=desk.today)


def put_away(request: HttpRequest, club_id: UUID, draft_id: UUID) -> HttpResponse:
    """Ask once, then put a draft away that became no meeting."""
    desk = draft_desk(request, club_id, draft_id)
    if desk is None:
        raise Http404
    if request.method == "POST":
        put_away_draft(club_id=club_id, draft_id=draft_id, by=desk.by, at=timezone.now())
        messages.success(request, gettext("The draft was put away. Nothing of it is in the book."))
        return redirect("meetings", club_id)
    return render(request, "meetings/put_away.html", desk.frame(draft=desk.draft))
