"""Money that a member hands over without saying what for: contributions first, then the loans.

This month's contributions of every kind, then arrears of contributions, then the loan with the oldest unpaid
instalment, then the next; what is still left is paid ahead in the same order (architecture §7). The page shows it
before it is written, and every figure can be changed there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lienthehe.clubs.rules.dues import DuesStanding
from lienthehe.clubs.rules.regulations import ContributionKind
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.loans.rules.allocation import Split, allocate
from lienthehe.loans.rules.refusals import RepaymentMissing
from lienthehe.loans.rules.standings import LoanState, Standing

Dues = Mapping[ContributionKind, DuesStanding]
"""How a member stands with each contribution, as `clubs.rules.dues.all_dues_of` says."""
Loans = Mapping[UUID, Standing]
"""A member's loans as they stand on the day, by loan."""


class MoreThanIsOwed(Refusal):
    field = "amount"
    message = gettext_noop(
        "%(amount)s pays everything that is owed today, contributions and loans. Write that amount or less."
    )


@dataclass(frozen=True, slots=True)
class Covered:
    """What one sum pays: đồng of each contribution and a split of each loan; nothing stands in it for 0 đ."""

    contributions: dict[ContributionKind, Dong] = field(default_factory=dict)
    loans: dict[UUID, Split] = field(default_factory=dict)

    @property
    def total(self) -> Dong:
        paid = sum(split.sum.total for split in self.loans.values())
        return Dong(sum(self.contributions.values()) + paid)


def cover(amount: Dong, dues: Dues, loans: Loans) -> Covered:
    """Return what an amount (đồng) handed over without words pays of contributions and loans, to the đồng.

    Raises RepaymentMissing, and MoreThanIsOwed with the most that can be paid.
    """
    if amount <= 0:
        raise RepaymentMissing
    if amount > most_payable(dues, loans):
        raise MoreThanIsOwed(amount=most_payable(dues, loans))
    left = int(amount)
    contributions: dict[ContributionKind, Dong] = {}
    paid: dict[UUID, int] = {}
    for kind, wanted in _of_contributions(dues):
        taken = min(left, wanted)
        contributions[kind] = Dong(contributions.get(kind, 0) + taken)
        left -= taken
    for loan_id, until in _of_loans(loans):
        taken = min(left, until - paid.get(loan_id, 0))
        paid[loan_id] = paid.get(loan_id, 0) + taken
        left -= taken
    return Covered(
        {kind: sum_paid for kind, sum_paid in contributions.items() if sum_paid},
        {loan_id: allocate(loans[loan_id], Dong(part)) for loan_id, part in paid.items() if part},
    )


def asked_of(dues: Dues, loans: Loans) -> Dong:
    """Return what a member is asked for today (đồng): contributions of this month and late, and of the loans what is due."""
    asked = sum(standing.asked.total for _, standing in _running(loans))
    return Dong(sum(one.owed for one in dues.values()) + asked)


def most_payable(dues: Dues, loans: Loans) -> Dong:
    """Return the most that can be taken without words (đồng): contributions owed and every loan's pay-off."""
    pay_offs = sum(standing.pay_off.total for _, standing in _running(loans))
    return Dong(sum(one.owed for one in dues.values()) + pay_offs)


def _of_contributions(dues: Dues) -> Iterator[tuple[ContributionKind, int]]:
    yield from ((kind, one.this_month) for kind, one in sorted(dues.items()))
    yield from ((kind, one.behind) for kind, one in sorted(dues.items()))


def _of_loans(loans: Loans) -> Iterator[tuple[UUID, int]]:
    """Yield up to which sum each loan is paid (đồng): first what is asked for, then all that ends it."""
    oldest_first = sorted(_running(loans), key=lambda one: _oldest_unpaid(one[1]))
    yield from ((loan_id, standing.asked.total) for loan_id, standing in oldest_first)
    yield from ((loan_id, standing.pay_off.total) for loan_id, standing in oldest_first)


def _running(loans: Loans) -> list[tuple[UUID, Standing]]:
    return [(loan_id, one) for loan_id, one in loans.items() if one.state is LoanState.RUNS]


def _oldest_unpaid(standing: Standing) -> date:
    return min((line.due for line in standing.lines if line.unpaid.total), default=date.max)
