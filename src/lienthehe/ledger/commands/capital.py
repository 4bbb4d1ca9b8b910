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
from lienthehe.ledger.commands.posting import post_vouchers
from lienthehe.ledger.models import BorrowedCapital, CapitalDue
from lienthehe.ledger.queries.capital import capital_ref
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.capital import DuePart, check_parts
from lienthehe.ledger.rules.entries import Part, Payment, Receipt
from lienthehe.ledger.rules.refusals import SourceNameMissing, VoucherUnknown
from lienthehe.ledger.rules.vouchers import Wording, check_amount


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

    The voucher's id is the capital's. Raises SourceNameMissing, DueDatesDoNotAddUp and what `record_receipts` raises.
    """
    books = begin(Act.RECORD_MONEY, club_id=club_id, by=by, at=at)
    if not lender.strip():
        raise SourceNameMissing
    check_amount(amount)
    check_parts(amount, parts)
    account = AccountRef(fund, AccountKind.BORROWED_CAPITAL, capital_id.hex, lender)
    receipt = Receipt(
        capital_id,
        fund,
        on,
        (Part(account, amount),),
        Wording(narration=terms, party_name=lender),
        at_bank=at_bank,
    )
    post_vouchers(books, [receipt.draft()])
    _, is_new = BorrowedCapital.objects.get_or_create(
        id=capital_id,
        defaults={
            "club_id": club_id,
            "account_id": account.id_in(club_id),
            "borrowed_on": on,
            "amount": amount,
            "terms": terms,
        },
    )
    if is_new:
        CapitalDue.objects.bulk_create(
            CapitalDue(club_id=club_id, capital_id=capital_id, due_on=part.on, amount=part.amount)
            for part in parts
        )
    audit(books, Act.RECORD_MONEY, "voucher", capital_id)
    return capital_id


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
    audit(books, Act.RECORD_MONEY, "voucher", voucher_id)
    return voucher_id
