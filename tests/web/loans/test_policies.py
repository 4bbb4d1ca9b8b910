"""Quy chế vay: the page of a club and that of a province, and the form that writes them."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from lienthehe.access.rules import COUNTRY, Role
from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.policies import default_history, policy_history
from lienthehe.loans.rules.schedules import Method
from tests.given.clubs import a_club, club_officer, commune_officer, province_officer
from tests.given.officers import AT, an_officer
from tests.given.places import commune
from tests.given.policies import a_default_policy, a_policy
from tests.given.readers import shown, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, LATER, COMING = AT.date(), date(2026, 5, 1), date(2026, 12, 1)
QUERIES = 14
TYPED = {
    "since": "01/12/2026",
    "method": "equal-principal",
    "monthly_rate": "0,8",
    "instalments": "12, 6 10",
    "on_meeting_days": "no",
    "grace": "2",
    "round_to": "100",
    "late_rate": "1,2",
    "cap": "10.000.000",
    "step_1": "2.000.000",
    "step_2": "5.000.000",
    "membership_months": "6",
    "members_first": "no",
    "purposes": "Nuôi  lợn\n\nNuôi gà, vịt\nNuôi lợn",
    "second_officer": "no",
    "interest_to_activity": "30",
}


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def of_club(club, page=""):
    return f"/cau-lac-bo/{club.id}/quy-che-vay/{page}"


def of_province(club, page=""):
    return f"/cau-lac-bo/quy-che-vay/{club.place.province_id}/{page}"


def test_what_nobody_has_written_is_called_a_suggestion(club, chair):
    page = shown(signed_in(chair).get(of_club(club)))
    assert "Chưa ai ghi quy chế vay" in page
    assert "Mức gợi ý" in page
    assert "Đang áp dụng" not in page
    assert "Ví dụ: vay 5.000.000 đ trong 10 tháng. Tháng đầu trả 550.000 đ, tháng cuối 505.000 đ" in page
    assert "Ghi quy chế vay của câu lạc bộ" in page


def test_a_club_without_its_own_shows_its_provinces(club, chair):
    a_default_policy(club.place.province_id, by=province_officer(club.place))
    page = shown(signed_in(chair).get(of_club(club)))
    assert "Câu lạc bộ chưa có quy chế vay riêng" in page
    assert "Đang theo quy chế chung của Tỉnh Sơn La" in page
    assert "0,8 % một tháng" in page
    assert "Ghi nhầm?" not in page


def test_the_clubs_own_is_said_in_plain_words(club, chair):
    a_policy(club.id, by=chair, grace=2, late_rate=Decimal("1.2"), interest_to_activity=30)
    page = shown(signed_in(chair).get(of_club(club)))
    for said in (
        "Đang áp dụng Áp dụng từ 01/09/2025",
        "Lãi 0,8 % một tháng",
        "Lãi phẳng 2 tháng đầu chỉ trả lãi",
        "6, 10 hoặc 12 tháng",
        "lần thứ 1: nhiều nhất 2.000.000 đ lần thứ 2: nhiều nhất 5.000.000 đ từ lần thứ 3: nhiều nhất 8.000.000 đ",
        "Gốc trả chậm 1,2 % một tháng",
        "đã là thành viên 3 tháng",
        "100 đ lãi thì 30 đ sang quỹ hoạt động",
        "Vay để làm gì: Nuôi lợn; Trồng trọt.",
        "Ghi nhầm? Sửa quy chế vay từ 01/09/2025",
    ):
        assert said in page


def test_what_is_to_come_and_what_has_ended_stand_apart(club, chair):
    for day, cap in ((date(2025, 9, 1), 8), (LATER, 9), (COMING, 10)):
        a_policy(club.id, by=chair, since=day, cap=Dong(cap * 1_000_000))
    page = shown(signed_in(chair).get(of_club(club)))
    present, coming, earlier = (page.index(f"{cap}.000.000 đ Nấc vay") for cap in (9, 10, 8))
    assert page.index("Áp dụng từ 01/05/2026, đến 30/11/2026") < present < page.index("Sắp áp dụng") < coming
    assert coming < page.index("Quy chế vay trước đây 1 01/09/2025 – 30/04/2026") < earlier


def test_a_rate_over_the_laws_ceiling_is_warned_of_and_taken(club, chair):
    a_policy(club.id, by=chair, monthly_rate=Decimal(1))
    page = shown(signed_in(chair).get(of_club(club)))
    assert "Tính trên số thật còn nợ, lãi tới 21,47 % một năm" in page
    assert "lời nhắc, không cấm gì" in page


@pytest.mark.parametrize("terms", [{"monthly_rate": Decimal(0), "instalments": (1,)}, {"cap": Dong(1)}])
def test_unusual_terms_are_shown_too(club, chair, terms):
    a_policy(club.id, by=chair, ladder=(), purposes=(), **terms)
    assert "Ví dụ: vay" in shown(signed_in(chair).get(of_club(club)))


def test_each_method_is_explained_by_what_it_takes(club, chair):
    page = shown(signed_in(chair).get(of_club(club, "moi/")))
    assert "Các ví dụ đều là vay 5.000.000 đ trong 10 tháng, lãi 1 % một tháng." in page
    assert "Mỗi tháng trả 550.000 đ; lãi cả thảy 500.000 đ." in page
    assert "Mỗi tháng trả 50.000 đ, tháng cuối 5.050.000 đ; lãi cả thảy 500.000 đ." in page
    assert "Trong các ô là mức gợi ý" in page


def test_what_is_typed_is_written_and_shown(club, chair):
    answer = signed_in(chair).post(of_club(club, "moi/"), TYPED | {"id": uuid4()}, follow=True)
    assert answer.redirect_chain == [(of_club(club), 302)]
    assert "Đã ghi quy chế vay." in shown(answer)
    (written,) = policy_history(club.id)
    assert (written.since, written.method) == (COMING, Method.EQUAL_PRINCIPAL)
    assert (written.monthly_rate, written.late_rate) == (Decimal("0.8"), Decimal("1.2"))
    assert (written.instalments, written.grace, written.round_to) == ((6, 10, 12), 2, 100)
    assert (written.cap, written.ladder) == (10_000_000, (2_000_000, 5_000_000))
    assert (written.membership_months, written.interest_to_activity) == (6, 30)
    assert written.purposes == ("Nuôi lợn", "Nuôi gà, vịt")
    assert {written.members_first, written.second_officer, written.on_meeting_days} == {False}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"monthly_rate": "một"}, "Lỗi: ghi lãi một tháng bằng số"),
        ({"monthly_rate": "6"}, "Lỗi: "),
        ({"late_rate": "1,3"}, "Lỗi: luật chỉ cho tính lãi trên phần quá hạn"),
        ({"instalments": "sáu"}, "Lỗi: ghi số tháng bằng chữ số, cách nhau bằng dấu phẩy"),
        ({"instalments": "0, 6"}, "Lỗi: khoản vay kéo dài từ 1 đến 60 tháng"),
        ({"instalments": ""}, "Lỗi: ghi các số tháng được vay"),
        ({"step_1": ""}, "Lỗi: ghi cả số tiền này, hoặc bỏ trống các lần sau"),
        ({"step_2": "11.000.000"}, "Lỗi: mỗi người chỉ được nợ tới 10.000.000 đ"),
        ({"step_2": "1.000.000"}, "Lỗi: lần vay sau phải bằng hoặc lớn hơn lần trước"),
        ({"grace": "6"}, "Lỗi: ít nhất một kỳ phải trả gốc"),
        ({"purposes": "x" * 61}, "Lỗi: ghi nhiều nhất 20 việc"),
        ({"interest_to_activity": "101"}, "Lỗi: phần tiền lãi chuyển đi"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(club, chair, wrong, said):
    page = signed_in(chair).post(of_club(club, "moi/"), TYPED | {"id": uuid4(), "cap": "10.000.000"} | wrong)
    assert said in shown(page)
    assert f'value="{wrong.get("interest_to_activity", "30")}"' in page.content.decode()
    assert policy_history(club.id) == ()


def test_a_policy_typed_wrongly_is_corrected(club, chair):
    own = a_policy(club.id, by=chair)
    browser = signed_in(chair)
    form = browser.get(of_club(club, "sua/"))
    assert "Sửa quy chế vay áp dụng từ 01/09/2025" in shown(form)
    assert 'value="6, 10, 12"' in form.content.decode()
    assert 'value="0,8"' in form.content.decode()
    right = TYPED | {"id": own.id, "since": "01/09/2025", "step_3": "8.000.000"}
    answer = browser.post(of_club(club, "sua/"), right, follow=True)
    assert "Đã sửa quy chế vay." in shown(answer)
    assert [len(one.ladder) for one in policy_history(club.id)] == [3]
    assert browser.get(of_club(club, "sua/"), {"id": uuid4()}).status_code == 404


def test_the_latest_stands_in_the_boxes_of_the_next(club, chair):
    a_policy(club.id, by=chair, since=TODAY, ladder=(Dong(1_000_000),) * 4)
    page = signed_in(chair).get(of_club(club, "moi/"))
    assert "Trong các ô là quy chế vay áp dụng từ 01/11/2026" in shown(page)
    assert 'name="step_4"' in page.content.decode()
    assert 'name="step_5"' not in page.content.decode()


def test_a_province_writes_what_holds_for_its_clubs(club):
    browser = signed_in(province_officer(club.place))
    assert "Quy chế vay chung của tỉnh" in shown(browser.get("/cau-lac-bo/"))
    assert of_province(club) in browser.get("/nguoi-dung/", follow=True).content.decode()
    page = shown(browser.get(of_province(club)))
    assert "Tỉnh Sơn La: dùng cho câu lạc bộ chưa có quy chế vay riêng" in page
    assert "Chưa ai ghi quy chế vay" in page
    typed = TYPED | {"id": uuid4(), "since": "01/11/2026"}
    answer = browser.post(of_province(club, "moi/"), typed, follow=True)
    assert "Đang áp dụng Áp dụng từ 01/11/2026" in shown(answer)
    (written,) = default_history(club.place.province_id)
    browser.post(of_province(club, "sua/"), typed | {"id": written.id, "cap": "9.000.000"})
    assert [one.cap for one in default_history(club.place.province_id)] == [9_000_000]
    trail = shown(browser.get(f"/nguoi-dung/dia-ban/{club.place.province_id}/nhat-ky/"))
    assert "ghi quy chế vay chung của tỉnh" in trail


def test_the_centre_reads_a_provinces_policy_and_writes_none(club):
    page = signed_in(an_officer(Role.CENTRAL_OFFICER, COUNTRY)).get(of_province(club))
    assert "Mức gợi ý" in shown(page)
    assert "Ghi quy chế vay" not in shown(page).replace("Chưa ai ghi quy chế vay", "")


def test_only_a_province_has_a_policy_for_many(club):
    browser = signed_in(province_officer(club.place))
    assert browser.get(f"/cau-lac-bo/quy-che-vay/{club.unit_id}/").status_code == 404
    foreign = a_club(place=commune("Xã Hải Hòa"))
    assert browser.get(of_province(foreign)).status_code == 403


def test_a_treasurer_reads_and_the_commune_writes_for_the_club(club):
    treasurer = signed_in(club_officer(club.id, Role.TREASURER))
    assert "Ghi quy chế vay của câu lạc bộ" not in shown(treasurer.get(of_club(club)))
    assert treasurer.get(of_club(club, "moi/")).status_code == 403
    above = signed_in(commune_officer(club.place))
    assert "Ông bà đang nhập hộ" in shown(above.get(of_club(club, "moi/")))


def test_the_page_is_found_where_the_regulations_are_and_under_everything(club, chair):
    for page in ("thong-tin/", "tat-ca/"):
        answer = signed_in(chair).get(f"/cau-lac-bo/{club.id}/{page}")
        assert f'href="{of_club(club)}"' in answer.content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_as_many_queries_with_three_policies_as_with_one(
    club, chair, n, django_assert_num_queries
):
    for year in range(n):
        a_policy(club.id, by=chair, since=date(2024 + year, 9, 1))
    browser = signed_in(chair)
    browser.get(of_club(club))
    with django_assert_num_queries(QUERIES):
        browser.get(of_club(club))
