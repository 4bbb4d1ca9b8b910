"""Khóa sổ: said what it is, done once, in order."""

import pytest

from lienthehe.ledger.queries.money import last_closed_month
from tests.given.books import LAST_YEAR, close
from tests.given.entries import a_form, address, send
from tests.given.readers import shown
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db


def test_the_page_says_what_will_be_closed_and_that_it_stays(books, treasurer):
    receive(books, 70_000, on=LAST_YEAR)
    page = shown(treasurer.get(address(books, "khoa-so/2025-12/")))
    assert "Tồn cuối tháng 70.000 đ" in page
    assert "Khóa rồi không mở lại được" in page
    assert "Tháng này chưa kiểm quỹ lần nào." in page


def test_closing_leads_to_the_papers_to_print(books, treasurer):
    receive(books, 70_000, on=LAST_YEAR)
    page = shown(send(treasurer, books, "khoa-so/2025-12/", {}))
    assert "Đã khóa sổ tháng 12/2025" in page
    assert "In sổ Quỹ tăng thu nhập" in page
    assert str(last_closed_month(books.club_id)) == "2025-12"
    assert "Đã khóa sổ, không nhận phiếu nữa" in shown(treasurer.get(address(books, "hoat-dong/2025-12/")))


def test_a_month_that_is_not_over_says_since_when_it_can_be(books, treasurer):
    receive(books, 70_000)
    answer = treasurer.get(address(books, "khoa-so/2026-01/"))
    assert answer.status_code == 409
    assert "01/02/2026" in shown(answer)


def test_a_month_is_closed_once(books, treasurer):
    receive(books, 70_000, on=LAST_YEAR)
    close(books, "2025-12")
    page = shown(treasurer.get(address(books, "khoa-so/2025-12/"), follow=True))
    assert "Đã khóa sổ tháng 12/2025" in page


def test_the_book_offers_the_month_that_is_next_and_no_other(books, treasurer):
    receive(books, 70_000, on=LAST_YEAR)
    assert "Khóa sổ tháng 12/2025" in shown(treasurer.get(address(books, "hoat-dong/2025-12/")))
    assert "Khóa sổ tháng 01/2026" not in shown(treasurer.get(address(books, "hoat-dong/2026-01/")))


def test_an_entry_in_a_closed_month_says_what_to_do_at_its_day(books, treasurer):
    receive(books, 70_000, on=LAST_YEAR)
    close(books, "2025-12")
    answer = send(treasurer, books, "ghi/thu/ung-ho/", a_form(source_name="Bà Mận", on="28/12/2025"))
    assert 'href="#id_on"' in answer.content.decode()
    assert "tháng 12/2025" in shown(answer)
