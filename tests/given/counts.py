"""Counting the box, through the command."""

from datetime import date, datetime
from typing import Any

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.ledger.commands import CountResult, count_box
from lienthehe.ledger.rules.counts import CountMoment, CountSheet
from tests.given.books import ACTIVITY, NOW, TODAY, Books


def notes_of(amount: int) -> tuple[dict[Dong, int], Dong]:
    """Return the fewest notes that make an amount, and the rest in coins."""
    notes = {}
    for value in DENOMINATIONS:
        notes[value], amount = divmod(amount, value)
    return {value: number for value, number in notes.items() if number}, Dong(amount)


def a_count(
    amount: int, *funds: Fund, on: date = TODAY, explanation: str = "đếm lại hai lần", **how: Any
) -> CountSheet:
    """Return a count of the activity fund's box, or of these funds', not yet handed in."""
    notes, other = notes_of(amount)
    return CountSheet(
        id=how.pop("id", None) or uuid7(),
        on=on,
        moment=CountMoment.BETWEEN,
        funds=funds or (ACTIVITY,),
        notes=notes,
        other=other,
        explanation=explanation,
        **how,
    )


def count(books: Books, sheet: CountSheet, *, at: datetime = NOW) -> CountResult:
    """Write a count."""
    return count_box(club_id=books.club_id, sheet=sheet, by=books.treasurer, at=at)
