"""A box never holds less than nothing, at no point of the order (date, place in the chain)."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.box import Movement, check_never_below_zero, first_below_zero, own_side
from lienthehe.ledger.rules.refusals import MoreThanOwed, NotEnoughInBank, NotEnoughInBox

DAY, BOX = date(2026, 11, 1), AccountKind.CASH_BOX


def moved(day, sequence, change, mends=None):
    return Movement(DAY.replace(day=day), sequence, mends, Dong(change))


def test_money_must_be_there_before_it_is_paid_out():
    with pytest.raises(NotEnoughInBox) as refused:
        check_never_below_zero(AccountKind.CASH_BOX, Dong(500), [moved(3, 1, -600), moved(4, 2, 900)])
    assert refused.value.values == {"on": DAY.replace(day=3), "available": Dong(500)}


def test_the_date_counts_before_the_place_in_the_chain():
    assert first_below_zero(BOX, Dong(0), [moved(5, 1, -100), moved(2, 9, 100)]) is None


def test_a_correction_is_judged_after_both_of_its_vouchers():
    original = UUID(int=7)
    assert first_below_zero(BOX, Dong(100), [moved(5, 2, -300, original), moved(5, 3, 250, original)]) is None


def test_corrections_one_after_the_other_are_judged_after_all_of_them():
    first, second = UUID(int=7), UUID(int=8)
    assert first_below_zero(BOX, Dong(20), [moved(5, 3, -30, first), moved(5, 4, 90, second)]) is None
    between = [moved(5, 3, -30, first), moved(5, 4, -1), moved(5, 5, 90, second)]
    assert first_below_zero(BOX, Dong(20), between).sequence == 3


def test_a_claim_is_judged_at_the_end_of_each_day():
    repaid, undone = moved(5, 2, -300), moved(5, 3, 300, UUID(int=7))
    assert first_below_zero(AccountKind.LOAN_PRINCIPAL, Dong(0), [repaid, undone]) is None
    assert first_below_zero(AccountKind.LOAN_PRINCIPAL, Dong(0), [repaid, moved(6, 3, 300)]).sequence == 2


def test_the_voucher_that_was_wrong_stands_where_it_stands():
    wrong, undone = moved(5, 2, -300), moved(5, 3, 300, UUID(int=7))
    assert first_below_zero(BOX, Dong(100), [wrong, undone]).sequence == 2


def test_the_transfers_of_one_voucher_are_one_point():
    assert first_below_zero(BOX, Dong(0), [moved(5, 2, -300), moved(5, 2, 300)]) is None


def test_the_bank_has_a_refusal_of_its_own():
    with pytest.raises(NotEnoughInBank):
        check_never_below_zero(AccountKind.BANK, Dong(0), [moved(1, 1, -1)])


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(-1000, 1000)), max_size=30), st.integers(0, 3000))
def test_the_first_point_below_zero_is_the_one_that_a_plain_walk_finds(moves, opening):
    movements = [moved(day, place, change) for place, (day, change) in enumerate(moves, start=1)]
    balance, expected = opening, None
    for one in sorted(movements, key=lambda m: (m.on, m.sequence)):
        balance += one.change
        if balance < 0:
            expected = one.sequence
            break
    found = first_below_zero(BOX, Dong(opening), movements)
    assert (found.sequence if found else None) == expected


@pytest.mark.parametrize(
    ("kind", "side"),
    [
        (AccountKind.CASH_BOX, 1),
        (AccountKind.SHORTAGE, 1),
        (AccountKind.BORROWED_CAPITAL, -1),
        (AccountKind.REFUNDABLE_CONTRIBUTIONS, -1),
        (AccountKind.FROM_OTHER_FUND, -1),
        (AccountKind.SURPLUS, -1),
        (AccountKind.SPENDING, 0),
        (AccountKind.RETAINED_RESULT, 0),
    ],
)
def test_an_account_has_a_side_that_it_never_leaves(kind, side):
    assert own_side(kind) == side


def test_nobody_gets_back_more_than_he_gave():
    with pytest.raises(MoreThanOwed) as refused:
        check_never_below_zero(AccountKind.BORROWED_CAPITAL, Dong(20), [moved(7, 1, -25)])
    assert refused.value.values == {"on": DAY.replace(day=7), "owed": Dong(20)}
