"""Đơn xin vay: the list, one request with its votes, and what the meeting should know."""

from datetime import date

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.rules import Remark
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.applications import open_applications
from lienthehe.loans.queries.asking import asker_of, warnings_for, warnings_for_all
from tests.given.books import NOW, TODAY, some_books
from tests.given.clubs import a_board, club_officer
from tests.given.entries import somebody_above
from tests.given.loan_pages import answer, page
from tests.given.loans import approve, ask, lend, lending_books, loan, pay_out, repay

pytestmark = pytest.mark.django_db
FIRST_DUE = date(2026, 2, 17)


def requests(books):
    return [row.asked for row in open_applications(books.club_id)]


def test_nobody_asked_is_said_with_a_way_on():
    text = page(some_books(people=1), "don/")
    assert "Chưa có đơn xin vay nào" in text
    assert "Ghi đơn xin vay" in text


def test_those_before_the_meeting_come_first(lender):
    ask(lender, lender.members[1], 2_000_000)
    done = ask(lender, lender.members[0], 1_000_000)
    approve(lender, done, 1_000_000)
    pay_out(lender, done, 1_000_000)
    text = page(lender, "don/")
    assert text.index("Trước buổi sinh hoạt") < text.index("2.000.000 đ") < text.index("Đã giải quyết")
    assert "Chờ biểu quyết" in text
    assert "Đã giải ngân" in text


def test_one_request_tells_votes_and_leads_to_its_loan(lender):
    wanted = ask(lender, lender.members[0], guarantor="Con trai Minh")
    approve(lender, wanted, 4_000_000)
    text = page(lender, f"don/{wanted}/")
    assert "xin vay 5.000.000 đ" in text
    assert "Người bảo lãnh Con trai Minh" in text
    assert "Đã duyệt, 20/01/2026 1 đồng ý, 0 không đồng ý, 0 không ý kiến Ghi lại từ giấy" in text
    assert "4.000.000 đ" in text
    borrowed = pay_out(lender, wanted, 4_000_000)
    assert f"/vay-von/{borrowed}/" in answer(lender, f"don/{wanted}/").content.decode()


def test_another_club_s_request_is_not_found(lender):
    assert answer(lender, f"don/{uuid7()}/").status_code == 404


def test_who_may_not_see_people_reads_no_name(lender):
    lend(lender, lender.members[1])
    wanted = ask(lender, lender.members[0], 20_000_000, purpose="Chữa bệnh")
    reader = club_officer(lender.club_id, Role.READER, at=NOW)
    (row,) = open_applications(lender.club_id)
    for path in ("don/", f"don/{wanted}/"):
        text = page(lender, path, by=reader)
        assert f"Thành viên số {row.member_number}" in text
        assert row.full_name not in text
        assert "Chữa bệnh" not in text


def messages(remarks: list[Remark]) -> list[str]:
    return [one.message for one in remarks]


def test_the_asker_is_known_by_what_is_owed_and_was_repaid(lender):
    member = lender.members[0]
    repay(lender, lend(lender, member, 1_000_000), 1_000_000)
    lend(lender, member, 2_000_000)
    known = asker_of(lender.club_id, member, FIRST_DUE)
    assert (known.owes, known.repaid_well, known.days_late, known.on_board) == (2_000_000, 1, 0, False)
    assert asker_of(lender.club_id, member, date(2026, 2, 20)).days_late == 3


def test_a_loan_once_long_late_was_not_repaid_well(lender):
    borrowed = lend(lender, lender.members[0], 1_000_000)
    on = date(2026, 4, 1)
    repay(lender, borrowed, loan(lender, borrowed, on).at.pay_off.total, on=on)
    assert asker_of(lender.club_id, lender.members[0], on).repaid_well == 0


def test_the_board_is_known():
    books = lending_books(people=5)
    a_board(books.club_id, size=3, by=somebody_above(books), at=NOW)
    wanted = ask(books, books.members[0])
    text = page(books, f"don/{wanted}/")
    assert "Cần cân nhắc trước khi biểu quyết" in text
    assert "Ban Chủ nhiệm" in text


def test_money_of_a_warning_is_written_as_money(lender):
    wanted = ask(lender, lender.members[0], 20_000_000)
    assert "10.000.000 đ" in page(lender, f"don/{wanted}/")


def test_money_promised_to_a_request_is_free_for_it(lender):
    first = ask(lender, lender.members[0], 9_000_000)
    approve(lender, first, 9_000_000)
    second = ask(lender, lender.members[1], 25_000_000)
    told = warnings_for_all(lender.club_id, requests(lender), TODAY)
    free = "Only %(free)s may be lent now."
    assert free not in messages(told[first])
    (remark,) = [one for one in told[second] if one.message == free]
    assert remark.values == {"free": 21_000_000}


def test_goods_come_out_of_the_stock_and_not_of_the_box(lender):
    ask(lender, lender.members[0], 1_000_000, goods="lợn giống", goods_value=Dong(40_000_000))
    (asked,) = requests(lender)
    assert "Only %(free)s may be lent now." not in messages(warnings_for(lender.club_id, asked, TODAY))


def test_whoever_owes_nothing_goes_first(lender):
    lend(lender, lender.members[0], 1_000_000)
    wanted = [ask(lender, member, 1_000_000) for member in lender.members[:2]]
    told = warnings_for_all(lender.club_id, requests(lender), TODAY)
    first = "Others who owe nothing wait for a loan and go first."
    assert [first in messages(told[one]) for one in wanted] == [True, False]


def test_three_requests_ask_as_often_as_one(lender, django_assert_max_num_queries):
    ask(lender, lender.members[0])
    with django_assert_max_num_queries(16) as first:
        warnings_for_all(lender.club_id, requests(lender), TODAY)
    for member in lender.members[1:3]:
        ask(lender, member)
    with django_assert_max_num_queries(len(first)):
        warnings_for_all(lender.club_id, requests(lender), TODAY)
