"""Hôm nay: the next meeting, both boxes, at most five things to do."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine

from lienthehe.access.rules import Role
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.capital import DuePart
from tests.given.books import INCOME, LAST_YEAR, NOW, some_books
from tests.given.clubs import a_board, a_club, club_officer
from tests.given.counts import a_count, count
from tests.given.meetings import a_sheet, held
from tests.given.people import a_member
from tests.given.readers import shown, signed_in
from tests.given.receipts import borrow, receive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def books():
    empty = some_books(people=0)
    member = a_member(empty.club_id, "Hà Đình Thái", by=empty.chair, birth_year=1960, at=NOW)
    return replace(empty, members=(member.membership_id,))


def today(books, officer=None):
    return shown(signed_in(officer or books.treasurer).get(f"/cau-lac-bo/{books.club_id}/"))


def test_the_next_meeting_follows_the_club_s_rule(books):
    page = today(books)
    assert "Thứ Ba 20/01/2026 Mùng 2 tháng Chạp âm lịch" in page
    assert "Còn 28 ngày đến buổi sinh hoạt Thứ Ba 17/02/2026, 08:00 mùng 1 tháng Giêng" in page
    assert "Chuẩn bị buổi sinh hoạt" in page


def test_on_the_day_itself_it_says_today(books):
    with time_machine.travel(datetime(2026, 2, 17, 7, 0, tzinfo=NOW.tzinfo), tick=False):
        assert "Hôm nay sinh hoạt" in today(books)


def test_both_boxes_and_their_sum_in_words(books):
    receive(books, 260_000)
    receive(books, 21_870_000, fund=INCOME)
    page = today(books)
    assert "Quỹ tăng thu nhập 21.870.000 Quỹ hoạt động 260.000 Cả hai quỹ 22.130.000 đ" in page
    assert "Hai mươi hai triệu một trăm ba mươi nghìn đồng" in page


def test_a_quiet_day_says_what_would_stand_here():
    books = some_books(people=0)
    for name in ("Hà Thị Sen", "Lò Thị Mai"):
        a_member(books.club_id, name, by=books.chair, joined_on=NOW.date(), at=NOW)
    a_board(books.club_id, size=2, since=NOW.date(), by=books.chair, at=NOW)
    receive(books, 100_000)
    assert "Không có việc nào phải làm" in today(books)


def test_a_new_club_reads_what_to_write_down_first():
    club = a_club(at=NOW, regulations=False)
    browser = signed_in(club_officer(club.id, Role.CHAIR, at=NOW))
    page = browser.get(f"/cau-lac-bo/{club.id}/")
    said = "Ghi danh sách thành viên sổ chưa có ai Ghi Ban Chủ nhiệm sau khi ghi thành viên Ghi quy chế"
    assert f"4 việc cần làm {said}" in shown(page)
    assert "Chuyển sổ cũ sang nếu câu lạc bộ đã hoạt động từ trước" in shown(page)
    for address in ("thanh-vien/them-nhieu/", "thong-tin/ban-chu-nhiem/", "thong-tin/quy-che/", "mo-so-cu/"):
        there = f"/cau-lac-bo/{club.id}/{address}"
        assert f'href="{there}"' in page.content.decode()
        assert browser.get(there).status_code == 200


def test_a_new_club_asks_each_only_what_they_may_write_down():
    club = a_club(at=NOW, regulations=False)
    treasurer, reader = (club_officer(club.id, role, at=NOW) for role in (Role.TREASURER, Role.READER))
    pages = [shown(signed_in(who).get(f"/cau-lac-bo/{club.id}/")) for who in (treasurer, reader)]
    assert ["Ghi danh sách thành viên" in page for page in pages] == [True, False]
    assert not any("Ghi quy chế" in page for page in pages)


def test_a_club_with_members_board_and_regulations_is_told_none_of_that(books):
    assert "Ghi Ban Chủ nhiệm sổ chưa ghi" in today(books, books.chair)
    a_member(books.club_id, by=books.chair, joined_on=NOW.date(), at=NOW)
    a_board(books.club_id, size=2, since=NOW.date(), by=books.chair, at=NOW)
    page = today(books, books.chair)
    assert not any(words in page for words in ("Ghi danh sách", "Ghi Ban Chủ nhiệm", "Ghi quy chế"))


def test_the_only_one_who_turns_75_this_year_is_one_tap_away(books):
    sen = a_member(books.club_id, "Hà Thị Sen", by=books.chair, birth_year=1951, at=NOW)
    person = f'href="/cau-lac-bo/{books.club_id}/thanh-vien/{sen.person_id}/"'
    browser = signed_in(books.treasurer)
    assert person in browser.get(f"/cau-lac-bo/{books.club_id}/").content.decode()
    a_member(books.club_id, "Lò Thị Mai", by=books.chair, birth_year=1951, at=NOW)
    assert person not in browser.get(f"/cau-lac-bo/{books.club_id}/").content.decode()


def test_what_needs_somebody_is_a_link_each(books):
    receive(books, 70_000, on=LAST_YEAR)
    receive(books, 50_000)
    count(books, a_count(100_000))
    day = NOW.date() + timedelta(days=80)
    borrow(books, 20_000_000, lender="Ông Tự", parts=[DuePart(day, Dong(20_000_000))])
    page = today(books)
    assert "4 việc cần làm" in page
    assert "Hòm quỹ thiếu tiền Quỹ hoạt động, chưa giải quyết 20.000 đ" in page
    assert f"Ông Tự phải trả ngày {day:%d/%m/%Y} 20.000.000 đ" in page
    assert "Khóa sổ tháng 12/2025 1 tháng đã hết mà chưa khóa sổ" in page
    assert "1 người còn thiếu đóng góp cộng tất cả 40.000 đ" in page


def test_capital_beyond_ninety_days_is_not_yet_said(books):
    borrow(books, 20_000_000, parts=[DuePart(NOW.date() + timedelta(days=91), Dong(20_000_000))])
    assert "phải trả ngày" not in today(books)


def test_who_turns_75_is_named_for_those_who_may_see_people(books):
    a_member(
        books.club_id, "Ngô Thị Lài", by=books.chair, birth_year=1951, birth_date=date(1951, 2, 28), at=NOW
    )
    a_member(books.club_id, "Hà Thị Sen", by=books.chair, birth_year=1951, at=NOW)
    page = today(books)
    assert "Ngô Thị Lài tròn 75 tuổi ngày 28/02: làm đơn trợ cấp hưu trí xã hội" in page
    assert "1 người tròn 75 tuổi trong năm nay: Hà Thị Sen" in page
    reader = club_officer(books.club_id, Role.READER, at=NOW)
    assert "Ngô Thị Lài" not in today(books, reader)


def test_no_more_than_five_things_are_said(books):
    for number in range(6):
        name = f"Người Thứ {number}"
        a_member(
            books.club_id, name, by=books.chair, birth_year=1951, birth_date=date(1951, 2, 1 + number), at=NOW
        )
    assert "5 việc cần làm" in today(books)


def test_a_meeting_that_is_not_in_the_books_is_asked_for(books):
    december = a_sheet(books.club_id, LAST_YEAR)
    held(december, by=books.treasurer, second=books.chair, at=NOW)
    assert "Buổi sinh hoạt tháng 01/2026 chưa ghi sổ lẽ ra họp ngày 17/01" in today(books)
    held(a_sheet(books.club_id, NOW.date()), by=books.treasurer, second=books.chair, at=NOW)
    assert "chưa ghi sổ" not in today(books)
