"""Người dùng: who may act where, opening and ending an access, the trail."""

import re
from uuid import UUID

import pytest
from django.test import Client

from lienthehe.access.queries import grants_within
from lienthehe.access.rules import Role, ScopeKind
from lienthehe.clubs.queries import scopes_of_club
from lienthehe.clubs.rules import Fund
from lienthehe.ledger.commands import record_receipts
from lienthehe.places.queries import scopes_around
from tests.given.clubs import a_club, club_officer, province_officer
from tests.given.officers import AT, PASSWORD, an_administrator, an_officer
from tests.given.people import a_member
from tests.given.places import commune
from tests.given.readers import shown, signed_in
from tests.given.receipts import a_receipt, fee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
NEWCOMER = {"full_name": "Nông Thị Thảo", "phone": "0912 345 678", "role": "accountant"}


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def treasurer(club):
    return club_officer(club.id)


@pytest.fixture
def commune_officer(club):
    place = next(s for s in scopes_of_club(club.id, on=AT.date()) if s.kind is ScopeKind.COMMUNE)
    return an_officer(Role.COMMUNE_OFFICER, *scopes_around(UUID(place.key), AT.date()))


def users_of(club):
    return f"/cau-lac-bo/{club.id}/nguoi-dung/"


def roles_in(club):
    scope = scopes_of_club(club.id, on=AT.date())[0]
    return {(grant.officer.full_name, grant.role) for grant in grants_within(scopes=(scope,), on=AT.date())}


def test_a_club_sees_everybody_who_can_see_its_book(club, treasurer, commune_officer):
    page = shown(signed_in(treasurer).get(users_of(club)))
    assert f"{treasurer.full_name} Thủ quỹ, từ 01/11/2026" in page
    assert f"{commune_officer.full_name} Cán bộ xã, Xã Chiềng Sơn, từ 01/11/2026" in page
    assert "Mở quyền cho một người" not in page


def test_only_who_stands_above_opens_an_access(club, treasurer):
    browser = signed_in(treasurer)
    assert browser.get(f"{users_of(club)}them/").status_code == 403
    assert browser.post(f"{users_of(club)}them/", NEWCOMER).status_code == 403
    assert browser.get(f"{users_of(club)}{treasurer.pk}/").status_code == 403
    assert browser.post(f"{users_of(club)}{treasurer.pk}/cap-lai/").status_code == 403


def test_the_commune_opens_an_access_and_sees_the_code_once(club, commune_officer):
    browser = signed_in(commune_officer)
    answer = browser.post(f"{users_of(club)}them/", NEWCOMER, follow=True)
    page = shown(answer)
    (code,) = CODE.findall(page)
    assert "Nông Thị Thảo, CLB thôn Đồng Mận" in page
    assert "Dùng được một lần, đến hết ngày 08/11/2026." in page
    again = shown(browser.get(answer.redirect_chain[-1][0]))
    assert "Mã đã hiện một lần rồi" in again
    assert code not in again
    opened = Client().post(
        "/mo-quyen/", {"code": code, "password": PASSWORD, "again": PASSWORD, "pin": "270519"}
    )
    assert opened.headers["Location"] == "/"
    assert ("Nông Thị Thảo", "accountant") in roles_in(club)


def test_what_is_missing_is_said_and_what_was_typed_stays(club, commune_officer):
    answer = signed_in(commune_officer).post(f"{users_of(club)}them/", {"full_name": "Thảo", "phone": "12"})
    assert "Lỗi: chọn người này giữ việc gì." in shown(answer)
    assert 'value="Thảo"' in answer.content.decode()
    wrong_phone = signed_in(commune_officer).post(f"{users_of(club)}them/", NEWCOMER | {"phone": "12"})
    assert 'id="id_phone_error"' in wrong_phone.content.decode()


def test_a_lost_code_is_made_anew(club, treasurer, commune_officer):
    browser = signed_in(commune_officer)
    answer = browser.post(f"{users_of(club)}{treasurer.pk}/cap-lai/", follow=True)
    assert len(CODE.findall(shown(answer))) == 1
    assert "Mã chưa dùng" in shown(browser.get(f"{users_of(club)}{treasurer.pk}/"))


def test_a_role_is_added_and_ended(club, treasurer, commune_officer):
    browser = signed_in(commune_officer)
    person = f"{users_of(club)}{treasurer.pk}/"
    browser.post(f"{person}giao-viec/", {"role": "secretary"})
    assert {role for _, role in roles_in(club)} == {"treasurer", "secretary"}
    page = browser.get(person).content.decode()
    first = re.findall(r'href="(thoi/[^"]+)">[^<]*<[^>]+>: Thủ quỹ<', page)[0]
    asked = shown(browser.get(f"{person}{first}"))
    assert f"Cho {treasurer.full_name} thôi việc Thủ quỹ từ hôm nay?" in asked
    assert "Không, để nguyên Cho thôi từ hôm nay" in asked
    assert len(roles_in(club)) == 2
    answer = browser.post(f"{person}{first}", follow=True)
    assert f"Từ nay {treasurer.full_name} thôi giữ việc này." in shown(answer)
    assert len(roles_in(club)) == 1


def test_ids_of_another_club_open_nothing(club, commune_officer):
    other = a_club(name="CLB bản khác", place=commune("Phường Mộc Châu"))
    stranger = club_officer(other.id)
    browser = signed_in(commune_officer)
    assert browser.get(users_of(other)).status_code == 403
    assert browser.get(f"{users_of(club)}{stranger.pk}/").status_code == 404
    assert browser.post(f"{users_of(club)}{stranger.pk}/cap-lai/").status_code == 404
    grant = grants_within(scopes=scopes_of_club(other.id, on=AT.date())[:1], on=AT.date()).get()
    own = club_officer(club.id)
    assert browser.post(f"{users_of(club)}{own.pk}/thoi/{grant.pk}/").status_code == 404


def test_everybody_is_led_to_the_users_of_the_own_place(club, treasurer, commune_officer):
    assert signed_in(treasurer).get("/nguoi-dung/").headers["Location"] == users_of(club)
    above = shown(signed_in(commune_officer).get("/nguoi-dung/", follow=True))
    assert f"CLB thôn Đồng Mận {treasurer.full_name}" in above
    national = signed_in(an_administrator()).get("/nguoi-dung/", follow=True)
    assert "Tỉnh Sơn La" in shown(national)


def test_a_province_sees_its_communes_with_nobody_named_missing(commune_officer):
    place = commune("Xã Chiềng Sơn")
    browser = signed_in(province_officer(place))
    page = shown(browser.get("/nguoi-dung/", follow=True))
    assert f"Xã Chiềng Sơn {commune_officer.full_name}" in page
    assert "Phường Mộc Châu Chưa có ai." in page
    unit = f"/nguoi-dung/dia-ban/{place.unit_id}/"
    answer = browser.post(
        f"{unit}them/", {"full_name": "Bà Tươi", "phone": "", "role": "commune_officer"}, follow=True
    )
    assert "Bà Tươi, Xã Chiềng Sơn" in shown(answer)


def test_the_trail_is_told_in_sentences(club, treasurer, commune_officer):
    browser = signed_in(commune_officer)
    browser.post(f"{users_of(club)}them/", NEWCOMER)
    page = shown(browser.get(f"{users_of(club)}nhat-ky/"))
    who = f"01/11/2026, 8 giờ 00 {commune_officer.full_name} , Cán bộ xã"
    assert f"{who}: mở quyền · Nông Thị Thảo từ 127.0.0.1" in page
    assert "Cán bộ tỉnh: ghi quy chế mới (nhập hộ câu lạc bộ)" in page
    assert signed_in(treasurer).get(f"{users_of(club)}nhat-ky/").status_code == 403


def test_the_trail_leads_to_the_voucher_and_names_members_only_to_whom_may_see_them(
    club, treasurer, commune_officer
):
    dao = a_member(club.id, by=province_officer(club.place))
    receipt = a_receipt(fee(Fund.INCOME), 20_000, on=AT.date())
    record_receipts(club_id=club.id, receipts=[receipt], by=treasurer, at=AT)
    readers = (commune_officer, province_officer(club.place))
    near, far = (signed_in(by).get(f"{users_of(club)}nhat-ky/").content.decode() for by in readers)
    assert all(f'so-quy/phieu/{receipt.id}/">Xem phiếu</a>' in page for page in (near, far))
    assert [f"{dao.full_name}</a>" in page for page in (near, far)] == [True, False]


@pytest.mark.parametrize("page", ["", "nhat-ky/"])
def test_more_people_and_deeds_ask_the_database_no_more(
    club, commune_officer, django_assert_max_num_queries, page
):
    browser = signed_in(commune_officer)
    club_officer(club.id)
    with django_assert_max_num_queries(30) as few:
        browser.get(f"{users_of(club)}{page}")
    for role in (Role.CHAIR, Role.SECRETARY, Role.ACCOUNTANT):
        club_officer(club.id, role)
    with django_assert_max_num_queries(len(few)):
        browser.get(f"{users_of(club)}{page}")
