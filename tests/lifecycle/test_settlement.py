"""To the đồng: what becomes of a share, whatever the share, the loans and the boxes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.vouchers import check_draft
from lienthehe.lifecycle.rules.leaving import LoanOwed, MoreThanBox, settle
from lienthehe.loans.rules.plans import Lent, Paid, lines_of
from lienthehe.loans.rules.schedules import LoanTerms, Method
from lienthehe.loans.rules.standings import standing
from tests.lifecycle.settling import drafts_of

START = date(2026, 1, 15)
MONEY = st.integers(min_value=0, max_value=12_000_000).map(Dong)
BOTH = st.fixed_dictionaries(dict.fromkeys(Fund, MONEY))


@st.composite
def loans(draw):
    terms = LoanTerms(
        principal=Dong(draw(st.integers(100, 8_000)) * 1_000),
        annual_rate=Decimal(draw(st.sampled_from([0, 6, 12]))),
        start=START,
        instalments=draw(st.integers(1, 12)),
        method=draw(st.sampled_from(list(Method))),
    )
    return Lent(
        uuid7(), START, terms.principal, terms, lines_of(terms), Decimal(draw(st.sampled_from([0, 1])))
    )


@st.composite
def owed(draw):
    on = START + timedelta(days=draw(st.integers(0, 400)))
    return [LoanOwed(one.id, standing(one, [], on)) for one in draw(st.lists(loans(), max_size=3))]


@given(BOTH, owed(), BOTH)
def test_a_share_is_set_off_paid_and_owed_to_the_dong(shares, loans, boxes):
    settled = settle(shares, loans, boxes)
    income = settled.set_off + settled.paid[Fund.INCOME] + settled.owed[Fund.INCOME]
    assert income == shares[Fund.INCOME]
    activity = settled.paid[Fund.ACTIVITY] + settled.owed[Fund.ACTIVITY]
    assert activity == shares[Fund.ACTIVITY]
    assert all(0 <= settled.paid[fund] <= boxes[fund] for fund in Fund)
    assert all(amount >= 0 for amount in settled.owed.values())


@given(BOTH, owed(), BOTH)
def test_no_loan_is_paid_more_than_ends_it_and_its_rest_is_what_was_not_paid(shares, loans, boxes):
    settled = settle(shares, loans, boxes)
    for before, after in zip(loans, settled.loans, strict=True):
        assert 0 <= after.paid.total <= before.at.pay_off.total
        assert after.left == before.at.outstanding - after.paid.principal >= 0
        asked = before.at.overdue.interest + before.at.due.interest
        if after.paid.principal and not after.is_ended:
            assert after.paid.interest >= min(asked, before.at.asked.interest)
    rest = [one for one in settled.loans if not one.is_ended]
    if rest:
        assert settled.set_off == shares[Fund.INCOME]


@given(loans(), st.integers(0, 400), MONEY)
def test_after_it_the_loan_stands_as_after_a_repayment_of_so_much(lent, days, share):
    on = START + timedelta(days=days)
    before = standing(lent, [], on)
    (after,) = settle({Fund.INCOME: share}, [LoanOwed(lent.id, before)], {}).loans
    assume(after.paid.total)
    paid = Paid(on, 1, after.paid.principal, after.paid.interest)
    now = standing(lent, [paid], on)
    assert now.outstanding == after.left
    assert (now.pay_off.total == 0) == after.is_ended


@given(BOTH, owed(), BOTH)
def test_the_vouchers_move_what_was_settled_and_are_sound(shares, loans, boxes):
    settled = settle(shares, loans, boxes)
    drafts = drafts_of(settled, on=START)
    for draft in drafts:
        check_draft(draft, today=START)
    moved = sum(line.amount for draft in drafts for line in draft.lines)
    assert moved == settled.share


@given(BOTH, BOTH)
def test_more_than_the_box_holds_is_not_paid_out(shares, boxes):
    most = min(shares[Fund.ACTIVITY], boxes[Fund.ACTIVITY])
    with pytest.raises(MoreThanBox) as refused:
        settle(shares, [], boxes, {Fund.ACTIVITY: Dong(most + 1)})
    assert refused.value.field == "pay_activity"
    assert settle(shares, [], boxes, {Fund.ACTIVITY: most}).paid[Fund.INCOME] == 0
