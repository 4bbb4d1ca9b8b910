"""How units, placements and successions follow from the source's lists."""

from datetime import date

from lienthehe.places.rules import (
    Extent,
    Hole,
    HoleKind,
    Level,
    PlaceRows,
    SuccessionRow,
    UnitRow,
    draw_up,
    read_successions,
    read_units,
)
from tests.given.places import AFTER, BEFORE

LEVELS = {"P": Level.PROVINCE, "D": Level.DISTRICT, "C": Level.COMMUNE}
CHANGED = date(2026, 4, 30)


def unit(key, name, parent="VN", since=None, until=None):
    return UnitRow(key, LEVELS[key[0]], key[1:], name, "xã", parent, since, until)


def old(key, name, parent="VN"):
    return unit(key, name, parent, until=BEFORE)


def new(key, name, parent="VN"):
    return unit(key, name, parent, since=AFTER)


def register(before=(), after=(), successions=(), changes=()):
    rows = tuple(SuccessionRow(a, b, Extent(extent)) for a, b, extent in successions)
    return draw_up(PlaceRows(AFTER, tuple(before), tuple(after), rows, tuple(changes)))


def periods(found, name):
    return [(p.since, p.until) for p in found.placements if p.name == name]


def ids(found, name):
    return {p.unit_id for p in found.placements if p.name == name}


def went(found):
    names = {p.unit_id: p.name for p in found.placements}
    return {(names[s.predecessor_id], names[s.successor_id], s.extent.value) for s in found.successions}


def test_a_unit_goes_on_as_itself_when_code_and_name_stay():
    found = register(
        [old("P14", "Sơn La"), old("D123", "Mộc Châu", "P14"), old("C1", "Lóng Sập", "D123")],
        [new("P14", "Sơn La"), new("C1", "Lóng Sập", "P14")],
        [("1", "1", "whole")],
    )
    assert len(ids(found, "Lóng Sập")) == 1
    assert periods(found, "Lóng Sập") == [(None, BEFORE), (AFTER, None)]
    assert found.successions == ()
    assert found.holes == ()


def test_two_placements_between_which_nothing_changed_are_one():
    found = register([old("P14", "Sơn La")], [new("P14", "Sơn La")])
    assert periods(found, "Sơn La") == [(None, None)]


def test_a_code_that_changed_owner_names_two_units():
    found = register(
        [
            old("P24", "Bắc Giang"),
            old("C1", "Thọ Xương", "P24"),
            old("P27", "Bắc Ninh"),
            old("C2", "Vũ Ninh", "P27"),
        ],
        [new("P24", "Bắc Ninh"), new("C3", "Bắc Giang", "P24")],
        [("1", "3", "whole"), ("2", "3", "whole")],
    )
    assert len(found.units) == 6
    assert ids(found, "Bắc Giang") & ids(found, "Bắc Ninh") == set()
    assert len(ids(found, "Bắc Ninh")) == 2


def test_provinces_go_where_their_communes_go():
    found = register(
        [
            old("P24", "Bắc Giang"),
            old("C1", "Thọ Xương", "P24"),
            old("P27", "Kinh Bắc"),
            old("C2", "Vũ Ninh", "P27"),
        ],
        [new("P24", "Bắc Ninh"), new("C3", "Ba Xã", "P24")],
        [("1", "3", "whole"), ("2", "3", "whole")],
    )
    assert {("Bắc Giang", "Bắc Ninh", "whole"), ("Kinh Bắc", "Bắc Ninh", "whole")} < went(found)


def test_a_divided_commune_that_goes_on_keeps_a_part():
    found = register(
        [old("P1", "Tỉnh"), old("C1", "Hải Hòa", "P1")],
        [new("P1", "Tỉnh"), new("C1", "Hải Hòa", "P1"), new("C2", "Hải Lạng", "P1")],
        [("1", "1", "part"), ("1", "2", "part")],
    )
    assert went(found) == {("Hải Hòa", "Hải Lạng", "part")}


def test_part_with_one_successor_is_read_as_whole_and_named():
    found = register(
        [old("P1", "Tỉnh"), old("C1", "Tân Lập", "P1")],
        [new("P1", "Tỉnh"), new("C1", "Tân Yên", "P1")],
        [("1", "1", "part")],
    )
    assert went(found) == {("Tân Lập", "Tân Yên", "whole")}
    assert found.holes == (Hole(HoleKind.READ_AS_WHOLE, "1", "Tân Lập, Tỉnh"),)


def test_holes_are_named_and_nothing_is_made_up_for_them():
    found = register(
        [old("P1", "Tỉnh"), old("D1", "Huyện", "P1"), old("C1", "Qui Hướng", "D1")],
        [new("P1", "Tỉnh"), new("C2", "Đoàn Kết", "P1"), new("C3", "Cồn Cỏ", "P1")],
        [("9", "2", "whole")],
    )
    assert found.successions == ()
    assert set(found.holes) == {
        Hole(HoleKind.UNKNOWN_PREDECESSOR, "9", "→ Đoàn Kết, Tỉnh (2)"),
        Hole(HoleKind.NO_SUCCESSOR, "1", "Qui Hướng, Huyện, Tỉnh"),
        Hole(HoleKind.NO_PREDECESSOR, "3", "Cồn Cỏ, Tỉnh"),
    }


def test_a_new_name_is_a_new_placement_of_the_same_unit():
    found = register(
        [old("P22", "Tỉnh Quảng Ninh")],
        [new("P22", "Tỉnh Quảng Ninh"), new("C1", "Hạ Long", "P22")],
        changes=[unit("P22", "Thành phố Quảng Ninh", since=CHANGED)],
    )
    assert ids(found, "Tỉnh Quảng Ninh") == ids(found, "Thành phố Quảng Ninh")
    assert periods(found, "Tỉnh Quảng Ninh") == [(None, date(2026, 4, 29))]
    assert periods(found, "Thành phố Quảng Ninh") == [(CHANGED, None)]
    assert periods(found, "Hạ Long") == [(AFTER, None)]


def test_an_identity_outlives_a_corrected_name():
    assert ids(register([old("P1", "Hoà Bình")]), "Hoà Bình") == ids(
        register([old("P1", "Hòa Bình")]), "Hòa Bình"
    )


def test_a_placement_names_every_unit_above_it():
    found = register([old("P14", "Sơn La"), old("D123", "Mộc Châu", "P14"), old("C1", "Tân Lập", "D123")])
    by_name = {p.name: p for p in found.placements}
    commune, district, province = by_name["Tân Lập"], by_name["Mộc Châu"], by_name["Sơn La"]
    assert (commune.parent_id, commune.province_id) == (district.unit_id, province.unit_id)
    assert (commune.district_id, commune.commune_id) == (district.unit_id, commune.unit_id)
    assert (district.parent_id, district.commune_id) == (province.unit_id, None)
    assert (province.parent_id, province.province_id) == (None, province.unit_id)


def test_the_files_are_read_as_they_are():
    units = "key,level,code,name,type,parent_key,valid_from,valid_to\nC00004,commune,00004,Phường Ba Đình,phường,P01,2025-07-01,\n"
    assert read_units(units) == (
        UnitRow("C00004", Level.COMMUNE, "00004", "Phường Ba Đình", "phường", "P01", AFTER, None),
    )
    assert read_successions("old_code,new_code,extent\n00001,00097,part\n") == (
        SuccessionRow("00001", "00097", Extent.PART),
    )
