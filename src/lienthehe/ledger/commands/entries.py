"""Receipts, payments and transfers outside meetings."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.commands.posting import post_vouchers
from lienthehe.ledger.rules.entries import Payment, Receipt
from lienthehe.ledger.rules.vouchers import Line, VoucherDraft, VoucherKind, Wording


@transaction.atomic
def record_receipts(*, club_id: UUID, receipts: Sequence[Receipt], by: Officer, at: datetime) -> list[UUID]:
    """Write one PT per receipt and return the vouchers' ids; sent again, the first ones.

    Raises NotAllowed and what `post_vouchers` raises.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    written = post_vouchers(books, [receipt.draft() for receipt in receipts])
    if books.has_written:
        audit(books, Act.RECORD_MONEY, "voucher", *written)
    return written


@transaction.atomic
def record_payments(
    *, club_id: UUID, payments: Sequence[Payment], second: Officer | None, by: Officer, at: datetime
) -> list[UUID]:
    """Write one PC per payment, confirmed by a second officer, and return the vouchers' ids.

    Raises NotAllowed, SecondOfficerMissing, SecondOfficerSame, SecondOfficerMayNot and what `post_vouchers` raises.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    drafts = [payment.draft(second.pk if second else None) for payment in payments]
    check_second(books, drafts, second)
    written = post_vouchers(books, drafts)
    if books.has_written:
        audit(books, Act.RECORD_MONEY, "voucher", *written)
    return written


@transaction.atomic
def record_transfer(
    *,
    club_id: UUID,
    voucher_id: UUID,
    on: date,
    lines: tuple[Line, ...],
    wording: Wording,
    second: Officer | None,
    by: Officer,
    at: datetime,
) -> UUID:
    """Write one CK - from fund to fund, box and bank, a gift in kind, the settlement of a difference - and return its id.

    The lines come from `rules.entries`. Raises as `record_payments` does.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    draft = VoucherDraft(
        voucher_id,
        VoucherKind.TRANSFER,
        None,
        on,
        lines,
        wording,
        second_officer=second.pk if second else None,
    )
    check_second(books, [draft], second)
    post_vouchers(books, [draft])
    if books.has_written:
        audit(books, Act.RECORD_MONEY, "voucher", voucher_id)
    return voucher_id
