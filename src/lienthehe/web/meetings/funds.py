"""Công khai quỹ: what is in the funds, in large type to read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.rules.capital import CapitalStanding
from lienthehe.meetings.rules.boxes import boxes_opened
from lienthehe.meetings.rules.sheets import MeetingSheet
from lienthehe.web.meetings.forms import Said, StepPage


@dataclass(frozen=True, slots=True)
class FundTold:
    """One fund as it is read out (đồng): what was there as the month began, came in, went out, and is there now.

    `found` is what the opening count found beside the book: negative is missing.
    """

    fund: Fund
    opening: Dong
    paid_in: Dong
    paid_out: Dong
    found: Dong
    now: Dong


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
            "month": Month.of(self.desk.sheet.on),
            "borrowed": lent,
            "behind": sum(amount > 0 for amount in behind),
            "behind_amount": sum(behind),
        }

    def _funds(self) -> Iterator[FundTold]:
        sheet = self.desk.sheet
        now = boxes_opened(sheet, self.desk.book)
        for fund in Fund:
            book = cash_book(self.desk.club.id, fund, Month.of(sheet.on))
            found = Dong(now[fund] - self.desk.book[fund])
            yield FundTold(fund, book.opening, book.total_in, book.total_out, found, now[fund])

    def said(self, sheet: MeetingSheet) -> Said:  # noqa: ARG002 - it holds nothing of the sheet
        return []
