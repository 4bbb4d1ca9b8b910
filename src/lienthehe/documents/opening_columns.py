"""The Excel template of old books: its sheets, columns, lists and examples, and how a cell is read.

The file is Vietnamese in every language of the pages: people fill it in, send it round, and it is read back by these
words. A row that is still the example is passed over.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from openpyxl.cell.cell import Cell

from lienthehe.clubs.rules import Fund, HouseholdClass, Sex
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import fold, tidy
from lienthehe.lifecycle.rules.openings import SourceKind
from lienthehe.loans.rules.schedules import Method

_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+|\d+")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_LONGEST_NUMBER = 15
FIRST_YEAR, LAST_YEAR = 1880, 2100
MOST_RATE = 9
"""Percent a month, as the page of a loan of the old book takes it."""


class CellMissing(Refusal):
    message = gettext_noop("this box is empty, fill it in.")


class RateMissing(CellMissing):
    message = gettext_noop("this box is empty. Write percent a month; 0 if it bears no interest.")


class NotAnAmount(Refusal):
    message = gettext_noop("“%(typed)s” is no amount. Write whole đồng in figures, for example 1.250.000.")


class NotADay(Refusal):
    message = gettext_noop("“%(typed)s” is no day. Write it like 15/11/2026.")


class NotABirth(Refusal):
    message = gettext_noop(
        "“%(typed)s” is no year of birth. Write four figures such as 1958, or a day such as 14/11/1951."
    )


class NotARate(Refusal):
    message = gettext_noop(
        "“%(typed)s” is no rate. Write percent a month, from 0 to 9: 1 or 0,8. So 12 percent a year is 1."
    )


class NotANumber(Refusal):
    message = gettext_noop("“%(typed)s” is no whole number. Write figures alone, such as 12.")


class NotOfTheList(Refusal):
    message = gettext_noop("“%(typed)s” is not understood. Write one of: %(choices)s.")


FUNDS = {"Quỹ tăng thu nhập": Fund.INCOME, "Quỹ hoạt động": Fund.ACTIVITY}
KINDS = {
    "Nhà nước, tổ chức hỗ trợ": SourceKind.GRANT,
    "Vốn dự án": SourceKind.PROJECT,
    "Ủng hộ": SourceKind.DONATION,
    "Tặng hiện vật": SourceKind.GIFT_IN_KIND,
    "Vốn mượn": SourceKind.BORROWED_CAPITAL,
    "Thành viên góp, không hoàn lại": SourceKind.CONTRIBUTIONS,
    "Lãi để lại": SourceKind.RETAINED_RESULT,
    "Chưa rõ nguồn": SourceKind.UNKNOWN,
    "Đã mất từ trước": SourceKind.LOSS,
}
SEXES = {"Nữ": Sex.FEMALE, "Nam": Sex.MALE}
CLASSES = {
    "Không": HouseholdClass.NONE,
    "Nghèo": HouseholdClass.POOR,
    "Cận nghèo": HouseholdClass.NEAR_POOR,
    "Mới thoát nghèo": HouseholdClass.ESCAPED_POVERTY,
    "Khó khăn": HouseholdClass.HARDSHIP,
}
METHODS = {
    "Lãi phẳng": Method.FLAT,
    "Gốc đều, lãi theo dư nợ": Method.EQUAL_PRINCIPAL,
    "Mỗi kỳ trả bằng nhau": Method.EQUAL_INSTALMENTS,
    "Trả lãi hằng kỳ, gốc cuối kỳ": Method.BULLET,
}

Reader = Callable[[Cell], Any]
"""Reads a cell; None where it is empty. Raises a Refusal."""


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tidy(str(value)) if value is not None else ""


def read_text(cell: Cell) -> str | None:
    """Return a cell's words."""
    return _text(cell) or None


def read_amount(cell: Cell) -> Dong | None:
    """Return đồng: a whole number, or text with dots between thousands. Raises NotAnAmount."""
    value, typed = cell.value, _text(cell)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not isfinite(value) or value != int(value) or value < 0 or len(str(int(value))) > _LONGEST_NUMBER:
            raise NotAnAmount(typed=typed)
        return Dong(int(value))
    text = fold(typed).removesuffix("dong").removesuffix("d").replace(" ", "")
    if not text:
        return None
    figures = text.replace(".", "")
    if not _GROUPED.fullmatch(text) or len(figures) > _LONGEST_NUMBER:
        raise NotAnAmount(typed=typed)
    return Dong(int(figures))


def read_day(cell: Cell) -> date | None:
    """Return a day: a date of the sheet, or text like 15/11/2026. Raises NotADay."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    typed = _text(cell)
    if not typed:
        return None
    found = _DAY.fullmatch(typed)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else _no_day(typed)
    except ValueError:
        return _no_day(typed)


def _no_day(typed: str) -> date:
    raise NotADay(typed=typed)


def read_number(cell: Cell) -> int | None:
    """Return a whole number. Raises NotANumber."""
    typed = _text(cell)
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > _LONGEST_NUMBER:
        raise NotANumber(typed=typed)
    return int(typed)


def read_born(cell: Cell) -> tuple[int, date | None] | None:
    """Return the year of birth, and the day where it is known. Raises NotABirth."""
    typed = _text(cell)
    if not typed:
        return None
    if typed.isdecimal() and FIRST_YEAR <= int(typed[:9]) <= LAST_YEAR:
        return int(typed), None
    try:
        day = read_day(cell)
    except NotADay:
        raise NotABirth(typed=typed) from None
    return (day.year, day) if day else None


def read_rate(cell: Cell) -> Decimal | None:
    """Return percent a month: 1, 0.8 or "0,8 %"; a box in percent holds a hundredth of it. Raises NotARate."""
    typed = _text(cell)
    if not typed:
        return None
    try:
        rate = Decimal(typed.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        raise NotARate(typed=typed) from None
    if "%" in (cell.number_format or "") and isinstance(cell.value, (int, float)):
        rate *= 100
    if not rate.is_finite() or not 0 <= rate <= MOST_RATE:
        raise NotARate(typed=typed)
    return round(rate, 4)


def one_of(choices: dict[str, Any]) -> Reader:
    """Return a reader of one of the words of a list, whatever its diacritics. It raises NotOfTheList."""
    folded = {fold(word): value for word, value in choices.items()}

    def read(cell: Cell) -> Any:
        typed = _text(cell)
        if not typed:
            return None
        key = fold(typed).removeprefix("ho ")
        if key not in folded:
            raise NotOfTheList(typed=typed, choices="; ".join(choices))
        return folded[key]

    return read


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, heading, reader, example, the list to choose from; `hint` stands in the box's note."""

    key: str
    heading: str
    read: Reader
    example: str | int | None = None
    choices: tuple[str, ...] = ()
    needed: bool = False
    width: int = 16
    missing: type[CellMissing] = CellMissing


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, what it is for, its columns. `kind`: the rows' word in an opening's places."""

    kind: str
    title: str
    guide: str
    columns: tuple[Column, ...]


_FUND = Column("fund", "Quỹ", one_of(FUNDS), "Quỹ tăng thu nhập", tuple(FUNDS), needed=True, width=20)
SHEETS = (
    Sheet(
        "holdings",
        "Tiền và hàng",
        "Mỗi quỹ một dòng: tiền mặt đếm được trong hòm, tiền ở ngân hàng, hàng trong kho.",
        (
            _FUND,
            Column("cash", "Tiền mặt đã đếm", read_amount, 2_700_000),
            Column("bank", "Tiền ở ngân hàng", read_amount, 1_000_000),
            Column("stock", "Hàng trong kho, trị giá", read_amount, 500_000, width=20),
            Column("goods", "Hàng gì", read_text, "2 con lợn giống", width=24),
            Column("on", "Ngày mở sổ", read_day, "20/01/2026"),
        ),
    ),
    Sheet(
        "sources",
        "Nguồn vốn",
        "Tiền ấy của ai. Tổng nguồn và phần góp hoàn lại phải bằng tổng tiền, hàng và số đang cho vay của mỗi quỹ.",
        (
            _FUND,
            Column("kind", "Loại nguồn", one_of(KINDS), "Vốn mượn", tuple(KINDS), needed=True, width=30),
            Column("name", "Của ai", read_text, "Bà Nguyễn Thị Mẫu", width=26),
            Column("amount", "Số tiền", read_amount, 2_000_000, needed=True),
            Column("borrowed_on", "Vốn mượn: ngày mượn", read_day, "15/06/2025", width=20),
            Column("due_on", "Vốn mượn: ngày phải trả", read_day, "15/06/2027", width=22),
        ),
    ),
    Sheet(
        "members",
        "Thành viên",
        "Người chưa có trong danh sách, và người được hoàn lại phần góp khi ra khỏi câu lạc bộ.",
        (
            Column("full_name", "Họ và tên", read_text, "Nguyễn Thị Mẫu", needed=True, width=26),
            Column("born", "Năm sinh hoặc ngày sinh", read_born, 1958, width=22),
            Column("sex", "Nam hay nữ", one_of(SEXES), "Nữ", tuple(SEXES)),
            Column("household", "Hộ", one_of(CLASSES), "Không", tuple(CLASSES)),
            Column("joined_on", "Ngày vào câu lạc bộ", read_day, "01/09/2020", width=20),
            Column("share_income", "Góp hoàn lại, quỹ tăng thu nhập", read_amount, 600_000, width=28),
            Column("share_activity", "Góp hoàn lại, quỹ hoạt động", read_amount, None, width=26),
        ),
    ),
    Sheet(
        "loans",
        "Khoản vay",
        "Mỗi khoản còn nợ một dòng. Số kỳ còn lại không tính phần đã quá hạn.",
        (
            Column("membership_id", "Người vay", read_text, "Nguyễn Thị Mẫu", needed=True, width=26),
            Column("first_amount", "Cho vay ban đầu", read_amount, 5_000_000, needed=True),
            Column("first_on", "Ngày cho vay", read_day, "15/06/2025", needed=True),
            Column("owed", "Gốc còn nợ", read_amount, 3_000_000, needed=True),
            Column("annual_rate", "Lãi, % một tháng", read_rate, 1, needed=True, missing=RateMissing),
            Column("method", "Cách tính lãi", one_of(METHODS), "Lãi phẳng", tuple(METHODS), width=28),
            Column("arrears_principal", "Gốc quá hạn", read_amount, 1_000_000),
            Column("arrears_interest", "Lãi quá hạn", read_amount, 60_000),
            Column("arrears_since", "Quá hạn từ ngày", read_day, "06/12/2025"),
            Column("instalments", "Số kỳ còn lại", read_number, 4),
            Column("next_due", "Kỳ tới trả ngày", read_day, "15/02/2026"),
            Column("every", "Mấy tháng một kỳ", read_number, 1),
            Column("each", "Gốc mỗi kỳ", read_amount, None),
            Column("purpose", "Vay để làm gì", read_text, "Nuôi lợn", width=22),
            Column("guarantor", "Người bảo lãnh", read_text, None, width=22),
        ),
    ),
)
REASON = "Lý do"
HEADING_ROW, EXAMPLE_ROW = 2, 3
