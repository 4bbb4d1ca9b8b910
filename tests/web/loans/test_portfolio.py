"""Vay vốn: the loans of a day in numbers and one a line, and what may be lent."""

from datetime import date

import pytest

from lienthehe.access.rules import Role
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.queries.portfolio import portfolio_of
from tests.given.books import NOW, TODAY, some_books
from tests.given.clubs import club_officer
from tests.given.loan_pages import answer, page
from tests.given.loans import approve, ask, lend, repay, undo, write_off
from tests.given.receipts import borrow

pytestmark = pytest.mark.django_db
FIRST_DUE, SECOND_DUE = date(2026, 2, 17), date(2026, 3, 17)
LATE = date(2026, 4, 1)


def test_an_empty_book_teaches_how_a_loan_begins():
    books = some_books(people=1)
    text = page(books)
    assert "Chưa có khoản vay nào" in text
    assert "Khoản vay bắt đầu từ đơn xin vay" in text
    assert "Ghi đơn xin vay" in text


def test_borrowers_are_persons_and_loans_are_counted_apart(lender):
    lend(lender, lender.members[0])
    lend(lender, lender.members[0], 1_000_000)
    lend(lender, lender.members[1], 2_000_000)
    text = page(lender)
    assert "Còn nợ câu lạc bộ 8.000.000 đ Tám triệu đồng 2 người vay, 3 lượt vay" in text
    assert "Cho vay năm 2026, 3 lượt 8.000.000" in text


def test_a_loan_is_late_due_or_comes_next_in_words(lender):
    lend(lender, lender.members[0])
    assert "Kỳ tới 17/02/2026: 540.000 đ" in page(lender)
    assert "Đến hạn 17/02/2026: 540.000 đ" in page(lender, on=date(2026, 2, 3))
    text = page(lender, on=date(2026, 3, 10))
    assert "Quá hạn 21 ngày: 540.000 đ" in text
    assert "Gốc quá hạn 500.000 Lãi quá hạn 40.000 Nằm ở khoản quá hạn trên 30 ngày 0 %" in text


def test_a_loan_more_than_thirty_days_late_is_at_risk_whole(lender):
    lend(lender, lender.members[0], 3_000_000)
    other = lend(lender, lender.members[1], 1_000_000)
    repay(lender, other, on=FIRST_DUE)
    repay(lender, other, on=SECOND_DUE)
    numbers = portfolio_of(loans_on(lender.club_id, LATE))
    assert (numbers.outstanding, numbers.at_risk) == (3_800_000, 3_000_000)
    assert "Nằm ở khoản quá hạn trên 30 ngày 78,9 %" in page(lender, on=LATE)
    assert "Gốc đã thu năm 2026 200.000 Lãi đã thu năm 2026 16.000" in page(lender, on=LATE)


def test_each_list_shows_its_loans_alone(lender):
    lend(lender, lender.members[0], 1_000_000)
    done = lend(lender, lender.members[1], 2_000_000, instalments=6)
    repay(lender, done, 2_000_000, on=TODAY)
    told = {word: page(lender, f"?show={word}", on=LATE) for word in ("open", "late", "due", "repaid")}
    assert "Quá hạn 43 ngày" in told["late"]
    assert "Trả hết ngày 20/01/2026" in told["repaid"]
    assert "Trả hết" not in told["open"]
    assert "Quá hạn 43 ngày" in told["due"]


def test_a_written_off_loan_is_still_watched(lender):
    loan = lend(lender, lender.members[0], 10_000)
    repay(lender, loan, 10_000, on=TODAY)
    other = lend(lender, lender.members[1], 1_000_000, on=TODAY)
    repay(lender, other, on=FIRST_DUE)
    kept = 8_000
    rest = lend(lender, lender.members[2], kept, instalments=6, on=FIRST_DUE)
    write_off(lender, rest, on=SECOND_DUE)
    text = page(lender, "?show=written_off", on=SECOND_DUE)
    assert "Đã xóa nợ, còn theo dõi" in text
    assert "1 người vay, 1 lượt vay" in text


def test_a_past_day_is_told_as_it_was(lender):
    loan = lend(lender, lender.members[0])
    repay(lender, loan, on=FIRST_DUE)
    assert "Còn nợ câu lạc bộ 4.500.000 đ" in page(lender, on=LATE)
    text = page(lender, "?on=16/02/2026", on=LATE)
    assert "Tính đến hết ngày 16/02/2026." in text
    assert "Còn nợ câu lạc bộ 5.000.000 đ" in text
    assert "Hiện còn cho vay được bao nhiêu" not in text


def test_a_loan_that_was_undone_is_gone(lender):
    loan = lend(lender, lender.members[0])
    (row,) = loans_on(lender.club_id, TODAY)
    assert row.id == loan
    undo(lender, row.vouchers[0])
    assert "Còn nợ câu lạc bộ 0 đ" in page(lender)


@pytest.mark.parametrize("typed", ["31/12/2026", "hôm qua", "99/99/2026"])
def test_a_day_that_cannot_be_shown_is_said_and_today_is_shown(lender, typed):
    lend(lender, lender.members[0])
    text = page(lender, f"?on={typed}")
    assert "Chưa xem được" in text
    assert "Tính đến hết ngày 20/01/2026." in text


def test_a_name_is_found_without_its_marks(lender):
    lend(lender, lender.members[0])
    (row,) = loans_on(lender.club_id, TODAY)
    family = row.borrower.split()[-1]
    assert row.borrower in page(lender, f"?q={family.lower()}")
    assert "Không có khoản vay nào như vậy mang tên này." in page(lender, "?q=zzz")


def test_free_money_is_the_box_less_what_is_promised_and_goes_back(lender):
    borrow(lender, 2_000_000)
    promised = ask(lender, lender.members[0])
    approve(lender, promised, 4_000_000)
    text = page(lender)
    assert "Trong hòm quỹ 32.000.000 Đã duyệt, chưa chi tiền − 4.000.000" in text
    assert "Còn cho vay được 28.000.000 đ" in text


def test_who_may_not_see_people_reads_numbers(lender):
    lend(lender, lender.members[0], purpose="Chữa bệnh cho ông Tư")
    (row,) = loans_on(lender.club_id, TODAY)
    reader = club_officer(lender.club_id, Role.READER, at=NOW)
    text = page(lender, by=reader)
    assert f"Thành viên số {row.member_number}" in text
    assert row.borrower not in text
    assert "ông Tư" not in text
    assert "Ghi đơn xin vay" not in text


def test_three_loans_ask_as_often_as_one(lender, django_assert_max_num_queries):
    lend(lender, lender.members[0])
    with django_assert_max_num_queries(45) as first:
        answer(lender)
    for member in lender.members[1:3]:
        lend(lender, member)
    with django_assert_max_num_queries(len(first)) as later:
        answer(lender)
    assert len(later) == len(first)
