"""Filled-in Excel files of old books."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from lienthehe.documents.opening_columns import EXAMPLE_ROW, SHEETS
from lienthehe.documents.opening_template import template_file

INCOME, ACTIVITY = "Quỹ tăng thu nhập", "Quỹ hoạt động"
GOOD: dict[str, list[list[Any]]] = {
    "Tiền và hàng": [[INCOME, 2_700_000.0, "1.000.000 đ", 500_000, "lợn giống", "20/01/2026"], [ACTIVITY, 1_000_000]],
    "Nguồn vốn": [
        [INCOME, "nha nuoc, to chuc ho tro", "UBND xã", 3_000_000],
        [],
        [INCOME, "Vốn mượn", "Bà Lụa", 2_000_000, "15/06/2025", "15/06/2027"],
        [INCOME, "Lãi để lại", None, 700_000],
        [INCOME, "Chưa rõ nguồn", None, 500_000],
        [ACTIVITY, "Thành viên góp, không hoàn lại", None, 1_000_000],
    ],
    "Thành viên": [["Lò Thị Mai", 1950, "nữ", "cận nghèo", None, 600_000], ["Hà Văn Sơn", "14/11/1955", "Nam", None, None, 400_000]],
    "Khoản vay": [
        ["Lo Thi Mai", 5_000_000, "15/06/2025", 3_000_000, "1", "gốc đều, lãi theo dư nợ", 1_000_000, 60_000,
         "06/12/2025", 4, "15/02/2026", 1, None, "Nuôi lợn"],
    ],
}  # fmt: skip
"""Old books that balance: those of `old_books`, with two newcomers."""


def fill_in(rows: Mapping[str, Sequence[Sequence[Any]]] = GOOD, **changed: Any) -> bytes:
    """Return the template with these rows below the example; `changed` are single boxes, such as loans_4_D=5."""
    book = load_workbook(BytesIO(template_file()))
    for title, lines in rows.items():
        for row, line in enumerate(lines, start=EXAMPLE_ROW + 1):
            for place, value in enumerate(line, start=1):
                book[title].cell(row, place, value)
    titles = {sheet.kind: sheet.title for sheet in SHEETS}
    for box, value in changed.items():
        kind, row, letter = box.split("_")
        book[titles[kind]][f"{letter}{row}"] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()
