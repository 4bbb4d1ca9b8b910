"""Keeping the club months true to the lists and the books."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from django.db import transaction

from lienthehe.clubs.events import BooksChanged, PeopleChanged
from lienthehe.clubs.queries.clubs import lock_club
from lienthehe.foundation.months import Month
from lienthehe.reports.models import ClubMonth
from lienthehe.reports.queries.club_months import clubs_behind
from lienthehe.reports.queries.computed import computed_months
from lienthehe.reports.queries.records import club_and_span
from lienthehe.reports.queries.verification import differences, months_from_nothing
from lienthehe.reports.rules.differences import Difference
from lienthehe.reports.rules.figures import Figures
from lienthehe.reports.rules.origins import Origin
from lienthehe.reports.rules.spans import Part, months_to_compute

Waiting = dict[UUID, tuple[Month, Month]]
_waiting: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


def keep_people(changed: PeopleChanged) -> None:
    """Keep the months true to the club's lists."""
    _keep(changed.club_id, changed.since, changed.written_on, Part.PEOPLE)


def keep_books(changed: BooksChanged) -> None:
    """Keep the months true to the club's books."""
    _keep(changed.club_id, changed.since, changed.written_on, Part.BOOKS)


def _keep(club_id: UUID, since: date, written_on: date, part: Part) -> None:
    first = Month.of(since)
    until = max(first, Month.of(written_on))
    waiting = _waiting.get()
    if waiting is None:
        _recompute(club_id, first, until, frozenset({part}))
    else:
        known = waiting.get(club_id, (first, until))
        waiting[club_id] = min(known[0], first), max(known[1], until)


@contextmanager
def months_kept_at_the_end() -> Iterator[None]:
    """Let many acts of one program be followed by one computation of each club's months, at the end of the block.

    For whoever makes a world or takes in years of books; what ends by an exception is left to `rebuild_months`.
    """
    waiting: Waiting = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for club_id, (since, until) in waiting.items():
        recompute_months(club_id, since=since, until=until)


@transaction.atomic
def recompute_months(club_id: UUID, *, since: Month, until: Month | None = None) -> None:
    """Compute a club's months anew from `since` to the last that stands, or to `until`, in one pass.

    Months before `since` that are missing are made too. Months that were taken over from reports stay as they are.
    Raises NoSuchClub.
    """
    lock_club(club_id)
    _recompute(club_id, since, until or since, frozenset(Part))


def _recompute(club_id: UUID, since: Month, until: Month, parts: frozenset[Part]) -> None:
    """Do so for a club that is locked, or new in this transaction."""
    club, span = club_and_span(club_id)
    if span.stands_from and span.stands_from < span.first:
        ClubMonth.objects.filter(club_id=club_id, month__lt=span.first.first).delete()
    todo = months_to_compute(span, since, until, parts)
    if todo is not None:
        _write(club_id, computed_months(club, span, todo))


@transaction.atomic
def rebuild_months(club_id: UUID, *, until: Month) -> tuple[Difference, ...]:
    """Compute all months of a club from nothing and return where the read model said something else.

    Raises NoSuchClub.
    """
    lock_club(club_id)
    right = months_from_nothing(club_id, until)
    found = differences(club_id, right)
    if found:
        _write(club_id, right)
    return found


def make_months(*, until: Month) -> int:
    """See to it that every club has its months up to `until`; return how many clubs were behind."""
    clubs = clubs_behind(until)
    for club_id in clubs:
        recompute_months(club_id, since=until)
    return len(clubs)


def _write(club_id: UUID, figures: Mapping[Month, Figures]) -> None:
    ClubMonth.objects.bulk_create(
        [
            ClubMonth(club_id=club_id, month=month.first, origin=Origin.BOOKS, **found)
            for month, found in figures.items()
        ],
        update_conflicts=True,
        unique_fields=["club", "month"],
        update_fields=[*next(iter(figures.values()))],
    )
