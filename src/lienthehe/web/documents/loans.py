"""The papers of loans as A4 pages to print; those that name people are for who may see them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act, NotAllowed
from lienthehe.clubs.queries import ClubSummary
from lienthehe.documents.loan_book import loan_book_paper, statement_paper
from lienthehe.documents.loan_lists import balances_paper, dues_paper
from lienthehe.documents.loan_note import decision_paper, loan_note_paper
from lienthehe.foundation.months import Month
from lienthehe.web.scope import acts_in, club_of


def _club(request: HttpRequest, club_id: UUID) -> ClubSummary:
    """Return the club whose books and people the officer may see. Raises NotAllowed."""
    club = club_of(request, club_id, Act.SEE_BOOKS)
    if Act.SEE_PEOPLE not in acts_in(request, club_id):
        raise NotAllowed
    return club


def _print(
    request: HttpRequest, template: str, club: ClubSummary, paper: object, **context: Any
) -> HttpResponse:
    """Show a paper; 404 where there is none."""
    if paper is None:
        raise Http404
    return render(request, f"documents/{template}.html", {"club": club, "paper": paper} | context)


@require_safe
def note(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """A loan note, to be signed."""
    club = _club(request, club_id)
    paper = loan_note_paper(club, loan_id, on=timezone.localdate(), at=timezone.now())
    return _print(request, "loan_note", club, paper, loan_id=loan_id)


@require_safe
def decision(request: HttpRequest, club_id: UUID, loan_id: UUID, change_id: UUID) -> HttpResponse:
    """The appendix of an extension, or the decision of a write-off."""
    club = _club(request, club_id)
    paper = decision_paper(club, loan_id, change_id, on=timezone.localdate(), at=timezone.now())
    return _print(request, "loan_note", club, paper, loan_id=loan_id)


@require_safe
def statement(request: HttpRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """Everything one person borrowed and paid."""
    club = _club(request, club_id)
    paper = statement_paper(club, person_id, at=timezone.now())
    return _print(request, "loan_statement", club, paper, person_id=person_id)


@require_safe
def book(request: HttpRequest, club_id: UUID, month: Month) -> HttpResponse:
    """The loan book of a month."""
    club = club_of(request, club_id, Act.SEE_BOOKS)
    if month > Month.of(timezone.localdate()):
        raise Http404
    names = Act.SEE_PEOPLE in acts_in(request, club_id)
    paper = loan_book_paper(club, month, names=names, at=timezone.now())
    return _print(request, "loan_book", club, paper)


@require_safe
def dues(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """What each borrower pays at the next meeting by the club's rule."""
    club = _club(request, club_id)
    on = club.facts.meeting.next_on(timezone.localdate())
    return _print(request, "loan_dues", club, dues_paper(club, on, at=timezone.now()))


@require_safe
def balances(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """What each borrower owes today, to read aloud."""
    club = _club(request, club_id)
    paper = balances_paper(club, timezone.localdate(), at=timezone.now())
    return _print(request, "loan_balances", club, paper)
