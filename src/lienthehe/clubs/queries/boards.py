"""The club's board on a date: who holds which post, in charge of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lienthehe.clubs.models import BoardSeat, BoardTerm
from lienthehe.clubs.rules.boards import Post
from lienthehe.clubs.rules.clubs import Area


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A seat of the board: who, in which post, in charge of which areas, from when to when."""

    seat_id: UUID
    person_id: UUID
    full_name: str
    post: Post
    areas: tuple[Area, ...]
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class BoardTermRow:
    """A board's term of office and the number of seats that the regulations give it."""

    id: UUID
    size: int
    since: date
    until: date | None


def board_on(club_id: UUID, on: date) -> list[BoardRow]:
    """Return the seats held on a date, the chair first."""
    return board_rows(
        BoardSeat.objects.filter(Q(until__isnull=True) | Q(until__gte=on), club_id=club_id, since__lte=on)
    )


def vacant_seats(club_id: UUID, on: date) -> list[BoardRow]:
    """Return the seats of the present board that somebody gave up before a date and nobody took over."""
    return board_rows(
        BoardSeat.objects.filter(
            club_id=club_id, term__until__isnull=True, until__lt=on, followed_by__isnull=True
        )
    )


def board_term_on(club_id: UUID, on: date) -> BoardTermRow | None:
    """Return the term of office that runs on a date, None before the first election."""
    term = BoardTerm.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), club_id=club_id, since__lte=on
    ).first()
    return BoardTermRow(term.id, term.size, term.since, term.until) if term else None


def board_rows(seats: QuerySet[BoardSeat]) -> list[BoardRow]:
    """Read seats with their people in one query, in order of posts and names."""
    rows: Iterable[BoardSeat] = seats.select_related("person").order_by("since", "person__sort_name")
    return sorted((_row(seat) for seat in rows), key=lambda row: row.post.order)


def _row(seat: BoardSeat) -> BoardRow:
    return BoardRow(
        seat_id=seat.id,
        person_id=seat.person_id,
        full_name=seat.person.full_name,
        post=Post(seat.post),
        areas=tuple(Area(area) for area in seat.areas),
        since=seat.since,
        until=seat.until,
    )
