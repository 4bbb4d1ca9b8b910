"""The door: signing in, waiting after wrong passwords, opening one's own access by a code."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from lienthehe.access.commands import create_officer, end_grant, prepare_access
from lienthehe.access.queries import grants_within, pin_is_set
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import scopes_of_club
from tests.given.clubs import a_club, club_officer, province_officer
from tests.given.officers import AT, PASSWORD
from tests.given.places import commune
from tests.given.readers import shown, signed_in

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def officer(club):
    return club_officer(club.id)


def try_door(browser, name, password=PASSWORD, **more):
    return browser.post("/dang-nhap/", {"username": name, "password": password} | more)


def test_who_signs_in_goes_on_to_the_page_asked_for(officer):
    browser = Client()
    door = browser.get("/tai-khoan/", follow=True)
    assert "Mở sổ" in shown(door)
    assert 'name="next" value="/tai-khoan/"' in door.content.decode()
    assert try_door(browser, officer.username, next="/tai-khoan/").headers["Location"] == "/tai-khoan/"


@pytest.mark.parametrize("asked", ["https://example.org/", "//example.org/x"])
def test_the_door_leads_to_no_other_host(officer, asked):
    assert try_door(Client(), officer.username, next=asked).headers["Location"] == "/"


def test_who_is_signed_in_does_not_stand_at_the_door_again(officer):
    assert signed_in(officer).get("/dang-nhap/").headers["Location"] == "/"


def test_a_wrong_password_says_no_more_than_that(officer):
    answers = [shown(try_door(Client(), name, "sai rồi nhé")) for name in (officer.username, "khong.ai")]
    assert all("Tên và mật khẩu không khớp. Xem lại cả hai." in answer for answer in answers)
    assert all("Chưa vào được: có 1 chỗ cần sửa" in answer for answer in answers)


def test_empty_boxes_are_named_and_what_was_typed_stays(officer):
    answer = try_door(Client(), officer.username, "")
    assert "Lỗi: ghi mật khẩu." in shown(answer)
    assert f'value="{officer.username}"' in answer.content.decode()
    assert "<title>Chưa vào được: Đăng nhập" in answer.content.decode()


def test_after_five_wrong_passwords_the_page_says_when_to_try_again(officer):
    browser = Client()
    for _ in range(4):
        try_door(browser, officer.username, "sai rồi nhé")
    answer = try_door(browser, officer.username, "sai rồi nhé")
    assert answer.status_code == 429
    assert "Thử lại từ lúc 8 giờ 16." in shown(answer)
    assert try_door(browser, officer.username).status_code == 429


def test_whoever_held_an_access_reads_since_when_it_has_ended_and_whom_to_ask(club, officer):
    within = scopes_of_club(club.id, on=AT.date())
    by, grant = (
        province_officer(commune("Xã Chiềng Sơn")),
        grants_within(scopes=within[:1], on=AT.date()).get(),
    )
    end_grant(grant_id=grant.pk, until=AT.date(), within=within, by=by, at=AT)
    browser = Client()
    assert try_door(browser, officer.username).headers["Location"] == "/"
    for address in ("/", "/nguoi-dung/", "/tai-khoan/"):
        page = shown(browser.get(address))
        assert "Quyền của ông bà đã thôi từ ngày 01/11/2026. Muốn xem hay ghi tiếp, hỏi cán bộ xã" in page
        assert "Câu lạc bộ" not in page


def test_whoever_never_had_an_access_reads_whom_to_ask():
    nobody = create_officer(full_name="Ai Đó", username="ai.do", password=PASSWORD, at=AT)
    answer = signed_in(nobody).get("/")
    assert answer.status_code == 200
    assert "Ông bà chưa được mở quyền nào. Hỏi cán bộ xã" in shown(answer)


@pytest.mark.parametrize("kind", ["club", "above"])
def test_a_session_is_long_on_a_clubs_device_and_short_above(officer, clock, kind):
    who = officer if kind == "club" else province_officer(commune("Xã Chiềng Sơn"))
    browser = Client()
    try_door(browser, who.username)
    lasts, ends = (89 * DAYS, 91 * DAYS) if kind == "club" else (DAYS / 3, DAYS)
    clock.shift(lasts)
    assert browser.get("/tai-khoan/").status_code == 200
    clock.move_to(AT + ends)
    assert browser.get("/tai-khoan/").status_code == 302


def test_a_page_seen_writes_no_session(officer, django_assert_num_queries):
    browser = Client()
    try_door(browser, officer.username)
    browser.get("/tai-khoan/mat-khau/")
    with django_assert_num_queries(3):  # the session, the officer, the grants
        browser.get("/tai-khoan/mat-khau/")


def prepared(club, phone="0912 345 678"):
    within = scopes_of_club(club.id, on=AT.date())
    by = province_officer(commune("Xã Chiềng Sơn"))
    return prepare_access(
        full_name="Nông Thị Thảo",
        phone=phone,
        role=Role.ACCOUNTANT,
        scope=within[0],
        within=within,
        by=by,
        at=AT,
    )


def opening(code, **changes):
    chosen = {"code": code, "username": "", "password": PASSWORD, "again": PASSWORD, "pin": "270519"}
    return chosen | changes


def test_a_code_opens_the_access_and_signs_in_at_once(club):
    officer, code = prepared(club)
    browser = Client()
    answer = browser.post("/mo-quyen/", opening(code.lower()))
    assert answer.headers["Location"] == "/"
    page = shown(browser.get("/tai-khoan/"))
    assert "Đã mở quyền. Giữ mật khẩu và số PIN cho riêng mình." in page
    assert "Kế toán" in page
    officer.refresh_from_db()
    assert pin_is_set(officer)
    assert try_door(Client(), "0912345678").headers["Location"] == "/"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "AAAA-AAAA"}, "Chưa mở được: có 1 chỗ cần sửa"),
        ({"again": "lúa chín"}, "Lỗi: hai lần gõ khác nhau. Gõ cùng một mật khẩu hai lần."),
        ({"pin": "123456"}, "Số PIN này dễ đoán."),
        ({"password": "", "again": ""}, "Lỗi: chọn một mật khẩu."),
    ],
)
def test_what_is_wrong_stands_at_its_place_and_the_code_stays(club, changes, said):
    _, code = prepared(club)
    answer = Client().post("/mo-quyen/", opening(code) | changes)
    assert said in shown(answer)
    assert f'value="{changes.get("code", code)}"' in answer.content.decode()


def test_a_code_works_once(club):
    _, code = prepared(club)
    Client().post("/mo-quyen/", opening(code))
    again = Client().post("/mo-quyen/", opening(code))
    assert "Chưa mở được" in shown(again)
