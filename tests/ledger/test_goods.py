"""Goods are bought into the stock and sold out of it; what is lost falls on the fund's own money."""

from dataclasses import replace

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import sell_goods
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import Receipt, goods_sold, sale_loss_id
from lienthehe.ledger.rules.refusals import (
    AlreadyCorrected,
    NotEnoughInBox,
    NotEnoughInStock,
    SaleNotReplaceable,
    SecondOfficerMissing,
)
from lienthehe.ledger.rules.vouchers import VoucherKind
from tests.given.books import INCOME, NOW, TODAY, YESTERDAY, some_books
from tests.given.goods import buy, lose, sell
from tests.given.payments import a_payment, correct, hand_out
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    books = some_books(people=0)
    receive(books, 500_000, fund=INCOME, on=YESTERDAY)
    return books


def held(books):
    return books.box(INCOME), books.held(AccountKind.STOCK, INCOME)


def test_goods_are_bought_by_a_payment_and_lie_in_the_stock(books):
    view = books.voucher(buy(books, 300_000))
    assert (view.draft.kind, view.total) == (VoucherKind.PAYMENT, 300_000)
    assert held(books) == (200_000, 300_000)
    assert fund_sources(books.club_id)[INCOME].retained == 500_000
    assert books.are_sound()


@pytest.mark.parametrize(
    ("price", "value", "retained", "vouchers"),
    [(100_000, 100_000, 500_000, 1), (130_000, 100_000, 530_000, 1), (70_000, 100_000, 470_000, 2)],
)
def test_a_sale_at_above_and_below_the_value_in_the_book(books, price, value, retained, vouchers):
    buy(books, 300_000)
    written = sell(books, price, value)
    assert len(written) == vouchers
    assert books.voucher(written[0]).total == price
    assert held(books) == (200_000 + price, 200_000)
    assert fund_sources(books.club_id)[INCOME].retained == retained
    assert books.are_sound()


def test_a_loss_at_a_sale_needs_the_second_officer_and_a_gain_does_not(books):
    buy(books, 300_000)
    for price in (120_000, 80_000):
        sold = goods_sold(INCOME, Dong(price), Dong(100_000))
        given = {"sale": Receipt(uuid7(), INCOME, TODAY, sold.parts), "lost": sold.lost, "second": None}
        who = {"club_id": books.club_id, "by": books.treasurer, "at": NOW}
        if sold.lost:
            with pytest.raises(SecondOfficerMissing):
                sell_goods(**given, **who)
        else:
            sell_goods(**given, **who)


def test_a_sale_sent_again_is_the_first(books):
    buy(books, 300_000)
    sale_id = uuid7()
    assert sell(books, 80_000, 100_000, sale_id=sale_id) == [sale_id, sale_loss_id(sale_id)]
    assert sell(books, 80_000, 100_000, sale_id=sale_id) == [sale_id, sale_loss_id(sale_id)]
    assert held(books) == (280_000, 200_000)


def test_no_more_leaves_the_stock_than_lies_there(books):
    buy(books, 100_000)
    for act in (lambda: sell(books, 150_000, 100_001), lambda: lose(books, 100_001)):
        with pytest.raises(NotEnoughInStock):
            act()
    with pytest.raises(NotEnoughInStock):
        lose(books, 1, on=YESTERDAY)


def test_goods_that_died_are_a_loss(books):
    buy(books, 300_000)
    lose(books, 100_000)
    assert held(books) == (200_000, 200_000)
    assert fund_sources(books.club_id)[INCOME].retained == 400_000
    assert books.are_sound()


def test_what_was_bought_sold_or_lost_by_mistake_is_corrected(books):
    bought = buy(books, 300_000)
    for wrong in (*sell(books, 120_000, 100_000), lose(books, 50_000), bought):
        correct(books, wrong)
    assert held(books) == (500_000, 0)
    assert fund_sources(books.club_id)[INCOME].retained == 500_000
    assert books.are_sound()


@pytest.mark.parametrize("named", ["the receipt", "its loss"])
def test_receipt_and_loss_of_a_sale_are_undone_together_whichever_is_named(books, named):
    buy(books, 300_000)
    sale_id, loss_id = sell(books, 80_000, 100_000)
    wrong, other = (sale_id, loss_id) if named == "the receipt" else (loss_id, sale_id)
    undone = correct(books, wrong)
    assert [books.voucher(one).original_id for one in undone] == [other, wrong]
    assert held(books) == (200_000, 300_000)
    assert fund_sources(books.club_id)[INCOME].retained == 500_000
    assert correct(books, wrong) == undone
    with pytest.raises(AlreadyCorrected):
        correct(books, other, reason="lần nữa")
    assert books.are_sound()


def test_the_loss_goes_with_its_own_sale_alone(books):
    buy(books, 300_000)
    kept, undone = sell(books, 80_000, 100_000), sell(books, 60_000, 100_000)
    died = lose(books, 10_000)
    correct(books, undone[0])
    correct(books, died)
    assert [books.voucher(one).reversed_by for one in kept] == ["", ""]
    assert held(books) == (280_000, 200_000)
    assert fund_sources(books.club_id)[INCOME].retained == 480_000


def test_a_sale_below_its_value_is_undone_and_written_anew_not_replaced(books):
    buy(books, 300_000)
    for voucher_id in sell(books, 80_000, 100_000):
        wrong = books.voucher(voucher_id).draft
        with pytest.raises(SaleNotReplaceable):
            correct(books, voucher_id, replace(wrong, id=uuid7()))
    assert held(books) == (280_000, 200_000)


def test_a_sale_whose_money_is_spent_is_not_undone_and_its_loss_stays(books):
    buy(books, 500_000)
    _, loss_id = sell(books, 80_000, 100_000)
    hand_out(books, a_payment(50_000, fund=INCOME))
    with pytest.raises(NotEnoughInBox):
        correct(books, loss_id)
    assert books.voucher(loss_id).reversed_by == ""
    assert held(books) == (30_000, 400_000)
