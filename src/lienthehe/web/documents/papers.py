"""The papers of a club as A4 pages to print: each shows what `documents` has laid out, nothing else."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.documents.attendance import attendance_paper
from lienthehe.documents.cash_book import cash_book_paper
from lienthehe.documents.meeting_form import meeting_form_paper
from lienthehe.documents.minutes import minutes_paper
from lienthehe.documents.stock import stock_paper
from lienthehe.documents.vouchers import voucher_paper
from lienthehe.foundation.months import Month
from lienthehe.web.scope import acts_in, club_of


@require_safe
def cash_book(request: HttpRequest, club_id: UUID, fund: Fund, month: Month) -> HttpResponse:
    """A fund's month of the cash book."""
    club = club_of(request, club_id, Act.SEE_BOOKS)
    if month > Month.of(timezone.localdate()):
        raise Http404
    names = Act.SEE_PEOPLE in acts_in(request, club_id)
    paper = cash_book_paper(club, fund, month, names=names, at=timezone.now())
    return render(request, "documents/cash_book.html", {"club": club, "paper": paper})


@require_safe
def voucher(request: HttpRequest, club_id: UUID, voucher_id: UUID) -> HttpResponse:
    """One voucher, to be signed."""
    club = club_of(request, club_id, Act.SEE_BOOKS)
    names = Act.SEE_PEOPLE in acts_in(request, club_id)
    paper = voucher_paper(club, voucher_id, names=names, at=timezone.now())
    if paper is None:
        raise Http404
    return render(request, "documents/voucher.html", {"club": club, "paper": paper, "voucher_id": voucher_id})


@require_safe
def goods(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The list of the goods in stock, to be signed."""
    club = club_of(request, club_id, Act.SEE_BOOKS)
    names = Act.SEE_PEOPLE in acts_in(request, club_id)
    paper = stock_paper(club, names=names, at=timezone.now())
    return render(request, "documents/stock.html", {"club": club, "paper": paper})


@require_safe
def attendance(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The attendance list of the next meeting by the club's rule."""
    club = club_of(request, club_id, Act.SEE_PEOPLE)
    on = club.facts.meeting.next_on(timezone.localdate())
    paper = attendance_paper(club, on, at=timezone.now())
    return render(request, "documents/attendance.html", {"club": club, "paper": paper})


@require_safe
def meeting_form(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The blank form of the next meeting by the club's rule."""
    club = club_of(request, club_id, Act.SEE_PEOPLE)
    on = club.facts.meeting.next_on(timezone.localdate())
    paper = meeting_form_paper(club, on, at=timezone.now())
    return render(request, "documents/meeting_form.html", {"club": club, "paper": paper})


@require_safe
def minutes(request: HttpRequest, club_id: UUID, meeting_id: UUID) -> HttpResponse:
    """A meeting's minutes."""
    club = club_of(request, club_id, Act.SEE_PEOPLE)
    health = Act.SEE_HEALTH in acts_in(request, club_id)
    paper = minutes_paper(club, meeting_id, health=health, at=timezone.now())
    if paper is None:
        raise Http404
    return render(request, "documents/minutes.html", {"club": club, "paper": paper, "meeting_id": meeting_id})
