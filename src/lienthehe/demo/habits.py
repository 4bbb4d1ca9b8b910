"""How made-up borrowers repay: most of them on the day, some late, in parts, ahead, at once; two of them not at all."""

from enum import StrEnum
from random import Random

from lienthehe.demo.clubs import BIG
from lienthehe.demo.terms import WRITER_OFF
from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.standings import LoanState, Standing


class Habit(StrEnum):
    """How somebody repays a loan."""

    PROMPT = "prompt"
    LATE = "late"
    PART = "part"
    AHEAD = "ahead"
    EARLY = "early"
    STRUCK = "struck"
    """Loses the harvest, pays nothing more until the loan is extended, then again on the day."""
    GONE = "gone"
    """Pays twice and never again: the loan is written off."""


_HABITS = (Habit.PROMPT, Habit.LATE, Habit.PART, Habit.AHEAD, Habit.EARLY)
_SHARES = (70, 12, 8, 5, 5)
STRUCK_LOAN, GONE_LOAN = (BIG, 3), (WRITER_OFF, 2)
"""Which loans of which clubs, by their place in the order of lending."""
_PAID_BEFORE = 2
_SKIPS, _PAYS_PART, _PAYS_AHEAD = 0.45, 0.3, 0.2
_TEN_THOUSAND, _AHEAD = 10_000, 300_000
_MONTH = 25
"""Fewer days than lie between two meetings."""


def habit_of(village: str, place: int, row: LoanRow) -> Habit:
    """Return how a loan is repaid, `place` being its place in the club's order of lending; always the same."""
    fixed = {STRUCK_LOAN: Habit.STRUCK, GONE_LOAN: Habit.GONE}.get((village, place))
    return fixed or Random(f"habit {row.application_id}").choices(_HABITS, _SHARES)[0]


def in_order(rows: list[LoanRow]) -> dict[int, LoanRow]:
    """Return a club's loans by their place in the order of lending."""
    ordered = sorted(rows, key=lambda row: (row.first_on, row.number))
    return dict(enumerate(ordered, start=1))


def amount_paid(row: LoanRow, habit: Habit, random: Random) -> Dong:
    """Return how much is handed over of a loan at a meeting (đồng), 0 for nothing."""
    at, asked = row.at, row.at.asked.total
    if row.state is not LoanState.RUNS or _pays_nothing(row, habit, random):
        return Dong(0)
    if habit is Habit.PART and asked and not at.overdue.total and random.random() < _PAYS_PART:
        return Dong(min(asked, -(-asked // 2 // _TEN_THOUSAND) * _TEN_THOUSAND))
    if habit is Habit.AHEAD and asked and random.random() < _PAYS_AHEAD:
        return Dong(min(asked + _AHEAD, at.pay_off.total))
    return at.pay_off.total if habit is Habit.EARLY and _is_half_over(at) else asked


def _pays_nothing(row: LoanRow, habit: Habit, random: Random) -> bool:
    if habit is Habit.LATE:
        return not _is_enough(row, random)
    stops = habit is Habit.GONE or (habit is Habit.STRUCK and not _is_extended(row))
    return stops and len(row.paid) >= _PAID_BEFORE


def _is_enough(row: LoanRow, random: Random) -> bool:
    """Tell whether somebody who pays late brings it now: each has his own patience, of one to three months."""
    patience = Random(f"patience {row.application_id}").randint(1, 3)
    if row.at.days_late > patience * _MONTH:
        return True
    return random.random() > _SKIPS and not row.at.days_late


def _is_half_over(at: Standing) -> bool:
    return 2 * sum(line.due <= at.on for line in at.lines) > len(at.lines)


def _is_extended(row: LoanRow) -> bool:
    return any(one.kind is ChangeKind.EXTENSION for one in row.changes)
