"""Repayments in money and in goods, at a meeting and between, and what comes back of a loan written off."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.models import Membership
from lienthehe.clubs.rules.people import NoSuchMembership
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import OpenBooks, post_vouchers
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.queries.vouchers import are_written
from lienthehe.ledger.rules.accounts import LENDING_FUND
from lienthehe.ledger.rules.entries import Receipt
from lienthehe.ledger.rules.refusals import SecondOfficerMissing
from lienthehe.ledger.rules.vouchers import PartyKind, VoucherDraft, VoucherKind, Wording
from lienthehe.loans.commands.lending import check_not_own_loan
from lienthehe.loans.queries.loans import LoanRow, some_loans_on
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.dated import check_paid_on, check_payment
from lienthehe.loans.rules.lending import NoSuchLoan
from lienthehe.loans.rules.plans import Event, Paid
from lienthehe.loans.rules.repaying import (
    MoreThanWrittenOff,
    NotWrittenOff,
    PaidTwice,
    Repayment,
    RepaymentReceipt,
    in_goods,
    recovery_part,
)


@transaction.atomic
def record_repayments(
    *,
    club_id: UUID,
    receipts: Sequence[RepaymentReceipt],
    by: Officer,
    at: datetime,
    contributions: Sequence[Receipt] = (),
) -> list[UUID]:
    """Write one PT for each payer between meetings and return the vouchers' ids; sent again, the first ones.

    `contributions`: what the same payers hand over for the other fund, one PT each, in the same act. Raises NotAllowed, NoSuchMembership and what `check_paid_on`, `check_repayments` and `record_receipts` raise.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    again = are_written([one.id for one in receipts] or [one.id for one in contributions])
    if not again:
        _check_days(books, [*(one.on for one in receipts), *(one.on for one in contributions)])
    drafts = receipt_drafts(books, receipts, check=not again)
    drafts += [one.draft() for one in contributions]
    written = post_vouchers(books, drafts)
    if books.has_written:
        audit(books, Act.KEEP_LOANS, "voucher", *written)
    return written


@transaction.atomic
def repay_in_goods(
    *,
    club_id: UUID,
    voucher_id: UUID,
    paid: Repayment,
    on: date,
    goods: str,
    second: Officer | None,
    by: Officer,
    at: datetime,
) -> UUID:
    """Take goods into the stock as a repayment, at the value that two officers set: one CK; return its id.

    Raises what `record_repayments` raises, OwnLoan, and the refusals of a second officer.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    again = are_written([voucher_id])
    if not again:
        _check_days(books, [on])
    row = check_repayments(books, [paid], on, check=not again)[paid.loan_id]
    if not again:
        if second is None:
            raise SecondOfficerMissing
        check_not_own_loan(books, row, second, on)
    draft = VoucherDraft(
        id=voucher_id,
        kind=VoucherKind.TRANSFER,
        fund=None,
        on=on,
        lines=in_goods(paid, borrower=row.membership_id),
        wording=Wording(goods, row.borrower),
        party_kind=PartyKind.MEMBER,
        party_id=row.membership_id,
        second_officer=second.pk if second else None,
    )
    check_second(books, [draft], second)
    post_vouchers(books, [draft])
    if books.has_written:
        audit(books, Act.KEEP_LOANS, "voucher", voucher_id)
    return voucher_id


@transaction.atomic
def record_recovery(
    *,
    club_id: UUID,
    voucher_id: UUID,
    loan_id: UUID,
    amount: Dong,
    on: date,
    payer_name: str,
    at_bank: bool,
    by: Officer,
    at: datetime,
) -> UUID:
    """Write what comes back of a loan written off by one PT and return its id; it is the fund's income.

    Raises NotAllowed, NoSuchLoan, what `check_paid_on` raises, NotWrittenOff, MoreThanWrittenOff and what
    `record_receipts` raises.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    row = _loan(books, loan_id)
    if not are_written([voucher_id]):
        _check_days(books, [on])
        written = [one.on for one in row.changes if one.kind is ChangeKind.WRITE_OFF]
        if not written or on < written[-1]:
            raise NotWrittenOff
        if amount > row.to_recover:
            raise MoreThanWrittenOff(left=row.to_recover)
    own = not payer_name.strip() or payer_name.strip() == row.borrower
    receipt = Receipt(
        voucher_id,
        LENDING_FUND,
        on,
        (recovery_part(loan_id, amount, borrower=row.membership_id),),
        Wording(party_name=row.borrower if own else payer_name),
        PartyKind.MEMBER if own else PartyKind.OTHER,
        row.membership_id if own else None,
        at_bank=at_bank,
    )
    post_vouchers(books, [receipt.draft()])
    if books.has_written:
        audit(books, Act.KEEP_LOANS, "voucher", voucher_id)
    return voucher_id


def receipt_drafts(
    books: OpenBooks, receipts: Sequence[RepaymentReceipt], *, check: bool = True
) -> list[VoucherDraft]:
    """Return the vouchers of receipts that pay loans, each held against its loans as they stand on its day.

    `check` False: they are in the books already. Raises NoSuchMembership and what `check_repayments` raises.
    """
    loans = [paid.loan_id for one in receipts for paid in one.paid]
    if len(set(loans)) < len(loans):
        raise PaidTwice
    drafts = []
    for one in receipts:
        rows = check_repayments(books, one.paid, one.on, check=check)
        borrowers = {key: row.membership_id for key, row in rows.items()}
        name = _name(books.club_id, one.payer, rows) if one.payer else one.payer_name
        drafts.append(one.receipt(borrowers, name).draft())
    return drafts


def check_repayments(
    books: OpenBooks, paid: Sequence[Repayment], on: date, *, check: bool = True, without: int | None = None
) -> dict[UUID, LoanRow]:
    """Return the loans that are paid, each as it stands today, and refuse what is not owed on the day or today.

    Three queries, whatever the number. `without`: the place in the chain of a payment that is being put right.
    Raises NoSuchLoan, PaidTwice and what `check_payment` raises.
    """
    today = max(on, timezone.localdate(books.at))
    rows = some_loans_on(books.club_id, {one.loan_id for one in paid}, today)
    if len({one.loan_id for one in paid}) < len(paid):
        raise PaidTwice
    for one in paid:
        row = rows.get(one.loan_id)
        if row is None:
            raise NoSuchLoan
        if check:
            events = [event for event in row.events if not _is_payment(event, without)]
            check_payment(row.lent, events, one.sum, on=on, today=today)
    return rows


def _is_payment(event: Event, place: int | None) -> bool:
    return isinstance(event, Paid) and event.place == place


def _check_days(books: OpenBooks, days: Iterable[date]) -> None:
    for on in days:
        check_paid_on(on, today=timezone.localdate(books.at), last_closed=books.last_closed)


def _loan(books: OpenBooks, loan_id: UUID) -> LoanRow:
    row = some_loans_on(books.club_id, [loan_id], timezone.localdate(books.at)).get(loan_id)
    if row is None:
        raise NoSuchLoan
    return row


def _name(club_id: UUID, membership_id: UUID, rows: dict[UUID, LoanRow]) -> str:
    for row in rows.values():
        if row.membership_id == membership_id:
            return row.borrower
    member = Membership.objects.select_related("person").filter(club_id=club_id, id=membership_id).first()
    if member is None:
        raise NoSuchMembership
    return member.person.full_name
