"""What the meeting is told before it votes; nothing of it stands in anybody's way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.warnings import Asker, warnings_of
from tests.given.policies import policy_terms

ON = date(2026, 1, 20)
GOOD = Asker(joined_on=date(2025, 1, 1))
POLICY = policy_terms()
"""Loans of 6, 10 or 12 months; 2, 5, then 8 million, at most 10 million; members for 3 months."""


def said(asker=GOOD, policy=POLICY, **changes):
    given = {"amount": 2_000_000, "instalments": 10, "rate": Decimal("17.5"), "free": 30_000_000}
    given |= {"others_wait": False, "on": ON} | changes
    return [(remark.message, remark.values) for remark in warnings_of(asker, policy, **given)]


def test_an_ordinary_request_is_not_remarked_on():
    assert said() == []


@pytest.mark.parametrize(
    ("asker", "changes", "words", "values"),
    [
        ({"on_board": True}, {}, "board", {}),
        (
            {"housemates": [("Bà Thử", Dong(900_000))]},
            {},
            "same household",
            {"name": "Bà Thử", "owed": 900_000},
        ),
        ({"days_late": 12}, {}, "days late", {"days": 12}),
        (
            {"joined_on": date(2025, 11, 1)},
            {},
            "A member since",
            {"day": date(2025, 11, 1), "months": 3},
        ),
        ({"owes": 500_000}, {"others_wait": True}, "owe nothing", {}),
        (
            {"owes": 8_500_000},
            {},
            "would owe",
            {"together": 10_500_000, "cap": 10_000_000},
        ),
        ({}, {"amount": 2_000_001}, "repaid well", {"loans": 0, "step": 2_000_000}),
        ({"repaid_well": 1}, {"amount": 5_000_001}, "repaid well", {"loans": 1, "step": 5_000_000}),
        ({}, {"free": 1_999_999}, "may be lent now", {"free": 1_999_999}),
        ({}, {"free": -5}, "may be lent now", {"free": 0}),
        ({}, {"instalments": 8}, "months, not of", {"months": "6, 10, 12", "asked": 8}),
        ({}, {"rate": Decimal("20.01")}, "ceiling is 20", {"rate": Decimal("20.01")}),
    ],
)
def test_what_is_unusual_is_said_with_its_figures(asker, changes, words, values):
    found = said(replace(GOOD, **asker), **changes)
    assert len(found) == 1
    assert words in found[0][0]
    assert found[0][1] == values


@pytest.mark.parametrize(
    ("asker", "changes"),
    [
        ({"joined_on": date(2025, 10, 31)}, {}),
        ({}, {"others_wait": True}),
        ({"owes": 8_000_000}, {}),
        ({"repaid_well": 9}, {"amount": 8_000_000}),
        ({}, {"free": 2_000_000}),
        ({}, {"rate": Decimal(20)}),
    ],
)
def test_just_what_the_policy_allows_is_not_remarked_on(asker, changes):
    assert said(replace(GOOD, **asker), **changes) == []


def test_goods_come_out_of_the_stock_and_not_of_the_money_that_is_free():
    assert said(free=500_000, goods_value=Dong(1_500_000)) == []
    assert len(said(free=499_999, goods_value=Dong(1_500_000))) == 1


def test_more_than_fifty_million_to_one_person_is_said_beside_the_cap():
    found = said(replace(GOOD, owes=Dong(49_000_000)), amount=2_000_000)
    assert [message.split()[0] for message, _ in found] == ["The", "More"]


def test_without_a_ladder_only_the_cap_counts():
    assert said(policy=policy_terms(ladder=()), amount=10_000_000) == []
    assert len(said(policy=policy_terms(ladder=()), amount=10_000_001)) == 1
