"""Every đồng has an account, and every account its place in "whose money is this"."""

from dataclasses import replace
from uuid import uuid4

import pytest

from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Account
from lienthehe.ledger.rules.accounts import (
    CONTRIBUTION_KINDS,
    HOLDINGS,
    NAMED_SOURCES,
    OWED,
    RESULT,
    SOURCES,
    AccountKind,
    AccountRef,
    Income,
    Purpose,
    contribution,
)
from lienthehe.ledger.rules.entries import between_funds, deposit, shortage_lost, surplus_kept, withdrawal
from lienthehe.ledger.rules.refusals import MoreThanOwed, NotEnoughInStock
from lienthehe.ledger.rules.vouchers import Line
from tests.given.books import ACTIVITY, INCOME, some_books
from tests.given.payments import correct, pay, transfer
from tests.given.receipts import contribute, give_in_kind, receive, receive_from


def test_every_kind_of_account_stands_in_exactly_one_group():
    for kind in set(AccountKind) - {AccountKind.OPENING}:
        assert sum(kind in group for group in (SOURCES, RESULT, OWED, HOLDINGS)) == 1
    assert not any(AccountKind.OPENING in group for group in (SOURCES, RESULT, OWED, HOLDINGS))
    assert NAMED_SOURCES | CONTRIBUTION_KINDS <= SOURCES


@pytest.mark.parametrize("words", [AccountKind, Purpose, Income])
def test_every_word_that_is_shown_has_a_label(words):
    assert len({word.label for word in words}) == len(words)


def test_an_account_is_what_its_key_says_and_no_name_changes_it():
    club, other = uuid4(), uuid4()
    named = AccountRef(ACTIVITY, AccountKind.DONATION, "abc", "Ông Thử")
    assert named == AccountRef(ACTIVITY, AccountKind.DONATION, "abc", "Bà Thử")
    ids = {
        named.id_in(club),
        named.id_in(other),
        AccountRef(INCOME, AccountKind.DONATION, "abc").id_in(club),
        AccountRef(ACTIVITY, AccountKind.GRANT, "abc").id_in(club),
        AccountRef(ACTIVITY, AccountKind.DONATION, "abd").id_in(club),
    }
    assert len(ids) == 5


def test_a_contribution_that_is_paid_back_lies_in_an_account_of_its_member():
    member = uuid4()
    assert contribution(INCOME, member, refundable=True).subject == str(member)
    assert contribution(INCOME, member, refundable=False).subject == ""


@pytest.mark.django_db
class TestBooks:
    def test_box_and_bank_hold_their_own(self):
        books = some_books(people=0)
        receive(books, 100_000)
        transfer(books, deposit(ACTIVITY, Dong(60_000)))
        transfer(books, withdrawal(ACTIVITY, Dong(10_000)))
        assert (books.box(), books.held(AccountKind.BANK)) == (50_000, 50_000)

    def test_from_fund_to_fund_each_fund_balances_alone(self):
        books = some_books(people=0)
        receive(books, 100_000, fund=INCOME)
        voucher_id = transfer(books, between_funds(giving=INCOME, taking=ACTIVITY, amount=Dong(30_000)))
        assert (books.box(INCOME), books.box(ACTIVITY)) == (70_000, 30_000)
        assert {line.debit.fund for line in books.voucher(voucher_id).draft.lines} == {INCOME, ACTIVITY}
        for fund in (INCOME, ACTIVITY):
            rows = Account.objects.filter(club_id=books.club_id, fund=fund)
            assert sum(row.balance for row in rows) == 0
        assert books.are_sound()

    def test_a_source_gives_no_more_than_came_from_it(self):
        books = some_books(people=0)
        receive(books, 100_000, fund=INCOME)
        receive_from(books, "UBND xã", 20_000, kind=AccountKind.GRANT, fund=INCOME)
        row = Account.objects.get(kind=AccountKind.GRANT)
        grant = AccountRef(INCOME, AccountKind.GRANT, row.subject, row.label)

        def give(amount):
            lines = between_funds(giving=INCOME, taking=ACTIVITY, amount=Dong(amount), out_of=grant)
            return transfer(books, lines)

        with pytest.raises(MoreThanOwed):
            give(20_001)
        give(20_000)
        with pytest.raises(MoreThanOwed):
            transfer(
                books,
                between_funds(
                    giving=ACTIVITY,
                    taking=INCOME,
                    amount=Dong(20_001),
                    out_of=AccountRef(ACTIVITY, AccountKind.FROM_OTHER_FUND),
                ),
            )

    def test_a_gift_in_kind_is_stock_to_lend_or_used_at_once(self):
        books = some_books(people=0)
        lent = give_in_kind(books, "Chị Thử", 2_000_000, for_lending=True)
        give_in_kind(books, "Chị Thử", 300_000, for_lending=False)
        assert books.held(AccountKind.STOCK) == 2_000_000
        assert books.box() == 0
        gift = Account.objects.get(kind=AccountKind.GIFT_IN_KIND)
        assert gift.balance == -2_300_000
        assert Account.objects.get(kind=AccountKind.SPENDING).balance == 300_000
        correct(books, lent)
        assert books.held(AccountKind.STOCK) == 0
        assert books.are_sound()

    def test_stock_holds_no_less_than_nothing(self):
        books = some_books(people=0)
        give_in_kind(books, "Chị Thử", 1_000, for_lending=True)
        stock, loan = (AccountRef(ACTIVITY, kind) for kind in (AccountKind.STOCK, AccountKind.LOAN_PRINCIPAL))
        line = Line(loan, stock, Dong(1_001))
        with pytest.raises(NotEnoughInStock):
            transfer(books, (line,))

    def test_a_member_gets_back_no_more_than_he_paid(self):
        books = some_books()
        receive(books, 100_000)
        vouchers = contribute(books, 50_000, refundable=True)
        member = contribution(ACTIVITY, books.members[0], refundable=True)
        lines = between_funds(giving=ACTIVITY, taking=INCOME, amount=Dong(60_000), out_of=member)
        lines = [replace(line, for_member=books.members[0]) for line in lines]
        with pytest.raises(MoreThanOwed):
            transfer(books, tuple(lines))
        correct(books, vouchers[0])
        with pytest.raises(MoreThanOwed):
            transfer(books, tuple(replace(line, amount=Dong(1)) for line in lines))

    def test_what_is_not_missing_cannot_be_written_off(self):
        books = some_books(people=0)
        receive(books, 1_000)
        with pytest.raises(MoreThanOwed):
            transfer(books, shortage_lost(ACTIVITY, Dong(1)))
        with pytest.raises(MoreThanOwed):
            transfer(books, surplus_kept(ACTIVITY, Dong(1)))

    def test_spending_falls_on_what_was_earned(self):
        books = some_books(people=0)
        receive_from(books, "Ông Thử", 50_000)
        pay(books, 20_000)
        assert Account.objects.get(kind=AccountKind.DONATION).balance == -50_000
        assert Account.objects.get(kind=AccountKind.SPENDING).balance == 20_000
