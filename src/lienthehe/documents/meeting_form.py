"""The blank meeting form on paper: held by hand where there is no device, then typed in.

It bears the number that the meeting's minutes will bear, and asks for exactly what the meeting sheet holds.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lienthehe.clubs.queries import ClubSummary, members_on, regulation_on
from lienthehe.clubs.rules import Area
from lienthehe.documents.attendance import AttendanceRow, attendance_rows
from lienthehe.documents.paper import Heading, Signer, board_signers, heading, paginate
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.meetings.queries import meetings_of_club, open_tasks
from lienthehe.meetings.queries.meetings import TaskRow

ROW, FULL = 82, 2020
"""A line that a hand writes on, and what the lines of a page may take, in tenths of a millimetre."""
MOST_TASKS = 6


@dataclass(frozen=True, slots=True)
class MeetingFormPaper:
    """The form for the meeting planned on a day. `contributions` are the columns that the regulations ask for."""

    heading: Heading
    number: int
    year: int
    on: date
    contributions: tuple[str, ...]
    pages: tuple[tuple[AttendanceRow, ...], ...]
    tasks: tuple[TaskRow, ...]
    areas: tuple[str, ...]
    notes: tuple[Dong, ...]
    signers: tuple[Signer, ...]

    @property
    def page_count(self) -> int:
        """How many pages there are: the first, the members', money, and work."""
        return len(self.pages) + 3


def meeting_form_paper(club: ClubSummary, on: date, *, at: datetime) -> MeetingFormPaper:
    """Return the blank form for a meeting on a day; it names people, so it is for who may see them."""
    regulation = regulation_on(club.id, on)
    asked = regulation.contributions if regulation else ()
    rows = attendance_rows(members_on(club.id, on))
    return MeetingFormPaper(
        heading=heading(club, at=at),
        number=_next_number(club, on.year),
        year=on.year,
        on=on,
        contributions=tuple(f"{_(one.fund.label)} {number_format(one.amount)}" for one in asked),
        pages=tuple(paginate(rows, lambda _row: ROW, full=FULL)),
        tasks=tuple(open_tasks(club.id)[:MOST_TASKS]),
        areas=tuple(_(area.label) for area in Area),
        notes=DENOMINATIONS,
        signers=board_signers(club.id, on, names=True),
    )


def _next_number(club: ClubSummary, year: int) -> int:
    return max((line.number for line in meetings_of_club(club.id) if line.year == year), default=0) + 1
