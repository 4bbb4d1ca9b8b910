"""Khóa tháng: what of the interest moves to the activity fund is said, asked for a second person, and told afterwards."""

from datetime import date

import pytest
import time_machine

from tests.given.books import ACTIVITY, INCOME
from tests.given.loans import lend, lending_books, moment, repay_split
from tests.given.officers import PIN
from tests.given.payments import pay
from tests.given.readers import shown, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    """40.000 đ of interest in February, of which a fifth is the activity fund's; it is March."""
    books = lending_books(terms={"ladder": (), "membership_months": 0, "interest_to_activity": 20})
    loan_id = lend(books, books.members[0])
    repay_split(books, loan_id, 500_000, 40_000, on=date(2026, 2, 18))
    with time_machine.travel(moment(date(2026, 3, 5)), tick=False):
        yield books


def at(books, month):
    return f"/cau-lac-bo/{books.club_id}/so-quy/khoa-so/{month}/"


def test_what_moves_is_shown_and_asks_for_the_second_person(books):
    browser = signed_in(books.treasurer)
    page = shown(browser.get(at(books, "2026-01")))
    assert "Người duyệt thứ hai" not in page
    browser.post(at(books, "2026-01"))
    page = shown(browser.get(at(books, "2026-02")))
    assert "Lãi cho vay thu trong tháng 02/2026 40.000 Phần của quỹ hoạt động, 20 % 8.000" in page
    answer = browser.post(at(books, "2026-02"), {"second_officer": "", "pin": ""})
    assert 'href="#id_second_officer"' in answer.content.decode()
    answer = browser.post(at(books, "2026-02"), {"second_officer": books.chair.pk, "pin": "000000"})
    assert 'href="#id_pin"' in answer.content.decode()
    page = shown(
        browser.post(at(books, "2026-02"), {"second_officer": books.chair.pk, "pin": PIN}, follow=True)
    )
    assert "Đã khóa sổ tháng 02/2026" in page
    assert "Đã chuyển sang quỹ hoạt động 8.000 đ" in page
    assert "20 % của 40.000 đ đã thu" in page
    assert books.box(ACTIVITY, date(2026, 2, 28)) == 8_000
    book = browser.get(f"/cau-lac-bo/{books.club_id}/so-quy/hoat-dong/2026-02/")
    assert "Chia lãi cho vay, từ quỹ tăng thu nhập sang quỹ hoạt động" in shown(book)
    assert "Đã khóa sổ" in shown(browser.post(at(books, "2026-02"), follow=True))


def test_what_the_box_cannot_move_is_shown_as_carried(books):
    last = date(2026, 2, 28)
    pay(books, books.box(INCOME, last) - 3_000, fund=INCOME, on=last, at=moment(date(2026, 3, 5)))
    browser = signed_in(books.treasurer)
    browser.post(at(books, "2026-01"))
    page = shown(browser.get(at(books, "2026-02")))
    assert "Chuyển sang quỹ hoạt động bây giờ 3.000 đ Hòm chưa đủ tiền: chuyển sau 5.000" in page
    two = {"second_officer": books.chair.pk, "pin": PIN}
    page = shown(browser.post(at(books, "2026-02"), two, follow=True))
    assert "Đã chuyển sang quỹ hoạt động 3.000 đ" in page
    assert "Hòm chưa đủ tiền: chuyển sau 5.000" in page
