"""Electing a board and replacing who holds one of its seats."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from lienthehe.access.commands import write_audit
from lienthehe.access.queries import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.commands.clubs import lock_for
from lienthehe.clubs.events import PeopleChanged
from lienthehe.clubs.models import BoardSeat, BoardTerm
from lienthehe.clubs.queries.people import members_on
from lienthehe.clubs.rules.boards import (
    ElectedEarlier,
    NoSuchSeat,
    NotAMember,
    Seat,
    SeatBeganLater,
    SeatTakenOverThen,
    TwoSeatsForOne,
    check_board,
)
from lienthehe.clubs.rules.clubs import Area, IdTaken
from lienthehe.clubs.rules.people import check_not_future
from lienthehe.foundation.events import announce


@transaction.atomic
def elect_board(
    *, term_id: UUID, club_id: UUID, seats: Sequence[Seat], size: int, since: date, by: Officer, at: datetime
) -> BoardTerm:
    """Record an elected board; the term before it ends the day before. The same term id again returns the first.

    `size` is the number of seats in the regulations: an unusual one, or seats left empty, is remarked on
    (`remarks_on_board`), never refused. Refusals: NoSuchClub, NotAllowed, IdTaken, InTheFuture, ElectedEarlier,
    SeatTakenOverThen, `check_board`.
    """
    _, acting = lock_for(Act.KEEP_BOARD, club_id=club_id, by=by, at=at)
    first = BoardTerm.objects.filter(id=term_id).first()
    if first is not None:
        if first.club_id != club_id:
            raise IdTaken
        return first
    check_not_future(since, today=localdate(at), field="since")
    check_board(seats, members=_members(club_id, since), since=since)
    _end_present_term(club_id, since)
    term = BoardTerm.objects.create(id=term_id, club_id=club_id, size=size, since=since)
    BoardSeat.objects.bulk_create(
        BoardSeat(
            club_id=club_id,
            term=term,
            person_id=seat.person_id,
            post=seat.post,
            areas=list(seat.areas),
            since=since,
        )
        for seat in seats
    )
    write_audit(act=Act.KEEP_BOARD, by=by, acting=acting, subject=("board_term", str(term_id)), at=at)
    announce(PeopleChanged(club_id, since - timedelta(days=1), localdate(at)))
    return term


@transaction.atomic
def replace_seat(
    *,
    seat_id: UUID,
    person_id: UUID,
    areas: Sequence[Area],
    on: date,
    by: Officer,
    at: datetime,
) -> BoardSeat:
    """Give a seat of the present board to another person from a day on; the post stays the same.

    A seat that was left empty by a leaving member may be filled in the same way. Refusals: NoSuchSeat, NotAllowed,
    InTheFuture, SeatBeganLater, NotAMember, TwoSeatsForOne.
    """
    club_id = BoardSeat.objects.filter(id=seat_id).values_list("club_id", flat=True).first()
    if club_id is None:
        raise NoSuchSeat
    _, acting = lock_for(Act.KEEP_BOARD, club_id=club_id, by=by, at=at)
    seat = BoardSeat.objects.filter(id=seat_id, term__until__isnull=True, followed_by__isnull=True).first()
    if seat is None:
        raise NoSuchSeat
    check_not_future(on, today=localdate(at), field="on")
    if on <= (seat.until or seat.since):
        raise SeatBeganLater(day=seat.until or seat.since)
    if person_id not in _members(seat.club_id, on):
        raise NotAMember(day=on)
    if BoardSeat.objects.filter(term_id=seat.term_id, person_id=person_id, until__isnull=True).exists():
        raise TwoSeatsForOne
    if seat.until is None:
        seat.until = on - timedelta(days=1)
        seat.save(update_fields=["until"])
    filled = BoardSeat.objects.create(
        club_id=seat.club_id,
        term_id=seat.term_id,
        person_id=person_id,
        post=seat.post,
        areas=list(areas),
        since=on,
        follows=seat,
    )
    write_audit(act=Act.KEEP_BOARD, by=by, acting=acting, subject=("board_seat", str(filled.id)), at=at)
    announce(PeopleChanged(club_id, on - timedelta(days=1), localdate(at)))
    return filled


def _members(club_id: UUID, on: date) -> frozenset[UUID]:
    return frozenset(row.person_id for row in members_on(club_id, on))


def _end_present_term(club_id: UUID, since: date) -> None:
    present = BoardTerm.objects.filter(club_id=club_id, until__isnull=True).first()
    if present is None:
        return
    if since <= present.since:
        raise ElectedEarlier(day=present.since)
    latest_seat = present.seats.order_by("since").last()
    if latest_seat is not None and since <= latest_seat.since:
        raise SeatTakenOverThen(day=latest_seat.since)
    last_day = since - timedelta(days=1)
    present.until = last_day
    present.save(update_fields=["until"])
    present.seats.filter(until__isnull=True).update(until=last_day)
