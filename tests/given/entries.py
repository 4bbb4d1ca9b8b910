"""Forms of the cash book as a treasurer fills them in on 20 January 2026."""

from typing import Any
from uuid import UUID

from django.test import Client

from lienthehe.access.queries import Officer
from lienthehe.clubs.queries import club_summary
from lienthehe.foundation.ids import uuid7
from tests.given.books import NOW, TODAY, Books
from tests.given.clubs import province_officer
from tests.given.officers import PIN

DAY = "20/01/2026"


def a_form(**given: Any) -> dict[str, Any]:
    """Return a form's common fields - 100.000 đ, today, in cash, the activity fund - and what is given."""
    common = {
        "id": uuid7(), "amount": "100.000", "on": DAY, "place": "box", "fund": "activity", "narration": "",
    }  # fmt: skip
    return common | given


def a_second(books: Books) -> dict[str, Any]:
    """Return the fields of the second officer: the chair, with the PIN typed."""
    return {"second_officer": books.chair.pk, "pin": PIN}


def address(books: Books, path: str) -> str:
    """Return the address of a page of the club's cash book."""
    return f"/cau-lac-bo/{books.club_id}/so-quy/{path}"


def send(browser: Client, books: Books, path: str, form: dict[str, Any]) -> Any:
    """Send a form of the cash book and follow to the page that comes."""
    return browser.post(address(books, path), form, follow=True)


def written(answer: Any) -> UUID:
    """Return the voucher that an answered form led to."""
    path = answer.redirect_chain[-1][0]
    return UUID(path.split("/phieu/")[1].split("/")[0])


def somebody_above(books: Books) -> Officer:
    """Return an officer of the club's province."""
    club = club_summary(books.club_id, TODAY)
    assert club is not None
    return province_officer(club.place, at=NOW)
