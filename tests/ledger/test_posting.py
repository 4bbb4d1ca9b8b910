"""Vouchers into the books: once, in order, and only what the club's boxes, months and people allow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

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
from tests.given.payments import a_payment, hand_out, pay, transfer
from tests.given.receipts import a_receipt, contribute, dues_receipt, fee, hand_in, receive, receive_from

pytestmark = pytest.mark.django_db


def test_it_works():
    books = some_books()
    receive(books, 100_000)
    pay(books, 30_000)
    assert books.box() == 70_000
    assert books.are_sound()
