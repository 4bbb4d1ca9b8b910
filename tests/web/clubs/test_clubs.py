"""Câu lạc bộ: the register, the page of one club, its board and its regulations."""

from datetime import date
from uuid import uuid4

import pytest

from lienthehe.access.rules import COUNTRY, Role
from lienthehe.clubs.commands import leave_club
from lienthehe.clubs.queries import board_on, club_summary, regulation_on, regulations_of
from lienthehe.clubs.rules import LeavingReason, ManagingBody, Post
from tests.given.clubs import (
    MONTHLY,
    a_board,
    a_club,
    adopt,
    club_officer,
    commune_officer,
    province_officer,
)
from tests.given.officers import AT, an_officer
from tests.given.people import members
from tests.given.places import BEFORE, commune
from tests.given.readers import shown, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = AT.date()
TYPED = {
    "name": "CLB bản Mới",
    "village": "Bản Mới",
    "founded_on": "01/10/2026",
    "managing_body": "association",
    "meeting_rule": "weekday_of_month-1-6",
    "meeting_time": "14:30",
    "meeting_place": "Nhà ông Tư",
    "tins": "one",
}


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def about(club, page=""):
    return f"/cau-lac-bo/{club.id}/thong-tin/{page}"


def test_an_officer_sees_the_clubs_of_his_place(club):
    a_club(name="CLB nơi khác", place=commune("Phường Ba Đình"))
    page = shown(signed_in(province_officer(club.place)).get("/cau-lac-bo/"))
    assert "1 câu lạc bộ" in page
    assert "CLB thôn Đồng Mận Thôn Đồng Mận · Xã Chiềng Sơn, Tỉnh Sơn La Chưa ghi thành viên nào" in page
    assert "CLB nơi khác" not in page
    page = shown(signed_in(an_officer(Role.CENTRAL_OFFICER, COUNTRY)).get("/cau-lac-bo/"))
    assert "2 câu lạc bộ" in page


def test_filters_of_the_register_are_links_and_stay_together(club):
    a_club(name="CLB Hoa Ban", managing_body=ManagingBody.WOMENS_UNION)
    browser = signed_in(province_officer(club.place))
    page = browser.get("/cau-lac-bo/", {"q": "hoa ban"})
    assert "1 câu lạc bộ" in shown(page)
    assert 'href="?q=hoa+ban&amp;body=womens_union"' in page.content.decode()
    page = browser.get("/cau-lac-bo/", {"q": "hoa ban", "body": "association", "page": "nhiều"})
    assert "Không có câu lạc bộ nào tên như vậy" in shown(page)


def test_an_empty_register_teaches_how_to_begin():
    place = commune("Phường Ba Đình")
    page = shown(signed_in(province_officer(place)).get("/cau-lac-bo/"))
    assert "Địa bàn này chưa có câu lạc bộ nào" in page
    assert "Ghi câu lạc bộ mới" in page


def test_a_long_register_has_pages(club):
    for number in range(25):
        a_club(name=f"CLB {number}")
    browser = signed_in(province_officer(club.place))
    assert "Trang 1 trên 2" in shown(browser.get("/cau-lac-bo/"))
    assert "Trang 2 trên 2" in shown(browser.get("/cau-lac-bo/", {"page": 2}))


def test_the_province_founds_a_club_once(club):
    browser = signed_in(province_officer(club.place))
    typed = TYPED | {"id": uuid4(), "unit_id": club.unit_id}
    answer = browser.post("/cau-lac-bo/moi/", typed, follow=True)
    page = shown(answer)
    assert "Đã ghi CLB bản Mới vào danh sách câu lạc bộ." in page
    assert "Chủ nhật đầu tháng, 14 giờ 30" in page
    assert "Một hòm chung cho cả hai quỹ" in page
    browser.post("/cau-lac-bo/moi/", typed)
    assert "2 câu lạc bộ" in shown(browser.get("/cau-lac-bo/"))


def test_a_commune_founds_clubs_in_itself_only(club, chair):
    browser = signed_in(commune_officer(club.place))
    form = shown(browser.get("/cau-lac-bo/moi/"))
    assert "Xã Chiềng Sơn" in form
    assert "Phường Mộc Châu" not in form
    typed = TYPED | {"id": uuid4(), "unit_id": commune("Phường Mộc Châu").unit_id}
    assert "Chưa ghi được" in shown(browser.post("/cau-lac-bo/moi/", typed))
    assert signed_in(chair).get("/cau-lac-bo/moi/").status_code == 403


def test_a_club_tells_about_itself(club, chair):
    members(club.id, 5, by=chair)
    a_board(club.id, by=chair)
    page = shown(signed_in(chair).get(about(club)))
    assert "Ngày 17 hằng tháng, 8 giờ 00" in page
    assert "Buổi tới: Thứ Ba 17/11/2026" in page
    assert "Chủ nhiệm: " in page
    assert "Quỹ hoạt động 10.000 đ mỗi tháng" in page
    assert "45/QĐ-UBND, 01/09/2025" in page


def test_the_members_are_counted_on_any_day(club, chair):
    members(club.id, 5, by=chair)
    members(club.id, 2, by=chair, joined_on=date(2026, 10, 1), seed=2)
    browser = signed_in(chair)
    assert "Thành viên 7" in shown(browser.get(about(club)))
    page = shown(browser.get(about(club), {"ngay": "30/09/2026"}))
    assert "Ngày 30/09/2026" in page
    assert "Thành viên 5" in page
    for wrong, said in (("02/11/2026", "ngày 02/11/2026 chưa tới"), ("mai", "ghi ngày theo kiểu")):
        page = shown(browser.get(about(club), {"ngay": wrong}))
        assert said in page
        assert "Thành viên 7" in page


def test_the_province_reads_posts_without_names(club, chair):
    rows = members(club.id, 5, by=chair)
    a_board(club.id, by=chair)
    page = shown(signed_in(province_officer(club.place)).get(about(club)))
    assert "Thủ quỹ" in page
    assert not [row.full_name for row in rows if row.full_name in page]


def test_the_chair_corrects_what_is_written(club, chair):
    browser = signed_in(chair)
    assert 'value="CLB thôn Đồng Mận"' in browser.get(about(club, "sua/")).content.decode()
    browser.post(about(club, "sua/"), TYPED)
    changed = club_summary(club.id, on=TODAY)
    assert changed is not None
    assert (changed.name, changed.facts.meeting_place) == ("CLB bản Mới", "Nhà ông Tư")
    assert "Ghi giờ và phút" in shown(browser.post(about(club, "sua/"), TYPED | {"meeting_time": "sáng"}))


def test_a_club_whose_commune_has_ended_is_moved():
    old = a_club(place=commune("Xã Chiềng Khừa", on=BEFORE), founded_on=date(2018, 5, 1))
    new = commune("Xã Lóng Sập")
    browser = signed_in(province_officer(new))
    assert "Xã cũ không còn: cần chuyển câu lạc bộ" in shown(browser.get("/cau-lac-bo/"))
    assert "Xã Chiềng Khừa không còn" in shown(browser.get(about(old)))
    page = shown(browser.get(about(old, "chuyen/")))
    assert "Từ ngày đó, cán bộ Xã Chiềng Khừa không còn thấy câu lạc bộ này nữa" in page
    move = {"unit_id": new.unit_id, "on": "01/07/2025", "reason": "Nghị quyết 1681"}
    answer = browser.post(about(old, "chuyen/"), move, follow=True)
    assert "đã chuyển sang xã khác." in shown(answer)
    moved = club_summary(old.id, on=TODAY)
    assert moved is not None
    assert moved.place_name == "Xã Lóng Sập"


def a_vote(rows, *places):
    """Return the form's boxes: who sits on which of its nine places (0 chair, 4 treasurer)."""
    typed = {"term_id": uuid4(), "since": "01/10/2026", "size": "3", "areas_0": ["income", "rights"]}
    return typed | {f"person_{place}": row.person_id for place, row in zip(places, rows, strict=False)}


def test_a_board_is_written_down_with_its_areas(club, chair):
    rows = members(club.id, 3, by=chair)
    answer = signed_in(chair).post(about(club, "ban-chu-nhiem/"), a_vote(rows, 0, 4, 5), follow=True)
    page = shown(answer)
    assert "Đã ghi Ban Chủ nhiệm mới." in page
    assert f"Chủ nhiệm: {rows[0].full_name} Tăng thu nhập, giảm nghèo; Bảo vệ quyền và lợi ích" in page
    assert [row.post for row in board_on(club.id, TODAY)] == [Post.CHAIR, Post.TREASURER, Post.BOARD_MEMBER]


def test_a_board_without_treasurer_is_refused_and_the_choice_stays(club, chair):
    rows = members(club.id, 3, by=chair)
    answer = signed_in(chair).post(about(club, "ban-chu-nhiem/"), a_vote(rows, 0, 5))
    assert "Ban Chủ nhiệm có đúng một Thủ quỹ." in shown(answer)
    assert f'value="{rows[0].person_id}" selected' in answer.content.decode()


def test_the_present_board_stands_in_the_form(club, chair):
    rows = members(club.id, 5, by=chair)
    a_board(club.id, by=chair)
    page = signed_in(chair).get(about(club, "ban-chu-nhiem/")).content.decode()
    assert f'value="{rows[0].person_id}" selected' in page


def test_a_seat_passes_on_and_an_empty_one_is_filled(club, chair):
    rows = members(club.id, 6, by=chair)
    a_board(club.id, by=chair)
    treasurer = board_on(club.id, TODAY)[-1]
    gone = next(row for row in rows if row.person_id == treasurer.person_id)
    leave_club(
        membership_id=gone.membership_id, on=date(2026, 10, 1), reason=LeavingReason.DIED, by=chair, at=AT
    )
    browser = signed_in(chair)
    page = shown(browser.get(about(club)))
    assert "Ban Chủ nhiệm hiện chưa có Thủ quỹ." in page
    assert "Đang trống, người trước giữ đến 30/09/2026" in page
    typed = {"person": rows[5].person_id, "on": "01/10/2026", "areas": ["income"]}
    seat = about(club, f"ban-chu-nhiem/{treasurer.seat_id}/")
    assert "Đã ghi người thay." in shown(browser.post(seat, typed, follow=True))
    assert board_on(club.id, TODAY)[-1].full_name == rows[5].full_name
    assert browser.get(seat).status_code == 404


def test_regulations_are_adopted_with_their_contributions(club, chair):
    browser = signed_in(chair)
    typed = {"id": uuid4(), "since": "01/11/2026", "quorum_percent": "60", "second_officer": "no"}
    typed |= {f"every_{n}": "month" for n in range(4)}
    typed |= {"amount_0": "20.000", "amount_3": "1.000.000", "every_3": "instalments", "parts_3": "4"}
    page = shown(browser.post(about(club, "quy-che/"), typed, follow=True))
    assert "Quỹ hoạt động 20.000 đ mỗi tháng" in page
    assert "Quỹ tăng thu nhập, được trả lại khi ra 1.000.000 đ chia làm 4 lần" in page
    terms = regulation_on(club.id, TODAY)
    assert terms is not None
    assert (terms.quorum_percent, terms.second_officer_for_payments) == (60, False)
    form = browser.get(about(club, "quy-che/sua/")).content.decode()
    assert 'value="1.000.000"' in form
    browser.post(about(club, "quy-che/sua/"), typed | {"id": terms.id, "amount_0": "5.000"})
    assert len(regulations_of(club.id)) == 2
    assert regulations_of(club.id)[1].contributions[0].amount == 5_000


def test_regulations_that_begin_too_early_are_refused_at_their_day(club, chair):
    typed = {"id": uuid4(), "since": "01/09/2025", "quorum_percent": "60", "second_officer": "no"}
    typed |= {f"every_{n}": "month" for n in range(4)}
    page = shown(signed_in(chair).post(about(club, "quy-che/"), typed))
    assert "Quy chế mới nhất áp dụng từ 01/09/2025" in page


def test_regulations_to_come_and_ended_ones_stand_on_the_page_with_their_days(club, chair):
    present = adopt(club.id, MONTHLY, since=date(2026, 10, 1), by=chair)
    coming = adopt(club.id, since=date(2026, 12, 1), by=chair)
    browser = signed_in(chair)
    page = shown(browser.get(about(club)))
    assert "Áp dụng từ 01/10/2026, đến 30/11/2026" in page
    assert page.index("Áp dụng từ 01/10/2026") < page.index("Sắp áp dụng: từ 01/12/2026")
    assert page.index("Sắp áp dụng") < page.index("Quy chế trước đây 1 01/09/2025 – 30/09/2026")
    for terms, day in ((present, "01/10/2026"), (coming, "01/12/2026")):
        form = browser.get(about(club, "quy-che/sua/"), {"id": terms.id})
        assert f"Sửa quy chế áp dụng từ {day}" in shown(form)
        assert f'value="{day}"' in form.content.decode()
    assert "Sửa quy chế áp dụng từ 01/10/2026" in shown(browser.get(about(club, "quy-che/sua/")))
    ended = regulations_of(club.id)[0]
    assert browser.get(about(club, "quy-che/sua/"), {"id": ended.id}).status_code == 404
    assert "Trong ô là quy chế áp dụng từ 01/12/2026" in shown(browser.get(about(club, "quy-che/")))


@pytest.mark.parametrize("parts", ["", "1"])
def test_a_sum_paid_in_parts_says_in_how_many(club, chair, parts):
    typed = {"id": uuid4(), "since": "01/11/2026", "quorum_percent": "60", "second_officer": "no"}
    typed |= {f"every_{n}": "month" for n in range(4)}
    typed |= {"amount_3": "1.000.000", "every_3": "instalments", "parts_3": parts}
    page = signed_in(chair).post(about(club, "quy-che/"), typed)
    assert "Chia mấy lần? Ghi từ 2 trở lên." in shown(page)
    assert len(regulations_of(club.id)) == 1
