"""What each kind of flow counts as, and that its reversal takes the same figure back."""

from collections import Counter

import pytest

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.accounts import AccountKind as K
from lienthehe.ledger.rules.accounts import Income, Purpose
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.reports.rules.figures import (
    FIGURES,
    Holder,
    Inflow,
    Outflow,
    came_in,
    closing,
    held_of,
    opening,
    went_out,
)
from lienthehe.reports.rules.money import money_figures
from lienthehe.reports.rules.records import LOAN, Flow

MAY = Month.parse("2026-05")
PT, PC, CK = VoucherKind.RECEIPT, VoucherKind.PAYMENT, VoucherKind.TRANSFER
FUND = Fund.INCOME
NOTHING = dict.fromkeys(FIGURES)


def flow(kind, debit, credit, *, bought="", of="", amount=100, reversal=False):
    return Flow(MAY, FUND, kind, reversal, debit, bought, credit, of, amount)


def reversed_(one):
    return one._replace(
        is_reversal=True,
        debit=one.credit,
        debit_subject=one.credit_subject,
        credit=one.debit,
        credit_subject=one.debit_subject,
    )


def moved(*flows, before=NOTHING):
    found = money_figures(before, flows)
    return {name: value for name, value in found.items() if value and name.startswith(FUND)}


IN = {
    Inflow.GRANT: (flow(PT, K.CASH_BOX, K.GRANT), Holder.GRANT),
    Inflow.PROJECT: (flow(PT, K.BANK, K.PROJECT), Holder.PROJECT),
    Inflow.DONATION: (flow(PT, K.CASH_BOX, K.DONATION), Holder.DONATION),
    Inflow.GIFT_IN_KIND: (flow(CK, K.STOCK, K.GIFT_IN_KIND), Holder.GIFT_IN_KIND),
    Inflow.BORROWED_CAPITAL: (flow(PT, K.CASH_BOX, K.BORROWED_CAPITAL), Holder.BORROWED_CAPITAL),
    Inflow.CONTRIBUTIONS: (flow(PT, K.CASH_BOX, K.CONTRIBUTIONS), Holder.CONTRIBUTIONS),
    Inflow.REFUNDABLE_CONTRIBUTIONS: (
        flow(PT, K.CASH_BOX, K.REFUNDABLE_CONTRIBUTIONS),
        Holder.REFUNDABLE_CONTRIBUTIONS,
    ),
    Inflow.FROM_OTHER_FUND: (flow(CK, K.CASH_BOX, K.FROM_OTHER_FUND), Holder.FROM_OTHER_FUND),
    Inflow.LOAN_INTEREST: (flow(PT, K.CASH_BOX, K.INTEREST, of=LOAN), Holder.RESULT),
    Inflow.OTHER_INCOME: (flow(PT, K.CASH_BOX, K.INTEREST, of=Income.FEE), Holder.RESULT),
    Inflow.RECOVERIES: (flow(PT, K.CASH_BOX, K.RECOVERIES), Holder.RESULT),
    Inflow.SURPLUS: (flow(PT, K.CASH_BOX, K.SURPLUS), Holder.OWED),
    Inflow.BROUGHT_FORWARD: (flow(CK, K.LOAN_PRINCIPAL, K.OPENING), Holder.RESULT),
}

OUT = {
    Outflow.CAPITAL_RETURNED: (flow(PC, K.BORROWED_CAPITAL, K.CASH_BOX), Holder.BORROWED_CAPITAL),
    Outflow.SHARES_RETURNED: (
        flow(PC, K.REFUNDABLE_CONTRIBUTIONS, K.CASH_BOX),
        Holder.REFUNDABLE_CONTRIBUTIONS,
    ),
    Outflow.TO_OTHER_FUND: (flow(CK, K.GRANT, K.CASH_BOX), Holder.GRANT),
    Outflow.LOSSES: (flow(CK, K.LOSSES, K.LOAN_PRINCIPAL), Holder.RESULT),
    Outflow.GIVEN_BACK: (flow(PC, K.DONATION, K.CASH_BOX), Holder.DONATION),
}


def test_every_way_in_and_out_has_its_flow_here():
    assert (set(IN), set(OUT)) == (set(Inflow), set(Outflow))


@pytest.mark.parametrize("inflow", Inflow)
def test_what_comes_in_is_named_by_its_source_and_held_for_it(inflow):
    one, holder = IN[inflow]
    assert moved(one) == {came_in(FUND, inflow): 100, closing(FUND): 100, held_of(FUND, holder): 100}
    assert moved(one, reversed_(one)) == {}


@pytest.mark.parametrize("outflow", Outflow)
def test_what_goes_out_is_named_by_what_it_was_for(outflow):
    one, holder = OUT[outflow]
    assert moved(one) == {went_out(FUND, outflow): 100, closing(FUND): -100, held_of(FUND, holder): -100}
    assert moved(one, reversed_(one)) == {}


@pytest.mark.parametrize("purpose", Purpose)
def test_what_is_spent_is_named_by_its_purpose(purpose):
    one = flow(PC, K.SPENDING, K.CASH_BOX, bought=purpose)
    assert moved(one) == {
        went_out(FUND, purpose): 100,
        closing(FUND): -100,
        held_of(FUND, Holder.RESULT): -100,
    }
    assert moved(one, reversed_(one)) == {}


def test_a_leaver_is_owed_first_and_paid_then():
    owed = flow(CK, K.REFUNDABLE_CONTRIBUTIONS, K.OWED_TO_LEAVER)
    assert moved(owed) == {
        held_of(FUND, Holder.REFUNDABLE_CONTRIBUTIONS): -100,
        held_of(FUND, Holder.OWED): 100,
    }
    paid = flow(PC, K.OWED_TO_LEAVER, K.CASH_BOX)
    assert moved(paid)[went_out(FUND, Outflow.SHARES_RETURNED)] == 100


def test_a_gift_that_is_used_up_at_once_comes_in_and_goes_out():
    """Equipment given in kind: the giver's part and the spending; the fund holds no more than before."""
    one = flow(CK, K.SPENDING, K.GIFT_IN_KIND, bought=Purpose.EQUIPMENT)
    assert moved(one) == {
        came_in(FUND, Inflow.GIFT_IN_KIND): 100,
        went_out(FUND, Purpose.EQUIPMENT): 100,
        held_of(FUND, Holder.GIFT_IN_KIND): 100,
        held_of(FUND, Holder.RESULT): -100,
    }
    assert moved(one, reversed_(one)) == {}


@pytest.mark.parametrize(
    ("debit", "credit"),
    [
        (K.BANK, K.CASH_BOX),
        (K.LOAN_PRINCIPAL, K.CASH_BOX),
        (K.CASH_BOX, K.LOAN_PRINCIPAL),
        (K.STOCK, K.CASH_BOX),
    ],
)
def test_what_moves_inside_the_fund_comes_from_nowhere(debit, credit):
    assert moved(flow(CK, debit, credit)) == {}


def test_a_reversal_in_a_later_month_is_negative_in_its_own_column():
    one = flow(PT, K.CASH_BOX, K.GRANT)
    before = NOTHING | {closing(FUND): 100, held_of(FUND, Holder.GRANT): 100}
    assert moved(reversed_(one), before=before) == {opening(FUND): 100, came_in(FUND, Inflow.GRANT): -100}


def test_opening_and_flows_make_the_closing_and_the_holders_add_up_to_it():
    flows = [one for one, _ in (*IN.values(), *OUT.values())]
    before = NOTHING | {closing(FUND): 5_000, held_of(FUND, Holder.GRANT): 5_000}
    found = Counter(money_figures(before, flows))
    ins = sum(found[came_in(FUND, one)] for one in Inflow)
    outs = sum(found[went_out(FUND, one)] for one in (*Purpose, *Outflow))
    assert found[opening(FUND)] + ins - outs == found[closing(FUND)] == 5_000 + 1_300 - 500
    assert sum(found[held_of(FUND, one)] for one in Holder) == found[closing(FUND)]
    assert found[closing(Fund.ACTIVITY)] == 0
