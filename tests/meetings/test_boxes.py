"""What the pages say of the boxes before the meeting is in the books is what the books say afterwards."""

from dataclasses import replace

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.rules.counts import CountMoment
from lienthehe.ledger.rules.refusals import BearingFundMissing, ExplanationMissing
from lienthehe.meetings.rules.boxes import (
    NotEnoughToPay,
    boxes_closed,
    boxes_expected,
    boxes_opened,
    boxes_to_pay,
    difference,
    faults_of_counts,
    faults_of_payments,
    paid_out,
    taken_in,
)
from lienthehe.meetings.rules.loans import LoanPaidOut
from lienthehe.meetings.rules.sheets import BoxCount
from tests.given.clubs import a_club, club_officer
from tests.given.meetings import a_sheet, everything, held, notes_for
from tests.given.officers import AT
from tests.given.people import members

pytestmark = pytest.mark.django_db
DAY = AT.date()


def a_club_of_five(*, one_tin):
    club = a_club(one_tin=one_tin)
    treasurer, chair = club_officer(club.id), club_officer(club.id, Role.CHAIR)
    members(club.id, 5, by=treasurer)
    held(a_sheet(club.id, DAY), by=treasurer, second=chair, at=AT)
    return club, treasurer, chair


@pytest.mark.parametrize("one_tin", [False, True])
def test_the_boxes_foretold_are_the_boxes_in_the_books(one_tin):
    club, treasurer, chair = a_club_of_five(one_tin=one_tin)
    book = box_balances(club.id)
    sheet = everything(club.id, DAY, second=chair, others=4)
    fund = None if one_tin else Fund.ACTIVITY
    opening = BoxCount(
        notes_for(48_000), fund=fund, explanation="Nhầm 2.000 đ", borne_by=Fund.ACTIVITY if one_tin else None
    )
    income = () if one_tin else (BoxCount({}, fund=Fund.INCOME),)
    sheet = replace(sheet, opening_counts=(*income, opening))
    assert boxes_opened(sheet, book) == {Fund.INCOME: 0, Fund.ACTIVITY: 48_000}
    expected = boxes_expected(sheet, book)
    assert expected == {Fund.INCOME: 200_000, Fund.ACTIVITY: 96_000}
    assert (taken_in(sheet, Fund.ACTIVITY), paid_out(sheet, Fund.ACTIVITY)) == (50_000, 2_000)
    closing = closing_of(expected, one_tin=one_tin)
    sheet = replace(sheet, closing_counts=closing)
    assert [difference(one, expected) for one in closing][-1] == -1_000
    held(sheet, by=treasurer, second=chair, at=AT)
    assert box_balances(club.id) == boxes_closed(sheet, book)


def closing_of(expected, *, one_tin):
    if one_tin:
        notes = notes_for(sum(expected.values()) - 1_000)
        return (BoxCount(notes, explanation="Rơi một tờ", borne_by=Fund.INCOME),)
    return (
        BoxCount(notes_for(expected[Fund.INCOME]), fund=Fund.INCOME),
        BoxCount(notes_for(expected[Fund.ACTIVITY] - 1_000), fund=Fund.ACTIVITY, explanation="Rơi một tờ"),
    )


def test_a_difference_without_a_reason_or_a_bearing_fund_is_found_before_recording():
    club, _, _ = a_club_of_five(one_tin=True)
    sheet = replace(a_sheet(club.id, DAY), closing_counts=(BoxCount(notes_for(1_000)),))
    book = box_balances(club.id)

    def faults(sheet):
        return list(faults_of_counts(sheet, CountMoment.CLOSING, book, one_tin=True))

    assert [(type(one), one.field) for one in faults(sheet)] == [(ExplanationMissing, "closing_counts")]
    explained = replace(sheet, closing_counts=(BoxCount(notes_for(1_000), explanation="Mất"),))
    assert [type(one) for one in faults(explained)] == [BearingFundMissing]
    assert list(faults_of_counts(sheet, CountMoment.OPENING, book, one_tin=True)) == []


def test_more_paid_out_than_the_box_holds_is_found_before_recording():
    club, _, chair = a_club_of_five(one_tin=False)
    sheet = everything(club.id, DAY, second=chair, others=2)
    book = box_balances(club.id)
    assert list(faults_of_payments(sheet, book)) == []
    large = replace(sheet.payments[0], amount=500_000)
    (found,) = faults_of_payments(replace(sheet, payments=(large,)), book)
    assert isinstance(found, NotEnoughToPay)
    assert found.values == {"amount": 500_000, "available": 100_000}
    tea = replace(large, amount=30_000)
    (found,) = faults_of_payments(replace(sheet, payments=(tea, large)), book)
    assert found.values == {"amount": 500_000, "available": 70_000}


def test_what_is_lent_at_the_meeting_is_not_there_to_be_paid_out():
    club, _, chair = a_club_of_five(one_tin=False)
    lent = LoanPaidOut(uuid7(), uuid7(), Dong(150_000), second_officer=chair.pk)
    sheet = replace(everything(club.id, DAY, second=chair, others=4), loans_paid_out=(lent,))
    book = box_balances(club.id)
    assert boxes_to_pay(sheet, book)[Fund.INCOME] == 200_000 - 150_000
    from_income = replace(sheet.payments[0], fund=Fund.INCOME, amount=60_000)
    (found,) = faults_of_payments(replace(sheet, payments=(from_income,)), book)
    assert (found.field, found.values["available"]) == ("payments", 50_000)
