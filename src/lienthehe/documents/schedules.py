"""The plan of a loan as a command prints it: for people, or for another program. Imports no Django."""

import gettext
import json
from collections.abc import Callable, Sequence
from importlib.resources import as_file, files

from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.loans.rules.schedules import Instalment

_HEADS = (
    gettext_noop("Instalment"),
    gettext_noop("Due"),
    gettext_noop("Principal"),
    gettext_noop("Interest"),
    gettext_noop("Outstanding"),
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
    said = _vietnamese()(refusal.message)
    return said % refusal.values if refusal.values else said


def _vietnamese() -> Callable[[str], str]:
    with as_file(files("lienthehe") / "locale") as catalogues:
        return gettext.translation("django", catalogues, ["vi"], fallback=True).gettext


def _figure(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
