"""Toàn cảnh: a place in six figures on the map of a day, what is missing named, and the way down to a voucher."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from lienthehe.access.rules import COUNTRY, Role
from lienthehe.foundation.months import Month
from lienthehe.reports.commands.club_months import make_months
from tests.given.books import NOW
from tests.given.clubs import a_club, club_officer, commune_officer, province_officer
from tests.given.officers import an_officer
from tests.given.places import commune, district, province
from tests.given.readers import shown, signed_in
from tests.web.reports.conftest import LATER

pytestmark = pytest.mark.django_db
ADDRESS = "/toan-canh/"
MOST_QUERIES = 20


@pytest.fixture
def above(books):
    return signed_in(province_officer(commune("Xã Chiềng Sơn"), at=NOW))


def link(response, text):
    """Return the address of the first link with these words."""
    links = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', response.content.decode(), re.DOTALL)
    return next(
        unescape(href) for href, words in links if text in " ".join(re.sub("<[^>]+>", " ", words).split())
    )


def sheet(response):
    return [
        list(row)
        for row in load_workbook(BytesIO(response.content)).worksheets[0].iter_rows(values_only=True)
    ]


def test_who_stands_above_clubs_begins_with_their_place(above):
    page = shown(above.get("/", follow=True))
    assert "Toàn cảnh Câu lạc bộ Người dùng" in page
    assert "Tỉnh Sơn La Tháng 01/2026. Địa bàn theo bản đồ ngày 02/02/2026." in page


def test_the_six_figures_say_what_they_count_and_over_how_many_clubs(above):
    page = shown(above.get(ADDRESS))
    assert "Câu lạc bộ 2 1 câu lạc bộ có sổ của kỳ này" in page
    assert "Thành viên 6 Người cao tuổi" in page
    assert "Trung bình 30 triệu đ một câu lạc bộ, tính trên 1 câu lạc bộ" in page
    assert "Người đang vay 1 người; 2 lượt vay chưa trả xong" in page
    assert "Tổng quỹ: đếm thế nào? Tiền mặt, tiền gửi, hàng trong kho và tiền đang cho vay" in page
    assert "Tính trên 1 câu lạc bộ. Còn 1 câu lạc bộ chưa có số này, không tính là 0." in page


def test_a_club_without_books_is_named_and_never_counted_as_nought(above):
    page = shown(above.get(ADDRESS))
    assert "Còn thiếu 1 câu lạc bộ chưa có sổ đến cuối kỳ: CLB bản Hoa" in page
    assert "Phường Mộc Châu 1 chưa có chưa có chưa có chưa có chưa có chưa có chưa có CLB bản Hoa" in page


def test_the_table_is_ranked_by_what_the_address_asks_for_and_the_unknown_stand_last(above):
    page = shown(above.get(ADDRESS, {"chi-so": "funds"}))
    assert "Xếp theo “Tổng quỹ”, cao trước" in page
    assert page.index("1. Xã Chiềng Sơn") < page.index("Phường Mộc Châu 1 chưa có")
    page = shown(above.get(ADDRESS, {"chi-so": "clubs", "xep": "tang"}))
    assert page.index("1. Phường Mộc Châu") < page.index("2. Xã Chiềng Sơn")
    assert "Lượt thăm, chăm sóc tại nhà" in shown(above.get(ADDRESS, {"chi-so": "visits"}))


def test_every_figure_opens_down_to_the_vouchers(above, books):
    answer = above.get(ADDRESS, {"chi-so": "funds"})
    for text in ("Xã Chiềng Sơn", "CLB thôn Đồng Mận", "01/2026"):
        answer = above.get(link(answer, text))
        assert answer.status_code == 200, text
    month = shown(answer)
    assert "Người đang vay 1" in month
    assert "Số này từ đâu ra Quỹ tăng thu nhập từng phiếu của tháng" in month
    book = above.get(link(answer, "Quỹ tăng thu nhập"))
    voucher = re.search(r'href="([^"]+/phieu/[^"]+)"', book.content.decode())
    assert voucher is not None
    assert above.get(voucher[1]).status_code == 200
    assert above.get(link(answer, "Vay vốn ngày 31/01/2026")).status_code == 200
    assert above.get(link(answer, "Thành viên ngày 31/01/2026")).status_code == 200


def test_a_place_outside_the_own_scope_stays_closed(books):
    here, elsewhere = commune("Xã Chiềng Sơn"), commune("Phường Mộc Châu")
    of_commune = signed_in(commune_officer(here, at=NOW))
    assert "Xã Chiềng Sơn Tháng 01/2026" in shown(of_commune.get(ADDRESS))
    for place in (elsewhere.unit_id, here.province_id, "ca-nuoc"):
        assert of_commune.get(ADDRESS, {"noi": place}).status_code == 403, place
        assert of_commune.get(f"{ADDRESS}chi-so/", {"noi": place, "dang": "xlsx"}).status_code == 403, place
    for nowhere in (uuid4(), "x"):
        assert of_commune.get(ADDRESS, {"noi": nowhere}).status_code == 404, nowhere
    assert signed_in(club_officer(books.club_id, at=NOW)).get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code == 302


def test_the_centre_goes_from_the_country_to_a_province_and_back(books):
    centre = signed_in(an_officer(Role.CENTRAL_OFFICER, COUNTRY, at=NOW))
    country = centre.get(ADDRESS)
    assert "Cả nước Tháng 01/2026" in shown(country)
    there = centre.get(link(country, "Tỉnh Sơn La"))
    assert "Tỉnh Sơn La Tháng 01/2026" in shown(there)
    assert "Cả nước Tháng 01/2026" in shown(centre.get(link(there, "Cả nước")))


def test_the_same_month_stands_on_the_map_of_another_day(above):
    old = shown(above.get(ADDRESS, {"ban-do": "2025-06-30", "chi-so": "funds"}))
    assert "Địa bàn theo bản đồ ngày 30/06/2025" in old
    assert "Huyện, quận" in old
    for whole in ("Câu lạc bộ 2 1 câu", "Thành viên 6 ", "Tổng quỹ 30 triệu đ"):
        assert whole in old
        assert whole in shown(above.get(ADDRESS))
    assert "bản đồ ngày 15/08/2024" in shown(above.get(ADDRESS, {"ngay": "15/08/2024"}))


def test_clubs_that_a_map_does_not_place_are_still_told(above):
    there = district("Huyện Mộc Châu").unit_id
    page = above.get(ADDRESS, {"noi": there, "ban-do": "2025-06-30"})
    told = shown(page)
    assert "Chưa xếp địa bàn" in told
    assert "CLB bản Hoa" in shown(above.get(link(page, "Chưa xếp địa bàn")))


def test_a_place_that_the_map_does_not_have_leads_to_what_was_there(above):
    page = above.get(ADDRESS, {"noi": commune("Phường Mộc Châu").unit_id, "ban-do": "2025-06-30"})
    assert "Ngày 30/06/2025 chưa có hoặc không còn nơi này" in shown(page)
    assert "hoặc xem nơi có trên bản đồ ngày ấy: Xã Chiềng Hắc Xã Mường Sang" in shown(page)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ky": "2026-02"}, "Kỳ này chưa hết"),
        ({"ky": "2026-13"}, "Không có kỳ này"),
        ({"ban-do": "2025-02-30"}, "Không có bản đồ ngày này"),
        ({"ngay": "hôm qua"}, "15/11/2026"),
    ],
)
def test_what_is_no_period_or_day_is_said_at_its_box(above, asked, said):
    page = shown(above.get(ADDRESS, asked))
    assert "Chưa xem được: có 1 chỗ cần sửa" in page
    assert said in page
    assert "Tháng 01/2026. Địa bàn theo bản đồ ngày 02/02/2026." in page


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2025-quy-4", "Quý 4 năm 2025"),
        ("2025-nua-1", "6 tháng đầu năm 2025"),
        ("2025-nua-2", "6 tháng cuối năm 2025"),
        ("2025-9-thang", "9 tháng đầu năm 2025"),
        ("2019", "Năm 2019"),
    ],
)
def test_a_period_that_is_over_can_be_asked_for(above, written, said):
    assert f"Tỉnh Sơn La {said}. Địa bàn" in shown(above.get(ADDRESS, {"ky": written}))


def test_the_file_holds_what_the_table_shows(above):
    answer = above.get(ADDRESS, {"chi-so": "funds", "dang": "xlsx"})
    rows = sheet(answer)
    assert [row[0] for row in rows[:3]] == ["Tỉnh Sơn La", "Tháng 01/2026", "Bản đồ ngày 02/02/2026"]
    headings, first, second, whole = rows[4:]
    assert headings[:4] == ["Số", "Xã, phường", "Câu lạc bộ", "Thành viên"]
    assert (first[1], first[2], first[5]) == ("Xã Chiềng Sơn", 1, 30_000_000)
    assert (second[1], second[5], second[-1]) == ("Phường Mộc Châu", "chưa có", "CLB bản Hoa")
    assert (whole[1], whole[2], whole[5]) == ("Cộng", 2, 30_000_000)
    assert 'filename="tinh-son-la-thang-01-2026.xlsx"' in answer.headers["Content-Disposition"]


def test_every_indicator_stands_with_its_definition_and_leads_to_its_table(above):
    answer = above.get(f"{ADDRESS}chi-so/")
    page = shown(answer)
    for title in ("Thành viên và Ban Chủ nhiệm", "Quỹ", "Vay vốn", "Sinh hoạt và việc đã làm"):
        assert title in page
    assert "Một khoản vay bình quân 2.000.000 Tiền cho vay trong kỳ, chia cho số khoản vay" in page
    assert "Xếp theo “Một khoản vay bình quân”" in shown(above.get(link(answer, "Một khoản vay bình quân")))
    rows = sheet(above.get(f"{ADDRESS}chi-so/", {"dang": "xlsx"}))
    assert ["Vay vốn", "Một khoản vay bình quân", 2_000_000] in [row[:3] for row in rows]


def test_a_place_without_clubs_is_told_as_empty_not_as_nought(books):
    centre = signed_in(an_officer(Role.CENTRAL_OFFICER, COUNTRY, at=NOW))
    page = shown(centre.get(ADDRESS, {"noi": province("Thành phố Hà Nội").unit_id}))
    assert "Trên bản đồ này, ở đây chưa có câu lạc bộ nào" in page
    assert "Chưa có Chưa câu lạc bộ nào có sổ của kỳ này" in page


def test_names_of_members_are_not_told_to_the_province(above, books):
    figures = shown(above.get(f"/cau-lac-bo/{books.club_id}/so-lieu/2026-01/"))
    members = shown(signed_in(books.treasurer).get(f"/cau-lac-bo/{books.club_id}/thanh-vien/"))
    name = re.search(r"(\w+ \w+ \w+), \d\d tuổi", members)
    assert name is None or name[1] not in figures
    assert above.get(f"/cau-lac-bo/{books.club_id}/so-lieu/2026-03/").status_code == 404


def test_three_clubs_ask_as_often_as_one(django_assert_max_num_queries):
    with time_machine.travel(NOW, tick=False):
        first = a_club(at=NOW)
        officer = province_officer(first.place, at=NOW)
    pages = (ADDRESS, f"{ADDRESS}chi-so/", f"{ADDRESS}?cap=cau-lac-bo", f"{ADDRESS}?ban-do=2025-06-30")

    def asked(limits):
        with time_machine.travel(LATER + timedelta(hours=1), tick=False):
            make_months(until=Month(2026, 2))
            above, counts = signed_in(officer), []
            for page, limit in zip(pages, limits, strict=True):
                with django_assert_max_num_queries(limit) as made:
                    assert above.get(page).status_code == 200
                counts.append(len(made))
            return counts

    before = asked([MOST_QUERIES] * len(pages))
    with time_machine.travel(NOW, tick=False):
        for name in ("CLB bản Một", "CLB bản Hai"):
            a_club(name=name, place=commune("Phường Mộc Châu"), at=NOW)
    asked(before)


def test_the_country_is_drawn_as_on_the_map_of_the_day_with_both_archipelagos(books):
    centre = signed_in(an_officer(Role.CENTRAL_OFFICER, COUNTRY, at=NOW))
    for day, there in (
        ("2026-02-02", "Tỉnh Sơn La: Tổng quỹ: 30 triệu đ"),
        ("2025-06-30", "Tỉnh Bắc Giang: Chưa có câu lạc bộ"),
    ):
        answer = centre.get(ADDRESS, {"ban-do": day, "chi-so": "funds"})
        drawn = re.findall(r"<title>(.*?)</title>", answer.content.decode().split("<figure")[1])
        assert there in drawn, day
        assert "Hoàng Sa Đà Nẵng Trường Sa Khánh Hòa" in shown(answer), day


def test_a_province_is_drawn_by_its_communes_of_today(above):
    answer = above.get(ADDRESS, {"chi-so": "funds"})
    drawn = re.findall(r"<title>(.*?)</title>", answer.content.decode().split("<figure")[1])
    assert "Xã Chiềng Sơn: Tổng quỹ: 30 triệu đ" in drawn
    assert "Phường Mộc Châu: Tổng quỹ: Chưa có" in drawn
    assert "<figure" not in above.get(ADDRESS, {"ban-do": "2025-06-30"}).content.decode()
