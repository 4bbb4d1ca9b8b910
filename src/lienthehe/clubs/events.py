"""What is announced of a club's lists and books; whoever keeps figures of them listens."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """A club's members, households, board or volunteers are others than before, from a day on."""

    club_id: UUID
    since: date
    written_on: date


@dataclass(frozen=True, slots=True)
class BooksChanged:
    """Something was written in a club's books, dated from a day on: money, loans, a meeting, a measurement."""

    club_id: UUID
    since: date
    written_on: date
