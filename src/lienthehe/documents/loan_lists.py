"""Lists about all borrowers on paper, in large type: what each pays at the next meeting, and what each owes, to read aloud."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthehe.clubs.queries import Called, ClubSummary, members_called
from lienthehe.documents.paper import (
    GAP,
    LINE,
    TABLE_HEAD,
    Heading,
    Signer,
    board_signers,
    heading,
    lines_of,
    paginate,
    room,
    signs,
)
from lienthehe.documents.wording import say_dong
from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.rules.standings import LoanState, Sum

LARGE_LINE, LARGE_EDGES, TEXT = 65, 58, 2 * LINE + GAP
"""A line of large type, what stands above and below it, and what is said below the list."""
DUES_WIDTHS, BALANCES_WIDTHS = (21.7, 29.5), (43.3, 59)
"""Characters in a line of the name, and of the note below it, on either list."""

Say = Callable[[list[LoanRow]], tuple[Sum, Dong, str]]
"""How one person's loans are told: principal and interest, the amount, and a note."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One person's line: the place on the list, who, what is paid or owed (đồng), what else is to be said."""

    place: int
    name: str
    sum: Sum
    amount: Dong
    note: str


@dataclass(frozen=True, slots=True)
class LoanListPaper:
    """A list of borrowers, over its pages; `sum` and `amount` are all of them together (đồng)."""

    heading: Heading
    on: date
    loans: int
    pages: tuple[tuple[ListLine, ...], ...]
    sum: Sum
    amount: Dong
    signers: tuple[Signer, ...]


def dues_paper(club: ClubSummary, on: date, *, at: datetime) -> LoanListPaper:
    """Return what each borrower pays at the meeting of a day, with what is late; it names people."""
    rows = [row for row in loans_on(club.id, on) if row.state is LoanState.RUNS and row.at.asked.total]
    return _list(club, on, rows, _due, widths=DUES_WIDTHS, at=at)


def balances_paper(club: ClubSummary, on: date, *, at: datetime) -> LoanListPaper:
    """Return what each borrower still owes at the end of a day, to read aloud; it names people."""
    rows = [row for row in loans_on(club.id, on) if row.at.outstanding]
    return _list(club, on, rows, _owed, widths=BALANCES_WIDTHS, at=at)


def _list(
    club: ClubSummary, on: date, rows: list[LoanRow], say: Say, *, widths: tuple[float, float], at: datetime
) -> LoanListPaper:
    people: defaultdict[UUID, list[LoanRow]] = defaultdict(list)
    for row in rows:
        people[row.person_id].append(row)
    called = members_called(club.id, {row.membership_id for row in rows})
    lines = list(_lines(people.values(), say, called))
    top, signers = heading(club.id, on=timezone.localdate(at), at=at), board_signers(club.id, on, names=True)
    pages = paginate(
        lines, partial(_height, widths), full=room(top, TABLE_HEAD), closing=TEXT + signs(signers)
    )
    return LoanListPaper(
        heading=top,
        on=on,
        loans=len(rows),
        pages=tuple(pages),
        sum=sum((line.sum for line in lines), Sum()),
        amount=Dong(sum(line.amount for line in lines)),
        signers=signers,
    )


def _lines(people: Iterable[list[LoanRow]], say: Say, called: Mapping[UUID, Called]) -> Iterator[ListLine]:
    for place, theirs in enumerate(people, start=1):
        paid, amount, note = say(theirs)
        several = _("%(n)d loans") % {"n": len(theirs)} if len(theirs) > 1 else ""
        name = called[theirs[0].membership_id].name
        yield ListLine(place, name, paid, amount, "; ".join(filter(None, (several, note))))


def _due(rows: list[LoanRow]) -> tuple[Sum, Dong, str]:
    asked = sum((row.at.asked for row in rows), Sum())
    return asked, asked.total, _late(rows)


def _owed(rows: list[LoanRow]) -> tuple[Sum, Dong, str]:
    return Sum(), Dong(sum(row.at.outstanding for row in rows)), _late(rows)


def _late(rows: list[LoanRow]) -> str:
    overdue = sum(row.at.overdue.total for row in rows)
    if not overdue:
        return ""
    days = max(row.at.days_late for row in rows)
    text = ngettext("%(amount)s is %(days)d day late", "%(amount)s is %(days)d days late", days)
    return text % {"amount": say_dong(overdue), "days": days}


def _height(widths: tuple[float, float], line: ListLine) -> int:
    name, note = widths
    lines = lines_of(line.name, name) + (lines_of(line.note, note) if line.note else 0)
    return LARGE_EDGES + LARGE_LINE * lines
