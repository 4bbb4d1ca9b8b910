"""The board: recording an election, handing one seat over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthehe.access.rules import Act
from lienthehe.clubs.commands import elect_board, replace_seat
from lienthehe.clubs.queries import board_on, board_term_on, vacant_seats
from lienthehe.web.clubs.desk import Desk, desk_of
from lienthehe.web.clubs.forms.boards import BoardForm, SeatForm
from lienthehe.web.clubs.recording import Words, form_page, recorded


def elect(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Record an elected board; the present one stands in the boxes."""
    desk = _desk(request, club_id)
    term, board = board_term_on(club_id, desk.on), board_on(club_id, desk.on)
    form = BoardForm(
        request.POST or None,
        initial={"since": desk.on, "size": term.size if term else 5},
        members=desk.members_to_choose(),
        board=board,
    )

    def act() -> object:
        typed = {name: form.cleaned_data[name] for name in ("term_id", "since", "size")}
        return elect_board(club_id=club_id, seats=form.seats(), **typed, by=desk.by, at=desk.at)

    if recorded(request, form, act) is None:
        return render(request, "clubs/elect.html", desk.frame(form=form))
    messages.success(request, _("The new board is written down."))
    return redirect("club", club_id)


def replace(request: HttpRequest, club_id: UUID, seat_id: UUID) -> HttpResponse:
    """Record who takes over a seat."""
    desk = _desk(request, club_id)
    seats = board_on(club_id, desk.on) + vacant_seats(club_id, desk.on)
    seat = next((row for row in seats if row.seat_id == seat_id), None)
    if seat is None:
        raise Http404
    initial = {"on": desk.on, "areas": list(seat.areas)}
    form = SeatForm(request.POST or None, initial=initial, members=desk.members_to_choose())
    replaced = recorded(
        request, form, lambda: replace_seat(seat_id=seat_id, **form.taken(), by=desk.by, at=desk.at)
    )
    words = Words(
        _("%(post)s: somebody else takes over") % {"post": _(seat.post.label)},
        _("Write down who takes over"),
        _("The seat has passed to somebody else."),
    )
    if replaced is None:
        back = reverse("club", args=[club_id]), desk.club.name
        return form_page(request, form, words, back=back, desk=desk)
    messages.success(request, words.done)
    return redirect("club", club_id)


def _desk(request: HttpRequest, club_id: UUID) -> Desk:
    """Return the desk of somebody who keeps the board and may see the names to choose from."""
    return desk_of(request, club_id, Act.KEEP_BOARD, Act.SEE_PEOPLE)
