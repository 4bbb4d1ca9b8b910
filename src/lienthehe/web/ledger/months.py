"""Khóa sổ: closing a month, by an act of its own, from the first of the next month on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import close_month
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.money import first_entry_month, last_closed_month
from lienthehe.ledger.rules.months import check_closing
from lienthehe.web.ledger.desk import desk_of


def close(request: HttpRequest, club_id: UUID, month: Month) -> HttpResponse:
    """Say what will be closed and close it; a month that cannot be closed now says why."""
    desk = desk_of(request, club_id, Act.CLOSE_MONTH)
    if request.method == "POST":
        close_month(club_id=club_id, month=month, by=desk.by, at=timezone.now())
        return redirect("month-closed", club_id, month)
    last_closed = last_closed_month(club_id)
    if last_closed and month <= last_closed:
        return redirect("month-closed", club_id, month)
    first = first_entry_month(club_id)
    check_closing(month, first_entry=first, last_closed=last_closed, today=desk.today)
    books = [cash_book(club_id, fund, month) for fund in Fund]
    return render(request, "ledger/close_month.html", desk.frame(month=month, books=books))


@require_safe
def closed(request: HttpRequest, club_id: UUID, month: Month) -> HttpResponse:
    """What was closed, what to print, what comes next."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    books = [cash_book(club_id, fund, month) for fund in Fund]
    if not books[0].is_closed:
        return redirect("close-month", club_id, month)
    is_next = month.next.last < desk.today
    return render(request, "ledger/month_closed.html", desk.frame(month=month, books=books, is_next=is_next))
