"""The regulations: adopting new ones, correcting the latest where they were typed wrongly."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthehe.access.rules import Act
from lienthehe.clubs.commands import adopt_regulation, correct_regulation
from lienthehe.clubs.queries import regulations_of
from lienthehe.web.clubs.desk import desk_of
from lienthehe.web.clubs.forms.regulations import RegulationForm, written_terms
from lienthehe.web.clubs.recording import recorded


def adopt(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Put new regulations in force; the present ones stand in the boxes."""
    desk = desk_of(request, club_id, Act.KEEP_REGULATIONS)
    known = regulations_of(club_id)
    initial = written_terms(known[-1], as_id=uuid4()) if known else {}
    form = RegulationForm(request.POST or None, initial=initial | {"since": desk.on})
    adopted = recorded(
        request, form, lambda: adopt_regulation(club_id=club_id, terms=form.terms(), by=desk.by, at=desk.at)
    )
    if adopted is None:
        return render(request, "clubs/regulation.html", desk.frame(form=form, corrects=False))
    messages.success(request, _("The regulations are written down."))
    return redirect("club", club_id)


def correct(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Correct the latest regulations."""
    desk = desk_of(request, club_id, Act.KEEP_REGULATIONS)
    known = regulations_of(club_id)
    if not known:
        raise Http404
    form = RegulationForm(request.POST or None, initial=written_terms(known[-1], as_id=known[-1].id))
    corrected = recorded(
        request, form, lambda: correct_regulation(club_id=club_id, terms=form.terms(), by=desk.by, at=desk.at)
    )
    if corrected is None:
        return render(request, "clubs/regulation.html", desk.frame(form=form, corrects=True))
    messages.success(request, _("The regulations have been corrected."))
    return redirect("club", club_id)
