"""Terms as they are typed on a command line, and what is said of those that are not understood."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.loans.rules.calendar import DayCount, Every
from lienthehe.loans.rules.schedules import LoanTerms, Method

Read = TypeVar("Read")


class NotUnderstood(Refusal):
    message = gettext_noop("--%(option)s: “%(typed)s” is not understood. Write it like %(example)s.")


_EXAMPLES = {
    "principal": "5000000",
    "annual_rate": "12",
    "start": "2026-01-15",
    "instalments": "12",
    "every": "1m, 2w, 15d",
    "method": ", ".join(Method),
    "days": ", ".join(DayCount),
    "round": "1, 100, 1000",
    "grace": "0",
    "level": "yes, no",
}


def read_terms(typed: Mapping[str, str]) -> LoanTerms:
    """Return the terms as typed: đồng, percent a year, ISO days, "1m", the words of Method and DayCount.

    Raises NotUnderstood; whether a plan can be made of them says `schedule`.
    """

    def read(name: str, reader: Callable[[str], Read]) -> Read:
        try:
            return reader(typed[name])
        except (ValueError, InvalidOperation, KeyError):
            example = _EXAMPLES[name]
            raise NotUnderstood(option=name.replace("_", "-"), typed=typed[name], example=example) from None

    return LoanTerms(
        principal=Dong(read("principal", int)),
        annual_rate=read("annual_rate", Decimal),
        start=read("start", date.fromisoformat),
        instalments=read("instalments", int),
        every=read("every", Every.parse),
        method=read("method", Method),
        days=read("days", DayCount),
        round_to=read("round", int),
        grace=read("grace", int),
        level=read("level", {"yes": True, "no": False}.__getitem__),
    )
