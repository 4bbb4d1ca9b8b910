"""What the loans' books would not take is found on the sheet, and leads to the step that mends it."""

from datetime import date

import pytest

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.accounts import Purpose
from lienthehe.loans.rules.applications import (
    ApplicationMoved,
    MoreThanApproved,
    Outcome,
    State,
    VotesMissing,
)
from lienthehe.meetings.rules.boxes import faults_of_payments
from lienthehe.meetings.rules.lending import Before, faults_of_loans, stock_left
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRequest, LoanVote
from lienthehe.meetings.rules.sheets import MeetingPayment, MeetingSheet, OtherReceipt, SourceKind

DAY = date(2026, 11, 17)
REQUEST = LoanRequest(uuid7(), uuid7(), Dong(5_000_000), 10, "Nuôi gà")
IN_FAVOUR = LoanVote(REQUEST.id, Outcome.APPROVED, Dong(5_000_000), instalments=10, votes_for=4)


def a_sheet(**changes):
    given = {"id": uuid7(), "club_id": uuid7(), "on": DAY, "stands_for": Month.of(DAY)} | changes
    return MeetingSheet(**given)


def given(money=5_000_000, goods=0):
    return LoanPaidOut(uuid7(), REQUEST.id, Dong(money), Dong(goods))


def found(sheet, before=()):
    return [(type(one), one.field) for one in faults_of_loans(sheet, dict(before))]


def test_asked_voted_and_paid_out_in_one_meeting_fits():
    sheet = a_sheet(loan_requests=(REQUEST,), loan_votes=(IN_FAVOUR,), loans_paid_out=(given(),))
    assert found(sheet) == []


def test_an_approval_of_before_is_paid_out_without_a_vote():
    before = {REQUEST.id: Before(State.APPROVED, Dong(5_000_000))}
    assert found(a_sheet(loans_paid_out=(given(),)), before) == []


@pytest.mark.parametrize("state", [State.ASKED, State.LAPSED])
def test_what_is_not_approved_is_not_paid_out(state):
    before = {REQUEST.id: Before(state, Dong(5_000_000))}
    assert found(a_sheet(loans_paid_out=(given(),)), before) == [(ApplicationMoved, "loans_paid_out")]


@pytest.mark.parametrize("paid", [given(5_000_001), given(5_000_000, 1)])
def test_no_more_is_paid_out_than_was_approved(paid):
    sheet = a_sheet(loan_requests=(REQUEST,), loan_votes=(IN_FAVOUR,), loans_paid_out=(paid,))
    assert found(sheet) == [(MoreThanApproved, "loans_paid_out")]


def test_a_vote_on_what_is_no_longer_open_or_without_majority_leads_to_the_step():
    assert found(a_sheet(loan_votes=(IN_FAVOUR,))) == [(ApplicationMoved, "loan_votes")]
    nobody = LoanVote(REQUEST.id, Outcome.APPROVED, Dong(1), instalments=1)
    sheet = a_sheet(loan_requests=(REQUEST,), loan_votes=(nobody,))
    assert found(sheet) == [(VotesMissing, "loan_votes")]


def test_goods_given_for_lending_at_the_meeting_are_there_to_be_lent():
    gift = OtherReceipt(
        Fund.INCOME, SourceKind.GIFT_IN_KIND, Dong(3_000_000), source_name="Ông Tự", for_lending=True
    )
    assert stock_left(a_sheet(receipts=(gift,), loans_paid_out=(given(0, 2_000_000),)), ZERO) == 1_000_000


@pytest.mark.parametrize(("box", "field"), [(4_000_000, "loans_paid_out"), (5_050_000, "payments")])
def test_too_little_in_the_box_is_the_loans_where_they_alone_are_too_much(box, field):
    tea = MeetingPayment(Fund.INCOME, Purpose.TEA, Dong(100_000), payee_name="Cô Hàng")
    sheet = a_sheet(payments=(tea,), loans_paid_out=(given(),))
    (fault,) = faults_of_payments(sheet, {Fund.INCOME: Dong(box), Fund.ACTIVITY: ZERO})
    assert fault.field == field
