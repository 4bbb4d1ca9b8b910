"""Ghi khoản chi: confirmed by a second officer with the PIN."""

import pytest

from tests.given.counts import a_count, count
from tests.given.entries import a_form, a_second, address, send, somebody_above, written
from tests.given.readers import shown, signed_in
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db

PAY = "ghi/chi/tieu-dung/"


def a_payment_form(books, **given):
    return a_form(purpose="tea", other="Hàng chè") | a_second(books) | given


def test_a_payment_leaves_the_box_with_both_names(books, treasurer):
    receive(books, 300_000)
    answer = send(treasurer, books, PAY, a_payment_form(books))
    page = shown(answer)
    assert "Đã ghi phiếu PC 0001" in page
    assert f"Người duyệt {books.chair.full_name}" in page
    assert "Còn lại trong hòm Quỹ hoạt động 200.000" in page
    assert books.voucher(written(answer)).second_officer == books.chair.full_name


def test_more_than_is_in_the_box_is_refused_at_the_amount(books, treasurer):
    receive(books, 50_000)
    page = shown(send(treasurer, books, PAY, a_payment_form(books)))
    assert "Lỗi:" in page
    assert "50.000 đ" in page
    assert books.box() == 50_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"second_officer": "", "pin": ""}, "Lỗi: chọn một người trong Ban Chủ nhiệm."),
        ({"pin": ""}, "Lỗi: người duyệt thứ hai gõ mã PIN sáu số vào đây."),
        ({"pin": "135790"}, "Lỗi:"),
    ],
)
def test_without_the_second_officer_s_pin_nothing_is_written(books, treasurer, typed, said):
    receive(books, 300_000)
    answer = send(treasurer, books, PAY, a_payment_form(books, **typed))
    assert said in shown(answer)
    assert "Hàng chè" in answer.content.decode()
    assert books.box() == 300_000


def test_a_pin_is_never_shown_again(books, treasurer):
    answer = send(treasurer, books, PAY, a_payment_form(books))
    assert "270519" not in answer.content.decode()


def test_the_writer_is_no_choice_for_the_second(books, treasurer):
    page = treasurer.get(address(books, PAY)).content.decode()
    assert books.chair.full_name in page
    assert f'value="{books.treasurer.pk}"' not in page


def test_what_was_too_much_goes_back(books, treasurer):
    receive(books, 50_000)
    count(books, a_count(60_000))
    page = shown(treasurer.get(address(books, "ghi/")))
    assert "Trả lại tiền thừa" in page
    form = a_form(amount="10.000", member=books.members[0]) | a_second(books)
    send(treasurer, books, "ghi/chi/tra-tien-thua/", form)
    assert books.box() == 50_000
    assert books.are_sound()


def test_who_stands_in_is_told_so_and_the_book_says_it(books):
    receive(books, 300_000)
    above = signed_in(somebody_above(books))
    assert "Ông bà đang nhập hộ" in shown(above.get(address(books, PAY)))
    page = shown(send(above, books, PAY, a_payment_form(books, other="", member=books.members[0])))
    assert "Cán bộ tỉnh" in page
