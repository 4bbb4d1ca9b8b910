"""Tính khoản vay: anybody sees what a loan would cost, from an address that can be sent on."""

import re
from decimal import Decimal
from urllib.parse import urlencode

import brotli
import pytest
from django.test import Client

from lienthehe.access.rules import Role
from lienthehe.loans.rules.schedules import Method
from tests.given.clubs import a_club, club_officer
from tests.given.policies import a_policy
from tests.given.readers import shown, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ADDRESS = "/tinh-khoan-vay/"
LATER_PAGE = 20_000
HENS = {
    "principal": "5.000.000",
    "monthly_rate": "0,8",
    "instalments": "10",
    "method": "equal-principal",
    "start": "15/06/2026",
}
TODAY = {name: value for name, value in HENS.items() if name != "start"}
FLAT = {"principal": "12.000.000", "monthly_rate": "1", "instalments": "12", "method": "flat"}


def answer(browser=None, **asked):
    return (browser or Client()).get(f"{ADDRESS}?{urlencode(asked)}" if asked else ADDRESS)


def page(**asked):
    found = answer(**asked)
    assert found.status_code == 200
    return shown(found).replace("\N{NO-BREAK SPACE}", " ")


def test_nobody_signed_in_gets_the_form_with_each_method_explained():
    text = page()
    for said in (
        "Lãi phẳng Tháng nào cũng lãi như nhau",
        "Trả gốc đều, lãi theo số còn nợ Mỗi tháng trả nhẹ dần",
        "Mỗi kỳ trả bằng nhau",
        "Lãi hằng tháng, gốc cuối kỳ",
        "Không lãi Vay bao nhiêu trả bấy nhiêu",
    ):
        assert said in text
    assert "<details open" not in answer().content.decode()
    assert "cần sửa" not in text


def test_the_form_sent_as_it_is_drawn_is_understood():
    drawn = answer().content.decode()
    boxes = re.findall(r'<input type="(?:radio|text)" name="(\w+)" value="([^"]*)"', drawn)
    assert len(boxes) == 10, "five methods, three roundings, the grace, the day"
    for name, value in boxes:
        text = page(**TODAY | {name: value})
        assert "Vay 5.000.000 đ" in text, (name, value)


def test_the_address_of_a_result_says_the_whole_plan():
    text = page(**HENS)
    assert "Vay 5.000.000 đ, trả trong 10 tháng" in text
    assert "Tháng đầu trả 540.000 đ Tháng cuối trả 504.000 đ Tiền lãi cả thảy 220.000 đ" in text
    assert "Trả cả thảy 5.220.000 đ" in text
    assert "tốn 9,6 % một năm" in text
    assert "Kỳ 1, 15/07/2026 500.000 40.000 540.000 4.500.000" in text
    assert "Kỳ 10, 15/04/2027 500.000 4.000 504.000 0" in text
    assert "Cao hơn 20 %" not in text


def test_a_dear_loan_is_warned_of_and_still_reckoned():
    text = page(**FLAT)
    assert "Mỗi tháng trả 1.120.000 đ" in text
    assert "tốn 21,46 % một năm" in text
    assert "Cao hơn 20 % một năm" in text
    assert "không cấm" in text


def test_the_other_methods_stand_beside_and_lead_to_their_plans():
    found = answer(**FLAT)
    text = shown(found).replace("\N{NO-BREAK SPACE}", " ")
    assert "Trả gốc đều, lãi theo số còn nợ lãi suất thực 12 % một năm 780.000 đ" in text
    assert "Lãi hằng tháng, gốc cuối kỳ lãi suất thực 12 % một năm 1.440.000 đ" in text
    (href,) = re.findall(r'href="([^"]*method=equal-principal[^"]*)"', found.content.decode())
    other = Client().get(ADDRESS + href.replace("&amp;", "&")).content.decode()
    assert "780.000" in other


def test_without_interest_no_rate_is_asked_for_and_nothing_compared():
    for rate in ("", "abc", "2"):
        text = page(**HENS | {"method": "none", "monthly_rate": rate})
        assert "Mỗi tháng trả 500.000 đ" in text
        assert "không mất đồng lãi nào" in text
        assert "Cách tính khác" not in text


def test_grace_and_the_day_of_a_short_address_are_the_usual_ones():
    short = {name: value for name, value in TODAY.items() if name != "method"}
    assert "Tháng đầu trả 540.000 đ" in page(**short)
    graced = answer(**HENS, grace="3")
    assert "Kỳ 3, 15/09/2026 0 40.000 40.000 5.000.000" in shown(graced)
    assert '<details class="fold" open>' in graced.content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"principal": ""}, "principal", "Lỗi: ghi số tiền"),
        ({"principal": "0"}, "principal", "Lỗi: "),
        ({"monthly_rate": ""}, "monthly_rate", "Lỗi: ghi lãi một tháng, thí dụ 1 hoặc 0,8."),
        ({"monthly_rate": "một"}, "monthly_rate", "Lỗi: ghi lãi một tháng bằng số"),
        ({"monthly_rate": "0,80001"}, "monthly_rate", "sau dấu phẩy nhiều nhất bốn chữ số"),
        ({"monthly_rate": "80,1"}, "monthly_rate", "Lỗi: lãi nhiều nhất 80 phần trăm một tháng."),
        ({"instalments": ""}, "instalments", "Lỗi: ghi số tháng, thí dụ 10."),
        ({"instalments": "0"}, "instalments", "Lỗi: khoản vay có từ 1 đến 120 kỳ trả."),
        ({"instalments": "121"}, "instalments", "Lỗi: khoản vay có từ 1 đến 120 kỳ trả."),
        ({"method": "mượn"}, "method", "Lỗi: "),
        ({"grace": "10"}, "grace", "Lỗi: ít nhất một kỳ phải trả gốc: thời gian ân hạn nhiều nhất 9 kỳ."),
        ({"round_to": "7"}, "round_to", "Lỗi: "),
        ({"start": "31/02/2026"}, "start", "Lỗi: ghi ngày"),
        ({"start": "31/12/9999"}, "start", "Lỗi: ngày này còn xa quá. Ghi ngày đến hết năm 2100."),
        ({"start": "01/01/0001"}, "start", "Lỗi: ngày này xa quá về trước. Ghi ngày từ năm 1900 trở đi."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(typed, field, said):
    found = answer(**TODAY | typed)
    text, html = shown(found), found.content.decode()
    assert found.status_code == 200
    assert "Chưa tính được: có 1 chỗ cần sửa" in text
    assert said in text
    assert f'href="#id_{field}"' in html
    assert ('class="fold" open' in html) is bool({"grace", "round_to", "start"} & set(typed))
    assert 'value="0,8"' in html or "monthly_rate" in typed


def test_rates_are_read_as_people_write_them():
    for written in ("0,8", "0.8", "0,80", " 0,8 % ", "0,8%"):
        assert "Tiền lãi cả thảy 220.000 đ" in page(**HENS | {"monthly_rate": written})


def test_it_only_reckons():
    assert Client().post(ADDRESS, HENS).status_code == 405


def test_the_longest_plan_is_still_a_light_page():
    found = answer(
        principal="98.765.432", monthly_rate="1,2345", instalments="120", method="flat", round_to="1"
    )
    assert "Kỳ 120" in shown(found)
    assert len(brotli.compress(found.content)) <= LATER_PAGE


def test_the_ways_to_it():
    assert f'href="{ADDRESS}"' in Client().get("/dang-nhap/").content.decode()
    assert f'href="{ADDRESS}"' in Client().get("/tro-giup/").content.decode()
    club = a_club()
    everything = signed_in(club_officer(club.id)).get(f"/cau-lac-bo/{club.id}/tat-ca/")
    assert "Vay vốn" in shown(everything)
    assert f'href="{ADDRESS}"' in everything.content.decode()


def test_somebody_of_a_club_without_a_written_policy_begins_like_everybody():
    found = answer(signed_in(club_officer(a_club().id)))
    assert "quy chế vay" not in shown(found)
    assert 'name="monthly_rate" inputmode' in found.content.decode()


def test_somebody_of_a_club_begins_with_its_written_policy():
    club = a_club()
    chair = club_officer(club.id, Role.CHAIR)
    a_policy(club.id, by=chair, monthly_rate=Decimal("0.8"), instalments=(6, 10, 12), method=Method.FLAT)
    found = answer(signed_in(chair))
    text, html = shown(found), found.content.decode()
    assert "ghi sẵn theo quy chế vay của câu lạc bộ" in text
    assert re.search(r'name="monthly_rate" value="0,8"', html)
    assert re.search(r'name="instalments" value="10"', html)
    assert re.search(r'value="flat"[^>]* checked', html)
    assert "Vay 5.000.000 đ" in shown(answer(signed_in(chair), **HENS)), "what is in the address goes before"
