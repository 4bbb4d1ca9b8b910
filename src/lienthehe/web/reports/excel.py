"""The lists of oversight as Excel files, exactly as the page shows them."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lienthehe.documents.tables import SHARE, TENTHS, WHOLE, Shown, table_file
from lienthehe.foundation.text import fold
from lienthehe.web.reports.tables import Cell, Table
from lienthehe.web.reports.wording import level_name

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(
    title: str, about: Sequence[str], headings: Sequence[str], rows: Iterable[Sequence[Shown]]
) -> HttpResponse:
    """Answer with the list as a file that is called by its title."""
    name = "-".join(fold(" ".join((title, *about[:1]))).replace("/", "-").split())
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(table_file(title, about, headings, list(rows)), content_type=_XLSX, headers=headers)


def table_as_file(title: str, about: Sequence[str], table: Table) -> HttpResponse:
    """Answer with the ranked table, its last row the whole place."""
    headings = [_("No."), level_name(table.level), *(one.name for one in table.columns), _("Still missing")]
    rows = [
        [
            Shown(row.number or ""),
            Shown(_name(row.name, row.below)),
            *map(cell_as_shown, row.cells),
            Shown(row.missing),
        ]
        for row in table.rows
    ]
    total = [Shown(""), Shown(_("Together")), *map(cell_as_shown, table.whole), Shown("")]
    return as_file(title, about, headings, [*rows, total])


def cell_as_shown(cell: Cell) -> Shown:
    """Return a table's value as a number; in words where nobody knows it."""
    if cell.plain is None:
        return Shown(cell.text)
    return Shown(cell.plain, SHARE if cell.is_share else TENTHS if isinstance(cell.plain, float) else WHOLE)


def _name(name: str, below: str) -> str:
    return f"{name}, {below}" if below else name
