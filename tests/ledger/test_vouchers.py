"""Numbers without gaps: PT and PC by fund and year, CK by club and year."""

from dataclasses import replace
from datetime import date

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.queries.vouchers import total_of
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.entries import (
    between_funds,
    deposit,
    gift_in_kind,
    needs_second,
    parts_of,
    shortage_lost,
    surplus_kept,
    withdrawal,
)
from lienthehe.ledger.rules.refusals import NotEnoughInBox
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, TODAY, some_books
from tests.given.payments import correct, pay, transfer
from tests.given.receipts import a_receipt, fee, give_in_kind, receive

pytestmark = pytest.mark.django_db
GIVER = AccountRef(ACTIVITY, AccountKind.GIFT_IN_KIND, "token", "Ông Tự")


def numbers(books, kind, fund, year):
    found = Voucher.objects.filter(club_id=books.club_id, kind=kind, fund=fund, year=year)
    return list(found.order_by("sequence").values_list("number", flat=True))


def test_numbers_run_by_kind_fund_and_year_of_the_date():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    receive(books, 50_000)
    receive(books, 50_000, on=date(2025, 12, 31))
    receive(books, 50_000, fund=INCOME)
    receive(books, 50_000, on=date(2026, 1, 1))
    pay(books, 1_000)
    pay(books, 1_000, on=date(2025, 12, 31))
    assert numbers(books, "PT", "activity", 2025) == [1, 2]
    assert numbers(books, "PT", "activity", 2026) == [1, 2]
    assert numbers(books, "PT", "income", 2026) == [1]
    assert numbers(books, "PC", "activity", 2026) == [1]
    assert numbers(books, "PC", "activity", 2025) == [1]
    assert books.are_sound()


def test_a_ck_is_numbered_by_club_and_year_whatever_its_funds():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    receive(books, 50_000, fund=INCOME, on=LAST_YEAR)
    transfer(books, deposit(ACTIVITY, Dong(1_000)), on=LAST_YEAR)
    transfer(books, deposit(INCOME, Dong(1_000)))
    transfer(books, between_funds(giving=INCOME, taking=ACTIVITY, amount=Dong(1_000)))
    assert numbers(books, "CK", "", 2025) == [1]
    assert numbers(books, "CK", "", 2026) == [1, 2]
    assert books.voucher(Voucher.objects.get(kind="CK", year=2026, number=2).id).number == "CK 0002"


def test_a_refused_voucher_takes_no_number():
    books = some_books(people=0)
    receive(books, 50_000)
    pay(books, 1_000)
    with pytest.raises(NotEnoughInBox):
        pay(books, 90_000)
    pay(books, 1_000)
    assert numbers(books, "PC", "activity", 2026) == [1, 2]
    assert books.are_sound()


def test_each_club_counts_for_itself():
    ours, theirs = some_books(people=0), some_books(people=0)
    receive(ours, 1_000)
    assert theirs.voucher(receive(theirs, 1_000)).number == "PT 0001"


def test_a_page_shows_what_a_voucher_is():
    books = some_books(people=0)
    receive(books, 50_000)
    voucher_id = pay(books, 20_000)
    view = books.voucher(voucher_id)
    assert (view.number, view.year, view.total) == ("PC 0001", 2026, 20_000)
    assert (view.recorded_by, view.second_officer) == (books.treasurer.full_name, books.chair.full_name)
    assert view.draft.wording.party_name == "Hàng Thử"
    assert view.is_correctable
    undone, right = correct(books, voucher_id, replace(view.draft, id=uuid7()))
    assert books.voucher(voucher_id).reversed_by == "PC 0002"
    assert books.voucher(voucher_id).corrected_by_id == right
    assert not books.voucher(voucher_id).is_correctable
    assert books.voucher(undone).is_reversal
    assert books.voucher(undone).original == "PC 0001"


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (deposit(ACTIVITY, Dong(5)), 5),
        (withdrawal(ACTIVITY, Dong(5)), 5),
        (between_funds(giving=INCOME, taking=ACTIVITY, amount=Dong(5)), 5),
        (a_receipt(fee(), 5).draft().lines, 5),
        (gift_in_kind(GIVER, Dong(5), for_lending=False), 5),
        (gift_in_kind(GIVER, Dong(5), for_lending=True), 5),
        (shortage_lost(ACTIVITY, Dong(5)), 5),
        (surplus_kept(ACTIVITY, Dong(5)), 5),
    ],
)
def test_the_total_is_what_moved(lines, total):
    assert total_of(lines) == total


def test_a_reversal_is_shown_below_zero():
    books = some_books(people=0)
    wrong = receive(books, 50_000)
    (undone,) = correct(books, wrong)
    assert books.voucher(wrong).signed_total == 50_000
    assert (books.voucher(undone).total, books.voucher(undone).signed_total) == (50_000, -50_000)


def test_money_that_stays_in_its_fund_needs_one_officer():
    books = some_books(people=0)
    receive(books, 50_000)
    for lines, second in (
        (deposit(ACTIVITY, Dong(1_000)), False),
        (withdrawal(ACTIVITY, Dong(1_000)), False),
        (between_funds(giving=ACTIVITY, taking=INCOME, amount=Dong(1_000)), True),
    ):
        draft = books.voucher(transfer(books, lines)).draft
        assert needs_second(draft) is second
    gift = books.voucher(give_in_kind(books, "Chị Thử", 1_000, for_lending=True)).draft
    assert not needs_second(gift)
    assert parts_of(a_receipt(fee(), 7, on=TODAY).draft())[0].amount == 7
