"""A meeting in the books: what was just written, and its own page with everything that its minutes say."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lienthehe.access.rules import ROLE_LABELS, STANDS_IN, Act, Role
from lienthehe.care.queries import readings_of_meeting
from lienthehe.clubs.queries import members_on, names_apart
from lienthehe.clubs.rules import Fund
from lienthehe.documents.lending import say_outcome
from lienthehe.documents.wording import say_numbers, say_voucher
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.cash_book import box_change
from lienthehe.ledger.queries.vouchers import VoucherView
from lienthehe.ledger.rules.accounts import CONTRIBUTION_KINDS
from lienthehe.loans.queries.votes import VotedOn, loans_of_meeting
from lienthehe.meetings.queries import MeetingView, meeting_view
from lienthehe.meetings.queries.meetings import PresenceRow
from lienthehe.meetings.rules.sheets import Presence
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.meetings.wording import say_outcome as say_task_outcome
from lienthehe.web.meetings.wording import say_votes


@dataclass(frozen=True, slots=True)
class FundMoved:
    """A fund through the meeting (đồng); `found` is what the counts found beside the book."""

    fund: Fund
    before: Dong
    paid_in: Dong
    paid_out: Dong
    found: Dong
    after: Dong


@dataclass(frozen=True, slots=True)
class LoanTold:
    """What a meeting decided about one request: who asked, the outcome in words."""

    one: VotedOn
    who: str
    text: str


@require_safe
def meeting(request: HttpRequest, club_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One meeting with everything that its minutes say; names for who may see people."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    view = _meeting_of(club_id, meeting_id)
    measured = readings_of_meeting(club_id, meeting_id) if Act.SEE_HEALTH in desk.may else []
    context = _told(desk, view) | {
        "measured": len(measured),
        "raised": sum(reading.is_raised for reading in measured),
        "results": [(one.task.what, say_task_outcome(one.outcome, one.note)) for one in view.task_reports],
        "decisions": [(one.text, say_votes(one)) for one in view.decisions],
        "absent": _absent(view, names_apart(members_on(club_id, view.on))),
    }
    return render(request, "meetings/meeting.html", desk.frame(view=view, **context))


@require_safe
def recorded(request: HttpRequest, club_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What was just written, what to print and what comes next."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    view = _meeting_of(club_id, meeting_id)
    return render(request, "meetings/recorded.html", desk.frame(view=view, **_told(desk, view)))


def _meeting_of(club_id: UUID, meeting_id: UUID) -> MeetingView:
    view = meeting_view(club_id, meeting_id)
    if view is None:
        raise Http404
    return view


def _absent(view: MeetingView, called: dict[UUID, str]) -> list[PresenceRow]:
    return [
        replace(row, full_name=called.get(row.membership_id, row.full_name))
        for row in view.attendance
        if row.presence is not Presence.PRESENT
    ]


def _told(desk: Desk, view: MeetingView) -> dict[str, Any]:
    said = [(one, say_voucher(one, names=desk.sees_names)) for one in view.vouchers]
    return {
        "presences": {one.value: view.number_of(one) for one in Presence},
        "funds": [_moved(view, fund) for fund in Fund],
        "contributions": [
            (fund, given, say_numbers([one for one, _text in given]))
            for fund in Fund
            if (given := [one for one in said if _is_contribution(one[0]) and one[0].draft.fund is fund])
        ],
        "others": [one for one in said if not _is_contribution(one[0])],
        "loans": [
            LoanTold(
                one,
                desk.called_once(one.asked.membership_id, one.full_name, one.member_number),
                say_outcome(one, reason=desk.sees_names),
            )
            for one in loans_of_meeting(desk.club.id, view.id)
        ],
        "stood_in": Role(view.recorded_as) in STANDS_IN,
        "recorded_as": ROLE_LABELS[Role(view.recorded_as)],
    }


def _moved(view: MeetingView, fund: Fund) -> FundMoved:
    counted = [one for one in view.vouchers if one.draft.count]
    changes = [box_change(one, fund) for one in view.vouchers if not one.draft.count]
    return FundMoved(
        fund=fund,
        before=view.boxes_before[fund],
        paid_in=Dong(sum(change for change in changes if change > 0)),
        paid_out=Dong(-sum(change for change in changes if change < 0)),
        found=Dong(sum(box_change(one, fund) for one in counted)),
        after=view.boxes_after[fund],
    )


def _is_contribution(view: VoucherView) -> bool:
    return {line.credit.kind for line in view.draft.lines} <= CONTRIBUTION_KINDS
