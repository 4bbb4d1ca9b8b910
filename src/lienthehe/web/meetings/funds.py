"""Công khai quỹ: what is in the funds, in large type to read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.documents.wording import say_voucher
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.bank_moves import bank_moves_since_count
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.fund_month import FundMonth, fund_months
from lienthehe.ledger.rules.accounts import LENDING_FUND
from lienthehe.ledger.rules.capital import CapitalStanding
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.meetings.rules.boxes import boxes_opened
from lienthehe.meetings.rules.sheets import MeetingSheet
from lienthehe.web.meetings.forms import Said, StepPage


@dataclass(frozen=True, slots=True)
class FundTold:
    """One fund as it is read out (đồng): its month in box and bank, and what is in the box and altogether now.

    `found` is what the opening count found beside the book: negative is missing.
    """

    month: FundMonth
    found: Dong
    box: Dong

    @property
    def fund(self) -> Fund:
        return self.month.fund

    @property
    def total(self) -> Dong:
        return Dong(self.box + self.month.bank)

    @property
    def lends(self) -> bool:
        return self.fund is LENDING_FUND


@dataclass(frozen=True, slots=True)
class BorrowerTold:
    """A borrower's line as it is read out (đồng): what is owed, what is asked for, and how late it is."""

    name: str
    outstanding: Dong
    asked: Dong
    days_late: int


class FundsPage(StepPage):
    """Nothing is typed here: saving says that it was read out."""

    key = "funds"
    template = "meetings/funds.html"

    def context(self) -> dict[str, Any]:
        behind = [
            sum(standing.behind for standing in standings.values()) for standings in self.desk.dues.values()
        ]
        lent: list[CapitalStanding] = capital_standings(self.desk.club.id)
        return {
            "funds": list(self._funds()),
            "bank_moves": [
                (view, say_voucher(view, names=self.desk.sees_names))
                for view in bank_moves_since_count(self.desk.club.id)
            ],
            "month": Month.of(self.desk.sheet.on),
            "borrowed": lent,
            "behind": sum(amount > 0 for amount in behind),
            "behind_amount": sum(behind),
            "borrowers": list(self._borrowers()),
            "outstanding": sum(one.at.outstanding for one in self._loans()),
            "overdue": sum(one.at.overdue.total for one in self._loans()),
        }

    def _loans(self) -> list[LoanRow]:
        return [row for rows in self.desk.loans.values() for row in rows]

    def _borrowers(self) -> Iterator[BorrowerTold]:
        """Yield one line for each borrower, in order of names; two loans of one come together."""
        by_person: dict[UUID, list[LoanRow]] = {}
        for row in sorted(self._loans(), key=lambda one: one.sort_name):
            by_person.setdefault(row.person_id, []).append(row)
        for rows in by_person.values():
            member = self.desk.by_membership.get(rows[0].membership_id)
            yield BorrowerTold(
                name=self.desk.called(member)
                if member
                else rows[0].borrower
                if self.desk.sees_names
                else "?",
                outstanding=Dong(sum(row.at.outstanding for row in rows)),
                asked=Dong(sum(row.at.asked.total for row in rows)),
                days_late=max(row.at.days_late for row in rows),
            )

    def _funds(self) -> Iterator[FundTold]:
        sheet = self.desk.sheet
        now = boxes_opened(sheet, self.desk.book)
        for fund, month in fund_months(self.desk.club.id, until=sheet.on).items():
            yield FundTold(month, Dong(now[fund] - month.box), now[fund])

    def said(self, sheet: MeetingSheet) -> Said:  # noqa: ARG002 - it holds nothing of the sheet
        return []
