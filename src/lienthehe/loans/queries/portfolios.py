"""The loans of many clubs on a day in numbers, in three queries whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.loans.models import Loan
from lienthehe.loans.queries.loans import LENT_COLUMNS, changes_of, events_of, holding_on, lent_of
from lienthehe.loans.rules.plans import Event, Paid
from lienthehe.loans.rules.standings import ClubLoans, Standing, at_risk, standing

_HEX_FIGURES = 32


def club_loans_on(club_ids: Collection[UUID], on: date) -> dict[UUID, ClubLoans]:
    """Return for each club what its loans come to at the end of a day (đồng); persons and loans are counted apart.

    A loan that is repaid whole is read and passed over.
    """
    loans = Loan.objects.filter(club_id__in=club_ids, on__lte=on)
    events = _payments(club_ids, on)
    for loan_id, changes in changes_of(loans.values("id"), on).items():
        events[loan_id] += events_of(changes)
    standings: defaultdict[UUID, list[tuple[UUID, Standing]]] = defaultdict(list)
    for row in _running(loans, on):
        lent = lent_of(row)
        paid = events.get(row["id"], [])
        if not _is_repaid(row, paid):
            standings[row["club_id"]].append((row["person_id"], standing(lent, paid, on)))
    return {club_id: _in_numbers(standings[club_id]) for club_id in club_ids}


def _running(loans: QuerySet[Loan], on: date) -> Iterator[dict[str, Any]]:
    rows = holding_on(loans, on).values(*LENT_COLUMNS, "club_id", person_id=F("membership__person_id"))
    yield from rows.iterator()


def _payments(club_ids: Collection[UUID], on: date) -> defaultdict[UUID, list[Event]]:
    """Return what was paid of each loan: the rows of its accounts that hold on the day."""
    holding = Q(voucher__reversed_by__isnull=True) | Q(voucher__reversed_by__on__gt=on)
    rows = Transfer.objects.filter(
        holding,
        club_id__in=club_ids,
        on__lte=on,
        voucher__reverses__isnull=True,
        credit__kind__in=(AccountKind.LOAN_PRINCIPAL, AccountKind.INTEREST),
    ).exclude(debit__kind=AccountKind.LOSSES)
    sums: dict[tuple[str, date, int], list[int]] = {}
    columns = ("credit__subject", "credit__kind", "on", "voucher__sequence", "amount")
    for subject, kind, day, place, amount in rows.values_list(*columns).iterator():
        if len(subject) == _HEX_FIGURES:
            both = sums.setdefault((subject, day, place), [0, 0])
            both[kind == AccountKind.INTEREST] += amount
    paid: defaultdict[UUID, list[Event]] = defaultdict(list)
    loans: dict[str, UUID] = {}
    for (subject, day, place), (principal, interest) in sums.items():
        loan_id = loans.setdefault(subject, UUID(subject))
        paid[loan_id].append(Paid(day, place, Dong(principal), Dong(interest)))
    return paid


def _is_repaid(row: dict[str, Any], events: Collection[Event]) -> bool:
    """Tell whether a loan has paid all that was ever signed, so that nothing of it is asked for any more."""
    paid = [event for event in events if isinstance(event, Paid)]
    if row["late_rate"] or len(paid) < len(events):
        return False
    if sum(one.principal for one in paid) < row["money"] + row["goods_value"]:
        return False
    signed: int = sum(line[2] for line in row["lines"])
    return sum(one.interest for one in paid) >= signed


def _in_numbers(rows: Collection[tuple[UUID, Standing]]) -> ClubLoans:
    running = [(person, at) for person, at in rows if at.outstanding or at.asked.interest]
    return ClubLoans(
        loans=len(running),
        borrowers=len({person for person, _ in running}),
        outstanding=Dong(sum(at.outstanding for _, at in running)),
        due=Dong(sum(at.due.total for _, at in running)),
        overdue=Dong(sum(at.overdue.total for _, at in running)),
        late_loans=sum(at.overdue.total > 0 for _, at in running),
        at_risk=at_risk(at for _, at in running),
    )
