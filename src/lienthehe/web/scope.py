"""Who asks, for which club, and where to go next: the first lines of many views."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from lienthehe.access.queries import Officer, check_officer_may, officer_may
from lienthehe.access.rules import Act
from lienthehe.clubs.queries import ClubSummary, club_summary, scopes_of_club


def officer_of(request: HttpRequest) -> Officer:
    """Return the officer signed in; SignedInOnly has seen to it that there is one."""
    assert request.user.is_authenticated
    return request.user


def club_of(request: HttpRequest, club_id: UUID, act: Act) -> ClubSummary:
    """Return the club of a page on which the officer does `act`.

    Answers 404 for a club that is not there; raises NotAllowed, which SignedInOnly answers with 403, for one where
    the officer may not do it today.
    """
    today = timezone.localdate()
    club = club_summary(club_id, on=today)
    if club is None:
        raise Http404
    check_officer_may(act, by=officer_of(request), within=scopes_of_club(club_id, on=today), on=today)
    return club


def acts_in(request: HttpRequest, club_id: UUID) -> frozenset[Act]:
    """Return every act that the officer may do in the club today: a button asks what the guard asks.

    Given to a template as `may`: `{% if "record_money" in may %}`.
    """
    today = timezone.localdate()
    within = scopes_of_club(club_id, on=today)
    by = officer_of(request)
    return frozenset(act for act in Act if officer_may(act, by=by, within=within, on=today))


def stands_in(request: HttpRequest, club_id: UUID) -> bool:
    """Tell whether the officer would write for the club from above ("nhập hộ"), so that the page says so."""
    today = timezone.localdate()
    within = scopes_of_club(club_id, on=today)
    by = officer_of(request)
    if not officer_may(Act.RECORD_MONEY, by=by, within=within, on=today):
        return False
    return check_officer_may(Act.RECORD_MONEY, by=by, within=within, on=today).stands_in


def where_next(request: HttpRequest) -> str:
    """Return the page of ours that the form asks to go to next, else the first page."""
    asked = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours else settings.LOGIN_REDIRECT_URL
