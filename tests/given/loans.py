"""Loans through the commands: asked for, approved, paid out, repaid, extended, written off."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.sources import source_ref
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import Part
from lienthehe.loans.commands.applications import apply_for_loan, record_votes
from lienthehe.loans.commands.changes import extend_loan, write_off_loan
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.commands.repaying import record_recovery, record_repayments
from lienthehe.loans.commands.undoing import correct_loan_voucher
from lienthehe.loans.queries.loans import LoanRow, loan_on
from lienthehe.loans.rules.allocation import allocate
from lienthehe.loans.rules.applications import Application, Ballot, Outcome
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from tests.given.books import INCOME, NOW, TODAY, Books, some_books
from tests.given.policies import a_policy
from tests.given.receipts import receive_from


def moment(on: date) -> datetime:
    """Return eight in the morning of a day."""
    return datetime.combine(on, time(8), NOW.tzinfo)


def lending_books(
    *, people: int = 6, funds: int = 30_000_000, at: datetime = NOW, terms: Any = None, **facts: Any
) -> Books:
    """Return the books of a club with money to lend (a grant) and a policy of its own; `terms` are the policy's."""
    books = some_books(people=people, at=at, **facts)
    a_policy(books.club_id, by=books.chair, at=at, **(terms or {"ladder": (), "membership_months": 0}))
    receive_from(books, "UBND xã", funds, kind=AccountKind.GRANT, fund=INCOME, on=at.date(), at=at)
    return books


def begin_lending(books: Books, *, since: date, funds: int = 400_000_000) -> None:
    """Put a policy and money to lend into books that an officer of today writes, from a day on."""
    now = timezone.now()
    a_policy(books.club_id, by=books.chair, at=now, since=since, ladder=(), membership_months=0)
    receive_from(books, "UBND xã", funds, kind=AccountKind.GRANT, fund=INCOME, on=since, at=now)


def ask(
    books: Books,
    member: UUID,
    money: int = 5_000_000,
    *,
    on: date = TODAY,
    at: datetime | None = None,
    **changes: Any,
) -> UUID:
    """Write down a request for a loan of 10 months to raise pigs; return its id."""
    given: dict[str, Any] = {"instalments": 10, "purpose": "Nuôi lợn"} | changes
    asked = Application(id=uuid7(), membership_id=member, asked_on=on, money=Dong(money), **given)
    return apply_for_loan(club_id=books.club_id, asked=asked, by=books.treasurer, at=at or moment(on))


def approve(
    books: Books,
    application_id: UUID,
    money: int = 5_000_000,
    *,
    on: date = TODAY,
    instalments: int = 10,
    goods_value: int = 0,
    at: datetime | None = None,
) -> None:
    """Let the members vote for a request."""
    ballot = Ballot(
        application_id, Outcome.APPROVED, Dong(money), Dong(goods_value), instalments, votes_for=1
    )
    record_votes(club_id=books.club_id, ballots=[ballot], on=on, by=books.treasurer, at=at or moment(on))


def pay_out(
    books: Books,
    application_id: UUID,
    money: int = 5_000_000,
    *,
    on: date = TODAY,
    goods_value: int = 0,
    at: datetime | None = None,
) -> UUID:
    """Pay out an approved loan, the chair as the second officer; return the loan's id."""
    given = Disbursement(
        uuid7(), application_id, on, Dong(money), Dong(goods_value), second_officer=books.chair.pk
    )
    return pay_out_loan(
        club_id=books.club_id, given=given, second=books.chair, by=books.treasurer, at=at or moment(on)
    )


def lend(
    books: Books,
    member: UUID,
    money: int = 5_000_000,
    *,
    on: date = TODAY,
    at: datetime | None = None,
    instalments: int = 10,
    goods_value: int = 0,
    **asked: Any,
) -> UUID:
    """Ask, approve and pay out on one day, written that day unless told otherwise; return the loan's id."""
    wanted = ask(
        books, member, money, on=on, at=at, instalments=instalments, goods_value=Dong(goods_value), **asked
    )
    approve(books, wanted, money, on=on, at=at, instalments=instalments, goods_value=goods_value)
    return pay_out(books, wanted, money, on=on, at=at, goods_value=goods_value)


def loan(books: Books, loan_id: UUID, on: date = TODAY) -> LoanRow:
    """Return a loan as on a day."""
    row = loan_on(books.club_id, loan_id, on)
    assert row is not None
    return row


def repay(books: Books, loan_id: UUID, amount: int | None = None, *, on: date = TODAY) -> UUID:
    """Repay what is asked for, or another amount, split as the rules do; return the voucher's id."""
    now = loan(books, loan_id, on).at
    split = allocate(now, Dong(amount) if amount is not None else now.asked.total).sum
    return repay_split(books, loan_id, split.principal, split.interest, on=on)


def repay_split(books: Books, loan_id: UUID, principal: int, interest: int, *, on: date = TODAY) -> UUID:
    """Repay a loan by a split made by hand; return the voucher's id."""
    row = loan(books, loan_id, on)
    receipt = RepaymentReceipt(
        uuid7(), on, (Repayment(loan_id, Dong(principal), Dong(interest)),), payer=row.membership_id
    )
    return record_repayments(club_id=books.club_id, receipts=[receipt], by=books.treasurer, at=moment(on))[0]


def extend(books: Books, loan_id: UUID, dues: Sequence[date], *, on: date = TODAY) -> UUID:
    """Extend a loan to new days, the chair as the second officer."""
    return extend_loan(
        club_id=books.club_id,
        change_id=uuid7(),
        loan_id=loan_id,
        on=on,
        dues=dues,
        reason="mất mùa",
        second=books.chair,
        by=books.treasurer,
        at=moment(on),
    )


def write_off(books: Books, loan_id: UUID, borne_by: Sequence[Part] = (), *, on: date = TODAY) -> UUID:
    """Write off a loan, the chair as the second officer; return the voucher's id."""
    return write_off_loan(
        club_id=books.club_id,
        voucher_id=uuid7(),
        loan_id=loan_id,
        on=on,
        borne_by=borne_by,
        reason="mất khả năng trả",
        second=books.chair,
        by=books.treasurer,
        at=moment(on),
    )


def borne_by_grant(books: Books, amount: int) -> list[Part]:
    """Return the decision that the grant which the club lends from bears so much of a loss."""
    return [Part(source_ref(books.club_id, INCOME, AccountKind.GRANT, "UBND xã"), Dong(amount))]


def recover(books: Books, loan_id: UUID, amount: int, *, on: date = TODAY) -> UUID:
    """Take in something of a loan that was written off."""
    return record_recovery(
        club_id=books.club_id,
        voucher_id=uuid7(),
        loan_id=loan_id,
        amount=Dong(amount),
        on=on,
        payer_name="",
        at_bank=False,
        by=books.treasurer,
        at=moment(on),
    )


def undo(
    books: Books, voucher_id: UUID, right: RepaymentReceipt | None = None, *, on: date = TODAY
) -> list[UUID]:
    """Undo what a loan wrote, and write the right receipt if there is one."""
    return correct_loan_voucher(
        club_id=books.club_id,
        voucher_id=voucher_id,
        right=right,
        reason="ghi nhầm",
        second=books.chair,
        by=books.treasurer,
        at=moment(on),
    )
