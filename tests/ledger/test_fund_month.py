"""What is read out of a fund: taken in, paid out, box and bank; between box and bank nothing is taken in or paid out."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.fund_month import fund_months
from lienthehe.ledger.rules.entries import between_funds, deposit, withdrawal
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, TODAY, YESTERDAY, some_books
from tests.given.openings import open_club
from tests.given.payments import correct, pay, transfer
from tests.given.receipts import give_in_kind, receive, receive_from

pytestmark = pytest.mark.django_db


def told(books, fund=ACTIVITY, until=TODAY):
    return fund_months(books.club_id, until=until)[fund]


def sums(month):
    return (month.opening, month.paid_in, month.paid_out, month.box, month.bank)


def test_a_deposit_is_neither_taken_in_nor_paid_out():
    books = some_books(people=0)
    receive(books, 300_000, on=LAST_YEAR)
    transfer(books, deposit(ACTIVITY, Dong(200_000)), on=YESTERDAY)
    receive(books, 50_000, on=YESTERDAY)
    pay(books, 20_000, on=YESTERDAY)
    transfer(books, withdrawal(ACTIVITY, Dong(30_000)), on=TODAY)
    assert sums(told(books)) == (300_000, 50_000, 20_000, 160_000, 170_000)
    assert sums(told(books, until=LAST_YEAR)) == (0, 300_000, 0, 300_000, 0)


def test_a_reversal_is_taken_off_its_own_side():
    books = some_books(people=0)
    wrong = receive(books, 50_000, on=YESTERDAY)
    spent = pay(books, 20_000, on=YESTERDAY)
    correct(books, spent)
    correct(books, wrong)
    assert sums(told(books)) == (0, 0, 0, 0, 0)


def test_from_fund_to_fund_is_paid_by_one_and_taken_in_by_the_other():
    books = some_books(people=0)
    receive(books, 50_000, on=YESTERDAY)
    transfer(books, between_funds(giving=ACTIVITY, taking=INCOME, amount=Dong(30_000)), on=TODAY)
    assert sums(told(books)) == (0, 50_000, 30_000, 20_000, 0)
    assert sums(told(books, INCOME)) == (0, 30_000, 0, 30_000, 0)


def test_goods_are_no_money_and_the_old_books_were_there_as_the_month_began():
    books = some_books(people=6)
    open_club(books)
    began = {fund: told(books, fund) for fund in (ACTIVITY, INCOME)}
    for month in began.values():
        assert (month.paid_in, month.paid_out) == (0, 0)
        assert month.opening == month.box + month.bank
    give_in_kind(books, "Ông Tự", 500_000, for_lending=True, fund=INCOME)
    assert told(books, INCOME) == began[INCOME]


def test_the_queries_do_not_grow_with_the_entries():
    books = some_books(people=0)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            told(books)
        return len(captured)

    receive_from(books, "Bà Tặng", 10_000)
    few = queries()
    for name in ("Ông Hai", "Bà Ba", "Ông Tư"):
        receive_from(books, name, 10_000)
    assert queries() == few


def test_the_day_after_is_not_read_out_yet():
    books = some_books(people=0)
    receive(books, 10_000, on=TODAY)
    assert sums(told(books, until=date(TODAY.year, TODAY.month, TODAY.day - 1))) == (0, 0, 0, 0, 0)
