from dataclasses import replace
from datetime import date, timedelta

import pytest

from lienthehe.access.queries import AuditRow
from lienthehe.access.rules import NotAllowed, Role
from lienthehe.clubs.commands import (
    begin_volunteering,
    certify_household,
    change_person,
    end_volunteering,
    join_members,
    leave_club,
    rejoin,
)
from lienthehe.clubs.queries import (
    board_on,
    composition_on,
    members_left,
    members_on,
    person_story,
    search_members,
)
from lienthehe.clubs.rules import Certificate, HouseholdClass, LeavingReason
from lienthehe.clubs.rules.clubs import IdTaken, InTheFuture, NameMissing
from lienthehe.clubs.rules.people import (
    AlreadyLeft,
    AlreadyMember,
    AlreadyVolunteer,
    BirthDisagrees,
    BirthNotPossible,
    JoinedBeforeLeaving,
    LeftBeforeJoining,
    NoSuchHousehold,
    NoSuchMembership,
    NoSuchPerson,
    NotVolunteer,
    PeriodTurned,
)
from lienthehe.foundation.ids import uuid7
from tests.given.clubs import FOUNDED, a_board, a_club, club_officer, province_officer
from tests.given.officers import AT
from tests.given.people import a_member, a_newcomer, members

pytestmark = pytest.mark.django_db
TODAY = AT.date()
LEFT = date(2026, 3, 1)


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def join(club, by, *newcomers):
    return join_members(club_id=club.id, newcomers=newcomers, by=by, at=AT)


def leave(row, by, on=LEFT, reason=LeavingReason.MOVED):
    return leave_club(membership_id=row.membership_id, on=on, reason=reason, by=by, at=AT)


def test_members_are_listed_by_given_name_with_numbers_in_order_of_joining(club, chair):
    join(club, chair, a_newcomer("Hà Thị Thơm"), a_newcomer("Bùi Văn Ái"), a_newcomer("Đỗ Thị Đào"))
    rows = members_on(club.id, TODAY)
    assert [(row.full_name, row.number) for row in rows] == [
        ("Bùi Văn Ái", 2),
        ("Đỗ Thị Đào", 3),
        ("Hà Thị Thơm", 1),
    ]
    assert {(row.age, row.joined_on) for row in rows} == {(68, FOUNDED)}


def test_joining_is_written_into_the_trail_person_by_person(club, chair):
    joined = join(club, chair, a_newcomer("Hà Thị Thơm"), a_newcomer("Bùi Văn Ái"))
    trail = AuditRow.objects.filter(act="keep_people", subject_kind="membership")
    assert {row.subject_key for row in trail} == {str(membership.id) for membership in joined}


def test_the_same_list_sent_again_joins_nobody_twice(club, chair):
    once, again = a_newcomer("Hà Thị Thơm"), a_newcomer("Bùi Văn Ái")
    first = join(club, chair, once)
    assert join(club, chair, again, once)[1] == first[0]
    assert [row.number for row in members_on(club.id, TODAY)] == [2, 1]


def test_an_id_of_another_club_joins_nobody(club, chair):
    other = a_club(name="CLB khác")
    theirs = a_newcomer()
    join(other, club_officer(other.id), theirs)
    with pytest.raises(IdTaken):
        join(club, chair, theirs)
    with pytest.raises(IdTaken):
        join(club, chair, replace(theirs, membership_id=uuid7(), facts=a_newcomer().facts))
    with pytest.raises(NoSuchHousehold):
        join(club, chair, a_newcomer(household_id=theirs.facts.household_id))


@pytest.mark.parametrize(
    ("newcomer", "refusal"),
    [
        (a_newcomer(" "), NameMissing),
        (a_newcomer(birth_year=1850), BirthNotPossible),
        (a_newcomer(birth_year=2030), BirthNotPossible),
        (a_newcomer(birth_date=date(1959, 1, 1)), BirthDisagrees),
        (a_newcomer(joined_on=TODAY + timedelta(days=1)), InTheFuture),
        (
            replace(a_newcomer(), certificate=Certificate(HouseholdClass.POOR, TODAY, FOUNDED)),
            PeriodTurned,
        ),
    ],
)
def test_a_person_who_cannot_be_is_refused(club, chair, newcomer, refusal):
    with pytest.raises(refusal):
        join(club, chair, newcomer)
    assert members_on(club.id, TODAY) == []


@pytest.mark.parametrize("role", [Role.READER])
def test_readers_do_not_keep_the_list(club, role):
    with pytest.raises(NotAllowed):
        join(club, club_officer(club.id, role), a_newcomer())


def test_officers_of_another_club_do_not_keep_the_list(club):
    stranger = club_officer(a_club(name="CLB khác").id, Role.CHAIR)
    with pytest.raises(NotAllowed):
        join(club, stranger, a_newcomer())


def test_the_province_enters_for_the_club_and_the_trail_says_so(club):
    join(club, province_officer(club.place), a_newcomer())
    assert AuditRow.objects.get(subject_kind="membership").role == Role.PROVINCE_OFFICER


def test_people_of_one_household_share_address_and_certificate(club, chair):
    wife = a_newcomer("Hà Thị Thơm", household_class=HouseholdClass.POOR, address="Xóm 1")
    husband = a_newcomer("Bùi Văn Ái", household_id=wife.facts.household_id, address="Xóm 1")
    join(club, chair, wife)
    join(club, chair, husband)
    assert [row.household_class for row in members_on(club.id, TODAY)] == [HouseholdClass.POOR] * 2
    story = person_story(club.id, husband.person_id, TODAY)
    assert story is not None
    assert (story.housemates, story.facts.address) == (("Hà Thị Thơm",), "Xóm 1")


def test_who_leaves_is_no_member_from_that_day_on(club, chair):
    row = a_member(club.id, by=chair)
    leave(row, chair)
    assert [r.person_id for r in members_on(club.id, LEFT - timedelta(days=1))] == [row.person_id]
    assert members_on(club.id, LEFT) == []
    (gone,) = members_left(club.id, LEFT)
    assert (gone.left_on, gone.left_reason) == (LEFT, LeavingReason.MOVED)


def test_leaving_ends_volunteering_and_the_seat_in_the_board(club, chair):
    rows = members(club.id, 5, by=chair)
    a_board(club.id, by=chair)
    begin_volunteering(person_id=rows[0].person_id, since=FOUNDED, by=chair, at=AT)
    leave(rows[0], chair)
    story = person_story(club.id, rows[0].person_id, TODAY)
    assert story is not None
    assert story.volunteering[0].until == LEFT - timedelta(days=1)
    assert len(board_on(club.id, LEFT - timedelta(days=1))) == 5
    assert len(board_on(club.id, LEFT)) == 4


def test_leaving_that_makes_no_sense_is_refused(club, chair):
    row = a_member(club.id, by=chair)
    with pytest.raises(LeftBeforeJoining):
        leave(row, chair, on=FOUNDED - timedelta(days=1))
    with pytest.raises(InTheFuture):
        leave(row, chair, on=TODAY + timedelta(days=1))
    leave(row, chair)
    with pytest.raises(AlreadyLeft):
        leave(row, chair)
    with pytest.raises(NoSuchMembership):
        leave_club(membership_id=uuid7(), on=LEFT, reason=LeavingReason.DIED, by=chair, at=AT)


def test_who_was_entered_by_mistake_leaves_on_the_day_of_joining(club, chair):
    row = a_member(club.id, by=chair)
    leave(row, chair, on=FOUNDED, reason=LeavingReason.WITHDREW)
    assert members_on(club.id, FOUNDED) == []


def test_who_comes_back_is_the_same_person_with_a_new_number(club, chair):
    row = a_member(club.id, by=chair)
    key = uuid7()

    def back(on):
        return rejoin(membership_id=key, person_id=row.person_id, joined_on=on, by=chair, at=AT)

    with pytest.raises(AlreadyMember):
        back(LEFT)
    leave(row, chair)
    with pytest.raises(JoinedBeforeLeaving):
        back(LEFT - timedelta(days=1))
    with pytest.raises(InTheFuture):
        back(TODAY + timedelta(days=1))
    assert back(LEFT) == back(LEFT)
    (now,) = members_on(club.id, TODAY)
    assert (now.person_id, now.number) == (row.person_id, 2)
    assert members_left(club.id, TODAY) == []


def test_what_is_known_of_a_person_changes_with_her_household(club, chair):
    wife, husband = a_newcomer("Hà Thị Thơm"), a_newcomer("Bùi Văn Ái")
    join(club, chair, wife, husband)
    moved = replace(husband.facts, full_name="Bùi  Văn Ân", household_id=wife.facts.household_id)
    change_person(person_id=husband.person_id, facts=moved, by=chair, at=AT)
    story = person_story(club.id, husband.person_id, TODAY)
    assert story is not None
    assert (story.facts.full_name, story.housemates) == ("Bùi Văn Ân", ("Hà Thị Thơm",))
    with pytest.raises(NoSuchPerson):
        change_person(person_id=uuid7(), facts=moved, by=chair, at=AT)
    with pytest.raises(NameMissing):
        change_person(person_id=husband.person_id, facts=replace(moved, full_name=""), by=chair, at=AT)


def test_a_certificate_counts_from_its_first_to_its_last_day(club, chair):
    row = a_member(club.id, by=chair)
    certificate = Certificate(HouseholdClass.NEAR_POOR, date(2026, 1, 1), date(2026, 12, 31), "12/GCN")
    key = uuid7()

    def certify(household_id):
        return certify_household(
            certificate_id=key, household_id=household_id, certificate=certificate, by=chair, at=AT
        )

    assert certify(row.household_id) == certify(row.household_id)
    counted = {on: composition_on(club.id, on) for on in (FOUNDED, TODAY, date(2027, 1, 1))}
    assert [(c.no_class, c.near_poor, c.unknown) for c in counted.values()] == [
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
    ]
    with pytest.raises(NoSuchHousehold):
        certify(uuid7())
    other = a_member(club.id, "Bùi Văn Ái", by=chair)
    with pytest.raises(IdTaken):
        certify(other.household_id)


def test_volunteering_has_days_and_may_begin_again(club, chair):
    row = a_member(club.id, by=chair)

    def begin(since):
        return begin_volunteering(person_id=row.person_id, since=since, by=chair, at=AT)

    def end(until):
        return end_volunteering(person_id=row.person_id, until=until, by=chair, at=AT)

    with pytest.raises(NotVolunteer):
        end(TODAY)
    begin(date(2026, 1, 1))
    with pytest.raises(AlreadyVolunteer):
        begin(date(2026, 2, 1))
    with pytest.raises(PeriodTurned):
        end(date(2025, 12, 31))
    end(LEFT)
    with pytest.raises(AlreadyVolunteer):
        begin(LEFT)
    begin(LEFT + timedelta(days=1))
    with pytest.raises(InTheFuture):
        end(TODAY + timedelta(days=1))
    assert [members_on(club.id, on)[0].is_volunteer for on in (FOUNDED, LEFT, TODAY)] == [False, True, True]


def test_names_are_found_whatever_their_diacritics(club, chair):
    join(club, chair, a_newcomer("Đỗ Thị Đào"), a_newcomer("Bùi Văn Ái"))
    assert [row.full_name for row in search_members(club.id, "do thi d", TODAY)] == ["Đỗ Thị Đào"]
    assert [row.full_name for row in search_members(club.id, "ÁI", TODAY)] == ["Bùi Văn Ái"]
    assert search_members(club.id, "Mận", TODAY) == []


def test_a_story_is_of_this_club_only(club, chair):
    row = a_member(club.id, by=chair)
    assert person_story(a_club(name="CLB khác").id, row.person_id, TODAY) is None
    story = person_story(club.id, row.person_id, TODAY)
    assert story is not None
    assert story.membership is not None
    assert story.membership.id == row.membership_id


@pytest.mark.parametrize("n", [1, 3])
def test_reading_members_asks_as_often_for_three_as_for_one(club, chair, n, django_assert_num_queries):
    members(club.id, n, by=chair)
    with django_assert_num_queries(2):
        assert len(members_on(club.id, TODAY)) == n
    with django_assert_num_queries(3):
        composition_on(club.id, TODAY)


@pytest.mark.parametrize("n", [1, 3])
def test_joining_writes_as_often_for_three_as_for_one(club, chair, n, django_assert_max_num_queries):
    newcomers = [a_newcomer(f"Bùi Thị {n}", household_class=HouseholdClass.POOR) for n in range(n)]
    with django_assert_max_num_queries(17):
        join(club, chair, *newcomers)
