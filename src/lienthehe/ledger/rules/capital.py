"""Borrowed capital: lent to the club free of interest or not, and due back in parts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import AccountRef
from lienthehe.ledger.rules.refusals import DueBeforeBorrowed, DueDatesDoNotAddUp

NOTICE_DAYS = 90
"""How long ahead "Hôm nay" speaks of capital that must go back."""


@dataclass(frozen=True, slots=True)
class DuePart:
    """A part of borrowed capital and the day on which it must be back (đồng)."""

    on: date
    amount: Dong


@dataclass(frozen=True, slots=True)
class CapitalNote:
    """Borrowed capital as it is noted beside its account, whose subject is the capital's id: when lent, due when."""

    account: AccountRef
    borrowed_on: date
    parts: tuple[DuePart, ...]


@dataclass(frozen=True, slots=True)
class CapitalStanding:
    """One lender's capital on a date: what is still owed, and which parts of it fall due when."""

    capital_id: UUID
    fund: Fund
    lender: str
    borrowed_on: date
    borrowed: Dong
    owed: Dong
    open_parts: tuple[DuePart, ...]

    @property
    def next_due(self) -> DuePart | None:
        return self.open_parts[0] if self.open_parts else None


def merge_parts(parts: Sequence[DuePart]) -> tuple[DuePart, ...]:
    """Return the parts in order of days, those of one day as one."""
    by_day: Counter[date] = Counter()
    for part in parts:
        by_day[part.on] += part.amount
    return tuple(DuePart(on, Dong(amount)) for on, amount in sorted(by_day.items()))


def check_parts(amount: Dong, parts: Sequence[DuePart], *, borrowed_on: date) -> None:
    """Raise DueDatesDoNotAddUp unless the parts come to the amount borrowed (đồng), DueBeforeBorrowed for a day before it."""
    total = Dong(sum(part.amount for part in parts))
    if total != amount or any(part.amount <= 0 for part in parts):
        raise DueDatesDoNotAddUp(parts=total, amount=amount)
    if any(part.on < borrowed_on for part in parts):
        raise DueBeforeBorrowed(on=borrowed_on)


def open_parts(parts: Sequence[DuePart], *, returned: Dong) -> tuple[DuePart, ...]:
    """Return what is still due: what was returned pays the oldest parts first."""
    left = returned
    still_open = []
    for part in sorted(parts, key=lambda one: one.on):
        covered = min(left, part.amount)
        left = Dong(left - covered)
        if covered < part.amount:
            still_open.append(DuePart(part.on, Dong(part.amount - covered)))
    return tuple(still_open)


def due_soon(
    standings: Sequence[CapitalStanding], *, on: date, days: int = NOTICE_DAYS
) -> list[CapitalStanding]:
    """Return the standings with a part due within so many days, or overdue, the most pressing first."""
    until = on + timedelta(days=days)
    pressing = [one for one in standings if one.next_due is not None and one.next_due.on <= until]
    return sorted(pressing, key=lambda one: one.open_parts[0].on)
