"""What a club's books must come to, in plain Python and without debit or credit: nothing here is the product's own.

A place is (fund, kind, whose). A voucher says by how much each place grows: money in the box and what a giver has in
the fund grow together, spending grows as the box shrinks. Whether it may be written is found by walking through every
day from the beginning.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from lienthehe.ledger.rules import refusals

Place = tuple[str, str, str]
Paid = tuple[UUID, str, bool]

HELD = ("cash_box", "bank", "stock", "shortage", "loan_principal")
USED = ("spending", "losses")
OWED = (
    *("surplus", "grant", "project", "donation", "gift_in_kind", "borrowed_capital"),
    *("contributions", "refundable_contributions", "from_other_fund", "owed_to_leaver"),
)
FREE = ("grant", "project", "donation", "gift_in_kind", "contributions", "from_other_fund")
OF_LOANS, HEX_FIGURES = ("loan_principal", "interest", "recoveries", "losses"), 32
KEPT = ("retained_result", "interest", "recoveries")
FALLS_SHORT = {
    "cash_box": refusals.NotEnoughInBox,
    "bank": refusals.NotEnoughInBank,
    "stock": refusals.NotEnoughInStock,
}


def month_of(day: date) -> tuple[int, int]:
    return day.year, day.month


def next_month(month: tuple[int, int]) -> tuple[int, int]:
    first = date(*month, 1) + timedelta(days=31)
    return first.year, first.month


@dataclass
class Entry:
    """A voucher: by how much it makes each place grow, and whose dues it pays."""

    id: UUID
    kind: str
    fund: str
    on: date
    grows: dict[Place, int]
    pays: dict[Paid, int] = field(default_factory=dict)
    group: UUID | None = None
    is_correctable: bool = True
    number: int = 0
    corrected: str = ""
    sale: UUID | None = None
    """The sale below its value of which it is the receipt or the loss."""

    def undone(self, new_id: UUID, on: date) -> "Entry":
        turned = {place: -change for place, change in self.grows.items()}
        taken_back = {paid: -change for paid, change in self.pays.items()}
        return Entry(new_id, self.kind, self.fund, on, turned, taken_back, self.id, is_correctable=False)

    @property
    def loans(self) -> set[str]:
        """The loans of which it moves an account of their own."""
        return {whose for _, kind, whose in self.grows if kind in OF_LOANS and len(whose) == HEX_FIGURES}

    @property
    def series(self) -> tuple[str, str, int]:
        return self.kind, self.fund, self.on.year


@dataclass
class Model:
    """The books so far: every voucher in the order of writing, the closed months, what was counted."""

    today: date
    entries: list[Entry] = field(default_factory=list)
    closed: list[tuple[int, int]] = field(default_factory=list)
    counts: int = 0

    @property
    def places(self) -> int:
        """How many places of the chain are taken."""
        return len(self.entries) + len(self.closed) + self.counts

    def is_closed(self, day: date) -> bool:
        return bool(self.closed) and month_of(day) <= self.closed[-1]

    def why_not(self, new: Iterable[Entry]) -> set[type[Exception]]:
        """Return every reason for which these vouchers may not be written, none if they may."""
        new = list(new)
        reasons: set[type[Exception]] = set()
        if any(entry.on > self.today for entry in new):
            reasons.add(refusals.FutureDate)
        if any(self.is_closed(entry.on) for entry in new):
            reasons.add(refusals.MonthClosed)
        if any(not self._can_bear(new, fund) for fund in {place[0] for one in new for place in one.grows}):
            reasons.add(refusals.LossNotBorne)
        return reasons | set(self._short([*self.entries, *new]))

    def _can_bear(self, new: list[Entry], fund: str) -> bool:
        """Tell whether what a fund gives back to nobody is enough for everything that it lost and spent."""
        changes = [change for entry in new for change in entry.grows.items()]
        if sum(amount for (of, kind, _), amount in changes if (of, kind) == (fund, "losses")) <= 0:
            return True
        after = self.sums()
        for entry in new:
            after.update(entry.grows)
        own = dict.fromkeys(FREE + KEPT, 1) | dict.fromkeys(USED, -1)
        return sum(own.get(kind, 0) * amount for (of, kind, _), amount in after.items() if of == fund) >= 0

    def retained(self, fund: str) -> int:
        """Return what a fund earned and kept, less what it spent and lost."""
        own = dict.fromkeys(KEPT, 1) | dict.fromkeys(USED, -1)
        return sum(own.get(kind, 0) * amount for (of, kind, _), amount in self.sums().items() if of == fund)

    def write(self, new: Iterable[Entry]) -> None:
        for entry in new:
            last = [one.number for one in self.entries if one.series == entry.series]
            entry.number = max(last, default=0) + 1
            self.entries.append(entry)

    def sums(self, until: date = date.max) -> Counter[Place]:
        found: Counter[Place] = Counter()
        for entry in self.entries:
            if entry.on <= until:
                found.update(entry.grows)
        return found

    def paid(self) -> Counter[Paid]:
        found: Counter[Paid] = Counter()
        for entry in self.entries:
            found.update(entry.pays)
        return found

    def held(self, fund: str, kind: str, until: date = date.max) -> int:
        return self.sums(until)[fund, kind, ""]

    def whose_money_agrees(self, fund: str) -> bool:
        """Tell whether what is held, missing and used is what came in, by whomever and however."""
        here = {place: amount for place, amount in self.sums().items() if place[0] == fund}
        used = sum(amount for place, amount in here.items() if place[1] in HELD + USED)
        return used == sum(amount for place, amount in here.items() if place[1] not in HELD + USED)

    def whole(self, wrongs: Sequence[Entry]) -> list[Entry]:
        """Return what is undone when these are: before one of two vouchers of a sale goes the other."""
        named = {one.id for one in wrongs}
        return [
            each
            for wrong in wrongs
            for each in (*(one for one in self._sold_with(wrong) if one.id not in named), wrong)
        ]

    def _sold_with(self, wrong: Entry) -> list[Entry]:
        return [one for one in self.entries if wrong.sale and one.sale == wrong.sale and one is not wrong]

    def why_not_mend(self, wrong: Entry) -> set[type[Exception]]:
        """Return every reason, but what the books come to, for which a voucher may not be undone."""
        reasons: set[type[Exception]] = {refusals.AlreadyCorrected} if wrong.corrected else set()
        reasons |= set() if wrong.is_correctable else {refusals.NotCorrectable}
        return reasons | ({refusals.CapitalGivenBack} if self.is_given_back(wrong) else set())

    def why_not_replace(self, wrong: Entry) -> set[type[Exception]]:
        """Return every reason for which nothing may take the place of a voucher, though it may be undone."""
        reasons: set[type[Exception]] = set()
        if any(kind == "borrowed_capital" for _, kind, _ in wrong.grows):
            reasons.add(refusals.CapitalNotReplaceable)
        return reasons | ({refusals.SaleNotReplaceable} if self._sold_with(wrong) else set())

    def is_given_back(self, lent: Entry) -> bool:
        """Tell whether a part of the capital that an entry brought went back and was not undone."""
        came = [to for to, amount in lent.grows.items() if to[1] == "borrowed_capital" and amount > 0]
        standing = [entry for entry in self.entries if not entry.corrected]
        return any(entry.grows.get(to, 0) < 0 for entry in standing for to in came)

    def month_to_close(self) -> tuple[int, int] | None:
        if self.closed:
            return next_month(self.closed[-1])
        return month_of(min(entry.on for entry in self.entries)) if self.entries else None

    def _short(self, entries: list[Entry]) -> Iterator[type[Exception]]:
        """Walk through every day of each place, corrections that follow one another as one step: what falls below nothing?

        Of what nobody holds in the hand a whole day is one step.
        """
        walk = sorted(entries, key=lambda entry: entry.on)
        for place in {place for entry in entries for place in entry.grows if place[1] in HELD + OWED}:
            steps: list[tuple[object, int]] = []
            for entry in (one for one in walk if place in one.grows):
                point = (entry.on, "mends" if entry.group or place[1] not in FALLS_SHORT else entry.id)
                before = steps[-1] if steps else (None, 0)
                now = (point, before[1] + entry.grows[place])
                steps = [*(steps[:-1] if before[0] == point else steps), now]
            if any(amount < 0 for _, amount in steps):
                yield FALLS_SHORT.get(place[1], refusals.MoreThanOwed)
