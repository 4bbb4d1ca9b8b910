"""What a loan costs its borrower: the interest together, and the rate a year that methods can be compared by."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.calendar import Every, Unit
from lienthehe.loans.rules.refusals import PrincipalNotPositive
from lienthehe.loans.rules.schedules import MONTHLY, MONTHS, Instalment

CEILING = Decimal(20)
"""Percent a year that an agreed rate may not pass (Civil Code 2015, article 468); a loan above it is warned of."""
DAYS_OF_YEAR, DAYS_OF_WEEK = 365, 7
TWO_PLACES = Decimal("0.01")
FIGURES = 30
_CLOSE_ENOUGH = Decimal("1e-12")


def total_interest(plan: Sequence[Instalment]) -> Dong:
    """Return the interest of the whole plan (đồng)."""
    return Dong(sum(one.interest for one in plan))


def effective_rate(plan: Sequence[Instalment], principal: Dong, every: Every = MONTHLY) -> Decimal:
    """Return what the plan costs in percent a year, to two places: the plan's internal rate a period × periods a year.

    A year has 12 months, or 365 days for instalments by weeks and days. Flat 12 % over 12 months is 21.46 %.
    Raises PrincipalNotPositive.
    """
    if principal <= 0:
        raise PrincipalNotPositive
    if not total_interest(plan):
        return Decimal(0)
    with localcontext(prec=FIGURES):
        rate = _rate_of_period([one.principal + one.interest for one in plan], principal)
        return (100 * rate * _periods_of_year(every)).quantize(TWO_PLACES, ROUND_HALF_UP)


def over_ceiling(rate: Decimal) -> bool:
    """Tell whether a rate (percent a year) is more than the law lets be agreed."""
    return rate > CEILING


def _periods_of_year(every: Every) -> Decimal:
    if every.unit is Unit.MONTH:
        return Decimal(MONTHS) / every.number
    return Decimal(DAYS_OF_YEAR) / (every.number * (DAYS_OF_WEEK if every.unit is Unit.WEEK else 1))


def _rate_of_period(payments: Sequence[int], principal: int) -> Decimal:
    """Return the rate at which the payments are worth the principal today; halves the range until it is found."""
    low, high = Decimal(0), Decimal(1)
    while _worth(payments, high) > principal:
        low, high = high, 2 * high
    while high - low > _CLOSE_ENOUGH * high:
        middle = (low + high) / 2
        if _worth(payments, middle) > principal:
            low = middle
        else:
            high = middle
    return high


def _worth(payments: Sequence[int], rate: Decimal) -> Decimal:
    worth = Decimal(0)
    for payment in reversed(payments):
        worth = (worth + payment) / (1 + rate)
    return worth
