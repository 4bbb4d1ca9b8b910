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
