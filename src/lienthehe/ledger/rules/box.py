"""What can be held in the hand is never less than nothing: at no point of the order (date, place in the chain).

Nor does a giver, a lender or a member get back more than came from him, and no shortage is made good twice.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.rules.accounts import HOLDINGS, NEVER_BELOW_ZERO, OWED, SOURCES, AccountKind
from lienthehe.ledger.rules.refusals import MoreThanOwed, NotEnoughInBank, NotEnoughInBox, NotEnoughInStock
from lienthehe.ledger.rules.vouchers import Line

_REFUSAL: dict[AccountKind, type[Refusal]] = {
    AccountKind.CASH_BOX: NotEnoughInBox,
    AccountKind.BANK: NotEnoughInBank,
    AccountKind.STOCK: NotEnoughInStock,
}


@dataclass(frozen=True, slots=True)
class Movement:
    """What one voucher does to one account: `change` in đồng, positive when the account's own side grows.

    `mends` is the voucher that it undoes or replaces: what mends on one day, one after the other, is judged
    together.
    """

    on: date
    sequence: int
    mends: UUID | None
    change: Dong


@dataclass(frozen=True, slots=True)
class Lowest:
    """Where an account first falls below zero, and what it held before what stands there."""

    on: date
    sequence: int
    available: Dong


def into_boxes(lines: Iterable[Line]) -> Counter[str]:
    """Return what lines put into each fund's cash box, less what they take out (đồng)."""
    change: Counter[str] = Counter()
    for line in lines:
        for ref, amount in ((line.debit, line.amount), (line.credit, -line.amount)):
            if ref.kind is AccountKind.CASH_BOX:
                change[ref.fund] += amount
    return change


def own_side(kind: AccountKind) -> int:
    """Return 1 for an account that holds by debit, -1 for one that owes by credit, 0 for one that may be either."""
    if kind in HOLDINGS:
        return 1
    return -1 if kind in (SOURCES | OWED) - {AccountKind.RETAINED_RESULT} else 0


def first_below_zero(kind: AccountKind, opening: Dong, movements: Iterable[Movement]) -> Lowest | None:
    """Return the first point at which the running balance is negative, or None.

    `opening` is the balance before the first movement. What mends and stands together on a day counts as one point;
    of what nobody holds in the hand - a claim, a debt - the whole day does, so that what was written and undone on one
    day weighs nothing.
    """
    balance = opening
    ordered = sorted(movements, key=lambda one: (one.on, one.sequence))
    for _, group in groupby(ordered, key=lambda one: _point(kind, one)):
        together = list(group)
        last = together[-1]
        balance = Dong(balance + sum(one.change for one in together))
        if balance < 0:
            taken = sum(one.change for one in together if one.sequence == last.sequence)
            return Lowest(last.on, last.sequence, Dong(balance - taken))
    return None


def least_held(kind: AccountKind, opening: Dong, movements: Iterable[Movement]) -> Dong:
    """Return what an account holds at least, at every point from the opening on: so much may be taken from it there."""
    balance = least = int(opening)
    ordered = sorted(movements, key=lambda one: (one.on, one.sequence))
    for _, group in groupby(ordered, key=lambda one: _point(kind, one)):
        balance += sum(one.change for one in group)
        least = min(least, balance)
    return Dong(max(0, least))


def _point(kind: AccountKind, one: Movement) -> tuple[date, int]:
    mending = 0
    return one.on, mending if one.mends or kind not in NEVER_BELOW_ZERO else one.sequence


def check_never_below_zero(kind: AccountKind, opening: Dong, movements: Iterable[Movement]) -> None:
    """Raise NotEnoughInBox, NotEnoughInBank, NotEnoughInStock with the date and what was there, else MoreThanOwed."""
    lowest = first_below_zero(kind, opening, movements)
    if lowest is None:
        return
    available = max(lowest.available, Dong(0))
    if kind in _REFUSAL:
        raise _REFUSAL[kind](on=lowest.on, available=available)
    raise MoreThanOwed(on=lowest.on, owed=available)
