"""One's own account: password, PIN, signing out."""

import pytest
from django.test import Client

from lienthehe.access.commands import check_pin
from lienthehe.access.queries import audit_rows
from lienthehe.access.rules import COUNTRY, OwnAct
from tests.given.clubs import a_club, club_officer
from tests.given.officers import AT, PASSWORD, PIN
from tests.given.readers import shown, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NEW = "gió mùa đông bắc"


@pytest.fixture
def officer():
    return club_officer(a_club().id)


def test_the_account_says_who_one_is(officer):
    page = shown(signed_in(officer).get("/tai-khoan/"))
    assert officer.full_name in page
    assert "Thủ quỹ CLB thôn Đồng Mận" in page
    assert "Đã đặt: dùng để xác nhận buổi sinh hoạt" in page


def test_a_new_password_keeps_this_device_signed_in_and_no_other(officer):
    here, elsewhere = signed_in(officer), signed_in(officer)
    answer = here.post("/tai-khoan/mat-khau/", {"old": PASSWORD, "new": NEW, "again": NEW}, follow=True)
    assert "Đã đổi mật khẩu." in shown(answer)
    assert elsewhere.get("/tai-khoan/").status_code == 302
    door = Client()
    assert door.post("/dang-nhap/", {"username": officer.username, "password": PASSWORD}).status_code == 200
    assert door.post("/dang-nhap/", {"username": officer.username, "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "sai"}, "Lỗi:"),
        ({"new": "ngắn", "again": "ngắn"}, "Lỗi:"),
        ({"again": "khác hẳn"}, "Lỗi: hai lần gõ khác nhau."),
        ({"old": ""}, "Lỗi: ghi mật khẩu đang dùng."),
    ],
)
def test_a_password_that_cannot_be_changed_says_why(officer, typed, said):
    given = {"old": PASSWORD, "new": NEW, "again": NEW} | typed
    answer = signed_in(officer).post("/tai-khoan/mat-khau/", given)
    assert "Chưa ghi được: có 1 chỗ cần sửa" in shown(answer)
    assert said in shown(answer)


def test_no_page_gives_a_password_back(officer):
    answer = signed_in(officer).post("/tai-khoan/mat-khau/", {"old": PASSWORD, "new": NEW, "again": "khác"})
    assert PASSWORD not in answer.content.decode()
    assert NEW not in answer.content.decode()


def test_a_pin_is_set_with_the_password(officer):
    answer = signed_in(officer).post("/tai-khoan/pin/", {"pin": "482913", "password": PASSWORD}, follow=True)
    assert "Đã đặt số PIN." in shown(answer)
    officer.refresh_from_db()
    assert officer.pin_digest
    assert PIN not in answer.content.decode()


def test_a_pin_that_is_easily_guessed_is_refused_at_its_box(officer):
    answer = signed_in(officer).post("/tai-khoan/pin/", {"pin": "111111", "password": PASSWORD})
    assert 'aria-describedby="id_pin_helptext id_pin_error"' in answer.content.decode()


def test_signing_out_everywhere_ends_every_session(officer):
    here, elsewhere = signed_in(officer), signed_in(officer)
    answer = here.post("/tai-khoan/dang-xuat-moi-noi/", follow=True)
    assert "Đã đăng xuất khỏi mọi máy." in shown(answer)
    assert here.get("/tai-khoan/").status_code == 302
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_signing_out_needs_a_press_not_a_link(officer):
    browser = signed_in(officer)
    assert browser.get("/dang-xuat/").status_code == 405
    assert browser.get("/tai-khoan/dang-xuat-moi-noi/").status_code == 405
    assert browser.post("/dang-xuat/").headers["Location"] == "/dang-nhap/"
    assert browser.get("/tai-khoan/").status_code == 302


def test_the_trail_knows_the_address_that_an_act_came_from(officer):
    browser = signed_in(officer)
    browser.post("/tai-khoan/dang-xuat-moi-noi/", REMOTE_ADDR="192.0.2.77")
    row = audit_rows(scopes=(COUNTRY,), by=officer).get(act=OwnAct.SIGN_OUT_EVERYWHERE)
    assert row.address == "192.0.2.77"


@pytest.mark.django_db(transaction=True)
def test_the_pin_set_on_the_page_confirms(officer):
    signed_in(officer).post("/tai-khoan/pin/", {"pin": "482913", "password": PASSWORD})
    officer.refresh_from_db()
    check_pin(officer=officer, pin="482913", at=AT)
