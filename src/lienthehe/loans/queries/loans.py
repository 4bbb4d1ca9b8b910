"""Loans as they stand on a day, from what was signed, what the books say was paid, and what was decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.rules.accounts import AccountKind, of_loan
from lienthehe.loans.models import Loan, LoanChange
from lienthehe.loans.rules.calendar import DayCount, Every
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.lending import Whose, note_number
from lienthehe.loans.rules.plans import Event, Extended, Lent, Paid, PlanLine, WrittenOff
from lienthehe.loans.rules.schedules import LoanTerms, Method
from lienthehe.loans.rules.standings import LoanState, Standing, standing

PAID_ON = (AccountKind.LOAN_PRINCIPAL, AccountKind.INTEREST, AccountKind.RECOVERIES)
"""The loan's own accounts that a payment is credited to."""


@dataclass(frozen=True, slots=True)
class Change:
    """A decision about a loan that holds on the day asked for (đồng)."""

    id: UUID
    kind: ChangeKind
    on: date
    place: int
    dues: tuple[date, ...]
    principal: Dong
    interest: Dong
    voucher_id: UUID | None
    reason: str
    guarantor: str


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A loan, who borrowed it, what was signed, and where it stands on a day (đồng).

    `asked_on` is the day of the request, of a loan brought in its first; `paid` are the payments that hold on the day
    asked for, `recovered` what came back after a write-off.
    """

    id: UUID
    club_id: UUID
    number: int
    year: int
    membership_id: UUID
    member_number: int
    person_id: UUID
    household_id: UUID
    borrower: str
    sort_name: str
    left_on: date | None
    purpose: str
    money: Dong
    goods: str
    goods_value: Dong
    guarantor: str
    first_amount: Dong
    first_on: date
    asked_on: date
    is_brought_in: bool
    application_id: UUID | None
    vouchers: tuple[UUID, ...]
    lent: Lent
    paid: tuple[Paid, ...]
    changes: tuple[Change, ...]
    recovered: Dong
    at: Standing

    @property
    def note(self) -> str:
        """The number of its note (khế ước)."""
        return note_number(self.number, self.year)

    @property
    def whose(self) -> Whose:
        """Whose loan it is, so that nobody stands behind his own."""
        return Whose(self.membership_id, self.household_id, self.asked_on)

    @property
    def state(self) -> LoanState:
        return self.at.state

    @property
    def is_open(self) -> bool:
        """Whether something of it is still asked for or watched."""
        left = self.at.written_off > self.recovered
        return self.state is LoanState.RUNS or (self.state is LoanState.WRITTEN_OFF and left)

    @property
    def to_recover(self) -> Dong:
        """What a written-off loan could still bring in: principal and the interest that was owed with it (đồng)."""
        written = [one for one in self.changes if one.kind is ChangeKind.WRITE_OFF]
        return Dong(max(0, sum(one.principal + one.interest for one in written) - self.recovered))

    @property
    def events(self) -> list[Event]:
        """What made the plan what it is, for a standing on an earlier day."""
        return [*self.paid, *events_of(self.changes)]


def loans_on(club_id: UUID, on: date) -> list[LoanRow]:
    """Return every loan of a club that was paid out by a day, in order of borrowers' names; in three queries."""
    rows = _rows(Loan.objects.filter(club_id=club_id, on__lte=on), on)
    return sorted(rows, key=lambda row: (row.sort_name, row.first_on, row.number))


def some_loans_on(club_id: UUID, loan_ids: Collection[UUID], on: date) -> dict[UUID, LoanRow]:
    """Return those of the loans that the club has, as on a day; in three queries, whatever their number."""
    if not loan_ids:
        return {}
    return {row.id: row for row in _rows(Loan.objects.filter(club_id=club_id, id__in=loan_ids), on)}


def loan_on(club_id: UUID, loan_id: UUID, on: date) -> LoanRow | None:
    """Return one loan as on a day; None when the club has none such, or its payment was undone."""
    return some_loans_on(club_id, [loan_id], on).get(loan_id)


def person_loans_on(club_id: UUID, person_id: UUID, on: date) -> list[LoanRow]:
    """Return a person's loans as on a day, the latest first, also those from an earlier membership."""
    rows = _rows(Loan.objects.filter(club_id=club_id, membership__person=person_id, on__lte=on), on)
    return sorted(rows, key=lambda row: (row.first_on, row.number), reverse=True)


def household_loans_on(club_id: UUID, household_ids: Collection[UUID], on: date) -> list[LoanRow]:
    """Return the loans of some households as on a day."""
    of_them = Loan.objects.filter(
        club_id=club_id, membership__person__household__in=household_ids, on__lte=on
    )
    return _rows(of_them, on)


def events_of(changes: Iterable[Change]) -> list[Event]:
    """Return the decisions that changed the plan."""
    events: list[Event] = []
    for one in changes:
        if one.kind is ChangeKind.EXTENSION:
            events.append(Extended(one.on, one.place, one.dues))
        elif one.kind is ChangeKind.WRITE_OFF:
            events.append(WrittenOff(one.on, one.place, one.principal))
    return events


def lent_of(row: Mapping[str, Any]) -> Lent:
    """Return what was signed from the columns of a loan."""
    terms = LoanTerms(
        principal=Dong(row["money"] + row["goods_value"]),
        annual_rate=row["annual_rate"],
        start=row["on"],
        instalments=row["instalments"],
        every=Every.parse(row["every"]),
        method=Method(row["method"]),
        days=DayCount(row["days"]),
        round_to=row["round_to"],
        grace=row["grace"],
        level=row["level"],
    )
    return Lent(row["id"], row["on"], terms.principal, terms, read_lines(row["lines"]), row["late_rate"])


def read_lines(written: Iterable[Sequence[Any]]) -> tuple[PlanLine, ...]:
    """Return the lines of a loan note as they stand in the database."""
    days = [(date.fromisoformat(due), principal, interest) for due, principal, interest in written]
    return tuple(PlanLine(due, Dong(principal), Dong(interest), due) for due, principal, interest in days)


LENT_COLUMNS = (
    *("id", "on", "money", "goods_value", "annual_rate", "late_rate", "instalments", "every"),
    *("method", "days", "round_to", "grace", "level", "lines"),
)
"""What `lent_of` reads."""

_COLUMNS = (
    *LENT_COLUMNS,
    *("club_id", "number", "year", "membership_id", "application_id", "purpose"),
    *("goods", "guarantor", "first_amount", "first_on"),
    *("money_voucher_id", "goods_voucher_id", "brought_in_id"),
)


UNDONE_ON = Coalesce(
    "money_voucher__reversed_by__on", "goods_voucher__reversed_by__on", "brought_in__reversed_by__on"
)
"""The day on which the payment of a loan was undone, if it was."""


def holding_on(loans: QuerySet[Loan], on: date) -> QuerySet[Loan]:
    """Select the loans whose payment was not undone by a day."""
    undone = loans.annotate(undone_on=UNDONE_ON)
    return undone.filter(Q(undone_on__isnull=True) | Q(undone_on__gt=on))


def _rows(loans: QuerySet[Loan], on: date) -> list[LoanRow]:
    """Read loans with their borrowers, then what was decided, then what was paid."""
    found = list(
        holding_on(loans, on).values(
            *_COLUMNS,
            member_number=F("membership__number"),
            person_id=F("membership__person_id"),
            household_id=F("membership__person__household_id"),
            borrower=F("membership__person__full_name"),
            sort_name=F("membership__person__sort_name"),
            left_on=F("membership__left_on"),
            asked_on=Coalesce("application__asked_on", "first_on"),
        )
    )
    changes = changes_of([row["id"] for row in found], on) if found else {}
    paid, recovered = payments_of([(row["club_id"], row["id"]) for row in found], on) if found else ({}, {})
    return [
        _row(row, changes.get(row["id"], ()), paid.get(row["id"], ()), recovered.get(row["id"], 0), on)
        for row in found
    ]


def _row(
    read: dict[str, Any], changes: Sequence[Change], paid: Sequence[Paid], recovered: int, on: date
) -> LoanRow:
    lent = lent_of(read)
    stands_for = [one.guarantor for one in changes if one.kind is ChangeKind.GUARANTOR]
    vouchers = (read["money_voucher_id"], read["goods_voucher_id"], read["brought_in_id"])
    return LoanRow(
        **{
            name: read[name]
            for name in ("id", "club_id", "number", "year", "membership_id", "application_id")
        },
        **{name: read[name] for name in ("member_number", "person_id", "household_id", "borrower")},
        **{name: read[name] for name in ("sort_name", "left_on")},
        **{name: read[name] for name in ("purpose", "money", "goods", "goods_value")},
        **{name: read[name] for name in ("first_amount", "first_on", "asked_on")},
        guarantor=stands_for[-1] if stands_for else read["guarantor"],
        is_brought_in=read["brought_in_id"] is not None,
        vouchers=tuple(one for one in vouchers if one is not None),
        lent=lent,
        paid=tuple(paid),
        changes=tuple(changes),
        recovered=Dong(recovered),
        at=standing(lent, [*paid, *events_of(changes)], on),
    )


def changes_of(loan_ids: Collection[UUID] | QuerySet[Loan, Any], on: date) -> dict[UUID, list[Change]]:
    """Return the decisions that hold on a day, by loan, in their order; what was undone by then is left out."""
    rows = LoanChange.objects.filter(loan__in=loan_ids, on__lte=on).exclude(kind=ChangeKind.UNDONE)
    rows = rows.annotate(undone_on=Coalesce("undone_by__on", "voucher__reversed_by__on"))
    changes: defaultdict[UUID, list[Change]] = defaultdict(list)
    for row in rows.filter(Q(undone_on__isnull=True) | Q(undone_on__gt=on)).order_by(
        "on", "after_entry", "recorded_at", "id"
    ):
        changes[row.loan_id].append(
            Change(
                id=row.id,
                kind=ChangeKind(row.kind),
                on=row.on,
                place=row.after_entry,
                dues=tuple(date.fromisoformat(due) for due in row.dues),
                principal=Dong(row.principal),
                interest=Dong(row.interest),
                voucher_id=row.voucher_id,
                reason=row.reason,
                guarantor=row.guarantor,
            )
        )
    return changes


def payments_of(
    loans: Sequence[tuple[UUID, UUID]], on: date
) -> tuple[dict[UUID, list[Paid]], dict[UUID, int]]:
    """Return what the books say was paid by a day of each loan (club, loan), and what was recovered; in one query.

    A payment that was undone by that day is none; what was counted as lost is no payment.
    """
    accounts = {of_loan(kind, loan).id_in(club): (loan, kind) for club, loan in loans for kind in PAID_ON}
    return _read_payments(Transfer.objects.filter(credit__in=accounts), on, accounts)


def _read_payments(
    credited: QuerySet[Transfer], on: date, accounts: Mapping[UUID, tuple[UUID, AccountKind]]
) -> tuple[dict[UUID, list[Paid]], dict[UUID, int]]:
    """Read what was credited. Reversals are left out here: asked for "no reversal", SQLite reads every voucher there is."""
    holding = Q(voucher__reversed_by__isnull=True) | Q(voucher__reversed_by__on__gt=on)
    rows = credited.filter(holding, on__lte=on).exclude(debit__kind=AccountKind.LOSSES)
    sums: dict[tuple[UUID, date, int], list[int]] = {}
    recovered: defaultdict[UUID, int] = defaultdict(int)
    columns = ("credit_id", "on", "voucher__sequence", "amount", "voucher__reverses")
    for account, day, place, amount, reverses in rows.values_list(*columns):
        loan, kind = accounts[account]
        if reverses is not None:
            continue
        if kind is AccountKind.RECOVERIES:
            recovered[loan] += amount
        else:
            both = sums.setdefault((loan, day, place), [0, 0])
            both[kind is AccountKind.INTEREST] += amount
    paid: defaultdict[UUID, list[Paid]] = defaultdict(list)
    for (loan, day, place), (principal, interest) in sorted(sums.items(), key=lambda one: one[0][1:]):
        paid[loan].append(Paid(day, place, Dong(principal), Dong(interest)))
    return paid, recovered
