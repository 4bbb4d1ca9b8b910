"""The last screen of old books: what is wrong, both sides, two who confirm; then what was opened, and undoing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.refusals import Refusals
from lienthehe.lifecycle.commands.openings import check_running_club, open_running_club, undo_opening
from lienthehe.lifecycle.queries.openings import OpeningView, opening_view, returned_file
from lienthehe.lifecycle.rules.openings import balance_of
from lienthehe.web.forms import NameField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import TEXT, SecondForm
from lienthehe.web.ledger.writing import answer
from lienthehe.web.lifecycle.opening_pages import Fault, OpeningDesk, opening_desk, say_faults
from lienthehe.web.lifecycle.openings import steps


class TwoForm(SecondForm):
    """Two people stand behind it."""

    always_two = True
    title: Any = _("Check and open")
    not_done = _("Not opened yet")

    def __init__(self, data: Any = None, *, desk: Desk, **kwargs: Any) -> None:
        super().__init__(data, desk=desk, **kwargs)
        for name in ("amount", "on", "narration"):
            del self.fields[name]
        self.fields["second_officer"].help_text = _(
            "Two people bring old books forward: who writes them down here, and one of the club's board."
        )


class UndoForm(TwoForm):
    """Why it is undone, and two who agree."""

    title = _("Undo the opening")
    not_done = _("Not undone yet")
    reason = NameField(
        label=_("Why?"), max_length=TEXT, error_messages={"required": _("Write why it is undone.")}
    )
    field_order = ["reason", "second_officer", "pin"]


def check(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Everything that is still wrong, else both sides and the two who open the books."""
    desk = opening_desk(request, club_id)
    faults = _faults(desk)
    form = TwoForm(request.POST or None, desk=desk.desk)

    def write(at: datetime) -> UUID:
        return open_running_club(sheet=desk.sheet, second=form.second(at), by=desk.desk.by, at=at)

    return answer(
        request, desk.desk, form, write, template="lifecycle/opening_check.html", then="opened",
        faults=faults, has_returned=bool(faults) and returned_file(club_id) is not None,
        unexplained=[one for one in desk.balances if one.unexplained > 0], **steps(desk, "check"),
    )  # fmt: skip


def _faults(desk: OpeningDesk) -> list[Fault]:
    try:
        check_running_club(sheet=desk.sheet, one_tin=desk.one_tin, at=timezone.now())
    except Refusals as refused:
        return say_faults(desk, refused)
    return []


@require_safe
def opened(request: HttpRequest, club_id: UUID, opening_id: UUID) -> HttpResponse:
    """What was brought forward, with its voucher."""
    desk, found = _opened(request, club_id, opening_id, Act.SEE_BOOKS)
    balances = [balance_of(found.sheet, fund) for fund in Fund]
    return render(request, "lifecycle/opened.html", desk.frame(opening=found, balances=balances))


def undo(request: HttpRequest, club_id: UUID, opening_id: UUID) -> HttpResponse:
    """Undo it while nothing else was written; everything typed stands in the draft again."""
    desk, found = _opened(request, club_id, opening_id, Act.CORRECT_VOUCHER)
    form = UndoForm(request.POST or None, desk=desk)

    def write(at: datetime) -> UUID:
        undo_opening(
            club_id=club_id, opening_id=opening_id, reason=form.cleaned_data["reason"],
            second=form.second(at), by=desk.by, at=at,
        )  # fmt: skip
        return opening_id

    return answer(
        request, desk, form, write, template="lifecycle/opening_undo.html", then="opened", opening=found
    )


def _opened(request: HttpRequest, club_id: UUID, opening_id: UUID, act: Act) -> tuple[Desk, OpeningView]:
    desk = desk_of(request, club_id, act)
    found = opening_view(club_id, opening_id)
    if found is None:
        raise Http404
    return desk, found
