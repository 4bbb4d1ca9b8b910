"""Thành viên: the list, entering one and many."""

from datetime import date
from uuid import uuid4

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import begin_volunteering, leave_club
from lienthehe.clubs.queries import members_on
from lienthehe.clubs.rules import HouseholdClass, LeavingReason, Sex
from tests.given.clubs import FOUNDED, a_club, club_officer, commune_officer, province_officer
from tests.given.officers import AT
from tests.given.people import a_member, members
from tests.given.readers import shown, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = AT.date()


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def members_of(club, page=""):
    return f"/cau-lac-bo/{club.id}/thanh-vien/{page}"


def see(officer, club, **asked):
    return shown(signed_in(officer).get(members_of(club), asked))


def one(**changes):
    return {
        "membership_id": uuid4(),
        "full_name": "Phạm Thị Đào",
        "sex": "female",
        "birth_year": "1958",
        "joined_on": "01/10/2026",
        "household_class": "none",
    } | changes


def test_an_empty_list_teaches_how_to_begin(club, chair):
    page = see(chair, club)
    assert "Danh sách này chưa có tên ai" in page
    assert "Ghi nhiều người một lúc" in page


def test_the_list_counts_and_names_the_members(club, chair):
    a_member(club.id, "Hà Thị Thơm", birth_year=1960, household_class=HouseholdClass.POOR, by=chair)
    a_member(club.id, "Bùi Văn Ái", sex=Sex.MALE, birth_year=1980, by=chair)
    page = see(chair, club)
    assert "2 thành viên 1 nữ, 1 người từ 60 tuổi, 1 người thuộc hộ nghèo" in page
    assert page.index("Bùi Văn Ái") < page.index("Hà Thị Thơm Sinh 1960, 66 tuổi · Hộ nghèo")
    assert "Câu lạc bộ có 2 thành viên; 1336/QĐ-TTg cần 50 đến 70 người." in page


def test_a_name_is_found_without_diacritics(club, chair):
    a_member(club.id, "Đỗ Thị Đào", by=chair)
    a_member(club.id, "Bùi Văn Ái", by=chair)
    page = see(chair, club, q="do thi dao")
    assert "Đỗ Thị Đào" in page
    assert "Bùi Văn Ái" not in page


def test_filters_leave_whom_they_name(club, chair):
    old = a_member(club.id, "Hà Thị Thơm", birth_year=1960, household_class=HouseholdClass.POOR, by=chair)
    young = a_member(club.id, "Bùi Văn Ái", sex=Sex.MALE, birth_year=1990, by=chair)
    gone = a_member(club.id, "Lò Văn Tư", sex=Sex.MALE, by=chair)
    begin_volunteering(person_id=young.person_id, since=FOUNDED, by=chair, at=AT)
    leave_club(membership_id=gone.membership_id, on=TODAY, reason=LeavingReason.MOVED, by=chair, at=AT)
    names = {"all": [old, young], "older": [old], "women": [old], "in_need": [old]}
    names |= {"volunteers": [young], "left": [gone], "behind": [old, young], "nonsense": [old, young]}
    for who, expected in names.items():
        page = see(chair, club, who=who)
        for row in (old, young, gone):
            assert (row.full_name in page) == (row in expected), (who, row.full_name)


def test_what_is_behind_is_marked(club, chair):
    a_member(club.id, joined_on=date(2026, 9, 15), by=chair)
    assert "Còn thiếu 20.000 đ" in see(chair, club)


def test_province_centre_and_readers_see_numbers_but_no_names(club, chair):
    a_member(club.id, "Hà Thị Thơm", by=chair)
    for officer in (province_officer(club.place), club_officer(club.id, Role.READER)):
        page = see(officer, club)
        assert "1 thành viên" in page
        assert "Hà Thị Thơm" not in page
        assert "Tên thành viên chỉ Ban Chủ nhiệm và xã xem được" in page


def test_the_commune_sees_names_and_that_it_enters_for_the_club(club, chair):
    a_member(club.id, "Hà Thị Thơm", by=chair)
    page = see(commune_officer(club.place), club)
    assert "Hà Thị Thơm" in page
    assert "Ông bà đang nhập hộ" in page
    assert "Ông bà đang nhập hộ" not in see(chair, club)


def test_one_person_is_entered_and_the_page_says_so(club, chair):
    answer = signed_in(chair).post(members_of(club, "them/"), one(birth_year="14/11/1958"), follow=True)
    assert "Đã ghi Phạm Thị Đào vào danh sách thành viên, số 1." in shown(answer)
    (row,) = members_on(club.id, TODAY)
    assert (row.birth_date, row.joined_on) == (date(1958, 11, 14), date(2026, 10, 1))


def test_the_same_form_sent_twice_enters_one_person(club, chair):
    browser, typed = signed_in(chair), one()
    browser.post(members_of(club, "them/"), typed)
    browser.post(members_of(club, "them/"), typed)
    assert len(members_on(club.id, TODAY)) == 1


def test_the_same_name_and_year_is_asked_about_and_may_be_another_person(club, chair):
    a_member(club.id, "Phạm Thị Đào", birth_year=1958, by=chair)
    browser, typed = signed_in(chair), one(full_name="PHAM THI DAO")
    assert "Đây là người khác" not in shown(browser.get(members_of(club, "them/")))
    page = browser.post(members_of(club, "them/"), typed)
    assert "Trong danh sách đã có Phạm Thị Đào, sinh 1958, số 1." in shown(page)
    assert 'name="is_another"' in page.content.decode()
    assert len(members_on(club.id, TODAY)) == 1
    again = browser.post(members_of(club, "them/"), typed | {"is_another": "on", "birth_year": ""})
    assert 'name="is_another" id="id_is_another" checked' in again.content.decode()
    browser.post(members_of(club, "them/"), typed | {"is_another": "on"})
    browser.post(members_of(club, "them/"), typed)
    browser.post(members_of(club, "them/"), one(birth_year="1959"))
    assert sorted(row.number for row in members_on(club.id, TODAY)) == [1, 2, 3]


def test_who_may_not_see_names_is_asked_without_any(club, chair):
    a_member(club.id, "Phạm Thị Đào", birth_year=1958, by=chair)
    page = shown(signed_in(province_officer(club.place)).post(members_of(club, "them/"), one()))
    assert "Trong danh sách đã có một thành viên cùng tên, cùng năm sinh." in page
    assert "số 1" not in page


def test_a_list_marks_who_is_perhaps_entered_already(club, chair):
    a_member(club.id, "Phạm Thị Đào", birth_year=1958, by=chair)
    browser = signed_in(chair)
    people = "Phạm Thị Đào, 1958\nHà Thị Thơm, 1960\nHa Thi Thom, 1960\nBùi Văn Ái, 1951"
    typed = {"batch": uuid4(), "joined_on": "01/10/2026", "people": people}
    page = shown(browser.post(members_of(club, "them-nhieu/"), typed))
    assert "Phạm Thị Đào Nữ, sinh 1958 Có thể đã ghi rồi: Phạm Thị Đào, số 1 Hà Thị Thơm" in page
    assert "Ha Thi Thom Nữ, sinh 1960 Có hai lần trong danh sách này Bùi Văn Ái" in page
    browser.post(members_of(club, "them-nhieu/"), typed | {"write": "1"})
    assert len(members_on(club.id, TODAY)) == 5


def test_a_housemate_shares_the_roof_and_its_certificate(club, chair):
    wife = a_member(club.id, "Hà Thị Thơm", household_class=HouseholdClass.POOR, by=chair)
    typed = one(full_name="Bùi Văn Ái", sex="male", household_id=wife.household_id)
    signed_in(chair).post(members_of(club, "them/"), typed)
    assert {row.household_class for row in members_on(club.id, TODAY)} == {HouseholdClass.POOR}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"full_name": ""}, "Ghi họ và tên."),
        ({"birth_year": "năm Tuất"}, "Ghi năm sinh, ví dụ 1958, hoặc ngày sinh"),
        ({"birth_year": "2027"}, "Năm sinh 2027 không hợp với ngày 01/10/2026"),
        ({"joined_on": "02/11/2026"}, "Ngày 02/11/2026 chưa tới"),
        ({"household_class": "poor"}, "Ghi giấy có giá trị đến ngày nào."),
        ({"sex": ""}, "Chọn nam hay nữ."),
        ({"phone": "123"}, "Đây không phải số điện thoại Việt Nam."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(club, chair, typed, said):
    page = signed_in(chair).post(members_of(club, "them/"), one(address="Xóm Bến", **typed))
    assert said.casefold() in shown(page).casefold()
    assert "Chưa ghi được: có 1 chỗ cần sửa" in shown(page)
    assert "Xóm Bến" in page.content.decode()
    assert members_on(club.id, TODAY) == []


def test_a_list_is_shown_as_understood_and_then_written(club, chair):
    browser = signed_in(chair)
    typed = {
        "batch": uuid4(),
        "joined_on": "01/10/2026",
        "people": "Phạm Thị Đào, 1958, nữ, cận nghèo\n\nBùi Văn Ái\t14/11/1951\nLò A Tư; 1962; Nam; Hộ nghèo",
    }
    page = shown(browser.post(members_of(club, "them-nhieu/"), typed))
    assert "3 người này đã đúng chưa?" in page
    assert "Phạm Thị Đào Nữ, sinh 1958 · Hộ cận nghèo đến 31/12/2026" in page
    assert members_on(club.id, TODAY) == []
    page = shown(browser.post(members_of(club, "them-nhieu/"), typed | {"write": "1"}, follow=True))
    assert "Đã ghi 3 người vào danh sách thành viên." in page
    browser.post(members_of(club, "them-nhieu/"), typed | {"write": "1"})
    assert [(row.full_name, row.sex, row.household_class) for row in members_on(club.id, TODAY)] == [
        ("Bùi Văn Ái", Sex.MALE, HouseholdClass.NONE),
        ("Phạm Thị Đào", Sex.FEMALE, HouseholdClass.NEAR_POOR),
        ("Lò A Tư", Sex.MALE, HouseholdClass.POOR),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Phạm Thị Đào", "Dòng 2, Phạm Thị Đào: Ghi năm sinh"),
        ("Lò A Tư, 1962", "Dòng 2, Lò A Tư, 1962: ghi nam hoặc nữ."),
        ("Phạm Thị Đào, 1958, nữ, giàu", "ghi hộ là nghèo, cận nghèo"),
    ],
)
def test_a_line_that_is_not_understood_is_named(club, chair, line, said):
    typed = {"batch": uuid4(), "joined_on": "01/10/2026", "people": f"Hà Thị Thơm, 1960\n{line}"}
    page = shown(signed_in(chair).post(members_of(club, "them-nhieu/"), typed | {"write": "1"}))
    assert said.casefold() in page.casefold()
    assert members_on(club.id, TODAY) == []


def test_the_province_enters_a_member_without_seeing_anybody(club, chair):
    a_member(club.id, "Hà Thị Thơm", by=chair)
    browser = signed_in(province_officer(club.place))
    assert "Hà Thị Thơm" not in shown(browser.get(members_of(club, "them/")))
    answer = browser.post(members_of(club, "them/"), one(), follow=True)
    assert "Đã ghi Phạm Thị Đào" in shown(answer)
    assert len(members_on(club.id, TODAY)) == 2


def test_the_list_asks_as_often_for_three_members_as_for_one(club, chair, django_assert_num_queries):
    browser = signed_in(chair)
    members(club.id, 1, by=chair, seed=1)
    see(chair, club)
    with django_assert_num_queries(20) as first:
        browser.get(members_of(club))
    members(club.id, 2, by=chair, seed=2)
    with django_assert_num_queries(len(first.captured_queries)):
        browser.get(members_of(club))
