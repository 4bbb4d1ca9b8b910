"""Vốn mượn: capital lent to the club, and giving it back."""

from datetime import date

import pytest

from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.rules.capital import DuePart
from tests.given.books import INCOME
from tests.given.entries import a_form, a_second, address, send
from tests.given.readers import shown
from tests.given.receipts import borrow

pytestmark = pytest.mark.django_db

BORROW = "ghi/von-muon/"


def a_loan(**given):
    form = a_form(lender="Ông Tự", amount="20.000.000", fund="income", due_1="30/06/2027", part_1="")
    return form | {f"{field}_{n}": "" for n in (2, 3, 4) for field in ("due", "part")} | given


def test_one_day_means_the_whole(books, treasurer):
    page = shown(send(treasurer, books, BORROW, a_loan(narration="3 năm, không lãi")))
    assert "Đã ghi phiếu PT 0001" in page
    (standing,) = capital_standings(books.club_id)
    assert standing.lender == "Ông Tự"
    assert standing.open_parts == (DuePart(date(2027, 6, 30), Dong(20_000_000)),)


def test_parts_that_do_not_add_up_are_said_at_the_first(books, treasurer):
    form = a_loan(part_1="10.000.000", due_2="30/06/2028", part_2="9.000.000")
    answer = send(treasurer, books, BORROW, form)
    assert 'href="#id_part_1"' in answer.content.decode()
    assert "19.000.000 đ" in shown(answer)
    assert not capital_standings(books.club_id)


def test_a_part_needs_both_its_day_and_its_amount(books, treasurer):
    page = shown(send(treasurer, books, BORROW, a_loan(part_1="10.000.000", due_2="30/06/2028")))
    assert "Lỗi: ghi cả ngày và số tiền của lần trả này, hoặc để trống cả hai." in page


def test_a_part_goes_back_with_two_names(books, treasurer):
    capital = borrow(books, 20_000_000)
    page = treasurer.get(address(books, f"von-muon/{capital}/tra/"))
    assert "Còn phải trả 20.000.000 đ." in shown(page)
    form = a_form(amount="5.000.000") | a_second(books)
    send(treasurer, books, f"von-muon/{capital}/tra/", form)
    assert books.box(INCOME) == 15_000_000
    assert "Còn phải trả 15.000.000 đ" in shown(treasurer.get(address(books, "von-muon/")))


def test_more_than_is_owed_is_refused_at_the_amount(books, treasurer):
    capital = borrow(books, 1_000_000)
    borrow(books, 5_000_000)
    form = a_form(amount="2.000.000") | a_second(books)
    answer = send(treasurer, books, f"von-muon/{capital}/tra/", form)
    assert 'href="#id_amount"' in answer.content.decode()


def test_nobody_lent_anything_is_said_with_a_way_on(books, treasurer):
    page = shown(treasurer.get(address(books, "von-muon/")))
    assert "Câu lạc bộ không mượn vốn của ai" in page
    assert "Mượn vốn" in page
