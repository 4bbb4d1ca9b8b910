"""Requests, votes, and where a request is: the table of states, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.vouchers import LARGEST
from lienthehe.loans.rules.applications import (
    LONGEST_TEXT,
    OPEN,
    TRANSITIONS,
    Application,
    ApplicationMoved,
    Ballot,
    GoodsMissing,
    LoanAmountMissing,
    LoanAmountTooLarge,
    Outcome,
    PurposeMissing,
    State,
    TextTooLong,
    VotesMissing,
    VotesNotPossible,
    check_application,
    check_ballot,
    is_twin,
    state_after,
)
from lienthehe.loans.rules.refusals import InstalmentsNotPossible

ASKED = Application(uuid7(), uuid7(), date(2026, 1, 20), Dong(5_000_000), 10, "Nuôi lợn")
FOR_IT = Ballot(ASKED.id, Outcome.APPROVED, Dong(5_000_000), Dong(0), 10, votes_for=5)
LONG = "x" * (LONGEST_TEXT + 1)


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"money": 0}, LoanAmountMissing, "money"),
        ({"money": -1}, LoanAmountMissing, "money"),
        ({"goods_value": -1}, LoanAmountMissing, "money"),
        ({"money": LARGEST + 1}, LoanAmountTooLarge, "money"),
        ({"goods": "2 con lợn"}, GoodsMissing, "goods_value"),
        ({"goods_value": 500_000}, GoodsMissing, "goods"),
        ({"purpose": "  "}, PurposeMissing, "purpose"),
        ({"purpose": LONG}, TextTooLong, "purpose"),
        ({"goods": LONG, "goods_value": 5}, TextTooLong, "goods"),
        ({"guarantor": LONG}, TextTooLong, "guarantor"),
        ({"instalments": 0}, InstalmentsNotPossible, "instalments"),
        ({"instalments": 601}, InstalmentsNotPossible, "instalments"),
    ],
)
def test_a_request_that_says_too_little_is_refused_at_its_field(changes, refusal, field):
    with pytest.raises(refusal) as refused:
        check_application(replace(ASKED, **changes))
    assert refused.value.field == field


def test_goods_alone_may_be_asked_for():
    only_goods = replace(ASKED, money=Dong(0), goods="2 con lợn", goods_value=Dong(1_200_000))
    check_application(only_goods)
    assert only_goods.total == 1_200_000


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"money": 0}, LoanAmountMissing),
        ({"money": -1}, LoanAmountMissing),
        ({"money": LARGEST + 1}, LoanAmountTooLarge),
        ({"money": LARGEST, "goods_value": 1}, LoanAmountTooLarge),
        ({"instalments": 0}, InstalmentsNotPossible),
        ({"votes_for": 0}, VotesMissing),
        ({"votes_against": 5}, VotesMissing),
        ({"abstained": -1}, VotesNotPossible),
        ({"votes_for": 40_000}, VotesNotPossible),
        ({"reason": "x" * 301}, TextTooLong),
    ],
)
def test_an_approval_of_nothing_or_without_a_majority_is_refused(changes, refusal):
    with pytest.raises(refusal):
        check_ballot(replace(FOR_IT, **changes), State.ASKED)


@pytest.mark.parametrize("changes", [{"votes_against": -1}, {"votes_for": 40_000}])
def test_votes_that_nobody_can_have_counted_are_refused_with_any_outcome(changes):
    with pytest.raises(VotesNotPossible):
        check_ballot(Ballot(ASKED.id, Outcome.REFUSED, **changes), State.ASKED)


@pytest.mark.parametrize("state", sorted(set(State) - OPEN))
@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_no_longer_open_is_not_voted_on(state, outcome):
    with pytest.raises(ApplicationMoved):
        check_ballot(replace(FOR_IT, outcome=outcome), state)


@pytest.mark.parametrize("state", sorted(OPEN))
@pytest.mark.parametrize("outcome", Outcome)
def test_a_vote_leads_where_the_table_allows_or_leaves_it(state, outcome):
    after = state_after(outcome, state)
    assert after == state or after in TRANSITIONS[state] or (state, after) == (State.APPROVED, State.LAPSED)


@pytest.mark.parametrize(
    ("state", "after"),
    [(State.ASKED, State.ASKED), (State.APPROVED, State.LAPSED), (State.LAPSED, State.LAPSED)],
)
def test_what_is_postponed_loses_its_approval_and_waits(state, after):
    assert state_after(Outcome.POSTPONED, state) is after


def test_the_table_knows_every_state():
    assert set(TRANSITIONS) == set(State)
    assert {state for state, after in TRANSITIONS.items() if not after} == {State.REFUSED, State.WITHDRAWN}
    assert {one.label for one in State} | {one.label for one in Outcome}


def test_a_ballot_counts_whoever_abstained():
    assert replace(FOR_IT, votes_against=2, abstained=1).votes == 8


@pytest.mark.parametrize(
    ("changes", "alike"),
    [
        ({}, False),
        ({"id": uuid7()}, True),
        ({"id": uuid7(), "purpose": "nuôi  Lợn"}, True),
        ({"id": uuid7(), "money": 4_000_000, "goods": "lợn", "goods_value": 1_000_000}, True),
        ({"id": uuid7(), "money": 5_000_001}, False),
        ({"id": uuid7(), "purpose": "Sửa chuồng"}, False),
        ({"id": uuid7(), "membership_id": uuid7()}, False),
    ],
)
def test_two_requests_are_alike_by_member_amount_and_purpose(changes, alike):
    assert is_twin(ASKED, replace(ASKED, **changes)) is alike
