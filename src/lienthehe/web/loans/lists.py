"""Loans as lines of a page: who borrows, what is still owed, and how it stands in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.standings import LoanState
from lienthehe.web.ledger.desk import Desk
from lienthehe.web.loans.wording import Said, call, say_state


class Shown(StrEnum):
    """Which loans a list shows."""

    OPEN = "open"
    DUE = "due"
    LATE = "late"
    WRITTEN_OFF = "written_off"
    REPAID = "repaid"

    @property
    def label(self) -> str:
        return _SHOWN[self]


_SHOWN = {
    Shown.OPEN: gettext_noop("All open loans"),
    Shown.DUE: gettext_noop("Due this month"),
    Shown.LATE: gettext_noop("Late loans"),
    Shown.WRITTEN_OFF: gettext_noop("Written-off loans"),
    Shown.REPAID: gettext_noop("Repaid loans"),
}


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan's line: who borrows, what for, how it stands; `amount` is what is owed, or what was lent of a repaid one."""

    id: UUID
    who: str
    purpose: str
    said: Said
    amount: Dong


def loan_lines(desk: Desk, rows: Iterable[LoanRow], shown: Shown, text: str = "") -> list[LoanLine]:
    """Return the loans that a filter and a search leave, those most days late first where all are late."""
    found = [row for row in rows if _belongs(row, shown)]
    if text and desk.sees_names:
        found = [row for row in found if fold(text) in fold(row.borrower)]
    if shown is Shown.LATE:
        found.sort(key=lambda row: -row.at.days_late)
    return [loan_line(desk, row) for row in found]


def loan_line(desk: Desk, row: LoanRow) -> LoanLine:
    """Return one loan's line."""
    amounts = {LoanState.RUNS: row.at.outstanding, LoanState.WRITTEN_OFF: row.to_recover}
    amount = amounts.get(row.state, row.lent.principal)
    purpose = row.purpose if desk.sees_names else ""
    return LoanLine(row.id, call(desk, row), purpose, say_state(row), amount)


def _belongs(row: LoanRow, shown: Shown) -> bool:
    runs = row.state is LoanState.RUNS
    match shown:
        case Shown.OPEN:
            return row.is_open
        case Shown.DUE:
            return runs and row.at.due.total > 0
        case Shown.LATE:
            return runs and row.at.overdue.total > 0
        case Shown.WRITTEN_OFF:
            return row.state is LoanState.WRITTEN_OFF
        case Shown.REPAID:
            return row.state is LoanState.SETTLED
