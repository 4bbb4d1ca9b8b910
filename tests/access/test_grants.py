from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lienthehe.access.commands import create_officer, end_grant, grant_role, make_first_administrator
from lienthehe.access.models import AuditRow, Grant
from lienthehe.access.queries import (
    administrator_stands,
    check_officer_may,
    grants_within,
    officer_may,
    session_seconds,
)
from lienthehe.access.rules import (
    CLUB_BOARD,
    CLUB_ROLES,
    COUNTRY,
    Act,
    AdministratorExists,
    AlreadyGranted,
    GrantEnded,
    GrantEndsTooEarly,
    NotAllowed,
    OwnAccess,
    Role,
    Scope,
    ScopeKind,
)
from tests.given.officers import (
    AROUND_CLUB,
    AT,
    CLUB,
    COMMUNE,
    PASSWORD,
    PROVINCE,
    an_administrator,
    an_officer,
    read_anew,
    with_role,
)

pytestmark = pytest.mark.django_db
TODAY = AT.date()
OTHER_COMMUNE = Scope(ScopeKind.COMMUNE, "commune-2")
AROUND_COMMUNE = (COMMUNE, PROVINCE, COUNTRY)


def somebody(name="ai.do"):
    return create_officer(full_name="Ai Đó", username=name, password=PASSWORD, at=AT)


def give(by, role=Role.TREASURER, within=AROUND_CLUB, *, to=None, since=TODAY, until=None):
    return grant_role(
        officer=to or somebody(),
        role=role,
        scope=within[0],
        since=since,
        until=until,
        within=within,
        by=by,
        at=AT,
    )


def test_a_commune_officer_opens_a_club_of_the_commune_and_the_trail_says_so():
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    treasurer = somebody()
    grant = give(commune, to=treasurer)
    assert officer_may(Act.RECORD_MONEY, by=treasurer, within=AROUND_CLUB, on=TODAY)
    row = AuditRow.objects.get(subject_kind="grant", subject_key=str(grant.pk))
    assert (row.officer, row.role, row.act, row.at) == (commune, Role.COMMUNE_OFFICER, Act.OPEN_ACCESS, AT)
    assert (row.scope_kind, row.scope_key) == (ScopeKind.CLUB, CLUB.key)


@pytest.mark.parametrize("role", sorted(CLUB_ROLES))
def test_nobody_of_the_club_opens_it_to_a_colleague(role):
    with pytest.raises(NotAllowed):
        give(an_officer(role, CLUB, COMMUNE, PROVINCE))


def test_a_commune_officer_opens_no_club_elsewhere():
    commune = an_officer(Role.COMMUNE_OFFICER, OTHER_COMMUNE, PROVINCE)
    with pytest.raises(NotAllowed):
        give(commune)


def test_a_club_is_not_opened_by_naming_scopes_that_are_not_around_it():
    commune = an_officer(Role.COMMUNE_OFFICER, OTHER_COMMUNE, PROVINCE)
    with pytest.raises(NotAllowed):
        grant_role(
            officer=somebody(),
            role=Role.CHAIR,
            scope=CLUB,
            since=TODAY,
            within=(OTHER_COMMUNE, CLUB),
            by=commune,
            at=AT,
        )


@pytest.mark.parametrize(
    ("role", "within"),
    [
        (Role.TREASURER, AROUND_COMMUNE),
        (Role.COMMUNE_OFFICER, AROUND_CLUB),
        (Role.PROVINCE_OFFICER, AROUND_COMMUNE),
        (Role.ADMINISTRATOR, (PROVINCE, COUNTRY)),
        (Role.COMMUNE_OFFICER, ()),
    ],
)
def test_a_role_is_given_only_over_its_kind_of_scope(role, within):
    by, to = an_administrator(), somebody()
    with pytest.raises(NotAllowed):
        grant_role(
            officer=to,
            role=role,
            scope=CLUB if not within else within[0],
            since=TODAY,
            within=within,
            by=by,
            at=AT,
        )


def test_the_database_refuses_a_role_over_the_wrong_kind_of_scope():
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            officer=somebody(), role="treasurer", scope_kind="country", scope_key="", since=TODAY
        )


def test_a_commune_officer_is_granted_by_the_province_not_by_another_commune_officer():
    province = an_officer(Role.PROVINCE_OFFICER, PROVINCE)
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    give(province, Role.COMMUNE_OFFICER, AROUND_COMMUNE)
    with pytest.raises(NotAllowed):
        give(commune, Role.COMMUNE_OFFICER, AROUND_COMMUNE, to=somebody("nguoi.khac"))


def test_a_province_officer_grants_nothing_at_its_own_level():
    province = an_officer(Role.PROVINCE_OFFICER, PROVINCE)
    with pytest.raises(NotAllowed):
        give(province, Role.PROVINCE_OFFICER, (PROVINCE, COUNTRY))


def test_nobody_grants_a_role_to_themselves():
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    with pytest.raises(OwnAccess):
        give(commune, to=commune)


def test_the_same_access_is_not_given_twice():
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    officer = somebody()
    give(commune, to=officer, until=date(2026, 12, 1))
    with pytest.raises(AlreadyGranted):
        give(commune, to=officer, since=date(2026, 11, 30))
    give(commune, to=officer, since=date(2026, 12, 1))
    with pytest.raises(AlreadyGranted):
        give(commune, to=officer, since=date(2027, 1, 1), until=date(2027, 2, 1))


def test_a_grant_does_not_end_before_it_begins():
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    with pytest.raises(GrantEndsTooEarly):
        give(commune, until=TODAY - timedelta(days=1))


def test_a_grant_holds_from_its_first_day_until_the_day_it_ends():
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    officer = somebody()
    give(commune, to=officer, since=date(2026, 11, 5), until=date(2026, 11, 9))
    held = [
        day.day
        for day in (date(2026, 11, day) for day in range(1, 30))
        if officer_may(Act.SEE_BOOKS, by=officer, within=AROUND_CLUB, on=day)
    ]
    assert held == [5, 6, 7, 8]


def test_an_access_given_by_mistake_ends_at_once():
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    officer = somebody()
    grant = give(commune, to=officer)
    end_grant(grant_id=grant.pk, until=TODAY, within=AROUND_CLUB, by=commune, at=AT)
    assert not officer_may(Act.SEE_BOOKS, by=read_anew(officer), within=AROUND_CLUB, on=TODAY)
    assert AuditRow.objects.filter(
        subject_kind="grant_end", subject_key=str(grant.pk), officer=commune
    ).exists()
    with pytest.raises(GrantEnded):
        end_grant(grant_id=grant.pk, until=TODAY, within=AROUND_CLUB, by=commune, at=AT)


def test_a_grant_is_ended_only_by_who_may_give_it():
    chair = an_officer(Role.CHAIR, CLUB, COMMUNE, PROVINCE)
    treasurer = an_officer(Role.TREASURER, CLUB, COMMUNE, PROVINCE)
    elsewhere = an_officer(Role.COMMUNE_OFFICER, OTHER_COMMUNE, PROVINCE)
    grant = treasurer.grants.get()
    for by, within in [
        (chair, AROUND_CLUB),
        (elsewhere, AROUND_CLUB),
        (elsewhere, (OTHER_COMMUNE, PROVINCE, COUNTRY)),
    ]:
        with pytest.raises(NotAllowed):
            end_grant(grant_id=grant.pk, until=TODAY, within=within, by=by, at=AT)
    with pytest.raises(NotAllowed):
        end_grant(grant_id=chair.pk, until=TODAY, within=AROUND_CLUB, by=elsewhere, at=AT)


def test_a_grant_does_not_end_before_its_first_day():
    treasurer = an_officer(Role.TREASURER, CLUB, COMMUNE, PROVINCE)
    commune = grants_within(scopes=(COMMUNE,), on=TODAY).get().officer
    with pytest.raises(GrantEndsTooEarly):
        end_grant(
            grant_id=treasurer.grants.get().pk,
            until=TODAY - timedelta(days=1),
            within=AROUND_CLUB,
            by=commune,
            at=AT,
        )


def test_the_first_administrator_comes_from_the_command_line_once():
    assert not administrator_stands(on=TODAY)
    administrator = make_first_administrator(
        full_name="Quản trị", username="quan.tri", password=PASSWORD, at=AT
    )
    assert check_officer_may(Act.LOAD_PLACES, by=administrator, within=(COUNTRY,), on=TODAY)
    assert AuditRow.objects.get().officer is None
    with pytest.raises(AdministratorExists):
        make_first_administrator(full_name="Kẻ khác", username="ke.khac", password=PASSWORD, at=AT)


def test_an_officer_who_was_switched_off_may_nothing():
    treasurer = an_officer(Role.TREASURER, CLUB, COMMUNE, PROVINCE)
    treasurer.is_active = False
    assert not officer_may(Act.SEE_CLUB, by=treasurer, within=AROUND_CLUB, on=TODAY)


def test_the_guard_says_as_what_somebody_acts_and_on_what():
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    acting = check_officer_may(Act.RECORD_MONEY, by=commune, within=AROUND_CLUB, on=TODAY)
    assert (acting.role, acting.scope, acting.thing) == (Role.COMMUNE_OFFICER, COMMUNE, CLUB)
    assert acting.stands_in


def test_the_narrowest_role_counts_first():
    officer = an_officer(Role.TREASURER, CLUB, COMMUNE, PROVINCE)
    with_role(officer, Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    assert (
        check_officer_may(Act.RECORD_MONEY, by=officer, within=AROUND_CLUB, on=TODAY).role == Role.TREASURER
    )


def test_sessions_are_long_on_a_clubs_device_and_short_for_everybody_above(settings):
    club, above = settings.CLUB_SESSION_SECONDS, settings.OVERSIGHT_SESSION_SECONDS
    officers = {role: an_officer(role, CLUB, COMMUNE, PROVINCE) for role in CLUB_BOARD}
    assert {session_seconds(officer, on=TODAY) for officer in officers.values()} == {club}
    with_role(officers[Role.CHAIR], Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    assert session_seconds(officers[Role.CHAIR], on=TODAY) == above
    assert session_seconds(somebody(), on=TODAY) == above
    assert (club, above) == (90 * 86400, 12 * 3600)


@pytest.mark.parametrize("size", [1, 3])
def test_the_grants_of_a_page_cost_one_query(size, django_assert_num_queries):
    for _ in range(size):
        an_officer(Role.READER, CLUB, COMMUNE, PROVINCE)
    with django_assert_num_queries(1):
        names = [grant.officer.full_name for grant in grants_within(scopes=(CLUB,), on=TODAY)]
    assert len(names) == size
