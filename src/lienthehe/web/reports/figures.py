"""The six figures of a place: value, what stands beside it, twelve months as a line, how it is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienthehe.foundation.months import Month
from lienthehe.reports.rules.indicators import Indicator, Value, indicators
from lienthehe.web.reports.asked import Asked
from lienthehe.web.reports.wording import definition_of, name_of, write_value
from lienthehe.web.wording import write_dong, write_figure, write_month

SIX = ("clubs", "members", "funds", "borrowers", "par30", "clubs_meeting_monthly_percent")
BESIDE = ("women_percent", "from_60_percent", "funds_per_club", "loans", "overdue", "meetings")
SHOWN = (*SIX, *BESIDE)
MONTHS = 12
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 316, 8, 44
"""Where a line runs in its box of 320 × 52."""
_LEAST_SPAN = Fraction(1, 10)
"""What moves by less than this part of itself looks nearly level."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A line of months: its pieces as points, where it ends, and what its first and last months say."""

    lines: tuple[str, ...]
    end: tuple[float, float]
    first: tuple[str, str]
    last: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counting:
    """How an indicator is counted: in one sentence, over how many clubs, and who says so."""

    name: str
    definition: str
    over: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One of the six, in words. `share`: how much of a bar is full, in percent; `value` "": nobody knows."""

    code: str
    name: str
    value: str
    beside: str
    share: str
    trend: Trend | None
    counting: Counting
    href: str


def shown_figures(
    asked: Asked, values: Mapping[str, Value], months: Mapping[Month, Sequence[Value]]
) -> list[ShownFigure]:
    """Return the six figures; `values` by code, `months` in the order of SIX."""
    beside = _beside(values)
    figures = []
    for place, code in enumerate(SIX):
        indicator, value = indicators()[code], values[code]
        by_month = {month: found[place] for month, found in months.items()}
        figures.append(
            ShownFigure(
                code=code,
                name=name_of(indicator),
                value=write_value(indicator, value, short=True),
                beside=beside[code],
                share=_share(code, values),
                trend=trend_of(indicator, by_month),
                counting=counting_of(indicator, value),
                href=asked.link(code=code, by_clubs=asked.by_clubs) + "#bang",
            )
        )
    return figures


def counting_of(indicator: Indicator, value: Value) -> Counting:
    """Say how an indicator is counted, and over how many clubs this value is."""
    over = ngettext("Over %(clubs)s club.", "Over %(clubs)s clubs.", value.clubs)
    text = over % {"clubs": write_figure(value.clubs)}
    if value.missing:
        without = ngettext(
            "%(clubs)s club says nothing of it and is not counted as 0.",
            "%(clubs)s clubs say nothing of it and are not counted as 0.",
            value.missing,
        )
        text = f"{text} {without % {'clubs': write_figure(value.missing)}}"
    source = (
        _("Source: %(act)s.") % {"act": indicator.source} if indicator.source else _("Our own definition.")
    )
    return Counting(name_of(indicator), definition_of(indicator), text, source)


def trend_of(indicator: Indicator, months: Mapping[Month, Value]) -> Trend | None:
    """Draw the months that are known as a line, broken where a month is not; None with fewer than two."""
    known = {month: Fraction(one.value) for month, one in sorted(months.items()) if one.value is not None}
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    first, last = min(known), max(known)
    low, high = min(known.values()), max(known.values())
    span = max(high - low, abs(high) * _LEAST_SPAN)

    def point(month: Month) -> tuple[float, float]:
        across = _LEFT + (_RIGHT - _LEFT) * Fraction(month.minus(first), last.minus(first))
        up = Fraction(1, 2) + (known[month] - (low + high) / 2) / span if span else Fraction(1, 2)
        return round(float(across), 1), round(float(_BOTTOM - (_BOTTOM - _TOP) * up), 1)

    pieces: list[list[Month]] = []
    for month in known:
        if pieces and pieces[-1][-1].next == month:
            pieces[-1].append(month)
        else:
            pieces.append([month])
    lines = tuple(" ".join("{},{}".format(*point(one)) for one in piece) for piece in pieces)

    def end(month: Month) -> tuple[str, str]:
        return write_month(month), write_value(indicator, months[month], short=True)

    return Trend(lines, point(last), end(first), end(last))


def _beside(values: Mapping[str, Value]) -> dict[str, str]:
    """Return what stands under each figure, "" where nobody knows."""
    told = values["clubs_meeting_monthly_percent"]
    written = {code: write_value(indicators()[code], values[code], short=True) for code in SHOWN}
    said = {
        "clubs": _("%(clubs)s with books of this period") % {"clubs": write_figure(told.clubs)},
        "members": _("Aged 60 and older: %(older)s, women: %(women)s")
        % {"older": written["from_60_percent"], "women": written["women_percent"]},
        "funds": _("On average %(average)s a club, over %(clubs)s clubs")
        % {"average": written["funds_per_club"], "clubs": write_figure(values["funds_per_club"].clubs)},
        "borrowers": _("persons; %(loans)s loans not repaid yet") % {"loans": written["loans"]},
        "par30": _("Overdue in all: %(amount)s") % {"amount": write_dong(values["overdue"].top)},
        "clubs_meeting_monthly_percent": _("%(met)s of %(clubs)s clubs with books; %(meetings)s meetings")
        % {"met": write_figure(told.top), "clubs": write_figure(told.clubs), "meetings": written["meetings"]},
    }
    return {code: text if values[code].clubs or code == "clubs" else "" for code, text in said.items()}


def _share(code: str, values: Mapping[str, Value]) -> str:
    shown = {"members": "from_60_percent", "clubs_meeting_monthly_percent": "clubs_meeting_monthly_percent"}
    found = values[shown[code]].value if code in shown else None
    return "" if found is None else f"{float(found * 100):.1f}"
