"""Bringing old books forward: screen by screen or from an Excel file, checked, opened by two, undone."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from lienthehe.access.commands import prepare_access
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import scopes_of_club
from lienthehe.foundation.money import DENOMINATIONS
from lienthehe.lifecycle.queries.openings import books_have_begun, opening_draft
from lienthehe.loans.queries.loans import loans_on
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY, Books, some_books
from tests.given.clubs import a_club, club_officer, commune_officer
from tests.given.entries import a_second, somebody_above
from tests.given.officers import an_officer
from tests.given.opening_files import fill_in
from tests.given.openings import open_club
from tests.given.readers import shown, signed_in
from tests.given.receipts import receive
from tests.given.transactions import undone


@pytest.fixture(scope="module")
def running_club(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        yield some_books()


@pytest.fixture
def books(running_club: Books, db: None) -> Iterator[Books]:
    with time_machine.travel(NOW, tick=False):
        yield running_club


@pytest.fixture
def treasurer(books: Books) -> Client:
    return signed_in(books.treasurer)


def address(books: Books, path: str = "") -> str:
    return f"/cau-lac-bo/{books.club_id}/mo-so-cu/{path}"


def send(browser: Client, books: Books, path: str, **form):
    draft = opening_draft(books.club_id)
    return browser.post(address(books, path), {"version": draft.version if draft else 0} | form, follow=True)


def cash(**given):
    empty = {f"{fund}-n{value}": "" for fund in ("income", "activity") for value in DENOMINATIONS}
    return (
        empty
        | {
            "on": "20/01/2026",
            "income-other": "200.000",
            "activity-other": "1.000.000",
            "income-n500000": "5",
        }
        | given
    )


def a_line(place: int, **given):
    empty = dict.fromkeys(("name", "borrowed_on", "due_on"), "")
    return {f"s{place}-{name}": value for name, value in (empty | {"fund": "income"} | given).items()}


def a_loan(books: Books, **given):
    return {
        "membership_id": str(books.members[0]), "first_amount": "5.000.000", "first_on": "15/06/2025",
        "owed": "3.000.000", "monthly_rate": "1", "method": "flat", "arrears_principal": "1.000.000",
        "arrears_interest": "60.000", "arrears_since": "06/12/2025", "instalments": "4", "next_due": "15/02/2026",
        "every": "1", "each": "", "purpose": "", "guarantor": "",
    } | given  # fmt: skip


def by_hand(browser: Client, books: Books) -> None:
    browser.post(address(books))
    send(browser, books, "tien-mat/", **cash())
    send(
        browser,
        books,
        "ngan-hang-va-hang/",
        **{"income-bank": "1.000.000", "income-stock": "500.000", "income-goods": "lợn"},
    )
    lines = a_line(0, kind="grant", name="UBND xã", amount="3.000.000")
    lines |= a_line(
        1,
        kind="borrowed_capital",
        name="Bà Lụa",
        amount="2.000.000",
        borrowed_on="15/06/2025",
        due_on="15/06/2027",
    )
    lines |= a_line(2, kind="retained_result", amount="700.000")
    lines |= a_line(3, kind="contributions", fund="activity", amount="1.000.000")
    send(browser, books, "tien-cua-ai/", **lines, **{"s-lines": "4"})
    shares = {
        f"m{key.hex}-income": amount
        for key, amount in zip(books.members, ("600.000", "400.000"), strict=False)
    }
    send(
        browser,
        books,
        "thanh-vien/",
        joined_on="01/09/2025",
        people="Lò Thị Mai, 1950, nữ, cận nghèo",
        **shares,
    )
    send(browser, books, "khoan-vay/moi/", **a_loan(books))


def upload(browser: Client, books: Books, data: bytes, name: str = "so-cu.xlsx"):
    return browser.post(address(books, "tep/"), {"file": SimpleUploadedFile(name, data)}, follow=True)


class TestByHand:
    def test_screen_by_screen_to_open_books_and_back(self, books, treasurer):
        by_hand(treasurer, books)
        page = shown(treasurer.get(address(books, "kiem-tra/")))
        assert "Có 1 chỗ cần sửa" in page
        assert "500.000 đ có đó mà chưa ghi là của ai" in page
        page = shown(send(treasurer, books, "chua-ro-nguon/"))
        assert "Chưa rõ nguồn 500.000" in page
        answer = send(treasurer, books, "kiem-tra/", **a_second(books))
        assert "Sổ đã mở" in shown(answer)
        assert (books.box(INCOME), books.box(ACTIVITY)) == (2_700_000, 1_000_000)
        assert len(loans_on(books.club_id, TODAY)) == 1
        assert books.are_sound()
        path = answer.redirect_chain[-1][0]
        page = shown(treasurer.post(path + "bo/", {"reason": "ghi nhầm"} | a_second(books), follow=True))
        assert "Phiếu mở sổ đã được đảo" in page
        assert "Lò Thị Mai" in shown(treasurer.get(address(books, "thanh-vien/")))

    def test_what_is_kept_is_shown_again_and_the_sums_stand_on_every_screen(self, books, treasurer):
        by_hand(treasurer, books)
        for path, seen in (
            ("", "Đang làm dở"), ("tien-mat/", "Đếm được 2.700.000 đ"), ("ngan-hang-va-hang/", "Đang có 7.200.000"),
            ("tien-cua-ai/", "Còn chưa rõ của ai 500.000 đ"), ("thanh-vien/", "Lò Thị Mai"), ("khoan-vay/", "3.000.000 đ"),
        ):  # fmt: skip
            assert seen in shown(treasurer.get(address(books, path))), path
        assert 'value="UBND xã"' in treasurer.get(address(books, "tien-cua-ai/")).content.decode()

    def test_bad_input_is_answered_at_its_field_and_nothing_typed_is_lost(self, books, treasurer):
        treasurer.post(address(books))
        answer = send(treasurer, books, "tien-mat/", **cash(**{"income-other": "hai trăm"}))
        assert 'value="hai trăm"' in answer.content.decode()
        assert "#id_income-other" in answer.content.decode()
        line = a_line(0, kind="borrowed_capital", amount="2.000.000", name="Bà Lụa")
        page = shown(send(treasurer, books, "tien-cua-ai/", **line, **{"s-lines": "1"}))
        assert "Lỗi: vốn mượn cần có ngày này." in page
        page = shown(send(treasurer, books, "khoan-vay/moi/", **a_loan(books, owed="6.000.000")))
        assert "Lúc đầu cho vay 5.000.000 đ" in page
        page = shown(send(treasurer, books, "thanh-vien/", joined_on="01/09/2025", people="Ai đó"))
        assert "Dòng 1" in page

    def test_lines_and_loans_are_taken_out_again(self, books, treasurer):
        by_hand(treasurer, books)
        send(
            treasurer,
            books,
            "tien-cua-ai/",
            **a_line(0, kind="grant", name="UBND xã", amount="1", drop="on"),
            **{"s-lines": "1"},
        )
        send(treasurer, books, "khoan-vay/1/", drop="1")
        draft = opening_draft(books.club_id)
        assert (draft.sheet.sources, draft.sheet.loans) == ((), ())
        assert treasurer.get(address(books, "khoan-vay/1/")).status_code == 404

    def test_what_somebody_else_saved_meanwhile_is_not_overwritten(self, books, treasurer):
        by_hand(treasurer, books)
        page = shown(send(treasurer, books, "tien-mat/", version=1, **cash()))
        assert "Người khác đã ghi trang này" in page

    def test_the_start_says_who_confirms_at_the_end(self, books, treasurer):
        page = shown(treasurer.get(address(books)))
        assert "Ông bà, người đang vào sổ, và một người nữa trong Ban Chủ nhiệm" in page
        assert f"Người xác nhận cùng ông bà được ngay: {books.chair.full_name}, Chủ nhiệm" in page

    @pytest.mark.usefixtures("books")
    def test_a_new_club_s_start_tells_the_commune_how_somebody_comes_to_confirm(self):
        club = a_club(at=NOW)
        commune = signed_in(commune_officer(club.place, at=NOW))
        first = f"/cau-lac-bo/{club.id}/mo-so-cu/"
        page = shown(commune.get(first))
        assert "Ông bà, người ghi hộ câu lạc bộ, và một người trong Ban Chủ nhiệm" in page
        assert "Chưa có ai xác nhận cùng ông bà được" in page
        assert f'href="/cau-lac-bo/{club.id}/nguoi-dung/them/"' in commune.get(first).content.decode()
        within = scopes_of_club(club.id, on=TODAY)
        by = commune_officer(club.place, at=NOW)
        prepare_access(
            full_name="Cầm Thị Đào", phone="", role=Role.CHAIR, scope=within[0], within=within, by=by, at=NOW
        )
        assert "Cầm Thị Đào, Chủ nhiệm: đã được cấp quyền nhưng chưa có mã PIN" in shown(commune.get(first))
        an_officer(Role.TREASURER, *within, at=NOW, full_name="Lò Văn Sáng")
        page = shown(commune.get(first))
        assert "Người xác nhận cùng ông bà được ngay: Lò Văn Sáng, Thủ quỹ" in page

    @pytest.mark.usefixtures("books")
    def test_alone_on_the_board_one_is_told_whom_to_ask(self):
        club = a_club(at=NOW)
        page = signed_in(club_officer(club.id, at=NOW)).get(f"/cau-lac-bo/{club.id}/mo-so-cu/")
        assert "Cán bộ xã mở quyền cho một người khác trong Ban Chủ nhiệm" in shown(page)
        assert f'href="/cau-lac-bo/{club.id}/nguoi-dung/"' in page.content.decode()

    def test_a_draft_is_thrown_away(self, books, treasurer):
        by_hand(treasurer, books)
        assert "Chuẩn bị sẵn" in shown(send(treasurer, books, "bo/"))
        assert opening_draft(books.club_id) is None
        assert treasurer.get(address(books, "tien-mat/")).status_code == 409

    def test_the_first_page_and_everything_lead_there_until_the_books_begin(self, books, treasurer):
        first = f"/cau-lac-bo/{books.club_id}/"
        assert "Chuyển sổ cũ sang" in shown(treasurer.get(first))
        assert "Chuyển sổ cũ sang" in shown(treasurer.get(first + "tat-ca/"))
        receive(books, 100_000)
        assert "Chuyển sổ cũ sang" not in shown(treasurer.get(first))
        assert "Sổ đã bắt đầu rồi" in shown(treasurer.get(address(books)))

    def test_who_sees_no_names_does_not_bring_them_in(self, books):
        assert signed_in(somebody_above(books)).get(address(books)).status_code == 403

    def test_opened_books_show_whose_money_it_is(self, books, treasurer):
        open_club(books)
        page = shown(treasurer.get(f"/cau-lac-bo/{books.club_id}/so-quy/tien-cua-ai/"))
        assert "Chưa rõ nguồn" in page

    @pytest.mark.usefixtures("books")
    @pytest.mark.parametrize("people", [1, 3])
    def test_the_members_screen_asks_the_same_number_of_queries(
        self, people, django_assert_max_num_queries: DjangoAssertNumQueries
    ):
        club = some_books(people=people)
        browser = signed_in(club.treasurer)
        browser.post(address(club))
        with django_assert_max_num_queries(24):
            browser.get(address(club, "thanh-vien/"))


class TestFromAFile:
    def test_a_good_file_lands_on_the_check_and_is_opened_there(self, books, treasurer):
        page = shown(upload(treasurer, books, fill_in()))
        assert "Sổ này chuyển sang" not in page
        assert "Vay 1 khoản" in page or "Đang cho vay, 1 khoản" in page
        assert not books_have_begun(books.club_id)
        send(treasurer, books, "kiem-tra/", **a_second(books))
        assert [row.borrower for row in loans_on(books.club_id, TODAY)] == ["Lò Thị Mai"]
        assert books.are_sound()

    def test_wrong_rows_come_back_with_reasons_and_nothing_is_written(self, books, treasurer):
        page = shown(upload(treasurer, books, fill_in(loans_4_D="?", members_4_C="x", sources_4_C=None)))
        assert "Có 3 dòng cần sửa" in page
        assert "Khoản vay, dòng 4" in page
        draft = opening_draft(books.club_id)
        assert (draft.sheet.loans, draft.sheet.members) == ((), ())
        back = treasurer.get(address(books, "tep/ly-do/"))
        sheet = load_workbook(BytesIO(back.content))["Khoản vay"]
        assert sheet.cell(4, 16).value.startswith("Gốc còn nợ: ")
        assert sheet.cell(4, 4).value == "?"

    def test_a_row_with_several_faults_comes_back_with_all_of_them(self, books, treasurer):
        wrong = {"loans_4_A": "Ai đó", "loans_4_D": "?", "loans_4_I": "06/12/2026", "members_5_C": None}
        page = shown(upload(treasurer, books, fill_in(**wrong)))
        for said in (
            "Người vay: không có ai",
            "Gốc còn nợ: “?”",
            "Quá hạn từ ngày: Ngày 06/12/2026",
            "Nam hay nữ: ",
        ):
            assert said in page
        back = load_workbook(BytesIO(treasurer.get(address(books, "tep/ly-do/")).content))
        told = back["Khoản vay"].cell(4, 16).value.split("\n")
        assert [one.split(":")[0] for one in told] == ["Người vay", "Gốc còn nợ", "Quá hạn từ ngày"]

    def test_sums_that_do_not_agree_are_mended_on_the_pages_or_in_the_file(self, books, treasurer):
        page = shown(upload(treasurer, books, fill_in(sources_7_D=500_000)))
        assert "200.000 đ có đó mà chưa ghi là của ai" in page
        assert "Tải lại tệp có ghi lý do" in page
        back = load_workbook(BytesIO(treasurer.get(address(books, "tep/ly-do/")).content))["Nguồn vốn"]
        assert back.cell(10, 7).value.startswith("Quỹ tăng thu nhập: ")
        assert opening_draft(books.club_id).sheet.loans
        assert "Hai bên đã khớp" in shown(send(treasurer, books, "chua-ro-nguon/"))

    def test_the_template_is_offered(self, books, treasurer):
        answer = treasurer.get(address(books, "tep/mau/"))
        assert load_workbook(BytesIO(answer.content)).sheetnames[3] == "Khoản vay"
        assert treasurer.get(address(books, "tep/ly-do/")).status_code == 404

    @pytest.mark.parametrize(("data", "name", "said"), [
        (b"abc", "so-cu.xlsx", "không phải tệp Excel đọc được"),
        (b"abc", "so-cu.xlsm", "chứa macro"),
        (b"0" * 5_300_000, "so-cu.xlsx", "lớn hơn 5 MB"),
        (b"", "so-cu.xlsx", "Tệp này trống"),
    ])  # fmt: skip
    def test_odd_files_are_answered_kindly(self, books, treasurer, data, name, said):
        assert said in shown(upload(treasurer, books, data, name))
