"""Somebody writes into the books between the two confirmations: the page says so, and both confirm anew."""

import pytest

from lienthehe.clubs.queries import club_summary
from lienthehe.clubs.rules import Fund
from lienthehe.ledger.queries.money import box_balances
from lienthehe.meetings.queries import is_recorded
from tests.given.loans import approve, ask, lending_books
from tests.given.officers import PIN
from tests.given.readers import shown
from tests.given.receipts import receive_from
from tests.web.meetings.holding import AT, DAY, a_meeting, notes

SHORT = {
    **notes("income", 20_000_000),
    **notes("activity", 59_000),
    "activity-explanation": "Thối nhầm 1 nghìn",
}


@pytest.fixture
def books(db):
    return lending_books(at=AT.replace(month=10, day=1), funds=20_000_000)


@pytest.fixture
def short(books):
    """A meeting in whose box 1.000 đ are missing; only the confirmations are left."""
    held = a_meeting(club_summary(books.club_id, DAY), books.treasurer)
    held.roll()
    held.post("thu", {"do": "all"})
    held.post("kiem-quy", SHORT)
    return held


def confirm(held, officer, **changes):
    return held.post("doc-lai", {"officer": officer.pk, "pin": PIN} | changes)


def donate(books):
    receive_from(books, "Bà Tặng", 10_000, on=DAY, at=AT)


def test_the_shortage_that_was_confirmed_is_the_one_that_is_written(short, books):
    assert "Thiếu 1.000 đ" in short.get("doc-lai")
    confirm(short, books.treasurer)
    donate(books)
    page = short.get("doc-lai")
    assert "Thiếu 11.000 đ" in page
    name = books.treasurer.full_name
    assert f"Sổ đã có thêm 1 lần ghi sau khi {name} xác nhận lúc 08:00: xin xem lại và xác nhận lại." in page
    assert "Đã xác nhận" not in page
    confirm(short, books.chair)
    assert not is_recorded(books.club_id, short.draft_id)
    assert "Đã xác nhận lúc 08:00" in short.get("doc-lai")
    confirm(short, books.treasurer)
    assert is_recorded(books.club_id, short.draft_id)
    assert box_balances(books.club_id)[Fund.ACTIVITY] == 59_000


def test_what_is_written_while_the_page_is_open_is_not_confirmed_unseen(short, books):
    page = short.client.get(short.url("doc-lai"))
    donate(books)
    answer = confirm(short, books.treasurer, books=page.context["books_read"])
    assert "Sổ đã có thêm phần ghi mới sau khi đọc" in shown(answer)
    assert "Thiếu 11.000 đ" in shown(answer)
    assert short.draft.confirmations == ()


def test_what_is_written_after_both_confirmed_keeps_it_out_of_the_books(short, books):
    confirm(short, books.treasurer)
    page = short.client.get(short.url("doc-lai"))
    donate(books)
    confirm(short, books.chair, books=page.context["books_read"])
    assert not is_recorded(books.club_id, short.draft_id)
    short.post("doc-lai", {"record": "1"})
    assert not is_recorded(books.club_id, short.draft_id)


def test_an_approval_in_between_is_told_too(short, books):
    wanted = ask(books, books.members[2], on=DAY)
    confirm(short, books.treasurer)
    approve(books, wanted, on=DAY)
    assert "Việc đồng ý cho vay đã có thay đổi" in short.get("doc-lai")
