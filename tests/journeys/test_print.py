"""Every paper as chromium prints it: a page for each section, its head on each, no line cut, sums that add up."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from lienthehe.clubs.queries import club_summary, members_on
from lienthehe.clubs.rules import ContributionTerms, Every, Fund
from lienthehe.documents.cash_book import cash_book_paper
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.web.wording import write_figure
from tests.given.books import INCOME, LAST_YEAR, NOW, TODAY, Books, some_books
from tests.given.clubs import MONTHLY, a_board, adopt
from tests.given.entries import somebody_above
from tests.given.meetings import everything, held
from tests.given.paper import printed, without_spaces
from tests.given.payments import a_payment, hand_out
from tests.given.readers import signed_in
from tests.given.receipts import a_receipt, fee, hand_in, receive
from tests.given.transactions import undone

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.slow, pytest.mark.django_db]
LONG = (
    "Mua chè, bánh kẹo, thuê loa đài và trang trí hội trường cho buổi mừng thọ các cụ tròn tám mươi, chín mươi "
    "và một trăm tuổi của cả xã, có đại biểu về dự"
)

MOST_BLANK = 16
"""Millimetres of a line that a hand writes on, the gap above the foot, and what is kept in hand."""
LONG_WORDS = ("m" * 120, "Mua " + "ĐÓNG" * 30, "w" * 200)
ALL_KINDS = (
    MONTHLY,
    ContributionTerms(Fund.INCOME, Dong(50_000), Every.MONTH, refundable=False),
    ContributionTerms(Fund.ACTIVITY, Dong(200_000), Every.YEAR, refundable=True),
    ContributionTerms(Fund.INCOME, Dong(12_000_000), Every.INSTALMENTS, refundable=True, instalments=36),
)


@pytest.fixture(params=[5, 60, 88], ids="{} members".format, scope="module")
def papers(request, django_db_setup, django_db_blocker):
    """Print every paper of a club once, after a year's end, a meeting that uses every section and long texts."""
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        books = some_books(people=request.param)
        a_board(books.club_id, size=min(5, request.param), by=somebody_above(books), at=NOW)
        meeting = a_month_of_entries(books)
        browser = signed_in(books.treasurer)
        paths = {
            "income": "so-quy/thu-nhap/2026-01/in/",
            "activity": "so-quy/hoat-dong/2026-01/in/",
            "attendance": "in/diem-danh/",
            "form": "in/mau-ghi/",
            "minutes": f"in/bien-ban/{meeting}/",
            "voucher": f"so-quy/phieu/{receive(books, 1_250_000, fund=INCOME)}/in/",
        }
        pages = {name: browser.get(f"/cau-lac-bo/{books.club_id}/{path}") for name, path in paths.items()}
        club = club_summary(books.club_id, TODAY)
        assert club is not None
        books_on_paper = {
            fund: cash_book_paper(club, fund, Month.of(TODAY), names=True, at=NOW) for fund in Fund
        }
        pages |= {
            f"form, {number} contributions": _form_with(books, browser, number) for number in range(2, 5)
        }
        yield club, books_on_paper, printed({name: page.content.decode() for name, page in pages.items()})


def _form_with(books: Books, browser: Client, number: int) -> Any:
    """Ask so many contributions of the members from a day before the next meeting; return the blank form."""
    adopt(books.club_id, *ALL_KINDS[:number], since=date(2026, 2, number), by=somebody_above(books), at=NOW)
    return browser.get(f"/cau-lac-bo/{books.club_id}/in/mau-ghi/")


def a_month_of_entries(books: Books):
    receive(books, 300_000_000, fund=INCOME, on=LAST_YEAR)
    days = [TODAY - timedelta(days=place % 19) for place in range(45)]
    hand_in(
        books,
        *(
            a_receipt(fee(), (1_011 + place) * 1_000, on=on, text=LONG[: 10 + 3 * place])
            for place, on in enumerate(days)
        ),
    )
    hand_in(books, *(a_receipt(fee(), 7_000, text=word) for word in 4 * LONG_WORDS))
    hand_out(books, *(a_payment((1 + place) * 1_000) for place in range(9)))
    sheet = everything(books.club_id, TODAY, second=books.chair)
    return held(sheet, by=books.treasurer, second=books.chair, at=NOW)


def test_each_section_is_one_page_with_its_head(papers):
    club, _, printed_papers = papers
    for name, paper in printed_papers.items():
        assert len(paper.pages) == paper.sections, name
        for number, page in enumerate(paper.pages, start=1):
            assert without_spaces(club.name) in page, f"{name}, page {number}"
            if name != "voucher":
                assert f"Trang{number}trên{paper.sections}" in page, f"{name}, page {number}"


@pytest.mark.parametrize("name", ["attendance", "form"])
def test_the_members_lists_fill_their_pages(papers, name):
    """All but the last two pages of the attendance list, and of the form but its first and its last three."""
    _, _, printed_papers = papers
    begin, end = {"attendance": (0, -2), "form": (1, -3)}[name]
    assert all(blank <= MOST_BLANK for blank in printed_papers[name].blank[begin:end])


def test_nothing_is_wider_than_its_place(papers):
    _, _, printed_papers = papers
    assert {name: paper.too_wide for name, paper in printed_papers.items() if paper.too_wide} == {}


@pytest.mark.parametrize("fund", list(Fund))
def test_every_line_of_the_book_stands_on_its_page_with_the_page_s_sums(papers, fund):
    _, books_on_paper, printed_papers = papers
    book, paper = books_on_paper[fund], printed_papers[fund.value]
    assert len(book.pages) == len(paper.pages)
    for page, text in zip(book.pages, paper.pages, strict=True):
        for line in page.lines:
            assert without_spaces(line.text) in text
            assert without_spaces(line.numbers) in text
            assert write_figure(line.balance) in text
        carried = (page.carried_in, page.carried_out, page.balance)
        assert "".join(map(write_figure, carried)) in text
        if len(book.pages) > 1:
            assert f"Cộngtrangnày{write_figure(page.paid_in)}{write_figure(page.paid_out)}" in text
    assert sum(page.paid_in for page in book.pages) == book.pages[-1].carried_in


def test_every_member_stands_on_the_lists(papers):
    club, _, printed_papers = papers
    for member in members_on(club.id, TODAY):
        assert printed_papers["attendance"].has(member.full_name)
        assert printed_papers["form"].has(member.full_name)


def test_the_form_says_which_column_is_for_what(papers):
    _, _, printed_papers = papers
    form = printed_papers["form, 4 contributions"]
    for said in (
        "Khoản 1: Quỹ hoạt động: 10.000 đ mỗi tháng",
        "Khoản 3: Quỹ hoạt động, được trả lại khi rời CLB: 200.000 đ mỗi năm",
        "Khoản 4: Quỹ tăng thu nhập, được trả lại khi rời CLB: 333.000 đ mỗi tháng, trong 36 tháng (cộng 12.000.000 đ)",
    ):
        assert form.has(said), said


def test_the_minutes_say_all_that_the_meeting_did(papers):
    club, _, printed_papers = papers
    people = len(members_on(club.id, TODAY))
    for said in (
        f"Có mặt {people} trên {people} thành viên",
        f"{people} người đóng góp, cộng {write_figure(people * 10_000)} đ.",
        "Người ủng hộ 9: Ủng hộ, 100.000 đ.",
        f"Đo huyết áp {people} người.",
        "Tập văn nghệ (12 người).",
        "Phòng bệnh mùa đông",
        f"Thông qua kế hoạch tháng tới: đồng ý {people}, không đồng ý 0, không ý kiến 0.",
        "Gia hạn thẻ bảo hiểm y tế.",
        "khớp với sổ.",
    ):
        assert printed_papers["minutes"].has(said), said


def test_the_voucher_says_its_amount_in_words(papers):
    _, _, printed_papers = papers
    assert printed_papers["voucher"].has("Một triệu hai trăm năm mươi nghìn đồng")
