"""The regulations: adopting new ones, correcting those in force or to come where they were typed wrongly."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthehe.access.rules import Act
from lienthehe.clubs.commands import adopt_regulation, correct_regulation
from lienthehe.clubs.queries import regulations_of
from lienthehe.clubs.rules import RegulationTerms
from lienthehe.clubs.rules.regulations import history_of
from lienthehe.web.clubs.desk import Desk, desk_of
from lienthehe.web.clubs.forms.regulations import RegulationForm, written_terms
from lienthehe.web.clubs.recording import recorded


def adopt(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Put new regulations in force; the latest stand in the boxes, as the new ones follow them."""
    desk = desk_of(request, club_id, Act.KEEP_REGULATIONS)
    known = regulations_of(club_id)
    latest = known[-1] if known else None
    initial = written_terms(latest, as_id=uuid4()) if latest else {}
    since = desk.on if latest is None or latest.since < desk.on else None
    form = RegulationForm(request.POST or None, initial=initial | {"since": since})
    adopted = recorded(
        request, form, lambda: adopt_regulation(club_id=club_id, terms=form.terms(), by=desk.by, at=desk.at)
    )
    if adopted is None:
        return render(request, "clubs/regulation.html", desk.frame(form=form, latest=latest))
    messages.success(request, _("The regulations are written down."))
    return redirect("club", club_id)


def correct(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Correct the regulations in force, or those to come whose `id` is asked for."""
    desk = desk_of(request, club_id, Act.KEEP_REGULATIONS)
    wrong = _asked_for(desk, request.POST.get("id") or request.GET.get("id", ""))
    form = RegulationForm(request.POST or None, initial=written_terms(wrong, as_id=wrong.id))
    corrected = recorded(
        request, form, lambda: correct_regulation(club_id=club_id, terms=form.terms(), by=desk.by, at=desk.at)
    )
    if corrected is None:
        return render(request, "clubs/regulation.html", desk.frame(form=form, corrects=wrong))
    messages.success(request, _("The regulations have been corrected."))
    return redirect("club", club_id)


def _asked_for(desk: Desk, asked: str) -> RegulationTerms:
    """Return the regulations with this id, without one those in force or next; 404 when they cannot be corrected."""
    kept = history_of(regulations_of(desk.club.id), desk.on).correctable
    found = next((terms for terms in kept if asked in ("", str(terms.id))), None)
    if found is None:
        raise Http404
    return found
