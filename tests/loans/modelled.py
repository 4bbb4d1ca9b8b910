"""What members owe, in plain Python beside the books' model, and clubs that lend to begin with.

What a loan note asks for, how it stands on a day and how money handed over is split is reckoned by hand, with
`independent.py`: the product's rules are asked for nothing.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.vouchers import vouchers_of_loan
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import Payment, goods_bought
from lienthehe.ledger.rules.vouchers import Wording
from lienthehe.loans.rules.schedules import Method
from tests.given.books import INCOME, NOW, TODAY, Books
from tests.given.loans import lend
from tests.given.payments import hand_out
from tests.given.policies import a_policy
from tests.given.receipts import receive_from
from tests.ledger.model import Entry, Model, Place
from tests.ledger.modelled import begun_books, place
from tests.loans.independent import FLAT, PRINCIPAL, Book, Row, reckon, step

FUND = INCOME.value
GRANT, GOODS, GIVER = 3_000_000, 100_000, "UBND xã"
MEETS_ON = 17
"""The day of the month on which the clubs of `tests/given` meet."""


def lending_books(
    *,
    one_tin: bool,
    interest_to_activity: int = 0,
    people: int = 3,
    of: "type[LendingModel] | None" = None,
) -> tuple[Books, "LendingModel"]:
    """Return begun books with a grant to lend and a policy: 1 % a month, 6 or 10 months, late rate 1,5 %, due at meetings.

    With two tins the principal is paid back in equal parts, with one the interest is flat.
    """
    books, model = begun_books(one_tin=one_tin, people=people)
    lending = (of or LendingModel)(model.today, model.entries, method=FLAT if one_tin else PRINCIPAL)
    lend_by_policy(books, lending, interest_to_activity=interest_to_activity)
    on = TODAY - timedelta(days=50)
    grant = receive_from(books, GIVER, GRANT, kind=AccountKind.GRANT, fund=INCOME, on=on)
    lending.write(
        [Entry(grant, "PT", FUND, on, {place(INCOME, "cash_box"): GRANT, (FUND, "grant", GIVER): GRANT})]
    )
    (bought,) = hand_out(
        books, Payment(uuid7(), INCOME, on, goods_bought(INCOME, Dong(GOODS)), Wording("lợn giống"))
    )
    lending.write(
        [Entry(bought, "PC", FUND, on, {place(INCOME, "cash_box"): -GOODS, place(INCOME, "stock"): GOODS})]
    )
    for member, back in zip(books.members, (48, 47, 20), strict=False):
        on = TODAY - timedelta(days=back)
        loan_id = lend(books, member, 600_000, on=on, at=NOW, instalments=6)
        paid_out = {place(INCOME, "cash_box"): -600_000, (FUND, "loan_principal", loan_id.hex): 600_000}
        voucher = vouchers_of_loan(books.club_id, loan_id)[0].draft.id
        entry = Entry(voucher, "PC", FUND, on, paid_out)
        lending.write([entry])
        lending.sign(loan_id, member, [entry], 6)
    return books, lending


def lend_by_policy(books: Books, model: "LendingModel", *, interest_to_activity: int) -> None:
    a_policy(
        books.club_id,
        by=books.chair,
        ladder=(),
        membership_months=0,
        method=Method(model.method),
        monthly_rate=Decimal(1),
        late_rate=Decimal("1.5"),
        cap=Dong(10**9),
        interest_to_activity=interest_to_activity,
    )


@dataclass
class Decision:
    """That a loan is asked for on new days, decided after so many entries; undone as from a day, or not."""

    id: UUID
    on: date
    place: int
    dues: list[date]
    undone_on: date = date.max


@dataclass
class Owed:
    """A loan in the model: the note that was signed, the vouchers that paid it out, and what was decided of it.

    `lost_interest`: what was owed of interest when a voucher wrote it off.
    """

    id: UUID
    member: UUID
    note: Row
    first_on: date
    entries: list[Entry]
    changes: list[Decision] = field(default_factory=list)
    lost_interest: dict[UUID, int] = field(default_factory=dict)
    brought_in: bool = False

    @property
    def on(self) -> date:
        on: date = self.note["on"]
        return on

    @property
    def lent(self) -> int:
        lent: int = self.note["money"]
        return lent

    def place(self, kind: str) -> Place:
        return FUND, kind, self.id.hex


@dataclass
class LendingModel(Model):
    """The books with what members owe: who has left since when, and by which method is lent."""

    loans: list[Owed] = field(default_factory=list)
    gone: dict[UUID, date] = field(default_factory=dict)
    method: str = PRINCIPAL

    def own(self, _on: date) -> set[UUID]:
        """Return the members for whom the two officers would decide about themselves."""
        return set()

    def sign(self, loan_id: UUID, member: UUID, by: list[Entry], months: int) -> None:
        """Write a new loan beside the books, with the note that must have been signed."""
        on = by[0].on
        amount = sum(one.grows[FUND, "loan_principal", loan_id.hex] for one in by)
        note = self.note(on, amount, self.method, late_rate=Decimal("1.5"))
        asked = zip(meetings_after(on, months), Book(note).planned(amount, on, months), strict=True)
        note["lines"] = [[day.isoformat(), principal, interest] for day, (principal, interest) in asked]
        self.loans.append(Owed(loan_id, member, note, on, by))

    def note(self, on: date, amount: int, method: str, *, late_rate: Decimal) -> Row:
        """Return a loan note at 1 % a month, without the days on which it asks for what."""
        return {
            "on": on, "money": amount, "goods_value": 0, "annual_rate": Decimal(12), "late_rate": late_rate,
            "every": "1m", "days": "30/360", "method": method, "round_to": 1000, "lines": [],
        }  # fmt: skip

    def live(self, on: date) -> list[Owed]:
        """Return the loans that were paid out by a day and not undone by then."""
        return [one for one in self.loans if one.on <= on and not self.is_undone(one, on)]

    def is_undone(self, loan: Owed, on: date) -> bool:
        return any(one.group == loan.entries[0].id and one.on <= on for one in self.entries)

    def events(self, loan: Owed, seen: date) -> list[list[Any]]:
        """Return what was paid and decided of a loan until a day, in order, as the books show it on that day."""
        undone = {one.group for one in self.entries if one.group and one.on <= seen}
        found: list[tuple[tuple[date, int, int], str, Any]] = []
        for number, one in enumerate(self.entries, start=1):
            if one.on > seen or one.group or one.id in undone:
                continue
            paid = {"loan_principal": -one.grows.get(loan.place("loan_principal"), 0)}
            paid["interest"] = one.grows.get(loan.place("interest"), 0)
            if lost := one.grows.get(loan.place("losses"), 0):
                found.append(((one.on, number, 1), "write_off", lost))
            elif max(paid.values()) > 0:
                found.append(((one.on, number, 0), "paid", paid))
        found += [
            ((change.on, change.place, 1), "extension", change.dues)
            for change in loan.changes
            if change.on <= seen < change.undone_on
        ]
        return [[at[0], kind, what] for at, kind, what in sorted(found, key=lambda one: one[0])]

    def stand(self, loan: Owed, on: date, seen: date | None = None) -> Row:
        """Return how a loan stands at the end of a day, by what the books show on that day or on a later one."""
        return judged(reckon(loan.note, [one for one in self.events(loan, seen or on) if one[0] <= on], on))

    def owed(self, loan: Owed, on: date) -> Row:
        """Return how money of a day finds a loan that is written today: what was asked then and was not paid since.

        It ends the loan beside the later payments: with the principal that is owed now, and no more interest than
        either day asks for, nor than the later days would still ask for if the principal had come that day.
        """
        seen = max(on, self.today)
        events, then = self.events(loan, seen), self.stand(loan, on, seen)
        before = [one for one in events if one[0] <= on]
        if before == events:
            return then
        now, later = self.stand(loan, seen), [one[2] for one in events[len(before) :] if one[1] == "paid"]
        whole = [on, "paid", {"loan_principal": now["outstanding"], "interest": 0}]
        ended = reckon(loan.note, [*before, whole, *events[len(before) :]], seen)
        most = min(max(at["pay-off interest"], at["asked"][1]) for at in (then, now))
        left = {"outstanding": now["outstanding"], "due principal": 0, "due interest": 0}
        for kind, name in (("loan_principal", "principal"), ("interest", "interest")):
            asked = then[f"overdue {name}"] + then[f"due {name}"]
            left[f"overdue {name}"] = max(0, asked - sum(one[kind] for one in later))
        left["overdue interest"] = min(most, left["overdue interest"])
        left["pay-off interest"] = min(at["pay-off interest"] for at in (then, now, ended))
        return judged(left)

    def written_off(self, loan: Owed, seen: date) -> Entry | None:
        """Return the voucher by which a loan is written off, as the books show it on a day."""
        undone = {one.group for one in self.entries if one.group and one.on <= seen}
        lost = (one for one in self.entries if one.on <= seen and one.grows.get(loan.place("losses"), 0) > 0)
        return next((one for one in lost if one.id not in undone and not one.group), None)

    def to_recover(self, loan: Owed) -> int:
        """Return what a loan that is written off could still bring in: principal and the interest asked then."""
        lost = self.written_off(loan, self.today)
        if lost is None:
            return 0
        was = lost.grows[loan.place("losses")] + loan.lost_interest[lost.id]
        return max(0, was - self.sums(self.today)[loan.place("recoveries")])

    def in_the_way(self, wrong: Entry) -> list[object]:
        """Return what must be undone before a voucher: before the lending all of the loan, before a loss what came later,
        before a payment a later loss."""
        found: list[object] = []
        for loan in (one for one in self.loans if one.id.hex in wrong.loans):
            of_it = [one for one in self.entries if loan.id.hex in one.loans]
            standing = [one for one in of_it if not one.group and not one.corrected]
            later = standing[standing.index(wrong) + 1 :]
            if wrong in loan.entries:
                found += [one for one in standing if one not in loan.entries]
                found += [one for one in loan.changes if one.undone_on == date.max]
            elif wrong.grows.get(loan.place("losses")):
                found += later
            else:
                found += [one for one in later if one.grows.get(loan.place("losses"))]
        return found

    def least(self, held: Place, on: date) -> int:
        """Return what a box holds at every point from the end of a day on: so much may be taken out of it then."""
        least = now = self.sums(on)[held]
        before: object = None
        later = (one for one in self.entries if one.on > on and held in one.grows)
        for entry in sorted(later, key=lambda one: one.on):
            point = (entry.on, "mends" if entry.group else entry.id)
            if before not in (None, point):
                least = min(least, now)
            now, before = now + entry.grows[held], point
        return max(0, min(least, now))


def meetings_after(start: date, many: int) -> list[date]:
    """Return on which meeting days a loan is asked for: the first is the one nearest to a month later."""
    later = step(start, "1m", 1)
    around = [step(later.replace(day=MEETS_ON), "1m", months) for months in (-1, 0, 1)]
    first = min(around, key=lambda day: abs((day - later).days))
    if first <= start:
        first = step(first, "1m", 1)
    return [step(first, "1m", months) for months in range(many)]


def judged(at: Row) -> Row:
    """Add what ends a loan and what is asked for, principal and interest: never more than what ends it."""
    both = at["overdue principal"] + at["due principal"], at["overdue interest"] + at["due interest"]
    whole = at["outstanding"] + at["pay-off interest"]
    asked = both if sum(both) <= whole else (at["outstanding"], at["pay-off interest"])
    return at | {"whole": whole, "asked": asked}
