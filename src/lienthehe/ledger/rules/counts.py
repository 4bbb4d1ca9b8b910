"""Counting the box: by denomination, against the book, and what a difference becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import DENOMINATIONS, ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.ledger.rules.refusals import (
    AmountTooLarge,
    BearingFundMissing,
    ExplanationMissing,
    TinMismatch,
)
from lienthehe.ledger.rules.vouchers import LARGEST


class CountMoment(StrEnum):
    """When the box was counted: as a meeting opens, as it closes, or on a day of its own."""

    OPENING = "opening"
    CLOSING = "closing"
    BETWEEN = "between"


class NotADenomination(Refusal):
    message = gettext_noop("There is no note of %(value)s. Count only notes in use.")
    field = "notes"


class NotANumberOfNotes(Refusal):
    message = gettext_noop("The number of notes of %(value)s must be 0 or more.")
    field = "notes"


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A count as handed in. `notes`: how many of each denomination (đồng); `other`: coins and what has no note here.

    `funds`: both when they lie in one tin. `borne_by`: the fund that a difference falls on.
    """

    id: UUID
    on: date
    moment: CountMoment
    funds: tuple[Fund, ...]
    notes: Mapping[Dong, int]
    other: Dong = ZERO
    explanation: str = ""
    borne_by: Fund | None = None
    second_officer: UUID | None = None
    meeting: UUID | None = None

    @property
    def counted(self) -> Dong:
        """What lies in the box, in đồng."""
        return Dong(sum(value * number for value, number in self.notes.items()) + self.other)


def check_count(sheet: CountSheet, *, book: Dong, one_tin: bool) -> Dong:
    """Return counted minus book (đồng): negative is a shortage, positive a surplus.

    Raises TinMismatch, NotADenomination, NotANumberOfNotes, AmountTooLarge, ExplanationMissing, BearingFundMissing.
    """
    if len(sheet.funds) != len(set(sheet.funds)) or len(sheet.funds) != (len(Fund) if one_tin else 1):
        raise TinMismatch
    for value, number in sheet.notes.items():
        if value not in DENOMINATIONS:
            raise NotADenomination(value=value)
        if number < 0:
            raise NotANumberOfNotes(value=value)
    if sheet.other < 0:
        raise NotANumberOfNotes(value=Dong(1))
    if sheet.counted > LARGEST:
        raise AmountTooLarge(amount=sheet.counted)
    difference = Dong(sheet.counted - book)
    if difference:
        if not sheet.explanation.strip():
            raise ExplanationMissing(difference=Dong(abs(difference)))
        if len(sheet.funds) > 1 and sheet.borne_by not in sheet.funds:
            raise BearingFundMissing
    return difference


def same_count(first: CountSheet, again: CountSheet) -> bool:
    """Tell whether a count handed in again is the one that was written; its explanation stands in the voucher's words."""
    return replace(first, explanation="") == replace(again, explanation="")


def bearing_fund(sheet: CountSheet) -> Fund:
    """Return the fund that a difference falls on: the one that was named, or the only one counted."""
    return sheet.borne_by if sheet.borne_by in sheet.funds else sheet.funds[0]


def difference_voucher_id(count_id: UUID) -> UUID:
    """Return the id of the voucher that a count's difference becomes, if it has one."""
    return uuid5(count_id, "difference")
