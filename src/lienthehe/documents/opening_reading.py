"""A filled-in Excel file of old books, read into a sheet, with what is wrong by row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lienthehe.clubs.queries import MemberRow, names_apart
from lienthehe.clubs.rules import Certificate, Fund, HouseholdClass, Newcomer, PersonFacts, Sex
from lienthehe.clubs.rules.people import OLDER_PERSON
from lienthehe.documents.opening_columns import HEADING_ROW, SHEETS, CellMissing, Sheet
from lienthehe.documents.opening_faults import ReadFile, ReadRow, RowFault
from lienthehe.documents.opening_template import ColumnMissing, open_book, page_of
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.ledger.rules.accounts import LENDING_FUND
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.lifecycle.rules.opening_checks import MOST_ROWS, TooManyRows
from lienthehe.lifecycle.rules.openings import (
    CountedBox,
    FundHolding,
    OpeningMember,
    OpeningSheet,
    OpeningSource,
    SourceKind,
)
from lienthehe.loans.rules.bringing_in import BroughtIn
from lienthehe.loans.rules.schedules import Method

MONTHS = 12


class FundTwice(Refusal):
    message = gettext_noop("this fund stands in a line above already.")


class DayDiffers(Refusal):
    message = gettext_noop(
        "a line above says %(day)s. All is brought forward on one day: leave one of the two."
    )


class BornMissing(Refusal):
    message = gettext_noop("the name is not in the club's list yet, so the year of birth is needed.")


class SexMissing(Refusal):
    message = gettext_noop("the name is not in the club's list yet, so nam or nữ is needed.")


class NameAmbiguous(Refusal):
    message = gettext_noop("several members are called so. Write one of: %(members)s.")


class NameUnknown(Refusal):
    message = gettext_noop("nobody is called so in the club's list or in the sheet of members.")


def read_file(
    data: bytes, *, begun: OpeningSheet, members: Sequence[MemberRow], founded_on: date, one_tin: bool
) -> ReadFile:
    """Read a filled-in template into the sheet that was begun, with everything that is wrong in its boxes.

    The sheet is sound only where there are no faults: a box that was not understood counts as empty in it.

    Raises FileTooLarge, FileNotUnderstood, FileWithMacros, SheetMissing, ColumnMissing and TooManyRows.
    """
    book = open_book(data, values=True)
    reader = _Reader(begun, members, founded_on)
    for sheet in SHEETS:
        reader.read(sheet, page_of(book, sheet))
    return reader.result(one_tin=one_tin)


class _Row:
    """One filled row: its number, what its boxes hold (None where empty or wrong), what is wrong by column's key."""

    def __init__(self, number: int, cells: Mapping[str, Cell], sheet: Sheet) -> None:
        self.number, self.given = number, dict[str, Any]()
        self.wrong: list[tuple[str, Refusal]] = []
        for column in sheet.columns:
            self.given[column.key] = None
            try:
                self.given[column.key] = column.read(cells[column.key])
            except Refusal as refused:
                self.refuse(column.key, refused)
            else:
                if column.needed and self.given[column.key] is None:
                    self.refuse(column.key, column.missing())

    def __getitem__(self, key: str) -> Any:
        return self.given[key]

    def refuse(self, key: str, refusal: Refusal) -> None:
        """Say what is wrong in a column, unless that is known."""
        if key not in self.unread:
            self.wrong.append((key, refusal))

    @property
    def unread(self) -> frozenset[str]:
        """The columns whose boxes were not understood."""
        return frozenset(key for key, _refusal in self.wrong)


class _Reader:
    """Reads sheet by sheet; members come before loans, so that who joins by the file may owe.

    A row that is wrong is read as far as it goes, so that everything that is wrong with it is told at once.
    """

    def __init__(self, begun: OpeningSheet, members: Sequence[MemberRow], founded_on: date) -> None:
        self.begun, self.members, self.founded_on = begun, members, founded_on
        self.on = begun.on
        self.day_in_row: int | None = None
        self.faults: list[RowFault] = []
        self.parts: dict[str, list[Any]] = {sheet.kind: [] for sheet in SHEETS}
        self.rows: dict[str, list[ReadRow]] = {sheet.kind: [] for sheet in SHEETS}
        self.called: defaultdict[str, dict[UUID, str]] = defaultdict(dict)
        for key, apart in names_apart(members).items():
            self.called[fold(apart)][key] = apart
        for row in members:
            self.called[row.search_name][row.membership_id] = names_apart(members)[row.membership_id]

    def read(self, sheet: Sheet, page: Worksheet) -> None:
        """Read the rows of one sheet."""
        columns = _columns(sheet, page)
        make = getattr(self, f"_{sheet.kind}")
        for number, cells in _filled(sheet, page, columns):
            row = _Row(number, cells, sheet)
            self.parts[sheet.kind].append(make(row))
            self.rows[sheet.kind].append(ReadRow(number, row.unread))
            self.faults += [RowFault(sheet, number, key, refusal) for key, refusal in row.wrong]

    def _holdings(self, row: _Row) -> FundHolding:
        if row["on"] is not None:
            if self.day_in_row is not None and row["on"] != self.on:
                row.refuse("on", DayDiffers(day=self.on))
            else:
                self.on, self.day_in_row = row["on"], row.number
        if row["fund"] and any(one.fund is row["fund"] for one in self.parts["holdings"]):
            row.refuse("fund", FundTwice())
        amounts = {name: row[name] or ZERO for name in ("cash", "bank", "stock")}
        return FundHolding(row["fund"] or LENDING_FUND, **amounts, goods=row["goods"] or "")

    def _sources(self, row: _Row) -> OpeningSource:
        kind, fund, amount = (
            row["kind"] or SourceKind.UNKNOWN,
            row["fund"] or LENDING_FUND,
            row["amount"] or ZERO,
        )
        name = (row["name"] or "") if kind.is_named else ""
        if kind is not SourceKind.BORROWED_CAPITAL:
            return OpeningSource(fund, kind, name, amount)
        if row["due_on"] is None:
            row.refuse("due_on", CellMissing())
        parts = (DuePart(row["due_on"], amount),) if row["due_on"] else ()
        return OpeningSource(fund, kind, name, amount, row["borrowed_on"], parts)

    def _members(self, row: _Row) -> OpeningMember:
        shares = {name: row[name] or ZERO for name in ("share_income", "share_activity")}
        known = self._known(row) if row["full_name"] else None
        if known is not None:
            return OpeningMember(known, None, **shares)
        joins = self._newcomer(row)
        if row["full_name"]:
            name = joins.facts.full_name
            apart = f"{name} ({joins.facts.birth_year})"
            self.called[fold(name)][joins.membership_id] = apart
            self.called[fold(apart)][joins.membership_id] = name
        return OpeningMember(joins.membership_id, joins, **shares)

    def _known(self, row: _Row) -> UUID | None:
        """Return who of the club's list is meant: by name and, where it is written, the year of birth."""
        name, year = fold(row["full_name"]), row["born"][0] if row["born"] else None
        called = self.called.get(name, {})
        alike = [one for one in self.members if one.search_name == name and year in (None, one.birth_year)]
        alike = alike or [
            one for one in self.members if one.membership_id in called and year in (None, one.birth_year)
        ]
        if len(alike) > 1:
            row.refuse("full_name", NameAmbiguous(members="; ".join(called.values())))
        return alike[0].membership_id if alike else None

    def _newcomer(self, row: _Row) -> Newcomer:
        if row["full_name"] and row["born"] is None:
            row.refuse("born", BornMissing())
        if row["full_name"] and row["sex"] is None:
            row.refuse("sex", SexMissing())
        joined_on = row["joined_on"] or self.founded_on
        year, day = row["born"] or (joined_on.year - OLDER_PERSON, None)
        household = row["household"] or HouseholdClass.NONE
        certificate = None
        if household is not HouseholdClass.NONE:
            certificate = Certificate(household, self.on, self.on.replace(month=12, day=31))
        ids = {name: uuid5(self.begun.id, f"{name}:{row.number}") for name in ("person_id", "membership_id")}
        facts = PersonFacts(row["full_name"] or "?", row["sex"] or Sex.FEMALE, year, day)
        return Newcomer(facts, joined_on, certificate, **ids)

    def _loans(self, row: _Row) -> BroughtIn:
        found = self.called.get(fold(row["membership_id"]), {}) if row["membership_id"] else {}
        if len({fold(one) for one in found.values()}) > 1:
            row.refuse("membership_id", NameAmbiguous(members="; ".join(found.values())))
        if not found:
            row.refuse("membership_id", NameUnknown())
        amounts = ("first_amount", "owed", "each", "arrears_principal", "arrears_interest")
        given: dict[str, Any] = {name: row[name] or ZERO for name in amounts}
        given |= {name: row[name] for name in ("first_on", "next_due", "arrears_since")}
        given |= {name: row[name] or "" for name in ("purpose", "guarantor")}
        return BroughtIn(
            membership_id=next(iter(found), None),
            annual_rate=(row["annual_rate"] or Decimal(0)) * MONTHS,
            method=row["method"] or Method.FLAT,
            instalments=row["instalments"] or 0,
            every=row["every"] or 1,
            **given,
        )

    def result(self, *, one_tin: bool) -> ReadFile:
        """Return what was read; the boxes are what the file says was counted."""
        cash: dict[Fund, Dong] = {}
        for one in self.parts["holdings"]:
            cash.setdefault(one.fund, one.cash)
        boxes = [tuple(Fund)] if one_tin else [(fund,) for fund in Fund]
        counted = tuple(
            CountedBox(funds, {}, Dong(sum(cash.get(fund, 0) for fund in funds))) for funds in boxes
        )
        parts: dict[str, Any] = {kind: tuple(rows) for kind, rows in self.parts.items()}
        sheet = replace(self.begun, on=self.on, boxes=counted, **parts)
        return ReadFile(sheet, tuple(self.faults), self.rows, self.day_in_row)


def _columns(sheet: Sheet, page: Worksheet) -> dict[str, int]:
    """Return in which column each of ours stands, by its heading."""
    headings = {fold(str(cell.value)): cell.column for cell in page[HEADING_ROW] if cell.value is not None}
    missing = [column for column in sheet.columns if fold(column.heading) not in headings]
    if missing:
        raise ColumnMissing(title=sheet.title, heading=missing[0].heading)
    return {column.key: headings[fold(column.heading)] for column in sheet.columns}


def _filled(
    sheet: Sheet, page: Worksheet, columns: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Yield the rows that hold something and are not the example."""
    found = 0
    for number in range(HEADING_ROW + 1, page.max_row + 1):
        cells: dict[str, Any] = {key: page.cell(number, place) for key, place in columns.items()}
        values = [cells[column.key].value for column in sheet.columns]
        if all(value is None or not str(value).strip() for value in values):
            continue
        if values == [column.example for column in sheet.columns]:
            continue
        found += 1
        if found > MOST_ROWS:
            raise TooManyRows(field="file", most=MOST_ROWS)
        yield number, cells
