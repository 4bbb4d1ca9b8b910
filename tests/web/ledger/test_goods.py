"""Mua hàng vào kho, bán hàng trong kho, hàng hỏng, chết."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.access.rules import Role
from lienthehe.ledger.rules.accounts import AccountKind
from tests.given.books import ACTIVITY, NOW
from tests.given.clubs import a_club, club_officer
from tests.given.counts import a_count, count
from tests.given.entries import a_form, a_second, address, send
from tests.given.goods import buy, sell
from tests.given.readers import shown, signed_in
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
    assert "Bán dưới giá ghi sổ, kèm PT 0002: 1 con lợn" in page
    assert "Hàng hỏng, chết" not in page
    assert "kèm PT 0002" in shown(treasurer.get(address(books, f"phieu/{loss_id}/in/")))
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


def test_more_than_the_stock_holds_is_refused_at_the_value_in_the_book(books, treasurer):
    receive(books, 500_000)
    buy(books, 100_000, fund=ACTIVITY)
    form = a_form(amount="300.000", book_value="200.000", narration="2 con lợn") | a_second(books)
    answer = send(treasurer, books, "ghi/ban-hang/", form)
    assert 'href="#id_book_value"' in answer.content.decode()
    assert 'href="#id_amount"' not in answer.content.decode()
    assert held(books) == (400_000, 100_000)


def test_the_seller_sees_what_came_in_last_and_at_what_value(books, treasurer):
    receive(books, 500_000)
    for value in (10_000, 20_000, 30_000, 40_000, 50_000, 60_000):
        buy(books, value, fund=ACTIVITY)
    page = shown(treasurer.get(address(books, "ghi/ban-hang/")))
    assert "Hàng nhập kho gần đây" in page
    assert "20/01/2026, PC 0006, Quỹ hoạt động 60.000" in page
    assert "PC 0002" in page
    assert "PC 0001" not in page


def test_the_list_of_goods_shows_every_movement_and_what_is_left(books, treasurer):
    receive(books, 500_000)
    buy(books, 300_000, fund=ACTIVITY)
    sell(books, 100_000, 150_000, fund=ACTIVITY)
    page = shown(treasurer.get(address(books, "hang-trong-kho/")))
    assert "Quỹ hoạt động 150.000 Cộng 150.000 đ" in page
    sold, bought = page.index("Bán dưới giá ghi sổ, kèm PT 0002"), page.index("Ông Thử: 2 con lợn giống")
    assert sold < bought
    paper = shown(treasurer.get(address(books, "hang-trong-kho/in/")))
    assert "Hàng trong kho theo sổ, ngày in: 150.000 đ" in paper
    assert "Thủ quỹ" in paper


def test_an_empty_list_of_goods_teaches(books, treasurer):
    page = shown(treasurer.get(address(books, "hang-trong-kho/")))
    assert "Trong kho chưa có hàng" in page
    assert "Mua hàng vào kho" in page
    assert treasurer.get(address(books, "hang-trong-kho/in/")).status_code == 200


@pytest.mark.parametrize("path", ["tien-cua-ai/", "ghi/chi/mua-hang/", "ghi/ban-hang/", "ghi/chuyen/hang-hong/",
                                  "ghi/chuyen/hien-vat/"])  # fmt: skip
def test_the_list_is_reached_from_the_sources_and_from_every_form_about_goods(books, treasurer, path):
    assert address(books, "hang-trong-kho/") in treasurer.get(address(books, path)).content.decode()


@pytest.mark.parametrize("path", ["ghi/chi/mua-hang/", "ghi/ban-hang/", "ghi/chuyen/hang-hong/"])
def test_who_has_nobody_beside_him_is_told_before_goods_are_written_in_vain(books, treasurer, path):
    assert "Chưa có ai duyệt cùng" not in shown(treasurer.get(address(books, path)))
    club = a_club(at=NOW, name="CLB Một mình")
    alone = signed_in(club_officer(club.id, Role.TREASURER, at=NOW))
    assert "Chưa có ai duyệt cùng" in shown(alone.get(f"/cau-lac-bo/{club.id}/so-quy/{path}"))


@pytest.mark.parametrize("path", ["hang-trong-kho/", "hang-trong-kho/in/", "ghi/ban-hang/"])
def test_queries_do_not_grow_with_the_goods(books, treasurer, path):
    receive(books, 500_000)
    buy(books, 100_000, fund=ACTIVITY)
    sell(books, 10_000, 20_000, fund=ACTIVITY)
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            treasurer.get(address(books, path))
        counted.append(len(queries))
        for _ in range(2):
            buy(books, 50_000, fund=ACTIVITY)
            sell(books, 10_000, 20_000, fund=ACTIVITY)
    assert counted[0] == counted[1]
