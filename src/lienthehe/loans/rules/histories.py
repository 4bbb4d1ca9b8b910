"""Loans with all that ever happened to them, so that any day's standing follows without asking the books again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.plans import Event, Lent
from lienthehe.loans.rules.standings import Standing, is_repaid, is_running, standing


@dataclass(frozen=True, slots=True)
class Happened:
    """A payment or a decision, and the day on which it was undone, if it was."""

    event: Event
    undone_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.event.on <= day and (self.undone_on is None or self.undone_on > day)


@dataclass(frozen=True, slots=True)
class LoanHistory:
    """A loan, who borrowed it, and all that happened to it (đồng). `undone_on`: its payment was taken back that day."""

    person_id: UUID
    lent: Lent
    goods_value: Dong
    is_brought_in: bool
    undone_on: date | None
    happened: tuple[Happened, ...]

    def holds_on(self, day: date) -> bool:
        """Tell whether it was paid out by the end of a day, and that not taken back."""
        return self.lent.on <= day and (self.undone_on is None or self.undone_on > day)

    def events_on(self, day: date) -> list[Event]:
        """Return what had happened by the end of a day and not been undone."""
        return [one.event for one in self.happened if one.holds_on(day)]

    def standing_on(self, day: date) -> Standing | None:
        """Return how it stands at the end of a day; None where nothing of it is owed then."""
        if not self.holds_on(day):
            return None
        events = self.events_on(day)
        if is_repaid(self.lent, events):
            return None
        at = standing(self.lent, events, day)
        return at if is_running(at) else None
