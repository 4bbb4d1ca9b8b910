"""How figures, periods and places are written on oversight's pages."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lienthehe.foundation.refusals import gettext_noop
from lienthehe.places.rules import Level, PlaceOn
from lienthehe.reports.rules.indicators import Indicator, Unit, Value
from lienthehe.reports.rules.periods import NamedPeriod, PeriodKind
from lienthehe.web.wording import NO_BREAK, write_dong, write_figure, write_month

_MILLION, _BILLION = 10**6, 10**9
_TENTHS_BELOW = 100 * _BILLION

GROUPS = {
    "people": gettext_noop("People and boards"),
    "money": gettext_noop("Funds"),
    "loans": gettext_noop("Loans"),
    "activity": gettext_noop("Meetings and work"),
    "care": gettext_noop("Care and health"),
}
"""What the groups of indicators are called, in their order."""

_LEVELS: dict[Level | None, str] = {
    Level.PROVINCE: gettext_noop("Province"),
    Level.DISTRICT: gettext_noop("District"),
    Level.COMMUNE: gettext_noop("Commune or ward"),
    None: gettext_noop("Club"),
}

_BY_LEVEL: dict[Level | None, str] = {
    Level.PROVINCE: gettext_noop("By province"),
    Level.DISTRICT: gettext_noop("By district"),
    Level.COMMUNE: gettext_noop("By commune"),
    None: gettext_noop("By club"),
}

_PERIODS = {
    PeriodKind.MONTH: gettext_noop("Month %(month)s"),
    PeriodKind.QUARTER: gettext_noop("Quarter %(number)s of %(year)s"),
    PeriodKind.HALF: gettext_noop("Second half of %(year)s"),
    PeriodKind.NINE_MONTHS: gettext_noop("First 9 months of %(year)s"),
    PeriodKind.YEAR: gettext_noop("Year %(year)s"),
}
_FIRST_HALF = gettext_noop("First half of %(year)s")


def _in_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def name_of(indicator: Indicator) -> str:
    """Return what an indicator is called in the reader's language."""
    return indicator.name if _in_vietnamese() else indicator.name_en


def definition_of(indicator: Indicator) -> str:
    """Return how an indicator is counted, in one sentence of the reader's language."""
    return indicator.definition if _in_vietnamese() else indicator.definition_en


def level_name(level: Level | None) -> str:
    """Return what one of a table's rows is; None: a club."""
    return _(_LEVELS[level])


def by_level(level: Level | None) -> str:
    """Return how a figure is opened down: by province, by commune, by club (None)."""
    return _(_BY_LEVEL[level])


def write_period(period: NamedPeriod) -> str:
    """Write a period: "Tháng 10/2026", "Quý 3 năm 2026"."""
    first_half = period.kind is PeriodKind.HALF and period.number == 1
    return _(_FIRST_HALF if first_half else _PERIODS[period.kind]) % {
        "month": write_month(period.first),
        "number": period.number,
        "year": period.year,
    }


def write_place(place: PlaceOn | None) -> str:
    """Write a place's full name; None: the whole country."""
    return place.name if place else _("The whole country")


def write_value(indicator: Indicator, value: Value, *, short: bool = False) -> str:
    """Write a value as people read it, "" where nobody knows; `short`: đồng in triệu and tỷ, with its sign."""
    found = value.value
    if found is None:
        return ""
    if indicator.is_share:
        return f"{_tenths(Fraction(found) * 100)}{NO_BREAK}%"
    if indicator.unit is Unit.DONG:
        return write_short_dong(_whole(found)) if short else write_figure(_whole(found))
    return write_figure(found) if isinstance(found, int) else _tenths(found)


def plain_value(indicator: Indicator, value: Value) -> int | float | None:
    """Return a value for a spreadsheet, rounded as it is written; a share as a part of 1."""
    found = value.value
    if found is None or isinstance(found, int):
        return found
    if indicator.is_share:
        return float(Decimal(_rounded(found * 1000)) / 1000)
    return _whole(found) if indicator.unit is Unit.DONG else float(Decimal(_rounded(found * 10)) / 10)


def write_short_dong(amount: int) -> str:
    """Write đồng to be looked over: 9,4 tỷ đ, 70 triệu đ; below a million in full."""
    size = abs(amount)
    if size < _MILLION:
        return write_dong(amount)
    if size >= _BILLION:
        tenths = size < _TENTHS_BELOW
        written = (
            _tenths(Fraction(amount, _BILLION)) if tenths else write_figure(_rounded_to(amount, _BILLION))
        )
        return _("%(amount)s billion đ") % {"amount": written}
    return _("%(amount)s million đ") % {"amount": write_figure(_rounded_to(amount, _MILLION))}


def write_names(names: tuple[str, ...], most: int) -> str:
    """Write the first names and how many more there are: "A, B và 3 câu lạc bộ khác"."""
    shown, more = names[:most], len(names) - most
    if more <= 0:
        return ", ".join(names)
    said = ngettext("%(names)s and %(more)s other club", "%(names)s and %(more)s other clubs", more)
    return said % {"names": ", ".join(shown), "more": write_figure(more)}


def _rounded(number: Fraction) -> int:
    return int((Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def _rounded_to(amount: int, unit: int) -> int:
    return _rounded(Fraction(amount, unit))


def _whole(number: Fraction | int) -> int:
    return number if isinstance(number, int) else _rounded(number)


def _tenths(number: Fraction) -> str:
    """Write a number with one figure after the comma, none where it is 0: 4,2 and 93."""
    tenths = _rounded(number * 10)
    whole, rest = divmod(abs(tenths), 10)
    written = write_figure(-whole if tenths < 0 else whole)
    return f"{written},{rest}" if rest else written
