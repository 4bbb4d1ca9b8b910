"""The papers as pages: who may print what, and what each says on screen."""

import pytest
import time_machine

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import move_club
from lienthehe.foundation.ids import uuid7
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, TODAY, YESTERDAY, some_books
from tests.given.clubs import a_board, club_officer
from tests.given.counts import a_count, count
from tests.given.entries import address, somebody_above
from tests.given.meetings import everything, held
from tests.given.payments import correct, pay
from tests.given.places import commune
from tests.given.readers import shown, signed_in
from tests.given.receipts import borrow, receive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def books():
    given = some_books()
    a_board(given.club_id, size=3, by=somebody_above(given), at=NOW)
    return given


@pytest.fixture
def treasurer(books):
    return signed_in(books.treasurer)


def test_a_voucher_says_who_for_what_how_much_and_in_words(books, treasurer):
    capital = borrow(books, 20_000_000, lender="Ông Tự", terms="3 năm, không lãi")
    page = shown(treasurer.get(address(books, f"phieu/{capital}/in/")))
    assert "Số: PT 0001/2026 Quỹ tăng thu nhập" in page
    assert "Phiếu thu Ngày 20 tháng 1 năm 2026" in page
    assert "Người nộp tiền Ông Tự Về khoản 3 năm, không lãi" in page
    assert "Số tiền 20.000.000 đ Viết bằng chữ Hai mươi triệu đồng" in page
    assert "Mã sổ lúc ghi phiếu:" in page


def test_a_payment_is_signed_by_who_approved_and_who_got_it(books, treasurer):
    receive(books, 50_000)
    page = shown(treasurer.get(address(books, f"phieu/{pay(books, 20_000)}/in/")))
    assert f"Người duyệt (ký, ghi rõ họ tên) {books.chair.full_name}" in page
    assert "Người nhận tiền (ký, ghi rõ họ tên) Hàng Thử" in page


def test_a_voucher_that_was_undone_says_so_on_paper(books, treasurer):
    wrong = receive(books, 50_000)
    (undone,) = correct(books, wrong, reason="ghi hai lần")
    page = shown(treasurer.get(address(books, f"phieu/{wrong}/in/")))
    assert "Không còn giá trị: đã có phiếu đảo PT 0002." in page
    page = shown(treasurer.get(address(books, f"phieu/{undone}/in/")))
    assert "Đảo phiếu PT 0001: Ông Thử: Thu Lý do ghi hai lần" in page


def test_what_is_not_there_is_not_found(books, treasurer):
    assert treasurer.get(address(books, f"phieu/{uuid7()}/in/")).status_code == 404
    assert treasurer.get(address(books, "hoat-dong/2026-02/in/")).status_code == 404
    assert treasurer.get(f"/cau-lac-bo/{books.club_id}/in/bien-ban/{uuid7()}/").status_code == 404


def test_papers_that_name_people_are_for_those_who_may_see_them(books, treasurer):
    sheet = everything(books.club_id, TODAY, second=books.chair, others=2)
    meeting = held(sheet, by=books.treasurer, second=books.chair, at=NOW)
    reader = signed_in(club_officer(books.club_id, Role.READER, at=NOW))
    for path in ("in/diem-danh/", "in/mau-ghi/", f"in/bien-ban/{meeting}/"):
        where = f"/cau-lac-bo/{books.club_id}/{path}"
        assert treasurer.get(where).status_code == 200
        assert reader.get(where).status_code == 403


def test_the_lists_are_for_the_next_meeting_by_the_club_s_rule(books, treasurer):
    page = shown(treasurer.get(f"/cau-lac-bo/{books.club_id}/in/diem-danh/"))
    assert "Danh sách điểm danh Thứ Ba 17/02/2026" in page
    page = shown(treasurer.get(f"/cau-lac-bo/{books.club_id}/in/mau-ghi/"))
    assert "Dự định 17/02/2026" in page
    assert "Trang 4 trên 4" in page


def test_papers_bear_the_commune_of_their_day(books, treasurer):
    before = receive(books, 50_000, on=LAST_YEAR)
    sheet = everything(books.club_id, YESTERDAY, second=books.chair, others=2)
    meeting = held(sheet, by=books.treasurer, second=books.chair, at=NOW)
    new = commune("Xã Lóng Sập")
    move_club(
        club_id=books.club_id,
        unit_id=new.unit_id,
        on=TODAY,
        reason="Nghị quyết",
        by=somebody_above(books),
        at=NOW,
    )
    treasurer = signed_in(club_officer(books.club_id, Role.TREASURER, at=NOW))
    for path, place in (
        (f"so-quy/phieu/{before}/in/", "Xã Chiềng Sơn"),
        ("so-quy/hoat-dong/2025-12/in/", "Xã Chiềng Sơn"),
        (f"in/bien-ban/{meeting}/", "Xã Chiềng Sơn"),
        ("so-quy/hoat-dong/2026-01/in/", "Xã Lóng Sập"),
    ):
        page = shown(treasurer.get(f"/cau-lac-bo/{books.club_id}/{path}"))
        assert f"CLB thôn Đồng Mận {place}" in page, path


def test_the_book_of_the_running_month_says_until_when(books, treasurer):
    receive(books, 50_000, on=LAST_YEAR)
    running = shown(treasurer.get(address(books, "hoat-dong/2026-01/in/")))
    assert "Tồn quỹ đến ngày in: 50.000 đ" in running
    assert "Tồn quỹ cuối tháng" not in running
    assert "Tồn quỹ cuối tháng: 50.000 đ" in shown(treasurer.get(address(books, "hoat-dong/2025-12/in/")))


def test_a_common_tin_s_count_names_who_bears_the_difference():
    books = some_books(one_tin=True)
    receive(books, 50_000)
    count(books, a_count(50_000, INCOME, ACTIVITY))
    count(books, a_count(30_000, INCOME, ACTIVITY, borne_by=ACTIVITY))
    treasurer = signed_in(books.treasurer)
    said = "Hai quỹ chung một hòm, Quỹ hoạt động chịu phần chênh lệch."
    for fund in ("thu-nhap", "hoat-dong"):
        page = shown(treasurer.get(address(books, f"{fund}/2026-01/in/")))
        assert "sổ ghi 50.000 đ. Hai quỹ chung một hòm." in page
        assert f"thiếu 20.000 đ. {said}" in page
        assert said in shown(treasurer.get(address(books, f"{fund}/2026-01/")))
