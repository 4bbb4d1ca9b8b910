"""One person's page and what is written about her."""

from datetime import date, datetime
from uuid import uuid4

import pytest
import time_machine

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import leave_club
from lienthehe.clubs.queries import composition_on, members_left, members_on, person_story
from lienthehe.clubs.rules import Fund, HouseholdClass, LeavingReason
from lienthehe.ledger.commands import record_receipts
from tests.given.clubs import a_board, a_club, club_officer, province_officer
from tests.given.officers import AT
from tests.given.people import a_member, members
from tests.given.readers import shown, signed_in
from tests.given.receipts import dues_receipt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = AT.date()


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


@pytest.fixture
def dao(club, chair):
    return a_member(club.id, household_class=HouseholdClass.POOR, joined_on=date(2026, 9, 1), by=chair)


def page_of(club, row, act=""):
    return f"/cau-lac-bo/{club.id}/thanh-vien/{row.person_id}/{act}"


def test_a_page_tells_who_she_is_what_she_owes_and_what_has_been(club, chair, dao):
    page = shown(signed_in(chair).get(page_of(club, dao)))
    assert "Bà Phạm Thị Đào Sinh năm 1958, 68 tuổi. Vào câu lạc bộ 01/09/2026, số 1." in page
    assert "Hộ nghèo." in page
    owes = "Quỹ hoạt động Đã góp 0 đ Thiếu từ tháng 09/2026 20.000 đ Cần góp kỳ này 10.000 đ"
    assert owes in page
    assert "01/09/2026 Vào câu lạc bộ, số 1" in page
    assert "Chuyển đi, mất, xin ra hoặc bị đưa ra" in page


def test_nobody_but_board_and_commune_opens_a_persons_page(club, dao):
    for officer in (province_officer(club.place), club_officer(club.id, Role.READER)):
        assert signed_in(officer).get(page_of(club, dao)).status_code == 403


def test_a_person_of_another_club_is_not_found_behind_ones_own(club, chair):
    other = a_club(name="CLB khác")
    row = a_member(other.id, by=club_officer(other.id, Role.CHAIR))
    for act in ("", "sua/", "thoi/", "vao-lai/", "chung-nhan/", "tinh-nguyen/"):
        assert signed_in(chair).get(page_of(club, row, act)).status_code == 404
        assert signed_in(chair).post(page_of(club, row, act), {}).status_code in {404, 405}


def test_what_is_written_of_a_person_is_corrected(club, chair, dao):
    browser = signed_in(chair)
    page = browser.get(page_of(club, dao, "sua/")).content.decode()
    assert 'value="Phạm Thị Đào"' in page
    assert 'value="1958"' in page
    typed = {
        "full_name": "Phạm Thị Đào",
        "sex": "female",
        "birth_year": "02/03/1957",
        "phone": "0912 345 678",
    }
    answer = browser.post(page_of(club, dao, "sua/"), typed, follow=True)
    assert "Sinh ngày 02/03/1957, 69 tuổi." in shown(answer)
    story = person_story(club.id, dao.person_id, TODAY)
    assert story is not None
    assert story.facts.household_id == dao.household_id


def test_who_moves_in_with_somebody_and_out_again(club, chair, dao):
    other = a_member(club.id, "Bùi Văn Ái", by=chair)
    browser = signed_in(chair)
    typed = {"full_name": "Phạm Thị Đào", "sex": "female", "birth_year": "1958"}
    browser.post(page_of(club, dao, "sua/"), typed | {"household_id": other.household_id})
    assert "Cùng nhà với Bùi Văn Ái." in shown(browser.get(page_of(club, dao)))
    browser.post(page_of(club, dao, "sua/"), typed | {"household_id": ""})
    assert "Cùng nhà với" not in shown(browser.get(page_of(club, dao)))


def test_leaving_and_coming_back(club, chair, dao):
    browser = signed_in(chair)
    leaves = {"do": "write", "on": "01/10/2026", "settled_on": "01/10/2026"}
    answer = browser.post(page_of(club, dao, "thoi/"), leaves | {"reason": ""})
    assert "Chọn lý do." in shown(answer)
    browser.post(page_of(club, dao, "thoi/"), leaves | {"reason": "moved"})
    answer = browser.get(page_of(club, dao))
    assert "Ra khỏi câu lạc bộ từ 01/10/2026: Chuyển đi nơi khác." in shown(answer)
    assert members_left(club.id, TODAY)[0].left_reason is LeavingReason.MOVED
    again = {"membership_id": uuid4(), "joined_on": "15/10/2026"}
    answer = browser.post(page_of(club, dao, "vao-lai/"), again, follow=True)
    assert "Phạm Thị Đào lại là thành viên." in shown(answer)
    assert [row.number for row in members_on(club.id, TODAY)] == [2]


def test_what_was_paid_is_told_for_each_time_as_a_member(club, chair, dao):
    receipt = dues_receipt(
        dao.membership_id, 500_000, fund=Fund.INCOME, refundable=True, on=date(2026, 9, 17)
    )
    record_receipts(club_id=club.id, receipts=[receipt], by=club_officer(club.id), at=AT)
    browser = signed_in(chair)
    leave_club(
        membership_id=dao.membership_id, on=date(2026, 10, 15), reason=LeavingReason.MOVED, by=chair, at=AT
    )
    page = shown(browser.get(page_of(club, dao)))
    assert "Cần góp kỳ này" not in page
    before = "Số 1, 2026 Quỹ hoạt động Đã góp 0 đ Thiếu từ tháng 09/2026 20.000 đ"
    share = "Quỹ tăng thu nhập, được trả lại khi ra Đã góp 500.000 đ"
    assert f"{before} {share}" in page
    browser.post(page_of(club, dao, "vao-lai/"), {"membership_id": uuid4(), "joined_on": "01/11/2026"})
    page = shown(browser.get(page_of(club, dao)))
    now = "Số 2, từ 2026 Quỹ hoạt động Đã góp 0 đ Cần góp kỳ này 10.000 đ"
    assert page.index(now) < page.index(before) < page.index("được trả lại khi ra Đã góp 500.000 đ")


def test_who_left_this_month_is_asked_for_nothing_more(club, chair, dao):
    with time_machine.travel(datetime(2026, 11, 20, 8, tzinfo=AT.tzinfo), tick=False):
        browser = signed_in(chair)
        assert "Cần góp kỳ này 10.000 đ" in shown(browser.get(page_of(club, dao)))
        browser.post(
            page_of(club, dao, "thoi/"),
            {"do": "write", "on": "15/11/2026", "settled_on": "15/11/2026", "reason": "moved"},
        )
        page = shown(browser.get(page_of(club, dao)))
    assert "Thiếu từ tháng 09/2026 20.000 đ" in page
    assert "Cần góp kỳ này" not in page


def test_a_certificate_is_written_down(club, chair, dao):
    typed = {
        "certificate_id": uuid4(),
        "household_class": "near_poor",
        "since": "01/10/2026",
        "until": "31/12/2026",
        "number": "12/GCN",
    }
    answer = signed_in(chair).post(page_of(club, dao, "chung-nhan/"), typed, follow=True)
    assert "Hộ cận nghèo, xã chứng nhận đến 31/12/2026" in shown(answer)
    assert composition_on(club.id, TODAY).near_poor == 1


def test_volunteering_begins_and_ends(club, chair, dao):
    browser = signed_in(chair)
    answer = browser.post(page_of(club, dao, "tinh-nguyen/"), {"on": "01/10/2026"}, follow=True)
    assert "Phạm Thị Đào là tình nguyện viên." in shown(answer)
    assert "Ngày cuối làm tình nguyện viên" in shown(browser.get(page_of(club, dao, "tinh-nguyen/")))
    answer = browser.post(page_of(club, dao, "tinh-nguyen/"), {"on": "15/10/2026"}, follow=True)
    assert "Phạm Thị Đào thôi làm tình nguyện viên." in shown(answer)


def test_a_seat_on_the_board_is_part_of_the_story(club, chair):
    rows = members(club.id, 5, by=chair)
    a_board(club.id, by=chair)
    page = shown(signed_in(chair).get(page_of(club, rows[0])))
    assert "01/09/2025 Vào Ban Chủ nhiệm: Chủ nhiệm" in page
