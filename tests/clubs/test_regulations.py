from dataclasses import replace
from datetime import date

import pytest

from lienthehe.access.rules import NotAllowed, Role
from lienthehe.clubs.commands import adopt_regulation, correct_regulation
from lienthehe.clubs.queries import regulation_on, regulations_of
from lienthehe.clubs.rules import ContributionTerms, Every, Fund
from lienthehe.clubs.rules.clubs import IdTaken
from lienthehe.clubs.rules.regulations import (
    AdoptedEarlier,
    ContributionNotPositive,
    ContributionTwice,
    InstalmentsNotPossible,
    NotAfterThoseBefore,
    NotBeforeThoseAfter,
    QuorumNotPossible,
    RegulationsEnded,
    history_of,
)
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from tests.given.clubs import FOUNDED, MONTHLY, a_club, adopt, club_officer
from tests.given.officers import AT

pytestmark = pytest.mark.django_db
SHARE = ContributionTerms(Fund.INCOME, Dong(1_000_000), Every.INSTALMENTS, refundable=True, instalments=4)
LATER = date(2026, 5, 1)
COMING = (date(2026, 12, 1), date(2027, 1, 1))


@pytest.fixture
def club():
    return a_club(regulations=False)


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def test_regulations_are_in_force_until_the_next_begin(club, chair):
    first = adopt(club.id, MONTHLY, SHARE, since=FOUNDED, by=chair)
    second = adopt(club.id, since=LATER, by=chair)
    assert regulation_on(club.id, date(2025, 8, 31)) is None
    assert regulation_on(club.id, FOUNDED) == first
    assert regulation_on(club.id, date(2026, 4, 30)) == first
    assert regulation_on(club.id, LATER) == second
    assert regulations_of(club.id) == (first, second)


def test_the_same_regulations_sent_again_change_nothing(club, chair):
    terms = adopt(club.id, MONTHLY, since=FOUNDED, by=chair)
    again = replace(terms, quorum_percent=90)
    adopt_regulation(club_id=club.id, terms=again, by=chair, at=AT)
    assert regulations_of(club.id) == (terms,)
    other = a_club(name="CLB khác", regulations=False)
    with pytest.raises(IdTaken):
        adopt_regulation(club_id=other.id, terms=terms, by=club_officer(other.id, Role.CHAIR), at=AT)


@pytest.mark.parametrize(
    ("contributions", "refusal"),
    [
        ([replace(MONTHLY, amount=Dong(0))], ContributionNotPositive),
        ([replace(SHARE, instalments=0)], InstalmentsNotPossible),
        ([replace(SHARE, instalments=37)], InstalmentsNotPossible),
        ([replace(SHARE, amount=Dong(3))], InstalmentsNotPossible),
        ([MONTHLY, replace(MONTHLY, every=Every.YEAR)], ContributionTwice),
    ],
)
def test_regulations_that_cannot_be_are_refused(club, chair, contributions, refusal):
    with pytest.raises(refusal):
        adopt(club.id, *contributions, since=FOUNDED, by=chair)


def test_a_quorum_is_a_share(club, chair):
    terms = replace(adopt(club.id, since=FOUNDED, by=chair), id=uuid7(), since=LATER, quorum_percent=101)
    with pytest.raises(QuorumNotPossible):
        adopt_regulation(club_id=club.id, terms=terms, by=chair, at=AT)


def test_new_regulations_begin_after_the_present_ones(club, chair):
    adopt(club.id, MONTHLY, since=FOUNDED, by=chair)
    with pytest.raises(AdoptedEarlier):
        adopt(club.id, since=FOUNDED, by=chair)


def test_regulations_in_force_are_corrected_and_ended_ones_are_not(club, chair):
    first = adopt(club.id, MONTHLY, since=FOUNDED, by=chair)
    latest = adopt(club.id, replace(MONTHLY, amount=Dong(50_000)), since=LATER, by=chair)
    right = replace(latest, contributions=(replace(MONTHLY, amount=Dong(5_000)), SHARE))
    correct_regulation(club_id=club.id, terms=right, by=chair, at=AT)
    assert regulations_of(club.id) == (first, right)
    with pytest.raises(RegulationsEnded):
        correct_regulation(club_id=club.id, terms=first, by=chair, at=AT)
    with pytest.raises(NotAfterThoseBefore):
        correct_regulation(club_id=club.id, terms=replace(right, since=FOUNDED), by=chair, at=AT)


def test_regulations_to_come_do_not_hide_those_in_force(club, chair):
    first, present, next_, last = (
        adopt(club.id, MONTHLY, since=since, by=chair) for since in (FOUNDED, LATER, *COMING)
    )
    seen = history_of(regulations_of(club.id), AT.date())
    assert [one.terms for one in seen.earlier] == [first]
    assert [one.until for one in seen.earlier] == [date(2026, 4, 30)]
    assert seen.present is not None
    assert (seen.present.terms, seen.present.until) == (present, date(2026, 11, 30))
    assert [(one.terms, one.until) for one in seen.coming] == [(next_, date(2026, 12, 31)), (last, None)]
    right = replace(present, quorum_percent=60)
    correct_regulation(club_id=club.id, terms=right, by=chair, at=AT)
    correct_regulation(club_id=club.id, terms=replace(next_, since=date(2026, 12, 15)), by=chair, at=AT)
    assert [terms.since.day for terms in regulations_of(club.id)] == [1, 1, 15, 1]
    assert regulation_on(club.id, AT.date()) == right
    with pytest.raises(NotBeforeThoseAfter):
        correct_regulation(club_id=club.id, terms=replace(next_, since=COMING[1]), by=chair, at=AT)


def test_only_those_who_lead_the_club_keep_its_regulations(club):
    with pytest.raises(NotAllowed):
        adopt(club.id, MONTHLY, since=FOUNDED, by=club_officer(club.id, Role.TREASURER))


@pytest.mark.parametrize("n", [1, 3])
def test_reading_regulations_takes_two_queries(club, chair, n, django_assert_num_queries):
    for year in range(n):
        adopt(club.id, MONTHLY, SHARE, since=date(2025 + year, 9, 1), by=chair)
    with django_assert_num_queries(2):
        assert len(regulations_of(club.id)) == n
