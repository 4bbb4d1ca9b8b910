"""Sổ cũ: bringing a running club's old books forward, screen by screen, and opening the books with them."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from lienthehe.access.rules import Act
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.lifecycle.commands.opening_drafts import begin_opening, put_away_opening, save_opening_part
from lienthehe.lifecycle.queries.openings import books_have_begun, opening_draft
from lienthehe.lifecycle.rules.opening_format import write_opening
from lienthehe.lifecycle.rules.openings import OpeningSheet, OpeningSource, SourceKind
from lienthehe.loans.rules.bringing_in import BroughtIn, check_brought_in
from lienthehe.web.ledger.desk import desk_of
from lienthehe.web.lifecycle.opening_forms import PAGES
from lienthehe.web.lifecycle.opening_loans import LoanForm
from lienthehe.web.lifecycle.opening_pages import OpeningDesk, opening_desk

LOANS = "loans"
PARTS = (
    ("cash", gettext_noop("Count the cash")),
    ("goods", gettext_noop("Bank and goods")),
    ("sources", gettext_noop("Whose money is it?")),
    ("members", gettext_noop("Members and their shares")),
    (LOANS, gettext_noop("Loans of the old book")),
    ("check", gettext_noop("Check and open")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """A screen in the stepper."""

    title: str
    url: str
    state: str


def steps(desk: OpeningDesk, here: str) -> dict[str, Any]:
    """Return what the stepper needs: every screen may be opened at any time."""
    done = desk.draft.parts_done
    shown = [
        Step(gettext(title), reverse(f"opening-{part}", args=[desk.desk.club.id]), _state(part, here, done))
        for part, title in PARTS
    ]
    number = next((place for place, (part, _title) in enumerate(PARTS, start=1) if part == here), 1)
    return {
        "steps": shown, "number": number, "count": len(PARTS), "title": shown[number - 1].title,
        "draft": desk.draft, "sheet": desk.sheet, "balances": desk.balances,
    }  # fmt: skip


def _state(part: str, here: str, done: tuple[str, ...]) -> str:
    if part == here:
        return "now"
    return "done" if part in done else ""


def after(part: str) -> str:
    """Return the name of the screen that follows."""
    names = [name for name, _title in PARTS]
    return f"opening-{names[names.index(part) + 1]}"


def opening(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """What this is for, and the way in: by hand or from a file; begun, how far it is."""
    desk_of(request, club_id, Act.SEE_PEOPLE)
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    if request.method == "POST":
        begin_opening(club_id=club_id, by=desk.by, at=timezone.now())
        return redirect("opening-cash", club_id)
    draft = opening_draft(club_id)
    context = desk.frame(draft=draft, has_begun=books_have_begun(club_id), desk=desk)
    if draft is not None:
        context |= steps(OpeningDesk(desk, draft), "")
    return render(request, "lifecycle/opening.html", context)


def part(request: HttpRequest, club_id: UUID, part: str) -> HttpResponse:
    """One screen: shown, or saved on the way to the next."""
    desk = opening_desk(request, club_id)
    page = PAGES[part](desk, request.POST if request.method == "POST" else None)
    if request.method == "POST" and page.is_valid():
        try:
            save_opening_part(
                club_id=club_id, version=page.version, part=part, changes=page.changes(),
                by=desk.desk.by, at=timezone.now(),
            )  # fmt: skip
        except (Refusal, Refusals) as refused:
            page.add_refusal(refused)
        else:
            return redirect(f"opening-{part}" if page.stays else after(part), club_id)
    return render(request, page.template, desk.desk.frame(form=page, **steps(desk, part)))


@require_safe
def loans(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The loans written so far."""
    desk = opening_desk(request, club_id)
    rows = [
        (row, desk.names.get(one.membership_id, "?") if one.membership_id else "?", one)
        for row, one in enumerate(desk.sheet.loans, start=1)
    ]
    return render(request, "lifecycle/opening_loans.html", desk.desk.frame(rows=rows, **steps(desk, LOANS)))


def loan(request: HttpRequest, club_id: UUID, row: int = 0) -> HttpResponse:
    """One loan: a new one (row 0), or one that is written already; `drop` takes it out."""
    desk = opening_desk(request, club_id)
    written = desk.sheet.loans
    if row > len(written):
        raise Http404
    old = written[row - 1] if row else None
    if request.method == "POST" and "drop" in request.POST and old is not None:
        return _keep_loans(desk, [one for one in written if one is not old], again=False)
    form = LoanForm(request.POST or None, choices=desk.member_choices, loan=old)
    if request.method == "POST" and form.is_valid():
        given = form.loan()
        refused = tuple(check_brought_in(given, on=desk.sheet.on))
        if not refused:
            kept = [given if one is old else one for one in written] if old else [*written, given]
            return _keep_loans(desk, kept, again="more" in request.POST)
        form.add_refusal(Refusals(refused))
    context = desk.desk.frame(form=form, row=row, old=old, **steps(desk, LOANS))
    return render(request, "lifecycle/opening_loan.html", context)


def _keep_loans(desk: OpeningDesk, kept: list[BroughtIn], *, again: bool) -> HttpResponse:
    _save(desk, LOANS, replace(desk.sheet, loans=tuple(kept)), "loans")
    return redirect("opening-loan-new" if again else "opening-loans", desk.desk.club.id)


def _save(desk: OpeningDesk, part: str, sheet: OpeningSheet, *fields: str) -> None:
    plain = write_opening(sheet)
    save_opening_part(
        club_id=desk.desk.club.id, version=desk.draft.version, part=part,
        changes={name: plain[name] for name in fields}, by=desk.desk.by, at=timezone.now(),
    )  # fmt: skip


@require_POST
def name_unknown(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Name what nobody can explain "source not known", in every fund that has such money."""
    desk = opening_desk(request, club_id)
    unknown = [
        OpeningSource(one.fund, SourceKind.UNKNOWN, "", one.unexplained)
        for one in desk.balances
        if one.unexplained > 0
    ]
    _save(desk, "sources", replace(desk.sheet, sources=(*desk.sheet.sources, *unknown)), "sources")
    return redirect("opening-check", club_id)


@require_POST
def put_away(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    desk = opening_desk(request, club_id)
    put_away_opening(club_id=club_id, by=desk.desk.by, at=timezone.now())
    return redirect("opening", club_id)
