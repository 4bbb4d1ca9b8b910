"""What can be held in the hand is never less than nothing: at no point of the order (date, place in the chain)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.refusals import MoreThanOwed, NotEnoughInBank, NotEnoughInBox, NotEnoughInStock

_REFUSAL: dict[AccountKind, type[Refusal]] = {
    AccountKind.CASH_BOX: NotEnoughInBox,
    AccountKind.BANK: NotEnoughInBank,
    AccountKind.STOCK: NotEnoughInStock,
}

_DEBIT_ONLY = frozenset({AccountKind.SHORTAGE, AccountKind.LOAN_PRINCIPAL})
_CREDIT_ONLY = frozenset(
    {
        AccountKind.SURPLUS,
        AccountKind.BORROWED_CAPITAL,
        AccountKind.OWED_TO_LEAVER,
        AccountKind.CONTRIBUTIONS,
        AccountKind.REFUNDABLE_CONTRIBUTIONS,
    }
)


@dataclass(frozen=True, slots=True)
class Movement:
    """What one transfer does to one account: `change` in đồng, positive when it comes in."""

    on: date
    sequence: int
    judged_with: UUID
    change: Dong


@dataclass(frozen=True, slots=True)
class Lowest:
    """Where an account first falls below zero, and what it held just before."""

    on: date
    sequence: int
    available: Dong


def first_below_zero(opening: Dong, movements: Iterable[Movement]) -> Lowest | None:
    """Return the first point at which the running balance is negative, or None.

    `opening` is the balance before the first movement. Movements of one correction count as one point.
    """
    balance = opening
    ordered = sorted(movements, key=lambda one: (one.on, one.sequence))
    for _, together in groupby(ordered, key=lambda one: (one.on, one.judged_with)):
        before = balance
        sequence = 0
        for movement in together:
            balance = Dong(balance + movement.change)
            sequence = movement.sequence
            on = movement.on
        if balance < 0:
            return Lowest(on, sequence, before)
    return None


def check_never_below_zero(kind: AccountKind, opening: Dong, movements: Iterable[Movement]) -> None:
    """Raise NotEnoughInBox, NotEnoughInBank or NotEnoughInStock with the date and what was there."""
    lowest = first_below_zero(opening, movements)
    if lowest is not None:
        raise _REFUSAL[kind](on=lowest.on, available=max(lowest.available, Dong(0)))


def check_settled(kind: AccountKind, balance: Dong, *, before: Dong) -> None:
    """Raise MoreThanOwed when what is owed - to the club or by it - would be settled by more than there is.

    `balance` is debit minus credit in đồng; nobody gets back more than he gave, no shortage is made good twice.
    """
    if (kind in _DEBIT_ONLY and balance < 0) or (kind in _CREDIT_ONLY and balance > 0):
        raise MoreThanOwed(owed=Dong(abs(before)))
