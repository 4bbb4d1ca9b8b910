"""Whose money is this: where every đồng came from, and where it is now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Account
from lienthehe.ledger.queries.sources import (
    fund_sources,
    named_sources,
    open_difference,
    source_ref,
    source_story,
)
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.entries import between_funds, deposit
from tests.given.books import ACTIVITY, INCOME, some_books
from tests.given.counts import a_count, count
from tests.given.payments import correct, give_back, pay, transfer
from tests.given.receipts import (
    a_receipt,
    borrow,
    contribute,
    give_in_kind,
    hand_in,
    receive,
    receive_from,
)

pytestmark = pytest.mark.django_db


def lines(found):
    return {(line.kind.value, line.label): line.amount for line in found}


def test_both_sides_come_to_the_same_sum():
    books = some_books()
    contribute(books, 500_000, fund=INCOME, refundable=True)
    contribute(books, 10_000, fund=INCOME)
    receive_from(books, "UBND xã", 2_000_000, kind=AccountKind.GRANT, fund=INCOME)
    receive_from(books, "Ông Thử", 300_000, fund=INCOME)
    give_back(books, borrow(books, 1_000_000), 400_000)
    receive(books, 70_000, fund=INCOME)
    pay(books, 20_000, fund=INCOME)
    give_in_kind(books, "Chị Thử", 100_000, for_lending=True, fund=INCOME)
    transfer(books, deposit(INCOME, Dong(1_000_000)))
    transfer(books, between_funds(giving=INCOME, taking=ACTIVITY, amount=Dong(45_000)))
    count(books, a_count(books.box(INCOME) - 5_000, INCOME))
    income, activity = (fund_sources(books.club_id)[fund] for fund in (INCOME, ACTIVITY))
    assert lines(income.sources) == {
        ("grant", "UBND xã"): 2_000_000,
        ("donation", "Ông Thử"): 300_000,
        ("gift_in_kind", "Chị Thử"): 100_000,
        ("borrowed_capital", "Bà Thử"): 600_000,
        ("contributions", ""): 30_000,
        ("refundable_contributions", ""): 1_500_000,
    }
    assert income.retained == 70_000 - 20_000 - 45_000
    assert lines(income.holdings) == {
        ("cash_box", ""): books.box(INCOME),
        ("bank", ""): 1_000_000,
        ("stock", ""): 100_000,
        ("shortage", ""): 5_000,
    }
    assert income.total == income.held
    assert lines(activity.sources) == {("from_other_fund", ""): 45_000}
    assert activity.total == activity.held == 45_000
    assert books.are_sound()


def test_what_a_fund_spent_of_nothing_earned_is_negative():
    books = some_books(people=0)
    receive_from(books, "Ông Thử", 50_000)
    pay(books, 20_000)
    assert fund_sources(books.club_id)[ACTIVITY].retained == -20_000


def test_one_giver_keeps_one_account_however_his_name_is_typed():
    books = some_books(people=0)
    receive_from(books, "Nguyễn Văn Thử", 1_000)
    receive_from(books, "nguyen van  thu", 1_000)
    receive_from(books, "Nguyễn Văn Thử", 1_000, kind=AccountKind.GRANT)
    accounts = Account.objects.filter(kind=AccountKind.DONATION)
    assert [(row.label, row.balance) for row in accounts] == [("Nguyễn Văn Thử", -2_000)]
    assert len(named_sources(books.club_id)) == 2
    elsewhere = source_ref(some_books(people=0).club_id, ACTIVITY, AccountKind.DONATION, "Nguyễn Văn Thử")
    assert elsewhere.subject != accounts[0].subject


def test_a_givers_name_is_no_part_of_his_account():
    books = some_books(people=0)
    receive_from(books, "Nguyễn Văn Thử", 1_000)
    row = Account.objects.get(kind=AccountKind.DONATION)
    assert "thu" not in row.subject
    assert len(row.subject) == 32


def test_a_source_tells_all_that_came_from_it():
    books = some_books(people=0)
    receive_from(books, "Ông Thử", 50_000)
    correct(books, receive_from(books, "Ông Thử", 7_000))
    row = Account.objects.get(kind=AccountKind.DONATION)
    story = source_story(books.club_id, row.id)
    assert (story.label, story.balance) == ("Ông Thử", 50_000)
    assert [one.change for one in story.movements] == [50_000, 7_000, -7_000]
    assert source_story(some_books(people=0).club_id, row.id) is None


def test_a_difference_is_open_until_it_is_settled():
    books = some_books(people=0)
    receive(books, 50_000)
    count(books, a_count(48_000))
    count(books, a_count(50_000))
    count(books, a_count(1_000, INCOME))
    assert open_difference(books.club_id) == {
        (ACTIVITY, AccountKind.SHORTAGE): 2_000,
        (ACTIVITY, AccountKind.SURPLUS): 2_000,
        (INCOME, AccountKind.SURPLUS): 1_000,
    }
    hand_in(books, a_receipt(AccountRef(ACTIVITY, AccountKind.SHORTAGE), 2_000))
    assert (ACTIVITY, AccountKind.SHORTAGE) not in open_difference(books.club_id)


def test_seventy_members_cost_as_many_queries_as_one():
    books = some_books(people=70)
    counted = []
    for people in (1, 3, 70):
        contribute(books, 10_000, people=books.members[:people], refundable=True)
        with CaptureQueriesContext(connection) as queries:
            fund_sources(books.club_id)
        counted.append(len(queries))
    assert counted == [1, 1, 1]
