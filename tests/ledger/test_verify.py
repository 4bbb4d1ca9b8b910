"""Whatever is done to the books behind the product's back, `verify` names the club, the entry and what disagrees.

The tampering is careful: balances are mended afterwards, so that each row of the table stands for one check.
"""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.clubs.models import Membership
from lienthehe.documents.verification import say_entry
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.models import Account, DuesPaid, MonthClosing, Transfer, Voucher, VoucherWording
from lienthehe.ledger.queries import verification
from lienthehe.ledger.queries.chain import chained_entries, current_code
from lienthehe.ledger.queries.verification import printed_until, verify_club
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.findings import Fault
from tests.given.books import ACTIVITY, YESTERDAY, some_books
from tests.given.receipts import receive
from tests.given.tampering import (
    chain_anew,
    change,
    change_transfer,
    delete,
    mend_balances,
    some_written_books,
    sql,
)
from tests.given.triggers import lift_triggers

pytestmark = pytest.mark.django_db

COUNTED, CLOSED = "kiểm quỹ 28/12/2025", "khóa sổ 12/2025"
PAYMENT, DUES_1, DUES_2, DUES_3 = (
    f"{number}/2026, Quỹ hoạt động" for number in ("PC 0001", "PT 0001", "PT 0002", "PT 0003")
)
LAST, INSERTED = "PT 0003/2026, Quỹ tăng thu nhập", "PT 0004/2026, Quỹ tăng thu nhập"


@pytest.fixture
def w():
    written = some_written_books()
    lift_triggers()
    return written


def found(w):
    """Return what verify finds, as the command line says it."""
    findings = verify_club(w.books.club_id).findings
    assert {finding.club_id for finding in findings} <= {w.books.club_id}
    return [(say_entry(finding.entry), finding.fault) for finding in findings]


def insert_one(w):
    """Insert a voucher behind the last one, its digests and its hash as they should be."""
    row, words = Voucher.objects.get(id=w.last), VoucherWording.objects.get(voucher=w.last)
    transfer, last = Transfer.objects.get(voucher=w.last), bytes(row.hash)
    row.id, row.number, row.sequence = uuid7(), 4, row.sequence + 1
    row.save(force_insert=True)
    words.voucher_id, transfer.voucher_id, transfer.id = row.id, row.id, uuid7()
    words.save(force_insert=True)
    transfer.save(force_insert=True)
    computed = list(chained_entries(w.books.club_id))[-1].computed
    change(
        "voucher",
        row.id,
        head_digest=computed.head,
        body_digest=computed.body,
        wording_digest=computed.wording,
        hash=computed.after(last),
    )


def swap(w, column, first, second):
    change("voucher", w.dues[0], **{column: 99})
    change("voucher", w.dues[1], **{column: first})
    change("voucher", w.dues[0], **{column: second})


def date_of_payment(w):
    change("voucher", w.payment, on=YESTERDAY)
    change_transfer(w.payment, on=YESTERDAY)


def another_account(w):
    shortage = Account.objects.get(club_id=w.books.club_id, fund=ACTIVITY, kind=AccountKind.SHORTAGE)
    change_transfer(w.payment, debit_id=shortage.id)


def middle_deleted(w):
    delete(w.dues[1])
    DuesPaid.objects.filter(membership_id=w.books.members[1]).delete()


def closing_changed(w):
    balances = MonthClosing.objects.get(id=w.closing).balances
    balances["activity"]["cash_box"] += 1
    change("monthclosing", w.closing, balances=json.dumps(balances))


def dues_line(w):
    row = DuesPaid.objects.get(membership_id=w.books.members[0])
    change("duespaid", row.id, paid=row.paid + 10_000)


def wording_deleted(w):
    sql("DELETE FROM ledger_voucherwording WHERE voucher_id = %s", w.payment)


def booked(w, **columns):
    changed = ", ".join(f"{column} = %s" for column in columns)
    sql(f"UPDATE ledger_book SET {changed} WHERE club_id = %s", *columns.values(), w.books.club_id)


THE_TWELVE = {
    "an amount": (lambda w: change_transfer(w.payment, amount=19_000), [(PAYMENT, Fault.TRANSFERS)]),
    "an account": (another_account, [(PAYMENT, Fault.TRANSFERS)]),
    "a date": (date_of_payment, [(PAYMENT, Fault.HEAD), (PAYMENT, Fault.TRANSFERS)]),
    "a wording": (
        lambda w: change("voucherwording", w.payment, narration="khác"),
        [(PAYMENT, Fault.WORDING)],
    ),
    "a voucher in the middle deleted": (
        middle_deleted,
        [(DUES_3, Fault.MISSING), (DUES_2, Fault.NUMBER_MISSING)],
    ),
    "the last one deleted": (lambda w: delete(w.last), [(PAYMENT, Fault.MISSING_LAST)]),
    "one inserted": (insert_one, [(INSERTED, Fault.EXTRA)]),
    "two numbers swapped": (
        lambda w: swap(w, "number", 1, 2),
        [(DUES_2, Fault.HEAD), (DUES_1, Fault.HEAD), (DUES_1, Fault.NUMBER)],
    ),
    "a count": (
        lambda w: change("cashcount", w.count, notes='{"50000": 1, "20000": 1, "5000": 3}'),
        [(COUNTED, Fault.COUNT)],
    ),
    "a closing": (closing_changed, [(CLOSED, Fault.CLOSING), (CLOSED, Fault.CLOSING_SUM)]),
    "a membership's contribution": (
        dues_line,
        [("đóng góp của thành viên số {}, Quỹ hoạt động", Fault.DUES)],
    ),
    "the whole chain computed anew": (lambda w: (change_transfer(w.payment, amount=19_000), anew(w)), []),
}
MORE = {
    "the date of a voucher alone": (
        lambda w: change("voucher", w.payment, on=YESTERDAY),
        [(PAYMENT, Fault.HEAD)],
    ),
    "the date of its transfers alone": (
        lambda w: change_transfer(w.payment, on=YESTERDAY),
        [(PAYMENT, Fault.TRANSFERS)],
    ),
    "a payee's name": (
        lambda w: change("voucherwording", w.payment, party_name="Khác"),
        [(PAYMENT, Fault.WORDING)],
    ),
    "a reason": (
        lambda w: change("voucherwording", w.reversal, reason="khác"),
        [("PT 0002/2025, Quỹ hoạt động", Fault.WORDING)],
    ),
    "the words deleted": (wording_deleted, [(PAYMENT, Fault.WORDING)]),
    "a second officer": (
        lambda w: change("voucher", w.payment, second_officer_id=w.books.treasurer.pk),
        [(PAYMENT, Fault.HEAD)],
    ),
    "a digest": (
        lambda w: change("voucher", w.payment, head_digest=b"x" * 32),
        [(PAYMENT, Fault.CHAIN), (PAYMENT, Fault.HEAD)],
    ),
    "a hash": (
        lambda w: change("voucher", w.payment, hash=b"x" * 32),
        [(PAYMENT, Fault.CHAIN), (LAST, Fault.CHAIN)],
    ),
    "two places swapped": (
        lambda w: swap(w, "sequence", 8, 9),
        [(DUES_2, Fault.CHAIN), (DUES_1, Fault.CHAIN), (DUES_3, Fault.CHAIN), (DUES_1, Fault.NUMBER)],
    ),
    "the sum of a count": (
        lambda w: change("cashcount", w.count, counted=86_000),
        [(COUNTED, Fault.COUNT), (COUNTED, Fault.DIFFERENCE)],
    ),
    "the day of a count": (
        lambda w: change("cashcount", w.count, on=YESTERDAY),
        [(f"kiểm quỹ {YESTERDAY:%d/%m/%Y}", Fault.HEAD)],
    ),
    "who closed a month": (
        lambda w: change("monthclosing", w.closing, recorded_by_id=w.books.chair.pk),
        [(CLOSED, Fault.HEAD)],
    ),
    "the number of entries": (lambda w: booked(w, entries=99), [(LAST, Fault.MISSING_LAST)]),
    "the last hash": (lambda w: booked(w, last_hash=b"x" * 32), [(LAST, Fault.LAST)]),
    "the book deleted": (
        lambda w: sql("DELETE FROM ledger_book WHERE club_id = %s", w.books.club_id),
        [(LAST, Fault.EXTRA)],
    ),
    "a word that is none": (
        lambda w: change("voucher", w.last, party_kind="??"),
        [(LAST, Fault.HEAD)],
    ),
    "notes that are none": (
        lambda w: change("cashcount", w.count, notes='{"a": 1}'),
        [(COUNTED, Fault.HEAD), (COUNTED, Fault.COUNT)],
    ),
}


def anew(w):
    mend_balances()
    chain_anew(w.books.club_id)


@pytest.mark.parametrize("tampering", [*THE_TWELVE, *MORE])
def test_tampering_is_found_where_it_was_done(w, tampering):
    assert found(w) == []
    tamper, expected = (THE_TWELVE | MORE)[tampering]
    tamper(w)
    mend_balances()
    number = Membership.objects.get(id=w.books.members[0]).number
    assert found(w) == [(entry.format(number), fault) for entry, fault in expected]


def test_a_chain_computed_anew_is_found_by_a_printed_book(w):
    club = w.books.club_id
    codes = [verification.book_code(bytes(entry.hash)) for entry in chained_entries(club)]
    printed = current_code(club)
    assert printed == codes[-1]
    assert printed_until(club, printed).sequence == len(codes)
    change_transfer(w.payment, amount=19_000)
    anew(w)
    assert found(w) == []
    assert printed_until(club, printed) is None
    before = Voucher.objects.get(id=w.payment).sequence - 1
    for place, code in enumerate(codes, start=1):
        point = printed_until(club, code)
        assert (point.sequence if point else None) == (place if place <= before else None)


def test_books_that_were_emptied_are_found(w):
    for table in ("transfer", "voucherwording", "voucher", "cashcount", "monthclosing"):
        sql(f"DELETE FROM ledger_{table}")
    assert (("sổ", Fault.MISSING_LAST)) in found(w)


def test_another_clubs_books_are_not_named(w):
    change_transfer(w.payment, amount=19_000)
    other = some_books(people=0)
    receive(other, 1_000)
    assert other.are_sound()
    assert w.books.club_id in verification.clubs_to_verify()


def test_what_somebody_writes_meanwhile_is_no_finding(monkeypatch):
    books = some_books(people=0)
    receive(books, 1_000)
    read = verification.chained_entries

    def written_meanwhile(club_id):
        entries = list(read(club_id))
        if len(entries) < 3:
            receive(books, 1_000)
        return entries

    monkeypatch.setattr(verification, "chained_entries", written_meanwhile)
    assert verify_club(books.club_id).findings == ()


def test_queries_do_not_grow_with_the_entries(w):
    with CaptureQueriesContext(connection) as few:
        verify_club(w.books.club_id)
    for _ in range(30):
        receive(w.books, 1_000)
    with CaptureQueriesContext(connection) as many:
        verify_club(w.books.club_id)
    assert len(few) == len(many)
