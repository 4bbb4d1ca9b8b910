"""Names of 120 letters without a space, as a phone shows them: no page becomes wider than the screen."""

from dataclasses import replace
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.sources import named_sources
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.meetings.commands import begin_meeting, save_step
from lienthehe.meetings.rules.format import write_sheet
from lienthehe.meetings.rules.sheets import Decision, Guest, MeetingSheet
from lienthehe.web.meetings.steps import STEPS
from tests.given.books import NOW, TODAY, Books, some_books
from tests.given.clubs import a_board
from tests.given.entries import somebody_above
from tests.given.meetings import everything, held
from tests.given.paper import widths
from tests.given.people import a_member
from tests.given.readers import signed_in
from tests.given.receipts import borrow, give_in_kind, receive

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.slow, pytest.mark.django_db]
NAME, PHONE = "m" * 120, 360


@time_machine.travel(NOW, tick=False)
def test_a_name_without_a_space_makes_no_page_wider_than_a_phone():
    books = some_books(people=0)
    for letter in "mnoq":
        a_member(books.club_id, letter * 120, by=somebody_above(books), at=NOW)
    a_board(books.club_id, size=3, by=somebody_above(books), at=NOW)
    receive(books, 1_000_000)
    gift = give_in_kind(books, NAME, 300_000, for_lending=False)
    capital = borrow(books, 20_000_000, lender=NAME, terms=NAME)
    sheet = everything(books.club_id, TODAY, second=books.chair)
    sheet = replace(
        sheet, guests=(Guest(NAME, NAME),), topics=(NAME,), decisions=(Decision(NAME, votes_for=4),)
    )
    meeting = held(sheet, by=books.treasurer, second=books.chair, at=NOW)
    browser = signed_in(books.treasurer)
    pages = _pages(browser, books, gift, capital, meeting) | _steps(browser, books, sheet)
    assert {name: width for name, width in widths(pages, on=PHONE).items() if width > PHONE} == {}


@pytest.mark.parametrize("method", ["flat", "equal-principal", "bullet"])
def test_a_loan_of_a_thousand_milliards_is_reckoned_on_a_phone(method):
    asked = f"principal=1.000.000.000.000&monthly_rate=1&instalments=1&method={method}"
    page = Client().get(f"/tinh-khoan-vay/?{asked}").content.decode()
    assert "1.010.000.000.000" in page
    assert widths({method: page}, on=PHONE) == {method: PHONE}


def _pages(browser: Client, books: Books, gift: UUID, capital: UUID, meeting: UUID) -> dict[str, str]:
    """Return the pages that name givers, lenders and members."""
    account = next(ref for ref in named_sources(books.club_id) if ref.kind is AccountKind.GIFT_IN_KIND)
    paths = (
        "", "so-quy/hoat-dong/2026-01/", "so-quy/thu-nhap/2026-01/", "so-quy/tien-cua-ai/",
        f"so-quy/tien-cua-ai/{account.id_in(books.club_id)}/", "so-quy/von-muon/",
        f"so-quy/von-muon/{capital}/tra/", f"so-quy/phieu/{gift}/", f"so-quy/phieu/{gift}/in/",
        f"so-quy/phieu/{gift}/bo/", f"so-quy/phieu/{gift}/sua/", f"so-quy/phieu/{capital}/",
        "so-quy/ghi/thu/dong-gop/", "so-quy/ghi/chi/tieu-dung/", "so-quy/hoat-dong/2026-01/in/",
        "sinh-hoat/", f"sinh-hoat/{meeting}/", f"in/bien-ban/{meeting}/", "in/diem-danh/", "in/mau-ghi/",
    )  # fmt: skip
    return {path: _html(browser, books, path) for path in paths}


def _steps(browser: Client, books: Books, sheet: MeetingSheet) -> dict[str, str]:
    """Return every step of a next meeting's draft that says all that the sheet says."""
    draft = begin_meeting(
        club_id=books.club_id,
        sheet_id=uuid7(),
        on=TODAY,
        stands_for=Month.of(TODAY),
        by=books.treasurer,
        at=NOW,
    )
    save_step(
        club_id=books.club_id, draft_id=draft.sheet.id, version=1, step="opening", changes=write_sheet(sheet),
        by=books.treasurer, at=NOW,
    )  # fmt: skip
    slugs = [step.slug for step in STEPS]
    return {slug: _html(browser, books, f"sinh-hoat/nhap/{draft.sheet.id}/{slug}/") for slug in slugs}


def _html(browser: Client, books: Books, path: str) -> str:
    answer = browser.get(f"/cau-lac-bo/{books.club_id}/{path}", follow=True)
    assert answer.status_code == 200, path
    return str(answer.content.decode())
