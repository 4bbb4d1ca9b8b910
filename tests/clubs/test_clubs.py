from dataclasses import replace
from datetime import date, timedelta

import pytest

from lienthehe.access.queries import AuditRow
from lienthehe.access.rules import NotAllowed, Role, ScopeKind
from lienthehe.clubs.commands import change_club, found_club, move_club
from lienthehe.clubs.queries import (
    club_summary,
    lock_club,
    lock_clubs,
    scopes_of_club,
)
from lienthehe.clubs.rules import ClubFounding, MeetingRule, MeetingRuleKind
from lienthehe.clubs.rules.clubs import (
    AlreadyThere,
    InTheFuture,
    MovedLater,
    MovedThen,
    NameMissing,
    NoSuchClub,
    NoSuchCommune,
    NoSuchMeetingDay,
    ReasonMissing,
    remark_on_size,
)
from lienthehe.foundation.ids import uuid7
from lienthehe.places.queries import scopes_around
from tests.given.clubs import FOUNDED, a_club, club_facts, club_officer, province_officer
from tests.given.officers import AT
from tests.given.places import BEFORE, commune, province

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def founding(place, **facts):
    return ClubFounding(id=uuid7(), unit_id=place.unit_id, facts=club_facts(**facts))


def test_a_club_is_founded_in_a_commune_by_those_above_it():
    place = commune("Xã Chiềng Sơn")
    asked = founding(place)
    found_club(founding=asked, by=province_officer(place), at=AT)
    club = club_summary(asked.id, on=TODAY)
    assert club is not None
    assert (club.facts, club.place_name, club.place.province_name) == (
        asked.facts,
        "Xã Chiềng Sơn",
        "Tỉnh Sơn La",
    )
    trail = AuditRow.objects.get(act="found_club")
    assert (trail.subject_kind, trail.subject_key, trail.role) == ("club", str(asked.id), "province_officer")


def test_the_same_founding_sent_again_founds_nothing():
    place = commune("Xã Chiềng Sơn")
    asked, by = founding(place), province_officer(place)
    first = found_club(founding=asked, by=by, at=AT)
    assert found_club(founding=replace(asked, facts=club_facts(name="Tên khác")), by=by, at=AT) == first
    assert AuditRow.objects.filter(act="found_club").count() == 1


def test_nobody_founds_a_club_elsewhere():
    stranger = province_officer(commune("Phường Ba Đình"))
    with pytest.raises(NotAllowed):
        found_club(founding=founding(commune("Xã Chiềng Sơn")), by=stranger, at=AT)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": " "}, NameMissing),
        ({"village": ""}, NameMissing),
        ({"founded_on": TODAY + timedelta(days=1)}, InTheFuture),
        ({"meeting": MeetingRule(MeetingRuleKind.DAY_OF_MONTH, 32)}, NoSuchMeetingDay),
        ({"meeting": MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, 6)}, NoSuchMeetingDay),
        ({"meeting": MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, 1, 7)}, NoSuchMeetingDay),
    ],
)
def test_a_club_that_cannot_be_is_refused(facts, refusal):
    place = commune("Xã Chiềng Sơn")
    with pytest.raises(refusal):
        found_club(founding=founding(place, **facts), by=province_officer(place), at=AT)


def test_a_club_lies_in_a_commune_not_in_a_province():
    place = province("Tỉnh Sơn La")
    with pytest.raises(NoSuchCommune):
        found_club(founding=founding(place), by=province_officer(place), at=AT)


def test_an_old_club_may_be_entered_in_the_commune_of_today():
    club = a_club(place=commune("Phường Mộc Châu"), founded_on=date(2018, 5, 1))
    assert club.placed_since == date(2025, 7, 1)
    earlier = club_summary(club.id, on=date(2020, 1, 1))
    assert earlier is not None
    assert earlier.place_name == "Phường Mộc Châu"


def test_a_club_moves_by_an_act_with_a_reason_and_keeps_where_it_was():
    old = commune("Xã Chiềng Khừa", on=BEFORE)
    club = a_club(place=old, founded_on=date(2018, 5, 1))
    assert club.place_has_ended
    assert club.place_name == "Xã Chiềng Khừa"
    new = commune("Xã Lóng Sập")
    move_club(
        club_id=club.id,
        unit_id=new.unit_id,
        on=date(2025, 7, 1),
        reason="Nghị quyết 1681",
        by=province_officer(new),
        at=AT,
    )
    before, after = club_summary(club.id, on=BEFORE), club_summary(club.id, on=TODAY)
    assert before is not None
    assert after is not None
    assert (before.place_name, before.place_has_ended) == ("Xã Chiềng Khừa", False)
    assert (after.place_name, after.placed_since) == ("Xã Lóng Sập", date(2025, 7, 1))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"unit": "Xã Chiềng Sơn"}, AlreadyThere),
        ({"reason": " "}, ReasonMissing),
        ({"on": date(2025, 9, 1)}, MovedLater),
        ({"unit": "Tỉnh Sơn La"}, NoSuchCommune),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(changes, refusal):
    club = a_club()
    move = {"unit": "Xã Lóng Sập", "on": date(2026, 1, 1), "reason": "Chuyển thôn"} | changes
    place = province(move["unit"]) if move["unit"].startswith("Tỉnh") else commune(move["unit"])
    with pytest.raises(refusal):
        move_club(
            club_id=club.id,
            unit_id=place.unit_id,
            on=move["on"],
            reason=move["reason"],
            by=province_officer(place),
            at=AT,
        )


def move(club, place, on, reason="Chuyển thôn"):
    by = province_officer(place)
    return move_club(club_id=club.id, unit_id=place.unit_id, on=on, reason=reason, by=by, at=AT)


def lay(club, on):
    seen = club_summary(club.id, on=on)
    assert seen is not None
    return seen.place_name, seen.placed_since


def test_a_wrong_move_is_put_right_on_its_day():
    club = a_club()
    move(club, commune("Phường Mộc Châu"), TODAY)
    with pytest.raises(MovedThen):
        move(club, commune("Xã Lóng Sập"), TODAY - timedelta(days=1))
    with pytest.raises(ReasonMissing):
        move(club, commune("Xã Lóng Sập"), TODAY, reason="")
    right = move(club, commune("Xã Lóng Sập"), TODAY, reason="Ghi nhầm phường")
    assert right.reason == "Ghi nhầm phường"
    assert lay(club, TODAY) == ("Xã Lóng Sập", TODAY)
    assert lay(club, TODAY - timedelta(days=1)) == ("Xã Chiềng Sơn", FOUNDED)
    assert AuditRow.objects.filter(act="move_club").count() == 2


def test_a_club_that_should_not_have_moved_stays_where_it_was():
    club = a_club()
    move(club, commune("Phường Mộc Châu"), TODAY)
    stays = move(club, commune("Xã Chiềng Sơn"), TODAY, reason="Ghi nhầm")
    assert (stays.reason, stays.until) == ("Ghi nhầm", None)
    assert lay(club, TODAY) == ("Xã Chiềng Sơn", FOUNDED)
    assert AuditRow.objects.filter(act="move_club").count() == 2
    move(club, commune("Xã Lóng Sập"), TODAY)
    assert lay(club, TODAY) == ("Xã Lóng Sập", TODAY)


def test_no_reason_is_cut_where_two_have_no_room_together():
    club = a_club()
    yesterday = TODAY - timedelta(days=1)
    move(club, commune("Xã Lóng Sập"), yesterday, reason="Đ" * 150)
    move(club, commune("Phường Mộc Châu"), TODAY)
    right = move(club, commune("Xã Lóng Sập"), TODAY, reason="N" * 150)
    assert right.reason == "N" * 150
    assert lay(club, TODAY) == ("Xã Lóng Sập", TODAY)
    assert lay(club, yesterday) == ("Xã Lóng Sập", yesterday)


def test_the_board_itself_cannot_move_the_club():
    club = a_club()
    with pytest.raises(NotAllowed):
        move_club(
            club_id=club.id,
            unit_id=commune("Xã Lóng Sập").unit_id,
            on=TODAY,
            reason="Muốn đi",
            by=club_officer(club.id, Role.CHAIR),
            at=AT,
        )


def test_the_chair_changes_what_the_club_says_about_itself():
    club = a_club()
    facts = club_facts(name="CLB bản Mới", one_tin=True)
    change_club(club_id=club.id, facts=facts, by=club_officer(club.id, Role.CHAIR), at=AT)
    changed = club_summary(club.id, on=TODAY)
    assert changed is not None
    assert (changed.name, changed.one_tin) == ("CLB bản Mới", True)
    with pytest.raises(NotAllowed):
        change_club(club_id=club.id, facts=facts, by=club_officer(club.id, Role.TREASURER), at=AT)


def test_scopes_run_from_the_club_to_the_country():
    club = a_club()
    kinds = [scope.kind for scope in scopes_of_club(club.id, on=TODAY)]
    assert kinds == [ScopeKind.CLUB, ScopeKind.COMMUNE, ScopeKind.PROVINCE, ScopeKind.COUNTRY]
    assert scopes_of_club(uuid7(), on=TODAY) == ()
    assert club_summary(uuid7(), on=TODAY) is None


def test_clubs_are_locked_in_the_order_of_their_ids():
    ids = [a_club(name=f"CLB {number}").id for number in range(3)]
    assert [club.id for club in lock_clubs(reversed(ids))] == sorted(ids)
    with pytest.raises(NoSuchClub):
        lock_club(uuid7())


def test_a_club_in_a_commune_that_has_ended_still_has_somebody_above_it():
    old = commune("Xã Chiềng Khừa", on=BEFORE)
    club = a_club(place=old, founded_on=date(2018, 5, 1))
    assert set(scopes_around(old.unit_id, TODAY)) < set(scopes_of_club(club.id, on=TODAY))


@pytest.mark.parametrize(
    ("members", "on", "expected"),
    [
        (49, TODAY, "The club has 49 members; 1336/QĐ-TTg expects 50 to 70."),
        (50, TODAY, None),
        (70, TODAY, None),
        (71, TODAY, "The club has 71 members; 1336/QĐ-TTg expects 50 to 70."),
        (43, date(2019, 1, 1), None),
    ],
)
def test_an_unusual_size_is_remarked_on_since_the_scheme_names_one(members, on, expected):
    remark = remark_on_size(members, on=on)
    assert (remark.message % remark.values if remark else None) == expected
