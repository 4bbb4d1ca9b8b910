from datetime import date

import pytest

from lienthehe.access.rules import COUNTRY, Scope, ScopeKind
from lienthehe.clubs.commands import move_club
from lienthehe.clubs.queries import register, scopes_of_club
from lienthehe.clubs.rules import ManagingBody
from tests.given.clubs import a_club, province_officer
from tests.given.officers import AT
from tests.given.people import members
from tests.given.places import BEFORE, commune, province

pytestmark = pytest.mark.django_db
TODAY = AT.date()
OLD = date(2018, 5, 1)


def names(*scopes, on=TODAY, **filters):
    return [row.name for row in register(scopes, on, **filters).rows]


def scope(kind, place):
    return Scope(kind, str(place.unit_id))


def test_an_officer_sees_the_clubs_that_lie_in_his_place():
    here = a_club(name="CLB Một")
    a_club(name="CLB Hai", place=commune("Phường Ba Đình"))
    assert names(scope(ScopeKind.COMMUNE, here.place)) == ["CLB Một"]
    assert names(scope(ScopeKind.PROVINCE, province("Tỉnh Sơn La"))) == ["CLB Một"]
    assert names(COUNTRY) == ["CLB Hai", "CLB Một"]
    assert names(Scope(ScopeKind.CLUB, str(here.id))) == ["CLB Một"]
    assert names() == []


def test_the_register_holds_a_club_for_exactly_the_scopes_around_it():
    old = commune("Xã Chiềng Khừa", on=BEFORE)
    clubs = [a_club(name="CLB Cũ", place=old, founded_on=OLD), a_club(name="CLB Mới")]
    everywhere = {s for on in (BEFORE, TODAY) for club in clubs for s in scopes_of_club(club.id, on=on)}
    for on in (date(2025, 10, 1), TODAY):
        for around in everywhere:
            expected = sorted(c.name for c in clubs if around in scopes_of_club(c.id, on=on))
            assert names(around, on=on) == expected, (around, on)


def test_a_club_is_seen_where_it_lay_on_the_day():
    old, new = commune("Xã Chiềng Khừa", on=BEFORE), commune("Xã Lóng Sập")
    club = a_club(place=old, founded_on=OLD)
    by = province_officer(new)
    move_club(club_id=club.id, unit_id=new.unit_id, on=date(2025, 7, 1), reason="Nghị quyết", by=by, at=AT)
    assert names(scope(ScopeKind.COMMUNE, new)) == [club.name]
    assert names(scope(ScopeKind.COMMUNE, old)) == []
    assert names(scope(ScopeKind.COMMUNE, old), on=BEFORE) == [club.name]


def test_clubs_are_found_by_name_village_or_commune_whatever_the_diacritics():
    a_club(name="CLB Hoa Ban", village="Bản Áng")
    a_club(name="CLB Tuổi Vàng", village="Tổ 3", place=commune("Phường Ba Đình"))
    assert names(COUNTRY, text="ban ang") == ["CLB Hoa Ban"]
    assert names(COUNTRY, text="TUOI VANG") == ["CLB Tuổi Vàng"]
    assert names(COUNTRY, text="chieng son") == ["CLB Hoa Ban"]
    assert names(COUNTRY, text="không có") == []


def test_clubs_are_sorted_out_by_who_manages_them():
    a_club(name="CLB Hội")
    a_club(name="CLB Phụ nữ", managing_body=ManagingBody.WOMENS_UNION)
    assert names(COUNTRY, managing_body=ManagingBody.WOMENS_UNION) == ["CLB Phụ nữ"]


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_of_the_register_asks_as_often_for_three_clubs_as_for_one(n, django_assert_num_queries):
    for number in range(n):
        club = a_club(name=f"CLB {number}")
        members(club.id, 2, by=province_officer(club.place))
    with django_assert_num_queries(9):
        found = register((scope(ScopeKind.PROVINCE, province("Tỉnh Sơn La")),), TODAY)
    assert [row.composition.members for row in found.rows] == [2] * n
    assert found.total == n
