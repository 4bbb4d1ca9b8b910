from datetime import date

import pytest
from scripts.roles_table import main

from lienthehe.access.rules import (
    ACT_LABELS,
    ALLOWED,
    CLUB_ROLES,
    COUNTRY,
    GIVEN_BY,
    OVERSIGHT_ROLES,
    ROLE_LABELS,
    SCOPE_OF_ROLE,
    Act,
    HeldGrant,
    OwnAct,
    Role,
    Scope,
    ScopeKind,
    find_acting,
)

CLUB = Scope(ScopeKind.CLUB, "club-1")
TODAY = date(2026, 11, 1)


def test_every_act_stands_in_the_table_and_somebody_may_do_it():
    assert set(ALLOWED) == set(Act)
    assert all(ALLOWED.values())


def test_every_role_and_act_has_words_a_scope_and_a_giver():
    assert set(ROLE_LABELS) == set(SCOPE_OF_ROLE) == set(GIVEN_BY) == set(Role)
    assert set(ACT_LABELS) == set(Act) | set(OwnAct)
    assert len(set(ACT_LABELS.values())) == len(ACT_LABELS)
    assert set(Role) == CLUB_ROLES | OVERSIGHT_ROLES
    assert not {act.value for act in Act} & {act.value for act in OwnAct}


def test_the_words_of_the_trail_fit_their_column():
    assert max(len(act) for act in [*Act, *OwnAct]) <= 40


@pytest.mark.parametrize("role", Role)
def test_an_act_that_the_table_does_not_know_is_refused(role, monkeypatch):
    monkeypatch.delitem(ALLOWED, Act.SEE_CLUB)
    held = (HeldGrant(role, CLUB, TODAY, None),)
    assert find_acting(Act.SEE_CLUB, grants=held, within=(CLUB,), on=TODAY) is None


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_table_says_and_only_over_its_scope(role, act):
    scope = Scope(SCOPE_OF_ROLE[role], "" if SCOPE_OF_ROLE[role] == ScopeKind.COUNTRY else "here")
    held = (HeldGrant(role, scope, TODAY, None),)
    there = Scope(scope.kind, "there")
    assert (find_acting(act, grants=held, within=(scope,), on=TODAY) is not None) == (role in ALLOWED[act])
    assert find_acting(act, grants=held, within=(there,), on=TODAY) is None
    assert find_acting(act, grants=held, within=(), on=TODAY) is None
    assert find_acting(act, grants=(), within=(scope, COUNTRY), on=TODAY) is None


def test_a_reader_changes_nothing():
    assert {act for act in Act if Role.READER in ALLOWED[act]} == {Act.SEE_CLUB, Act.SEE_BOOKS}


def test_names_and_health_stay_below_the_province():
    above = {Role.PROVINCE_OFFICER, Role.CENTRAL_OFFICER, Role.ADMINISTRATOR}
    assert not ALLOWED[Act.SEE_PEOPLE] & above
    assert not ALLOWED[Act.SEE_HEALTH] & OVERSIGHT_ROLES


def test_who_stands_in_for_a_club_does_not_approve_its_payments():
    assert not ALLOWED[Act.APPROVE_MONEY] & OVERSIGHT_ROLES


def test_no_role_of_a_club_gives_a_role():
    assert not any(ALLOWED[act] & CLUB_ROLES for act in set(GIVEN_BY.values()))


def test_the_page_of_roles_is_what_the_rules_say():
    assert main("check") == 0
