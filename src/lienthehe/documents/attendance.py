"""The attendance list on paper: every member of a day with a line to sign on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lienthehe.clubs.queries import ClubSummary, MemberRow, members_on, names_apart
from lienthehe.documents.paper import (
    GAP,
    LINE,
    Heading,
    Signer,
    board_signers,
    heading,
    lines_of,
    paginate,
    room,
    signs,
)

ROW, EDGES, BLANK_HEAD = 82, 8, 112
"""A line that a hand signs on, what a name of several lines has above and below, and the table's head of two lines."""
NAME_WIDTH = 36
"""Characters in a line of the names' column."""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A member's line: the place on the list and the number in the club."""

    place: int
    number: int
    full_name: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class AttendancePaper:
    """The list of a meeting day, over its pages."""

    heading: Heading
    on: date
    members: int
    pages: tuple[tuple[AttendanceRow, ...], ...]
    signers: tuple[Signer, ...]


def attendance_paper(club: ClubSummary, on: date, *, at: datetime) -> AttendancePaper:
    """Return the attendance list for a meeting on a day; it names people, so it is for who may see them."""
    rows = attendance_rows(members_on(club.id, on))
    top, signers = heading(club.id, on=timezone.localdate(at), at=at), board_signers(club.id, on, names=True)
    pages = paginate(rows, _height, full=room(top, BLANK_HEAD), closing=GAP + LINE + signs(signers))
    return AttendancePaper(
        heading=top,
        on=on,
        members=len(rows),
        pages=tuple(pages),
        signers=signers,
    )


def _height(row: AttendanceRow) -> int:
    return max(ROW, EDGES + LINE * lines_of(row.full_name, NAME_WIDTH))


def attendance_rows(members: Sequence[MemberRow]) -> list[AttendanceRow]:
    """Return the members in their order of names, counted through; those of one name are told apart."""
    called = names_apart(members)
    return [
        AttendanceRow(place, row.number, called[row.membership_id], row.birth_year)
        for place, row in enumerate(members, start=1)
    ]
