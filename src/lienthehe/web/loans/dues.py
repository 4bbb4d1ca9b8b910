"""Lịch thu: who pays what on which day, three months ahead, and what is late from before."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.queries.portfolio import DueLine, dues_between
from lienthehe.loans.rules.standings import LoanState, Sum
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.loans.lists import Shown, loan_lines
from lienthehe.web.loans.wording import call
from lienthehe.web.wording import write_figure

MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Payment:
    """One loan's line of a day: who, of what it is made, how much (đồng)."""

    loan_id: UUID
    who: str
    what: str
    amount: Dong


@dataclass(frozen=True, slots=True)
class DueDay:
    """What falls due on one day."""

    on: date
    payments: list[Payment]


@dataclass(frozen=True, slots=True)
class DueMonth:
    """What falls due in one month, by days, with its sums (đồng)."""

    month: Month
    days: list[DueDay]
    total: Sum


@require_safe
def dues(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """What is late, then each due day of the next months."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    rows = loans_on(club_id, desk.today)
    running = [row for row in rows if row.state is LoanState.RUNS]
    late = loan_lines(desk, running, Shown.LATE)
    overdue = sum((row.at.overdue for row in running), Sum())
    meets_on = desk.club.facts.meeting.next_on(desk.today)
    first = Month.of(desk.today)
    months = [_month(desk, running, first.plus(step)) for step in range(MONTHS_AHEAD)]
    context = desk.frame(
        late=late, overdue=overdue, months=months, meets_on=meets_on, is_empty=not running, loans=len(running)
    )
    return render(request, "loans/dues.html", context)


def _month(desk: Desk, rows: list[LoanRow], month: Month) -> DueMonth:
    lines = dues_between(rows, max(month.first, desk.today), month.last)
    days = [
        DueDay(on, [_payment(desk, one) for one in of_day])
        for on, of_day in groupby(lines, key=lambda line: line.on)
    ]
    return DueMonth(month, days, sum((one.unpaid for one in lines), Sum()))


def _payment(desk: Desk, line: DueLine) -> Payment:
    both = {"principal": write_figure(line.unpaid.principal), "interest": write_figure(line.unpaid.interest)}
    what = _("principal %(principal)s, interest %(interest)s") % both
    return Payment(line.row.id, call(desk, line.row), what, line.unpaid.total)
