"""Loans in a meeting: repaid beside the contributions, asked for, voted on, paid out; what nobody confirms lapses."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.access.rules import Role
from lienthehe.clubs.queries import members_on
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.rules.refusals import NotEnoughInBox
from lienthehe.loans.queries.applications import application_of
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.applications import Outcome, State
from lienthehe.loans.rules.lending import OwnLoan
from lienthehe.loans.rules.refusals import MoreThanPayOff
from lienthehe.meetings.queries import digest_of_books
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRepaid, LoanRequest, LoanVote
from lienthehe.meetings.rules.refusals import PaymentNotConfirmed
from tests.given.books import INCOME, NOW, Books
from tests.given.clubs import club_officer
from tests.given.loans import approve, ask, lend, lending_books, loan, moment
from tests.given.meetings import a_sheet, counted, everything, held, paid

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 17)


def repaid(books: Books, loan_id, *, on: date = DAY, **changes) -> LoanRepaid:
    asked = loan(books, loan_id, on).at.asked
    return LoanRepaid(
        **{"loan_id": loan_id, "principal": asked.principal, "interest": asked.interest} | changes
    )


def asks(member, money: int = 3_000_000) -> LoanRequest:
    return LoanRequest(uuid7(), member, Dong(money), 10, "Nuôi gà")


def votes_for(request_id, money: int = 3_000_000) -> LoanVote:
    return LoanVote(request_id, Outcome.APPROVED, Dong(money), instalments=10, votes_for=4)


def hold(books: Books, sheet, on: date = DAY):
    return held(counted(sheet), by=books.treasurer, second=books.chair, at=moment(on))


def test_a_repayment_stands_on_the_receipt_of_the_contribution():
    books = lending_books()
    loan_id = lend(books, books.members[2])
    member = next(row for row in members_on(books.club_id, DAY) if row.membership_id == books.members[2])
    into_income = replace(paid(member), fund=INCOME)
    hold(
        books, a_sheet(books.club_id, DAY, contributions=(into_income,), repayments=(repaid(books, loan_id),))
    )
    (line,) = cash_book(books.club_id, INCOME, Month.of(DAY)).lines
    (voucher,) = line.vouchers
    assert voucher.total == 10_000 + 540_000
    assert loan(books, loan_id, DAY).at.outstanding == 4_500_000
    assert books.are_sound()


def test_a_request_is_made_voted_on_and_paid_out_in_one_meeting():
    books = lending_books()
    request = asks(books.members[2])
    given = LoanPaidOut(uuid7(), request.id, request.money, second_officer=books.chair.pk)
    sheet = a_sheet(
        books.club_id,
        DAY,
        loan_requests=(request,),
        loan_votes=(votes_for(request.id),),
        loans_paid_out=(given,),
    )
    hold(books, sheet)
    (row,) = loans_on(books.club_id, DAY)
    assert (row.at.outstanding, row.lent.lines[0].due) == (3_000_000, date(2026, 3, 17))
    assert application_of(books.club_id, request.id).state is State.PAID_OUT
    assert books.are_sound()


def test_an_approval_lapses_at_the_next_meeting_unless_it_is_confirmed():
    books = lending_books()
    forgotten, confirmed = ask(books, books.members[2]), ask(books, books.members[3])
    for one in (forgotten, confirmed):
        approve(books, one)
    hold(books, a_sheet(books.club_id, DAY, loan_votes=(votes_for(confirmed),)))
    assert application_of(books.club_id, forgotten).state is State.LAPSED
    assert application_of(books.club_id, confirmed).state is State.APPROVED


def test_a_loan_needs_the_second_of_the_two_who_confirm():
    books = lending_books()
    waiting = ask(books, books.members[2], on=NOW.date())
    approve(books, waiting)
    for second, refusal in ((None, PaymentNotConfirmed), (uuid7(), PaymentNotConfirmed)):
        given = LoanPaidOut(uuid7(), waiting, Dong(1_000_000), second_officer=second)
        with pytest.raises(refusal):
            hold(books, a_sheet(books.club_id, DAY, loans_paid_out=(given,)))


def test_nobody_is_one_of_the_two_behind_his_own_loan():
    books = lending_books()
    borrower = members_on(books.club_id, DAY)[0]
    namesake = club_officer(books.club_id, Role.CHAIR, at=NOW, full_name=borrower.full_name)
    waiting = ask(books, borrower.membership_id)
    approve(books, waiting)
    given = LoanPaidOut(uuid7(), waiting, Dong(1_000_000), second_officer=namesake.pk)
    sheet = counted(a_sheet(books.club_id, DAY, loans_paid_out=(given,)))
    with pytest.raises(OwnLoan):
        held(sheet, by=books.treasurer, second=namesake, at=moment(DAY))


def test_more_than_the_pay_off_is_refused_and_nothing_is_written():
    books = lending_books()
    loan_id = lend(books, books.members[2])
    too_much = repaid(books, loan_id, principal=Dong(5_000_000), interest=Dong(400_000))
    with pytest.raises(MoreThanPayOff):
        hold(books, a_sheet(books.club_id, DAY, repayments=(too_much,)))
    assert loan(books, loan_id, DAY).at.outstanding == 5_000_000


def test_the_box_must_hold_what_is_lent():
    books = lending_books(funds=1_000_000)
    waiting = ask(books, books.members[2])
    approve(books, waiting)
    given = LoanPaidOut(uuid7(), waiting, Dong(2_000_000), second_officer=books.chair.pk)
    sheet = a_sheet(books.club_id, DAY, closing_counts=(), loans_paid_out=(given,))
    sheet = replace(sheet, closing_counts=a_sheet(books.club_id, DAY).closing_counts)
    with pytest.raises(NotEnoughInBox):
        held(sheet, by=books.treasurer, second=books.chair, at=moment(DAY))


def queries_of_a_meeting(number: int) -> list[str]:
    """A meeting with everything, 40 repayments and 5 loans paid out."""
    books = lending_books(people=number, funds=100_000_000)
    loans = [lend(books, member, 1_000_000) for member in books.members[5:45]]
    requests = [asks(member, 1_000_000) for member in books.members[45:50]]
    sheet = everything(books.club_id, DAY, second=books.chair)
    sheet = replace(
        sheet,
        repayments=tuple(repaid(books, one) for one in loans),
        loan_requests=tuple(requests),
        loan_votes=tuple(votes_for(one.id, 1_000_000) for one in requests),
        loans_paid_out=tuple(
            LoanPaidOut(uuid7(), one.id, one.money, second_officer=books.chair.pk) for one in requests
        ),
    )
    sheet = counted(sheet)
    read = digest_of_books(books.club_id, DAY)
    with CaptureQueriesContext(connection) as captured:
        held(sheet, by=books.treasurer, second=books.chair, at=moment(DAY), read=read)
    return [query["sql"] for query in captured]


@pytest.mark.usefixtures("club_months")
def test_forty_repayments_and_five_loans_take_at_most_sixty_queries():
    assert len(queries_of_a_meeting(70)) <= 60


@pytest.mark.usefixtures("club_months")
def test_twice_the_members_cost_no_more_queries():
    more = 12 if connection.vendor == "sqlite" else 0
    assert len(queries_of_a_meeting(140)) <= len(queries_of_a_meeting(70)) + more
