"""The indicators as data: `data/indicators.toml`, read once."""

import tomllib
from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from lienthehe.reports.rules.figures import FIGURES
from lienthehe.reports.rules.indicators.kinds import (
    AtLeast,
    Counted,
    Indicator,
    Measure,
    OverTime,
    Reached,
    Unit,
)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by its code, in the order in which they are shown.

    A code stands for one definition for ever: what is counted otherwise gets another code.
    """
    written = files("lienthehe.reports").joinpath("data/indicators.toml").read_text(encoding="utf-8")
    return {row["code"]: _indicator(row) for row in tomllib.loads(written)["indicator"]}


def _indicator(row: Mapping[str, Any]) -> Indicator:
    return Indicator(
        code=row["code"],
        group=row["group"],
        name=row["vi"],
        name_en=row["en"],
        definition=row["definition_vi"],
        definition_en=row["definition_en"],
        unit=Unit(row["unit"]),
        over_time=OverTime(row["over_time"]),
        top=_measure(row["top"]),
        bottom=_measure(row["bottom"]) if "bottom" in row else None,
        source=row.get("source", ""),
        since=row.get("since", date.min),
        until=row.get("until"),
    )


def _measure(written: Any) -> Measure:
    """Read figures to be added up, `["members_*_female_*"]`, or conditions, `[{ figures = [...], least = 1 }]`."""
    if all(isinstance(one, str) for one in written):
        return Counted(_figures(written))
    return Reached(tuple(_condition(one) for one in written))


def _condition(written: Mapping[str, Any]) -> AtLeast:
    """Read `{figures, least}`, `{figures, most}` or `{figures, than}`."""
    counted = _figures(written["figures"])
    if "most" in written:
        return AtLeast((), -written["most"], counted)
    return AtLeast(counted, written.get("least", 0), _figures(written.get("than", ())))


def _figures(patterns: Any) -> tuple[str, ...]:
    """Return the figures that the patterns name, each once; a pattern that names none is a mistake in the file."""
    found: dict[str, None] = {}
    for pattern in patterns:
        matching = [name for name in FIGURES if fnmatchcase(name, pattern)]
        assert matching, pattern
        found |= dict.fromkeys(matching)
    return tuple(found)
