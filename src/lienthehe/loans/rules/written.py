"""Terms as they are typed on a command line, and a plan as it is printed: for people, or for another program."""

import gettext
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import as_file, files
from typing import TypeVar

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.loans.rules.calendar import DayCount, Every
from lienthehe.loans.rules.schedules import Instalment, LoanTerms, Method, schedule

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
_HEADS = (
    gettext_noop("Instalment"),
    gettext_noop("Due"),
    gettext_noop("Principal"),
    gettext_noop("Interest"),
    gettext_noop("Outstanding"),
)


def plan_of(typed: Mapping[str, str]) -> tuple[Instalment, ...]:
    """Return the plan of the terms as typed: đồng, percent a year, ISO days, "1m", the words of Method and DayCount.

    Raises NotUnderstood and what `schedule` raises.
    """

    def read(name: str, reader: Callable[[str], Read]) -> Read:
        try:
            return reader(typed[name])
        except (ValueError, InvalidOperation, KeyError):
            example = _EXAMPLES[name]
            raise NotUnderstood(option=name.replace("_", "-"), typed=typed[name], example=example) from None

    return schedule(
        LoanTerms(
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
    )


def as_json(plan: Sequence[Instalment]) -> str:
    """Return {"instalments": [{"n", "due", "principal", "interest", "balance"}]}, amounts in đồng."""
    lines = [
        {
            "n": one.n,
            "due": one.due.isoformat(),
            "principal": one.principal,
            "interest": one.interest,
            "balance": one.balance,
        }
        for one in plan
    ]
    return json.dumps({"instalments": lines})


def as_table(plan: Sequence[Instalment]) -> str:
    """Return the plan as columns, with its sums below."""
    say = _vietnamese()
    rows = [
        (str(one.n), one.due.strftime("%d/%m/%Y"), *map(_figure, (one.principal, one.interest, one.balance)))
        for one in plan
    ]
    sums = (sum(one.principal for one in plan), sum(one.interest for one in plan))
    table = [tuple(map(say, _HEADS)), *rows, (say(gettext_noop("Together")), "", *map(_figure, sums), "")]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join("  ".join(map(str.rjust, row, widths)).rstrip() for row in table)


def say_refusal(refusal: Refusal) -> str:
    """Return a refusal's sentence in Vietnamese."""
    return (
        _vietnamese()(refusal.message) % refusal.values if refusal.values else _vietnamese()(refusal.message)
    )


def _vietnamese() -> Callable[[str], str]:
    with as_file(files("lienthehe") / "locale") as catalogues:
        return gettext.translation("django", catalogues, ["vi"], fallback=True).gettext


def _figure(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
