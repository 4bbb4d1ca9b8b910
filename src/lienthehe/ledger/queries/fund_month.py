"""What a fund took in, paid out and has, box and bank together: what is read out at a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, Sum

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.queries.money import holdings_on, month_opening
from lienthehe.ledger.rules.accounts import MONEY, AccountKind, AccountRef, Income, loan_of


@dataclass(frozen=True, slots=True)
class FundMonth:
    """A fund's money in a month until a day (đồng): `opening` + `paid_in` - `paid_out` = `box` + `bank`.

    `opening` is with what the old books brought forward in the month. What moves between box and bank is neither
    taken in nor paid out; a reversal is taken off its own side. `principal` and `interest` are the parts of `paid_in`
    by which loans were repaid.
    """

    fund: Fund
    opening: Dong
    paid_in: Dong
    paid_out: Dong
    principal: Dong
    interest: Dong
    box: Dong
    bank: Dong


@dataclass(frozen=True, slots=True)
class _Moved:
    """What one kind of transfer moved: money in or out, or back where it was reversed (đồng)."""

    fund: Fund
    other: AccountRef
    comes_in: bool
    is_reversal: bool
    amount: Dong

    @property
    def is_receipt(self) -> bool:
        """Whether it counts among the receipts: came in, or is a receipt taken back."""
        return self.comes_in != self.is_reversal

    @property
    def signed(self) -> Dong:
        return Dong(-self.amount if self.is_reversal else self.amount)


def fund_months(club_id: UUID, *, until: date) -> dict[Fund, FundMonth]:
    """Return each fund's month from its first day until a day; the number of queries does not grow with the entries."""
    month = Month.of(until)
    began, held = month_opening(club_id, month), holdings_on(club_id, until)
    moved = list(_moved(club_id, month.first, until))
    return {fund: _of_fund(fund, moved, dict(began[fund]), dict(held[fund])) for fund in Fund}


def _of_fund(fund: Fund, moved: list[_Moved], began: dict[str, int], held: dict[str, int]) -> FundMonth:
    own = [one for one in moved if one.fund is fund]
    brought = [one for one in own if one.other.kind is AccountKind.OPENING]
    receipts = [one for one in own if one.is_receipt and one not in brought]
    payments = [one for one in own if not one.is_receipt and one not in brought]
    forward = sum(one.signed if one.is_receipt else -one.signed for one in brought)
    opening = sum(began.get(kind, ZERO) for kind in MONEY)
    return FundMonth(
        fund=fund,
        opening=Dong(opening + forward),
        paid_in=_total(receipts),
        paid_out=_total(payments),
        principal=_total([one for one in receipts if one.other.kind is AccountKind.LOAN_PRINCIPAL]),
        interest=_total([one for one in receipts if _is_loan_interest(one.other)]),
        box=Dong(held.get(AccountKind.CASH_BOX, ZERO)),
        bank=Dong(held.get(AccountKind.BANK, ZERO)),
    )


def _total(moved: list[_Moved]) -> Dong:
    return Dong(sum(one.signed for one in moved))


def _is_loan_interest(ref: AccountRef) -> bool:
    of_loan = loan_of(ref) is not None or ref.subject == Income.LOAN_INTEREST
    return ref.kind is AccountKind.INTEREST and of_loan


def _moved(club_id: UUID, first: date, last: date) -> Iterator[_Moved]:
    within = Transfer.objects.filter(club_id=club_id, on__range=(first, last))
    for side, other in (("debit", "credit"), ("credit", "debit")):
        touching = within.filter(Q(**{f"{side}__kind__in": MONEY}) & ~Q(**{f"{other}__kind__in": MONEY}))
        reverses = ExpressionWrapper(Q(voucher__reverses__isnull=False), output_field=BooleanField())
        by = ("fund", f"{other}__kind", f"{other}__subject", "reverses")
        rows = touching.annotate(reverses=reverses).values_list(*by).annotate(Sum("amount"))
        for fund, kind, subject, is_reversal, amount in rows.order_by():
            ref = AccountRef(Fund(fund), AccountKind(kind), subject)
            yield _Moved(ref.fund, ref, side == "debit", bool(is_reversal), Dong(amount))
