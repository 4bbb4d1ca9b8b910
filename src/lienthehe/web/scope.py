"""Who asks, and for which club: the first line of every club page."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from lienthehe.access.queries import Officer, check_officer_may
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
