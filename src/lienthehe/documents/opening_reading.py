"""A filled-in Excel file of old books, read into a sheet, with what is wrong by row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lienthehe.clubs.queries import MemberRow, names_apart
from lienthehe.clubs.rules import Certificate, Fund, HouseholdClass, Newcomer, PersonFacts
from lienthehe.documents.opening_columns import HEADING_ROW, SHEETS, CellMissing, Sheet
from lienthehe.documents.opening_template import ColumnMissing, open_book, page_of
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.lifecycle.rules.opening_checks import MOST_ROWS, TooManyRows, place_of
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


class BornMissing(Refusal):
    message = gettext_noop("not in the club's list, so the year of birth and nam or nữ are needed.")


class NameAmbiguous(Refusal):
    message = gettext_noop("several members are called so. Write one of: %(members)s.")


class NameUnknown(Refusal):
    message = gettext_noop("nobody is called so in the club's list or in the sheet of members.")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a row of the file: the sheet's name, the row's number, the column's heading ("" for the row)."""

    title: str
    row: int
    heading: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds: the sheet as far as it was understood, what is wrong, and in which rows its parts stand."""

    sheet: OpeningSheet
    faults: tuple[RowFault, ...]
    rows: Mapping[str, tuple[int, ...]]

    def placed(self, refusals: Iterable[Refusal]) -> Iterator[RowFault]:
        """Yield those refusals of `check_opening` that belong to a row, each at its row and column."""
        titles = {one.kind: one for one in SHEETS}
        for refusal in refusals:
            place = place_of(refusal)
            if place.row is None or place.kind not in self.rows:
                continue
            sheet = titles[place.kind]
            heading = next((one.heading for one in sheet.columns if one.key == place.field), "")
            yield RowFault(sheet.title, self.rows[place.kind][place.row], heading, refusal)


def read_file(
    data: bytes, *, begun: OpeningSheet, members: Sequence[MemberRow], founded_on: date, one_tin: bool
) -> ReadFile:
    """Read a filled-in template into the sheet that was begun; rows that are wrong are told and left out.

    Raises FileTooLarge, FileNotUnderstood, FileWithMacros, SheetMissing, ColumnMissing and TooManyRows.
    """
    book = open_book(data, values=True)
    reader = _Reader(begun, members, founded_on)
    for sheet in SHEETS:
        reader.read(sheet, page_of(book, sheet))
    return reader.result(one_tin=one_tin)


Row = dict[str, Any]


class _Reader:
    """Reads sheet by sheet; members come before loans, so that who joins by the file may owe."""

    def __init__(self, begun: OpeningSheet, members: Sequence[MemberRow], founded_on: date) -> None:
        self.begun, self.members, self.founded_on = begun, members, founded_on
        self.on = begun.on
        self.faults: list[RowFault] = []
        self.parts: dict[str, list[Any]] = {sheet.kind: [] for sheet in SHEETS}
        self.rows: dict[str, list[int]] = {sheet.kind: [] for sheet in SHEETS}
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
            given, wrong = _cells(cells, sheet)
            if not wrong:
                wrong = list(self._kept(sheet.kind, make, given, number))
            self.faults += [RowFault(sheet.title, number, heading, refusal) for heading, refusal in wrong]

    def _kept(self, kind: str, make: Any, given: Row, number: int) -> Iterator[tuple[str, Refusal]]:
        try:
            self.parts[kind].append(make(given, number))
            self.rows[kind].append(number)
        except Refusal as refused:
            yield refused.field, refused

    def _holdings(self, given: Row, _number: int) -> FundHolding:
        self.on = given["on"] or self.on
        if any(one.fund is given["fund"] for one in self.parts["holdings"]):
            raise FundTwice(field="Quỹ")
        amounts = {name: given[name] or ZERO for name in ("cash", "bank", "stock")}
        return FundHolding(given["fund"], **amounts, goods=given["goods"] or "")

    def _sources(self, given: Row, _number: int) -> OpeningSource:
        kind, amount = given["kind"], given["amount"]
        if kind is not SourceKind.BORROWED_CAPITAL:
            return OpeningSource(given["fund"], kind, (given["name"] or "") if kind.is_named else "", amount)
        if given["due_on"] is None:
            raise CellMissing(field="Vốn mượn: ngày phải trả")
        parts = (DuePart(given["due_on"], amount),)
        return OpeningSource(given["fund"], kind, given["name"] or "", amount, given["borrowed_on"], parts)

    def _members(self, given: Row, number: int) -> OpeningMember:
        shares = {name: given[name] or ZERO for name in ("share_income", "share_activity")}
        known = self._known(given["full_name"], given["born"])
        if known is not None:
            return OpeningMember(known, None, **shares)
        if given["born"] is None or given["sex"] is None:
            raise BornMissing(field="Năm sinh hoặc ngày sinh")
        joins = self._newcomer(given, number)
        name = joins.facts.full_name
        self.called[fold(name)][joins.membership_id] = f"{name} ({joins.facts.birth_year})"
        self.called[fold(f"{name} ({joins.facts.birth_year})")][joins.membership_id] = name
        return OpeningMember(joins.membership_id, joins, **shares)

    def _known(self, name: str, born: tuple[int, date | None] | None) -> UUID | None:
        """Return who of the club's list is meant: by name and, where it is written, the year of birth."""
        year = born[0] if born else None
        alike = [
            row for row in self.members if row.search_name == fold(name) and year in (None, row.birth_year)
        ]
        if not alike and fold(name) in self.called:
            apart = [
                key for key in self.called[fold(name)] if any(r.membership_id == key for r in self.members)
            ]
            alike = [
                row for row in self.members if row.membership_id in apart and year in (None, row.birth_year)
            ]
        if len(alike) > 1:
            raise NameAmbiguous(field="Họ và tên", members="; ".join(self.called[fold(name)].values()))
        return alike[0].membership_id if alike else None

    def _newcomer(self, given: Row, number: int) -> Newcomer:
        year, day = given["born"]
        joined_on = given["joined_on"] or self.founded_on
        household = given["household"] or HouseholdClass.NONE
        certificate = None
        if household is not HouseholdClass.NONE:
            certificate = Certificate(household, self.on, self.on.replace(month=12, day=31))
        ids = {name: uuid5(self.begun.id, f"{name}:{number}") for name in ("person_id", "membership_id")}
        facts = PersonFacts(given["full_name"], given["sex"], year, day)
        return Newcomer(facts, joined_on, certificate, **ids)

    def _loans(self, given: Row, _number: int) -> BroughtIn:
        found = self.called.get(fold(given["membership_id"]), {})
        if len(found) > 1:
            raise NameAmbiguous(field="Người vay", members="; ".join(found.values()))
        if not found:
            raise NameUnknown(field="Người vay")
        more: Row = {name: given[name] or ZERO for name in ("each", "arrears_principal", "arrears_interest")}
        more |= {name: given[name] or "" for name in ("purpose", "guarantor")}
        return BroughtIn(
            membership_id=next(iter(found)),
            annual_rate=given["annual_rate"] * MONTHS,
            method=given["method"] or Method.FLAT,
            instalments=given["instalments"] or 0,
            every=given["every"] or 1,
            **{
                name: given[name]
                for name in ("first_amount", "first_on", "owed", "next_due", "arrears_since")
            },
            **more,
        )

    def result(self, *, one_tin: bool) -> ReadFile:
        """Return what was read; the boxes are what the file says was counted."""
        cash = {one.fund: one.cash for one in self.parts["holdings"]}
        boxes = [tuple(Fund)] if one_tin else [(fund,) for fund in Fund]
        counted = tuple(
            CountedBox(funds, {}, Dong(sum(cash.get(fund, 0) for fund in funds))) for funds in boxes
        )
        parts: Row = {kind: tuple(rows) for kind, rows in self.parts.items()}
        sheet = replace(self.begun, on=self.on, boxes=counted, **parts)
        return ReadFile(sheet, tuple(self.faults), {kind: tuple(rows) for kind, rows in self.rows.items()})


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


def _cells(cells: Mapping[str, Cell], sheet: Sheet) -> tuple[Row, list[tuple[str, Refusal]]]:
    given: Row = {}
    wrong: list[tuple[str, Refusal]] = []
    for column in sheet.columns:
        try:
            given[column.key] = column.read(cells[column.key])
            if given[column.key] is None and column.needed:
                raise CellMissing
        except Refusal as refused:
            wrong.append((column.heading, refused))
    return given, wrong
