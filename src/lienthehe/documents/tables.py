"""A list of a page as an Excel file: the same heading, columns and rows, with numbers that can be reckoned with."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

WHOLE, TENTHS, SHARE = "#,##0", "#,##0.0", "0.0%"
_NARROWEST, _WIDEST = 12, 48
_ROOM = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: words, or a number and how it is shown."""

    value: str | int | float
    form: str = ""


def table_file(
    title: str, about: Sequence[str], headings: Sequence[str], rows: Sequence[Sequence[Shown]]
) -> bytes:
    """Return an .xlsx of one sheet: the title, a line each of what it is about, headings, rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "".join(letter for letter in title if letter not in r"[]:*?/\\")[:31]
    above = [title, *about, ""]
    for number, text in enumerate(above, 1):
        _write(sheet, number, 1, text)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    first = len(above) + 1
    for column, heading in enumerate(headings, 1):
        cell = _write(sheet, first, column, heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, first + 1):
        for column, shown in enumerate(row, 1):
            cell = _write(sheet, number, column, shown.value)
            if shown.form:
                cell.number_format = shown.form
    for column in range(1, len(headings) + 1):
        longest = max((len(str(row[column - 1].value)) for row in rows), default=0)
        width = min(max(longest, _NARROWEST) + _ROOM, _WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"B{first + 1}"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: str | float) -> Cell:
    """Put a value in and return its cell; text stays text, also where it begins like a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
