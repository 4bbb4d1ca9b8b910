"""Mending a mistake: the reversal and the right voucher in one act, with one reason."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.commands.posting import OpenBooks, post_vouchers
from lienthehe.ledger.queries.capital import returns_of
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.refusals import (
    AlreadyCorrected,
    CapitalGivenBack,
    CapitalNotReplaceable,
    CorrectionChangesMonth,
    NotCorrectable,
    ReasonMissing,
    VoucherIdReused,
    VoucherUnknown,
)
from lienthehe.ledger.rules.vouchers import VoucherDraft, reversal_of


@transaction.atomic
def correct_voucher(
    *,
    club_id: UUID,
    voucher_id: UUID,
    right: VoucherDraft | None,
    reason: str,
    second: Officer | None,
    by: Officer,
    at: datetime,
) -> list[UUID]:
    """Undo a voucher and write the right one in its place (None: only undo); return the ids of what was written.

    While the voucher's month is open, the reversal bears its date and the right one a day of the same month; once
    closed, both are dated today. The box is judged after both. Raises VoucherUnknown, ReasonMissing,
    AlreadyCorrected, NotCorrectable, CapitalNotReplaceable, CapitalGivenBack, CorrectionChangesMonth and what `record_payments` raises.
    """
    books = begin(Act.CORRECT_VOUCHER, club_id=club_id, by=by, at=at)
    wrong = voucher_view(club_id, voucher_id)
    if wrong is None:
        raise VoucherUnknown
    if not reason.strip():
        raise ReasonMissing
    if not _is_replay(wrong, right):
        _check_correctable(wrong, right)
        if numbers := returns_of(club_id, voucher_id):
            raise CapitalGivenBack(numbers=", ".join(numbers))
    drafts = _both(books, wrong, right, reason, second)
    check_second(books, drafts, second)
    written = _post(books, wrong, drafts)
    if books.has_written:
        audit(books, Act.CORRECT_VOUCHER, "voucher", voucher_id, *written)
    return written


def _post(books: OpenBooks, wrong: VoucherView, drafts: list[VoucherDraft]) -> list[UUID]:
    try:
        return post_vouchers(books, drafts)
    except VoucherIdReused:
        if wrong.reversed_on is None:
            raise
        raise AlreadyCorrected(number=wrong.number) from None


def _is_replay(wrong: VoucherView, right: VoucherDraft | None) -> bool:
    """Sent again after it was written: posting compares the contents and returns the first."""
    return wrong.reversed_on is not None and wrong.corrected_by_id == (right.id if right else None)


def _both(
    books: OpenBooks, wrong: VoucherView, right: VoucherDraft | None, reason: str, second: Officer | None
) -> list[VoucherDraft]:
    original = wrong.draft
    second_id = second.pk if second else None
    day = _day_if_closed(books, wrong)
    undone = reversal_of(
        original,
        new_id=uuid5(original.id, "reversal"),
        on=day or original.on,
        wording=replace(original.wording, reason=reason),
        second=second_id,
    )
    if right is None:
        return [undone]
    month = Month.of(original.on)
    if day is None and right.on not in month:
        raise CorrectionChangesMonth(month=month)
    said = replace(right.wording, reason=reason)
    return [
        undone,
        replace(right, on=day or right.on, wording=said, corrects=original.id, second_officer=second_id),
    ]


def _day_if_closed(books: OpenBooks, wrong: VoucherView) -> date | None:
    """Return the day that both vouchers bear when the wrong one's month is closed, None while it is open.

    Sent again, it is the day on which they were written first.
    """
    month = Month.of(wrong.draft.on)
    if wrong.reversed_on is not None:
        return None if wrong.reversed_on in month else wrong.reversed_on
    if books.last_closed is None or month > books.last_closed:
        return None
    return timezone.localdate(books.at)


def _check_correctable(wrong: VoucherView, right: VoucherDraft | None) -> None:
    if wrong.reversed_on is not None:
        raise AlreadyCorrected(number=wrong.number)
    if not wrong.is_correctable:
        raise NotCorrectable(number=wrong.number)
    lines = (*wrong.draft.lines, *(right.lines if right else ()))
    touched = {ref.kind for line in lines for ref in (line.debit, line.credit)}
    if right is not None and AccountKind.BORROWED_CAPITAL in touched:
        raise CapitalNotReplaceable(number=wrong.number)
