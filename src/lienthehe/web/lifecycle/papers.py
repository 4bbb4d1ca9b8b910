"""What is settled and handed over, as A4 pages to print."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act, NotAllowed
from lienthehe.documents.handing_over import hand_over_paper
from lienthehe.documents.leaving import leaving_paper
from lienthehe.web.scope import acts_in, club_of


@require_safe
def hand_over(request: HttpRequest, club_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """The minutes of a hand-over, to be signed by both sides and a witness."""
    club = club_of(request, club_id, Act.SEE_PEOPLE)
    if Act.SEE_BOOKS not in acts_in(request, club_id):
        raise NotAllowed
    paper = hand_over_paper(club, hand_over_id, at=timezone.now())
    if paper is None:
        raise Http404
    return render(request, "documents/hand_over.html", {"club": club, "paper": paper})


@require_safe
def leaving(request: HttpRequest, club_id: UUID, leaving_id: UUID) -> HttpResponse:
    """A settlement with somebody who left, to be signed by both sides."""
    club = club_of(request, club_id, Act.SEE_PEOPLE)
    if Act.SEE_BOOKS not in acts_in(request, club_id):
        raise NotAllowed
    paper = leaving_paper(club, leaving_id, at=timezone.now())
    if paper is None:
        raise Http404
    return render(request, "documents/leaving.html", {"club": club, "paper": paper})
