"""What a sum handed over pays: overdue interest, interest due, overdue principal, principal due, principal ahead."""

from dataclasses import dataclass

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.rules.refusals import (
    InterestNotOwed,
    MoreThanPayOff,
    NothingOwed,
    PrincipalNotOwed,
    RepaymentMissing,
)
from lienthehe.loans.rules.standings import Standing, Sum


@dataclass(frozen=True, slots=True)
class Split:
    """What a repayment pays, in the order in which it does (đồng). `begun`: interest of the begun month at the pay-off."""

    overdue_interest: Dong = ZERO
    due_interest: Dong = ZERO
    overdue_principal: Dong = ZERO
    due_principal: Dong = ZERO
    begun_interest: Dong = ZERO
    ahead: Dong = ZERO

    @property
    def sum(self) -> Sum:
        """The split as principal and interest."""
        principal = self.overdue_principal + self.due_principal + self.ahead
        return Sum(Dong(principal), Dong(self.overdue_interest + self.due_interest + self.begun_interest))


def allocate(at: Standing, amount: Dong) -> Split:
    """Return what an amount (đồng) handed over that day pays of a loan.

    The interest of the month that has begun is paid when nothing else would be left of the loan. Raises
    RepaymentMissing, NothingOwed and MoreThanPayOff with the pay-off.
    """
    _check_total(at, amount)
    left = int(amount)

    def take(most: int) -> Dong:
        nonlocal left
        taken = max(0, min(left, most))
        left -= taken
        return Dong(taken)

    asked, overdue = at.pay_off if amount == at.pay_off.total else at.asked, at.overdue
    overdue_interest = take(min(overdue.interest, asked.interest))
    due_interest = take(min(overdue.interest + at.due.interest, asked.interest) - overdue_interest)
    overdue_principal = take(min(overdue.principal, at.outstanding))
    due_principal = take(min(overdue.principal + at.due.principal, asked.principal) - overdue_principal)
    still_owed = at.outstanding - overdue_principal - due_principal
    begun = take(at.pay_off.interest - overdue_interest - due_interest) if left >= still_owed else ZERO
    return Split(overdue_interest, due_interest, overdue_principal, due_principal, begun, take(still_owed))


def check_repayment(at: Standing, paid: Sum) -> None:
    """Refuse a repayment, split by hand or not, that pays what is not owed.

    Raises RepaymentMissing, NothingOwed, MoreThanPayOff, PrincipalNotOwed and InterestNotOwed, each with what is owed.
    """
    _check_total(at, paid.total)
    if paid.principal < 0 or paid.interest < 0:
        raise RepaymentMissing
    if paid.principal > at.outstanding:
        raise PrincipalNotOwed(owed=at.outstanding)
    most = Dong(max(at.pay_off.interest, at.asked.interest))
    if paid.interest > most:
        raise InterestNotOwed(owed=most)


def _check_total(at: Standing, amount: Dong) -> None:
    if amount <= 0:
        raise RepaymentMissing
    if not at.pay_off.total:
        raise NothingOwed
    if amount > at.pay_off.total:
        raise MoreThanPayOff(amount=at.pay_off.total)
