"""The papers of loans as chromium prints them: a page for each section, nothing cut, nothing too wide."""

from datetime import date

import pytest
import time_machine

from lienthehe.loans.queries.loans import loans_on
from tests.given.books import NOW
from tests.given.loans import extend, lend, lending_books, moment, repay, write_off
from tests.given.paper import printed, without_spaces
from tests.given.readers import signed_in
from tests.given.transactions import undone

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.slow, pytest.mark.django_db]
FIRST_DUE, SECOND_DUE, LATE = date(2026, 2, 17), date(2026, 3, 17), date(2026, 3, 31)
LONG = "Mua hai con lợn giống, cám và làm lại chuồng cho khỏi dột trước mùa mưa bão năm nay"
BORROWERS, MOST_BLANK = 40, 33
"""MOST_BLANK: millimetres of a row of three large lines, the gap above the foot, and what is kept in hand."""


def paths_of(books, loans, change, lost):
    people = {row.id: row for row in loans_on(books.club_id, LATE)}
    return {
        **{f"note {number}": f"vay-von/{one}/in/" for number, one in enumerate(loans[:4])},
        "appendix": f"vay-von/{loans[1]}/quyet-dinh/{change}/in/",
        "decision": f"vay-von/{lost}/quyet-dinh/{people[lost].changes[0].id}/in/",
        "statement": f"in/so-vay/{people[loans[0]].person_id}/",
        "book": "in/theo-doi-vay/2026-03/",
        "note over ten months": f"vay-von/{loans[-1]}/in/",
        "dues": "in/thu-no/",
        "balances": "in/so-no/",
    }


@pytest.fixture(scope="module")
def papers(django_db_setup, django_db_blocker):
    """Print every paper of a club that lent much to many, for long purposes, over up to five years."""
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        books = lending_books(people=BORROWERS + 1, funds=3_000_000_000)
        months = (12, 24, 60, 6)
        loans = [
            lend(books, member, 22_345_000, instalments=months[place % 4], purpose=LONG, guarantor=LONG)
            for place, member in enumerate(books.members[:BORROWERS])
        ]
        for _ in range(30):
            repay(books, loans[0], 700_000, on=FIRST_DUE)
        repay(books, loans[1], on=FIRST_DUE)
        dues = [date(2026 + number // 12, number % 12 + 1, 25) for number in range(3, 21)]
        change = extend(books, loans[1], dues, on=SECOND_DUE)
        loans.append(lend(books, books.members[0], guarantor="Con trai Minh"))
        lost = lend(books, books.members[-1], 300_000, on=FIRST_DUE)
        write_off(books, lost, on=SECOND_DUE)
        with time_machine.travel(moment(LATE), tick=False):
            browser = signed_in(books.treasurer)
            paths = paths_of(books, loans, change, lost)
            pages = {name: browser.get(f"/cau-lac-bo/{books.club_id}/{path}") for name, path in paths.items()}
        assert {page.status_code for page in pages.values()} == {200}
        rows = loans_on(books.club_id, LATE)
        yield rows, printed({name: page.content.decode() for name, page in pages.items()})


def test_each_section_is_one_page_with_its_head(papers):
    _, printed_papers = papers
    for name, paper in printed_papers.items():
        assert len(paper.pages) == paper.sections, name
        for number, page in enumerate(paper.pages, start=1):
            assert f"Trang{number}trên{paper.sections}" in page, f"{name}, page {number}"


def test_nothing_is_wider_than_its_place(papers):
    _, printed_papers = papers
    assert {name: paper.too_wide for name, paper in printed_papers.items() if paper.too_wide} == {}


def test_every_borrower_stands_on_the_lists(papers):
    rows, printed_papers = papers
    owing = [row.borrower for row in rows if row.at.outstanding]
    for name in ("book", "balances"):
        assert all(printed_papers[name].has(borrower) for borrower in owing), name


def test_a_note_over_ten_months_is_one_page(papers):
    _, printed_papers = papers
    (page,) = printed_papers["note over ten months"].pages
    assert without_spaces("(ký, ghi rõ họ tên)") in page


@pytest.mark.parametrize("name", ["book", "dues", "balances", "note 2"])
def test_pages_are_full_before_the_next_begins(papers, name):
    """The last page but one may have given rows to the last, with who signs."""
    _, printed_papers = papers
    *full, _before, _last = printed_papers[name].blank
    assert full
    assert max(full) <= MOST_BLANK


def test_who_signs_stands_on_the_last_page(papers):
    _, printed_papers = papers
    for name, paper in printed_papers.items():
        assert without_spaces("(ký, ghi rõ họ tên)") in paper.pages[-1], name
