"""A loan's page: what is still owed, the plan, what was paid, what to say to the borrower, and what may be written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.documents.wording import say_part_of_loan
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.ledger.queries.vouchers import VoucherView, vouchers_of_loan
from lienthehe.ledger.rules.accounts import loan_of
from lienthehe.loans.queries.loans import LoanRow, loan_on
from lienthehe.loans.queries.undoing import undone_loans
from lienthehe.loans.rules.plans import Paid, WrittenOff
from lienthehe.loans.rules.schedules import MONTHS
from lienthehe.loans.rules.standings import LoanState, Sum, standing
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.loans.schedules import plan_versions, schedule_lines
from lienthehe.web.loans.wording import METHODS, address, call, say_state, write_percent


@dataclass(frozen=True, slots=True)
class Written:
    """What one voucher wrote of the loan (đồng); `rest`: the principal owed after it. One that was undone paid nothing.

    `beside`: what else stands on the same voucher, which is no part of the sum.
    """

    view: VoucherView
    said: str
    beside: str
    amount: Dong
    principal: Dong
    interest: Dong
    rest: Dong | None


@dataclass(frozen=True, slots=True)
class ToSay:
    """What is overdue today, what is to be paid at a meeting, and the principal owed when it is paid (đồng)."""

    overdue: Sum
    on: date
    asked: Sum
    rest: Dong


@require_safe
def loan(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """One loan's whole story as it stands today."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    row = loan_on(club_id, loan_id, desk.today)
    if row is None:
        return _undone(request, desk, loan_id)
    lines = list(schedule_lines(row))
    context = desk.frame(
        **_head(desk, row),
        row=row,
        at=row.at,
        lines=lines,
        sums=Sum(Dong(sum(line.principal for line in lines)), Dong(sum(line.interest for line in lines))),
        versions=plan_versions(row),
        written=list(_written(desk, row)),
        to_say=_to_say(desk, row),
        said=say_state(row),
    )
    return render(request, "loans/loan.html", context)


def _undone(request: HttpRequest, desk: Desk, loan_id: UUID) -> HttpResponse:
    """Say of a loan whose payment was undone that it is none any more, and by which vouchers; 404 of any other."""
    undone = next(iter(undone_loans(desk.club.id, [loan_id], desk.today)), None)
    if undone is None:
        raise Http404
    who = desk.called_once(undone.membership_id, undone.borrower, undone.member_number)
    return render(request, "loans/undone.html", desk.frame(undone=undone, who=who))


def _head(desk: Desk, row: LoanRow) -> dict[str, Any]:
    """Return who borrowed, on what terms, and how far it is paid."""
    terms = row.lent.terms
    paid = [line for line in row.at.lines if not line.ahead and not line.unpaid.total]
    return {
        "who": call(desk, row),
        "address": address(desk, row),
        "Address": capfirst(address(desk, row)),
        "percent": write_percent(terms.annual_rate / MONTHS),
        "method": METHODS[terms.method][0],
        "is_running": row.state is LoanState.RUNS,
        "is_written_off": row.state is LoanState.WRITTEN_OFF,
        "written_off_on": max((one.on for one in row.events if isinstance(one, WrittenOff)), default=None),
        "paid_lines": len(paid),
        "all_lines": sum(not line.ahead for line in row.at.lines),
        "part_paid": 100 * row.at.paid.principal // row.lent.principal,
    }


def _to_say(desk: Desk, row: LoanRow) -> ToSay | None:
    """Return what the borrower pays at the next meeting; None where nothing is owed any more."""
    if row.state is not LoanState.RUNS:
        return None
    on = desk.club.facts.meeting.next_on(desk.today)
    then = standing(row.lent, row.events, on)
    return ToSay(row.at.overdue, on, then.asked, Dong(then.outstanding - then.asked.principal))


def _written(desk: Desk, row: LoanRow) -> Iterator[Written]:
    """Yield the loan's vouchers in their order; reversals stand with what they undo."""
    paid = {one.place: one for one in row.paid}
    rest = row.lent.principal
    for view in vouchers_of_loan(row.club_id, row.id):
        if view.is_reversal:
            continue
        one = paid.get(view.sequence, Paid(view.draft.on, view.sequence, ZERO, ZERO))
        rest = Dong(rest - one.principal)
        of_loan = [line for line in view.draft.lines if row.id in map(loan_of, (line.debit, line.credit))]
        said, beside = say_part_of_loan(view, row.id, names=desk.sees_names)
        yield Written(
            view=view,
            said=said,
            beside=beside,
            amount=Dong(sum(line.amount for line in of_loan)),
            principal=one.principal,
            interest=one.interest,
            rest=rest if view.sequence in paid else None,
        )
