"""Old books brought forward, through the commands."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from lienthehe.access.rules import Act
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.commands import note_capital, post_vouchers
from lienthehe.ledger.commands.approval import begin
from lienthehe.ledger.rules.capital import CapitalNote
from lienthehe.ledger.rules.vouchers import Line, VoucherDraft, VoucherKind
from tests.given.books import NOW, TODAY, Books


def bring_forward(
    books: Books, lines: tuple[Line, ...], *, notes: Sequence[CapitalNote] = (), on: date = TODAY,
    voucher_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Write one CK that opens the books, with the capital that it brings in, as an act of another package does."""
    kind, second = VoucherKind.TRANSFER, books.chair.pk
    draft = VoucherDraft(voucher_id or uuid7(), kind, None, on, lines, second_officer=second)
    with transaction.atomic():
        opened = begin(Act.RECORD_MONEY, club_id=books.club_id, by=books.treasurer, at=NOW)
        post_vouchers(opened, [draft])
        if opened.has_written:
            note_capital(opened, notes)
    return draft.id
