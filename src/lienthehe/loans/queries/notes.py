"""Which loan notes something that was written is about."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from lienthehe.ledger.models import Transfer
from lienthehe.ledger.rules.accounts import LENDING_FUND, LOAN_KINDS, AccountKind, AccountRef, loan_of
from lienthehe.loans.models import Loan, LoanChange
from lienthehe.loans.rules.lending import note_number


def loans_behind_vouchers(club_id: UUID, voucher_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return the loans whose own accounts each of the vouchers moved; one that moved none is left out."""
    if not voucher_ids:
        return {}
    moved = Q(debit__kind__in=LOAN_KINDS) | Q(credit__kind__in=LOAN_KINDS)
    rows = Transfer.objects.filter(moved, club_id=club_id, voucher__in=voucher_ids)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    columns = ("voucher_id", "debit__kind", "debit__subject", "credit__kind", "credit__subject")
    for voucher, *sides in rows.values_list(*columns):
        for kind, subject in (sides[:2], sides[2:]):
            if loan := loan_of(AccountRef(LENDING_FUND, AccountKind(kind), subject)):
                found[voucher].add(loan)
    return dict(found)


def loans_behind_changes(club_id: UUID, change_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the loan that each of the decisions is about."""
    rows = LoanChange.objects.filter(club_id=club_id, id__in=change_ids) if change_ids else ()
    return {row.id: row.loan_id for row in rows}


def note_numbers(club_id: UUID, loan_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the number of each loan's note, also of a loan that was undone."""
    if not loan_ids:
        return {}
    rows = Loan.objects.filter(club_id=club_id, id__in=loan_ids).values_list("id", "number", "year")
    return {key: note_number(number, year) for key, number, year in rows}
