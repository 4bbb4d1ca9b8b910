"""A club's life in disorder: acts drawn from a seed, many of them dated back, each through its command or refused by it."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.utils import timezone

from lienthehe.access.queries import Officer
from lienthehe.clubs.queries import club_summary
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, Refusals
from tests.given.books import NOW, Books, some_books
from tests.given.clubs import province_officer
from tests.given.openings import open_club
from tests.given.policies import a_policy

DAYS_BACK = (0, 0, 0, 0, 1, 2, 9, 20, 35, 60, 100)
One = TypeVar("One")


class History:
    """A club, the officers who write, a clock that goes on, and a source of chance."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.now = NOW
        self.books: Books = some_books(people=8)
        a_policy(self.books.club_id, by=self.books.chair, ladder=(), membership_months=0)
        open_club(self.books)
        club = club_summary(self.books.club_id, self.today)
        assert club is not None
        self.above: Officer = province_officer(club.place, at=NOW)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    @property
    def club_id(self) -> Any:
        return self.books.club_id

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def month(self) -> Month:
        return Month.of(self.today)

    @property
    def ours(self) -> dict[str, Any]:
        """What every command on the books asks for."""
        return {"club_id": self.club_id, "by": self.books.treasurer, "at": self.now}

    @property
    def two(self) -> dict[str, Any]:
        """The same, with the second person behind it."""
        return self.ours | {"second": self.books.chair}

    @property
    def above_us(self) -> dict[str, Any]:
        return {"by": self.above, "at": self.now}

    def day(self) -> date:
        """Draw today or a day before."""
        return self.today - timedelta(days=self.random.choice(DAYS_BACK))

    def amount(self, most: int = 200) -> int:
        """Draw whole thousands of đồng."""
        return 1000 * self.random.randint(1, most)

    def one_of(self, given: Any) -> Any:
        """Draw one, None where there is none."""
        found = list(given)
        return self.random.choice(found) if found else None

    def live(self, acts: int, kinds: tuple[Callable[["History"], object], ...]) -> "History":
        """Do so many acts that are not refused."""
        while self.done.total() < acts:
            self.now = _next(self.now, self.random)
            act = self.random.choice(kinds)
            try:
                act(self)
            except (Refusal, Refusals):
                self.refused[act.__name__] += 1
            else:
                self.done[act.__name__] += 1
        return self


def _next(now: datetime, random: Random) -> datetime:
    return now + timedelta(hours=random.choice((1, 2, 5, 30, 60)))
