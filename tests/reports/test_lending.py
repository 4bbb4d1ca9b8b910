"""Loans and persons of a month, and what moved on loans in it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.accounts import AccountKind as K
from lienthehe.ledger.rules.accounts import Income
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.loans.rules.histories import Happened, LoanHistory
from lienthehe.loans.rules.plans import Paid
from lienthehe.reports.rules.lending import lending_figures
from lienthehe.reports.rules.records import LOAN, Flow
from tests.loans.histories import a_lent

JANUARY, FEBRUARY, MARCH = (Month(2026, number) for number in (1, 2, 3))
BORROWER = UUID(int=21)
CK = VoucherKind.TRANSFER


def history(*happened, person=BORROWER, goods=0, brought_in=False, undone_on=None, lent=None):
    """A loan of 1,2 million of 15 January: 100.000 đ and 12.000 đ interest each month from 15 February on."""
    return LoanHistory(person, lent or a_lent(), Dong(goods), brought_in, undone_on, tuple(happened))


def paid(on, principal, interest=0, undone_on=None):
    return Happened(Paid(on, 9, Dong(principal), Dong(interest)), undone_on)


def figures(*loans, month=JANUARY, flows=()):
    return lending_figures(loans, flows, month)


def flow(debit, credit, *, of="", amount=100, reversal=False):
    return Flow(JANUARY, Fund.INCOME, CK, reversal, debit, "", credit, of, amount)


def test_two_loans_of_one_person_are_two_loans_and_one_borrower():
    found = figures(history(), history(goods=50_000), history(person=UUID(int=22)))
    assert (found["loans"], found["borrowers"], found["loans_in_kind"]) == (3, 2, 1)
    assert (found["loans_lent"], found["borrowers_lent"]) == (3, 2)
    assert (found["loans_ever"], found["borrowers_ever"]) == (3, 2)
    assert found["outstanding"] == 3_600_000


def test_a_month_that_is_not_the_loan_s_lends_nothing_and_still_counts_it():
    found = figures(history(), month=FEBRUARY)
    assert (found["loans_lent"], found["loans"], found["loans_ever"]) == (0, 1, 1)
    assert figures(history(), month=JANUARY.previous)["loans_ever"] == 0


def test_what_is_unpaid_is_overdue_from_the_day_after_and_at_risk_after_thirty():
    in_february, in_march = figures(history(), month=FEBRUARY), figures(history(), month=MARCH)
    assert (in_february["overdue"], in_february["late_loans"], in_february["at_risk"]) == (112_000, 1, 0)
    assert (in_march["overdue"], in_march["at_risk"]) == (224_000, 1_200_000)
    on_time = paid(date(2026, 2, 15), 100_000, 12_000)
    assert figures(history(on_time), month=FEBRUARY)["overdue"] == 0


def test_a_repaid_loan_runs_no_more_and_was_there_all_the_same():
    whole = paid(date(2026, 2, 20), 1_200_000, 144_000)
    found = figures(history(whole), month=FEBRUARY)
    assert (found["loans"], found["borrowers"], found["outstanding"], found["loans_ever"]) == (0, 0, 0, 1)


def test_a_payment_counts_until_the_day_on_which_it_was_undone():
    undone = history(paid(date(2026, 2, 10), 100_000, 12_000, undone_on=date(2026, 3, 5)))
    assert figures(undone, month=FEBRUARY)["outstanding"] == 1_100_000
    assert figures(undone, month=MARCH)["outstanding"] == 1_200_000


def test_a_loan_undone_in_a_later_month_is_taken_back_there():
    undone = history(undone_on=date(2026, 2, 3))
    assert (figures(undone)["loans_lent"], figures(undone)["loans_ever"]) == (1, 1)
    found = figures(undone, month=FEBRUARY)
    assert (found["loans_lent"], found["loans"], found["loans_ever"], found["borrowers_lent"]) == (
        -1,
        0,
        0,
        0,
    )


def test_a_loan_undone_in_its_own_month_was_never_lent():
    found = figures(history(undone_on=date(2026, 1, 31)))
    assert (found["loans_lent"], found["borrowers_lent"], found["loans_ever"]) == (0, 0, 0)


def test_a_loan_of_the_old_books_is_owed_and_was_not_lent_now():
    found = figures(history(brought_in=True))
    assert (found["loans"], found["loans_lent"], found["borrowers_lent"], found["loans_ever"]) == (1, 0, 0, 1)


MOVES = {
    "lent": flow(K.LOAN_PRINCIPAL, K.CASH_BOX),
    "repaid": flow(K.CASH_BOX, K.LOAN_PRINCIPAL),
    "interest": flow(K.CASH_BOX, K.INTEREST, of=LOAN),
    "written_off": flow(K.LOSSES, K.LOAN_PRINCIPAL),
    "recovered": flow(K.CASH_BOX, K.RECOVERIES),
}
SUMS = ("lent", "lent_in_kind", "repaid", "interest", "written_off", "recovered")


@pytest.mark.parametrize("name", MOVES)
def test_each_flow_on_loans_counts_once_and_its_reversal_takes_it_back(name):
    one = MOVES[name]
    found = figures(flows=[one])
    assert {key: found[key] for key in SUMS if found[key]} == {name: 100}
    back = one._replace(
        is_reversal=True,
        debit=one.credit,
        debit_subject=one.credit_subject,
        credit=one.debit,
        credit_subject="",
    )
    assert figures(flows=[back])[name] == -100
    assert not any(figures(flows=[one, back])[key] for key in SUMS)


def test_goods_lent_are_lent_and_lent_in_kind():
    found = figures(flows=[flow(K.LOAN_PRINCIPAL, K.STOCK), flow(K.LOAN_PRINCIPAL, K.CASH_BOX, amount=7)])
    assert (found["lent"], found["lent_in_kind"]) == (107, 100)


@pytest.mark.parametrize(
    "one",
    [
        flow(K.LOAN_PRINCIPAL, K.OPENING),
        flow(K.CASH_BOX, K.INTEREST, of=Income.FEE),
        flow(K.LOSSES, K.INTEREST, of=LOAN),
        flow(K.CASH_BOX, K.GRANT),
    ],
)
def test_what_is_no_act_on_a_loan_counts_as_none(one):
    assert not any(figures(flows=[one])[key] for key in SUMS)


def test_a_later_loan_changes_no_month_before_it():
    later = a_lent(start=date(2026, 2, 1))
    both = figures(history(), history(person=UUID(int=23), lent=replace(later, id=UUID(int=5))))
    assert both == figures(history())
