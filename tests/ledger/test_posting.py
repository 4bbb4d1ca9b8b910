"""Vouchers into the books: once, all or nothing, and only what boxes, months and people allow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lienthehe.access.queries import audit_rows
from lienthehe.access.rules import NotAllowed, Role, Scope, ScopeKind
from lienthehe.clubs.commands import adopt_regulation
from lienthehe.clubs.rules import RegulationTerms
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import record_payments, record_transfer
from lienthehe.ledger.models import Account, Transfer, Voucher
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, cash_box
from lienthehe.ledger.rules.entries import deposit
from lienthehe.ledger.rules.refusals import (
    AcrossFunds,
    AmountNotPositive,
    AmountTooLarge,
    DateTooEarly,
    FutureDate,
    MonthClosed,
    NameTooLong,
    NotEnoughInBank,
    NotEnoughInBox,
    NothingToRecord,
    OtherClub,
    SecondOfficerMayNot,
    SecondOfficerMissing,
    SecondOfficerSame,
    VoucherIdReused,
    VoucherIdTwice,
    WrongShape,
)
from lienthehe.ledger.rules.vouchers import Line, Wording
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, TODAY, YESTERDAY, close, some_books
from tests.given.clubs import club_officer
from tests.given.payments import a_payment, hand_out, pay, transfer
from tests.given.receipts import a_receipt, contribute, dues_receipt, fee, hand_in, receive, receive_from

pytestmark = pytest.mark.django_db


def test_what_is_taken_in_and_paid_out_lies_in_the_box():
    books = some_books()
    receive(books, 100_000)
    pay(books, 30_000)
    assert books.box() == 70_000
    assert books.box(INCOME) == 0
    assert books.are_sound()


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_above_zero(amount):
    with pytest.raises(AmountNotPositive):
        receive(some_books(people=0), amount)


def test_an_amount_with_too_many_zeros_is_refused():
    with pytest.raises(AmountTooLarge):
        receive(some_books(people=0), 10**13)


def test_tomorrow_has_not_come_yet():
    with pytest.raises(FutureDate):
        receive(some_books(people=0), 5_000, on=TODAY + timedelta(days=1))


def test_a_day_before_the_first_clubs_is_a_slip_of_the_pen():
    with pytest.raises(DateTooEarly):
        receive(some_books(people=0), 5_000, on=date(1026, 1, 20))


def test_a_closed_month_takes_no_voucher():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    close(books, "2025-12")
    with pytest.raises(MonthClosed):
        receive(books, 5_000, on=LAST_YEAR)
    with pytest.raises(MonthClosed):
        pay(books, 5_000, on=LAST_YEAR)
    receive(books, 5_000)


def test_no_more_leaves_the_box_than_is_in_it():
    books = some_books(people=0)
    receive(books, 50_000)
    with pytest.raises(NotEnoughInBox) as refused:
        pay(books, 50_001)
    assert refused.value.values == {"on": TODAY, "available": 50_000}
    with pytest.raises(NotEnoughInBox):
        pay(books, 1, fund=INCOME)
    pay(books, 50_000)


def test_a_payment_dated_before_its_receipt_is_refused():
    books = some_books(people=0)
    receive(books, 50_000, on=TODAY)
    with pytest.raises(NotEnoughInBox) as refused:
        pay(books, 20_000, on=YESTERDAY)
    assert refused.value.values == {"on": YESTERDAY, "available": 0}


def test_a_payment_dated_back_leaves_enough_for_what_was_paid_since():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    pay(books, 40_000, on=TODAY)
    with pytest.raises(NotEnoughInBox) as refused:
        pay(books, 20_000, on=YESTERDAY)
    assert refused.value.values["on"] == TODAY
    pay(books, 10_000, on=YESTERDAY)
    assert books.are_sound()


def test_a_receipt_of_the_same_form_pays_for_the_payment_after_it():
    books = some_books(people=0)
    receive(books, 50_000)
    hand_out(books, a_payment(20_000), a_payment(30_000))
    with pytest.raises(NotEnoughInBox):
        hand_out(books, a_payment(1))


def test_the_bank_holds_no_less_than_nothing():
    books = some_books(people=0)
    receive(books, 50_000)
    transfer(books, deposit(ACTIVITY, Dong(30_000)))
    with pytest.raises(NotEnoughInBank):
        hand_out(books, a_payment(30_001, at_bank=True))
    with pytest.raises(NotEnoughInBox):
        pay(books, 20_001)


def test_the_same_voucher_sent_again_returns_the_first():
    books = some_books(people=0)
    receipt = a_receipt(fee(), 50_000)
    first = hand_in(books, receipt)
    again = hand_in(books, receipt, at=NOW + timedelta(days=400))
    assert again == first
    assert books.box() == 50_000
    assert Voucher.objects.count() == 1


def test_a_voucher_sent_again_leaves_no_second_trace():
    books = some_books(people=0)
    receipt = a_receipt(fee(), 50_000)
    for _ in range(2):
        hand_in(books, receipt)
    club = Scope(ScopeKind.CLUB, str(books.club_id))
    assert audit_rows(scopes=(club,), subject=("voucher", str(receipt.id))).count() == 1
    assert Transfer.objects.count() == 1
    assert books.are_sound()


def test_a_payment_sent_again_is_returned_though_the_box_is_empty_and_the_month_closed():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    payment = a_payment(50_000, on=LAST_YEAR)
    first = hand_out(books, payment)
    close(books, "2025-12")
    assert hand_out(books, payment) == first


@pytest.mark.parametrize(
    "change",
    [
        {"on": YESTERDAY},
        {"wording": Wording("Thu", "Ông Khác")},
        {"wording": Wording("Khác", "Ông Thử")},
        {"at_bank": True},
        {"meeting": uuid7()},
        {"fund": INCOME, "parts": a_receipt(fee(INCOME), 50_000).parts},
        {"parts": a_receipt(fee(), 50_001).parts},
        {"parts": a_receipt(AccountRef(ACTIVITY, AccountKind.INTEREST, "other"), 50_000).parts},
    ],
)
def test_a_known_id_with_other_content_is_refused(change):
    books = some_books(people=0)
    receipt = a_receipt(fee(), 50_000)
    hand_in(books, receipt)
    with pytest.raises(VoucherIdReused) as refused:
        hand_in(books, replace(receipt, **change))
    assert refused.value.values == {"number": "PT 0001"}


def test_a_known_id_from_another_officer_is_refused():
    books = some_books(people=0)
    receipt = a_receipt(fee(), 50_000)
    hand_in(books, receipt)
    with pytest.raises(VoucherIdReused):
        hand_in(books, receipt, by=books.chair)


def test_a_known_id_in_another_club_is_refused():
    ours, theirs = some_books(people=0), some_books(people=0)
    receipt = a_receipt(fee(), 50_000)
    hand_in(ours, receipt)
    with pytest.raises(VoucherIdReused):
        hand_in(theirs, receipt)


def test_one_form_does_not_hold_the_same_entry_twice():
    receipt = a_receipt(fee(), 50_000)
    with pytest.raises(VoucherIdTwice):
        hand_in(some_books(people=0), receipt, receipt)


def test_of_many_vouchers_all_are_written_or_none():
    books = some_books(people=0)
    with pytest.raises(AmountNotPositive), transaction.atomic():
        hand_in(books, a_receipt(fee(), 50_000), a_receipt(fee(), 0))
    assert not Voucher.objects.exists()
    receive(books, 10_000)
    with pytest.raises(NotEnoughInBox), transaction.atomic():
        hand_out(books, a_payment(6_000), a_payment(6_000))
    assert books.box() == 10_000
    assert books.are_sound()


def test_an_empty_voucher_is_refused():
    with pytest.raises(NothingToRecord):
        hand_in(some_books(people=0), replace(a_receipt(fee(), 1), parts=()))


def test_a_member_of_another_club_pays_nothing_here():
    ours, theirs = some_books(), some_books()
    with pytest.raises(OtherClub):
        hand_in(ours, dues_receipt(theirs.members[0], 10_000))
    with pytest.raises(OtherClub):
        hand_in(ours, dues_receipt(theirs.members[0], 10_000, refundable=True))
    stranger = replace(dues_receipt(ours.members[0], 10_000), party_id=theirs.members[0])
    with pytest.raises(OtherClub):
        hand_in(ours, stranger)


def test_a_source_of_another_club_gives_nothing_here():
    ours, theirs = some_books(people=0), some_books(people=0)
    receive_from(theirs, "Ông Nguyễn Văn Thử", 100_000)
    account = Account.objects.get(club_id=theirs.club_id, kind=AccountKind.DONATION)
    with pytest.raises(OtherClub):
        hand_in(ours, a_receipt(AccountRef(ACTIVITY, AccountKind.DONATION, account.subject), 10_000))


def test_the_database_refuses_a_transfer_between_two_clubs_or_two_funds():
    ours, theirs = some_books(people=0), some_books(people=0)
    voucher = receive(ours, 50_000)
    receive(theirs, 50_000)
    receive(ours, 1_000, fund=INCOME)
    here = {"club_id": ours.club_id, "voucher_id": voucher, "fund": "activity", "amount": 1, "on": TODAY}

    def insert(**changes):
        fields = here | {"debit": cash_box(ACTIVITY), "credit": fee()} | changes
        club = changes.get("credit_club", ours.club_id)
        fields.pop("credit_club", None)
        fields["debit_id"] = fields.pop("debit").id_in(ours.club_id)
        fields["credit_id"] = fields.pop("credit").id_in(club)
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.create(position=9, **fields)

    insert(credit_club=theirs.club_id)
    insert(credit=fee(INCOME))
    insert(fund="income")
    insert(club_id=theirs.club_id)
    insert(credit=cash_box(ACTIVITY))
    insert(amount=0)
    assert Transfer.objects.filter(voucher=voucher).count() == 1


def test_one_voucher_stays_within_one_fund():
    receipt = replace(a_receipt(fee(), 1_000), parts=a_receipt(fee(INCOME), 1_000).parts)
    with pytest.raises(AcrossFunds):
        hand_in(some_books(people=0), receipt)


def test_a_name_longer_than_its_column_is_refused():
    with pytest.raises(NameTooLong):
        hand_in(some_books(people=0), a_receipt(fee(), 1_000, party="x" * 121))


def test_no_money_leaves_by_a_ck():
    books = some_books(people=0)
    receive(books, 50_000)
    spending = AccountRef(ACTIVITY, AccountKind.SPENDING, "tea")
    with pytest.raises(WrongShape):
        transfer(books, (Line(spending, cash_box(ACTIVITY), Dong(1_000)),))


def test_the_box_pays_no_receipt_and_takes_no_payment():
    books = some_books(people=0)
    receive(books, 50_000)
    with pytest.raises(WrongShape):
        hand_in(books, a_receipt(AccountRef(ACTIVITY, AccountKind.BANK), 1_000))


def test_what_is_paid_back_to_a_member_lies_under_his_own_name():
    books = some_books()
    mixed = replace(dues_receipt(books.members[0], 10_000, refundable=True))
    part = replace(mixed.parts[0], for_member=books.members[1])
    with pytest.raises(WrongShape):
        hand_in(books, replace(mixed, parts=(part,)))


def test_a_payment_needs_two_people():
    books = some_books(people=0)
    receive(books, 50_000)
    reader = club_officer(books.club_id, Role.READER, at=NOW)

    def paid(second):
        return record_payments(
            club_id=books.club_id, payments=[a_payment(1_000)], second=second, by=books.treasurer, at=NOW
        )

    for second, refusal in (
        (None, SecondOfficerMissing),
        (books.treasurer, SecondOfficerSame),
        (reader, SecondOfficerMayNot),
    ):
        with pytest.raises(refusal):
            paid(second)
    assert paid(books.chair)


def test_a_decision_about_what_is_missing_needs_two_people():
    books = some_books(people=0)
    receive(books, 50_000)
    lines = (
        Line(AccountRef(ACTIVITY, AccountKind.LOSSES), AccountRef(ACTIVITY, AccountKind.SHORTAGE), Dong(1)),
    )
    with pytest.raises(SecondOfficerMissing):
        record_transfer(
            club_id=books.club_id, voucher_id=uuid7(), on=TODAY, lines=lines, wording=Wording(), second=None,
            by=books.treasurer, at=NOW,
        )  # fmt: skip


def test_a_reader_writes_nothing():
    books = some_books(people=0)
    reader = club_officer(books.club_id, Role.READER, at=NOW)
    with pytest.raises(NotAllowed):
        hand_in(books, a_receipt(fee(), 1_000), by=reader)


def test_an_officer_of_another_club_writes_nothing():
    ours, theirs = some_books(people=0), some_books(people=0)
    with pytest.raises(NotAllowed):
        hand_in(ours, a_receipt(fee(), 1_000), by=theirs.treasurer)


def test_seventy_receipts_cost_as_many_queries_as_one():
    books = some_books(people=70)
    contribute(books)
    counted = []
    for people in (1, 3, 70):
        with CaptureQueriesContext(connection) as queries:
            contribute(books, people=books.members[:people])
        counted.append(len(queries))
    batches = 6 if connection.vendor == "sqlite" else 0
    assert counted[0] == counted[1] <= 22
    assert counted[2] <= counted[1] + batches


def test_thirty_payments_cost_as_many_queries_as_one():
    books = some_books(people=0)
    receive(books, 500_000)
    pay(books, 1_000)
    counted = []
    for number in (1, 3, 30):
        payments = [a_payment(1_000) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            hand_out(books, *payments)
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 26


def test_where_the_regulations_ask_for_one_person_one_is_enough():
    books = some_books(people=0)
    receive(books, 50_000, on=LAST_YEAR)
    terms = RegulationTerms(
        uuid7(), date(2026, 1, 1), 50, second_officer_for_payments=False, contributions=()
    )
    adopt_regulation(club_id=books.club_id, terms=terms, by=books.chair, at=NOW)

    def paid(on, number):
        payments = [a_payment(1_000, on=on) for _ in range(number)]
        return record_payments(
            club_id=books.club_id, payments=payments, second=None, by=books.treasurer, at=NOW
        )

    with pytest.raises(SecondOfficerMissing):
        paid(LAST_YEAR, 1)
    assert len(paid(TODAY, 3)) == 3
