"""Kiểm quỹ: the count by denomination between two meetings."""

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.ledger.rules.entries import deposit, withdrawal
from tests.given.books import ACTIVITY
from tests.given.counts import a_count as a_sheet
from tests.given.counts import count
from tests.given.entries import DAY, address, send
from tests.given.payments import transfer
from tests.given.readers import shown
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db

COUNT = "ghi/kiem-quy/"


def a_count(**given):
    empty = {f"n{value}": "" for value in DENOMINATIONS}
    common = {"id": uuid7(), "on": DAY, "fund": "activity", "other": "", "second_officer": ""}
    return common | empty | given


def test_a_count_that_agrees_says_so(books, treasurer):
    receive(books, 120_500)
    form = a_count(n100000="1", n20000="1", n500="1", second_officer=books.chair.pk)
    page = shown(send(treasurer, books, COUNT, form))
    assert "Hòm quỹ khớp với sổ" in page
    assert f"Người cùng đếm {books.chair.full_name}" in page


def test_a_difference_is_asked_for_its_reason_and_becomes_a_voucher(books, treasurer):
    receive(books, 120_000)
    form = a_count(n100000="1")
    answer = send(treasurer, books, COUNT, form)
    assert "Vì sao lệch?" in shown(answer)
    assert "20.000 đ" in shown(answer)
    assert "Đếm được 100.000 đ" in shown(answer)
    page = shown(send(treasurer, books, COUNT, form | {"explanation": "Trả lại thừa một tờ"}))
    assert "Hòm quỹ thiếu so với sổ" in page
    assert "Số chênh lệch đã ghi vào phiếu PC 0001, nay hòm quỹ khớp với sổ." in page
    assert books.box() == 100_000


def test_a_reason_is_not_asked_before_the_count(books, treasurer):
    assert "Vì sao lệch?" not in shown(treasurer.get(address(books, COUNT)))


@pytest.mark.parametrize("typed", ["-1", "hai", "1,5"])
def test_what_is_no_number_of_notes_is_said_beside_them(books, treasurer, typed):
    page = shown(send(treasurer, books, COUNT, a_count(n500000=typed)))
    assert "Chưa ghi được" in page
    assert "Lỗi:" in page


@pytest.mark.parametrize("field", ["n500000", "other"])
def test_thousands_of_digits_are_refused_in_words(books, treasurer, field):
    page = shown(send(treasurer, books, COUNT, a_count(**{field: "9" * 5_000})))
    assert "Chưa ghi được" in page
    assert "Lỗi:" in page


def test_too_many_notes_are_refused_with_the_limit_written_with_dots(books, treasurer):
    assert "không quá 99.999." in shown(send(treasurer, books, COUNT, a_count(n500="100000")))


def test_a_count_sent_twice_is_one_count(books, treasurer):
    receive(books, 500)
    form = a_count(n500="1")
    for _ in range(2):
        send(treasurer, books, COUNT, form)
    assert shown(treasurer.get(address(books, "hoat-dong/2026-01/"))).count("Kiểm quỹ ngày 20/01/2026") == 1


def test_the_next_count_shows_what_was_brought_to_the_bank_and_fetched_since_the_last(books, treasurer):
    receive(books, 500_000)
    assert "Gửi và rút ngân hàng" not in shown(treasurer.get(address(books, COUNT)))
    transfer(books, deposit(ACTIVITY, Dong(300_000)), text="")
    transfer(books, withdrawal(ACTIVITY, Dong(40_000)), text="")
    page = shown(treasurer.get(address(books, COUNT)))
    assert "Gửi và rút ngân hàng từ lần đếm hòm trước" in page
    assert "CK 0001, Quỹ hoạt động 300.000" in page
    assert "CK 0002, Quỹ hoạt động 40.000" in page
    count(books, a_sheet(240_000))
    assert "Gửi và rút ngân hàng" not in shown(treasurer.get(address(books, COUNT)))
