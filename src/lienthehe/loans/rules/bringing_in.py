"""Loans that were open when a club's books began: what the old book says of them, and the plan that is left.

What is in arrears becomes a line of the day since which it is. The rest follows the loan's own method and rate over the
instalments left, or the equal parts that the old book asks for. Flat interest stays that of what was lent at first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid5

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.ledger.rules.refusals import DateTooEarly
from lienthehe.ledger.rules.vouchers import EARLIEST, LARGEST
from lienthehe.loans.rules.applications import LONGEST_TEXT, TextTooLong
from lienthehe.loans.rules.calendar import Every, Unit
from lienthehe.loans.rules.lending import loan_id
from lienthehe.loans.rules.plans import Lent, Plan, PlanLine, lines_of
from lienthehe.loans.rules.refusals import InstalmentsNotPossible, TermTooLong
from lienthehe.loans.rules.schedules import MOST_INSTALMENTS, LoanTerms, Method, check_terms

MONTHS = 12
ROUND_TO = 1000
MOST_YEARS_AHEAD = 10
NO_LATE_RATE = Decimal(0)


class LentOnMissing(Refusal):
    field = "first_on"
    message = gettext_noop("Write the day on which it was lent, on the day of opening at the latest.")


class LentAfterOpening(Refusal):
    field = "first_on"
    message = gettext_noop(
        "%(day)s is after the day of opening, %(on)s. The old book has only what was lent until then."
    )


class OwedMoreThanLent(Refusal):
    field = "owed"
    message = gettext_noop(
        "%(lent)s was lent at first, so at most that is still owed. Look at the two again."
    )


class OwedMissing(Refusal):
    field = "owed"
    message = gettext_noop("Write how much principal is still owed. A loan that is repaid is left out.")


class ArrearsTooLarge(Refusal):
    field = "arrears_principal"
    message = gettext_noop("Only %(owed)s of principal is owed, so no more of it can be late.")


class ArrearsSinceMissing(Refusal):
    field = "arrears_since"
    message = gettext_noop("Write since when it is late: a day between the lending and the day of opening.")


class ArrearsSinceOutside(Refusal):
    field = "arrears_since"
    message = gettext_noop(
        "%(day)s cannot be right: it is late since a day after the lending and before the day of opening, %(on)s."
    )


class ArrearsAmountMissing(Refusal):
    field = "arrears_principal"
    message = gettext_noop("A day is written since which it is late, but no amount. Write both or neither.")


class NextDueMissing(Refusal):
    field = "next_due"
    message = gettext_noop("Write when the next instalment falls due: the day of opening or a later one.")


class NextDuePast(Refusal):
    field = "next_due"
    message = gettext_noop(
        "%(day)s is before the day of opening, %(on)s. What was due then and is not paid is late; write the next one here."
    )


class NextDueFar(Refusal):
    field = "next_due"
    message = gettext_noop("%(day)s is more than %(years)d years away. Look at the year again.")


class InstalmentsMissing(Refusal):
    field = "instalments"
    message = gettext_noop("%(rest)s is not late and must still be paid. Write in how many instalments.")


class NothingLeftToPlan(Refusal):
    field = "instalments"
    message = gettext_noop(
        "All of the principal is late already, so no instalment is left. Write 0 instalments, or less that is late."
    )


class PartsDoNotAddUp(Refusal):
    field = "each"
    message = gettext_noop(
        "%(number)d times %(each)s do not come to %(rest)s. The last one may be smaller, the others not."
    )


class AmountBelowZero(Refusal):
    message = gettext_noop("An amount is 0 or more. Write it again.")


class AmountTooLargeHere(Refusal):
    message = gettext_noop("%(amount)s is more than a club's books can hold. Check the number of zeros.")


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A loan as the old book has it (đồng). `owed`: all the principal, late or not.

    `instalments`: how many are left of what is not late, `every` so many months, the first on `next_due`; `each`: the
    principal that the old book asks for each time, 0 where it follows from method and rate (percent a year).
    """

    membership_id: UUID | None
    first_amount: Dong = ZERO
    first_on: date | None = None
    owed: Dong = ZERO
    annual_rate: Decimal = Decimal(0)
    method: Method = Method.EQUAL_PRINCIPAL
    instalments: int = 0
    every: int = 1
    each: Dong = ZERO
    next_due: date | None = None
    arrears_principal: Dong = ZERO
    arrears_interest: Dong = ZERO
    arrears_since: date | None = None
    purpose: str = ""
    guarantor: str = ""

    @property
    def rest(self) -> Dong:
        """The principal that is not late."""
        return Dong(self.owed - self.arrears_principal)

    @property
    def is_late(self) -> bool:
        return bool(self.arrears_principal or self.arrears_interest)


def check_brought_in(loan: BroughtIn, *, on: date) -> Iterator[Refusal]:
    """Yield everything that is wrong with a loan of the old book on the day of opening, each at its field."""
    amounts = list(_wrong_amounts(loan))
    yield from amounts
    for name in ("purpose", "guarantor"):
        if len(getattr(loan, name)) > LONGEST_TEXT:
            yield TextTooLong(field=name, most=LONGEST_TEXT)
    yield from _wrong_days(loan, on)
    yield from _wrong_terms(loan, on)
    if not amounts:
        yield from _wrong_owed(loan)
        yield from _wrong_arrears(loan)
        yield from _wrong_plan(loan)


def _wrong_amounts(loan: BroughtIn) -> Iterator[Refusal]:
    for name in ("first_amount", "owed", "each", "arrears_principal", "arrears_interest"):
        amount = getattr(loan, name)
        if amount < 0:
            yield AmountBelowZero(field=name)
        elif amount > LARGEST:
            yield AmountTooLargeHere(field=name, amount=amount)


def _wrong_days(loan: BroughtIn, on: date) -> Iterator[Refusal]:
    begun = date.min
    if loan.first_on is None:
        yield LentOnMissing()
    elif loan.first_on > on:
        yield LentAfterOpening(day=loan.first_on, on=on)
    elif loan.first_on < EARLIEST:
        yield DateTooEarly(field="first_on", on=loan.first_on)
    else:
        begun = loan.first_on
    if loan.arrears_since is not None and not begun <= loan.arrears_since < on:
        yield ArrearsSinceOutside(day=loan.arrears_since, on=on)
    if loan.next_due is not None and (loan.rest or not loan.owed):
        if loan.next_due < on:
            yield NextDuePast(day=loan.next_due, on=on)
        elif loan.next_due.year - on.year > MOST_YEARS_AHEAD:
            yield NextDueFar(day=loan.next_due, years=MOST_YEARS_AHEAD)


def _wrong_terms(loan: BroughtIn, on: date) -> Iterator[Refusal]:
    single = replace(_terms(loan, on), principal=Dong(1), instalments=1)
    try:
        check_terms(single)
    except Refusal as refused:
        yield refused
    if loan.instalments > MOST_INSTALMENTS:
        yield InstalmentsNotPossible(field="instalments", most=MOST_INSTALMENTS)
        return
    try:
        _days(loan)
    except (OverflowError, ValueError):
        yield TermTooLong(field="next_due")


def _wrong_owed(loan: BroughtIn) -> Iterator[Refusal]:
    if not loan.owed:
        yield OwedMissing()
    elif loan.owed > loan.first_amount:
        yield OwedMoreThanLent(lent=loan.first_amount)


def _wrong_arrears(loan: BroughtIn) -> Iterator[Refusal]:
    if loan.owed and loan.arrears_principal > loan.owed:
        yield ArrearsTooLarge(owed=loan.owed)
    if loan.is_late and loan.arrears_since is None:
        yield ArrearsSinceMissing()
    if not loan.is_late and loan.arrears_since is not None:
        yield ArrearsAmountMissing()


def _wrong_plan(loan: BroughtIn) -> Iterator[Refusal]:
    rest, number, each = loan.rest, loan.instalments, loan.each
    if rest <= 0:
        if loan.owed and not rest and number:
            yield NothingLeftToPlan()
        return
    if number < 1:
        yield InstalmentsMissing(rest=rest)
    if loan.next_due is None:
        yield NextDueMissing()
    if number and each and loan.owed <= loan.first_amount and not each * (number - 1) < rest <= each * number:
        yield PartsDoNotAddUp(number=number, each=each, rest=rest)


def plan_left(loan: BroughtIn, *, on: date) -> Plan:
    """Return what is still asked of a sound loan: its arrears as a line of an earlier day, then the rest."""
    since, rest = loan.arrears_since, _rest(loan, on) if loan.rest else ()
    if since is None or not loan.is_late:
        return rest
    return (PlanLine(since, loan.arrears_principal, loan.arrears_interest, since), *rest)


def lent_when_opened(loan: BroughtIn, disbursement_id: UUID, *, on: date) -> Lent:
    """Return a sound loan as the books begin with it on a day: "lent" then, with all that is still owed."""
    terms, lines = _terms(loan, on, all_owed=True), plan_left(loan, on=on)
    key = loan_id(disbursement_id, terms, lines, NO_LATE_RATE)
    return Lent(key, on, terms.principal, terms, lines, NO_LATE_RATE)


def brought_in_id(voucher_id: UUID, place: int) -> UUID:
    """Return the id by which a loan of the old book is written once: its voucher's and its place there, from 1."""
    return uuid5(voucher_id, f"loan:{place}")


def _terms(loan: BroughtIn, on: date, *, all_owed: bool = False) -> LoanTerms:
    return LoanTerms(
        principal=loan.owed if all_owed else loan.rest,
        annual_rate=loan.annual_rate,
        start=on,
        instalments=loan.instalments if loan.rest else 1,
        every=Every(loan.every, Unit.MONTH),
        method=loan.method,
        round_to=ROUND_TO,
    )


def _days(loan: BroughtIn) -> list[date]:
    first = loan.next_due or date.min
    return [Every(loan.every, Unit.MONTH).after(first, number) for number in range(loan.instalments)]


def _rest(loan: BroughtIn, on: date) -> Plan:
    if loan.method is not Method.FLAT and (not loan.each or loan.method is Method.BULLET):
        return lines_of(_terms(loan, on), _days(loan))
    part = Fraction(loan.annual_rate) / 100 * Fraction(loan.every, MONTHS)
    lines, left = [], loan.rest
    for day, principal in zip(_days(loan), _principals(loan), strict=True):
        base = loan.first_amount if loan.method is Method.FLAT else left
        lines.append(PlanLine(day, principal, Dong(round(base * part)), day))
        left = Dong(left - principal)
    return tuple(lines)


def _principals(loan: BroughtIn) -> Sequence[Dong]:
    """Return equal parts, whole thousands where they can be; the last takes the rest."""
    each, left, parts = loan.each, loan.rest, []
    if not each:
        equal = loan.rest // loan.instalments
        each = Dong(equal // ROUND_TO * ROUND_TO or equal)
    for number in range(loan.instalments):
        part = left if number == loan.instalments - 1 else Dong(min(each, left))
        parts.append(part)
        left = Dong(left - part)
    return parts
