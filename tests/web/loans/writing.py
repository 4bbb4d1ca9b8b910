"""Forms of loans as a treasurer fills them in on 20 February 2026, a month after its books began."""

from datetime import timedelta
from typing import Any

from django.test import Client

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.sources import named_sources
from lienthehe.ledger.rules.entries import Part
from tests.given.books import NOW, Books
from tests.given.officers import PIN

LATER = NOW + timedelta(days=31)
ON = LATER.date()
DAY = "20/02/2026"


def address(books: Books, path: str) -> str:
    """Return the address of a page of the club's loans."""
    return f"/cau-lac-bo/{books.club_id}/vay-von/{path}"


def send(browser: Client, books: Books, path: str, form: dict[str, Any], *, do: str = "write") -> Any:
    """Send a form by one of its buttons and follow to the page that comes."""
    return browser.post(address(books, path), {"do": do} | form, follow=True)


def a_repayment(amount: str, **given: Any) -> dict[str, Any]:
    """Return a repayment in cash, handed over today by the borrower."""
    return {"id": uuid7(), "amount": amount, "on": DAY, "place": "box", "member": "", "other": ""} | given


def two(books: Books) -> dict[str, Any]:
    """Return the fields of the second officer: the chair, with the PIN typed."""
    return {"second_officer": books.chair.pk, "pin": PIN}


def borne_by_the_grant(books: Books, amount: int) -> list[Part]:
    """Return the decision that the club's grant bears a loss."""
    return [Part(named_sources(books.club_id)[0], Dong(amount))]
