"""A treasurer opens a running club's books from the Excel template: three wrong rows, the file back, mended, opened."""

import io
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lienthehe.access.rules import Role
from lienthehe.clubs.queries import ClubSummary, scopes_of_club
from lienthehe.clubs.rules import Fund
from lienthehe.documents.opening_columns import EXAMPLE_ROW
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.lifecycle.queries.openings import books_have_begun
from lienthehe.loans.queries.loans import loans_on
from tests.given.clubs import a_board, a_club
from tests.given.officers import PASSWORD, PIN, an_officer
from tests.given.opening_files import GOOD
from tests.given.people import members
from tests.journeys.holding import Hand

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WRONG = {("Khoản vay", "D4"): "ba triệu", ("Thành viên", "C4"): "x", ("Nguồn vốn", "C4"): None}


@pytest.fixture
def club() -> ClubSummary:
    """A club with regulations, a board, a treasurer and a chair, whose books are empty."""
    now = timezone.now()
    club = a_club(at=now)
    around = scopes_of_club(club.id, on=timezone.localdate(now))
    an_officer(Role.TREASURER, *around, at=now, full_name="Nguyễn Thị Lụa", username="thu.quy")
    chair = an_officer(Role.CHAIR, *around, at=now, full_name="Hoàng Thị Mến", username="chu.nhiem")
    members(club.id, 3, by=chair, at=now)
    a_board(club.id, size=3, by=chair, at=now)
    return club


def test_a_running_club_is_opened_from_the_excel_template(club, phone, live_server, tmp_path):
    hand = Hand(phone)
    template = to_the_template(hand, live_server.url, tmp_path)
    filled = fill(template, tmp_path / "so-cu.xlsx")
    back = send_wrong(hand, filled, tmp_path)
    assert not books_have_begun(club.id)
    assert reasons(back) == {"Khoản vay": 4, "Thành viên": 4, "Nguồn vốn": 4}
    open_mended(hand, mend(back, tmp_path / "so-cu-da-sua.xlsx"))
    assert box_balances(club.id) == {Fund.INCOME: 2_700_000, Fund.ACTIVITY: 1_000_000}
    (loan,) = loans_on(club.id, timezone.localdate())
    assert (loan.borrower, loan.at.outstanding) == ("Lò Thị Mai", 3_000_000)
    assert not verify_club(club.id).findings


def to_the_template(hand: Hand, url: str, folder: Path) -> Path:
    page = hand.page
    page.goto(url)
    hand.write("Số điện thoại hoặc tên đăng nhập", "thu.quy")
    hand.write("Mật khẩu", PASSWORD)
    hand.go(hand.button("Mở sổ"))
    hand.go(hand.link("Chuyển sổ cũ sang"))
    hand.looks("so-cu-1")
    hand.go(hand.link("Lấy từ tệp Excel"))
    with page.expect_download() as got:
        hand.press(hand.link("Tải tệp mẫu"))
    got.value.save_as(folder / "mau.xlsx")
    return folder / "mau.xlsx"


def fill(template: Path, to: Path) -> Path:
    """Fill the template in as people do, with three rows wrong."""
    book = load_workbook(template)
    for title, lines in GOOD.items():
        for row, line in enumerate(lines, start=EXAMPLE_ROW + 1):
            for place, value in enumerate(line, start=1):
                book[title].cell(row, place, value)
    for (title, box), value in WRONG.items():
        book[title][box] = value
    book.save(to)
    return to


def send_wrong(hand: Hand, file: Path, folder: Path) -> Path:
    page = hand.page
    page.locator("[name=file]").set_input_files(file)
    hand.go(hand.button("Xem tệp này"))
    assert hand.sees("Có 3 dòng cần sửa")
    hand.looks("so-cu-2-ly-do")
    with page.expect_download() as got:
        hand.press(hand.link("Tải tệp có ghi lý do"))
    got.value.save_as(folder / "ly-do.xlsx")
    return folder / "ly-do.xlsx"


def reasons(file: Path) -> dict[str, int]:
    """Return in which row of which sheet a reason stands."""
    book, found = load_workbook(file), dict[str, int]()
    for title in GOOD:
        page = book[title]
        last = [cell.value for cell in page[2]].index("Lý do") + 1
        found.update((title, row) for row in range(3, 12) if page.cell(row, last).value)
    return found


def mend(file: Path, to: Path) -> Path:
    book = load_workbook(io.BytesIO(file.read_bytes()))
    book["Khoản vay"]["D4"], book["Thành viên"]["C4"], book["Nguồn vốn"]["C4"] = 3_000_000, "Nữ", "UBND xã"
    book.save(to)
    return to


def open_mended(hand: Hand, file: Path) -> None:
    page = hand.page
    page.locator("[name=file]").set_input_files(file)
    hand.go(hand.button("Xem tệp này"))
    assert hand.sees("Hai bên đã khớp")
    hand.looks("so-cu-3-kiem-tra")
    page.locator("[name=second_officer]").select_option(index=1)
    page.locator("[name=pin]").fill(PIN)
    hand.go(hand.button("Mở sổ với các số này"))
    assert hand.sees("Sổ đã mở")
    hand.looks("so-cu-4-da-mo")
