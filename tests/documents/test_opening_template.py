"""The Excel file of old books: what it offers, how it is read, and how it comes back."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from lienthehe.clubs.queries import members_on
from lienthehe.clubs.rules import Fund, HouseholdClass
from lienthehe.documents.opening_columns import (
    METHODS,
    NotADay,
    NotAnAmount,
    NotOfTheList,
    one_of,
    read_amount,
    read_born,
    read_day,
    read_rate,
)
from lienthehe.documents.opening_reading import BornMissing, NameAmbiguous, NameUnknown, read_file
from lienthehe.documents.opening_template import (
    MOST_BYTES,
    ColumnMissing,
    FileNotUnderstood,
    FileTooLarge,
    FileWithMacros,
    SheetMissing,
    file_with_reasons,
    open_book,
    template_file,
)
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.rules.opening_checks import TooManyRows, check_opening
from lienthehe.lifecycle.rules.openings import OpeningSheet, SourceKind
from lienthehe.loans.rules.schedules import Method
from tests.given.books import TODAY, some_books
from tests.given.clubs import FOUNDED
from tests.given.opening_files import GOOD, fill_in
from tests.given.people import a_member


def cell(value, number_format="General"):
    box = Workbook().active.cell(1, 1, value)
    box.number_format = number_format
    return box


def read(data, members=(), *, one_tin=False):
    begun = OpeningSheet(uuid7(), uuid7(), TODAY)
    return read_file(data, begun=begun, members=members, founded_on=FOUNDED, one_tin=one_tin)


def faults(data, members=()):
    return [(one.title, one.row, one.heading, type(one.refusal)) for one in read(data, members).faults]


class TestCells:
    @pytest.mark.parametrize(
        "value", [1_250_000, 1250000.0, "1.250.000", "1250000", " 1.250.000 đ", "1.250.000 đồng"]
    )
    def test_an_amount_is_read_however_it_is_written(self, value):
        assert read_amount(cell(value)) == 1_250_000

    @pytest.mark.parametrize("value", ["1,5 triệu", -5, 0.5, True, "1.25", "9" * 16, float("inf")])
    def test_what_is_no_amount_is_refused(self, value):
        with pytest.raises(NotAnAmount):
            read_amount(cell(value))

    @pytest.mark.parametrize(
        "value",
        ["15/11/2026", "15.11.2026", "15-11-2026", datetime(2026, 11, 15), date(2026, 11, 15)],  # noqa: DTZ001 - as Excel has it
    )
    def test_a_day_is_text_or_a_real_date(self, value):
        assert read_day(cell(value)) == date(2026, 11, 15)

    @pytest.mark.parametrize("value", ["31/02/2026", "mùng 3 Tết", 45_000])
    def test_what_is_no_day_is_refused(self, value):
        with pytest.raises(NotADay):
            read_day(cell(value))

    def test_a_rate_is_percent_a_month_also_in_a_percent_box(self):
        assert read_rate(cell("0,8 %")) == Decimal("0.8")
        assert read_rate(cell(0.008, "0.0%")) == Decimal("0.8")

    def test_the_year_of_birth_is_enough(self):
        assert read_born(cell(1958.0)) == (1958, None)
        assert read_born(cell("14/11/1951")) == (1951, date(1951, 11, 14))

    def test_a_word_of_a_list_is_known_without_diacritics(self):
        assert one_of(METHODS)(cell("lai phang")) is Method.FLAT
        with pytest.raises(NotOfTheList):
            one_of(METHODS)(cell("khác"))


class TestTemplate:
    def test_it_has_four_sheets_with_lists_and_an_example_that_counts_for_nothing(self):
        book = load_workbook(BytesIO(template_file()))
        assert book.sheetnames[:4] == list(GOOD)
        assert book["Nguồn vốn"].data_validations.count == 2
        found = read(template_file())
        assert found.faults == ()
        assert (found.sheet.loans, found.sheet.members, found.sheet.sources) == ((), (), ())

    def test_a_filled_in_file_becomes_old_books_that_balance(self):
        found = read(fill_in())
        sheet = found.sheet
        assert found.faults == ()
        assert list(check_opening(sheet, known=(), one_tin=False, today=TODAY)) == []
        assert [one.kind for one in sheet.sources][:2] == [SourceKind.GRANT, SourceKind.BORROWED_CAPITAL]
        mai = sheet.members[0].joins
        assert mai is not None
        assert (mai.facts.birth_year, mai.joined_on) == (1950, FOUNDED)
        assert mai.certificate is not None
        assert mai.certificate.household_class is HouseholdClass.NEAR_POOR
        assert sheet.loans[0].membership_id == mai.membership_id
        assert (sheet.loans[0].annual_rate, sheet.loans[0].method) == (12, Method.EQUAL_PRINCIPAL)
        assert [box.counted for box in sheet.boxes] == [2_700_000, 1_000_000]

    def test_one_tin_is_both_funds_cash_together(self):
        (box,) = read(fill_in(), one_tin=True).sheet.boxes
        assert (box.funds, box.counted) == (tuple(Fund), 3_700_000)

    def test_wrong_rows_are_told_with_their_number_and_column(self):
        data = fill_in(sources_4_D="ba triệu", members_5_C="?", loans_4_A="Lò Thị Mía", sources_6_F=None)
        assert faults(data) == [
            ("Nguồn vốn", 4, "Số tiền", NotAnAmount),
            ("Nguồn vốn", 6, "Vốn mượn: ngày phải trả", faults(data)[1][3]),
            ("Thành viên", 5, "Nam hay nữ", NotOfTheList),
            ("Khoản vay", 4, "Người vay", NameUnknown),
        ]


class TestNames:
    @pytest.mark.django_db
    def test_members_of_the_list_are_known_without_diacritics_and_need_no_year(self):
        books = some_books(people=0)
        mai = a_member(books.club_id, "Lò Thị Mai", birth_year=1950, by=books.chair)
        rows = members_on(books.club_id, TODAY)
        found = read(fill_in(members_4_A="lo thi mai", members_4_B=None), rows)
        assert found.faults == ()
        assert (found.sheet.members[0].membership_id, found.sheet.members[0].joins) == (
            mai.membership_id,
            None,
        )
        assert faults(fill_in(members_4_A="Ai đó", members_4_B=None), rows)[0][3] is BornMissing

    @pytest.mark.django_db
    def test_two_of_one_name_are_asked_for_by_the_year(self):
        books = some_books(people=0)
        for year in (1950, 1961):
            a_member(books.club_id, "Lò Thị Mai", birth_year=year, by=books.chair)
        rows = members_on(books.club_id, TODAY)
        assert faults(fill_in(), rows) == [("Khoản vay", 4, "Người vay", NameAmbiguous)]
        assert faults(fill_in(loans_4_A="Lò Thị Mai (1961)"), rows) == []


class TestFiles:
    def test_the_same_file_comes_back_with_reasons_and_nothing_else_changed(self):
        data = fill_in(loans_4_D="?")
        back = file_with_reasons(data, {("Khoản vay", 4): ["Gốc còn nợ: sai"]})
        before, after = (load_workbook(BytesIO(one))["Khoản vay"] for one in (data, back))
        assert after.cell(4, 16).value == "Gốc còn nợ: sai"
        assert after.cell(4, 16).font.color.rgb.endswith("841812")
        assert [box.value for box in before[4]] == [box.value for box in after[4][:15]]
        again = file_with_reasons(back, {})
        assert load_workbook(BytesIO(again))["Khoản vay"].cell(4, 16).value is None

    def test_odd_files_are_refused_with_their_reason(self):
        with pytest.raises(FileNotUnderstood):
            open_book(b"khong phai Excel", values=True)
        with pytest.raises(FileTooLarge):
            open_book(b"0" * (MOST_BYTES + 1), values=True)
        out = BytesIO()
        with ZipFile(out, "w") as packed:
            packed.writestr("xl/vbaProject.bin", b"x")
        with pytest.raises(FileWithMacros):
            open_book(out.getvalue(), values=True)

    def test_other_sheets_headings_or_too_many_rows_are_refused(self):
        book = load_workbook(BytesIO(fill_in()))
        book["Khoản vay"]["D2"] = "Nợ"
        out = BytesIO()
        book.save(out)
        with pytest.raises(ColumnMissing):
            read(out.getvalue())
        del book["Khoản vay"]
        out = BytesIO()
        book.save(out)
        with pytest.raises(SheetMissing):
            read(out.getvalue())
        with pytest.raises(TooManyRows):
            read(fill_in({"Nguồn vốn": [["Quỹ hoạt động", "Ủng hộ", "Ông A", 1]] * 2001}))
