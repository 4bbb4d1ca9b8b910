"""A meeting being held: each step saved by itself, nothing overwritten, confirmed as it stands."""

from datetime import timedelta

import pytest

from lienthehe.access.rules import NotAllowed, Role
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands.months import close_month
from lienthehe.ledger.rules.refusals import MonthClosed
from lienthehe.meetings.commands import begin_meeting, confirm_draft, put_away_draft, save_step
from lienthehe.meetings.queries import digest_of_books, draft_view, is_recorded, open_drafts
from lienthehe.meetings.rules.refusals import (
    ConfirmerMayNot,
    DraftChanged,
    DraftGone,
    MeetingInFuture,
    MonthTooFar,
    OtherClubsSheet,
    SheetUnreadable,
)
from tests.given.clubs import a_board, a_club, club_officer
from tests.given.meetings import a_sheet, held
from tests.given.officers import AT
from tests.given.people import members

pytestmark = pytest.mark.django_db
DAY = AT.date()


@pytest.fixture
def club():
    club = a_club()
    by = club_officer(club.id, Role.SECRETARY)
    members(club.id, 5, by=by)
    a_board(club.id, by=by)
    return club


@pytest.fixture
def treasurer(club):
    return club_officer(club.id)


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def begun(club, by, on=DAY, **changes):
    given = {"sheet_id": uuid7(), "stands_for": Month.of(on), "at": AT} | changes
    return begin_meeting(club_id=club.id, on=on, by=by, **given)


def saved(club, draft, step, by, **changes):
    given = {"draft_id": draft.sheet.id, "version": draft.version, "changes": changes}
    return save_step(club_id=club.id, step=step, by=by, at=AT, **given)


def confirmed(club, draft, officer, **changes):
    read = digest_of_books(club.id, draft.sheet.on)
    given = {"draft_id": draft.sheet.id, "version": draft.version, "books_read": read} | changes
    return confirm_draft(club_id=club.id, officer=officer, at=AT, **given)


def test_a_draft_begins_with_place_time_chair_and_secretary(club, treasurer):
    draft = begun(club, treasurer)
    assert (draft.sheet.place, draft.sheet.begins) == ("Nhà văn hóa thôn", club.facts.meeting_time)
    assert draft.sheet.chair
    assert draft.sheet.secretary
    assert [line.id for line in open_drafts(club.id)] == [draft.sheet.id]


def test_begun_again_it_is_the_same_draft(club, treasurer, chair):
    draft = begun(club, treasurer)
    saved(club, draft, "work", treasurer, topics=["Phòng bệnh"])
    again = begun(club, chair, sheet_id=draft.sheet.id)
    assert (again.version, again.sheet.topics) == (2, ("Phòng bệnh",))
    other = a_club()
    with pytest.raises(OtherClubsSheet):
        begun(other, club_officer(other.id), sheet_id=draft.sheet.id)


def test_no_meeting_begins_tomorrow_for_a_far_month_or_in_a_closed_one(club, treasurer, chair):
    with pytest.raises(MeetingInFuture):
        begun(club, treasurer, on=DAY + timedelta(days=1))
    with pytest.raises(MonthTooFar):
        begun(club, treasurer, stands_for=Month.of(DAY).plus(2))
    held(a_sheet(club.id, DAY - timedelta(days=20)), by=treasurer, second=chair, at=AT)
    close_month(club_id=club.id, month=Month.of(DAY).previous, by=treasurer, at=AT)
    with pytest.raises(MonthClosed):
        begun(club, treasurer, on=DAY - timedelta(days=3))


def test_two_officers_save_different_steps_from_the_same_version(club, treasurer, chair):
    draft = begun(club, treasurer)
    saved(club, draft, "work", treasurer, topics=["Phòng bệnh"])
    after = saved(club, draft, "opening", chair, place="Đình làng")
    assert (after.sheet.topics, after.sheet.place, after.version) == (("Phòng bệnh",), "Đình làng", 3)
    assert set(after.steps_done) == {"work", "opening"}


def test_the_same_step_saved_in_between_is_not_overwritten(club, treasurer, chair):
    draft = begun(club, treasurer)
    first = saved(club, draft, "work", treasurer, topics=["Phòng bệnh"])
    with pytest.raises(DraftChanged):
        saved(club, draft, "work", chair, topics=["Trồng rau"])
    assert draft_view(club.id, draft.sheet.id).sheet.topics == ("Phòng bệnh",)
    assert saved(club, first, "work", chair, topics=["Trồng rau"]).sheet.topics == ("Trồng rau",)


def test_what_is_no_sheet_is_not_saved(club, treasurer):
    draft = begun(club, treasurer)
    with pytest.raises(SheetUnreadable):
        saved(club, draft, "work", treasurer, topics="Phòng bệnh")


def test_who_only_reads_saves_nothing_and_confirms_nothing(club, treasurer):
    draft, reader = begun(club, treasurer), club_officer(club.id, Role.READER)
    with pytest.raises(NotAllowed):
        saved(club, draft, "work", reader, topics=["Phòng bệnh"])
    with pytest.raises(NotAllowed):
        put_away_draft(club_id=club.id, draft_id=draft.sheet.id, by=reader, at=AT)
    with pytest.raises(ConfirmerMayNot):
        confirmed(club, draft, reader)


def test_a_confirmation_stands_until_the_sheet_changes(club, treasurer, chair):
    draft = begun(club, treasurer)
    confirmed(club, draft, chair)
    both = confirmed(club, draft, treasurer)
    assert {one.officer_id for one in both.confirmations} == {chair.pk, treasurer.pk}
    assert len(saved(club, both, "funds", treasurer).confirmations) == 2
    changed = saved(club, draft, "work", treasurer, topics=["Phòng bệnh"])
    assert changed.confirmations == ()
    with pytest.raises(DraftChanged):
        confirmed(club, draft, chair)


def test_a_draft_put_away_leaves_nothing(club, treasurer):
    draft = begun(club, treasurer)
    put_away_draft(club_id=club.id, draft_id=draft.sheet.id, by=treasurer, at=AT)
    assert draft_view(club.id, draft.sheet.id) is None
    with pytest.raises(DraftGone):
        saved(club, draft, "work", treasurer)
    assert not is_recorded(club.id, draft.sheet.id)


def test_a_recorded_meeting_is_no_draft_again(club, treasurer, chair):
    sheet = a_sheet(club.id, DAY)
    begun(club, treasurer, sheet_id=sheet.id)
    held(sheet, by=treasurer, second=chair, at=AT)
    assert is_recorded(club.id, sheet.id)
    assert open_drafts(club.id) == []
    with pytest.raises(DraftGone):
        begun(club, treasurer, sheet_id=sheet.id)
