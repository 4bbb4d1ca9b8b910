"""Loans with all that ever happened to them, so that any day's standing follows without asking the books again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.plans import Event, Lent, Paid
from lienthehe.loans.rules.standings import ClubLoans, Standing, standing


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
        """Return how it stands at the end of a day; None when all that was signed is paid, so that nothing is left."""
        events = self.events_on(day)
        return None if self._is_repaid(events) else standing(self.lent, events, day)

    def is_running_on(self, day: date) -> bool:
        """Tell whether something of it is still owed at the end of a day."""
        return self.holds_on(day) and _is_open(self.standing_on(day))

    def _is_repaid(self, events: list[Event]) -> bool:
        paid = [one for one in events if isinstance(one, Paid)]
        if self.lent.late_rate or len(paid) < len(events):
            return False
        if sum(one.principal for one in paid) < self.lent.principal:
            return False
        return sum(one.interest for one in paid) >= sum(line.interest for line in self.lent.lines)


def club_loans(loans: Iterable[LoanHistory], day: date) -> ClubLoans:
    """Return what a club's loans come to at the end of a day (đồng); persons and loans are counted apart."""
    running = list(_running(loans, day))
    return ClubLoans(
        loans=len(running),
        borrowers=len({loan.person_id for loan, _ in running}),
        outstanding=Dong(sum(at.outstanding for _, at in running)),
        due=Dong(sum(at.due.total for _, at in running)),
        overdue=Dong(sum(at.overdue.total for _, at in running)),
        late_loans=sum(at.overdue.total > 0 for _, at in running),
        at_risk=Dong(sum(at.outstanding for _, at in running if at.is_at_risk)),
    )


def _running(loans: Iterable[LoanHistory], day: date) -> Iterator[tuple[LoanHistory, Standing]]:
    for loan in loans:
        at = loan.standing_on(day) if loan.holds_on(day) else None
        if at is not None and _is_open(at):
            yield loan, at


def _is_open(at: Standing | None) -> bool:
    return at is not None and bool(at.outstanding or at.asked.interest)
