"""What members owe: worked examples that the telephone's script reads too, and what always holds."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.clubs.rules import ContributionKind, ContributionTerms, Every, Fund, RegulationTerms
from lienthehe.clubs.rules.dues import all_dues_of, dues_of, in_force, parts_of
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month

VECTORS = Path(__file__).parents[1] / "vectors" / "dues"
EXAMPLES = [
    pytest.param(file["regulations"], example, id=f"{path.stem}: {example['says']}")
    for path in sorted(VECTORS.glob("*.json"))
    for file in [json.loads(path.read_text(encoding="utf-8"))]
    for example in file["examples"]
]
KIND = ContributionKind(Fund.ACTIVITY, refundable=False)
ANY_ID = UUID(int=0)


def regulation(since, *contributions):
    return RegulationTerms(ANY_ID, since, 50, second_officer_for_payments=True, contributions=contributions)


def read(written):
    contributions = [
        ContributionTerms(
            fund=Fund(c["fund"]),
            amount=Dong(c["amount"]),
            every=Every(c["every"]),
            refundable=c["refundable"],
            instalments=c.get("instalments", 1),
        )
        for c in written["contributions"]
    ]
    return regulation(date.fromisoformat(written["since"]), *contributions)


@pytest.mark.parametrize(("regulations", "example"), EXAMPLES)
def test_worked_examples(regulations, example):
    standing = dues_of(
        [read(written) for written in regulations],
        ContributionKind(Fund(example["fund"]), example["refundable"]),
        joined_on=date.fromisoformat(example["joined_on"]),
        left_on=date.fromisoformat(example["left_on"]) if example.get("left_on") else None,
        paid=Dong(example["paid"]),
        month=Month.parse(example["month"]),
    )
    expected = example["standing"]
    for name in ("due_total", "behind", "this_month", "ahead"):
        assert getattr(standing, name) == expected[name], name
    for name in ("oldest_unpaid", "paid_until"):
        found = getattr(standing, name)
        assert (str(found) if found else None) == expected[name], name


terms = st.builds(
    ContributionTerms,
    fund=st.just(Fund.ACTIVITY),
    amount=st.integers(1, 3_000_000).map(Dong),
    every=st.sampled_from(Every),
    refundable=st.just(KIND.refundable),
    instalments=st.integers(1, 12),
).filter(lambda c: c.instalments <= c.amount)
days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
histories = st.lists(
    st.tuples(days, st.lists(terms, max_size=1)), max_size=4, unique_by=lambda entry: entry[0]
).map(lambda entries: [regulation(since, *asked) for since, asked in sorted(entries, key=lambda e: e[0])])


@st.composite
def memberships(draw):
    joined = draw(days)
    left = draw(st.none() | st.dates(joined, date(2028, 6, 30)))
    return {"joined_on": joined, "left_on": left}


months = st.builds(Month, st.integers(2020, 2028), st.integers(1, 12))
sums = st.integers(0, 20_000_000).map(Dong)


@given(history=histories, membership=memberships(), month=months, paid=sums)
def test_behind_this_month_and_ahead_make_up_the_difference(history, membership, month, paid):
    standing = dues_of(history, KIND, **membership, paid=paid, month=month)
    assert standing.owed - standing.ahead == standing.due_total - paid
    assert min(standing.behind, standing.this_month, standing.ahead) >= 0
    assert not (standing.owed and standing.ahead)
    assert (standing.oldest_unpaid is None) == (standing.owed == 0)


@given(history=histories, membership=memberships(), month=months)
def test_who_paid_what_was_due_is_neither_behind_nor_ahead(history, membership, month):
    due = dues_of(history, KIND, **membership, paid=ZERO, month=month).due_total
    standing = dues_of(history, KIND, **membership, paid=due, month=month)
    assert (standing.behind, standing.this_month, standing.ahead) == (0, 0, 0)


@given(history=histories, membership=memberships(), month=months, paid=sums)
def test_what_was_due_never_shrinks_as_time_goes_on(history, membership, month, paid):
    now = dues_of(history, KIND, **membership, paid=paid, month=month)
    later = dues_of(history, KIND, **membership, paid=paid, month=month.next)
    assert later.due_total >= now.due_total
    assert later.behind >= now.behind


@given(history=histories, membership=memberships(), month=months, paid=sums, more=sums)
def test_paying_more_never_leaves_anybody_further_behind(history, membership, month, paid, more):
    now = dues_of(history, KIND, **membership, paid=paid, month=month)
    then = dues_of(history, KIND, **membership, paid=Dong(paid + more), month=month)
    assert (then.behind, then.this_month) <= (now.behind, now.owed)
    assert then.ahead >= now.ahead


@given(amount=st.integers(1, 10_000_000), parts=st.integers(1, 36))
def test_parts_add_up_and_are_whole_thousands_but_the_last(amount, parts):
    split = parts_of(Dong(amount), parts)
    assert sum(split) == amount
    assert len(split) == parts
    if amount >= parts * 1000:
        assert all(part % 1000 == 0 for part in split[:-1])
    if amount >= parts:
        assert min(split) > 0


@pytest.mark.parametrize(
    ("month", "expected"),
    [(Month(2026, 2), None), (Month(2026, 3), 0), (Month(2026, 8), 0), (Month(2026, 9), 1)],
)
def test_a_month_follows_the_regulations_of_its_first_day(month, expected):
    both = [regulation(date(2026, 3, 10)), regulation(date(2026, 8, 5))]
    found = in_force(both, month)
    assert (both.index(found) if found else None) == expected


def test_every_kind_asked_for_or_paid_has_a_standing():
    monthly = ContributionTerms(Fund.ACTIVITY, Dong(10_000), Every.MONTH, refundable=False)
    shares = ContributionKind(Fund.INCOME, refundable=True)
    standings = all_dues_of(
        [regulation(date(2026, 1, 1), monthly)],
        joined_on=date(2026, 1, 1),
        left_on=None,
        paid={shares: Dong(500_000)},
        month=Month(2026, 2),
    )
    assert standings[KIND].behind == 10_000
    assert standings[KIND].owed == 20_000
    assert standings[shares].ahead == 500_000
