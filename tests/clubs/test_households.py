"""Moving from one household to another: kept for good, with the certificate that goes along, and back again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lienthehe.access.queries import AuditRow
from lienthehe.access.rules import Role
from lienthehe.clubs.commands import certify_household, change_person, leave_club
from lienthehe.clubs.models import APPEND_ONLY_TABLES, HouseholdMove, Person
from lienthehe.clubs.queries import composition_on, person_story
from lienthehe.clubs.queries.households import households_left, moving_days, own_household_left
from lienthehe.clubs.rules import Certificate, HouseholdClass, LeavingReason
from lienthehe.clubs.rules.people import CertificateNotAnswered
from lienthehe.foundation.append_only import standing_triggers_sql, trigger_names
from lienthehe.foundation.ids import uuid7
from tests.given.clubs import a_club, club_officer
from tests.given.officers import AT
from tests.given.people import CERTIFIED_UNTIL, a_member

pytestmark = pytest.mark.django_db
TODAY = AT.date()
SQLITE = connection.vendor == "sqlite"
STATEMENTS = (
    'UPDATE "{}" SET "recorded_at" = "recorded_at"',
    'DELETE FROM "{}"',
    'INSERT OR REPLACE INTO "{0}" SELECT * FROM "{0}"' if SQLITE else 'TRUNCATE "{}" CASCADE',
)


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


@pytest.fixture
def ai(club, chair):
    return a_member(club.id, "Bùi Văn Ái", household_class=HouseholdClass.NEAR_POOR, by=chair)


@pytest.fixture
def dao(club, chair, ai):
    return a_member(club.id, household_id=ai.household_id, by=chair)


@pytest.fixture
def tho(club, chair):
    return a_member(club.id, "Hà Thị Thơm", by=chair)


def facts_of(row):
    return story_of(row).facts


def story_of(row, on=TODAY):
    club_id = Person.objects.values_list("club_id", flat=True).get(id=row.person_id)
    story = person_story(club_id, row.person_id, on)
    assert story is not None
    return story


def move(row, by, household_id=None, *, days=0, certified_too=None):
    facts = replace(facts_of(row), household_id=household_id or uuid7())
    at = AT + timedelta(days=days)
    change_person(person_id=row.person_id, facts=facts, certified_too=certified_too, by=by, at=at)
    return facts.household_id


def test_a_move_says_who_from_where_to_where_when_and_by_whom(club, chair, dao, ai):
    own = move(dao, chair, certified_too=False, days=3)
    (kept,) = HouseholdMove.objects.all()
    assert (kept.club_id, kept.person_id) == (club.id, dao.person_id)
    assert (kept.from_household_id, kept.to_household_id) == (ai.household_id, own)
    assert (kept.recorded_by, kept.recorded_at) == (chair, AT + timedelta(days=3))
    assert moving_days(club.id, dao.person_id) == [TODAY + timedelta(days=3)]
    (told,) = AuditRow.objects.filter(subject_kind="household_move")
    assert (told.subject_key, told.officer) == (str(dao.person_id), chair)


def test_who_stays_where_she_is_moves_nowhere(chair, dao, ai):
    change_person(person_id=dao.person_id, facts=replace(facts_of(dao), phone="0912345678"), by=chair, at=AT)
    assert not HouseholdMove.objects.exists()
    assert not AuditRow.objects.filter(subject_kind="household_move").exists()


def test_what_was_left_is_found_by_membership_from_a_day_on(chair, dao, ai, tho, django_assert_num_queries):
    move(dao, chair, tho.household_id, days=1)
    move(dao, chair, days=5)
    club_id, theirs = HouseholdMove.objects.values_list("club_id", flat=True)[0], {dao.membership_id}
    with django_assert_num_queries(1):
        left = households_left(club_id, TODAY)
    assert left.since(TODAY + timedelta(days=1), theirs) == {ai.household_id, tho.household_id}
    assert left.since(TODAY + timedelta(days=2), theirs) == {tho.household_id}
    assert left.since(TODAY + timedelta(days=6), theirs) == frozenset()
    assert left.since(TODAY, {ai.membership_id}) == frozenset()
    assert households_left(club_id, TODAY + timedelta(days=6)).moves == {}


def test_moving_out_of_a_certified_household_asks_whether_the_new_one_is_certified(chair, dao):
    with pytest.raises(CertificateNotAnswered):
        move(dao, chair)
    assert not HouseholdMove.objects.exists()
    assert story_of(dao).household_class is HouseholdClass.NEAR_POOR


def test_a_certificate_goes_along_as_one_of_the_new_household(club, chair, dao, ai):
    certificate = Certificate(HouseholdClass.POOR, date(2026, 2, 1), CERTIFIED_UNTIL, "12/GCN")
    certify_household(
        certificate_id=uuid7(), household_id=ai.household_id, certificate=certificate, by=chair, at=AT
    )
    move(dao, chair, certified_too=True)
    assert story_of(dao).certificates == (certificate,)
    later = replace(certificate, household_class=HouseholdClass.ESCAPED_POVERTY, since=date(2026, 3, 1))
    certify_household(
        certificate_id=uuid7(), household_id=ai.household_id, certificate=later, by=chair, at=AT
    )
    assert story_of(dao).household_class is HouseholdClass.POOR
    assert AuditRow.objects.filter(subject_kind="certificate").count() == 3
    assert (composition_on(club.id, TODAY).poor, composition_on(club.id, TODAY).escaped_poverty) == (1, 1)


def test_a_new_household_may_have_no_certificate_yet(chair, dao, ai):
    move(dao, chair, certified_too=False)
    assert (story_of(dao).certificates, story_of(dao).household_class) == ((), HouseholdClass.NONE)
    assert story_of(ai).household_class is HouseholdClass.NEAR_POOR


@pytest.mark.parametrize("certified_too", [None, True, False])
def test_in_another_members_household_its_own_certificate_counts(chair, dao, ai, tho, certified_too):
    move(dao, chair, tho.household_id, certified_too=certified_too)
    assert story_of(dao).household_class is HouseholdClass.NONE
    move(dao, chair, ai.household_id, certified_too=certified_too)
    assert story_of(dao).household_class is HouseholdClass.NEAR_POOR


def test_a_lapsed_certificate_is_not_asked_about(chair, dao, ai):
    lapsed = Certificate(HouseholdClass.POOR, date(2026, 1, 1), TODAY - timedelta(days=1))
    certify_household(
        certificate_id=uuid7(), household_id=ai.household_id, certificate=lapsed, by=chair, at=AT
    )
    move(dao, chair)
    assert story_of(dao).certificates == ()


def test_back_in_her_own_household_she_has_its_certificate_again(club, chair, ai, tho):
    alone = ai
    assert own_household_left(club.id, alone.person_id, TODAY) is None
    move(alone, chair, tho.household_id)
    assert story_of(alone).household_class is HouseholdClass.NONE
    own = own_household_left(club.id, alone.person_id, TODAY)
    assert own == alone.household_id
    move(alone, chair, own)
    assert story_of(alone).household_class is HouseholdClass.NEAR_POOR
    assert moving_days(club.id, alone.person_id) == [TODAY, TODAY]


def test_a_household_in_which_members_live_is_not_her_own(club, chair, dao, ai, tho):
    move(dao, chair, tho.household_id)
    assert own_household_left(club.id, dao.person_id, TODAY) is None
    leave_club(membership_id=ai.membership_id, on=TODAY, reason=LeavingReason.DIED, by=chair, at=AT)
    assert own_household_left(club.id, dao.person_id, TODAY) == ai.household_id


@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_move_is_changed_or_deleted(chair, dao, statement):
    move(dao, chair, certified_too=False)
    connection.check_constraints()
    before = list(HouseholdMove.objects.values())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(*APPEND_ONLY_TABLES))
    assert list(HouseholdMove.objects.values()) == before


def test_all_triggers_stand_after_the_last_migration():
    with connection.cursor() as cursor:
        cursor.execute(standing_triggers_sql(connection.vendor))
        standing = {name for (name,) in cursor.fetchall()}
    for table in APPEND_ONLY_TABLES:
        assert standing.issuperset(trigger_names(table, connection.vendor))
