"""What no hash can hide: figures that do not follow from the transfers, though the whole chain was computed anew."""

import json
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext

from lienthehe.clubs.models import Membership
from lienthehe.documents.verification import say_entry
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.models import (
    Account,
    BorrowedCapital,
    CapitalDue,
    DuesPaid,
    MonthClosing,
)
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.findings import Fault
from tests.given.books import ACTIVITY, LAST_YEAR, some_books
from tests.given.receipts import receive
from tests.given.tampering import chain_anew, change, change_transfer, mend_balances, some_written_books, sql
from tests.given.triggers import lift_triggers
from tests.ledger.test_verify import MORE, THE_TWELVE

pytestmark = pytest.mark.django_db

BOX, SPENT, LOST = (
    f"{gettext(kind.label)}, Quỹ hoạt động"
    for kind in (AccountKind.CASH_BOX, AccountKind.SPENDING, AccountKind.LOSSES)
)
COUNTED, CLOSED = "kiểm quỹ 28/12/2025", "khóa sổ 12/2025"


@pytest.fixture
def w():
    written = some_written_books()
    lift_triggers()
    return written


def found(w):
    return [(say_entry(finding.entry), finding.fault) for finding in verify_club(w.books.club_id).findings]


def account(w, kind, fund=ACTIVITY):
    return Account.objects.get(club_id=w.books.club_id, fund=fund, kind=kind)


def count_and_book(w):
    change(
        "cashcount",
        w.count,
        counted=84_000,
        book=89_000,
        notes='{"50000": 1, "20000": 1, "10000": 1, "2000": 2}',
    )


def closing(w):
    balances = MonthClosing.objects.get(id=w.closing).balances
    balances["activity"]["cash_box"] += 1
    change("monthclosing", w.closing, balances=json.dumps(balances))


def back_dated(w):
    change("voucher", w.payment, on=LAST_YEAR, year=2025, number=2)
    change_transfer(w.payment, on=LAST_YEAR)


def for_another_member(w):
    change_transfer(w.dues[0], for_member_id=w.books.members[1])


def dues_deleted(w):
    DuesPaid.objects.filter(membership_id=w.books.members[0]).delete()


def dues_of(w, place):
    number = Membership.objects.get(id=w.books.members[place]).number
    return f"đóng góp của thành viên số {number}, Quỹ hoạt động"


def other_clubs_account(w):
    receive(some_books(people=0), 1_000)
    theirs = Account.objects.exclude(club_id=w.books.club_id).get(kind=AccountKind.INTEREST)
    change_transfer(w.last, credit_id=theirs.id)


def due_part(w):
    CapitalDue.objects.filter(capital=w.capital).update(amount=1_999_999)


CHAINED_ANEW = {
    "a number left out": (
        lambda w: change("voucher", w.payment, number=7),
        [("PC 0001/2026, Quỹ hoạt động", Fault.NUMBER_MISSING)],
    ),
    "a number out of its order": (
        lambda w: (
            (change("voucher", w.dues[1], number=9), change("voucher", w.dues[2], number=2))
            and change("voucher", w.dues[1], number=3)
        ),
        [("PT 0002/2026, Quỹ hoạt động", Fault.NUMBER)],
    ),
    "a year that is not the date's": (
        lambda w: change("voucher", w.payment, year=2024),
        [("PC 0001/2024, Quỹ hoạt động", Fault.NUMBER)],
    ),
    "a voucher dated back into a closed month": (
        back_dated,
        [("PC 0002/2025, Quỹ hoạt động", Fault.CLOSED), (CLOSED, Fault.CLOSING_SUM)],
    ),
    "a payment above what lay in the box": (
        lambda w: change_transfer(w.payment, amount=200_000),
        [(f"{BOX}, ngày 20/01/2026", Fault.BELOW_ZERO)],
    ),
    "what a count said of box and book": (
        count_and_book,
        [(COUNTED, Fault.COUNT_BOOK)],
    ),
    "the voucher of a count's difference": (
        lambda w: change("voucher", w.difference, count=None),
        [(COUNTED, Fault.DIFFERENCE)],
    ),
    "the balances of a closed month": (closing, [(CLOSED, Fault.CLOSING_SUM)]),
    "whose dues were paid": (
        for_another_member,
        [(lambda w: dues_of(w, 0), Fault.DUES), (lambda w: dues_of(w, 1), Fault.DUES)],
    ),
    "a dues line deleted": (dues_deleted, [("đóng góp của thành viên số ?, Quỹ hoạt động", Fault.DUES)]),
    "an account of another club": (other_clubs_account, [("sổ", Fault.ACCOUNT)]),
    "a part of borrowed capital": (due_part, [("vốn mượn của Bà Thử", Fault.CAPITAL)]),
    "what was borrowed": (
        lambda w: BorrowedCapital.objects.filter(club_id=w.books.club_id).update(amount=3_000_000),
        [("vốn mượn của Bà Thử", Fault.CAPITAL)],
    ),
}
MENDED_BY_NOTHING = {
    "a balance": (
        lambda w: Account.objects.filter(id=account(w, AccountKind.CASH_BOX).id).update(balance=1),
        [(BOX, Fault.BALANCE)],
    ),
    "an account's kind": (
        lambda w: Account.objects.filter(id=account(w, AccountKind.SPENDING).id).update(kind="losses"),
        [(LOST, Fault.ACCOUNT)],
    ),
    "an account's fund": (
        lambda w: Account.objects.filter(id=account(w, AccountKind.SPENDING).id).update(fund="income"),
        [(SPENT.replace("hoạt động", "tăng thu nhập"), Fault.ACCOUNT)],
    ),
    "an account's subject": (
        lambda w: Account.objects.filter(id=account(w, AccountKind.SPENDING).id).update(subject="culture"),
        [(SPENT, Fault.ACCOUNT)],
    ),
}


def expected(w, findings):
    return [(entry(w) if callable(entry) else entry, fault) for entry, fault in findings]


@pytest.mark.parametrize("tampering", CHAINED_ANEW)
def test_a_chain_computed_anew_does_not_hide_what_does_not_add_up(w, tampering):
    tamper, findings = CHAINED_ANEW[tampering]
    findings = expected(w, findings)
    tamper(w)
    mend_balances()
    chain_anew(w.books.club_id)
    assert sorted(found(w)) == sorted(findings)


@pytest.mark.parametrize("tampering", MENDED_BY_NOTHING)
def test_an_account_is_found_by_its_name(w, tampering):
    tamper, findings = MENDED_BY_NOTHING[tampering]
    tamper(w)
    assert found(w) == expected(w, findings)


OTHER = {
    models.DateTimeField: "2020-01-01 00:00:00+00",
    models.DateField: "2020-01-01",
    models.BinaryField: b"?" * 16,
    models.JSONField: '{"?": 1}',
    models.BooleanField: True,
    models.IntegerField: 7_777,
    models.CharField: "?",
    models.TextField: "?",
}
UNGUARDED = {
    "account.label",
    "account.search_label",
    "transfer.id",
    "voucherwording.forgotten_on",
    "capitaldue.id",
    "capitaldue.due_on",
}
"""Names are apart from the chain so that a person can be forgotten; ids that nothing points to say nothing; the days on
which capital must be back are not yet in the chain."""


def another_value(field):
    if isinstance(field, models.UUIDField | models.ForeignKey):
        return uuid7()
    return next(value for kind, value in OTHER.items() if isinstance(field, kind))


def columns():
    for model in apps.get_app_config("ledger").get_models():
        for field in model._meta.concrete_fields:
            yield model, field


def change_last_row(w, model, field):
    rows = model._default_manager.filter(club_id=w.books.club_id)
    statement = (
        f'UPDATE {model._meta.db_table} SET "{field.column}" = %s WHERE "{model._meta.pk.column}" = %s'
    )
    sql(statement, another_value(field), rows.order_by("pk").last().pk)


def test_whatever_column_is_changed_is_found_and_reading_goes_on(w):
    unfound = set()
    for model, field in columns():
        with suppress(IntegrityError), transaction.atomic():
            change_last_row(w, model, field)
            if not found(w):
                unfound.add(f"{model._meta.model_name}.{field.column}")
            transaction.set_rollback(True)
    assert unfound == UNGUARDED


def test_every_fault_is_found_by_some_tampering():
    tables = (THE_TWELVE, MORE, CHAINED_ANEW, MENDED_BY_NOTHING)
    seen = {fault for table in tables for _, findings in table.values() for _, fault in findings}
    assert seen | {Fault.TRIGGER} == set(Fault)
