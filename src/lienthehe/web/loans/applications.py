"""Đơn xin vay: who asks for a loan, how the meetings voted, and what is unusual about it."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.loans.queries.applications import ApplicationRow, application_of, applications_of, votes_on
from lienthehe.loans.queries.asking import warnings_for, warnings_for_all
from lienthehe.loans.queries.portfolio import free_money_on
from lienthehe.loans.rules.applications import OPEN, State
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.loans.behind import is_unconfirmed
from lienthehe.web.loans.wording import Said, address, call, write_warning

ON_A_PAGE = 50
_MARKS = {
    State.ASKED: "warn",
    State.APPROVED: "done",
    State.LAPSED: "warn",
    State.REFUSED: "stop",
    State.PAID_OUT: "done",
}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request's line: who asks, where it is, what is unusual about it."""

    row: ApplicationRow
    who: str
    said: Said
    warnings: list[str]


@require_safe
def applications(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Every request: those before the meeting first, with what the meeting should know."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    rows = applications_of(club_id)
    waiting = [row for row in rows if row.state in OPEN]
    told = warnings_for_all(club_id, [row.asked for row in waiting], desk.today, names=desk.sees_names)
    context = desk.frame(
        waiting=[_line(desk, row, [write_warning(one) for one in told[row.id]]) for row in waiting],
        page=Paginator([_line(desk, row, []) for row in rows if row.state not in OPEN], ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
        free=free_money_on(club_id, desk.today).free if waiting else None,
        is_empty=not rows,
    )
    return render(request, "loans/applications.html", context)


def _line(desk: Desk, row: ApplicationRow, warnings: list[str]) -> RequestLine:
    return RequestLine(row, call(desk, row), Said(_(row.state.label), _MARKS.get(row.state, "")), warnings)


@require_safe
def application(request: HttpRequest, club_id: UUID, application_id: UUID) -> HttpResponse:
    """One request with its votes."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    row = application_of(club_id, application_id)
    if row is None:
        raise Http404
    is_open = row.state in OPEN
    told = warnings_for(club_id, row.asked, desk.today, names=desk.sees_names) if is_open else []
    context = desk.frame(
        line=_line(desk, row, [write_warning(one) for one in told]),
        row=row,
        is_open=is_open,
        is_unconfirmed=is_unconfirmed(desk, row),
        is_approved=row.state is State.APPROVED,
        Address=capfirst(address(desk, row)),
        votes=[(vote, _(vote.outcome.label)) for vote in votes_on(club_id, application_id)],
        free=free_money_on(club_id, desk.today).free if is_open else None,
    )
    return render(request, "loans/application.html", context)
