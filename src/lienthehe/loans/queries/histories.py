"""A club's loans with all that ever happened to them, in three queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.loans.models import Loan, LoanChange
from lienthehe.loans.queries.loans import LENT_COLUMNS, UNDONE_ON, lent_of
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.histories import Happened, LoanHistory
from lienthehe.loans.rules.plans import Extended, Paid, WrittenOff

_HEX_FIGURES = 32


def loan_histories(club_id: UUID) -> list[LoanHistory]:
    """Return every loan that a club ever paid out or brought in, those undone later too."""
    rows = list(
        Loan.objects.filter(club_id=club_id)
        .annotate(undone_on=UNDONE_ON)
        .order_by("on", "number")
        .values(*LENT_COLUMNS, "undone_on", "brought_in_id", person_id=F("membership__person_id"))
    )
    if not rows:
        return []
    happened = _decisions(club_id)
    for loan_id, payments in payments_by_loan(Transfer.objects.filter(club_id=club_id)).items():
        happened[loan_id] += payments
    return [
        LoanHistory(
            person_id=row["person_id"],
            lent=lent_of(row),
            goods_value=Dong(row["goods_value"]),
            is_brought_in=row["brought_in_id"] is not None,
            undone_on=row["undone_on"],
            happened=tuple(happened[row["id"]]),
        )
        for row in rows
    ]


def _decisions(club_id: UUID) -> defaultdict[UUID, list[Happened]]:
    """Return extensions and write-offs in their order."""
    rows = LoanChange.objects.filter(
        club_id=club_id, kind__in=(ChangeKind.EXTENSION, ChangeKind.WRITE_OFF)
    ).annotate(undone_on=Coalesce("undone_by__on", "voucher__reversed_by__on"))
    decisions: defaultdict[UUID, list[Happened]] = defaultdict(list)
    for row in rows.order_by("on", "after_entry", "id"):
        event = (
            Extended(row.on, row.after_entry, _days(row.dues))
            if row.kind == ChangeKind.EXTENSION
            else WrittenOff(row.on, row.after_entry, Dong(row.principal))
        )
        decisions[row.loan_id].append(Happened(event, row.undone_on))
    return decisions


def _days(written: Sequence[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in written)


def payments_by_loan(credited: QuerySet[Transfer]) -> dict[UUID, list[Happened]]:
    """Return what transfers paid of each loan, voucher by voucher; what was counted as lost is no payment."""
    rows = credited.filter(
        voucher__reverses__isnull=True,
        credit__kind__in=(AccountKind.LOAN_PRINCIPAL, AccountKind.INTEREST),
    ).exclude(debit__kind=AccountKind.LOSSES)
    columns = (
        *("credit__subject", "credit__kind", "on", "voucher__sequence", "voucher__reversed_by__on"),
        "amount",
    )
    sums: dict[tuple[str, date, int, date | None], list[int]] = {}
    for subject, kind, day, place, undone_on, amount in rows.values_list(*columns).iterator():
        if len(subject) == _HEX_FIGURES:
            both = sums.setdefault((subject, day, place, undone_on), [0, 0])
            both[kind == AccountKind.INTEREST] += amount
    paid: defaultdict[UUID, list[Happened]] = defaultdict(list)
    loans: dict[str, UUID] = {}
    for (subject, day, place, undone_on), (principal, interest) in sums.items():
        loan_id = loans.setdefault(subject, UUID(subject))
        paid[loan_id].append(Happened(Paid(day, place, Dong(principal), Dong(interest)), undone_on))
    return paid
