"""Opening the books of a club that has been running: what is there, whose it is, who belongs to it, who owes what.

An opening is a sheet filled in part by part. In each fund what is there - cash, bank, goods, loans - comes to the same
sum as whose it is: sources, members' shares that are paid back, borrowed capital and what was kept. What the old books
do not explain is named so (`SourceKind.UNKNOWN`); what they claim too much is a loss and is named as one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund, Newcomer
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.ledger.rules.accounts import (
    LENDING_FUND,
    NAMED_SOURCES,
    AccountKind,
    AccountRef,
    cash_box,
    contribution,
    of_loan,
    stock,
)
from lienthehe.ledger.rules.capital import CapitalNote, DuePart
from lienthehe.ledger.rules.counts import CountMoment, CountSheet
from lienthehe.ledger.rules.entries import opening_lines
from lienthehe.ledger.rules.vouchers import Line
from lienthehe.loans.rules.bringing_in import BroughtIn, brought_in_id, lent_when_opened

SHEET_VERSION = 1


class SourceKind(StrEnum):
    """Whose money it is, as the old books say. A loss is what they claim and is not there."""

    GRANT = AccountKind.GRANT
    PROJECT = AccountKind.PROJECT
    DONATION = AccountKind.DONATION
    GIFT_IN_KIND = AccountKind.GIFT_IN_KIND
    BORROWED_CAPITAL = AccountKind.BORROWED_CAPITAL
    CONTRIBUTIONS = AccountKind.CONTRIBUTIONS
    RETAINED_RESULT = AccountKind.RETAINED_RESULT
    UNKNOWN = AccountKind.UNKNOWN_SOURCE
    LOSS = "loss"

    @property
    def label(self) -> str:
        return _LABELS.get(self) or AccountKind(self.value).label

    @property
    def is_named(self) -> bool:
        """Whether a giver or lender stands behind it."""
        return self is not SourceKind.LOSS and AccountKind(self.value) in NAMED_SOURCES


_LABELS = {
    SourceKind.CONTRIBUTIONS: gettext_noop("Members' contributions, not paid back"),
    SourceKind.LOSS: gettext_noop("Lost in earlier years"),
}


@dataclass(frozen=True, slots=True)
class CountedBox:
    """A box counted on the day of opening: how many notes of each value (đồng as text), and the rest as a sum.

    `funds`: both when they lie in one tin.
    """

    funds: tuple[Fund, ...]
    notes: dict[str, int] = field(default_factory=dict)
    other: Dong = ZERO

    @property
    def counted(self) -> Dong:
        return Dong(sum(int(value) * number for value, number in self.notes.items()) + self.other)


@dataclass(frozen=True, slots=True)
class FundHolding:
    """What a fund holds beside its loans (đồng): `cash` is its part of the counted box; `goods` says what is in stock."""

    fund: Fund
    cash: Dong = ZERO
    bank: Dong = ZERO
    stock: Dong = ZERO
    goods: str = ""


@dataclass(frozen=True, slots=True)
class OpeningSource:
    """One source of a fund (đồng); of borrowed capital also when it was lent and which parts go back when."""

    fund: Fund
    kind: SourceKind
    name: str = ""
    amount: Dong = ZERO
    borrowed_on: date | None = None
    parts: tuple[DuePart, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningMember:
    """A member, in the club's list already or joining by this sheet, with what is paid back on leaving (đồng)."""

    membership_id: UUID
    joins: Newcomer | None = None
    share_income: Dong = ZERO
    share_activity: Dong = ZERO

    def share(self, fund: Fund) -> Dong:
        """Return what this fund pays back to the member on leaving."""
        return self.share_income if fund is Fund.INCOME else self.share_activity


@dataclass(frozen=True, slots=True)
class OpeningSheet:
    """Everything that opens a running club's books on a day. Parts not filled in yet are empty."""

    id: UUID
    club_id: UUID
    on: date
    version: int = SHEET_VERSION
    boxes: tuple[CountedBox, ...] = ()
    holdings: tuple[FundHolding, ...] = ()
    sources: tuple[OpeningSource, ...] = ()
    members: tuple[OpeningMember, ...] = ()
    loans: tuple[BroughtIn, ...] = ()

    def holding(self, fund: Fund) -> FundHolding:
        """Return what a fund holds; nothing when it was not filled in."""
        return next((one for one in self.holdings if one.fund is fund), FundHolding(fund))


@dataclass(frozen=True, slots=True)
class FundBalance:
    """Both sides of one fund (đồng). `unexplained` is there and nobody's yet; below zero, more is claimed than is there."""

    fund: Fund
    cash: Dong
    bank: Dong
    stock: Dong
    loans: Dong
    sources: Dong
    shares: Dong
    borrowed: Dong
    lost: Dong

    @property
    def there(self) -> Dong:
        return Dong(self.cash + self.bank + self.stock + self.loans)

    @property
    def whose(self) -> Dong:
        return Dong(self.sources + self.shares + self.borrowed - self.lost)

    @property
    def unexplained(self) -> Dong:
        return Dong(self.there - self.whose)


def balance_of(sheet: OpeningSheet, fund: Fund) -> FundBalance:
    """Return both sides of a fund as the sheet has them."""
    held = sheet.holding(fund)
    sums = dict.fromkeys(SourceKind, 0)
    for one in sheet.sources:
        sums[one.kind] += one.amount if one.fund is fund else 0
    lent = sum(one.owed for one in sheet.loans) if fund is LENDING_FUND else 0
    apart = {SourceKind.BORROWED_CAPITAL, SourceKind.LOSS}
    return FundBalance(
        fund=fund,
        cash=held.cash,
        bank=held.bank,
        stock=held.stock,
        loans=Dong(lent),
        sources=Dong(sum(amount for kind, amount in sums.items() if kind not in apart)),
        shares=Dong(sum(member.share(fund) for member in sheet.members)),
        borrowed=Dong(sums[SourceKind.BORROWED_CAPITAL]),
        lost=Dong(sums[SourceKind.LOSS]),
    )


Known = Mapping[tuple[Fund, AccountKind, str], AccountRef]
"""Accounts of named sources that the books have already, by fund, kind and folded name."""


def lines_of_opening(sheet: OpeningSheet, known: Known) -> tuple[Line, ...]:
    """Return the transfers of both funds that bring a sound sheet into the books. Raises OpeningNotBalanced."""
    borrowers = {_lent(sheet, place): loan.membership_id for place, loan in enumerate(sheet.loans, start=1)}
    return tuple(
        replace(line, for_member=borrowers[line.debit]) if line.debit in borrowers else line
        for fund in Fund
        for line in opening_lines(fund, list(_holdings(sheet, fund)), list(_claims(sheet, fund, known)))
    )


def _holdings(sheet: OpeningSheet, fund: Fund) -> Iterator[tuple[AccountRef, Dong]]:
    held = sheet.holding(fund)
    yield cash_box(fund), held.cash
    yield AccountRef(fund, AccountKind.BANK), held.bank
    yield stock(fund), held.stock
    if fund is LENDING_FUND:
        for place, loan in enumerate(sheet.loans, start=1):
            yield _lent(sheet, place), loan.owed


def _lent(sheet: OpeningSheet, place: int) -> AccountRef:
    """Return the account of the sheet's loan at a place, from 1."""
    lent = lent_when_opened(sheet.loans[place - 1], brought_in_id(sheet.id, place), on=sheet.on)
    return of_loan(AccountKind.LOAN_PRINCIPAL, lent.id)


def _claims(sheet: OpeningSheet, fund: Fund, known: Known) -> Iterator[tuple[AccountRef, Dong]]:
    for place, one in enumerate(sheet.sources, start=1):
        if one.fund is fund:
            sign = -1 if one.kind is SourceKind.LOSS else 1
            yield source_account(sheet, place, known), Dong(sign * one.amount)
    for member in sheet.members:
        yield contribution(fund, member.membership_id, refundable=True), member.share(fund)


def source_account(sheet: OpeningSheet, place: int, known: Known) -> AccountRef:
    """Return the account of the sheet's source at a place, from 1: the one of that name, or a new one."""
    one = sheet.sources[place - 1]
    if one.kind is SourceKind.LOSS:
        return AccountRef(one.fund, AccountKind.RETAINED_RESULT)
    kind = AccountKind(one.kind.value)
    if one.kind is SourceKind.BORROWED_CAPITAL:
        return AccountRef(one.fund, kind, uuid5(sheet.id, f"capital:{place}").hex, one.name)
    if not one.kind.is_named:
        return AccountRef(one.fund, kind)
    name = fold(one.name)
    new = AccountRef(one.fund, kind, uuid5(sheet.id, f"source:{one.fund}:{kind}:{name}").hex, one.name)
    return known.get((one.fund, kind, name), new)


def capital_notes(sheet: OpeningSheet) -> list[CapitalNote]:
    """Return the notes beside the borrowed capital of a sound sheet: when it was lent, when it goes back."""
    return [
        CapitalNote(source_account(sheet, place, {}), one.borrowed_on, one.parts)
        for place, one in enumerate(sheet.sources, start=1)
        if one.kind is SourceKind.BORROWED_CAPITAL and one.borrowed_on
    ]


def counts_of(sheet: OpeningSheet, *, second: UUID) -> list[CountSheet]:
    """Return the cash counts of the day of opening, one for each box."""
    return [
        CountSheet(
            id=uuid5(sheet.id, f"count:{place}"),
            on=sheet.on,
            moment=CountMoment.BETWEEN,
            funds=box.funds,
            notes={Dong(int(value)): number for value, number in box.notes.items() if number},
            other=box.other,
            second_officer=second,
        )
        for place, box in enumerate(sheet.boxes, start=1)
    ]
