"""Ai đã làm gì: each act on each kind of thing in its own words."""

from datetime import date, timedelta

import pytest
import time_machine

from lienthehe.access.commands import end_grant, renew_access
from lienthehe.access.queries import grants_within
from lienthehe.clubs.commands import begin_volunteering, correct_regulation, end_volunteering, leave_club
from lienthehe.clubs.queries import scopes_of_club
from lienthehe.clubs.rules import LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.meetings.commands import begin_meeting, put_away_draft
from tests.given.books import LAST_YEAR, NOW, close, some_books
from tests.given.clubs import adopt, club_officer, province_officer
from tests.given.loans import extend, lend, lending_books, repay
from tests.given.people import a_member
from tests.given.places import commune
from tests.given.readers import shown, signed_in
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def books():
    return some_books(people=0)


@pytest.fixture
def above():
    return province_officer(commune("Xã Chiềng Sơn"), at=NOW)


def trail(books):
    return shown(signed_in(books.chair).get(f"/cau-lac-bo/{books.club_id}/nguoi-dung/nhat-ky/"))


def test_an_access_opened_renewed_and_ended_reads_differently(books, above):
    dao = club_officer(books.club_id, at=NOW)
    within = scopes_of_club(books.club_id, on=NOW.date())
    renew_access(officer=dao, within=within, by=above, at=NOW)
    grant = grants_within(scopes=within[:1], on=NOW.date()).get(officer=dao)
    end_grant(grant_id=grant.pk, until=NOW.date(), within=within, by=above, at=NOW)
    page = trail(books)
    assert all(f"{words} · {dao.full_name}" in page for words in ("mở quyền", "cấp mã mới", "cho thôi quyền"))


def test_joining_leaving_and_volunteering_read_differently(books):
    dao = a_member(books.club_id, "Hà Thị Đào", by=books.chair, at=NOW)
    whose = {"person_id": dao.person_id, "by": books.chair}
    begin_volunteering(**whose, since=NOW.date(), at=NOW)
    assert "ghi thôi làm tình nguyện viên" not in trail(books)
    end_volunteering(**whose, until=NOW.date(), at=LATER)
    leave_club(
        membership_id=dao.membership_id, on=NOW.date(), reason=LeavingReason.MOVED, by=books.chair, at=LATER
    )
    page = trail(books)
    for words in (
        "ghi vào câu lạc bộ",
        "ghi làm tình nguyện viên",
        "ghi thôi làm tình nguyện viên",
        "ghi ra khỏi câu lạc bộ",
    ):
        assert page.count(f"{words} · Hà Thị Đào") == 1


def test_a_draft_opened_and_put_away_reads_differently(books):
    sheet = uuid7()
    begin_meeting(
        club_id=books.club_id,
        sheet_id=sheet,
        on=NOW.date(),
        stands_for=Month.of(NOW.date()),
        by=books.treasurer,
        at=NOW,
    )
    put_away_draft(club_id=books.club_id, draft_id=sheet, by=books.treasurer, at=LATER)
    page = trail(books)
    assert (page.count("mở bản ghi dở buổi sinh hoạt"), page.count("bỏ bản ghi dở")) == (1, 1)


def test_regulations_put_in_force_and_corrected_read_differently(books):
    terms = adopt(books.club_id, since=date(2026, 1, 1), by=books.chair, at=NOW)
    correct_regulation(club_id=books.club_id, terms=terms, by=books.chair, at=LATER)
    assert "ghi quy chế mới" in trail(books)
    assert trail(books).count("sửa quy chế đã ghi") == 1


def test_what_is_about_a_loan_names_its_note():
    books = lending_books()
    owed = lend(books, books.members[0])
    extend(books, owed, [date(2026, 4, 17)])
    paid = repay(books, owed, 40_000)
    page = signed_in(books.chair).get(f"/cau-lac-bo/{books.club_id}/nguoi-dung/nhat-ky/")
    assert shown(page).count("cho vay, gia hạn, xóa nợ · khế ước số 0001/2026") == 3
    html = page.content.decode()
    assert html.count(f'/vay-von/{owed}/">khế ước số 0001/2026') == 2
    assert f'/phieu/{paid}/">khế ước số 0001/2026' in html


def test_a_closed_month_is_named(books):
    receive(books, 70_000, on=LAST_YEAR)
    close(books, "2025-12")
    assert "khóa sổ · tháng 12/2025" in trail(books)
