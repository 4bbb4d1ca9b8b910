"""Mua hàng vào kho, bán hàng trong kho, hàng hỏng, chết."""

from uuid import uuid4

import pytest

from lienthehe.ledger.rules.accounts import AccountKind
from tests.given.books import ACTIVITY
from tests.given.counts import a_count, count
from tests.given.entries import a_form, a_second, address, send
from tests.given.goods import buy, sell
from tests.given.readers import shown
from tests.given.receipts import borrow, receive

pytestmark = pytest.mark.django_db


def held(books):
    return books.box(), books.held(AccountKind.STOCK)


def test_goods_are_bought_into_the_stock_by_two(books, treasurer):
    receive(books, 500_000)
    form = a_form(amount="300.000", narration="2 con lợn giống", other="Ông Bán")
    assert "Lỗi: chọn một người trong Ban Chủ nhiệm." in shown(
        send(treasurer, books, "ghi/chi/mua-hang/", form)
    )
    page = shown(send(treasurer, books, "ghi/chi/mua-hang/", form | a_second(books)))
    assert "Ông Bán: 2 con lợn giống: 300.000 đ" in page
    assert "Mua hàng vào kho 300.000" in page
    assert held(books) == (200_000, 300_000)


def test_what_goods_is_always_written(books, treasurer):
    receive(books, 500_000)
    page = shown(send(treasurer, books, "ghi/chi/mua-hang/", a_form(other="Ông Bán") | a_second(books)))
    assert "Lỗi: hãy viết hàng gì." in page


def test_the_menu_offers_the_stock_only_when_something_is_in_it(books, treasurer):
    receive(books, 500_000)
    menu = shown(treasurer.get(address(books, "ghi/")))
    assert "Mua hàng vào kho" in menu
    assert "Bán hàng trong kho" not in menu
    assert "Hàng hỏng, chết" not in menu
    buy(books, 100_000, fund=ACTIVITY)
    menu = shown(treasurer.get(address(books, "ghi/")))
    assert "Bán hàng trong kho" in menu
    assert "Hàng hỏng, chết" in menu


def test_a_sale_above_the_value_needs_nobody_else(books, treasurer):
    receive(books, 500_000)
    buy(books, 300_000, fund=ACTIVITY)
    assert "Quỹ hoạt động, trong kho có hàng trị giá 300.000 đ" in shown(
        treasurer.get(address(books, "ghi/ban-hang/"))
    )
    form = a_form(amount="180.000", book_value="150.000", narration="1 con lợn", other="")
    page = shown(send(treasurer, books, "ghi/ban-hang/", form))
    assert "Bán hàng trong kho 150.000 Thu khác 30.000" in page
    assert held(books) == (380_000, 150_000)


def test_a_sale_below_the_value_needs_two_and_tells_the_loss(books, treasurer):
    receive(books, 500_000)
    buy(books, 300_000, fund=ACTIVITY)
    form = a_form(amount="100.000", book_value="150.000", narration="1 con lợn")
    assert "Lỗi: chọn một người trong Ban Chủ nhiệm." in shown(send(treasurer, books, "ghi/ban-hang/", form))
    page = shown(send(treasurer, books, "ghi/ban-hang/", form | a_second(books)))
    assert "Bán thấp hơn giá trị trong sổ: mất 50.000 đ, ghi ở CK 0001" in page
    assert held(books) == (300_000, 150_000)


def test_undoing_a_sale_below_its_value_says_that_the_loss_goes_with_it(books, treasurer):
    receive(books, 500_000)
    buy(books, 300_000, fund=ACTIVITY)
    sale_id, loss_id = sell(books, 100_000, 150_000, fund=ACTIVITY)
    page = shown(treasurer.get(address(books, f"phieu/{loss_id}/")))
    assert "Mất khi bán hàng, ghi ở PT 0002" in page
    assert "Ghi lại số tiền hoặc ngày cho đúng" not in page
    assert "Phiếu CK 0001 cũng được đảo theo" in shown(treasurer.get(address(books, f"phieu/{sale_id}/bo/")))
    assert treasurer.get(address(books, f"phieu/{sale_id}/sua/")).status_code == 302
    form = {"id": str(uuid4()), "reason": "Ghi nhầm"} | a_second(books)
    page = shown(send(treasurer, books, f"phieu/{loss_id}/bo/", form))
    assert "Đảo phiếu CK 0001" in page
    assert held(books) == (200_000, 300_000)


def test_goods_that_died_leave_the_stock_by_a_decision_of_two(books, treasurer):
    receive(books, 500_000)
    buy(books, 300_000, fund=ACTIVITY)
    form = a_form(amount="100.000", narration="1 con lợn chết") | a_second(books)
    page = shown(send(treasurer, books, "ghi/chuyen/hang-hong/", form))
    assert "1 con lợn chết: 100.000 đ" in page
    assert held(books) == (200_000, 200_000)


def test_more_than_lies_in_the_stock_is_refused_at_its_field(books, treasurer):
    receive(books, 500_000)
    buy(books, 100_000, fund=ACTIVITY)
    form = a_form(amount="100.001", narration="lợn chết") | a_second(books)
    assert "trị giá 100.000 đ" in shown(send(treasurer, books, "ghi/chuyen/hang-hong/", form))


def test_a_loss_that_would_fall_on_borrowed_capital_is_refused(books, treasurer):
    borrow(books, 100_000, fund=ACTIVITY)
    receive(books, 5_000)
    count(books, a_count(80_000))
    form = a_form(amount="25.000", narration="Họp ngày 20/01 quyết định") | a_second(books)
    page = shown(send(treasurer, books, "ghi/chuyen/bo-thieu/", form))
    assert "Lỗi: tiền riêng của quỹ thiếu 20.000 đ để gánh khoản mất này." in page
