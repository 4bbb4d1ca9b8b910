"""Khóa sổ: closing a month, by an act of its own, from the first of the next month on, with its interest shared."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.money import first_entry_month, last_closed_month
from lienthehe.ledger.rules.months import check_closing
from lienthehe.lifecycle.commands.interest import close_month
from lienthehe.lifecycle.queries.interest import planned_split, split_of_month, splits_of
from lienthehe.lifecycle.rules.interest import Split
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import SecondForm


class CloseForm(SecondForm):
    """Close a month; a second person is asked for only when a part of the interest moves to the other box."""

    not_done = _("Not closed yet")
    field_order = ["second_officer", "pin"]

    def __init__(self, *args: Any, split: Split, month: Month, **kwargs: Any) -> None:
        self.month = month
        super().__init__(*args, **kwargs)
        for name in ("amount", "on", "narration"):
            del self.fields[name]
        if not split.moved and "second_officer" in self.fields:
            del self.fields["second_officer"], self.fields["pin"]

    @property
    def paid_on(self) -> date:
        return self.month.last


def close(request: HttpRequest, club_id: UUID, month: Month) -> HttpResponse:
    """Say what will be closed and close it; a month that cannot be closed now says why."""
    desk = desk_of(request, club_id, Act.CLOSE_MONTH)
    last_closed = last_closed_month(club_id)
    if last_closed and month <= last_closed:
        return redirect("month-closed", club_id, month)
    first = first_entry_month(club_id)
    check_closing(month, first_entry=first, last_closed=last_closed, today=desk.today)
    split = planned_split(club_id, month)
    given = request.POST if request.method == "POST" else None
    form = CloseForm(given, desk=desk, split=split, month=month)
    if form.is_valid() and _is_closed(desk, form):
        return redirect("month-closed", club_id, month)
    books = [cash_book(club_id, fund, month) for fund in Fund]
    context = desk.frame(month=month, books=books, form=form, split=split)
    return render(request, "ledger/close_month.html", context)


def _is_closed(desk: Desk, form: CloseForm) -> bool:
    """Close the month; False when it was refused, which then stands on the form."""
    at = timezone.now()
    try:
        close_month(club_id=desk.club.id, month=form.month, second=form.second(at), by=desk.by, at=at)
    except (Refusal, Refusals) as refused:
        form.add_refusal(refused)
        return False
    return True


@require_safe
def closed(request: HttpRequest, club_id: UUID, month: Month) -> HttpResponse:
    """What was closed, how its interest was shared, what to print, what comes next."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    books = [cash_book(club_id, fund, month) for fund in Fund]
    if not books[0].is_closed:
        return redirect("close-month", club_id, month)
    context = desk.frame(
        month=month,
        books=books,
        is_next=month.next.last < desk.today,
        shared=split_of_month(club_id, month),
        history=splits_of(club_id),
    )
    return render(request, "ledger/month_closed.html", context)
