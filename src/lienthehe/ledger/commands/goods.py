"""Goods of the stock that are sold."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.commands.posting import post_vouchers
from lienthehe.ledger.rules.entries import Receipt, sale_loss_id
from lienthehe.ledger.rules.vouchers import Line, VoucherDraft, VoucherKind


@transaction.atomic
def sell_goods(
    *, club_id: UUID, sale: Receipt, lost: tuple[Line, ...], second: Officer | None, by: Officer, at: datetime
) -> list[UUID]:
    """Write a sale out of the stock as one PT, and what was lost by it as a CK; return the vouchers' ids.

    The receipt's parts and the loss come from `rules.entries.goods_sold`. Only a loss needs the second officer.
    Raises as `record_payments` does.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    drafts = [sale.draft()]
    if lost:
        loss_id, second_id = sale_loss_id(sale.id), second.pk if second else None
        kind, words = VoucherKind.TRANSFER, sale.wording
        drafts.append(VoucherDraft(loss_id, kind, None, sale.on, lost, words, second_officer=second_id))
    check_second(books, drafts, second)
    written = post_vouchers(books, drafts)
    if books.has_written:
        audit(books, Act.RECORD_MONEY, "voucher", *written)
    return written
