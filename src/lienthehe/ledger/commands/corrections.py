"""Mending a mistake: the reversal and the right voucher in one act, with one reason."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.commands.posting import OpenBooks, post_vouchers
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.refusals import (
    AlreadyCorrected,
    CapitalNotReplaceable,
    CorrectionChangesMonth,
    NotCorrectable,
    ReasonMissing,
    VoucherUnknown,
)
from lienthehe.ledger.rules.vouchers import VoucherDraft, Wording, reversal_of


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
    AlreadyCorrected, NotCorrectable, CapitalNotReplaceable, CorrectionChangesMonth and what `record_payments` raises.
    """
    books = begin(Act.CORRECT_VOUCHER, club_id=club_id, by=by, at=at)
    wrong = voucher_view(club_id, voucher_id)
    if wrong is None:
        raise VoucherUnknown
    if not reason.strip():
        raise ReasonMissing
    drafts = _both(books, wrong, right, reason, second)
    if not _is_replay(wrong, drafts):
        _check_correctable(wrong, right)
        check_second(books, drafts, second)
    written = post_vouchers(books, drafts)
    audit(books, Act.CORRECT_VOUCHER, "voucher", voucher_id)
    return written


def _both(
    books: OpenBooks, wrong: VoucherView, right: VoucherDraft | None, reason: str, second: Officer | None
) -> list[VoucherDraft]:
    original = wrong.draft
    month = Month.of(original.on)
    is_closed = books.last_closed is not None and month <= books.last_closed
    today = timezone.localdate(books.at)
    second_id = second.pk if second else None
    wording = Wording(original.wording.narration, original.wording.party_name, reason)
    undone = reversal_of(
        original,
        new_id=uuid5(original.id, "reversal"),
        on=today if is_closed else original.on,
        wording=wording,
        second=second_id,
    )
    if right is None:
        return [undone]
    on = today if is_closed else right.on
    if not is_closed and on not in month:
        raise CorrectionChangesMonth(month=month)
    said = replace(right.wording, reason=reason)
    return [undone, replace(right, on=on, wording=said, corrects=original.id, second_officer=second_id)]


def _is_replay(wrong: VoucherView, drafts: list[VoucherDraft]) -> bool:
    """Sent again after it was written: posting compares the contents and returns the first."""
    replacement = drafts[1].id if len(drafts) > 1 else None
    return bool(wrong.reversed_by) and wrong.corrected_by_id == replacement


def _check_correctable(wrong: VoucherView, right: VoucherDraft | None) -> None:
    if wrong.reversed_by:
        raise AlreadyCorrected(number=wrong.number)
    if not wrong.is_correctable:
        raise NotCorrectable(number=wrong.number)
    touched = {ref.kind for line in wrong.draft.lines for ref in (line.debit, line.credit)}
    if right is not None and AccountKind.BORROWED_CAPITAL in touched:
        raise CapitalNotReplaceable(number=wrong.number)
