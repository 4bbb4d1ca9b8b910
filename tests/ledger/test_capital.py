"""Borrowed capital: parts, returns, and what must go back soon."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.capital import DuePart, check_parts, due_soon, open_parts
from lienthehe.ledger.rules.refusals import (
    CapitalGivenBack,
    CapitalNotReplaceable,
    DueBeforeBorrowed,
    DueDatesDoNotAddUp,
    MoreThanOwed,
    SourceNameMissing,
    VoucherIdReused,
    VoucherUnknown,
    WrongShape,
)
from tests.given.books import INCOME, TODAY, YESTERDAY, some_books
from tests.given.payments import correct, give_back
from tests.given.receipts import a_receipt, borrow, hand_in, receive


def part(days, amount):
    return DuePart(TODAY + timedelta(days=days), Dong(amount))


PARTS = [part(100, 8_000_000), part(365, 12_000_000)]


def test_what_was_returned_pays_the_oldest_part_first():
    assert open_parts(PARTS, returned=Dong(0)) == tuple(PARTS)
    assert open_parts(PARTS, returned=Dong(9_000_000)) == (part(365, 11_000_000),)
    assert open_parts(PARTS[::-1], returned=Dong(3_000_000)) == (part(100, 5_000_000), PARTS[1])
    assert open_parts(PARTS, returned=Dong(20_000_000)) == ()


@pytest.mark.parametrize("parts", [[], [part(1, 19)], [part(1, 21)], [part(1, 25), part(2, -5)]])
def test_the_parts_come_to_what_was_borrowed(parts):
    with pytest.raises(DueDatesDoNotAddUp):
        check_parts(Dong(20), parts, borrowed_on=TODAY)


def test_nothing_is_due_before_it_was_borrowed():
    with pytest.raises(DueBeforeBorrowed):
        check_parts(Dong(20), [part(-1, 20)], borrowed_on=TODAY)


@pytest.mark.django_db
class TestBooks:
    def test_a_lender_stands_in_the_books_until_all_is_returned(self):
        books = some_books(people=0)
        capital = borrow(books, 20_000_000, parts=PARTS)
        (standing,) = capital_standings(books.club_id)
        assert (standing.lender, standing.borrowed, standing.owed) == ("Bà Thử", 20_000_000, 20_000_000)
        give_back(books, capital, 9_000_000)
        (standing,) = capital_standings(books.club_id)
        assert (standing.owed, standing.next_due) == (11_000_000, part(365, 11_000_000))
        assert books.box(INCOME) == 11_000_000
        give_back(books, capital, 11_000_000)
        assert capital_standings(books.club_id) == []
        assert books.are_sound()

    def test_what_is_due_within_ninety_days_is_shown_and_what_is_overdue_too(self):
        books = some_books(people=0)
        borrow(books, 20_000_000, parts=PARTS)
        borrow(books, 5_000_000, parts=[part(40, 5_000_000)])
        standings = capital_standings(books.club_id)
        assert [one.borrowed for one in due_soon(standings, on=TODAY)] == [5_000_000]
        later = TODAY + timedelta(days=10)
        assert [one.borrowed for one in due_soon(standings, on=later)] == [5_000_000, 20_000_000]
        assert due_soon(standings, on=TODAY + timedelta(days=4000))[0].borrowed == 5_000_000

    def test_parts_of_one_day_become_one(self):
        books = some_books(people=0)
        borrow(books, 20, parts=[part(9, 5), part(1, 10), part(9, 5)])
        assert capital_standings(books.club_id)[0].open_parts == (part(1, 10), part(9, 10))

    def test_no_more_is_returned_than_is_owed_on_any_date(self):
        books = some_books(people=0)
        receive(books, 50_000, fund=INCOME, on=YESTERDAY)
        capital = borrow(books, 20_000)
        with pytest.raises(MoreThanOwed) as refused:
            give_back(books, capital, 20_001)
        assert refused.value.values["owed"] == 20_000
        with pytest.raises(MoreThanOwed):
            give_back(books, capital, 1, on=YESTERDAY)

    def test_the_same_borrowing_sent_again_is_the_first(self):
        books = some_books(people=0)
        capital_id = uuid7()
        for _ in range(2):
            borrow(books, 20_000_000, parts=PARTS, capital_id=capital_id)
        assert len(capital_standings(books.club_id)) == 1
        assert books.box(INCOME) == 20_000_000

    @pytest.mark.parametrize(
        "change", [{"lender": "Ông Khác"}, {"terms": "có lãi"}, {"parts": [part(5, 20_000_000)]}]
    )
    def test_the_same_borrowing_with_other_words_or_days_is_refused(self, change):
        books = some_books(people=0)
        given = {"parts": PARTS, "capital_id": uuid7()}
        borrow(books, 20_000_000, **given)
        with pytest.raises(VoucherIdReused):
            borrow(books, 20_000_000, **(given | change))

    def test_who_lent_must_be_named(self):
        with pytest.raises(SourceNameMissing):
            borrow(some_books(people=0), 20_000, lender=" ")

    def test_capital_of_another_club_is_unknown_here(self):
        ours, theirs = some_books(people=0), some_books(people=0)
        receive(ours, 20_000, fund=INCOME)
        with pytest.raises(VoucherUnknown):
            give_back(ours, borrow(theirs, 20_000), 1_000)

    def test_a_borrowing_is_undone_only_before_its_returns_and_never_replaced(self):
        books = some_books(people=0)
        receive(books, 20_000, fund=INCOME)
        capital = borrow(books, 20_000)
        returned = give_back(books, capital, 5_000)
        right = replace(books.voucher(capital).draft, id=uuid7())
        with pytest.raises(CapitalNotReplaceable):
            correct(books, capital, right)
        with pytest.raises(CapitalGivenBack) as refused:
            correct(books, capital)
        assert refused.value.values["numbers"] == books.voucher(returned).number
        correct(books, returned)
        assert capital_standings(books.club_id)[0].owed == 20_000
        correct(books, capital)
        assert capital_standings(books.club_id) == []
        assert books.are_sound()

    def test_capital_comes_in_by_its_own_command_alone(self):
        books = some_books(people=0)
        lent = AccountRef(INCOME, AccountKind.BORROWED_CAPITAL, uuid7().hex, "Bà Thử")
        with pytest.raises(WrongShape):
            hand_in(books, a_receipt(lent, 1_000))
        receipt = a_receipt(lent, 1_000)
        own = replace(lent, subject=receipt.id.hex)
        wrong = receive(books, 1_000, fund=INCOME)
        with pytest.raises(CapitalNotReplaceable):
            correct(books, wrong, replace(receipt, parts=(replace(receipt.parts[0], account=own),)).draft())
