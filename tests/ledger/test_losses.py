"""A loss falls on a fund's own money, never on borrowed capital or on shares that are paid back."""

import pytest

from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.sources import fund_sources, source_ref
from lienthehe.ledger.rules.accounts import BEARS_LOSSES, AccountKind, AccountRef
from lienthehe.ledger.rules.entries import borne_by_source, shortage_lost
from lienthehe.ledger.rules.refusals import LossNotBorne, MoreThanOwed, SourceBearsNoLoss
from tests.given.books import ACTIVITY, INCOME, some_books
from tests.given.counts import a_count, count
from tests.given.payments import correct, pay, transfer
from tests.given.receipts import borrow, contribute, receive, receive_from

pytestmark = pytest.mark.django_db


def lose(books, amount, *, found):
    count(books, a_count(found, INCOME))
    return transfer(books, shortage_lost(INCOME, Dong(amount)))


def test_borrowed_capital_and_refundable_shares_bear_no_loss():
    books = some_books()
    borrow(books, 100_000)
    contribute(books, 10_000, fund=INCOME, refundable=True)
    contribute(books, 5_000, fund=INCOME)
    receive(books, 2_000, fund=INCOME)
    with pytest.raises(LossNotBorne) as refused:
        lose(books, 17_001, found=100_000)
    assert refused.value.values["missing"] == 1
    transfer(books, shortage_lost(INCOME, Dong(17_000)))
    assert fund_sources(books.club_id)[INCOME].retained == -15_000
    assert books.are_sound()


def test_what_was_spent_bears_no_loss_any_more():
    books = some_books(people=0)
    borrow(books, 100_000)
    receive(books, 20_000, fund=INCOME)
    pay(books, 15_000, fund=INCOME)
    with pytest.raises(LossNotBorne):
        lose(books, 6_000, found=90_000)


def test_the_other_fund_bears_nothing():
    books = some_books(people=0)
    borrow(books, 100_000)
    receive(books, 20_000, fund=ACTIVITY)
    with pytest.raises(LossNotBorne):
        lose(books, 1, found=90_000)


def test_less_counted_as_lost_is_always_right():
    books = some_books(people=0)
    borrow(books, 100_000)
    receive(books, 20_000, fund=INCOME)
    wrong = lose(books, 20_000, found=100_000)
    pay(books, 50_000, fund=INCOME)
    correct(books, wrong)
    assert books.are_sound()


def test_a_decision_lets_a_free_source_bear_a_loss():
    books = some_books(people=0)
    receive_from(books, "UBND xã", 50_000, kind=AccountKind.GRANT, fund=INCOME)
    lose(books, 30_000, found=20_000)
    grant = source_ref(books.club_id, INCOME, AccountKind.GRANT, "UBND xã")
    with pytest.raises(MoreThanOwed):
        transfer(books, borne_by_source(grant, Dong(50_001)))
    transfer(books, borne_by_source(grant, Dong(30_000)))
    money = fund_sources(books.club_id)[INCOME]
    assert (money.retained, [line.amount for line in money.sources]) == (0, [20_000])
    assert books.are_sound()


@pytest.mark.parametrize("kind", sorted(set(AccountKind) - BEARS_LOSSES))
def test_no_other_source_bears_one(kind):
    with pytest.raises(SourceBearsNoLoss):
        borne_by_source(AccountRef(INCOME, kind), Dong(1))


def test_a_loss_is_told_once_however_it_is_borne():
    books = some_books(people=0)
    receive_from(books, "UBND xã", 50_000, kind=AccountKind.GRANT, fund=INCOME)
    count(books, a_count(40_000, INCOME))
    grant = source_ref(books.club_id, INCOME, AccountKind.GRANT, "UBND xã")
    lost = (*shortage_lost(INCOME, Dong(10_000)), *borne_by_source(grant, Dong(10_000)))
    assert books.voucher(transfer(books, lost)).total == 10_000
