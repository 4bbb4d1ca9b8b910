"""The cash book of a fund and month, as on paper."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.rules.entries import between_funds, deposit
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, TODAY, YESTERDAY, close, some_books
from tests.given.counts import a_count, count
from tests.given.payments import correct, pay, transfer
from tests.given.receipts import a_receipt, contribute, dues_receipt, fee, give_in_kind, hand_in, receive

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY = Month(2025, 12), Month(2026, 1)


def january(books, fund=ACTIVITY):
    return cash_book(books.club_id, fund, JANUARY)


def columns(book):
    return [(line.paid_in, line.paid_out, line.balance) for line in book.lines]


def test_every_line_carries_the_box_after_it_in_order_of_days():
    books = some_books(people=0)
    receive(books, 50_000, on=TODAY)
    receive(books, 20_000, on=YESTERDAY)
    pay(books, 30_000, on=TODAY)
    book = january(books)
    assert columns(book) == [(20_000, 0, 20_000), (50_000, 0, 70_000), (0, 30_000, 40_000)]
    assert (book.opening, book.total_in, book.total_out, book.closing) == (0, 70_000, 30_000, 40_000)
    assert not book.is_closed


def test_what_was_over_is_carried_into_the_next_month_closed_or_not():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    pay(books, 20_000, on=TODAY)
    assert (january(books).opening, january(books).closing) == (50_000, 30_000)
    close(books, "2025-12")
    assert january(books).opening == 50_000
    assert cash_book(books.club_id, ACTIVITY, DECEMBER).closing == 50_000
    assert cash_book(books.club_id, ACTIVITY, Month(2025, 10)).lines == ()


def test_the_contributions_of_a_meeting_stand_on_one_line_that_opens():
    books = some_books(people=3)
    meeting = uuid7()
    contribute(books, 10_000, meeting=meeting)
    contribute(books, 10_000, people=books.members[:1])
    lines = january(books).lines
    assert [(line.is_group, line.paid_in, line.balance) for line in lines] == [
        (True, 30_000, 30_000),
        (False, 10_000, 40_000),
    ]
    assert [view.number for view in lines[0].vouchers] == ["PT 0001", "PT 0002", "PT 0003"]


def test_whoever_pays_something_else_too_stands_alone():
    books = some_books(people=2)
    meeting = uuid7()
    receipts = [dues_receipt(member, 10_000, meeting=meeting) for member in books.members]
    hand_in(books, receipts[0], replace(receipts[1], parts=receipts[1].parts + a_receipt(fee(), 5_000).parts))
    assert columns(january(books)) == [(10_000, 0, 10_000), (15_000, 0, 25_000)]


def test_a_reversal_is_negative_in_the_column_of_what_it_undoes():
    books = some_books(people=0)
    wrong = receive(books, 50_000)
    correct(books, wrong, a_receipt(fee(), 45_000).draft())
    correct(books, pay(books, 5_000))
    assert columns(january(books)) == [
        (50_000, 0, 50_000),
        (-50_000, 0, 0),
        (45_000, 0, 45_000),
        (0, 5_000, 40_000),
        (0, -5_000, 45_000),
    ]
    assert (january(books).total_in, january(books).total_out) == (45_000, 0)


def test_a_transfer_stands_in_the_book_of_each_fund_it_touches():
    books = some_books(people=0)
    receive(books, 50_000)
    transfer(books, between_funds(giving=ACTIVITY, taking=INCOME, amount=Dong(20_000)))
    transfer(books, deposit(ACTIVITY, Dong(10_000)))
    assert columns(january(books))[1:] == [(0, 20_000, 30_000), (0, 10_000, 20_000)]
    assert columns(january(books, INCOME)) == [(20_000, 0, 20_000)]


def test_what_moved_no_cash_stands_beside_the_box():
    books = some_books(people=0)
    give_in_kind(books, "Chị Thử", 300_000, for_lending=True)
    hand_in(books, a_receipt(fee(), 7_000, at_bank=True))
    assert january(books).lines == ()
    assert [view.total for view in january(books).beside_box] == [300_000, 7_000]
    assert january(books, INCOME).beside_box == ()


def test_counts_stand_at_the_foot():
    books = some_books(people=0)
    receive(books, 50_000)
    count(books, a_count(48_000))
    (line,) = january(books).counts
    assert (line.on, line.counted, line.book, line.difference) == (TODAY, 48_000, 50_000, -2_000)
    assert columns(january(books))[-1] == (0, 2_000, 48_000)
    assert january(books, INCOME).counts == ()


@pytest.mark.parametrize("closed", [False, True])
def test_seventy_vouchers_cost_as_many_queries_as_one(closed):
    books = some_books(people=70)
    receive(books, 1_000, on=date(2025, 12, 1))
    if closed:
        close(books, "2025-12")
    counted = []
    for people in (1, 3, 70):
        contribute(books, 10_000, people=books.members[:people])
        with CaptureQueriesContext(connection) as queries:
            january(books)
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 12


def test_what_is_entered_later_for_a_day_before_the_count_is_told_beside_it():
    books = some_books(people=0)
    receive(books, 50_000, on=YESTERDAY)
    count(books, a_count(50_000))
    receive(books, 5_000, on=TODAY)
    assert january(books).entered_since == 0
    receive(books, 30_000, on=YESTERDAY)
    receive(books, 7_000, on=LAST_YEAR)
    pay(books, 10_000, on=YESTERDAY)
    assert january(books).entered_since == 27_000
    assert january(books, INCOME).entered_since == 0
