"""Pages that belong to no package: the way in, help, the size of the text."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lienthehe.access.commands import set_large_text
from lienthehe.access.rules import Act, NotAllowed
from lienthehe.web.context import LARGE_TEXT_COOKIE, own_club
from lienthehe.web.errors import no_post
from lienthehe.web.middleware import open_to_everybody
from lienthehe.web.scope import acts_in, club_of, where_next

ONE_YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead a club's officer to their club, who has none any more to a page that says so, others to their place in figures."""
    try:
        club = own_club(request)
    except NotAllowed as why:
        return no_post(request, why)
    return redirect("today", club) if club else redirect("overview")


@require_safe
def everything(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Every place of a club that the officer may go to."""
    club = club_of(request, club_id, Act.SEE_CLUB)
    return render(request, "everything.html", {"club": club, "may": acts_in(request, club_id)})


@open_to_everybody
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What this is and the first steps."""
    return render(request, "help.html")


@open_to_everybody
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Turn the large text on or off, on this device and in the officer's settings; go back to where one was."""
    large = request.POST.get("large") == "yes"
    response = redirect(where_next(request))
    if large:
        response.set_cookie(LARGE_TEXT_COOKIE, "1", max_age=ONE_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(LARGE_TEXT_COOKIE, samesite="Lax")
    if request.user.is_authenticated:
        set_large_text(officer=request.user, on=large)
    return response
