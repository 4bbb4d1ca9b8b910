"""On what terms the made-up clubs lend, and how much: the province's default and what some clubs do otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Any

from lienthehe.demo.clubs import BIG, BORROWER, LARGE, MENDED, SHORT, SMALL_BOARD, TWICE
from lienthehe.demo.people import make_id
from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.policies import STARTING_POLICY, LoanPolicy
from lienthehe.loans.rules.schedules import Method

PIGLETS = "Bản Tà Số"
WRITER_OFF = "Bản Vặt"
FORGETFUL = "Bản Nà Mường"
LEAVER = "Tiểu khu 12"


@dataclass(frozen=True, slots=True)
class Lending:
    """How much a club lends: so many loans a month on average, of `least` to `most` đồng; `kept` stays in the box.

    `own`: what its policy says otherwise than the province's; None where the province's holds.
    """

    a_month: float
    least: int
    most: int
    kept: int = 500_000
    own: Mapping[str, Any] | None = field(default=None)


def _own(monthly_rate: str, method: Method, **other: Any) -> Mapping[str, Any]:
    return MappingProxyType({"monthly_rate": Decimal(monthly_rate), "method": method} | other)


_SMALL = Lending(1.2, 1_000_000, 3_000_000)
_EQUAL, _FLAT, _WHOLE = Method.EQUAL_INSTALMENTS, Method.FLAT, Method.BULLET
_DECLINING = Method.EQUAL_PRINCIPAL

LENDING: Mapping[str, Lending] = {
    BIG: Lending(
        2.8, 2_000_000, 10_000_000,
        own=_own("1", _EQUAL, ladder=(Dong(3_000_000), Dong(5_000_000), Dong(8_000_000)), instalments=(6, 10, 12)),
    ),
    LARGE: Lending(2.4, 2_000_000, 5_000_000, own=_own("0.8", _DECLINING, interest_to_activity=30)),
    BORROWER: Lending(2, 2_000_000, 6_000_000, kept=6_000_000),
    SHORT: Lending(1.6, 1_000_000, 3_000_000, own=_own("0.6", _FLAT)),
    LEAVER: Lending(2, 2_000_000, 5_000_000, own=_own("0.9", _EQUAL)),
    FORGETFUL: Lending(1.4, 1_000_000, 3_000_000, own=_own("0.5", _WHOLE, instalments=(6, 10))),
    MENDED: Lending(1.4, 1_000_000, 3_000_000, own=_own("1", _DECLINING)),
    SMALL_BOARD: replace(_SMALL, own=_own("0", _DECLINING, instalments=(6, 10))),
    "Bản Chiềng Cang": Lending(1.6, 1_000_000, 3_000_000, own=_own("0.8", _DECLINING, late_rate=Decimal("1.2"))),
    "Bản Ông Lý": Lending(1.6, 1_000_000, 3_000_000, own=_own("0.5", _FLAT)),
    WRITER_OFF: Lending(2, 1_500_000, 4_000_000),
    TWICE: Lending(2, 1_000_000, 4_000_000, own=_own("1", _DECLINING, grace=2)),
    "Bản A Má": replace(_SMALL, own=_own("0", _WHOLE, instalments=(6, 10))),
}  # fmt: skip
"""By village; whoever is not named lends little, by the province's policy."""


def lending_of(village: str) -> Lending:
    """Return how a village's club lends."""
    return LENDING.get(village, _SMALL)


def default_policy(since: date, random: Random) -> LoanPolicy:
    """Return the province's policy: 0,8 % a month on what is still owed, equal principal, up to 10 million."""
    return replace(STARTING_POLICY, id=make_id(random), since=since, monthly_rate=Decimal("0.8"))


def own_policy(village: str, default: LoanPolicy, random: Random) -> LoanPolicy | None:
    """Return a club's own policy, written on the day of the province's; None where that one holds."""
    own = lending_of(village).own
    return None if own is None else replace(default, id=make_id(random), **own)
