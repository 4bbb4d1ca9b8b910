"""Where a unit lies on the map of any day, also on one that did not know it yet or knows it no longer."""

from collections import Counter
from datetime import date
from uuid import UUID, uuid4

import pytest

from lienthehe.places.commands import load_places
from lienthehe.places.models import Placement, Succession
from lienthehe.places.queries import lies_on, provinces_of
from lienthehe.places.rules import Extent, Level
from lienthehe.places.rules.lying import Atlas, Lies, Placed, Went
from tests.given import places as given
from tests.given.officers import AT
from tests.given.places import AFTER, BEFORE

REFORM = date(2025, 7, 1)
EVE = date(2025, 6, 30)
OLD_PROVINCE, NEW_PROVINCE, DISTRICT = uuid4(), uuid4(), uuid4()


def old(unit: UUID, province: UUID = OLD_PROVINCE, district: UUID | None = DISTRICT) -> Placed:
    return Placed(unit, None, EVE, province, district, unit)


def new(unit: UUID) -> Placed:
    return Placed(unit, REFORM, None, NEW_PROVINCE, None, unit)


PROVINCES = (
    Placed(OLD_PROVINCE, None, EVE, OLD_PROVINCE, None, None),
    Placed(NEW_PROVINCE, REFORM, None, NEW_PROVINCE, None, None),
)
MERGED = Went(OLD_PROVINCE, NEW_PROVINCE, REFORM, Extent.WHOLE)


def test_a_unit_in_force_lies_in_itself():
    unit = uuid4()
    assert Atlas([old(unit)], [], EVE).find(unit) == Lies(OLD_PROVINCE, DISTRICT, unit)


def test_who_went_over_whole_lies_in_the_successor_and_the_successor_in_its_only_predecessor():
    before, after = uuid4(), uuid4()
    went = [MERGED, Went(before, after, REFORM, Extent.WHOLE)]
    placed = [*PROVINCES, old(before), new(after)]
    assert Atlas(placed, went, REFORM).find(before) == Lies(NEW_PROVINCE, None, after)
    assert Atlas(placed, went, EVE).find(after) == Lies(OLD_PROVINCE, DISTRICT, before)


def test_who_was_divided_or_has_no_successor_lies_in_the_heir_of_its_province_alone():
    divided, forgotten, left, right = (uuid4() for _ in range(4))
    went = [MERGED, *(Went(divided, part, REFORM, Extent.PART) for part in (left, right))]
    atlas = Atlas([*PROVINCES, old(divided), old(forgotten), new(left), new(right)], went, REFORM)
    assert atlas.find(divided) == atlas.find(forgotten) == Lies(NEW_PROVINCE)


def test_who_came_from_several_lies_where_most_of_them_lay():
    other, ours, theirs, merged = uuid4(), [uuid4(), uuid4()], uuid4(), uuid4()
    placed = [*PROVINCES, *(old(one) for one in ours), old(theirs, other, uuid4()), new(merged)]
    went = [Went(one, merged, REFORM, Extent.WHOLE) for one in (*ours, theirs)]
    assert Atlas(placed, went, EVE).find(merged) == Lies(OLD_PROVINCE, DISTRICT)


@pytest.mark.django_db
def test_units_that_stand_on_the_map_are_found_in_one_query(django_assert_num_queries):
    given.some_places()
    unit = given.commune("Xã Lóng Sập", BEFORE).unit_id
    with django_assert_num_queries(1):
        assert lies_on([unit], BEFORE)[unit].commune_id == unit
    assert lies_on([unit], AFTER)[unit].province_id == given.province("Tỉnh Sơn La").unit_id


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_country_of_the_eve_lies_on_the_map_of_the_reform():
    load_places(at=AT)
    ended = dict(
        Placement.objects.filter(level=Level.COMMUNE, until=EVE).values_list("unit_id", "province_id")
    )
    into = Counter(Succession.objects.filter(on=REFORM).values_list("predecessor_id", flat=True))
    goes_on = set(Placement.objects.filter(unit__in=ended, since=REFORM).values_list("unit_id", flat=True))
    lies, heirs = lies_on(list(ended), REFORM), provinces_of(ended, REFORM)
    for unit, lie in lies.items():
        assert lie.province_id == heirs[unit]
        assert (lie.commune_id is not None) == (unit in goes_on or into[unit] == 1)
    assert Counter(lie.province_id for lie in lies.values()) == Counter(heirs[unit] for unit in ended)
