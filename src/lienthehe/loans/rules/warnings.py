"""What is unusual about a request for a loan. Each is said to the meeting; none ever stands in its way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lienthehe.clubs.rules import Remark
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.loans.rules.costs import over_ceiling
from lienthehe.loans.rules.policies import LoanPolicy, most_for

LARGE_LOAN = Dong(50_000_000)
"""Above it a village club's loan is out of the ordinary (architecture §7)."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: since when a member, on the board or not, what he and his household owe (đồng), how he repaid.

    `housemates`: who of the household owes, and how much. `repaid_well`: loans repaid without being 30 days late.
    """

    joined_on: date
    on_board: bool = False
    owes: Dong = ZERO
    days_late: int = 0
    repaid_well: int = 0
    housemates: Sequence[tuple[str, Dong]] = ()


def warnings_of(
    asker: Asker,
    policy: LoanPolicy,
    *,
    amount: Dong,
    instalments: int,
    rate: Decimal,
    free: Dong,
    others_wait: bool,
    on: date,
    goods_value: Dong = ZERO,
) -> Iterator[Remark]:
    """Yield what the meeting should know before it votes on an amount (đồng) over so many months.

    `rate`: what the loan costs in percent a year; `free`: money that may be lent; `others_wait`: members who owe nothing ask too.
    `goods_value`: what of the amount is goods, which come out of the stock.
    """
    yield from _of_the_asker(asker, policy, others_wait=others_wait, on=on)
    yield from _of_the_amount(asker, policy, amount=amount, money=Dong(amount - goods_value), free=free)
    if instalments not in policy.instalments:
        months = ", ".join(map(str, policy.instalments))
        yield Remark(
            gettext_noop("The policy knows loans of %(months)s months, not of %(asked)d."),
            {"months": months, "asked": instalments},
        )
    if over_ceiling(rate):
        yield Remark(
            gettext_noop("This loan costs %(rate)s percent a year; the law's ceiling is 20."), {"rate": rate}
        )


def _of_the_asker(asker: Asker, policy: LoanPolicy, *, others_wait: bool, on: date) -> Iterator[Remark]:
    if asker.on_board:
        yield Remark(gettext_noop("The borrower is a member of the board."), {})
    for name, owed in asker.housemates:
        yield Remark(
            gettext_noop("%(name)s of the same household owes %(owed)s already."),
            {"name": name, "owed": owed},
        )
    if asker.days_late:
        yield Remark(
            gettext_noop("The borrower is %(days)d days late with a loan."), {"days": asker.days_late}
        )
    if Month.of(asker.joined_on).plus(policy.membership_months) > Month.of(on):
        yield Remark(
            gettext_noop("A member since %(day)s; the policy asks for %(months)d months."),
            {"day": asker.joined_on, "months": policy.membership_months},
        )
    if policy.members_first and others_wait and asker.owes:
        yield Remark(gettext_noop("Others who owe nothing wait for a loan and go first."), {})


def _of_the_amount(
    asker: Asker, policy: LoanPolicy, *, amount: Dong, money: Dong, free: Dong
) -> Iterator[Remark]:
    together = Dong(asker.owes + amount)
    if together > policy.cap:
        yield Remark(
            gettext_noop("The borrower would owe %(together)s; the policy's most is %(cap)s."),
            {"together": together, "cap": policy.cap},
        )
    step = most_for(policy, asker.repaid_well)
    if amount > step and step < policy.cap:
        yield Remark(
            gettext_noop("After %(loans)d loans repaid well the policy lends up to %(step)s."),
            {"loans": asker.repaid_well, "step": step},
        )
    if together > LARGE_LOAN:
        yield Remark(gettext_noop("More than 50 million to one person."), {})
    if money > free:
        yield Remark(gettext_noop("Only %(free)s may be lent now."), {"free": max(free, ZERO)})
