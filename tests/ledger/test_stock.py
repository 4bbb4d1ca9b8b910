"""The list of the goods in stock is made from the vouchers: what came in, went out, and what was left each time."""

import pytest

from lienthehe.ledger.queries.stock import stock_list
from tests.given.books import ACTIVITY, INCOME, YESTERDAY, some_books
from tests.given.goods import buy, lose, sell
from tests.given.payments import correct
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    books = some_books(people=0)
    receive(books, 500_000, fund=INCOME, on=YESTERDAY)
    receive(books, 500_000, fund=ACTIVITY, on=YESTERDAY)
    return books


def listed(books):
    return [(one.voucher.number, one.came, one.went, one.left) for one in stock_list(books.club_id).moves]


def test_a_club_without_goods_has_an_empty_list(books):
    found = stock_list(books.club_id)
    assert (found.moves, found.total) == ((), 0)


def test_every_movement_stands_with_what_was_left_then_the_newest_first(books):
    buy(books, 300_000, on=YESTERDAY)
    sell(books, 120_000, 100_000)
    lose(books, 50_000)
    assert listed(books) == [
        ("CK 0001", 0, 50_000, 150_000),
        ("PT 0002", 0, 100_000, 200_000),
        ("PC 0001", 300_000, 0, 300_000),
    ]


def test_a_sale_below_its_value_leaves_in_two_movements(books):
    buy(books, 300_000)
    sell(books, 80_000, 100_000)
    assert listed(books)[:2] == [("CK 0001", 0, 20_000, 200_000), ("PT 0002", 0, 80_000, 220_000)]


def test_what_is_undone_stands_below_zero_in_its_column_and_is_not_offered_as_goods(books):
    kept, undone = buy(books, 100_000), buy(books, 200_000)
    correct(books, undone)
    (sold, *_) = sell(books, 60_000, 60_000)
    correct(books, sold)
    assert [row[1:] for row in listed(books)] == [
        (0, -60_000, 100_000),
        (0, 60_000, 40_000),
        (-200_000, 0, 100_000),
        (200_000, 0, 300_000),
        (100_000, 0, 100_000),
    ]
    assert [one.voucher.draft.id for one in stock_list(books.club_id).goods_in] == [kept]


def test_each_fund_has_a_stock_of_its_own(books):
    buy(books, 100_000, fund=INCOME)
    buy(books, 30_000, fund=ACTIVITY)
    found = stock_list(books.club_id)
    assert found.values == {INCOME: 100_000, ACTIVITY: 30_000}
    assert found.total == 130_000
    assert {one.fund: one.left for one in found.moves} == found.values


def test_the_loss_of_a_sale_names_the_receipt_and_a_death_does_not(books):
    buy(books, 300_000)
    other = sell(books, 50_000, 60_000)
    sale_id, loss_id = sell(books, 80_000, 100_000)
    died = lose(books, 10_000)
    assert books.voucher(loss_id).sold_in == books.voucher(sale_id).number == "PT 0003"
    assert books.voucher(other[1]).sold_in == "PT 0002"
    assert books.voucher(died).sold_in == books.voucher(sale_id).sold_in == ""
    undone = correct(books, loss_id)
    assert "PT 0003" in {books.voucher(one).sold_in for one in undone}
