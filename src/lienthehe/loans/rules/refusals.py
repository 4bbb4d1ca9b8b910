"""Why a loan's terms are refused."""

from lienthehe.foundation.refusals import Refusal, gettext_noop


class PrincipalNotPositive(Refusal):
    field = "principal"
    message = gettext_noop("A loan is at least 1 đồng. Write the amount.")


class RateNotPossible(Refusal):
    field = "annual_rate"
    message = gettext_noop(
        "The rate is from 0 to 1,000 percent a year, with at most six figures after the comma."
    )


class InstalmentsNotPossible(Refusal):
    field = "instalments"
    message = gettext_noop("A loan has from 1 to %(most)d instalments.")


class GraceTooLong(Refusal):
    field = "grace"
    message = gettext_noop("At least one instalment must pay principal: the grace is at most %(most)d.")


class RoundingNotPossible(Refusal):
    field = "round_to"
    message = gettext_noop("Rounding is to 1 đồng or to whole hundreds or thousands: 1, 100, 1000.")


class TermTooLong(Refusal):
    field = "instalments"
    message = gettext_noop("The last instalment would fall due after the year 9999.")


class RepaymentMissing(Refusal):
    field = "amount"
    message = gettext_noop("A repayment is at least 1 đồng. Write how much was handed over.")


class NothingOwed(Refusal):
    field = "amount"
    message = gettext_noop("Nothing is owed of this loan any more. Choose another loan, or nothing.")


class MoreThanPayOff(Refusal):
    field = "amount"
    message = gettext_noop("%(amount)s ends this loan today, with its interest. Write that amount or less.")


class PrincipalNotOwed(Refusal):
    field = "principal"
    message = gettext_noop("Only %(owed)s of principal is still owed. Write that amount or less.")


class InterestNotOwed(Refusal):
    field = "interest"
    message = gettext_noop("Only %(owed)s of interest is owed today. Write that amount or less as interest.")
