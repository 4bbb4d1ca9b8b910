"""Ra khỏi CLB: what is settled is shown, then written; taken back; what stays owed is paid."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act, NotAllowed
from lienthehe.clubs.queries import PersonStory, person_story
from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import NoSuchMembership
from lienthehe.documents.leaving import loans_in, say_settlement
from lienthehe.documents.wording import say_voucher
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.ledger.queries.vouchers import members_of_club
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.lifecycle.commands.leaving import leave_club, pay_leaver, undo_leaving
from lienthehe.lifecycle.queries.leaving import LeavingView, leavers_owed, leaving_of, leaving_view
from lienthehe.web.clubs.wording import write_address
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.writing import answer
from lienthehe.web.lifecycle.forms import LeaveForm, PayLeaverForm, UndoLeavingForm
from lienthehe.web.loans.forms import answer_checked


@dataclass(frozen=True, slots=True)
class FundThere:
    """What a fund owes to who has left, and what of it lies in its box and at the bank today (đồng)."""

    fund: Fund
    owed: Dong
    box: Dong
    bank: Dong

    @property
    def missing(self) -> Dong:
        return Dong(max(0, self.owed - self.box - self.bank))

    @property
    def box_lacks(self) -> Dong:
        return Dong(max(0, self.owed - self.box))


def leave(request: HttpRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """Write that somebody is no longer a member, once everything that is settled was shown."""
    desk, story = _person_here(request, club_id, person_id)
    membership = story.membership
    if membership is None:
        raise NoSuchMembership
    if request.method == "GET" and not story.is_member:
        leaving_id = leaving_of(club_id, membership.id)
        return (
            redirect("leaving", club_id, leaving_id) if leaving_id else redirect("person", club_id, person_id)
        )
    name = story.facts.full_name
    household_id = story.facts.household_id
    form = LeaveForm(
        request.POST or None, desk=desk, membership=membership, name=name, household_id=household_id
    )

    def write(at: datetime) -> UUID:
        second = form.second(at)
        return leave_club(club_id=club_id, sheet=form.sheet(), second=second, by=desk.by, at=at)

    return answer_checked(
        request, desk, form, write, template="lifecycle/leave.html", then="leaving", show=form.show,
        story=story, address=write_address(story.facts.sex, story.age), seats=[s for s in story.seats if not s.until],
    )  # fmt: skip


@require_safe
def left(request: HttpRequest, club_id: UUID, leaving_id: UUID) -> HttpResponse:
    """What was settled with somebody who left, with its vouchers."""
    desk, found = _leaving_here(request, club_id, leaving_id, Act.SEE_PEOPLE)
    loans = loans_in(club_id, found, desk.today)
    context = desk.frame(
        leaving=found,
        sheet=say_settlement(found.settlement, loans),
        loans=[loans[one.loan_id] for one in found.settlement.going_on if one.loan_id in loans],
        vouchers=[(view, say_voucher(view)) for view in found.vouchers],
        owed=[one for one in leavers_owed(club_id) if one.membership_id == found.membership_id],
    )
    return render(request, "lifecycle/leaving.html", context)


def undo(request: HttpRequest, club_id: UUID, leaving_id: UUID) -> HttpResponse:
    """Take a leaving back, with a reason."""
    desk, found = _leaving_here(request, club_id, leaving_id, Act.CORRECT_VOUCHER)
    if request.method == "GET" and found.undone_because:
        return redirect("leaving", club_id, leaving_id)
    form = UndoLeavingForm(request.POST or None, desk=desk, moves_money=bool(found.vouchers))

    def write(at: datetime) -> UUID:
        reason, second = form.cleaned_data["reason"], form.second(at)
        return undo_leaving(
            club_id=club_id, leaving_id=leaving_id, reason=reason, second=second, by=desk.by, at=at
        )

    return answer(request, desk, form, write, template="lifecycle/undo.html", then="leaving", leaving=found)


@require_safe
def owed(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """To whom of those who have left the club still owes money, and whether it lies in box and bank."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    found = leavers_owed(club_id)
    rows = [(one, desk.called_once(one.membership_id, one.full_name, one.number)) for one in found]
    there = [
        _there(desk, fund, Dong(sum(one.amount for one in found if one.fund is fund)))
        for fund in Fund
        if any(one.fund is fund for one in found)
    ]
    return render(request, "lifecycle/owed.html", desk.frame(rows=rows, there=there))


def pay(request: HttpRequest, club_id: UUID, fund: Fund, membership_id: UUID) -> HttpResponse:
    """Pay somebody who has left what a fund still owes."""
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    rows = [one for one in leavers_owed(club_id) if one.membership_id == membership_id]
    to = next((one for one in rows if one.fund is fund), None)
    if to is None and (request.method == "GET" or not members_of_club(club_id, [membership_id])):
        raise Http404
    form = PayLeaverForm(request.POST or None, desk=desk, fund=fund, owed=to)
    who = desk.called_once(membership_id, to.full_name, to.number) if to else ""

    def write(at: datetime) -> UUID:
        given, second = form.cleaned_data, form.second(at)
        return pay_leaver(
            club_id=club_id, voucher_id=given["id"], membership_id=membership_id, fund=fund, amount=given["amount"],
            on=given["on"], receiver=given["receiver"], at_bank=form.at_bank, second=second, by=desk.by, at=at,
        )  # fmt: skip

    there = _there(desk, fund, to.amount if to else ZERO)
    return answer(request, desk, form, write, template="lifecycle/pay.html", who=who, there=there)


def _there(desk: Desk, fund: Fund, owed: Dong) -> FundThere:
    return FundThere(fund, owed, desk.held(fund), desk.held(fund, AccountKind.BANK))


def _person_here(request: HttpRequest, club_id: UUID, person_id: UUID) -> tuple[Desk, PersonStory]:
    desk = desk_of(request, club_id, Act.KEEP_PEOPLE)
    if not desk.may >= {Act.SEE_PEOPLE, Act.RECORD_MONEY}:
        raise NotAllowed
    story = person_story(club_id, person_id, desk.today)
    if story is None:
        raise Http404
    return desk, story


def _leaving_here(
    request: HttpRequest, club_id: UUID, leaving_id: UUID, act: Act
) -> tuple[Desk, LeavingView]:
    desk = desk_of(request, club_id, act)
    if not desk.may >= {Act.SEE_PEOPLE, Act.SEE_BOOKS}:
        raise NotAllowed
    found = leaving_view(club_id, leaving_id)
    if found is None:
        raise Http404
    return desk, found
