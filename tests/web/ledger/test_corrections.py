"""Ghi nhầm?: a voucher is undone, or the right one takes its place; both stay."""

import pytest

from lienthehe.foundation.ids import uuid7
from tests.given.books import LAST_YEAR, close
from tests.given.entries import a_form, a_second, address, send, written
from tests.given.payments import correct, pay
from tests.given.readers import shown
from tests.given.receipts import borrow, receive

pytestmark = pytest.mark.django_db


def right_form(books, **given):
    form = {
        "id": uuid7(),
        "reason": "ghi nhầm số",
        "amount_0": "60.000",
        "on": "20/01/2026",
        "narration": "Thu",
    }
    return form | a_second(books) | given


def test_a_voucher_is_undone_with_a_reason_that_stays(books, treasurer):
    wrong = receive(books, 50_000)
    form = {"reason": "ghi hai lần"} | a_second(books)
    page = shown(send(treasurer, books, f"phieu/{wrong}/bo/", form))
    assert "Đã ghi phiếu PT 0002" in page
    assert "Đảo phiếu PT 0001" in page
    assert "Lý do: ghi hai lần" in page
    assert "Phiếu thu (đảo)" in page
    assert "− 50.000 đ" in page
    old = shown(treasurer.get(address(books, f"phieu/{wrong}/")))
    assert "Phiếu này không còn giá trị" in old
    assert "Ghi nhầm?" not in old
    assert books.box() == 0


@pytest.mark.parametrize(("write", "title"), [(receive, "Phiếu thu (đảo)"), (pay, "Phiếu chi (đảo)")])
def test_a_reversal_looks_like_none_of_the_vouchers_it_undoes(books, treasurer, write, title):
    receive(books, 300_000)
    wrong = write(books, 300_000)
    number = books.voucher(wrong).number
    (undone,) = correct(books, wrong, reason="ghi hai lần")
    page = shown(treasurer.get(address(books, f"phieu/{undone}/")))
    paper = shown(treasurer.get(address(books, f"phieu/{undone}/in/")))
    for said in (title, "− 300.000 đ", "Âm ba trăm nghìn đồng", f"Đảo phiếu {number}", "ghi hai lần"):
        assert said in page
        assert said in paper
    assert "Người nộp tiền" not in paper
    assert "Người nhận tiền" not in paper


def test_the_right_amount_takes_the_place_of_the_wrong_one(books, treasurer):
    wrong = receive(books, 50_000)
    answer = send(treasurer, books, f"phieu/{wrong}/sua/", right_form(books))
    assert "Thay cho phiếu PT 0001" in shown(answer)
    assert books.box() == 60_000
    assert "Xem phiếu thay thế" in shown(treasurer.get(address(books, f"phieu/{wrong}/")))


def test_the_form_shows_what_was_written(books, treasurer):
    wrong = receive(books, 1_050_000)
    page = treasurer.get(address(books, f"phieu/{wrong}/sua/")).content.decode()
    for shown_again in ("1.050.000", "20/01/2026", 'value="Thu"'):
        assert shown_again in page


def test_a_correction_sent_twice_is_written_once(books, treasurer):
    wrong = receive(books, 50_000)
    form = right_form(books)
    first, again = (send(treasurer, books, f"phieu/{wrong}/sua/", form) for _ in range(2))
    assert written(first) == written(again)
    assert books.box() == 60_000


def test_a_reason_is_needed(books, treasurer):
    wrong = receive(books, 50_000)
    page = shown(send(treasurer, books, f"phieu/{wrong}/sua/", right_form(books, reason=" ")))
    assert "Lỗi: ghi nhầm chỗ nào." in page
    assert books.box() == 50_000


def test_undoing_a_payment_brings_money_back_and_needs_nobody_else(books, treasurer):
    receive(books, 50_000)
    wrong = pay(books, 20_000)
    assert "Người duyệt thứ hai" not in shown(treasurer.get(address(books, f"phieu/{wrong}/bo/")))
    send(treasurer, books, f"phieu/{wrong}/bo/", {"reason": "không chi"})
    assert books.box() == 50_000


def test_after_the_month_is_closed_both_vouchers_bear_today(books, treasurer):
    wrong = receive(books, 50_000, on=LAST_YEAR)
    close(books, "2025-12")
    page = shown(treasurer.get(address(books, f"phieu/{wrong}/sua/")))
    assert "Sổ tháng ấy đã khóa" in page
    assert "Ngày đúng" not in page
    form = right_form(books)
    answer = send(treasurer, books, f"phieu/{wrong}/sua/", {k: v for k, v in form.items() if k != "on"})
    assert "20/01/2026" in shown(answer)
    assert books.box(on=LAST_YEAR) == 50_000
    assert books.box() == 60_000


def test_borrowed_capital_is_undone_never_replaced(books, treasurer):
    capital = borrow(books, 20_000_000)
    page = shown(treasurer.get(address(books, f"phieu/{capital}/")))
    assert "Bỏ phiếu PT 0001" in page
    assert "Ghi lại số tiền hoặc ngày cho đúng" not in page


def test_capital_of_which_a_part_went_back_names_what_must_be_undone_first(books, treasurer):
    capital = borrow(books, 20_000_000)
    form = a_form(amount="5.000.000") | a_second(books)
    send(treasurer, books, f"von-muon/{capital}/tra/", form)
    sent = {"reason": "ghi nhầm người"} | a_second(books)
    page = shown(send(treasurer, books, f"phieu/{capital}/bo/", sent))
    assert "Đã trả lại một phần vốn này bằng PC 0001. Bỏ phiếu đó trước, rồi mới bỏ phiếu này." in page
    assert "hoặc ít hơn" not in page


def test_a_voucher_of_another_club_is_not_found(books, treasurer):
    assert treasurer.get(address(books, f"phieu/{uuid7()}/sua/")).status_code == 404
