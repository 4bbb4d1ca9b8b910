"""Whatever is done to the loans behind the product's back, `verify` names the loan or request and what disagrees."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe import cli
from lienthehe.documents.verification import say_entry, say_finding
from lienthehe.foundation.append_only import trigger_names
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.models import Account
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.findings import Fault, Finding
from lienthehe.loans.models import APPEND_ONLY_TABLES, Loan, LoanApplication, LoanChange, Vote
from lienthehe.loans.queries import verification
from lienthehe.loans.queries.verification import missing_loan_triggers, verify_loans
from lienthehe.loans.rules.findings import LoanFault, name_loan
from tests.given.books import TODAY, Books
from tests.given.goods import buy
from tests.given.loans import (
    ask,
    borne_by_grant,
    extend,
    lend,
    lending_books,
    recover,
    repay,
    undo,
    write_off,
)
from tests.given.tampering import change_transfer, mend_balances, sql
from tests.given.triggers import lift_loan_triggers, lift_triggers, put_loan_triggers_back

pytestmark = pytest.mark.django_db

FEBRUARY, MARCH = date(2026, 2, 17), date(2026, 3, 20)
FIRST, SECOND, THIRD = (f"khế ước số 000{number}/2026" for number in (1, 2, 3))
"""Repaid and extended; written off and recovered in part; of money and goods, undone."""


@dataclass(frozen=True)
class Written:
    books: Books
    first: UUID
    second: UUID
    third: UUID
    extension: UUID
    loss: UUID
    asked: UUID
    payment: UUID


@pytest.fixture
def w():
    books = lending_books()
    buy(books, 1_000_000)
    first = lend(books, books.members[0], guarantor="Bà Thử")
    second = lend(books, books.members[1], 2_000_000)
    third = lend(books, books.members[2], 1_000_000, goods="1 con lợn", goods_value=1_000_000)
    undo(books, Loan.objects.get(id=third).money_voucher_id)
    payment = repay(books, first, on=FEBRUARY)
    extension = extend(books, first, [date(2026, 6, 17), date(2026, 7, 17)], on=MARCH)
    loss = write_off(books, second, borne_by_grant(books, 1_960_000), on=MARCH)
    recover(books, second, 50_000, on=MARCH)
    asked = ask(books, books.members[3])
    lift_triggers()
    lift_loan_triggers()
    return Written(books, first, second, third, extension, loss, asked, payment)


def found(w):
    """Return what verify finds in the loans, as the command line says it."""
    findings = verify_loans(w.books.club_id)
    assert {finding.club_id for finding in findings} <= {w.books.club_id}
    return [(say_entry(finding.entry), finding.fault) for finding in findings]


def put(table, key, **columns):
    changed = ", ".join(f'"{column}" = %s' for column in columns)
    sql(f'UPDATE loans_{table} SET {changed} WHERE "id" = %s', *columns.values(), key)


def lines(w, **changes):
    written = Loan.objects.get(id=w.first).lines
    for place, value in changes.values():
        written[3][place] = value
    put("loan", w.first, lines=json.dumps(written))


def application_of(w, loan_id):
    return Loan.objects.get(id=loan_id).application_id


def delete_change(w):
    sql("DELETE FROM loans_loanchange WHERE id = %s", w.loss)


def delete_loan(w):
    sql("DELETE FROM loans_loanchange WHERE loan_id = %s", w.second)
    sql("DELETE FROM loans_loan WHERE id = %s", w.second)


def repayment_elsewhere(w):
    """Let a repayment go to the account of fees: nothing of it is paid any more."""
    fees = Account.objects.create(
        id=uuid7(), club_id=w.books.club_id, fund="income", kind=AccountKind.INTEREST, subject="fee", label=""
    )
    change_transfer(w.payment, credit_id=fees.id)
    mend_balances()


BOTH = [(FIRST, LoanFault.TERMS), (FIRST, LoanFault.LINES)]
TAMPERINGS = {
    "the rate": (lambda w: put("loan", w.first, annual_rate="1.2"), BOTH),
    "the late rate": (lambda w: put("loan", w.first, late_rate="1"), BOTH[:1]),
    "the method": (lambda w: put("loan", w.first, method="bullet"), BOTH),
    "a method that is none": (lambda w: put("loan", w.first, method="??"), BOTH[:1]),
    "the number of instalments": (lambda w: put("loan", w.first, instalments=12), BOTH),
    "the principal of a line": (lambda w: lines(w, principal=(1, 400_000)), BOTH),
    "the interest of a line": (lambda w: lines(w, interest=(2, 0)), BOTH),
    "a due day": (lambda w: lines(w, due=(0, "2026-05-30")), BOTH[:1]),
    "lines that are none": (lambda w: put("loan", w.first, lines='["x"]'), BOTH[:1]),
    "the amount": (
        lambda w: put("loan", w.first, money=4_000_000),
        [*BOTH, (FIRST, LoanFault.VOUCHER), (FIRST, LoanFault.OWED)],
    ),
    "the day": (lambda w: put("loan", w.first, on=date(2026, 1, 21)), [BOTH[0], (FIRST, LoanFault.VOUCHER)]),
    "the borrower": (
        lambda w: put("loan", w.first, membership_id=w.books.members[4]),
        [(FIRST, LoanFault.VOUCHER), (FIRST, LoanFault.REQUEST)],
    ),
    "who stands for it": (
        lambda w: put("loan", w.first, guarantor="Ông Khác"),
        [(FIRST, LoanFault.REQUEST)],
    ),
    "what it is for": (lambda w: put("loan", w.first, purpose="khác"), [(FIRST, LoanFault.REQUEST)]),
    "its number": (
        lambda w: put("loan", w.third, number=9),
        [("khế ước số 0009/2026", Fault.NUMBER)],
    ),
    "who handed in the payment's id": (lambda w: put("loan", w.first, disbursement=uuid7()), BOTH[:1]),
    "another loan's voucher": (
        lambda w: put("loan", w.first, money_voucher_id=w.payment),
        [(FIRST, LoanFault.VOUCHER)],
    ),
    "the amount of its voucher": (
        lambda w: change_transfer(Loan.objects.get(id=w.first).money_voucher_id, amount=4_000_000),
        [(FIRST, LoanFault.VOUCHER), (FIRST, LoanFault.OWED)],
    ),
    "the days of an extension": (
        lambda w: put("loanchange", w.extension, dues='["2026-01-01"]'),
        [(FIRST, LoanFault.CHANGE)],
    ),
    "days that are none": (
        lambda w: put("loanchange", w.extension, dues='["x", 1]'),
        [(FIRST, LoanFault.CHANGE)],
    ),
    "the sum of a write-off": (
        lambda w: put("loanchange", w.loss, principal=1),
        [(SECOND, LoanFault.OWED), (SECOND, LoanFault.CHANGE)],
    ),
    "the day of a write-off": (
        lambda w: put("loanchange", w.loss, on=FEBRUARY),
        [(SECOND, LoanFault.CHANGE)],
    ),
    "a write-off deleted": (delete_change, [(SECOND, LoanFault.OWED)]),
    "a loan deleted": (
        delete_loan,
        [
            (THIRD, Fault.NUMBER),
            ("sổ", LoanFault.MISSING),
            ("{second}", LoanFault.APPLICATION),
        ],
    ),
    "where a request is": (
        lambda w: put("loanapplication", application_of(w, w.first), state="approved"),
        [("{first}", LoanFault.APPLICATION)],
    ),
    "a request said to be paid out": (
        lambda w: put("loanapplication", w.asked, state="paid_out", approved_on=TODAY),
        [("{asked}", LoanFault.APPLICATION)],
    ),
    "an approval without a vote": (
        lambda w: put("loanapplication", w.asked, state="approved", approved_on=TODAY, approved_money=9),
        [("{asked}", LoanFault.APPLICATION)],
    ),
    "what was approved": (
        lambda w: put("loanapplication", application_of(w, w.first), approved_money=9_000_000),
        [("{first}", LoanFault.APPLICATION)],
    ),
    "a vote": (
        lambda w: sql(
            "UPDATE loans_vote SET money = 7 WHERE application_id = %s", application_of(w, w.first)
        ),
        [("{first}", LoanFault.APPLICATION)],
    ),
    "a vote deleted": (
        lambda w: sql("DELETE FROM loans_vote WHERE application_id = %s", application_of(w, w.first)),
        [("{first}", LoanFault.APPLICATION)],
    ),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_tampering_is_found_where_it_was_done(w, tampering):
    assert found(w) == []
    keys = {"first": application_of(w, w.first), "second": application_of(w, w.second), "asked": w.asked}
    rows = LoanApplication.objects.select_related("membership__person").in_bulk(keys.values())
    names = {name: f"đơn xin vay của {rows[key].membership.person.full_name}" for name, key in keys.items()}
    tamper, expected = TAMPERINGS[tampering]
    tamper(w)
    assert found(w) == [(entry.format(**names), fault) for entry, fault in expected]


def test_terms_that_were_changed_with_the_loans_id_are_found_by_the_books(w):
    """Whoever gives the loan the id of its new terms leaves the accounts of the old one without a loan."""
    new = uuid7()
    sql("DELETE FROM loans_loanchange WHERE loan_id = %s", w.first)
    put("loan", w.first, annual_rate="1.2", id=new)
    faults = {fault for _, fault in found(w)}
    assert {LoanFault.MISSING, LoanFault.VOUCHER, LoanFault.OWED} <= faults


@pytest.mark.parametrize("fault", LoanFault)
def test_every_fault_is_said_in_vietnamese(fault):
    said = say_finding(Finding(None, name_loan(7, 2026), fault), on=TODAY)
    assert said.startswith("khế ước số 0007/2026: ")
    assert fault.value not in said


@pytest.mark.usefixtures("club_months")
def test_the_command_says_it_and_ends_with_exit_code_one(w, capsys, monkeypatch):
    monkeypatch.setattr(cli, "migrate", lambda: None)
    put_loan_triggers_back()
    lift_loan_triggers()
    put("loan", w.first, annual_rate="1.2")
    assert cli.main(["verify"]) == 1
    said = capsys.readouterr().out
    assert "CLB thôn Đồng Mận (Thôn Đồng Mận): khế ước số 0001/2026: " in said
    assert "loans_loan_no_update: sổ không còn được giữ" in said


def test_a_missing_trigger_is_named(w):
    wanted = [name for table in APPEND_ONLY_TABLES for name in trigger_names(table, connection.vendor)]
    assert [finding.entry.values["number"] for finding in missing_loan_triggers()] == wanted
    put_loan_triggers_back()
    assert missing_loan_triggers() == []


def test_what_somebody_writes_meanwhile_is_no_finding(monkeypatch):
    books = lending_books()
    finding = Finding(books.club_id, name_loan(1, 2026), LoanFault.OWED)
    read = iter([[finding], []])
    monkeypatch.setattr(verification, "_findings", lambda _club_id: next(read, []))
    assert verify_loans(books.club_id) == ()


def test_queries_do_not_grow_with_the_loans(w):
    with CaptureQueriesContext(connection) as few:
        verify_loans(w.books.club_id)
    for member in w.books.members[3:6]:
        lend(w.books, member, 1_000_000)
    with CaptureQueriesContext(connection) as many:
        assert verify_loans(w.books.club_id) == ()
    assert len(few) == len(many)


def test_another_clubs_loans_are_not_named(w):
    put("loan", w.first, annual_rate="1.2")
    assert verify_loans(lending_books().club_id) == ()
    assert Vote.objects.count() >= LoanChange.objects.count()
