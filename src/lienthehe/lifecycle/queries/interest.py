"""Loan interest received, and how it was shared between the funds."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.queries.money import payable_from_boxes
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind, Income
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.lifecycle.models import InterestSplit
from lienthehe.lifecycle.rules.interest import SHARED_INTEREST, Split, split_of
from lienthehe.loans.queries.policies import policy_on


@dataclass(frozen=True, slots=True)
class SharedMonth:
    """How a closed month's interest was shared (đồng)."""

    month: Month
    split: Split
    voucher_id: UUID | None


def interest_received(club_id: UUID, first: date, last: date) -> Dong:
    """Return the loan interest received from a day to a day (đồng), what was undone then taken off, what was shared not."""
    others = [kind for kind in Income if kind is not Income.LOAN_INTEREST]
    of_loans = {"fund": LENDING_FUND, "kind": AccountKind.INTEREST}
    sums = []
    for side in ("credit", "debit"):
        wanted = {f"{side}__{name}": value for name, value in of_loans.items()}
        rows = Transfer.objects.filter(club_id=club_id, on__range=(first, last), **wanted)
        rows = rows.exclude(**{f"{side}__subject__in": others}).exclude(_shared(club_id))
        sums.append(rows.aggregate(sum=Sum("amount", default=0))["sum"])
    return Dong(sums[0] - sums[1])


def interest_shared(club_id: UUID) -> Dong:
    """Return what has been moved to the activity fund by now (đồng), undone moves taken off."""
    out, back = (
        Transfer.objects.filter(one, club_id=club_id).aggregate(sum=Sum("amount", default=0))["sum"]
        for one in (_moved_out(club_id), _moved_back(club_id))
    )
    return Dong(out - back)


def _shared(club_id: UUID) -> Q:
    """Select the moves out of the interest into the other fund: no receipt and no repayment is one."""
    return _moved_out(club_id) | _moved_back(club_id)


def _moved_out(club_id: UUID) -> Q:
    kind, box = VoucherKind.TRANSFER, AccountKind.CASH_BOX
    return Q(debit=SHARED_INTEREST.id_in(club_id), credit__kind=box, voucher__kind=kind)


def _moved_back(club_id: UUID) -> Q:
    kind, box = VoucherKind.TRANSFER, AccountKind.CASH_BOX
    return Q(credit=SHARED_INTEREST.id_in(club_id), debit__kind=box, voucher__kind=kind)


def planned_split(club_id: UUID, month: Month) -> Split:
    """Return how the interest is shared if the month is closed now, by the policy of its last day.

    Months closed before are covered whole, whatever became of their part; what of it was not moved is carried.
    """
    owed = InterestSplit.objects.filter(club_id=club_id).aggregate(sum=Sum("owed", default=0))["sum"]
    return split_of(
        interest_received(club_id, month.first, month.last),
        Dong(owed - interest_shared(club_id)),
        policy_on(club_id, month.last).interest_to_activity,
        payable_from_boxes(club_id, month.last)[Fund.INCOME],
    )


def split_of_month(club_id: UUID, month: Month) -> SharedMonth | None:
    """Return how a month's interest was shared; None for one that is open, or was closed before interest was shared."""
    row = InterestSplit.objects.filter(club_id=club_id, month=month.first).first()
    return _shared_month(row) if row else None


def splits_of(club_id: UUID, *, limit: int = 24) -> list[SharedMonth]:
    """Return how the last months' interest was shared, the latest first; months with nothing to share are left out."""
    rows = InterestSplit.objects.filter(club_id=club_id).exclude(owed=0, moved=0, carried=0)
    return [_shared_month(row) for row in rows.order_by("-month")[:limit]]


def _shared_month(row: InterestSplit) -> SharedMonth:
    split = Split(Dong(row.base), row.percent, Dong(row.owed), Dong(row.moved), Dong(row.carried))
    return SharedMonth(Month.of(row.month), split, row.voucher_id)
