"""The minutes of a hand-over and the paper of a leaving as chromium prints them: pages whole, nothing cut, signed."""

import pytest
import time_machine

from lienthehe.clubs.queries import board_on, club_summary, members_on
from lienthehe.clubs.rules import Post
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.commands.handing_over import hand_over
from lienthehe.lifecycle.rules.handing_over import HandOverSheet, Taken
from lienthehe.loans.queries.loans import loans_on
from lienthehe.web.wording import write_figure
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY
from tests.given.clubs import a_board, commune_officer
from tests.given.counts import a_count
from tests.given.entries import somebody_above
from tests.given.leaving import a_sheet, leave
from tests.given.loans import lend, lending_books
from tests.given.paper import printed, without_spaces
from tests.given.readers import signed_in
from tests.given.receipts import contribute
from tests.given.transactions import undone

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.slow, pytest.mark.django_db]
LONG = "Mua hai con lợn giống, cám và làm lại chuồng cho khỏi dột trước mùa mưa bão năm nay"


def handed_over(books):
    """Hand the treasurer's and the chair's posts over; return the hand-over's id."""
    a_board(books.club_id, size=3, by=somebody_above(books), at=NOW)
    seats = [row for row in board_on(books.club_id, TODAY) if row.post in {Post.TREASURER, Post.CHAIR}]
    takers = members_on(books.club_id, TODAY)[-2:]
    taken = tuple(Taken(seat.seat_id, one.person_id) for seat, one in zip(seats, takers, strict=True))
    counts = tuple(a_count(books.box(fund), fund) for fund in (INCOME, ACTIVITY))
    sheet = HandOverSheet(uuid7(), TODAY, taken, counts)
    return hand_over(club_id=books.club_id, sheet=sheet, by=somebody_above(books), at=NOW).id


@pytest.fixture(params=[0, 3, 62], ids="{} loans".format, scope="module")
def papers(request, django_db_setup, django_db_blocker):
    """Print both papers of a club that lent so often, for long purposes."""
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        books = lending_books(people=66, funds=900_000_000)
        leaver = books.members[0]
        contribute(books, 500_000, people=[leaver], fund=INCOME, refundable=True)
        for member in books.members[: request.param]:
            lend(books, member, 12_345_000, instalments=24, purpose=LONG)
        paths = {
            "leaving": f"thanh-vien/da-thoi/{leave(books, a_sheet(leaver)).id}/in/",
            "hand-over": f"thong-tin/ban-giao/{handed_over(books)}/in/",
        }
        browser = signed_in(commune_officer(club_summary(books.club_id, TODAY).place, at=NOW))
        pages = {name: browser.get(f"/cau-lac-bo/{books.club_id}/{path}") for name, path in paths.items()}
        assert {page.status_code for page in pages.values()} == {200}
        yield books, printed({name: page.content.decode() for name, page in pages.items()})


def test_each_section_is_one_page_with_its_head(papers):
    _, printed_papers = papers
    for name, paper in printed_papers.items():
        assert len(paper.pages) == paper.sections, name
        for number, page in enumerate(paper.pages, start=1):
            assert without_spaces("CLB thôn Đồng Mận") in page, f"{name}, page {number}"
            if name != "leaving":
                assert f"Trang{number}trên{paper.sections}" in page, f"{name}, page {number}"


def test_nothing_is_wider_than_its_place(papers):
    _, printed_papers = papers
    assert {name: paper.too_wide for name, paper in printed_papers.items() if paper.too_wide} == {}


def test_the_minutes_hold_posts_boxes_and_every_open_loan(papers):
    books, printed_papers = papers
    minutes = printed_papers["hand-over"]
    for post in ("Thủ quỹ", "Chủ nhiệm"):
        assert minutes.has(f"Bên giao, {post}"), post
        assert minutes.has(f"Bên nhận, {post}"), post
    for row in loans_on(books.club_id, TODAY):
        assert minutes.has(row.borrower)
    assert minutes.has(write_figure(books.box(INCOME)))


def test_who_signs_stands_on_the_last_page(papers):
    _, printed_papers = papers
    for name, paper in printed_papers.items():
        assert without_spaces("(ký, ghi rõ họ tên)") in paper.pages[-1], name
