"""Loans of a running club, brought into its new books with the voucher that opens them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max

from lienthehe.ledger.commands import OpenBooks
from lienthehe.loans.models import Loan
from lienthehe.loans.rules.bringing_in import BroughtIn, brought_in_id, lent_when_opened
from lienthehe.loans.rules.plans import Lent


def bring_in_loans(books: OpenBooks, loans: Sequence[BroughtIn], *, voucher_id: UUID, on: date) -> list[UUID]:
    """Write the loans that a posted voucher brought in, in their order, and return their ids; one query and one insert.

    Called inside the act that opens the books, which has checked the loans (`check_brought_in`) and posted the voucher
    with each loan's principal on its own account (`lent_when_opened`).
    """
    used = Loan.objects.filter(club_id=books.club_id, year=on.year).aggregate(last=Max("number"))["last"] or 0
    rows = []
    for place, loan in enumerate(loans, start=1):
        key = brought_in_id(voucher_id, place)
        row = _row(books, loan, lent_when_opened(loan, key, on=on))
        row.number, row.disbursement, row.brought_in_id = used + place, key, voucher_id
        rows.append(row)
    return [row.id for row in Loan.objects.bulk_create(rows)]


def _row(books: OpenBooks, loan: BroughtIn, lent: Lent) -> Loan:
    terms = lent.terms
    assert loan.membership_id is not None
    assert loan.first_on is not None
    return Loan(
        id=lent.id,
        club_id=books.club_id,
        year=lent.on.year,
        membership_id=loan.membership_id,
        on=lent.on,
        money=lent.principal,
        goods_value=0,
        purpose=loan.purpose,
        guarantor=loan.guarantor,
        annual_rate=terms.annual_rate,
        late_rate=lent.late_rate,
        instalments=terms.instalments,
        every=f"{terms.every.number}{terms.every.unit}",
        method=terms.method,
        days=terms.days,
        round_to=terms.round_to,
        grace=terms.grace,
        level=terms.level,
        lines=[[line.due.isoformat(), line.principal, line.interest] for line in lent.lines],
        first_amount=loan.first_amount,
        first_on=loan.first_on,
        recorded_by=books.by,
        recorded_at=books.at,
    )
