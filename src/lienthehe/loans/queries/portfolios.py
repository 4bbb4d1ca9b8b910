"""The loans of many clubs on a day in numbers, in three queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lienthehe.ledger.models import Transfer
from lienthehe.loans.models import Loan
from lienthehe.loans.queries.histories import payments_by_loan
from lienthehe.loans.queries.loans import LENT_COLUMNS, changes_of, events_of, holding_on, lent_of
from lienthehe.loans.rules.plans import Event
from lienthehe.loans.rules.standings import (
    ClubLoans,
    Standing,
    in_numbers,
    is_repaid,
    is_running,
    standing,
)


def club_loans_on(club_ids: Collection[UUID], on: date) -> dict[UUID, ClubLoans]:
    """Return for each club what its loans come to at the end of a day (đồng); persons and loans are counted apart.

    A loan that is repaid whole is read and passed over.
    """
    loans = Loan.objects.filter(club_id__in=club_ids, on__lte=on)
    events = _payments(club_ids, on)
    for loan_id, changes in changes_of(loans.values("id"), on).items():
        events[loan_id] += events_of(changes)
    running: defaultdict[UUID, list[tuple[UUID, Standing]]] = defaultdict(list)
    for row in _lent(loans, on):
        lent, paid = lent_of(row), events.get(row["id"], [])
        if not is_repaid(lent, paid) and is_running(at := standing(lent, paid, on)):
            running[row["club_id"]].append((row["person_id"], at))
    return {club_id: in_numbers(running[club_id]) for club_id in club_ids}


def _lent(loans: QuerySet[Loan], on: date) -> Iterator[dict[str, Any]]:
    rows = holding_on(loans, on).values(*LENT_COLUMNS, "club_id", person_id=F("membership__person_id"))
    yield from rows.iterator()


def _payments(club_ids: Collection[UUID], on: date) -> defaultdict[UUID, list[Event]]:
    """Return what was paid of each loan: the rows of its accounts that hold on the day."""
    holding = Q(voucher__reversed_by__isnull=True) | Q(voucher__reversed_by__on__gt=on)
    paid = payments_by_loan(Transfer.objects.filter(holding, club_id__in=club_ids, on__lte=on))
    return defaultdict(list, {loan_id: [one.event for one in found] for loan_id, found in paid.items()})
