"""How values are written on a page: money, months, days. Templates use these as filters, refusals in their sentences."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from lunar_vn import solar_to_lunar

from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal
from lienthehe.foundation.words import amount_in_words

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_LUNAR_MONTHS = (
    "Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp",
)  # fmt: skip
_LAST_MUNG = 10
IN_WORDS_FROM = 1_000_000
_LONGEST_AMOUNT = 15
_PLAIN_NUMBERS = re.compile(r"%\((\w+)\)d")


def write_figure(amount: int) -> str:
    """Write a whole number with dots: 1.234.567, below zero "− 2.000.000"."""
    grouped = f"{abs(amount):,}".replace(",", ".")
    return f"{MINUS}{NO_BREAK}{grouped}" if amount < 0 else grouped


def write_dong(amount: int) -> str:
    """Write đồng: 1.234.567 đ, never broken across lines."""
    return f"{write_figure(amount)}{NO_BREAK}đ"


def write_words_of(typed: str) -> str:
    """Write the words of an amount as somebody typed it, from one million đồng up, for checking; else ""."""
    figures = typed.replace(".", "").strip()
    amount = int(figures) if figures.isdecimal() and len(figures) <= _LONGEST_AMOUNT else 0
    return amount_in_words(Dong(amount)) if amount >= IN_WORDS_FROM else ""


def write_month(month: Month | date) -> str:
    """Write a month: 11/2026."""
    number = month.number if isinstance(month, Month) else month.month
    return f"{number:02d}/{month.year}"


def write_weekday_date(day: date) -> str:
    """Write a day as it is read out: "Chủ nhật 15/11/2026"."""
    return date_format(day, "l d/m/Y")


def write_lunar(day: date) -> str:
    """Write the day of the Vietnamese lunar calendar: "mùng 7 tháng Mười", "ngày 23 tháng Chạp", "tháng Sáu nhuận"."""
    lunar = solar_to_lunar(day)
    first = "mùng" if lunar.day <= _LAST_MUNG else "ngày"
    leap = " nhuận" if lunar.leap else ""
    return f"{first} {lunar.day} tháng {_LUNAR_MONTHS[lunar.month - 1]}{leap}"


def write_value(value: object) -> str:
    """Write a refusal's value: a whole number is money, a day is dd/mm/yyyy, a Month "tháng 11/2026", text stays."""
    if isinstance(value, int):
        return write_dong(value)
    if isinstance(value, Month):
        return _("month %(month)s") % {"month": write_month(value)}
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value)


def write_refusal(refusal: Refusal) -> str:
    """Translate a refusal and write its values as Vietnamese does.

    In a message `%(days)d` is a plain number and `%(amount)s` with a whole number is money.
    """
    plain = set(_PLAIN_NUMBERS.findall(refusal.message))
    values = {name: value if name in plain else write_value(value) for name, value in refusal.values.items()}
    return _(refusal.message) % values if values else _(refusal.message)
