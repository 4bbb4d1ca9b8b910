"""A payment written after its day: what it may pay beside what was paid since, and what the books say afterwards.

Vouchers stay as they were written. So money of an earlier day pays what was asked for on that day and nobody has paid
since, and the plan is reckoned anew: principal of a later payment may have become principal paid ahead. Our own design,
no source gives a rule.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.ledger.rules.months import check_open
from lienthehe.ledger.rules.refusals import MonthClosed
from lienthehe.ledger.rules.vouchers import check_day
from lienthehe.loans.rules.allocation import check_repayment
from lienthehe.loans.rules.plans import Event, Lent, Paid
from lienthehe.loans.rules.repaying import PaidBeforeLent, WrittenOffAlready
from lienthehe.loans.rules.standings import Standing, Sum, standing

LAST = sys.maxsize
"""The place of what is not written yet: after everything of its day."""


class PaidInClosedMonth(MonthClosed):
    message = gettext_noop(
        "The books of %(month)s are closed and take nothing more. Choose today, %(today)s: it is then written in the month that is open."
    )


@dataclass(frozen=True, slots=True)
class Afterwards:
    """A loan today once a payment stands in the books (đồng).

    `ahead`: principal that it pays ahead; `later`: what was paid after its day; `moved`: of which of these how much
    more principal counts as paid ahead now.
    """

    at: Standing
    ahead: Dong
    later: tuple[Paid, ...]
    moved: tuple[tuple[Paid, Dong], ...]

    @property
    def later_total(self) -> Dong:
        """What was paid after its day already (đồng)."""
        return Dong(sum(one.principal + one.interest for one in self.later))


def check_paid_on(on: date, *, today: date, last_closed: Month | None) -> None:
    """Refuse a day on which no payment can be written: FutureDate, DateTooEarly or PaidInClosedMonth."""
    check_day(on, today=today)
    try:
        check_open(on, last_closed=last_closed)
    except MonthClosed:
        raise PaidInClosedMonth(month=Month.of(on), today=today) from None


def owed_on(lent: Lent, events: Sequence[Event], *, on: date, today: date) -> Standing:
    """Return the loan as a payment of a day finds it that is written today: as it stood, without what was paid since.

    The pay-off is what ends the loan beside the later payments. Raises PaidBeforeLent.
    """
    if on < lent.on:
        raise PaidBeforeLent(on=lent.on)
    then = standing(lent, events, on)
    if not any(on < one.on <= today for one in events):
        return then
    now = standing(lent, events, today)
    principal = now.paid.principal - then.paid.principal
    interest = now.paid.interest - then.paid.interest
    overdue, due = _without(then.overdue, then.due, principal, interest, most=min(_most(then), _most(now)))
    ended = standing(lent, [*events, _not_yet(on, Sum(now.outstanding))], today)
    ends = min(ended.pay_off.interest, then.pay_off.interest, now.pay_off.interest)
    return replace(
        then,
        paid=now.paid,
        written_off=now.written_off,
        overdue=overdue,
        due=due,
        days_late=then.days_late if overdue.total else 0,
        pay_off=Sum(now.outstanding, ends),
        lines=now.lines,
    )


def check_payment(lent: Lent, events: Sequence[Event], paid: Sum, *, on: date, today: date) -> None:
    """Refuse a payment (đồng) of a day, written today, of what is not owed.

    Raises PaidBeforeLent, WrittenOffAlready and what `check_repayment` raises.
    """
    at = owed_on(lent, events, on=on, today=today)
    if at.written_off or standing(lent, events, today).written_off:
        raise WrittenOffAlready
    check_repayment(at, paid)


def after_payment(lent: Lent, events: Sequence[Event], paid: Sum, *, on: date, today: date) -> Afterwards:
    """Return what the books say once a payment (đồng) of a day is written; nothing paid changes nothing.

    Raises what `check_payment` raises.
    """
    if not paid.total:
        return Afterwards(standing(lent, events, today), ZERO, (), ())
    check_payment(lent, events, paid, on=on, today=today)
    new = _not_yet(on, paid)
    with_it = [*events, new]
    later = [one for one in events if isinstance(one, Paid) and on < one.on <= today]
    more = [(one, _ahead(lent, with_it, one) - _ahead(lent, events, one)) for one in later]
    return Afterwards(
        at=standing(lent, with_it, today),
        ahead=_ahead(lent, with_it, new),
        later=tuple(sorted(later, key=lambda one: (one.on, one.place))),
        moved=tuple((one, Dong(amount)) for one, amount in more if amount > 0),
    )


def _not_yet(on: date, paid: Sum) -> Paid:
    return Paid(on, LAST, paid.principal, paid.interest)


def _most(at: Standing) -> Dong:
    """Return the most interest that can be paid on a day."""
    return max(at.pay_off.interest, at.asked.interest)


def _without(overdue: Sum, due: Sum, principal: int, interest: int, *, most: int) -> tuple[Sum, Sum]:
    """Return what is left of both after so much was paid, the overdue first; of interest never more than `most`."""
    late_principal, late_interest = _less(overdue.principal, principal), _less(overdue.interest, interest)
    left_principal = _less(overdue.principal + due.principal, principal)
    left_interest = min(most, _less(overdue.interest + due.interest, interest))
    late = Sum(late_principal, Dong(min(left_interest, late_interest)))
    return late, Sum(Dong(left_principal - late.principal), Dong(left_interest - late.interest))


def _less(amount: int, paid: int) -> Dong:
    return Dong(max(0, amount - paid))


def _ahead(lent: Lent, events: Sequence[Event], paid: Paid) -> Dong:
    """Return the principal of a payment that nobody had asked for until then."""
    before = [one for one in events if (one.on, one.place) < (paid.on, paid.place)]
    at = standing(lent, before, paid.on)
    return _less(paid.principal, at.overdue.principal + at.due.principal)
