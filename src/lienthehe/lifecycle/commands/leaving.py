"""Leaving with all that belongs to it, in one act: membership, share, loans; paying what stayed owed; taking it back."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs import commands as clubs
from lienthehe.clubs.models import Membership
from lienthehe.clubs.queries.households import households_left
from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import LeavingReason, NoSuchMembership
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.ledger.commands import OpenBooks, mend_vouchers, post_vouchers
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.queries.vouchers import VoucherView, views_by_id, voucher_view
from lienthehe.ledger.rules.accounts import owed_to_leaver
from lienthehe.ledger.rules.corrections import Mending
from lienthehe.ledger.rules.refusals import ReasonMissing, VoucherIdReused
from lienthehe.lifecycle.models import Leaving, LeavingUndone
from lienthehe.lifecycle.queries.leaving import (
    leavers_owed,
    planned_settlement,
    settlement_in,
    settlement_out,
)
from lienthehe.lifecycle.rules.leaving import (
    LeavingIdReused,
    LeavingIds,
    LeavingSheet,
    Member,
    NoSuchLeaving,
    OwnLeaving,
    PaidSince,
    Receiver,
    Settlement,
    StandsForMissing,
    owed_parts,
    pay_out,
    settlement_drafts,
)
from lienthehe.loans.commands.applications import withdraw_application
from lienthehe.loans.commands.changes import undo_change, write_guarantor
from lienthehe.loans.commands.repaying import check_repayments
from lienthehe.loans.queries.applications import open_applications
from lienthehe.loans.queries.officers import known_as
from lienthehe.loans.queries.undoing import decision_of, in_the_way
from lienthehe.loans.rules.lending import Whose
from lienthehe.loans.rules.repaying import LoanIsRepaid, Repayment


@transaction.atomic
def leave_club(
    *, club_id: UUID, sheet: LeavingSheet, second: Officer | None, by: Officer, at: datetime
) -> UUID:
    """End a membership and settle with the person, all or nothing; return the leaving's id; sent again, the first.

    The share pays the loans by a CK, the rest goes out by a PC, what does not go out is noted as owed; requests for
    loans are taken back, and who stands for the rest of a loan is written beside it. Raises NotAllowed,
    NoSuchMembership, what `clubs.leave_club` raises, MoreThanBox, StandsForMissing, DeadReceiveNothing, OwnLeaving,
    LeavingIdReused and what `record_payments` and `check_repayments` raise.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    first = Leaving.objects.filter(id=sheet.id).first()
    if first is not None:
        return _the_first(first, books, sheet)
    membership = _membership(club_id, sheet.membership_id)
    settled = planned_settlement(club_id, membership.id, sheet.settled_on, sheet.pay).settlement
    if settled.going_on and not sheet.stands_for.strip():
        raise StandsForMissing
    if settled.moves_money or settled.loans:
        _check_not_own(books, membership, second, sheet.settled_on)
    clubs.leave_club(membership_id=membership.id, on=sheet.on, reason=sheet.reason, by=by, at=at)
    member = Member(membership.id, membership.person.full_name)
    drafts = settlement_drafts(sheet, settled, member, second.pk if second else None)
    check_second(books, drafts, second)
    paid = [Repayment(one.loan_id, one.paid.principal, one.paid.interest) for one in settled.loans]
    check_repayments(books, [one for one in paid if one.sum.total], sheet.settled_on)
    written = post_vouchers(books, drafts)
    for one in settled.going_on:
        change_id = LeavingIds(sheet.id).stands_for(one.loan_id)
        write_guarantor(books, change_id, one.loan_id, on=sheet.settled_on, guarantor=sheet.stands_for)
    _withdraw(membership, by, at)
    _write(books, sheet, settled, second if drafts else None)
    audit(books, Act.RECORD_MONEY, "voucher", *written)
    return sheet.id


@transaction.atomic
def pay_leaver(
    *,
    club_id: UUID,
    voucher_id: UUID,
    membership_id: UUID,
    fund: Fund,
    amount: Dong,
    on: date,
    receiver: str,
    at_bank: bool = False,
    second: Officer | None,
    by: Officer,
    at: datetime,
) -> UUID:
    """Pay somebody who left what a fund still owes, or a part of it (đồng), by one PC; return its id.

    `receiver`: who gets it, "" for the person; `at_bank`: out of the account instead of the box. Raises NotAllowed,
    NoSuchMembership, NothingOwedToLeaver, DeadReceiveNothing, OwnLeaving and what `record_payments` raises.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    membership = _membership(club_id, membership_id)
    first = voucher_view(club_id, voucher_id)
    if first is not None:
        if (first.draft.on, first.draft.fund, first.total) != (on, fund, amount):
            raise VoucherIdReused(number=first.number)
        return voucher_id
    _check_not_own(books, membership, second, on)
    owed = [one for one in leavers_owed(club_id) if (one.membership_id, one.fund) == (membership_id, fund)]
    noted, share = (owed[0].noted, owed[0].share) if owed else (ZERO, ZERO)
    parts = owed_parts(fund, membership_id, amount, noted=noted, share=share)
    has_died = membership.left_reason == LeavingReason.DIED
    to = Receiver(Member(membership_id, membership.person.full_name), receiver, has_died=has_died)
    draft = pay_out(voucher_id, fund, on, parts, to, at_bank=at_bank).draft(second.pk if second else None)
    check_second(books, [draft], second)
    post_vouchers(books, [draft])
    audit(books, Act.RECORD_MONEY, "voucher", voucher_id)
    return voucher_id


@transaction.atomic
def undo_leaving(
    *, club_id: UUID, leaving_id: UUID, reason: str, second: Officer | None, by: Officer, at: datetime
) -> UUID:
    """Take a leaving back: its vouchers are undone, the membership runs on; return its id; sent again, the first.

    Requests for loans that were taken back stay so. Raises NotAllowed, NoSuchLeaving, ReasonMissing, PaidSince,
    LoanIsRepaid, OwnLeaving and what `mend_vouchers` and `clubs.reopen_membership` raise.
    """
    books = begin(Act.CORRECT_VOUCHER, club_id=club_id, by=by, at=at)
    leaving = Leaving.objects.filter(club_id=club_id, id=leaving_id).first()
    if leaving is None:
        raise NoSuchLeaving
    if hasattr(leaving, "undone_by"):
        return leaving_id
    if not reason.strip():
        raise ReasonMissing
    membership, ids = _membership(club_id, leaving.membership_id), LeavingIds(leaving_id)
    standing = [one for one in views_by_id(club_id, ids.all) if not one.reversed_by]
    _check_last(books, membership, standing)
    if standing:
        _check_not_own(books, membership, second, timezone.localdate(at))
    mendings = [Mending(one.draft.id) for one in standing]
    written = mend_vouchers(books, mendings, reason=reason, second=second)
    for one in settlement_in(leaving.settlement).going_on:
        decided = decision_of(club_id, ids.stands_for(one.loan_id))
        if decided is not None and not decided.is_undone:
            undo_change(club_id=club_id, change_id=decided.id, reason=reason, by=by, at=at)
    clubs.reopen_membership(membership_id=membership.id, by=by, at=at)
    LeavingUndone.objects.create(
        leaving=leaving, club_id=club_id, reason=reason, second_officer=second, recorded_by=by, recorded_at=at
    )
    audit(books, Act.CORRECT_VOUCHER, "voucher", *written)
    return leaving_id


def _membership(club_id: UUID, membership_id: UUID) -> Membership:
    found = Membership.objects.select_related("person").filter(club_id=club_id, id=membership_id).first()
    if found is None:
        raise NoSuchMembership
    return found


def _check_not_own(books: OpenBooks, membership: Membership, second: Officer | None, on: date) -> None:
    """Raise OwnLeaving when the writer or the second officer is this person or lived under the same roof.

    What is settled grew since she joined, so that every household since then counts.
    """
    officers = [books.by, second] if second else [books.by]
    whose = Whose(membership.id, membership.person.household_id, membership.joined_on)
    left = households_left(books.club_id, whose.since)
    for name, theirs in known_as(books.club_id, officers, on):
        if whose.is_of(theirs, left):
            raise OwnLeaving(name=name)


def _check_last(books: OpenBooks, membership: Membership, standing: Sequence[VoucherView]) -> None:
    """Refuse to take back what something came after: money paid out since, a write-off of what was left of a loan."""
    owing = [owed_to_leaver(fund, membership.id).id_in(books.club_id) for fund in Fund]
    paid = Transfer.objects.filter(
        club_id=books.club_id,
        debit__in=owing,
        voucher__reversed_by__isnull=True,
        voucher__reverses__isnull=True,
    )
    numbers = [one.number for one in views_by_id(books.club_id, paid.values_list("voucher_id", flat=True))]
    if numbers:
        raise PaidSince(numbers=", ".join(reversed(numbers)))
    for one in standing:
        if blocking := in_the_way(books.club_id, one):
            raise LoanIsRepaid(numbers=", ".join(blocking.numbers))


def _withdraw(membership: Membership, by: Officer, at: datetime) -> None:
    for row in open_applications(membership.club_id):
        if row.asked.membership_id == membership.id:
            withdraw_application(club_id=membership.club_id, application_id=row.asked.id, by=by, at=at)


def _the_first(first: Leaving, books: OpenBooks, sheet: LeavingSheet) -> UUID:
    own = (first.club_id, first.recorded_by_id) == (books.club_id, books.by.pk)
    same = (first.membership_id, first.on, first.reason) == (sheet.membership_id, sheet.on, sheet.reason)
    if not own or not same or first.settled_on != sheet.settled_on:
        raise LeavingIdReused
    return first.id


def _write(books: OpenBooks, sheet: LeavingSheet, settled: Settlement, second: Officer | None) -> None:
    Leaving.objects.create(
        id=sheet.id,
        club_id=books.club_id,
        membership_id=sheet.membership_id,
        on=sheet.on,
        reason=sheet.reason,
        settled_on=sheet.settled_on,
        settlement=settlement_out(settled),
        second_officer=second,
        recorded_by=books.by,
        recorded_at=books.at,
    )
