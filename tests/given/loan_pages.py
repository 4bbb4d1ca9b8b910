"""Pages about loans as somebody of the board opens them on a day."""

from datetime import date
from typing import Any

import time_machine

from lienthehe.access.queries import Officer
from tests.given.books import TODAY, Books
from tests.given.loans import moment
from tests.given.readers import shown, signed_in


def answer(books: Books, path: str = "", *, on: date = TODAY, by: Officer | None = None) -> Any:
    """Return what a page under Vay vốn answers; the treasurer opens it unless told otherwise."""
    with time_machine.travel(moment(on), tick=False):
        return signed_in(by or books.treasurer).get(f"/cau-lac-bo/{books.club_id}/vay-von/{path}")


def page(books: Books, path: str = "", *, on: date = TODAY, by: Officer | None = None) -> str:
    """Return the text of a page under Vay vốn."""
    got = answer(books, path, on=on, by=by)
    assert got.status_code == 200, got.status_code
    return shown(got)
