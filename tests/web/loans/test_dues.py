"""Lịch thu: what is late, then each due day of the next three months; and the first page's lines about loans."""

from datetime import date

import pytest
import time_machine

from tests.given.books import some_books
from tests.given.loan_pages import page
from tests.given.loans import approve, ask, lend, loan, moment, repay
from tests.given.readers import shown, signed_in

pytestmark = pytest.mark.django_db
FIRST_DUE, SOON, LATE = date(2026, 2, 17), date(2026, 2, 3), date(2026, 3, 10)


def first_page(books, on):
    with time_machine.travel(moment(on), tick=False):
        return shown(signed_in(books.treasurer).get(f"/cau-lac-bo/{books.club_id}/"))


def test_nobody_owes_anything_is_said():
    assert "Không ai còn nợ" in page(some_books(people=1), "lich-thu/")


def test_each_due_day_names_who_pays_what_it_is_made_of(lender):
    one = lend(lender, lender.members[0])
    lend(lender, lender.members[1], 2_000_000)
    text = page(lender, "lich-thu/")
    name = loan(lender, one).borrower
    assert "Tháng 01/2026 Không có kỳ nào đến hạn." in text
    assert "Tháng 02/2026 Thứ Ba 17/02/2026" in text
    assert f"{name} gốc 500.000, lãi 40.000 540.000 đ" in text
    assert "Cộng: gốc 700.000, lãi 56.000 756.000 đ" in text
    assert "Tháng 03/2026" in text
    assert "Tháng 04/2026" not in text


def test_what_is_late_stands_on_top_with_its_sum(lender):
    one = lend(lender, lender.members[0])
    two = lend(lender, lender.members[1], 2_000_000)
    repay(lender, two, on=FIRST_DUE)
    text = page(lender, "lich-thu/", on=LATE)
    assert f"Quá hạn từ trước {loan(lender, one).borrower}" in text
    assert "Cộng quá hạn: gốc 500.000, lãi 40.000 540.000 đ" in text


def test_what_is_paid_is_asked_for_no_more(lender):
    one = lend(lender, lender.members[0])
    repay(lender, one, 240_000, on=SOON)
    assert "gốc 300.000, lãi 0 300.000 đ" in page(lender, "lich-thu/", on=SOON)


def test_today_names_one_due_loan_and_counts_several(lender):
    one = lend(lender, lender.members[0])
    assert f"{loan(lender, one).borrower} Đến hạn 17/02/2026: 540.000 đ" in first_page(lender, SOON)
    lend(lender, lender.members[1])
    assert "2 khoản vay đến hạn cộng tất cả 1.080.000 đ" in first_page(lender, SOON)
    assert "2 khoản vay quá hạn cộng tất cả 2.160.000 đ" in first_page(lender, date(2026, 3, 18))


def test_today_says_which_requests_wait(lender):
    ask(lender, lender.members[0])
    approve(lender, ask(lender, lender.members[1]), 3_000_000)
    text = first_page(lender, SOON)
    assert "1 khoản vay đã duyệt chưa giải ngân 3.000.000 đ" in text
    assert "1 đơn xin vay chờ buổi sinh hoạt biểu quyết" in text
