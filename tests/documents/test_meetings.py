"""Minutes, the attendance list and the blank form: what they hold, and that sums agree."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from lienthehe.clubs.queries import ClubSummary, club_summary
from lienthehe.clubs.rules import Fund
from lienthehe.documents.attendance import attendance_paper
from lienthehe.documents.meeting_form import meeting_form_paper
from lienthehe.documents.minutes import minutes_paper
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.ledger.rules.accounts import Purpose
from lienthehe.meetings.rules.sheets import BoxCount, MeetingPayment, OtherReceipt, SourceKind
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, TODAY, some_books
from tests.given.clubs import a_board
from tests.given.entries import somebody_above
from tests.given.meetings import a_sheet, counted, everything, held, notes_for
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db
NEXT = date(2026, 2, 17)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def books():
    given = some_books(people=12)
    a_board(given.club_id, by=somebody_above(given), at=NOW)
    receive(given, 70_000, on=LAST_YEAR)
    return given


def club_of(books) -> ClubSummary:
    club = club_summary(books.club_id, TODAY)
    assert club is not None
    return club


def minutes_of(books, sheet, *, health=True):
    meeting_id = held(sheet, by=books.treasurer, second=books.chair, at=NOW)
    paper = minutes_paper(club_of(books), meeting_id, health=health, at=NOW)
    assert paper is not None
    return paper


def texts(paper):
    return [block.text for page in paper.pages for block in page]


def test_the_minutes_number_only_what_has_something_to_say(books):
    paper = minutes_of(books, a_sheet(books.club_id, TODAY))
    headings = [block.heading for page in paper.pages for block in page if block.heading]
    assert headings == ["1. Thu, chi và tồn quỹ", "2. Kiểm quỹ"]


def test_each_fund_s_line_adds_up(books):
    paper = minutes_of(books, everything(books.club_id, TODAY, second=books.chair))
    for line in paper.funds:
        assert line.before + line.paid_in - line.paid_out == line.after
    assert {line.label: line.after for line in paper.funds} == {
        "Quỹ tăng thu nhập": 1_000_000,
        "Quỹ hoạt động": 70_000 + 120_000 - 10_000,
    }


def test_contributions_are_said_together_and_all_else_one_by_one(books):
    said = texts(minutes_of(books, everything(books.club_id, TODAY, second=books.chair)))
    assert "12 người đóng góp, cộng 120.000\N{NO-BREAK SPACE}đ." in said
    assert "PT 0001: Người ủng hộ 0: Ủng hộ, 100.000\N{NO-BREAK SPACE}đ." in said
    assert sum(text.startswith("PC ") for text in said) == 10


def test_a_payment_says_its_purpose_and_who_approved_it(books):
    tea = MeetingPayment(
        ACTIVITY,
        Purpose.TEA,
        Dong(20_000),
        "Chè và bánh",
        payee_name="Cô Hàng",
        second_officer=books.chair.pk,
    )
    said = texts(minutes_of(books, a_sheet(books.club_id, TODAY, payments=(tea,))))
    approved = f"20.000\N{NO-BREAK SPACE}đ, {books.chair.full_name} duyệt."
    assert f"PC 0001: Cô Hàng: Chè và bánh (nước chè, bánh kẹo), {approved}" in said


def test_a_gift_in_kind_is_said_at_its_value(books):
    chairs = OtherReceipt(
        ACTIVITY, SourceKind.GIFT_IN_KIND, Dong(300_000), "10 ghế nhựa", source_name="Ông Tự"
    )
    said = texts(minutes_of(books, a_sheet(books.club_id, TODAY, receipts=(chairs,))))
    assert "CK 0001: Ông Tự: 10 ghế nhựa, 300.000\N{NO-BREAK SPACE}đ." in said


def test_health_is_numbers_of_people_and_only_for_those_who_may_see_it(books):
    sheet = everything(books.club_id, TODAY, second=books.chair)
    said = texts(minutes_of(books, sheet))
    assert "Đo huyết áp 12 người." in said
    assert "12 người từ 140/90 trở lên được nhắc đi khám ở trạm y tế." in said
    meeting_id = held(sheet, by=books.treasurer, second=books.chair, at=NOW)
    without = minutes_paper(club_of(books), meeting_id, health=False, at=NOW)
    assert without is not None
    assert not any("huyết áp" in text for text in texts(without))


def test_a_difference_is_said_with_its_reason_and_voucher(books):
    receive(books, 50_000, fund=INCOME, on=LAST_YEAR)
    sheet = counted(a_sheet(books.club_id, TODAY), missing=10_000, explanation="Trả thừa một tờ")
    said = texts(minutes_of(books, sheet))
    assert any("thiếu 10.000\N{NO-BREAK SPACE}đ. Trả thừa một tờ (PC 0001)." in text for text in said)


def test_what_a_count_finds_missing_is_no_spending(books):
    receive(books, 50_000, fund=INCOME, on=LAST_YEAR)
    sheet = counted(everything(books.club_id, TODAY, second=books.chair), missing=10_000, explanation="Rơi")
    paper = minutes_of(books, sheet)
    assert paper.is_found
    assert {(line.paid_out, line.found) for line in paper.funds} == {(0, -10_000), (10_000, -10_000)}
    for line in paper.funds:
        assert line.before + line.paid_in - line.paid_out + line.found == line.after


def test_the_count_before_the_meeting_is_said_too_its_shortage_with_its_reason(books):
    receive(books, 50_000, fund=INCOME, on=LAST_YEAR)
    before = (
        BoxCount(notes_for(50_000), fund=Fund.INCOME),
        BoxCount(notes_for(60_000), fund=Fund.ACTIVITY, explanation="Mất một tờ"),
    )
    sheet = replace(
        a_sheet(books.club_id, TODAY, opening_counts=before),
        closing_counts=(
            BoxCount(notes_for(50_000), fund=Fund.INCOME),
            BoxCount(notes_for(180_000), fund=Fund.ACTIVITY),
        ),
    )
    said = [text for text in texts(minutes_of(books, sheet)) if text.startswith("Kiểm quỹ")]
    assert [text.split(":")[0] for text in said] == ["Kiểm quỹ đầu buổi"] * 2 + ["Kiểm quỹ cuối buổi"] * 2
    assert any("thiếu 10.000\N{NO-BREAK SPACE}đ. Mất một tờ (PC 0001)." in text for text in said)


def test_the_minutes_count_the_roll(books):
    paper = minutes_of(books, a_sheet(books.club_id, TODAY))
    assert (paper.present, paper.excused, paper.absent, paper.members) == (12, 0, 0, 12)


def test_a_meeting_of_another_club_has_no_minutes_here(books):
    assert minutes_paper(club_of(books), uuid7(), health=True, at=NOW) is None


def test_the_attendance_list_names_every_member_once_in_order(books):
    paper = attendance_paper(club_of(books), NEXT, at=NOW)
    rows = [row for page in paper.pages for row in page]
    assert [row.place for row in rows] == list(range(1, 13))
    assert len({row.number for row in rows}) == 12 == paper.members


def test_the_blank_form_bears_the_number_of_the_minutes_to_come(books):
    held(
        everything(books.club_id, TODAY, second=books.chair),
        by=books.treasurer,
        second=books.chair,
        at=NOW,
    )
    paper = meeting_form_paper(club_of(books), NEXT, at=NOW)
    assert (paper.number, paper.year) == (2, 2026)
    assert paper.contributions == ("Khoản 1: Quỹ hoạt động: 10.000\xa0đ mỗi tháng",)
    assert [task.what for task in paper.tasks] == ["Gia hạn thẻ bảo hiểm y tế"]
    assert len(paper.areas) == 8
    assert paper.notes == DENOMINATIONS
    assert paper.page_count == len(paper.pages) + 3
