"""How loans are spoken of: the methods of interest in plain words, rates with a comma."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienthehe.loans.rules.schedules import Method
from lienthehe.web.wording import NO_BREAK

METHODS: dict[Method, tuple[Any, Any]] = {
    Method.FLAT: (
        _("Flat interest"),
        _("The same interest every month, on the whole amount as it was borrowed."),
    ),
    Method.EQUAL_PRINCIPAL: (
        _("Equal principal, interest on what is still owed"),
        _("Each month is lighter than the one before: who owes less pays less interest."),
    ),
    Method.EQUAL_INSTALMENTS: (
        _("The same payment every time"),
        _("Interest on what is still owed; principal and interest together are alike every month."),
    ),
    Method.BULLET: (
        _("Interest every month, principal at the end"),
        _("Light at first; in the last month the whole amount has to be paid."),
    ),
}
"""What each method is called, and a line that explains it."""


def write_rate(rate: Decimal) -> str:
    """Write a rate without its sign, as it is typed: 0,8."""
    return f"{rate.normalize():f}".replace(".", ",")


def write_percent(rate: Decimal) -> str:
    """Write a rate: 21,46 %, never broken across lines."""
    return f"{write_rate(rate)}{NO_BREAK}%"
