"""A meeting is in the books whole or not at all, and in a fixed number of queries."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.access.rules import Role
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusals
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.queries.verification import missing_triggers, verify_club
from lienthehe.ledger.rules.refusals import NotEnoughInBox
from lienthehe.meetings.commands import record_meeting
from lienthehe.meetings.queries import digest_of_books, meeting_view
from lienthehe.meetings.rules.refusals import ClosingCountMissing, ConfirmationsMissing, SheetIdReused
from tests.given.clubs import a_club, club_officer
from tests.given.meetings import a_sheet, counted, everything, held
from tests.given.officers import AT
from tests.given.people import a_member, members

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


@pytest.fixture
def club():
    club = a_club()
    members(club.id, 5, by=club_officer(club.id, Role.SECRETARY))
    return club


@pytest.fixture
def treasurer(club):
    return club_officer(club.id)


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def test_contributions_gifts_and_payments_move_and_the_box_agrees(club, treasurer, chair):
    held(everything(club.id, DAY, second=chair, others=4), by=treasurer, second=chair, at=AT)
    assert box_balances(club.id) == {Fund.INCOME: 200_000, Fund.ACTIVITY: 48_000}
    assert verify_club(club.id).findings == ()
    assert missing_triggers() == []


def test_one_receipt_per_payer_and_one_line_for_all_contributions(club, treasurer, chair):
    held(a_sheet(club.id, DAY), by=treasurer, second=chair, at=AT)
    (line,) = cash_book(club.id, Fund.ACTIVITY, Month.of(DAY)).lines
    assert [view.number for view in line.vouchers] == [f"PT {number:04d}" for number in range(1, 6)]
    assert (line.paid_in, line.balance) == (50_000, 50_000)


def test_receipts_of_two_with_one_name_say_whose_they_are(treasurer, chair, club):
    for year in (1950, 1958):
        a_member(club.id, "Lò Thị Hai", birth_year=year, by=club_officer(club.id, Role.SECRETARY))
    held(a_sheet(club.id, DAY), by=treasurer, second=chair, at=AT)
    (line,) = cash_book(club.id, Fund.ACTIVITY, Month.of(DAY)).lines
    payers = {view.draft.wording.party_name for view in line.vouchers}
    assert {"Lò Thị Hai (1950)", "Lò Thị Hai (1958)"} <= payers


def test_the_same_sheet_sent_again_is_the_first(club, treasurer, chair):
    sheet = everything(club.id, DAY, second=chair)
    first = held(sheet, by=treasurer, second=chair, at=AT)
    before = box_balances(club.id)
    assert held(sheet, by=treasurer, second=chair, at=AT) == first
    assert box_balances(club.id) == before
    with pytest.raises(SheetIdReused):
        held(replace(sheet, place="Đình làng"), by=treasurer, second=chair, at=AT)


def test_nothing_is_written_when_one_part_is_refused(club, treasurer, chair):
    sheet = everything(club.id, DAY, second=chair, others=4)
    payment = replace(sheet.payments[0], amount=Dong(9_000_000))
    with pytest.raises(NotEnoughInBox):
        held(replace(sheet, payments=(payment,)), by=treasurer, second=chair, at=AT)
    assert box_balances(club.id) == {Fund.INCOME: 0, Fund.ACTIVITY: 0}
    assert meeting_view(club.id, sheet.id) is None


def test_a_difference_at_the_closing_count_becomes_a_voucher(club, treasurer, chair):
    sheet = counted(a_sheet(club.id, DAY), explanation="Trả lại thừa", missing=0)
    short = replace(sheet.closing_counts[1], notes={"20000": 2})
    held(replace(sheet, closing_counts=(sheet.closing_counts[0], short)), by=treasurer, second=chair, at=AT)
    assert box_balances(club.id)[Fund.ACTIVITY] == 40_000


def test_two_different_people_confirm(club, treasurer):
    with pytest.raises(ConfirmationsMissing):
        record_meeting(
            a_sheet(club.id, DAY),
            confirmed_by=(treasurer, treasurer),
            books_read=digest_of_books(club.id, DAY),
            by=treasurer,
            at=AT,
        )


def test_the_count_closes_the_meeting(club, treasurer, chair):
    with pytest.raises(Refusals) as refused:
        held(a_sheet(club.id, DAY, closing_counts=()), by=treasurer, second=chair, at=AT)
    assert [type(one) for one in refused.value.refusals] == [ClosingCountMissing]


def queries_of_a_meeting(number):
    club = a_club()
    treasurer, chair = club_officer(club.id), club_officer(club.id, Role.CHAIR)
    members(club.id, number, by=chair)
    sheet = everything(club.id, DAY, second=chair)
    read = digest_of_books(club.id, DAY)
    with CaptureQueriesContext(connection) as captured:
        held(sheet, by=treasurer, second=chair, at=AT, read=read)
    return [query["sql"] for query in captured]


@pytest.mark.usefixtures("club_months")
def test_a_meeting_of_seventy_takes_at_most_sixty_queries():
    assert len(queries_of_a_meeting(70)) <= 60


@pytest.mark.usefixtures("club_months")
def test_twice_the_members_cost_no_more_queries():
    more = 12 if connection.vendor == "sqlite" else 0
    assert len(queries_of_a_meeting(140)) <= len(queries_of_a_meeting(70)) + more
