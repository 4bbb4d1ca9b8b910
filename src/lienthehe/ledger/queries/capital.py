"""Borrowed capital: who lent it, what is still owed, when it must go back."""

from collections.abc import Collection
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import BorrowedCapital, CapitalDue, Voucher
from lienthehe.ledger.queries.vouchers import voucher_views
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.capital import CapitalStanding, DuePart, open_parts


def capital_ref(club_id: UUID, capital_id: UUID) -> AccountRef | None:
    """Return the account of a borrowed capital of this club, None if there is none such."""
    row = BorrowedCapital.objects.filter(club_id=club_id, id=capital_id).select_related("account").first()
    if row is None:
        return None
    account = row.account
    return AccountRef(Fund(account.fund), AccountKind.BORROWED_CAPITAL, account.subject, account.label)


def capital_parts(capital_id: UUID) -> tuple[DuePart, ...]:
    """Return the parts in which a capital must go back, in order of their days."""
    rows = CapitalDue.objects.filter(capital=capital_id).order_by("due_on")
    return tuple(DuePart(row.due_on, Dong(row.amount)) for row in rows)


def returns_of(club_id: UUID, capital_ids: Collection[UUID]) -> list[str]:
    """Return the numbers of the vouchers that gave back a part of these capitals and were not undone, in their order."""
    accounts = BorrowedCapital.objects.filter(club_id=club_id, id__in=capital_ids).values("account")
    views = voucher_views(Voucher.objects.filter(club_id=club_id, transfers__debit__in=accounts).distinct())
    return [view.number for view in views if not view.is_reversal and not view.reversed_by]


def capital_standings(club_id: UUID) -> list[CapitalStanding]:
    """Return every capital of which something is still owed, the oldest first, in two queries."""
    rows = BorrowedCapital.objects.filter(club_id=club_id, account__balance__lt=0).select_related("account")
    return [_standing(row) for row in rows.prefetch_related("dues").order_by("borrowed_on", "id")]


def _standing(row: BorrowedCapital) -> CapitalStanding:
    owed = Dong(-row.account.balance)
    parts = [DuePart(due.due_on, Dong(due.amount)) for due in row.dues.all()]
    return CapitalStanding(
        capital_id=row.id,
        fund=Fund(row.account.fund),
        lender=row.account.label,
        borrowed_on=row.borrowed_on,
        borrowed=Dong(row.amount),
        owed=owed,
        open_parts=open_parts(parts, returned=Dong(row.amount - owed)),
    )
