"""The blank meeting form on paper: held by hand where there is no device, then typed in.

It bears the number that the meeting's minutes will bear, and asks for exactly what the meeting sheet holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.clubs.queries import ClubSummary, members_on, regulation_on
from lienthehe.clubs.rules import Area
from lienthehe.documents.attendance import BLANK_HEAD, EDGES, ROW, AttendanceRow, attendance_rows
from lienthehe.documents.paper import (
    GAP,
    LINE,
    PAGE_WIDTH,
    Heading,
    Signer,
    board_signers,
    heading,
    lines_of,
    paginate,
    room,
)
from lienthehe.documents.wording import say_contribution
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.meetings.queries import meetings_of_club, open_tasks
from lienthehe.meetings.queries.meetings import TaskRow

NAMES_WIDTH, COLUMN_WIDTH = 48, 8
"""Characters in a line of the names' column, and what a contribution's column takes from that."""
MOST_TASKS = 6


@dataclass(frozen=True, slots=True)
class MeetingFormPaper:
    """The form for the meeting planned on a day. `contributions` are what the regulations ask for, a column each."""

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
    said = tuple(
        _("Item %(number)d: %(text)s") % {"number": number, "text": say_contribution(one)}
        for number, one in enumerate(asked, start=1)
    )
    rows = attendance_rows(members_on(club.id, on))
    top = heading(club.id, on=timezone.localdate(at), at=at)
    return MeetingFormPaper(
        heading=top,
        number=_next_number(club, on.year),
        year=on.year,
        on=on,
        contributions=said,
        pages=tuple(_pages(rows, said, top)),
        tasks=tuple(open_tasks(club.id)[:MOST_TASKS]),
        areas=tuple(_(area.label) for area in Area),
        notes=DENOMINATIONS,
        signers=board_signers(club.id, on, names=True),
    )


def _pages(
    rows: Sequence[AttendanceRow], said: Sequence[str], top: Heading
) -> list[tuple[AttendanceRow, ...]]:
    """Spread the members over pages; each page says above them which column is for what."""
    named = LINE * sum(lines_of(text, PAGE_WIDTH) for text in said)
    width = NAMES_WIDTH - COLUMN_WIDTH * len(said)
    return paginate(
        rows,
        lambda row: max(ROW, EDGES + LINE * lines_of(row.full_name, width)),
        full=room(top, BLANK_HEAD, named, GAP if said else 0),
    )


def _next_number(club: ClubSummary, year: int) -> int:
    return max((line.number for line in meetings_of_club(club.id) if line.year == year), default=0) + 1
