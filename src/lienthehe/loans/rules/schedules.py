"""The plan of a loan: what is due when, to the đồng.

Whole đồng and exact fractions throughout; every figure is rounded once. The conventions are those of the worked
examples in `tests/vectors/loans`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.calendar import DayCount, Every, Unit, part_of_year
from lienthehe.loans.rules.refusals import (
    GraceTooLong,
    InstalmentsNotPossible,
    PrincipalNotPositive,
    RateNotPossible,
    RoundingNotPossible,
    TermTooLong,
)

MONTHS = 12
RATE_PLACES, MOST_RATE = 6, 1000
MOST_INSTALMENTS = 600
ROUNDINGS = (1, 100, 1000)
LEVELLINGS = 3
"""How often the instalment is moved to bring the last one closer to the others."""


MONTHLY = Every(1, Unit.MONTH)


class Method(StrEnum):
    """How interest and principal are spread over the instalments."""

    FLAT = "flat"
    EQUAL_INSTALMENTS = "equal-instalments"
    EQUAL_PRINCIPAL = "equal-principal"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What was agreed. `annual_rate` is percent a year; `round_to` đồng; `grace`: instalments without principal.

    `level` moves the equal instalment until the last one is close to the others.
    """

    principal: Dong
    annual_rate: Decimal
    start: date
    instalments: int
    every: Every = MONTHLY
    method: Method = Method.FLAT
    days: DayCount = DayCount.THIRTY_360
    round_to: int = 1
    grace: int = 0
    level: bool = False

    @property
    def rate(self) -> Fraction:
        """The rate a year as a part: 12 % is 3/25."""
        return Fraction(self.annual_rate) / 100


@dataclass(frozen=True, slots=True)
class Instalment:
    """One line of the plan (đồng): its principal and interest, and what is owed after it."""

    n: int
    due: date
    principal: Dong
    interest: Dong
    balance: Dong


def check_terms(terms: LoanTerms) -> None:
    """Refuse terms of which no plan can be made.

    Raises PrincipalNotPositive, RateNotPossible, InstalmentsNotPossible, GraceTooLong and RoundingNotPossible.
    """
    if terms.principal <= 0:
        raise PrincipalNotPositive
    exponent = terms.annual_rate.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -RATE_PLACES or not 0 <= terms.annual_rate <= MOST_RATE:
        raise RateNotPossible
    if not 1 <= terms.instalments <= MOST_INSTALMENTS:
        raise InstalmentsNotPossible(most=MOST_INSTALMENTS)
    if not 0 <= terms.grace < terms.instalments:
        raise GraceTooLong(most=terms.instalments - 1)
    if terms.round_to not in ROUNDINGS:
        raise RoundingNotPossible


def schedule(terms: LoanTerms) -> tuple[Instalment, ...]:
    """Return the plan; the principal of its lines adds up to the loan, and the last line takes the rest.

    Raises what `check_terms` raises, and TermTooLong.
    """
    check_terms(terms)
    try:
        due = [terms.every.after(terms.start, n) for n in range(terms.instalments + 1)]
    except (OverflowError, ValueError):
        raise TermTooLong from None
    parts = [part_of_year(*pair, terms.every, terms.days) for pair in pairwise(due)]
    match terms.method:
        case Method.FLAT:
            lines = _flat(terms, parts)
        case Method.EQUAL_INSTALMENTS:
            lines = _equal_instalments(terms, parts)
        case Method.EQUAL_PRINCIPAL:
            lines = _equal_principal(terms, parts)
        case Method.BULLET:
            lines = _declining(terms, parts, [0] * terms.instalments)
    return tuple(_plan(terms, due[1:], lines))


Line = tuple[int, int]
"""Principal and interest of an instalment."""


def _plan(terms: LoanTerms, due: Sequence[date], lines: Sequence[Line]) -> Iterator[Instalment]:
    balance: int = terms.principal
    for n, (day, (principal, interest)) in enumerate(zip(due, lines, strict=True), start=1):
        balance -= principal
        yield Instalment(n, day, Dong(principal), Dong(interest), Dong(balance))


def _declining(terms: LoanTerms, parts: Sequence[Fraction], principals: Sequence[int]) -> list[Line]:
    """Return interest on what is still owed beside the wished principals; the last takes what is left."""
    balance: int = terms.principal
    lines = []
    for n, (part, wished) in enumerate(zip(parts, principals, strict=True), start=1):
        principal = balance if n == terms.instalments else min(wished, balance)
        lines.append((principal, round(balance * terms.rate * part)))
        balance -= principal
    return lines


def _equal_principal(terms: LoanTerms, parts: Sequence[Fraction]) -> list[Line]:
    wished = _rounded(Fraction(terms.principal, terms.instalments - terms.grace), terms.round_to)
    paying = [wished] * (terms.instalments - terms.grace)
    return _declining(terms, parts, [0] * terms.grace + paying)


def _equal_instalments(terms: LoanTerms, parts: Sequence[Fraction]) -> list[Line]:
    exact = _annuity(terms, parts[terms.grace :])
    if not terms.level:
        return _by_instalment(terms, parts, _half_up(exact, terms.round_to))
    unit = terms.round_to
    best = round(exact / unit) * unit
    lines = _by_instalment(terms, parts, best)
    for _ in range(LEVELLINGS):
        off = sum(lines[-1]) - best
        if 2 * abs(off) <= unit * terms.instalments:
            break
        moved = best + round(Fraction(off, unit * terms.instalments)) * unit
        tried = _by_instalment(terms, parts, moved)
        if abs(sum(tried[-1]) - moved) >= abs(off):
            break
        best, lines = moved, tried
    return lines


def _annuity(terms: LoanTerms, parts: Sequence[Fraction]) -> Fraction:
    """Return the instalment that pays the loan off exactly over the product of the periods' factors."""
    grown, weight = Fraction(1), Fraction(0)
    for part in reversed(parts):
        weight += grown
        grown *= 1 + terms.rate * part
    return terms.principal * grown / weight


def _by_instalment(terms: LoanTerms, parts: Sequence[Fraction], instalment: int) -> list[Line]:
    """Return what an equal instalment pays: its interest first, the rest principal."""
    balance: int = terms.principal
    lines = []
    for n, part in enumerate(parts, start=1):
        interest = round(balance * terms.rate * part)
        principal = 0 if n <= terms.grace else min(max(0, instalment - interest), balance)
        if n == terms.instalments:
            principal = balance
        lines.append((principal, interest))
        balance -= principal
    return lines


def _flat(terms: LoanTerms, parts: Sequence[Fraction]) -> list[Line]:
    """Return the same interest on the whole loan every time; its sum is rounded once, the last takes what is left."""
    if terms.every.unit is Unit.MONTH:
        parts = [Fraction(terms.every.number, MONTHS)] * terms.instalments
    owed: int = round(terms.principal * terms.rate * sum(parts))
    balance: int = terms.principal
    share = Fraction(terms.principal, terms.instalments - terms.grace)
    lines = []
    for n, part in enumerate(parts, start=1):
        exact = terms.principal * terms.rate * part
        interest = min(round(exact), owed)
        if n == terms.instalments:
            interest, principal = owed, balance
        elif n <= terms.grace:
            principal = 0
        elif terms.round_to == 1:
            principal = min(round(share), balance)
        else:
            principal = min(max(0, _half_up(share + exact, terms.round_to) - interest), balance)
        lines.append((principal, interest))
        owed, balance = owed - interest, balance - principal
    return lines


def _rounded(exact: Fraction, unit: int) -> int:
    """Round half-even to the đồng, half-up to a larger unit."""
    return round(exact) if unit == 1 else _half_up(exact, unit)


def _half_up(exact: Fraction, unit: int) -> int:
    return int(exact / unit + Fraction(1, 2)) * unit
