"""Sổ quỹ: the month as in the paper book, on pages for every reader."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.access.rules import Role
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, cash_box, stock
from lienthehe.ledger.rules.entries import opening_lines
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, close
from tests.given.clubs import club_officer
from tests.given.counts import a_count, count
from tests.given.entries import address, somebody_above
from tests.given.openings import bring_forward
from tests.given.payments import give_back, pay
from tests.given.readers import shown, signed_in
from tests.given.receipts import a_receipt, borrow, contribute, fee, hand_in, receive, receive_from

pytestmark = pytest.mark.django_db
BOOK = "hoat-dong/2026-01/"


def test_an_empty_book_teaches(books, treasurer):
    page = shown(treasurer.get(address(books, ""), follow=True))
    assert "Sổ này chưa có trang nào" in page
    assert "Ghi khoản đầu tiên" in page
    assert "Ví dụ này không nằm trong sổ của câu lạc bộ." in page


def test_lines_sum_downwards_from_what_was_carried_over(books, treasurer):
    receive(books, 70_000, on=LAST_YEAR)
    receive(books, 1_030_000)
    pay(books, 40_000)
    page = shown(treasurer.get(address(books, BOOK)))
    assert "Tồn tháng 12/2025 chuyển sang 70.000" in page
    assert "PT 0001 Ông Thử: Thu 1.030.000 1.100.000" in page
    assert "PC 0001 Hàng Thử: Chi 40.000 1.060.000" in page
    assert "Cộng tháng 01/2026 1.030.000 40.000 1.060.000" in page
    assert "1.060.000 đ Một triệu không trăm sáu mươi nghìn đồng" in page


def test_contributions_of_one_meeting_stand_on_one_line_that_opens(books, treasurer):
    contribute(books, meeting=uuid7())
    page = shown(treasurer.get(address(books, BOOK)))
    assert "PT 0001–0003 3 người góp, mỗi người 10.000" in page
    assert "PT 0002 Bà Thử: Đóng góp 10.000" in page


def test_counts_and_differences_stand_below(books, treasurer):
    receive(books, 50_000)
    count(books, a_count(30_000))
    page = shown(treasurer.get(address(books, BOOK)))
    assert "Thiếu quỹ khi kiểm 20.000 30.000" in page
    assert "Kiểm quỹ ngày 20/01/2026 thiếu 20.000 đ 30.000 đ" in page


def test_months_before_the_books_and_after_today_are_not_offered(books, treasurer):
    receive(books, 70_000, on=LAST_YEAR)
    page = shown(treasurer.get(address(books, BOOK)))
    assert "Tháng 12/2025" in page
    assert "Tháng 02/2026" not in page
    assert "Tháng 11/2025" not in shown(treasurer.get(address(books, "hoat-dong/2025-12/")))
    assert treasurer.get(address(books, "hoat-dong/2026-02/")).status_code == 404
    assert treasurer.get(address(books, "hoat-dong/2026-13/")).status_code == 404


def test_borrowed_capital_that_must_go_back_soon_is_said(books, treasurer):
    borrow(books, 20_000_000, on=date(2025, 2, 10))
    page = shown(treasurer.get(address(books, "thu-nhap/2026-01/")))
    assert "Vốn mượn: phải trả 20.000.000 đ ngày 10/02/2026." in page


def test_whose_money_has_two_equal_sides_and_opens_to_each_giver(books, treasurer):
    receive_from(books, "Ông Tự", 500_000)
    capital = borrow(books, 20_000_000, lender="Bà Lụa")
    give_back(books, capital, 5_000_000)
    page = shown(treasurer.get(address(books, "tien-cua-ai/")))
    assert "Bà Lụa Vốn mượn 15.000.000" in page
    assert "Tổng vốn 15.000.000 đ Trong hòm quỹ 15.000.000 Đang ở đâu, cộng 15.000.000 đ" in page
    link = address(books, f"tien-cua-ai/{_account(books, AccountKind.BORROWED_CAPITAL, capital.hex)}/")
    story = shown(treasurer.get(link))
    assert "Đang có trong quỹ 15.000.000 đ" in story
    assert "PC 0001 Trả vốn mượn: Bà Lụa − 5.000.000 đ" in story
    assert treasurer.get(address(books, f"tien-cua-ai/{uuid7()}/")).status_code == 404


def test_what_was_spent_beyond_what_was_earned_is_said_in_words(books, treasurer):
    receive_from(books, "Ông Tự", 500_000)
    pay(books, 90_000)
    page = shown(treasurer.get(address(books, "tien-cua-ai/")))
    assert "Chi nhiều hơn thu, tính đến nay − 90.000" in page
    assert "Lãi giữ lại 0" in page


def _account(books, kind, subject):
    return AccountRef(INCOME, kind, subject).id_in(books.club_id)


@pytest.mark.parametrize("role", [Role.READER, Role.PROVINCE_OFFICER])
def test_who_may_not_see_people_reads_the_book_without_names(books, role):
    voucher = hand_in(books, a_receipt(fee(), 90_000, text="Bà Lụa nộp", party="Bà Lụa"))[0]
    source = receive_from(books, "Ông Tự", 500_000)
    above = role is Role.PROVINCE_OFFICER
    reader = signed_in(somebody_above(books) if above else club_officer(books.club_id, role, at=NOW))
    for path in (BOOK, f"phieu/{voucher}/", f"phieu/{source}/in/", "tien-cua-ai/", "hoat-dong/2026-01/in/"):
        page = reader.get(address(books, path)).content.decode()
        assert "Lụa" not in page
        assert "Ông Tự" not in page
    assert "90.000" in shown(reader.get(address(books, BOOK)))


def test_a_reader_is_offered_nothing_that_only_the_board_may_do(books):
    receive(books, 70_000, on=LAST_YEAR)
    reader = signed_in(club_officer(books.club_id, Role.READER, at=NOW))
    page = shown(reader.get(address(books, "hoat-dong/2025-12/")))
    assert "Ghi vào sổ" not in page
    assert "Khóa sổ tháng" not in page
    assert reader.get(address(books, "ghi/thu/ung-ho/")).status_code == 403


@pytest.mark.parametrize("path", ["hoat-dong/2026-01/", "hoat-dong/2026-01/in/", "tien-cua-ai/"])
def test_a_page_asks_the_database_no_more_with_more_entries_and_years(books, treasurer, path):
    receive(books, 70_000, on=LAST_YEAR)
    contribute(books, meeting=uuid7())
    treasurer.get(address(books, path))
    with CaptureQueriesContext(connection) as few:
        treasurer.get(address(books, path))
    for year in range(2016, 2026):
        hand_in(books, *(a_receipt(fee(), 1_000, on=date(year, month, 5)) for month in range(1, 13)))
    for _ in range(3):
        contribute(books, meeting=uuid7())
        receive(books, 10_000)
    close(books, "2016-01")
    with CaptureQueriesContext(connection) as many:
        treasurer.get(address(books, path))
    assert len(many) == len(few)


def test_old_books_brought_forward_stand_in_the_cash_book_and_are_not_rewritten(books, treasurer):
    held = [(cash_box(ACTIVITY), Dong(700_000)), (stock(ACTIVITY), Dong(50_000))]
    whose = [(AccountRef(ACTIVITY, AccountKind.RETAINED_RESULT), Dong(750_000))]
    opened = bring_forward(books, opening_lines(ACTIVITY, held, whose))
    book = shown(treasurer.get(address(books, "hoat-dong/2026-01/")))
    assert "Số dư chuyển sang từ sổ cũ" in book
    page = shown(treasurer.get(address(books, f"phieu/{opened}/")))
    assert "Trong hòm quỹ 700.000 Hàng trong kho 50.000 Cộng 750.000 đ" in page
    assert "Ghi lại số tiền hoặc ngày cho đúng" not in page
    assert treasurer.get(address(books, f"phieu/{opened}/sua/")).status_code == 302
