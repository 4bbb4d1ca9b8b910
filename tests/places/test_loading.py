"""`load_places`: the excerpt on every run, the whole country in the slow tests."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.db.models import Count

from lienthehe.access.models import AuditRow
from lienthehe.places.commands import load_places, package_rows
from lienthehe.places.models import Placement, Succession, Unit
from lienthehe.places.queries import children, search_places, successors_of
from lienthehe.places.rules import Extent, HoleKind, PlaceRows, Tally, draw_up
from tests.given import places as given

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TODAY = date(2026, 11, 1)


@pytest.mark.django_db
def test_a_second_load_changes_nothing():
    first, second = given.some_places(), given.some_places()
    assert first.wrote_something
    assert not second.wrote_something
    assert second.placements == Tally(added=0, changed=0, unchanged=first.placements.added)
    assert second.holes == first.holes


@pytest.mark.django_db
def test_a_load_that_wrote_leaves_one_audit_row():
    given.some_places()
    given.some_places()
    row = AuditRow.objects.get()
    assert (row.act, row.officer_id, row.subject_kind) == ("load_places", None, "places")


@pytest.mark.django_db
def test_a_row_that_differs_is_brought_back_in_line():
    given.some_places()
    Placement.objects.filter(name="Xã Đoàn Kết").update(name="Xã Đoàn", search_name="xa doan")
    report = given.some_places()
    assert report.placements.changed == 1
    assert given.commune("Xã Đoàn Kết").name == "Xã Đoàn Kết"


@pytest.mark.django_db
def test_what_the_source_does_not_know_stays():
    given.some_places()
    load_places(source=PlaceRows(given.AFTER, (), (), (), ()), at=NOW)
    assert Unit.objects.count() == len(draw_up(given.excerpt()).units)


@pytest.mark.django_db
def test_the_report_names_the_holes_and_then_what_was_written():
    lines = [line.message % line.values for line in given.some_places().lines()]
    assert "  03991  Xã Qui Hướng, Huyện Mộc Châu, Tỉnh Sơn La" in lines
    assert "3 old communes have no successor. A club there needs a person's decision:" in lines
    assert lines[-3].startswith("Units: ")


def test_the_excerpt_says_nothing_that_the_whole_does_not():
    part, whole = draw_up(given.excerpt()), draw_up(package_rows())
    assert part.units.keys() <= whole.units.keys()
    assert set(part.placements) <= set(whole.placements)
    assert set(part.successions) <= set(whole.successions)
    assert set(part.holes) <= set(whole.holes)


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """Load all of Vietnam once for this module; what that costs is in `benchmarks/places_load.py`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_places(at=NOW)
        transaction.set_rollback(True)


def counts(on):
    in_force = Placement.objects.exclude(since__gt=on).exclude(until__lt=on)
    return {row["level"]: row["n"] for row in in_force.values("level").annotate(n=Count("id"))}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("country")
class TestWholeCountry:
    def test_the_map_before_and_after(self):
        assert counts(given.BEFORE) == {"province": 63, "district": 696, "commune": 10_051}
        assert counts(given.AFTER) == {"province": 34, "commune": 3_321}
        assert counts(TODAY) == {"province": 34, "commune": 3_321}
        assert len(children(None, given.BEFORE)) == 63

    def test_again_it_reads_three_tables_and_writes_nothing(self, country, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            again = load_places(at=NOW)
        assert not again.wrote_something
        assert again.holes == country.holes

    def test_the_holes_of_the_source(self, country):
        holes = country.holes
        assert Counter(hole.kind for hole in holes) == {
            HoleKind.NO_SUCCESSOR: 28,
            HoleKind.UNKNOWN_PREDECESSOR: 11,
            HoleKind.NO_PREDECESSOR: 5,
            HoleKind.READ_AS_WHOLE: 132,
        }
        zones = {hole.code for hole in holes if hole.kind is HoleKind.NO_PREDECESSOR}
        assert zones == {"11948", "19742", "20333", "21548", "26732"}
        unknown = {hole.code for hole in holes if hole.kind is HoleKind.UNKNOWN_PREDECESSOR}
        assert len(unknown) == 10

    def test_seven_province_codes_changed_owner(self):
        before = {place.code: place.unit_id for place in children(None, given.BEFORE)}
        after = {place.code: place.unit_id for place in children(None, given.AFTER)}
        changed = {code for code, unit_id in after.items() if before[code] != unit_id}
        assert changed == {"15", "24", "44", "52", "80", "82", "91"}

    def test_every_province_that_ended_went_somewhere_whole(self):
        ended = Placement.objects.filter(level="province", until=given.BEFORE).values_list(
            "unit_id", flat=True
        )
        assert len(ended) == 36
        assert {tuple(s.extent for s in successors_of(unit)) for unit in ended} == {(Extent.WHOLE,)}

    def test_440_communes_need_a_decision(self):
        divided = Succession.objects.filter(extent=Extent.PART, predecessor__level="commune")
        assert divided.values("predecessor").distinct().count() == 440

    def test_three_provinces_became_cities_and_stayed_themselves(self):
        was = {place.code: place for place in children(None, given.AFTER)}
        now = {place.code: place for place in children(None, TODAY)}
        assert {code for code in now if now[code].name != was[code].name} == {"22", "24", "75"}
        for code in ("22", "24", "75"):
            assert now[code].unit_id == was[code].unit_id
            assert now[code].kind == "thành phố trung ương"
            assert now[code].name.removeprefix("Thành phố ") == was[code].name.removeprefix("Tỉnh ")

    def test_a_place_is_found_by_name_on_a_date(self):
        assert [place.name for place in search_places("moc chau", given.BEFORE)] == [
            "Huyện Mộc Châu",
            "Thị trấn Mộc Châu",
            "Thị trấn NT Mộc Châu",
        ]
        assert [place.name for place in search_places("moc chau", TODAY)] == ["Phường Mộc Châu"]
