"""On what terms a club lends: rules, adoption and correction, whose policy holds when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from lienthehe.access.queries import audit_rows
from lienthehe.access.rules import COUNTRY, NotAllowed, Role, Scope, ScopeKind
from lienthehe.clubs.rules.clubs import IdTaken
from lienthehe.clubs.rules.regulations import (
    AdoptedEarlier,
    NotBeforeThoseAfter,
    RegulationsEnded,
    history_of,
)
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.commands.policies import (
    adopt_default_policy,
    adopt_policy,
    correct_default_policy,
    correct_policy,
)
from lienthehe.loans.models import Policy
from lienthehe.loans.queries.policies import (
    default_history,
    policies_on,
    policy_history,
    policy_on,
    policy_source,
)
from lienthehe.loans.rules.policies import (
    STARTING_POLICY,
    CapNotPositive,
    InterestShareNotPossible,
    LadderFalls,
    LadderOverCap,
    LadderTooLong,
    LateRateTooHigh,
    MembershipNotPossible,
    MonthlyRateNotPossible,
    MonthsNotPossible,
    NotAProvince,
    PolicySource,
    PurposesNotPossible,
    annual_rate,
    check_policy,
    most_for,
    policy_in_force,
)
from lienthehe.loans.rules.refusals import GraceTooLong, RoundingNotPossible
from lienthehe.loans.rules.schedules import LoanTerms, Method, schedule
from tests.given.clubs import FOUNDED, a_club, club_officer, commune_officer, province_officer
from tests.given.officers import AT, an_officer
from tests.given.places import BEFORE, commune, province
from tests.given.policies import a_default_policy, a_policy, policy_terms

TODAY = AT.date()
LATER, COMING = date(2026, 5, 1), date(2026, 12, 1)
MILLION = 1_000_000


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"monthly_rate": Decimal("5.1")}, MonthlyRateNotPossible, "monthly_rate"),
        ({"monthly_rate": Decimal("-0.1")}, MonthlyRateNotPossible, "monthly_rate"),
        ({"monthly_rate": Decimal("0.12345")}, MonthlyRateNotPossible, "monthly_rate"),
        ({"monthly_rate": Decimal("NaN")}, MonthlyRateNotPossible, "monthly_rate"),
        ({"late_rate": Decimal(-1)}, MonthlyRateNotPossible, "late_rate"),
        ({"late_rate": Decimal("1.21")}, LateRateTooHigh, "late_rate"),
        ({"instalments": ()}, MonthsNotPossible, "instalments"),
        ({"instalments": (0, 6)}, MonthsNotPossible, "instalments"),
        ({"instalments": (6, 61)}, MonthsNotPossible, "instalments"),
        ({"instalments": (6, 6)}, MonthsNotPossible, "instalments"),
        ({"cap": Dong(0), "ladder": ()}, CapNotPositive, "cap"),
        ({"ladder": (Dong(1),) * 6}, LadderTooLong, "ladder"),
        ({"ladder": (Dong(0),)}, LadderFalls, "ladder"),
        ({"ladder": (Dong(5), Dong(4))}, LadderFalls, "ladder"),
        ({"ladder": (Dong(11 * MILLION),)}, LadderOverCap, "ladder"),
        ({"grace": 6}, GraceTooLong, "grace"),
        ({"grace": -1}, GraceTooLong, "grace"),
        ({"round_to": 500}, RoundingNotPossible, "round_to"),
        ({"membership_months": -1}, MembershipNotPossible, "membership_months"),
        ({"membership_months": 61}, MembershipNotPossible, "membership_months"),
        ({"purposes": ("Nuôi lợn", "Nuôi lợn")}, PurposesNotPossible, "purposes"),
        ({"purposes": ("",)}, PurposesNotPossible, "purposes"),
        ({"purposes": ("x" * 61,)}, PurposesNotPossible, "purposes"),
        ({"purposes": tuple(map(str, range(21)))}, PurposesNotPossible, "purposes"),
        ({"interest_to_activity": 101}, InterestShareNotPossible, "interest_to_activity"),
    ],
)
def test_a_policy_by_which_nobody_could_lend_is_refused(wrong, refusal, field):
    with pytest.raises(refusal) as refused:
        check_policy(policy_terms(**wrong))
    assert refused.value.field == field


def test_what_stands_at_the_limits_is_taken():
    check_policy(policy_terms())
    check_policy(STARTING_POLICY)
    check_policy(policy_terms(late_rate=Decimal("1.2"), grace=5, round_to=1, interest_to_activity=100))
    check_policy(policy_terms(monthly_rate=Decimal(5), instalments=(1, 60), ladder=(Dong(10 * MILLION),)))
    check_policy(policy_terms(monthly_rate=Decimal(0), purposes=()))


def test_a_second_loan_is_larger_after_good_repayment():
    policy = policy_terms()
    assert [most_for(policy, n) // MILLION for n in range(5)] == [2, 5, 8, 8, 8]
    assert most_for(replace(policy, ladder=()), 0) == 10 * MILLION


def test_the_rate_a_month_is_twelve_times_as_much_a_year():
    policy = policy_terms()
    assert annual_rate(policy) == Decimal("9.6")
    terms = LoanTerms(Dong(MILLION), annual_rate(policy), FOUNDED, 10, method=Method.FLAT)
    assert schedule(terms)[0].interest == 8_000


def test_the_latest_that_has_begun_is_in_force():
    first, second = policy_terms(), policy_terms(since=LATER)
    assert policy_in_force((second, first), date(2025, 8, 31)) is None
    assert policy_in_force((second, first), date(2026, 4, 30)) == first
    assert policy_in_force((second, first), LATER) == second


@pytest.mark.django_db
def test_the_clubs_own_goes_before_the_provinces_and_that_before_none(club, chair):
    assert policy_on(club.id, TODAY) == STARTING_POLICY
    assert policy_source(club.id, TODAY) is PolicySource.NOBODY
    above = province_officer(club.place)
    default = a_default_policy(club.place.province_id, by=above)
    assert policy_on(club.id, TODAY) == default
    assert policy_source(club.id, TODAY) is PolicySource.PROVINCE
    own = a_policy(club.id, since=LATER, by=chair)
    assert policy_on(club.id, TODAY) == own
    assert policy_source(club.id, TODAY) is PolicySource.CLUB
    assert policy_on(club.id, date(2026, 4, 30)) == default
    assert policy_source(club.id, date(2025, 8, 31)) is PolicySource.NOBODY


@pytest.mark.django_db
def test_a_default_holds_in_its_province_alone(club):
    a_default_policy(province("Tỉnh Quảng Ninh").unit_id, by=province_officer(commune("Xã Hải Hòa")))
    assert policy_on(club.id, TODAY) == STARTING_POLICY


@pytest.mark.django_db
def test_a_club_in_a_commune_that_has_ended_lies_in_its_province_still():
    old = a_club(place=commune("Xã Chiềng Khừa", BEFORE), founded_on=BEFORE)
    default = a_default_policy(province("Tỉnh Sơn La").unit_id, by=province_officer(commune("Xã Chiềng Sơn")))
    assert policy_on(old.id, TODAY) == default
    assert policy_source(old.id, BEFORE) is PolicySource.NOBODY


@pytest.mark.django_db
def test_a_policy_in_force_or_to_come_is_corrected_and_an_ended_one_is_not(club, chair):
    first, present, coming = (a_policy(club.id, since=day, by=chair) for day in (FOUNDED, LATER, COMING))
    seen = history_of(policy_history(club.id), TODAY)
    assert seen.present is not None
    assert (seen.present.terms, [one.terms for one in seen.coming]) == (present, [coming])
    right = replace(present, monthly_rate=Decimal("0.75"), ladder=(), purposes=())
    correct_policy(club_id=club.id, policy=right, by=chair, at=AT)
    assert policy_history(club.id) == (first, right, coming)
    with pytest.raises(RegulationsEnded):
        correct_policy(club_id=club.id, policy=first, by=chair, at=AT)
    with pytest.raises(NotBeforeThoseAfter):
        correct_policy(club_id=club.id, policy=replace(right, since=COMING), by=chair, at=AT)
    with pytest.raises(GraceTooLong):
        correct_policy(club_id=club.id, policy=replace(right, grace=9), by=chair, at=AT)


@pytest.mark.django_db
def test_a_new_policy_begins_after_the_latest(club, chair):
    a_policy(club.id, since=LATER, by=chair)
    with pytest.raises(AdoptedEarlier):
        a_policy(club.id, since=LATER, by=chair)


@pytest.mark.django_db
def test_the_same_policy_sent_again_changes_nothing(club, chair):
    own = a_policy(club.id, by=chair)
    again = replace(own, cap=Dong(9 * MILLION))
    assert adopt_policy(club_id=club.id, policy=again, by=chair, at=AT) == own
    assert policy_history(club.id) == (own,)
    with pytest.raises(IdTaken):
        adopt_default_policy(
            unit_id=club.place.province_id, policy=own, by=province_officer(club.place), at=AT
        )
    other = a_club(name="CLB khác")
    with pytest.raises(IdTaken):
        adopt_policy(club_id=other.id, policy=own, by=club_officer(other.id, Role.CHAIR), at=AT)
    with pytest.raises(RegulationsEnded):
        correct_policy(club_id=other.id, policy=own, by=club_officer(other.id, Role.CHAIR), at=AT)


@pytest.mark.django_db
def test_a_provinces_policy_is_corrected_like_a_clubs(club):
    above, unit_id = province_officer(club.place), club.place.province_id
    default = a_default_policy(unit_id, by=above)
    right = replace(default, cap=Dong(9 * MILLION))
    correct_default_policy(unit_id=unit_id, policy=right, by=above, at=AT)
    assert default_history(unit_id) == (right,)
    assert adopt_default_policy(unit_id=unit_id, policy=default, by=above, at=AT) == right


@pytest.mark.django_db
def test_every_act_stands_in_the_trail(club, chair):
    own = a_policy(club.id, by=chair)
    default = a_default_policy(club.place.province_id, by=province_officer(club.place))
    of_club, of_province = (
        audit_rows(scopes=(scope,), subject=("loan_policy", str(policy.id))).get()
        for scope, policy in (
            (Scope(ScopeKind.CLUB, str(club.id)), own),
            (Scope(ScopeKind.PROVINCE, str(club.place.province_id)), default),
        )
    )
    assert (of_club.act, of_club.officer) == ("keep_regulations", chair)
    assert of_province.act == "keep_loan_defaults"


@pytest.mark.django_db
def test_who_leads_the_club_keeps_its_policy_and_the_province_its_own(club):
    for role in (Role.TREASURER, Role.READER):
        with pytest.raises(NotAllowed):
            a_policy(club.id, by=club_officer(club.id, role))
    unit_id = club.place.province_id
    foreign = province_officer(commune("Xã Hải Hòa"))
    national = an_officer(Role.CENTRAL_OFFICER, COUNTRY)
    for by in (commune_officer(club.place), foreign, national, club_officer(club.id, Role.CHAIR)):
        with pytest.raises(NotAllowed):
            a_default_policy(unit_id, by=by)
    with pytest.raises(NotAProvince):
        a_default_policy(club.unit_id, by=province_officer(club.place))


@pytest.mark.django_db
@pytest.mark.parametrize("owners", [{}, {"club", "unit"}])
def test_a_policy_is_a_clubs_or_a_places(club, chair, owners):
    row = Policy.objects.get(id=a_policy(club.id, by=chair).id)
    row.id, row.since = uuid7(), LATER
    row.club_id = club.id if "club" in owners else None
    row.unit_id = club.unit_id if "unit" in owners else None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize("n", [1, 3])
def test_policies_of_many_clubs_take_five_queries(n, django_assert_num_queries):
    clubs = [a_club(name=f"CLB {number}") for number in range(2 * n)]
    above = province_officer(clubs[0].place)
    default = a_default_policy(clubs[0].place.province_id, by=above)
    own = {club.id: a_policy(club.id, by=above) for club in clubs[:n]}
    with django_assert_num_queries(5):
        found = policies_on([club.id for club in clubs], TODAY)
    assert found == {club.id: own.get(club.id, default) for club in clubs}
    with django_assert_num_queries(1):
        assert policies_on(list(own), TODAY) == own
