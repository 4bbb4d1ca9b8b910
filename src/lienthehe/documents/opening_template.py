"""The Excel file of old books: made empty, opened with care, and given back with a reason at each wrong row."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lienthehe.documents.opening_columns import (
    EXAMPLE_ROW,
    HEADING_ROW,
    REASON,
    SHEETS,
    Column,
    Sheet,
)
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.lifecycle.rules.opening_checks import MOST_ROWS, TooManyRows

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
LAST_ROW = 20_000
LISTS = "Danh sách"
MONTHS = 12
_GREY, _HEAD, _RED = "808080", "EFE6D4", "841812"


class FileTooLarge(Refusal):
    field = "file"
    message = gettext_noop(
        "The file is larger than 5 MB. Take pictures and other sheets out, then send it again."
    )


class FileNotUnderstood(Refusal):
    field = "file"
    message = gettext_noop(
        "This is no Excel file that can be read. Save it as an Excel workbook (.xlsx), then send it again."
    )


class FileWithMacros(Refusal):
    field = "file"
    message = gettext_noop(
        "The file holds macros (small programs), which are not taken. Save it as .xlsx without macros, then send it again."
    )


class SheetMissing(Refusal):
    field = "file"
    message = gettext_noop(
        "The sheet “%(title)s” is missing. Use the template, and keep the names of its sheets."
    )


class ColumnMissing(Refusal):
    field = "file"
    message = gettext_noop(
        "In the sheet “%(title)s” the column “%(heading)s” is missing. Use the template, and keep its headings."
    )


def template_file() -> bytes:
    """Return the empty template: four sheets with headings, a grey example each, and lists to choose from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    lists = Workbook.create_sheet(book, LISTS)
    lists.sheet_state = "hidden"
    for sheet in SHEETS:
        _make_sheet(book.create_sheet(sheet.title), sheet, lists)
    book.move_sheet(LISTS, offset=len(SHEETS))
    book.active = 0
    return _saved(book)


def _make_sheet(page: Worksheet, sheet: Sheet, lists: Worksheet) -> None:
    page.cell(1, 1, sheet.guide + " Dòng chữ xám là ví dụ, không được tính.").font = Font(italic=True)
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        head = page.cell(HEADING_ROW, place, column.heading)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(EXAMPLE_ROW, place, column.example).font = Font(color=_GREY, italic=True)
        page.column_dimensions[letter].width = column.width
        if column.choices:
            _offer(page, letter, column, lists)
        elif isinstance(column.example, int) and column.example >= MOST_ROWS:
            for row in range(EXAMPLE_ROW, EXAMPLE_ROW + 200):
                page.cell(row, place).number_format = "#,##0"
    page.freeze_panes = f"A{EXAMPLE_ROW}"


def _offer(page: Worksheet, letter: str, column: Column, lists: Worksheet) -> None:
    place = lists.max_column + (1 if lists.cell(1, 1).value else 0)
    for row, word in enumerate(column.choices, start=1):
        lists.cell(row, place, word)
    of = get_column_letter(place)
    choice = DataValidation("list", f"'{LISTS}'!${of}$1:${of}${len(column.choices)}", allow_blank=True)
    choice.showErrorMessage = False
    page.add_data_validation(choice)
    choice.add(f"{letter}{EXAMPLE_ROW}:{letter}{MOST_ROWS}")


def file_with_reasons(data: bytes, reasons: Mapping[tuple[str, int], Sequence[str]]) -> bytes:
    """Return the same file with a column "Lý do" that says in red what is wrong with a row; nothing else changes."""
    book = open_book(data, values=False)
    for sheet in SHEETS:
        page = page_of(book, sheet)
        place = _reason_column(page)
        page.cell(HEADING_ROW, place, REASON).font = Font(bold=True, color=_RED)
        page.column_dimensions[get_column_letter(place)].width = 60
        last = max([page.max_row, *(row for title, row in reasons if title == sheet.title)])
        for row in range(HEADING_ROW + 1, last + 1):
            told = reasons.get((sheet.title, row))
            if told or page.cell(row, place).value:
                box = page.cell(row, place)
                box.value = "\n".join(told) if told else None
                box.font, box.alignment = Font(color=_RED), Alignment(wrap_text=True, vertical="top")
    return _saved(book)


def _reason_column(page: Worksheet) -> int:
    headings = [page.cell(HEADING_ROW, place).value for place in range(1, page.max_column + 1)]
    return headings.index(REASON) + 1 if REASON in headings else len(headings) + 1


def open_book(data: bytes, *, values: bool) -> Workbook:
    """Return the workbook of a file, with `values` in place of formulas.

    Raises FileTooLarge, FileWithMacros and FileNotUnderstood.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge
    try:
        with ZipFile(BytesIO(data)) as packed:
            inside = packed.infolist()
    except BadZipFile as fault:
        raise FileNotUnderstood from fault
    if sum(one.file_size for one in inside) > MOST_UNPACKED:
        raise FileTooLarge
    if any(one.filename.lower().endswith("vbaproject.bin") for one in inside):
        raise FileWithMacros
    try:
        return load_workbook(BytesIO(data), data_only=values, keep_links=False)
    except Exception as fault:  # whatever a broken file makes the library raise
        raise FileNotUnderstood from fault


def page_of(book: Workbook, sheet: Sheet) -> Worksheet:
    """Return one of our sheets in a workbook. Raises SheetMissing and TooManyRows."""
    found = next((page for page in book.worksheets if fold(page.title) == fold(sheet.title)), None)
    if found is None:
        raise SheetMissing(title=sheet.title)
    if found.max_row > LAST_ROW:
        raise TooManyRows(field="file", most=MOST_ROWS)
    return found


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
