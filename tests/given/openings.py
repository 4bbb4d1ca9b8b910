"""Old books brought forward, through the commands."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import note_capital, post_vouchers
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.rules.capital import CapitalNote, DuePart
from lienthehe.ledger.rules.vouchers import Line, VoucherDraft, VoucherKind
from lienthehe.lifecycle.commands.openings import open_running_club, undo_opening
from lienthehe.lifecycle.rules.openings import (
    CountedBox,
    FundHolding,
    OpeningMember,
    OpeningSheet,
    OpeningSource,
    SourceKind,
)
from lienthehe.loans.rules.bringing_in import BroughtIn
from lienthehe.loans.rules.schedules import Method
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY, Books

LENT_ON = date(2025, 6, 15)
LATE_SINCE = TODAY - timedelta(days=45)


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
            audit(opened, Act.RECORD_MONEY, "voucher", draft.id)
    return draft.id


def old_loan(membership_id: UUID, **changes: Any) -> BroughtIn:
    """Return a loan of 5 million, 3 of them still owed: one is 45 days late, two are left in 4 equal parts."""
    given: dict[str, Any] = {
        "first_amount": Dong(5_000_000),
        "first_on": LENT_ON,
        "owed": Dong(3_000_000),
        "annual_rate": Decimal(12),
        "method": Method.EQUAL_PRINCIPAL,
        "instalments": 4,
        "next_due": date(2026, 2, 15),
        "arrears_principal": Dong(1_000_000),
        "arrears_interest": Dong(60_000),
        "arrears_since": LATE_SINCE,
        "purpose": "Nuôi lợn",
    }
    return BroughtIn(membership_id, **(given | changes))


def a_source(
    kind: SourceKind, amount: int, name: str = "", fund: Fund = INCOME, **more: Any
) -> OpeningSource:
    """Return one source of a fund."""
    return OpeningSource(fund, kind, name, Dong(amount), **more)


def old_books(books: Books, **changes: Any) -> OpeningSheet:
    """Return old books that balance: 7,2 million in the income fund, 3 of them lent; 1 million in the activity fund."""
    first, second, *_ = books.members
    given: dict[str, Any] = {
        "boxes": (CountedBox((INCOME,), {"500000": 5}, Dong(200_000)), CountedBox((ACTIVITY,), {"200000": 5})),
        "holdings": (
            FundHolding(INCOME, Dong(2_700_000), Dong(1_000_000), Dong(500_000), "2 con lợn giống"),
            FundHolding(ACTIVITY, Dong(1_000_000)),
        ),
        "sources": (
            a_source(SourceKind.GRANT, 3_000_000, "UBND xã"),
            a_source(
                SourceKind.BORROWED_CAPITAL, 2_000_000, "Bà Lụa", borrowed_on=LENT_ON,
                parts=(DuePart(date(2027, 6, 15), Dong(2_000_000)),),
            ),
            a_source(SourceKind.RETAINED_RESULT, 700_000),
            a_source(SourceKind.UNKNOWN, 500_000),
            a_source(SourceKind.CONTRIBUTIONS, 1_000_000, fund=ACTIVITY),
        ),
        "members": (
            OpeningMember(first, share_income=Dong(600_000)),
            OpeningMember(second, share_income=Dong(400_000)),
        ),
        "loans": (old_loan(first),),
    }  # fmt: skip
    return OpeningSheet(uuid7(), books.club_id, TODAY, **(given | changes))


def open_club(books: Books, sheet: OpeningSheet | None = None, *, at: datetime = NOW) -> UUID:
    """Open a running club's books, the chair as the second officer; return the voucher's id."""
    return open_running_club(sheet=sheet or old_books(books), second=books.chair, by=books.treasurer, at=at)


def undo_club(books: Books, opening_id: UUID, *, at: datetime = NOW) -> UUID:
    """Undo an opening, the chair as the second officer."""
    return undo_opening(
        club_id=books.club_id,
        opening_id=opening_id,
        reason="ghi nhầm",
        second=books.chair,
        by=books.treasurer,
        at=at,
    )
