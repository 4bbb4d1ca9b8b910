"""A running club's old books are brought forward by one CK that balances in itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import Account, CapitalDue
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.dues import member_paid
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, cash_box, contribution, of_loan, stock
from lienthehe.ledger.rules.capital import CapitalNote, DuePart
from lienthehe.ledger.rules.entries import needs_second, opening_lines
from lienthehe.ledger.rules.refusals import (
    CapitalGivenBack,
    NotEnoughInBox,
    OpeningNotBalanced,
    WrongShape,
)
from lienthehe.ledger.rules.vouchers import Line, VoucherKind
from tests.given.books import ACTIVITY, INCOME, TODAY, some_books
from tests.given.openings import bring_forward
from tests.given.payments import correct, give_back, pay
from tests.given.receipts import a_receipt, hand_in

TODAY_MONTH = Month.of(TODAY)
LENT, DUE = TODAY - timedelta(days=400), TODAY + timedelta(days=100)
OLD, KEPT = AccountRef(INCOME, AccountKind.OPENING), AccountRef(INCOME, AccountKind.RETAINED_RESULT)


def dong(*pairs):
    return [(ref, Dong(amount)) for ref, amount in pairs]


def lent(capital_id):
    return AccountRef(INCOME, AccountKind.BORROWED_CAPITAL, capital_id.hex, "Bà Thử")


def test_both_sides_come_to_the_same_sum():
    with pytest.raises(OpeningNotBalanced) as refused:
        opening_lines(INCOME, dong((cash_box(INCOME), 900)), dong((KEPT, 1_000)))
    assert refused.value.values["difference"] == 100


def test_nothing_stands_for_nothing_and_what_was_overspent_is_turned_round():
    share = contribution(INCOME, uuid7(), refundable=True)
    held = dong((cash_box(INCOME), 900), (stock(INCOME), 0))
    lines = opening_lines(INCOME, held, dong((share, 1_000), (KEPT, -100)))
    assert lines == (
        Line(cash_box(INCOME), OLD, Dong(900)),
        Line(OLD, share, Dong(1_000), lines[1].for_member),
        Line(KEPT, OLD, Dong(100)),
    )
    assert str(lines[1].for_member) == share.subject


@pytest.mark.django_db
class TestBooks:
    def test_everything_that_was_there_is_brought_forward(self):
        books, capital, loan = some_books(), uuid7(), uuid7()
        shares = [contribution(INCOME, member, refundable=True) for member in books.members]
        lines = opening_lines(
            INCOME,
            dong(
                (cash_box(INCOME), 700_000),
                (AccountRef(INCOME, AccountKind.BANK), 100_000),
                (of_loan(AccountKind.LOAN_PRINCIPAL, loan), 2_000_000),
            ),
            dong(*((share, 500_000) for share in shares), (lent(capital), 1_000_000), (KEPT, 300_000)),
        )
        note = CapitalNote(lent(capital), LENT, (DuePart(DUE, Dong(1_000_000)),))
        view = books.voucher(bring_forward(books, lines, notes=[note]))
        assert (view.draft.kind, view.total) == (VoucherKind.TRANSFER, 2_800_000)
        assert needs_second(view.draft)
        assert books.box(INCOME) == 700_000
        assert fund_sources(books.club_id)[INCOME].total == 2_800_000
        assert not Account.objects.get(kind=AccountKind.OPENING).balance
        assert sum(member_paid(books.club_id, books.members[0]).values()) == 500_000
        (standing,) = capital_standings(books.club_id)
        assert (standing.borrowed_on, standing.owed, standing.next_due) == (LENT, 1_000_000, note.parts[0])
        assert verify_club(books.club_id).findings == ()

    def test_the_cash_book_shows_what_was_brought_forward_and_nobody_paid_in(self):
        books = some_books(people=0)
        bring_forward(books, opening_lines(INCOME, dong((cash_box(INCOME), 700)), dong((KEPT, 700))))
        book = cash_book(books.club_id, INCOME, TODAY_MONTH)
        (line,) = book.lines
        assert (line.paid_in, line.brought_forward, line.balance) == (0, 700, 700)
        assert (book.total_in, book.brought_forward, book.closing) == (0, 700, 700)
        assert cash_book(books.club_id, ACTIVITY, TODAY_MONTH).beside_box == ()

    def test_no_voucher_holds_less_or_more_than_balanced_transfers_of_the_old_books(self):
        books = some_books(people=0)
        lines = opening_lines(INCOME, dong((cash_box(INCOME), 700)), dong((KEPT, 700)))
        fee = AccountRef(INCOME, AccountKind.INTEREST, "fee")
        for wrong in (lines[:1], lines[1:], (*lines, Line(cash_box(INCOME), fee, Dong(5)))):
            with pytest.raises(WrongShape):
                bring_forward(books, wrong)
        in_the_other = replace(
            lines[1], debit=replace(OLD, fund=ACTIVITY), credit=replace(KEPT, fund=ACTIVITY)
        )
        with pytest.raises(WrongShape):
            bring_forward(books, (lines[0], in_the_other))
        with pytest.raises(WrongShape):
            hand_in(books, a_receipt(OLD, 700))

    def test_an_opening_is_undone_only_before_its_money_is_spent_and_its_capital_given_back(self):
        books, capital = some_books(people=0), uuid7()
        lines = opening_lines(INCOME, dong((cash_box(INCOME), 700)), dong((lent(capital), 500), (KEPT, 200)))
        note = CapitalNote(lent(capital), LENT, (DuePart(DUE, Dong(500)),))
        opened = bring_forward(books, lines, notes=[note])
        returned = give_back(books, capital, 100)
        with pytest.raises(CapitalGivenBack):
            correct(books, opened)
        correct(books, returned)
        paid = pay(books, 50, fund=INCOME)
        with pytest.raises(NotEnoughInBox):
            correct(books, opened)
        correct(books, paid)
        correct(books, opened)
        assert (books.box(INCOME), capital_standings(books.club_id)) == (0, [])
        assert books.are_sound()

    @pytest.mark.parametrize("notes", [0, 400, 600])
    def test_capital_of_the_old_books_that_is_not_noted_whole_is_found(self, notes):
        books, capital = some_books(people=0), uuid7()
        lines = opening_lines(INCOME, dong((cash_box(INCOME), 500)), dong((lent(capital), 500)))
        note = CapitalNote(lent(capital), LENT, (DuePart(DUE, Dong(notes)),))
        bring_forward(books, lines, notes=[note] if notes else [])
        assert not books.are_sound()

    def test_capital_of_the_old_books_whose_day_lies_after_them_is_found(self):
        books, capital = some_books(people=0), uuid7()
        lines = opening_lines(INCOME, dong((cash_box(INCOME), 500)), dong((lent(capital), 500)))
        note = CapitalNote(lent(capital), TODAY + timedelta(days=1), (DuePart(DUE, Dong(500)),))
        bring_forward(books, lines, notes=[note])
        assert CapitalDue.objects.count() == 1
        assert not books.are_sound()
