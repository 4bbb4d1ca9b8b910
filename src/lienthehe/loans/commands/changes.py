"""Decisions about a loan: an extension, a write-off, who stands for it; and their undoing."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import OpenBooks, post_vouchers
from lienthehe.ledger.commands.approval import audit, begin, check_may_stand_behind, check_second
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.accounts import BEARS_LOSSES, LENDING_FUND
from lienthehe.ledger.rules.entries import Part
from lienthehe.ledger.rules.months import check_open
from lienthehe.ledger.rules.refusals import ReasonMissing, SecondOfficerMissing
from lienthehe.ledger.rules.vouchers import PartyKind, VoucherDraft, VoucherKind, Wording, check_day
from lienthehe.loans.commands.lending import check_not_own_loan
from lienthehe.loans.models import LoanChange
from lienthehe.loans.queries.loans import LoanRow, some_loans_on
from lienthehe.loans.rules.applications import LONGEST_TEXT, TextTooLong, check_reason
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.lending import LoanIdReused, NoSuchLoan
from lienthehe.loans.rules.repaying import (
    BearersDoNotAddUp,
    NoSuchChange,
    NothingToExtend,
    PaidBeforeLent,
    PaidSince,
    SourceMayNotBear,
    WrittenOffAlready,
    check_dues,
    to_bear,
    write_off_lines,
)
from lienthehe.loans.rules.standings import LoanState, standing


@transaction.atomic
def extend_loan(
    *,
    club_id: UUID,
    change_id: UUID,
    loan_id: UUID,
    on: date,
    dues: Sequence[date],
    reason: str,
    second: Officer | None,
    by: Officer,
    at: datetime,
    meeting: UUID | None = None,
) -> UUID:
    """Ask for what is still owed on new days, by a decision that two stand behind; return the change's id.

    Raises NotAllowed, NoSuchLoan, ReasonMissing, DuesNotLater, NothingToExtend, WrittenOffAlready, OwnLoan, MonthClosed,
    FutureDate and the refusals of a second officer.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    new_days = [due.isoformat() for due in dues]
    wanted: dict[str, Any] = {"kind": ChangeKind.EXTENSION, "on": on, "dues": new_days, "reason": reason}
    if _is_written(books, change_id, loan_id, wanted):
        return change_id
    row = loan_to_change(books, loan_id, on=on, reason=reason)
    check_dues(dues, on=on)
    if min(row.at.outstanding, standing(row.lent, row.events, on).outstanding) <= 0:
        raise NothingToExtend
    _check_two(books, row, second, on)
    _write(books, change_id, loan_id, second=second, meeting=meeting, **wanted)
    audit(books, Act.KEEP_LOANS, "loan_change", change_id)
    return change_id


@transaction.atomic
def write_off_loan(
    *,
    club_id: UUID,
    voucher_id: UUID,
    loan_id: UUID,
    on: date,
    borne_by: Sequence[Part],
    reason: str,
    second: Officer | None,
    by: Officer,
    at: datetime,
) -> UUID:
    """Write off what is still owed, by a decision that two stand behind and one CK; return the voucher's id.

    The loss falls on the retained result first, the rest on the sources that `borne_by` names. The loan stays listed.
    Raises what `extend_loan` raises, PaidSince, BearersDoNotAddUp, SourceMayNotBear, LossNotBorne.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    wanted: dict[str, Any] = {"kind": ChangeKind.WRITE_OFF, "on": on, "reason": reason}
    draft = partial(_write_off_draft, voucher_id, on=on, borne_by=borne_by, reason=reason, second=second)
    if _is_written(books, voucher_id, loan_id, wanted):
        first = LoanChange.objects.get(id=voucher_id)
        known = some_loans_on(books.club_id, [loan_id], timezone.localdate(at)).get(loan_id)
        if known is None:
            raise NoSuchLoan
        return post_vouchers(books, [draft(known, Dong(first.principal))])[0]
    row = loan_to_change(books, loan_id, on=on, reason=reason)
    now = standing(row.lent, row.events, on)
    if now.outstanding <= 0:
        raise NothingToExtend
    if later := [paid.on for paid in row.paid if paid.on > on]:
        raise PaidSince(on=max(later))
    _check_bearers(books, now.outstanding, borne_by)
    _check_two(books, row, second, on)
    new = draft(row, now.outstanding)
    check_second(books, [new], second)
    post_vouchers(books, [new])
    _write(
        books,
        voucher_id,
        loan_id,
        principal=now.outstanding,
        interest=now.overdue.interest,
        voucher_id=voucher_id,
        second=second,
        **wanted,
    )
    audit(books, Act.KEEP_LOANS, "loan_change", voucher_id)
    return voucher_id


@transaction.atomic
def name_guarantor(
    *, club_id: UUID, change_id: UUID, loan_id: UUID, on: date, guarantor: str, by: Officer, at: datetime
) -> UUID:
    """Write down who stands for a loan from a day on: an heir, another guarantor. Raises NotAllowed, NoSuchLoan."""
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    wanted: dict[str, Any] = {"kind": ChangeKind.GUARANTOR, "guarantor": guarantor, "on": on}
    if _is_written(books, change_id, loan_id, wanted):
        return change_id
    write_guarantor(books, change_id, loan_id, on=on, guarantor=guarantor)
    audit(books, Act.KEEP_LOANS, "loan_change", change_id)
    return change_id


def write_guarantor(books: OpenBooks, change_id: UUID, loan_id: UUID, *, on: date, guarantor: str) -> None:
    """Write down who stands for a loan from a day on, in open books.

    Raises TextTooLong and what `loan_to_change` raises.
    """
    if len(guarantor) > LONGEST_TEXT:
        raise TextTooLong(field="guarantor", most=LONGEST_TEXT)
    loan_to_change(books, loan_id, on=on, reason=guarantor)
    _write(books, change_id, loan_id, kind=ChangeKind.GUARANTOR, on=on, guarantor=guarantor)


@transaction.atomic
def undo_change(
    *,
    club_id: UUID,
    change_id: UUID,
    reason: str,
    second: Officer | None = None,
    by: Officer,
    at: datetime,
) -> UUID:
    """Undo an extension, by two as it was made, or who stands for a loan; return the id of what undoes it.

    While the month of the decision is open, it never was; once closed, it is undone today. A write-off is undone by its
    voucher. Raises NotAllowed, NoSuchChange, ReasonMissing; for an extension OwnLoan and the refusals of a second officer.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    wrong = LoanChange.objects.filter(club_id=club_id, id=change_id, voucher__isnull=True).first()
    if wrong is None or wrong.kind == ChangeKind.UNDONE or hasattr(wrong, "undone_by"):
        raise NoSuchChange
    if not reason.strip():
        raise ReasonMissing
    check_reason(reason)
    closed = books.last_closed is not None and Month.of(wrong.on) <= books.last_closed
    on = timezone.localdate(at) if closed else wrong.on
    if wrong.kind == ChangeKind.EXTENSION:
        _check_two_undo(books, wrong.loan_id, second)
    undone_id = uuid7()
    wanted: dict[str, Any] = {"kind": ChangeKind.UNDONE, "on": on, "reason": reason}
    _write(books, undone_id, wrong.loan_id, second=second, undoes=wrong, **wanted)
    audit(books, Act.KEEP_LOANS, "loan_change", undone_id)
    return undone_id


def loan_to_change(books: OpenBooks, loan_id: UUID, *, on: date, reason: str) -> LoanRow:
    """Return a loan as it stands today, for a decision of a day in an open month.

    Raises NoSuchLoan, ReasonMissing, TextTooLong, FutureDate, MonthClosed, PaidBeforeLent, WrittenOffAlready.
    """
    today = timezone.localdate(books.at)
    row = some_loans_on(books.club_id, [loan_id], today).get(loan_id)
    if row is None:
        raise NoSuchLoan
    if not reason.strip():
        raise ReasonMissing
    check_reason(reason)
    check_day(on, today=today)
    check_open(on, last_closed=books.last_closed)
    if on < row.lent.on:
        raise PaidBeforeLent(on=row.lent.on)
    if row.state is LoanState.WRITTEN_OFF:
        raise WrittenOffAlready
    return row


def _write_off_draft(
    voucher_id: UUID,
    row: LoanRow,
    principal: Dong,
    *,
    on: date,
    borne_by: Sequence[Part],
    reason: str,
    second: Officer | None,
) -> VoucherDraft:
    return VoucherDraft(
        id=voucher_id,
        kind=VoucherKind.TRANSFER,
        fund=None,
        on=on,
        lines=write_off_lines(row.id, principal, borrower=row.membership_id, borne_by=borne_by),
        wording=Wording(party_name=row.borrower, reason=reason),
        party_kind=PartyKind.MEMBER,
        party_id=row.membership_id,
        second_officer=second.pk if second else None,
    )


def _check_two(books: OpenBooks, row: LoanRow, second: Officer | None, on: date) -> None:
    if second is None:
        raise SecondOfficerMissing
    check_may_stand_behind(books, second.pk)
    check_not_own_loan(books, row, second, on)


def _check_two_undo(books: OpenBooks, loan_id: UUID, second: Officer | None) -> None:
    today = timezone.localdate(books.at)
    row = some_loans_on(books.club_id, [loan_id], today).get(loan_id)
    if row is None:
        raise NoSuchLoan
    _check_two(books, row, second, today)


def _check_bearers(books: OpenBooks, loss: Dong, borne_by: Sequence[Part]) -> None:
    retained = fund_sources(books.club_id)[LENDING_FUND].retained
    if any(part.account.kind not in BEARS_LOSSES or part.account.fund != LENDING_FUND for part in borne_by):
        raise SourceMayNotBear
    wanted = to_bear(loss, retained=retained)
    if sum(part.amount for part in borne_by) != wanted:
        raise BearersDoNotAddUp(retained=max(Dong(0), retained), amount=wanted)


def _is_written(books: OpenBooks, change_id: UUID, loan_id: UUID, wanted: dict[str, object]) -> bool:
    """Tell whether the change is written already; raise LoanIdReused when it is another."""
    first = LoanChange.objects.filter(id=change_id).first()
    if first is None:
        return False
    if (first.club_id, first.loan_id, first.recorded_by_id) != (books.club_id, loan_id, books.by.pk):
        raise LoanIdReused
    if any(getattr(first, name) != value for name, value in wanted.items()):
        raise LoanIdReused
    return True


def _write(
    books: OpenBooks,
    change_id: UUID,
    loan_id: UUID,
    *,
    on: date,
    second: Officer | None = None,
    **fields: object,
) -> None:
    books.touch(on)
    LoanChange.objects.create(
        id=change_id,
        club_id=books.club_id,
        loan_id=loan_id,
        on=on,
        after_entry=books.book.entries,
        second_officer=second,
        recorded_by=books.by,
        recorded_at=books.at,
        **fields,
    )
