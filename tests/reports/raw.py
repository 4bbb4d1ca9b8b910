"""Headline figures of a club's month said a third time, from raw transfers and memberships: nothing of `reports.rules`."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from lienthehe.clubs.models import Membership
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.rules.accounts import Purpose
from lienthehe.loans.models import Loan
from lienthehe.meetings.models import Attendance, Meeting

HOLDS = {"cash_box", "bank", "stock", "loan_principal", "shortage"}
COLUMNS = (
    "on",
    "voucher__reverses",
    "fund",
    "debit__kind",
    "debit__subject",
    "credit__kind",
    "credit__subject",
    "amount",
)
NAMES = (
    *("outstanding", "lent", "repaid", "written_off"),
    *(
        f"{fund}_{name}"
        for fund in ("income", "activity")
        for name in (
            "opening",
            "closing",
            "in_contributions",
            "in_borrowed_capital",
            *(f"out_{one}" for one in Purpose),
        )
    ),
)


def raw_figures(club_id: UUID, first: date) -> dict[str, int]:
    """Return some figures of the month that begins on `first`; money as it stood when the month was over."""
    end = (first + timedelta(days=32)).replace(day=1)
    figures = Counter(dict.fromkeys(NAMES, 0))
    figures.update(_members(club_id, first, end))
    figures.update(_meetings(club_id, first))
    for on, *row in Transfer.objects.filter(club_id=club_id, on__lt=end).values_list(*COLUMNS):
        moved = Moved(*row)
        for account, change in ((moved.debit, moved.amount), (moved.credit, -moved.amount)):
            if account in HOLDS:
                figures[f"{moved.fund}_closing"] += change
                figures[f"{moved.fund}_opening"] += change * (on < first)
            if account == "loan_principal":
                figures["outstanding"] += change
        if on >= first:
            _moved(figures, moved)
    return {**figures, **_loans(club_id, end)}


def _members(club_id: UUID, first: date, end: date) -> dict[str, int]:
    spans = list(Membership.objects.filter(club_id=club_id).values_list("joined_on", "left_on"))
    return {
        "members": sum(joined < end and (left is None or left >= end) for joined, left in spans),
        "joined": sum(first <= joined < end for joined, _ in spans),
        "left": sum(left is not None and first <= left < end for _, left in spans),
    }


def _meetings(club_id: UUID, first: date) -> dict[str, int]:
    held = Meeting.objects.filter(club_id=club_id, stands_for=first)
    came = Attendance.objects.filter(meeting__in=held, presence="present")
    return {"meetings": held.count(), "attendances": came.count()}


class Moved(NamedTuple):
    """A raw transfer."""

    reverses: UUID | None
    fund: str
    debit: str
    bought: str
    credit: str
    earned: str
    amount: int


def _moved(figures: Counter[str], moved: Moved) -> None:
    reverses, fund, debit, bought, credit, earned, amount = moved
    if reverses:
        debit, bought, credit, amount = credit, earned, debit, -amount
    if debit == "spending":
        figures[f"{fund}_out_{bought}"] += amount
    if debit == "loan_principal" and credit != "opening":
        figures["lent"] += amount
    if credit == "loan_principal":
        figures["written_off" if debit == "losses" else "repaid"] += amount
    if credit == "contributions" and debit in HOLDS:
        figures[f"{fund}_in_contributions"] += amount
    if credit == "borrowed_capital" and debit in HOLDS:
        figures[f"{fund}_in_borrowed_capital"] += amount


def _loans(club_id: UUID, end: date) -> dict[str, int]:
    """Return persons and loans paid out by the month's end and not undone."""
    owed: defaultdict[UUID, list[date]] = defaultdict(list)
    for loan in Loan.objects.filter(club_id=club_id, on__lt=end).select_related("membership"):
        vouchers = [loan.money_voucher, loan.goods_voucher, loan.brought_in]
        undone = [one.reversed_by.on for one in vouchers if one and hasattr(one, "reversed_by")]
        if not undone or min(undone) >= end:
            owed[loan.membership.person_id].append(loan.on)
    return {"loans_ever": sum(map(len, owed.values())), "borrowers_ever": len(owed)}
