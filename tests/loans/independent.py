"""How the loans of a club stand, reckoned a second time: from the transfers and the loan notes, in plain Python.

Nothing of the product's reckoning is used: rows are read as they stand, and the rule of docs/architecture.md §7 is said
once more, in the words of whoever keeps the book by hand. A note is a list of `[day, principal, interest]`; money paid
covers the oldest of each; whoever pays principal that nobody asked for has it taken off the last notes. A day's fine
runs on the principal that was asked for before that day and had not come by the evening before; interest that comes in
pays the notes until the month's end first, then the fine, then what is asked later.

`compare(club_id, on)` says where the product differs, in sentences; nothing where it agrees.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any
from uuid import UUID

from lienthehe.ledger.models import Transfer
from lienthehe.loans.models import Loan, LoanChange
from lienthehe.loans.queries.loans import LoanRow, loans_on

Row = dict[str, Any]
Events = list[Any]
FLAT, ANNUITY, PRINCIPAL, BULLET = "flat", "equal-instalments", "equal-principal", "bullet"


def compare(club_id: UUID, on: date) -> list[str]:
    """Return what `loans_on` says otherwise than this page, loan by loan."""
    ours = {str(one["id"]): reckon(one, events, on) for one, events in read(club_id, on)}
    theirs = {str(row.id): shown(row) for row in loans_on(club_id, on)}
    said = [f"{key}: only one knows it" for key in ours.keys() ^ theirs.keys()]
    for key in ours.keys() & theirs.keys():
        for name, figure in ours[key].items():
            if figure != theirs[key][name]:
                said.append(f"{on} {key}: {name} is {theirs[key][name]}, by hand {figure}")
    return sorted(said)


def shown(row: LoanRow) -> Row:
    """Return what the product shows of a loan, under the names of `reckon`."""
    return {
        "outstanding": row.at.outstanding,
        "overdue principal": row.at.overdue.principal,
        "overdue interest": row.at.overdue.interest,
        "late interest": row.at.late_interest,
        "due principal": row.at.due.principal,
        "due interest": row.at.due.interest,
        "pay-off interest": row.at.pay_off.interest,
        "days late": row.at.days_late,
        "days at risk": row.at.days_at_risk,
        "at risk": row.at.is_at_risk,
    }


def read(club_id: UUID, on: date) -> list[tuple[Row, Events]]:
    """Return the club's loans that stand on a day, each with what was paid and decided of it until then, in order."""
    events: defaultdict[str, Events] = defaultdict(list)
    undone_loans: set[str] = set()
    lent: set[str] = set()
    rows = Transfer.objects.filter(club_id=club_id, on__lte=on, fund="income")
    for one in rows.values(
        *("on", "amount", "voucher_id", "voucher__sequence", "voucher__reverses", "voucher__reversed_by__on"),
        *("debit__kind", "debit__subject", "credit__kind", "credit__subject"),
    ):
        undone = one["voucher__reversed_by__on"] is not None and one["voucher__reversed_by__on"] <= on
        if one["debit__kind"] == "loan_principal" and not one["voucher__reverses"]:
            (undone_loans if undone else lent).add(one["debit__subject"])
        if one["voucher__reverses"] or undone or one["debit__kind"] == "losses":
            continue
        if one["credit__kind"] in ("loan_principal", "interest") and len(one["credit__subject"]) == 32:
            place = (one["on"], one["voucher__sequence"], 0)
            events[one["credit__subject"]].append((place, one["credit__kind"], one["amount"]))
    for one in LoanChange.objects.filter(club_id=club_id, on__lte=on).values(
        *(
            "loan_id",
            "kind",
            "on",
            "after_entry",
            "dues",
            "principal",
            "undone_by__on",
            "voucher__reversed_by__on",
        )
    ):
        ended = one["undone_by__on"] or one["voucher__reversed_by__on"]
        if one["kind"] in ("extension", "write_off") and (ended is None or ended > on):
            what = [date.fromisoformat(day) for day in one["dues"]] or one["principal"]
            events[one["loan_id"].hex].append(((one["on"], one["after_entry"], 1), one["kind"], what))
    loans = Loan.objects.filter(club_id=club_id, on__lte=on).values()
    return [(one, grouped(events[one["id"].hex])) for one in loans if one["id"].hex in lent - undone_loans]


def grouped(events: Events) -> Events:
    """Return the events in their order, principal and interest of one voucher together."""
    found: Events = []
    for place, kind, what in sorted(events, key=lambda one: one[0]):
        if kind in ("extension", "write_off"):
            found.append([place[0], kind, what])
            continue
        if not (found and found[-1][1] == "paid" and found[-1][3] == place):
            found.append([place[0], "paid", {"loan_principal": 0, "interest": 0}, place])
        found[-1][2][kind] += what
    return found


class Book:
    """One loan's page: the notes that ask for money, how much came in, and the fine for what came late.

    `fined`: đồng-days of principal that was late until the evening of `seen`; `fine_paid`: what of it came in.
    """

    def __init__(self, loan: Row) -> None:
        self.loan = loan
        self.notes = [
            {
                "day": date.fromisoformat(day),
                "p": principal,
                "i": interest,
                "since": date.fromisoformat(day),
                "came": False,
            }
            for day, principal, interest in loan["lines"]
        ]
        self.lent: int = loan["money"] + loan["goods_value"]
        self.principal = self.interest = self.fine_paid = self.lost = self.fined = 0
        self.seen: date = loan["on"]

    @property
    def owed(self) -> int:
        return self.lent - self.principal - self.lost

    def unpaid(self) -> list[tuple[Row, int, int]]:
        """Return each note with what of it has not come in: the oldest is paid first."""
        p, i, found = self.principal, self.interest - self.fine_paid, []
        for note in self.notes:
            found.append((note, note["p"] - min(p, note["p"]), note["i"] - min(i, note["i"])))
            p, i = p - min(p, note["p"]), i - min(i, note["i"])
        return found

    def wait(self, until: date) -> None:
        """Let the days pass one by one; each adds the principal that is late on it."""
        open_notes = [(note["day"], p) for note, p, _ in self.unpaid() if p] if self.loan["late_rate"] else []
        while open_notes and self.seen < until:
            self.seen += timedelta(days=1)
            self.fined += sum(p for day, p in open_notes if day < self.seen)
        self.seen = max(self.seen, until)

    @property
    def fine(self) -> int:
        """Return what the late days have cost until now, paid or not: percent a month, a year of 365 days."""
        return to_dong(Fraction(self.loan["late_rate"]) / 100 * 12 / 365 * self.fined)

    @property
    def fine_owed(self) -> int:
        return 0 if self.lost else max(0, self.fine - self.fine_paid)

    def period_end(self, on: date) -> date:
        """Return the day that ends the period which a day lies in; that day itself if a period ends on it."""
        days = [note["day"] for note in self.notes if not note["came"]]
        begun = max([day for day in days if day <= on], default=self.loan["on"])
        return on if begun >= on else min([day for day in days if day > on], default=on)

    def year_part(self, begin: date, end: date) -> Fraction:
        number, unit = int(self.loan["every"][:-1]), self.loan["every"][-1]
        assert self.loan["days"] == "30/360", "nothing else is lent by"
        return Fraction(30 * number if unit == "m" else (end - begin).days, 360)

    def cost(self, principal: int, begin: date, end: date) -> int:
        return to_dong(principal * Fraction(self.loan["annual_rate"]) / 100 * self.year_part(begin, end))

    def pay(self, on: date, principal: int, interest: int) -> None:
        asked = sum(note["p"] for note in self.notes if note["day"] <= month_end(on))
        early = principal - max(0, asked - self.principal)
        if early > 0:
            self.take_early(on, early)
        asked = sum(i for note, _, i in self.unpaid() if note["day"] <= month_end(on))
        fine = max(0, min(interest - asked, self.fine - self.fine_paid))
        self.fine_paid += fine
        self.principal, self.interest = self.principal + principal, self.interest + interest
        if self.owed <= 0:
            end = self.period_end(on)
            beyond = self.interest - sum(note["i"] for note in self.notes if note["day"] <= end)
            self.fine_paid = max(self.fine_paid, min(beyond, self.fine))
            left = self.interest - self.fine_paid
            for note in self.notes:
                if note["day"] > end:
                    note["i"] = max(0, min(left, note["i"]))
                left -= note["i"]
            self.notes = [note for note in self.notes if note["day"] <= end or note["p"] or note["i"]]

    def take_early(self, on: date, early: int) -> None:
        """Take principal that nobody asked for off the last notes; each instalment stays what it was while it can."""
        until = max(month_end(on), self.period_end(on))
        near = [note for note in self.notes if note["day"] <= until]
        far = [note for note in self.notes if note["day"] > until]
        rest = sum(note["p"] for note in far) - early
        before, left = (
            max([note["day"] for note in near if not note["came"]], default=self.loan["on"]),
            max(0, rest),
        )
        for place, note in enumerate(far):
            instalment, interest = note["p"] + note["i"], note["i"]
            if self.loan["method"] != FLAT:
                interest = min(interest, self.cost(left, before, note["day"]))
            wished = max(0, instalment - interest) if self.loan["method"] == ANNUITY else note["p"]
            note["p"] = left if place == len(far) - 1 else min(wished, left)
            note["i"], left, before = interest, left - note["p"], note["day"]
        for note in reversed(near):
            if rest < 0 and not note["came"]:
                taken = min(-rest, note["p"])
                note["p"], rest = note["p"] - taken, rest + taken
        came = {"day": on, "p": early, "i": 0, "since": on, "came": True}
        notes = [*near, came, *(note for note in far if note["p"] or note["i"])]
        self.notes = sorted(notes, key=lambda note: note["day"])

    def extend(self, on: date, days: list[date]) -> None:
        """Ask for what is owed on new days, by the loan's own method, from the last day that is behind us."""
        owed = self.owed
        if owed <= 0:
            return
        overdue = sorted((note["since"], p) for note, p, _ in self.unpaid() if p and note["since"] < on)
        past = []
        for note, p, i in self.unpaid():
            settled = not p and not i and note["p"] + note["i"] > 0
            if note["day"] <= on or (settled and note["day"] < days[0]):
                past.append(note)
        last = max([note["day"] for note in past if not note["came"]], default=self.loan["on"])
        left = self.principal
        for note in past:
            note["p"] = min(note["p"], left)
            left -= note["p"]
        if left:
            past.append({"day": last, "p": left, "i": 0, "since": last, "came": True})
        new, before = [], 0
        for day, (p, i) in zip(days, self.planned(owed, last, len(days)), strict=True):
            new.append(
                {
                    "day": day,
                    "p": p,
                    "i": i,
                    "since": min(day, late_since(overdue, before) or day),
                    "came": False,
                }
            )
            before += p
        self.notes = sorted([*past, *new], key=lambda note: note["day"])

    def planned(self, owed: int, start: date, many: int) -> list[tuple[int, int]]:
        """Return principal and interest of so many instalments of an amount, as a loan note has them."""
        loan, unit = self.loan, self.loan["round_to"]
        days = [step(start, loan["every"], place) for place in range(many + 1)]
        costs = [self.cost(owed, *pair) for pair in pairwise(days)]
        rate = Fraction(loan["annual_rate"]) / 100
        parts = [self.year_part(*pair) for pair in pairwise(days)]
        if loan["method"] == FLAT:
            return flat(owed, costs, to_dong(owed * rate * sum(parts)), owed * rate * parts[0], unit)
        grown, weight = Fraction(1), Fraction(0)
        for part in reversed(parts):
            weight, grown = weight + grown, grown * (1 + rate * part)
        instalment = half_up(owed * grown / weight, unit)
        share = to_dong(Fraction(owed, many)) if unit == 1 else half_up(Fraction(owed, many), unit)
        found, left = [], owed
        for place, part in enumerate(parts, start=1):
            interest = to_dong(left * rate * part)
            wished = {ANNUITY: max(0, instalment - interest), PRINCIPAL: share, BULLET: 0}[loan["method"]]
            found.append((left if place == many else min(wished, left), interest))
            left -= found[-1][0]
        return found

    def lose(self, principal: int) -> None:
        self.lost += principal
        kept = [(note, note["p"] - p, note["i"] - i) for note, p, i in self.unpaid()]
        self.notes = [note | {"p": p, "i": i} for note, p, i in kept if p or i]


def reckon(loan: Row, events: Events, on: date) -> Row:
    """Return how a loan stands at the end of a day."""
    book = Book(loan)
    for day, kind, what, *_ in events:
        book.wait(day)
        if kind == "paid":
            book.pay(day, what["loan_principal"], what["interest"])
        elif kind == "extension":
            book.extend(day, what)
        else:
            book.lose(what)
    book.wait(on)
    unpaid = [(note, p, i) for note, p, i in book.unpaid() if p or i]
    late = [one for one in unpaid if one[0]["day"] < on]
    asked = [one for one in unpaid if on <= one[0]["day"] <= month_end(on)]
    ends = book.period_end(on)
    risk = max([0, *((on - note["since"]).days for note, _, _ in unpaid)])
    return {
        "outstanding": book.owed,
        "overdue principal": sum(p for _, p, _ in late),
        "overdue interest": sum(i for _, _, i in late) + book.fine_owed,
        "late interest": book.fine_owed,
        "due principal": sum(p for _, p, _ in asked),
        "due interest": sum(i for _, _, i in asked),
        "pay-off interest": sum(i for note, _, i in unpaid if note["day"] <= ends) + book.fine_owed,
        "days late": max([(on - note["day"]).days for note, _, _ in late], default=0),
        "days at risk": risk,
        "at risk": book.owed > 0 and risk > 30,
    }


def flat(owed: int, costs: list[int], together: int, exact: Fraction, unit: int) -> list[tuple[int, int]]:
    many, found, left = len(costs), [], owed
    for place, cost in enumerate(costs, start=1):
        interest = together if place == many else min(cost, together)
        share = Fraction(owed, many)
        wished = to_dong(share) if unit == 1 else max(0, half_up(share + exact, unit) - interest)
        found.append((left if place == many else min(wished, left), interest))
        left, together = left - found[-1][0], together - interest
    return found


def late_since(overdue: list[tuple[date, int]], before: int) -> date | None:
    """Return since when the principal is late that comes behind so much of it, the oldest first."""
    for since, amount in overdue:
        if before < amount:
            return since
        before -= amount
    return None


def month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def step(start: date, every: str, many: int) -> date:
    """Return the day so many periods later; a month that lacks the day ends it."""
    number = int(every[:-1]) * many
    if every[-1] != "m":
        return start + timedelta(days=number * (7 if every[-1] == "w" else 1))
    years, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    return min(
        date(years, month + 1, 1) + timedelta(days=start.day - 1), month_end(date(years, month + 1, 1))
    )


def to_dong(exact: Fraction) -> int:
    """Round to the đồng, a half to the even one."""
    whole, part = divmod(exact.numerator, exact.denominator)
    beyond = Fraction(part, exact.denominator)
    half = Decimal(whole) + (
        Decimal("0.5") if beyond == Fraction(1, 2) else Decimal(1 if beyond > Fraction(1, 2) else 0)
    )
    return int(half.quantize(Decimal(1), ROUND_HALF_EVEN))


def half_up(exact: Fraction, unit: int) -> int:
    return (2 * exact.numerator + unit * exact.denominator) // (2 * unit * exact.denominator) * unit
