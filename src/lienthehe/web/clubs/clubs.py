"""Câu lạc bộ: the register of many, and one club's page: place, board, regulations, meeting days."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.access.queries import Officer, grants_of
from lienthehe.access.rules import ALLOWED, Act, NotAllowed, Scope, ScopeKind, check_access_stands
from lienthehe.clubs.commands import change_club, found_club, move_club
from lienthehe.clubs.queries import (
    board_on,
    board_term_on,
    composition_on,
    register,
    regulations_of,
    scopes_of_club,
    vacant_seats,
)
from lienthehe.clubs.rules import ManagingBody
from lienthehe.clubs.rules.boards import remarks_on_board
from lienthehe.clubs.rules.clubs import remark_on_size
from lienthehe.clubs.rules.regulations import history_of
from lienthehe.foundation.text import fold
from lienthehe.places.queries import children, places_on
from lienthehe.places.rules import Level, PlaceOn
from lienthehe.web.clubs.desk import Desk, desk_of
from lienthehe.web.clubs.forms.clubs import ClubForm, DayForm, FoundForm, MoveForm, written_facts
from lienthehe.web.clubs.recording import Words, form_page, recorded
from lienthehe.web.clubs.wording import choices_of, write_meeting_rule, write_remark
from lienthehe.web.context import own_club
from lienthehe.web.forms import read_number
from lienthehe.web.scope import officer_of


@require_safe
def clubs(request: HttpRequest) -> HttpResponse:
    """The clubs of the officer's places, found by name, village or commune."""
    by, today = officer_of(request), timezone.localdate()
    check_access_stands(grants_of(by), on=today)
    asked, text, number = (request.GET.get(name, "") for name in ("body", "q", "page"))
    body = ManagingBody(asked) if asked in set(ManagingBody) else None
    found = register(
        _scopes(by, Act.SEE_CLUB, today),
        today,
        text=text,
        managing_body=body,
        page=read_number(number) or 1,
    )
    context = {
        "found": found,
        "text": text,
        "body": body,
        "bodies": choices_of(ManagingBody),
        "may_found": bool(_scopes(by, Act.FOUND_CLUB, today)),
        "lending_provinces": _scopes(by, Act.KEEP_LOAN_DEFAULTS, today),
    }
    return render(request, "clubs/register.html", context)


def found(request: HttpRequest) -> HttpResponse:
    """Enter a club into the register."""
    by, now = officer_of(request), timezone.now()
    scopes = _scopes(by, Act.FOUND_CLUB, timezone.localdate(now))
    if not scopes:
        raise NotAllowed
    communes = _communes(scopes, timezone.localdate(now))
    initial = {"managing_body": ManagingBody.ASSOCIATION.value, "tins": "two"}
    form = FoundForm(request.POST or None, initial=initial, communes=communes)
    made = recorded(request, form, lambda: found_club(founding=form.founding(), by=by, at=now))
    words = Words(_("A new club"), _("Enter the club"), _("%(name)s is in the register."))
    if made is None:
        return form_page(request, form, words, back=(reverse("clubs"), _("Clubs")))
    messages.success(request, words.done % {"name": made.name})
    return redirect("club", made.id)


@require_safe
def club(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """All that a club says about itself."""
    desk = desk_of(request, club_id, Act.SEE_CLUB)
    board, term = board_on(club_id, desk.on), board_term_on(club_id, desk.on)
    on_board = remarks_on_board(size=term.size, posts=[row.post for row in board]) if term else ()
    context = desk.frame(
        from_above=own_club(request) != str(club_id),
        **_counted(request, desk),
        board=board,
        vacant=vacant_seats(club_id, desk.on),
        term=term,
        on_board=[write_remark(remark) for remark in on_board],
        regulations=history_of(regulations_of(club_id), desk.on),
        meets=write_meeting_rule(desk.club.facts.meeting),
        next_meeting=desk.club.facts.meeting.next_on(desk.on),
    )
    return render(request, "clubs/club.html", context)


def _counted(request: HttpRequest, desk: Desk) -> dict[str, object]:
    """Count the members of today, or of the day that the address asks for."""
    form = DayForm(request.GET if "ngay" in request.GET else None, initial={"ngay": desk.on})
    day = form.day(today=desk.on)
    counted = composition_on(desk.club.id, day)
    on_size = remark_on_size(counted.members, on=day)
    said = write_remark(on_size) if on_size else ""
    return {"day_form": form, "day": day, "today": desk.on, "counted": counted, "on_size": said}


def change(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Correct what a club says about itself."""
    desk = desk_of(request, club_id, Act.KEEP_CLUB)
    form = ClubForm(request.POST or None, initial=written_facts(desk.club.facts))
    changed = recorded(
        request, form, lambda: change_club(club_id=club_id, facts=form.facts(), by=desk.by, at=desk.at)
    )
    words = Words(_("Correct what is written"), _("Write it so"), _("It is written so now: %(name)s."))
    if changed is None:
        return form_page(request, form, words, back=_to_club(desk), desk=desk)
    messages.success(request, words.done % {"name": changed.name})
    return redirect("club", club_id)


def move(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Place the club in another commune from a day on."""
    desk = desk_of(request, club_id, Act.MOVE_CLUB)
    communes = _communes(scopes_of_club(club_id, on=desk.on), desk.on)
    form = MoveForm(request.POST or None, initial={"on": desk.on}, communes=communes)

    def act() -> object:
        typed = form.cleaned_data | {"unit_id": UUID(form.cleaned_data["unit_id"])}
        return move_club(club_id=club_id, **typed, by=desk.by, at=desk.at)

    words = Words(
        _("Move to another commune"), _("Write down the move"), _("%(name)s lies in another commune.")
    )
    if recorded(request, form, act) is None:
        above = replace(desk, stands_in=False)
        said = _(
            "From that day on the officers of %(place)s no longer see this club; those of the new commune do."
        )
        warning = said % {"place": desk.club.place_name}
        return form_page(request, form, words, back=_to_club(desk), desk=above, warning=warning)
    messages.success(request, words.done % {"name": desk.club.name})
    return redirect("clubs")


def _to_club(desk: Desk) -> tuple[str, str]:
    return reverse("club", args=[desk.club.id]), desk.club.name


def _scopes(by: Officer, act: Act, on: date) -> tuple[Scope, ...]:
    """Return the scopes in which one of the officer's roles allows the act on a day."""
    return tuple(grant.scope for grant in grants_of(by) if grant.role in ALLOWED[act] and grant.holds_on(on))


def _communes(scopes: tuple[Scope, ...], on: date) -> list[PlaceOn]:
    """Return today's communes in the provinces among these scopes, and the communes among them, by name."""
    named = [UUID(scope.key) for scope in scopes if scope.kind is ScopeKind.COMMUNE]
    found = places_on(named, on)
    for scope in scopes:
        if scope.kind is ScopeKind.PROVINCE:
            found |= {place.unit_id: place for place in children(UUID(scope.key), on)}
    communes = [place for place in found.values() if place.level is Level.COMMUNE]
    return sorted(communes, key=lambda place: fold(place.name))
