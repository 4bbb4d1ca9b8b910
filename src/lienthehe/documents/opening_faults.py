"""What is wrong in a filled-in Excel file of old books: everything of every row at once, and nothing that only follows.

A reason that looks at a box which was not understood is not told: it would go away once that box is mended.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lienthehe.clubs.rules.people import PeriodTurned
from lienthehe.documents.opening_columns import EXAMPLE_ROW, FUNDS, SHEETS, Sheet
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.rules.refusals import DueBeforeBorrowed, DueDatesDoNotAddUp, SourceNameMissing
from lienthehe.lifecycle.rules.opening_checks import (
    BirthDoesNotFit,
    BorrowedDayMissing,
    MemberTwice,
    Place,
    place_of,
)
from lienthehe.lifecycle.rules.openings import OpeningSheet
from lienthehe.loans.rules import bringing_in as loans

_COLUMNS = {
    "birth_year": "born",
    "birth_date": "born",
    "parts": "due_on",
    "since": "household",
    "until": "household",
}
"""In which column stands what the rules call otherwise."""

_REST = frozenset({"owed", "arrears_principal", "instalments"})
_LATE = frozenset({"arrears_principal", "arrears_interest", "arrears_since"})
_LOOKS_AT: dict[type[Refusal], frozenset[str]] = {
    loans.OwedMoreThanLent: frozenset({"first_amount", "owed"}),
    loans.LentAfterOpening: frozenset({"first_on", "on"}),
    loans.ArrearsTooLarge: frozenset({"owed", "arrears_principal"}),
    loans.ArrearsSinceMissing: _LATE,
    loans.ArrearsAmountMissing: _LATE,
    loans.ArrearsSinceOutside: frozenset({"arrears_since", "on"}),
    loans.NextDueMissing: _REST | {"next_due"},
    loans.NextDuePast: frozenset({"next_due", "on"}),
    loans.NextDueFar: frozenset({"next_due", "on"}),
    loans.InstalmentsMissing: _REST,
    loans.NothingLeftToPlan: _REST,
    loans.PartsDoNotAddUp: _REST | {"each", "first_amount"},
    SourceNameMissing: frozenset({"kind", "name"}),
    BorrowedDayMissing: frozenset({"kind", "borrowed_on", "on"}),
    DueDatesDoNotAddUp: frozenset({"amount", "due_on"}),
    DueBeforeBorrowed: frozenset({"due_on", "borrowed_on"}),
    MemberTwice: frozenset({"full_name", "born"}),
    BirthDoesNotFit: frozenset({"born", "joined_on"}),
    PeriodTurned: frozenset({"household", "on"}),
}
"""Which boxes of its row a reason looks at; without an entry, that of its own column alone."""

_IN_THE_SUMS = {
    "holdings": frozenset({"fund", "cash", "bank", "stock"}),
    "sources": frozenset({"fund", "kind", "amount"}),
    "members": frozenset({"share_income", "share_activity"}),
    "loans": frozenset({"owed"}),
}
_SHEETS = {sheet.kind: sheet for sheet in SHEETS}
_FUND_NAMES = {fund.value: word for word, fund in FUNDS.items()}


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row of a sheet: the row's number, the column's key ("" for the row); `fund` of a sum."""

    sheet: Sheet
    row: int
    key: str
    refusal: Refusal
    fund: str = ""

    @property
    def title(self) -> str:
        return self.sheet.title

    @property
    def heading(self) -> str:
        """What stands before the reason: the column's heading, or the fund whose sums do not agree."""
        return self.fund or next((one.heading for one in self.sheet.columns if one.key == self.key), "")

    @property
    def is_of_sums(self) -> bool:
        """Whether every row is sound, and only both sides together do not agree."""
        return place_of(self.refusal).kind == "balance"

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it stands in the file."""
        keys = [column.key for column in self.sheet.columns]
        return SHEETS.index(self.sheet), self.row, keys.index(self.key) if self.key in keys else len(keys)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was read: its number, and the keys of the columns that were not understood."""

    number: int
    unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds: the sheet as far as it was understood, what is wrong in its boxes, and where its parts stand.

    `day_in_row`: the row of the first sheet that says the day of opening.
    """

    sheet: OpeningSheet
    faults: tuple[RowFault, ...]
    rows: Mapping[str, Sequence[ReadRow]]
    day_in_row: int | None = None

    def all_faults(self, refusals: Iterable[Refusal]) -> list[RowFault]:
        """Return what is wrong in boxes and by `check_opening`, all of it, in the order of the file."""
        placed = [(place_of(one), one) for one in refusals]
        days = [fault for place, one in placed if place.kind == "on" for fault in self._of_day(one)]
        unknown = frozenset({"on"} if days or self._day_unread else ())
        rows = [fault for place, one in placed for fault in self._of_row(place, one, unknown)]
        faults = [*self.faults, *days, *rows]
        if not any(_moves_sums(one) for one in faults):
            faults += [self._of_sums(place, one) for place, one in placed if place.kind == "balance"]
        return sorted(faults, key=lambda one: one.order)

    def _of_day(self, refusal: Refusal) -> Iterator[RowFault]:
        if self.day_in_row is not None:
            yield RowFault(_SHEETS["holdings"], self.day_in_row, "on", refusal)

    def _of_row(self, place: Place, refusal: Refusal, unknown: frozenset[str]) -> Iterator[RowFault]:
        if place.row is None or place.kind not in self.rows:
            return
        row, key = self.rows[place.kind][place.row], _COLUMNS.get(place.field, place.field)
        if not _LOOKS_AT.get(type(refusal), frozenset({key})) & (row.unread | unknown):
            yield RowFault(_SHEETS[place.kind], row.number, key, refusal)

    def _of_sums(self, place: Place, refusal: Refusal) -> RowFault:
        below = max((row.number for row in self.rows["sources"]), default=EXAMPLE_ROW) + 1
        return RowFault(_SHEETS["sources"], below, "", refusal, _FUND_NAMES.get(place.field, ""))

    @property
    def _day_unread(self) -> bool:
        return any("on" in row.unread for row in self.rows["holdings"])


def _moves_sums(fault: RowFault) -> bool:
    """Tell whether the sums will change once a fault is mended."""
    return fault.key in _IN_THE_SUMS[fault.sheet.kind] or isinstance(fault.refusal, MemberTwice)
