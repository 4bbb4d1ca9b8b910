"""Capital that somebody lends to the club, and its return in parts."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.commands.posting import OpenBooks, post_vouchers
from lienthehe.ledger.models import BorrowedCapital, CapitalDue
from lienthehe.ledger.queries.capital import capital_parts, capital_ref
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.capital import CapitalNote, DuePart, check_parts, merge_parts
from lienthehe.ledger.rules.entries import Part, Payment, Receipt
from lienthehe.ledger.rules.refusals import SourceNameMissing, VoucherIdReused, VoucherUnknown
from lienthehe.ledger.rules.vouchers import VoucherKind, Wording, check_amount


@transaction.atomic
def borrow_capital(
    *,
    club_id: UUID,
    capital_id: UUID,
    fund: Fund,
    lender: str,
    on: date,
    amount: Dong,
    parts: Sequence[DuePart],
    terms: str,
    at_bank: bool,
    by: Officer,
    at: datetime,
) -> UUID:
    """Take borrowed capital into a fund by one PT and note when its parts must be back; return the voucher's id.

    The voucher's id is the capital's. Parts due on one day become one. Raises SourceNameMissing, DueDatesDoNotAddUp,
    DueBeforeBorrowed and what `record_receipts` raises; VoucherIdReused also for other due dates.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    if not lender.strip():
        raise SourceNameMissing
    check_amount(amount)
    check_parts(amount, parts, borrowed_on=on)
    account = AccountRef(fund, AccountKind.BORROWED_CAPITAL, capital_id.hex, lender)
    wording = Wording(narration=terms, party_name=lender)
    receipt = Receipt(capital_id, fund, on, (Part(account, amount),), wording, at_bank=at_bank)
    post_vouchers(books, [receipt.draft()])
    if books.has_written:
        note_capital(books, [CapitalNote(account, on, tuple(parts))])
        audit(books, Act.RECORD_MONEY, "voucher", capital_id)
    elif capital_parts(capital_id) != merge_parts(parts):
        raise VoucherIdReused(number=VoucherKind.RECEIPT)
    return capital_id


def note_capital(books: OpenBooks, notes: Sequence[CapitalNote]) -> None:
    """Note capital that vouchers of this act brought in: its own receipt, or the opening of the books.

    The parts of a capital come to what was brought in; `verify` finds what is not noted so.
    """
    rows = [
        BorrowedCapital(
            id=UUID(note.account.subject),
            club_id=books.club_id,
            account_id=note.account.id_in(books.club_id),
            borrowed_on=note.borrowed_on,
            amount=sum(part.amount for part in note.parts),
        )
        for note in notes
    ]
    BorrowedCapital.objects.bulk_create(rows)
    CapitalDue.objects.bulk_create(
        CapitalDue(club_id=books.club_id, capital_id=row.id, due_on=part.on, amount=part.amount)
        for row, note in zip(rows, notes, strict=True)
        for part in merge_parts(note.parts)
    )


@transaction.atomic
def return_capital(
    *,
    club_id: UUID,
    voucher_id: UUID,
    capital_id: UUID,
    on: date,
    amount: Dong,
    at_bank: bool,
    second: Officer | None,
    by: Officer,
    at: datetime,
) -> UUID:
    """Return a part of borrowed capital by one PC, oldest part first; return the voucher's id.

    Raises VoucherUnknown, MoreThanOwed and what `record_payments` raises.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    account = capital_ref(club_id, capital_id)
    if account is None:
        raise VoucherUnknown
    payment = Payment(
        voucher_id,
        account.fund,
        on,
        (Part(account, amount),),
        Wording(party_name=account.label),
        at_bank=at_bank,
    )
    draft = payment.draft(second.pk if second else None)
    check_second(books, [draft], second)
    post_vouchers(books, [draft])
    if books.has_written:
        audit(books, Act.RECORD_MONEY, "voucher", voucher_id)
    return voucher_id
