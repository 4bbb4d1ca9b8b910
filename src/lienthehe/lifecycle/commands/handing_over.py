"""Handing a post over, in one act: the seat, the box counted, what lay there that day, and the access (decision 0015)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.commands import end_grant, grant_role, prepare_access
from lienthehe.access.models import Officer
from lienthehe.access.queries import grants_within, officer_may
from lienthehe.access.rules import Act, Role
from lienthehe.clubs import commands as clubs
from lienthehe.clubs.models import BoardSeat, Person
from lienthehe.clubs.rules.boards import NoSuchSeat, Post
from lienthehe.clubs.rules.clubs import Area
from lienthehe.foundation.text import fold
from lienthehe.ledger.commands import OpenBooks, write_counts
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.lifecycle.models import HandOver
from lienthehe.lifecycle.queries.handing_over import there_on, there_out
from lienthehe.lifecycle.rules.handing_over import HandOverIdReused, HandOverSheet, check_sheet, role_of

Key = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewCode:
    """The code by which somebody new takes up the access, to be handed over once: ACDE-3467."""

    officer_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a hand-over wrote; `codes` are known now and never again."""

    id: UUID
    codes: tuple[NewCode, ...] = ()


@transaction.atomic
def hand_over(*, club_id: UUID, sheet: HandOverSheet, by: Officer, at: datetime) -> HandedOver:
    """Hand posts of the board over on a day, all or nothing; sent again, the first, without its codes.

    Every box is counted, a difference becomes a voucher; balances, open loans and dues are kept as they are after it.
    Where the writer may open a club's access, that of the outgoing ends and the incoming get theirs, by a code for who
    has none; else both wait for the commune. Raises NotAllowed, NobodyTakesOver, BoxNotCounted, HandOverIdReused and
    what `clubs.replace_seat` and `write_counts` raise.
    """
    books = begin(Act.COUNT_BOX, club_id=club_id, by=by, at=at)
    first = HandOver.objects.filter(id=sheet.id).first()
    if first is not None:
        return _the_first(first, books, sheet)
    check_sheet(sheet)
    seats = [_take_over(books, sheet, taken.seat_id, taken.person_id) for taken in sheet.taken]
    counts = write_counts(books, sheet.counts)
    keys, codes = _move_keys(books, seats)
    HandOver.objects.create(
        id=sheet.id,
        club_id=club_id,
        on=sheet.on,
        seats=[_written(left, new) for left, new in seats],
        counts=[str(one.count_id) for one in counts],
        snapshot=there_out(there_on(club_id, sheet.on)),
        keys_moved=keys,
        recorded_by=by,
        recorded_as=books.acting.role,
        recorded_at=at,
    )
    audit(books, Act.COUNT_BOX, "count", *(one.count_id for one in counts))
    return HandedOver(sheet.id, tuple(codes))


Seats = tuple[BoardSeat, BoardSeat]
"""The seat as it was held, and as it is held now."""


def _take_over(books: OpenBooks, sheet: HandOverSheet, seat_id: UUID, person_id: UUID) -> Seats:
    seat = BoardSeat.objects.select_related("person").filter(club_id=books.club_id, id=seat_id).first()
    if seat is None:
        raise NoSuchSeat
    areas = [Area(area) for area in seat.areas]
    new = clubs.replace_seat(
        seat_id=seat_id, person_id=person_id, areas=areas, on=sheet.on, by=books.by, at=books.at
    )
    return seat, new


def _written(left: BoardSeat, new: BoardSeat) -> Key:
    return {
        "post": new.post,
        "from": str(left.person_id),
        "to": str(new.person_id),
        "seat": str(new.id),
    }


def _move_keys(books: OpenBooks, seats: Sequence[Seats]) -> tuple[list[Key], list[NewCode]]:
    """End the access of the outgoing and give theirs to the incoming, where the writer may."""
    today = timezone.localdate(books.at)
    if not officer_may(Act.OPEN_ACCESS, by=books.by, within=books.within, on=today):
        return [], []
    keys: list[Key] = []
    codes: list[NewCode] = []
    for left, new in seats:
        role = role_of(Post(new.post))
        if role is None:
            continue
        keys += _end(books, role, left.person)
        officer_id, code = _give(books, role, Person.objects.get(id=new.person_id))
        keys.append({"officer": str(officer_id), "role": role, "given": True})
        codes += [NewCode(officer_id, code)] if code else []
    return keys, codes


def _end(books: OpenBooks, role: Role, outgoing: Person) -> list[Key]:
    """End the role of the one who gives the post up: whoever bears the name, else the only one who holds it."""
    today = timezone.localdate(books.at)
    held = [one for one in grants_within(scopes=books.within[:1], on=today) if one.role == role]
    named = [one for one in held if fold(one.officer.full_name) == outgoing.search_name]
    ended = named or (held if len(held) == 1 else [])
    for one in ended:
        end_grant(grant_id=one.pk, until=today, within=books.within, by=books.by, at=books.at)
    return [{"officer": str(one.officer_id), "role": role, "given": False} for one in ended]


def _give(books: OpenBooks, role: Role, incoming: Person) -> tuple[UUID, str]:
    """Give the role to whoever bears the name and acts in the club already, else to somebody new, with a code."""
    today, scope = timezone.localdate(books.at), books.within[0]
    known = grants_within(scopes=(scope,), on=today)
    theirs = [one for one in known if fold(one.officer.full_name) == incoming.search_name]
    if not theirs:
        officer, code = prepare_access(
            full_name=incoming.full_name, phone=incoming.phone, role=role, scope=scope, within=books.within,
            by=books.by, at=books.at,
        )  # fmt: skip
        return officer.pk, code
    officer = theirs[0].officer
    if not any(one.role == role for one in theirs):
        grant_role(
            officer=officer,
            role=role,
            scope=scope,
            since=today,
            within=books.within,
            by=books.by,
            at=books.at,
        )
    return officer.pk, ""


def _the_first(first: HandOver, books: OpenBooks, sheet: HandOverSheet) -> HandedOver:
    own = (first.club_id, first.recorded_by_id, first.on) == (books.club_id, books.by.pk, sheet.on)
    if not own or {one["to"] for one in first.seats} != {str(one.person_id) for one in sheet.taken}:
        raise HandOverIdReused
    return HandedOver(first.id)
