"""All loans of a club together: what is out, what is late, what may be lent, and what falls due when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.ledger.rules.capital import due_soon
from lienthehe.loans.queries.applications import approved_unpaid
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.lending import free_money
from lienthehe.loans.rules.standings import LoanState, Portfolio, Sum, at_risk

CAPITAL_DAYS = 30
"""Borrowed capital that must be back within so many days is not lent any more."""


@dataclass(frozen=True, slots=True)
class FreeMoney:
    """What the lending fund may lend, and what it is made of (đồng)."""

    box: Dong
    approved: Dong
    owed_to_leavers: Dong
    capital_due: Dong

    @property
    def free(self) -> Dong:
        return free_money(
            box=self.box,
            approved=self.approved,
            owed_to_leavers=self.owed_to_leavers,
            capital_due=self.capital_due,
        )


def free_money_on(club_id: UUID, on: date, *, without: Collection[UUID] = ()) -> FreeMoney:
    """Return what may be lent on a day: its box, without what is promised, owed and due back as of now.

    Approvals named in `without` are not taken off. In seven queries.
    """
    of_fund = fund_sources(club_id)[LENDING_FUND]
    leavers = sum(line.amount for line in of_fund.owed if line.kind is AccountKind.OWED_TO_LEAVER)
    capital = [one for one in capital_standings(club_id) if one.fund is LENDING_FUND]
    soon = due_soon(capital, on=on, days=CAPITAL_DAYS)
    due = [part.amount for one in soon for part in one.open_parts if (part.on - on).days <= CAPITAL_DAYS]
    return FreeMoney(
        box=Dong(holdings_on(club_id, on)[LENDING_FUND][AccountKind.CASH_BOX]),
        approved=approved_unpaid(club_id, without=without),
        owed_to_leavers=Dong(leavers),
        capital_due=Dong(sum(due)),
    )


def portfolio_of(rows: Collection[LoanRow]) -> Portfolio:
    """Return loans of one day in numbers."""
    running = [row for row in rows if row.state is LoanState.RUNS]
    overdue = repaid = Sum()
    for row in running:
        overdue += row.at.overdue
    for row in rows:
        for paid in row.paid:
            if paid.on.year == row.at.on.year:
                repaid += Sum(paid.principal, paid.interest)
    lent = [row for row in rows if row.lent.on.year == row.at.on.year and not row.is_brought_in]
    return Portfolio(
        loans=len(running),
        borrowers=len({row.person_id for row in running}),
        outstanding=Dong(sum(row.at.outstanding for row in running)),
        overdue=overdue,
        late_loans=sum(row.at.overdue.total > 0 for row in running),
        at_risk=at_risk(row.at for row in running),
        loans_lent=len(lent),
        lent=Dong(sum(row.lent.principal for row in lent)),
        repaid=repaid,
        to_recover=Dong(sum(row.to_recover for row in rows)),
    )


@dataclass(frozen=True, slots=True)
class DueLine:
    """What one loan asks for on a day and is not paid (đồng)."""

    on: date
    row: LoanRow
    unpaid: Sum


def dues_between(rows: Iterable[LoanRow], first: date, last: date) -> list[DueLine]:
    """Return what the loans ask for from a day to a day and is not paid, in order of days and names."""
    found = [
        DueLine(line.due, row, line.unpaid)
        for row in rows
        for line in row.at.lines
        if first <= line.due <= last and line.unpaid.total
    ]
    return sorted(found, key=lambda one: (one.on, one.row.sort_name, one.row.number))
