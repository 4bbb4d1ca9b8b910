"""Mending a mistake: the reversal and the right voucher in one act, with one reason."""

from collections.abc import Iterable, Mapping, Sequence
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
from lienthehe.ledger.queries.vouchers import VoucherView, sold_together, views_by_id
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.corrections import Mending, capital_brought, loans_touched
from lienthehe.ledger.rules.refusals import (
    AlreadyCorrected,
    BelongsToLoan,
    CapitalGivenBack,
    CapitalNotReplaceable,
    CorrectionChangesMonth,
    NotCorrectable,
    ReasonMissing,
    SaleNotReplaceable,
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

    The door for people: what a loan wrote is undone by the loan. Raises BelongsToLoan and what `mend_vouchers` raises.
    """
    books = begin(Act.CORRECT_VOUCHER, club_id=club_id, by=by, at=at)
    mending = Mending(voucher_id, right)
    wrong = _read(club_id, [mending])[voucher_id]
    if loans_touched(wrong.draft, *([right] if right else ())):
        raise BelongsToLoan(number=wrong.number)
    written = mend_vouchers(books, [mending], reason=reason, second=second)
    if books.has_written:
        audit(books, Act.CORRECT_VOUCHER, "voucher", voucher_id, *written)
    return written


def mend_vouchers(
    books: OpenBooks, mendings: Sequence[Mending], *, reason: str, second: Officer | None
) -> list[UUID]:
    """Undo vouchers and write the right ones in their places; return the ids of what was written, in their order.

    Called inside an act that has opened the books and writes its own audit. While a voucher's month is open, its
    reversal bears its date and the right one a day of the same month; once closed, both are dated today. Boxes and
    claims are judged after all of them. Receipt and loss of a sale below its value go together, whichever is named.
    Raises VoucherUnknown, ReasonMissing, AlreadyCorrected, NotCorrectable, CapitalNotReplaceable, SaleNotReplaceable,
    CapitalGivenBack, CorrectionChangesMonth and what `record_payments` raises.
    """
    wrongs = _read(books.club_id, mendings)
    if sold := _other_halves(books.club_id, mendings, wrongs):
        mendings = [each for one in mendings for each in (*sold.get(one.voucher_id, ()), one)]
        wrongs = _read(books.club_id, mendings)
    if not reason.strip():
        raise ReasonMissing
    new = [one for one in mendings if not _is_replay(wrongs[one.voucher_id], one.right)]
    for one in new:
        _check_correctable(wrongs[one.voucher_id], one.right)
    if numbers := returns_of(books.club_id, capital_brought(wrongs[one.voucher_id].draft for one in new)):
        raise CapitalGivenBack(numbers=", ".join(numbers))
    drafts = [
        draft for one in mendings for draft in _both(books, wrongs[one.voucher_id], one.right, reason, second)
    ]
    check_second(books, drafts, second)
    return _post(books, wrongs.values(), drafts)


def _read(club_id: UUID, mendings: Sequence[Mending]) -> dict[UUID, VoucherView]:
    wrongs = {view.draft.id: view for view in views_by_id(club_id, [one.voucher_id for one in mendings])}
    if any(one.voucher_id not in wrongs for one in mendings):
        raise VoucherUnknown
    return wrongs


def _other_halves(
    club_id: UUID, mendings: Sequence[Mending], wrongs: Mapping[UUID, VoucherView]
) -> dict[UUID, list[Mending]]:
    """Return for a voucher of a sale below its value the other one to be undone before it, unless it is named too."""
    others: dict[UUID, list[Mending]] = {}
    for one in mendings:
        wrong = wrongs[one.voucher_id]
        other = sold_together(club_id, wrong)
        if other is None:
            continue
        if one.right is not None:
            raise SaleNotReplaceable(number=wrong.number)
        if other not in wrongs:
            others[one.voucher_id] = [Mending(other)]
    return others


def _post(books: OpenBooks, wrongs: Iterable[VoucherView], drafts: list[VoucherDraft]) -> list[UUID]:
    try:
        return post_vouchers(books, drafts)
    except VoucherIdReused:
        for wrong in wrongs:
            if wrong.reversed_on is not None:
                raise AlreadyCorrected(number=wrong.number) from None
        raise


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
