"""Places on a date, what became of them, and the scopes around them."""

from datetime import date
from uuid import uuid4

import pytest

from lienthehe.access.rules import COUNTRY, Scope, ScopeKind
from lienthehe.places import queries
from lienthehe.places.rules import Extent, Level, PlaceNotInForce, search_key
from tests.given import places as given
from tests.given.places import AFTER, BEFORE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _places():
    given.some_places()


def names(places):
    return [place.name for place in places]


def scope(kind, place):
    return Scope(kind, str(place.unit_id))


def test_a_place_is_what_it_was_on_the_date():
    long_sap = given.commune("Xã Lóng Sập", BEFORE)
    assert (long_sap.district_name, long_sap.province_name) == ("Huyện Mộc Châu", "Tỉnh Sơn La")
    now = queries.place_on(long_sap.unit_id, AFTER)
    assert (now.name, now.district_id, now.district_name, now.province_name) == (
        "Xã Lóng Sập",
        None,
        "",
        "Tỉnh Sơn La",
    )


def test_ancestors_are_called_as_on_the_date():
    hai_hoa = given.commune("Xã Hải Hòa").unit_id
    assert queries.place_on(hai_hoa, date(2026, 4, 29)).province_name == "Tỉnh Quảng Ninh"
    assert queries.place_on(hai_hoa, date(2026, 4, 30)).province_name == "Thành phố Quảng Ninh"


def test_a_place_that_has_ended_is_refused():
    truc_bach = given.commune("Phường Trúc Bạch", BEFORE)
    with pytest.raises(PlaceNotInForce):
        queries.place_on(truc_bach.unit_id, AFTER)


def test_one_code_names_two_places():
    was = queries.unit_by_code(Level.COMMUNE, "00004", BEFORE)
    is_now = queries.unit_by_code(Level.COMMUNE, "00004", AFTER)
    assert was
    assert is_now
    assert (was.name, is_now.name) == ("Phường Trúc Bạch", "Phường Ba Đình")
    assert was.unit_id != is_now.unit_id
    assert queries.unit_by_code(Level.DISTRICT, "123", AFTER) is None


@pytest.mark.parametrize("many", [1, 3])
def test_places_on_a_date_cost_one_query(django_assert_num_queries, many):
    ids = [place.unit_id for place in queries.search_places("xa", BEFORE, Level.COMMUNE)][:many]
    with django_assert_num_queries(1):
        assert queries.places_on([*ids, uuid4()], BEFORE).keys() == set(ids)


def test_children_are_those_of_the_date(django_assert_num_queries):
    moc_chau = given.district("Huyện Mộc Châu")
    with django_assert_num_queries(1):
        communes = queries.children(moc_chau.unit_id, BEFORE)
    assert len(communes) == 15
    assert names(communes)[:3] == ["Thị trấn Mộc Châu", "Thị trấn NT Mộc Châu", "Xã Chiềng Hắc"]
    assert queries.children(moc_chau.unit_id, AFTER) == ()
    assert "Huyện Mộc Châu" in names(queries.children(given.province("Tỉnh Sơn La").unit_id, BEFORE))


def test_the_country_has_the_provinces_as_children():
    assert names(queries.children(None, BEFORE)) == [
        "Thành phố Hà Nội",
        "Thành phố Hồ Chí Minh",
        "Tỉnh Bắc Giang",
        "Tỉnh Bắc Ninh",
        "Tỉnh Quảng Ninh",
        "Tỉnh Sơn La",
    ]


@pytest.mark.parametrize("typed", ["moc chau", "Mộc Châu", "  MỘC  châu ", "moc"])
def test_search_needs_no_diacritics(typed):
    assert "Phường Mộc Châu" in names(queries.search_places(typed, AFTER))
    assert "Phường Mộc Châu" not in names(queries.search_places(typed, BEFORE))


def test_search_meets_the_start_of_words_and_puts_whole_names_first(django_assert_num_queries):
    assert queries.search_places("oc chau", BEFORE) == ()
    assert queries.search_places(" -", BEFORE) == ()
    with django_assert_num_queries(1):
        found = names(queries.search_places("bac", BEFORE))
    assert found == [
        "Tỉnh Bắc Giang",
        "Tỉnh Bắc Ninh",
        "Thành phố Bắc Giang",
        "Thành phố Bắc Ninh",
        "Phường Trúc Bạch",
    ]
    assert names(queries.search_places("dien bien", BEFORE)) == ["Phường Điện Biên"]
    assert names(queries.search_places("moc chau", BEFORE, Level.DISTRICT)) == ["Huyện Mộc Châu"]
    assert len(queries.search_places("xa", BEFORE, limit=2)) == 2


@pytest.mark.parametrize(
    ("name", "key"),
    [("Xã Ea H'leo", "xa ea hleo"), ("Phan Rang - Tháp Chàm", "phan rang thap cham"), ("Đạ M’ri", "da mri")],
)
def test_marks_do_not_hinder_a_search(name, key):
    assert search_key(name) == key


def test_what_became_of_a_place(django_assert_num_queries):
    dien_bien = given.commune("Phường Điện Biên", BEFORE)
    with django_assert_num_queries(2):
        successors = queries.successors_of(dien_bien.unit_id)
    assert [(s.place.name, s.on, s.extent) for s in successors] == [
        ("Phường Ba Đình", AFTER, Extent.PART),
        ("Phường Hoàn Kiếm", AFTER, Extent.PART),
        ("Phường Ô Chợ Dừa", AFTER, Extent.PART),
        ("Phường Văn Miếu - Quốc Tử Giám", AFTER, Extent.PART),
    ]
    assert queries.successors_of(given.commune("Xã Qui Hướng", BEFORE).unit_id) == ()


def test_what_a_place_came_from(django_assert_num_queries):
    moc_son = given.commune("Phường Mộc Sơn")
    with django_assert_num_queries(2):
        predecessors = queries.predecessors_of(moc_son.unit_id)
    assert [(p.place.name, p.place.district_name, p.extent) for p in predecessors] == [
        ("Thị trấn Mộc Châu", "Huyện Mộc Châu", Extent.WHOLE),
        ("Xã Đông Sang", "Huyện Mộc Châu", Extent.WHOLE),
    ]
    assert queries.predecessors_of(given.commune("Đặc khu Côn Đảo").unit_id) == ()


def test_scopes_run_from_the_narrowest_to_the_country(django_assert_num_queries):
    long_sap = given.commune("Xã Lóng Sập", BEFORE)
    moc_chau = given.district("Huyện Mộc Châu")
    commune, province = (
        scope(ScopeKind.COMMUNE, long_sap),
        scope(ScopeKind.PROVINCE, given.province("Tỉnh Sơn La")),
    )
    with django_assert_num_queries(1):
        before = queries.scopes_around(long_sap.unit_id, BEFORE)
    assert before == (commune, scope(ScopeKind.DISTRICT, moc_chau), province, COUNTRY)
    with django_assert_num_queries(1):
        assert queries.scopes_around(long_sap.unit_id, AFTER) == (commune, province, COUNTRY)


def test_a_place_that_ended_belongs_to_what_took_it_over_whole():
    tho_xuong = given.commune("Phường Thọ Xương", BEFORE)
    bac_giang = given.province("Tỉnh Bắc Giang", BEFORE)
    around = queries.scopes_around(tho_xuong.unit_id, TODAY)
    assert around[0] == scope(ScopeKind.COMMUNE, tho_xuong)
    assert around[1] == scope(ScopeKind.COMMUNE, given.commune("Phường Bắc Giang"))
    assert around[3:] == (
        scope(ScopeKind.PROVINCE, bac_giang),
        scope(ScopeKind.PROVINCE, given.province("Tỉnh Bắc Ninh")),
        COUNTRY,
    )


def test_no_successor_of_a_divided_place_may_take_it_unasked():
    dien_bien = given.commune("Phường Điện Biên", BEFORE)
    around = queries.scopes_around(dien_bien.unit_id, TODAY)
    communes = [one for one in around if one.kind is ScopeKind.COMMUNE]
    assert communes == [scope(ScopeKind.COMMUNE, dien_bien)]
    assert scope(ScopeKind.PROVINCE, given.province("Thành phố Hà Nội")) in around


def test_what_lies_in_a_province_that_ended_lies_in_its_heir(django_assert_num_queries):
    units = {name: given.commune(name, BEFORE).unit_id for name in ("Phường Thọ Xương", "Phường Điện Biên")}
    with django_assert_num_queries(2):
        found = queries.provinces_of(units.values(), TODAY)
    assert found[units["Phường Thọ Xương"]] == given.province("Tỉnh Bắc Ninh").unit_id
    assert found[units["Phường Điện Biên"]] == given.province("Thành phố Hà Nội").unit_id
    before = queries.provinces_of(units.values(), BEFORE)
    assert before[units["Phường Thọ Xương"]] == given.province("Tỉnh Bắc Giang", BEFORE).unit_id


def test_before_it_began_a_place_lies_where_it_began():
    ba_dinh = given.commune("Phường Ba Đình")
    assert queries.provinces_of([ba_dinh.unit_id], BEFORE) == {ba_dinh.unit_id: ba_dinh.province_id}


def test_a_place_has_no_scopes_before_it_began():
    with pytest.raises(PlaceNotInForce):
        queries.scopes_around(given.commune("Phường Ba Đình").unit_id, BEFORE)
