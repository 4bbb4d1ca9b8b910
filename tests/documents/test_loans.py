"""The papers of loans: what is agreed in words, sums that tie to the cash book, a line for each borrower."""

from datetime import date, datetime
from itertools import pairwise

import pytest
import time_machine

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import elect_board
from lienthehe.clubs.queries import ClubSummary, club_summary, members_on, scopes_of_club
from lienthehe.clubs.rules import Post, Seat
from lienthehe.documents.loan_book import loan_book_paper, statement_paper
from lienthehe.documents.loan_lists import balances_paper, dues_paper
from lienthehe.documents.loan_note import decision_paper, loan_note_paper
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.loans.rules.schedules import Method
from tests.given.books import INCOME, NOW, TODAY
from tests.given.clubs import FOUNDED
from tests.given.entries import somebody_above
from tests.given.loans import approve, ask, extend, lend, lending_books, loan, moment, repay, undo, write_off
from tests.given.officers import an_officer
from tests.given.people import a_member
from tests.given.transactions import undone

pytestmark = pytest.mark.django_db
FIRST_DUE, SECOND_DUE, LATE = date(2026, 2, 17), date(2026, 3, 17), date(2026, 3, 31)


@pytest.fixture(scope="module")
def club_that_lends(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        yield lending_books(people=5)


@pytest.fixture
def books(club_that_lends, db):
    return club_that_lends


def club_of(books) -> ClubSummary:
    club = club_summary(books.club_id, TODAY)
    assert club is not None
    return club


def note(books, loan_id, on=TODAY):
    paper = loan_note_paper(club_of(books), loan_id, on=on, at=moment(on))
    assert paper is not None
    return paper


def book(books, month, *, names=True, at: datetime | None = None):
    return loan_book_paper(club_of(books), Month.parse(month), names=names, at=at or moment(LATE))


def test_the_note_says_who_how_much_what_for_and_on_what_terms(books):
    borrowed = lend(books, books.members[3], guarantor="Con trai Minh")
    paper = note(books, borrowed)
    text = " ".join(paper.paragraphs)
    assert paper.title == "Khế ước vay vốn"
    assert paper.subtitle == "Khế ước số 0001/2026, ngày 20/01/2026"
    assert f"Người vay: {loan(books, borrowed).borrower}, sinh năm" in text
    assert "Số tiền vay: 5.000.000\N{NO-BREAK SPACE}đ (Năm triệu đồng)." in text
    assert "Vay để: Nuôi lợn." in text
    assert "Lãi 0,8\N{NO-BREAK SPACE}% một tháng tính trên số tiền vay lúc đầu" in text
    assert "Người bảo lãnh: Con trai Minh." in text
    assert [one.title for one in paper.signers] == ["Người vay", "Người bảo lãnh", "Thủ quỹ", "Chủ nhiệm"]


def test_the_note_names_the_two_who_paid_it_out_and_they_sign_it(books):
    leads, *others = members_on(books.club_id, FOUNDED)
    treasurer = next(row for row in others if row.household_id != leads.household_id)
    elect_board(
        term_id=uuid7(),
        club_id=books.club_id,
        seats=[Seat(leads.person_id, Post.CHAIR), Seat(treasurer.person_id, Post.TREASURER)],
        size=3,
        since=FOUNDED,
        by=somebody_above(books),
        at=NOW,
    )
    wanted = ask(books, treasurer.membership_id)
    approve(books, wanted)
    commune = an_officer(
        Role.COMMUNE_OFFICER, *scopes_of_club(books.club_id, on=TODAY)[1:], at=NOW, full_name="Cầm Văn Xã"
    )
    given = Disbursement(uuid7(), wanted, TODAY, Dong(5_000_000), ZERO, second_officer=books.chair.pk)
    borrowed = pay_out_loan(
        club_id=books.club_id, given=given, second=books.chair, by=commune, at=moment(TODAY)
    )
    paper = note(books, borrowed)
    chair = books.chair.full_name
    assert f"Đại diện: {chair}, chủ nhiệm, và Cầm Văn Xã, cán bộ xã." in paper.paragraphs[0]
    assert [(one.title, one.name) for one in paper.signers] == [
        ("Người vay", treasurer.full_name),
        ("Cán bộ xã", "Cầm Văn Xã"),
        ("Chủ nhiệm", chair),
    ]


@pytest.mark.parametrize("method", Method)
def test_every_method_is_said_in_plain_words(method):
    books = lending_books(people=1, terms={"ladder": (), "membership_months": 0, "method": method})
    text = " ".join(note(books, lend(books, books.members[0])).paragraphs)
    assert "Lãi 0,8" in text
    assert "Interest" not in text


def test_the_note_stays_as_it_was_signed(books):
    borrowed = lend(books, books.members[3])
    signed = note(books, borrowed).pages
    repay(books, borrowed, 1_540_000, on=FIRST_DUE)
    extend(books, borrowed, [date(2026, 9, 17)], on=FIRST_DUE)
    assert note(books, borrowed, LATE).pages == signed
    assert note(books, borrowed).sums.principal == 5_000_000


@pytest.mark.parametrize(("months", "pages"), [(6, 1), (12, 1), (24, 2), (60, 3)])
def test_a_long_plan_goes_over_to_the_next_page(books, months, pages):
    paper = note(books, lend(books, books.members[3], instalments=months))
    assert len(paper.pages) == pages
    numbers = [line.number for page in paper.pages for line in page]
    assert numbers == list(range(1, months + 1))
    assert paper.pages[-1][-1].rest == 0


def test_an_extension_has_its_appendix_with_the_new_days(books):
    borrowed = lend(books, books.members[3])
    repay(books, borrowed, on=FIRST_DUE)
    days = [date(2026, 6, 17), date(2026, 9, 17)]
    change = extend(books, borrowed, days, on=SECOND_DUE)
    paper = decision_paper(club_of(books), borrowed, change, on=LATE, at=moment(LATE))
    assert paper is not None
    assert [line.due for page in paper.pages for line in page] == days
    assert paper.sums.principal == 4_500_000
    assert "còn nợ gốc 4.500.000\N{NO-BREAK SPACE}đ" in " ".join(paper.paragraphs)
    assert "Lý do: mất mùa." in paper.paragraphs


def test_a_write_off_has_its_decision(books):
    repay(books, lend(books, books.members[3]), on=FIRST_DUE)
    lost = lend(books, books.members[4], 30_000, on=FIRST_DUE)
    write_off(books, lost, on=SECOND_DUE)
    (change,) = loan(books, lost, SECOND_DUE).changes
    paper = decision_paper(club_of(books), lost, change.id, on=LATE, at=moment(LATE))
    assert paper is not None
    assert paper.title == "Quyết định xóa nợ"
    assert "Câu lạc bộ xóa nợ gốc 30.000\N{NO-BREAK SPACE}đ (Ba mươi nghìn đồng)." in paper.paragraphs
    assert [one.title for one in paper.signers] == ["Thư ký", "Thủ quỹ", "Chủ nhiệm"]


def test_what_is_not_there_has_no_paper(books):
    club, borrowed = club_of(books), lend(books, books.members[3])
    assert loan_note_paper(club, uuid7(), on=TODAY, at=NOW) is None
    assert decision_paper(club, borrowed, uuid7(), on=TODAY, at=NOW) is None
    assert statement_paper(club, uuid7(), at=NOW) is None


def test_each_month_of_the_book_begins_where_the_last_one_ended(books):
    one, two = (lend(books, member) for member in books.members[:2])
    repay(books, one, on=FIRST_DUE)
    repay(books, two, 1_040_000, on=SECOND_DUE)
    months = [book(books, month) for month in ("2026-01", "2026-02", "2026-03")]
    for before, after in pairwise(months):
        assert before.sums.closing == after.sums.opening
    for paper in months:
        sums = paper.sums
        assert sums.opening + sums.lent - sums.principal - sums.written_off == sums.closing


def test_the_sums_tie_to_the_cash_book(books):
    one, two = (lend(books, member) for member in books.members[:2])
    repay(books, one, on=FIRST_DUE)
    repay(books, two, on=FIRST_DUE)
    january, february = book(books, "2026-01"), book(books, "2026-02")
    assert january.in_box.lent == january.sums.lent == 10_000_000
    assert (february.in_box.principal, february.in_box.interest) == (1_000_000, 80_000)
    assert (february.sums.principal, february.sums.interest) == (1_000_000, 80_000)
    assert books.box(INCOME, FIRST_DUE) == 30_000_000 - 10_000_000 + 1_080_000


def test_what_is_undone_a_month_later_counts_below_zero_in_both_books(books):
    one = lend(books, books.members[0])
    wrong = repay(books, one, on=FIRST_DUE)
    undo(books, wrong, on=SECOND_DUE)
    march = book(books, "2026-03")
    assert march.sums.principal == march.in_box.principal
    assert march.sums.interest == march.in_box.interest
    assert march.sums.opening - march.sums.principal == march.sums.closing == 5_000_000


def test_without_names_the_book_names_nobody(books):
    row = loan(books, lend(books, books.members[0]))
    (line,) = book(books, "2026-01", names=False).pages[0]
    assert line.who == f"Thành viên số {row.member_number}, 0001/2026"


def test_a_statement_tells_what_is_owed_after_each_payment(books):
    one = lend(books, books.members[0])
    repay(books, one, on=FIRST_DUE)
    repay(books, one, 1_040_000, on=SECOND_DUE)
    undo(books, repay(books, one, 100_000, on=SECOND_DUE), on=SECOND_DUE)
    paper = statement_paper(club_of(books), loan(books, one).person_id, at=moment(LATE))
    assert paper is not None
    assert [line.rest for line in paper.pages[0]] == [5_000_000, 4_500_000, 3_500_000]
    assert (paper.paid_principal, paper.paid_interest, paper.owed) == (1_500_000, 80_000, 3_500_000)


def test_the_list_for_the_meeting_has_one_line_a_borrower(books):
    for amount in (5_000_000, 1_000_000):
        lend(books, books.members[0], amount)
    lend(books, books.members[1], 2_000_000)
    paper = dues_paper(club_of(books), FIRST_DUE, at=NOW)
    lines = [line for page in paper.pages for line in page]
    assert sorted(line.amount for line in lines) == [216_000, 648_000]
    assert {line.note for line in lines} == {"", "2 lượt vay"}
    assert (paper.sum.principal, paper.sum.interest, paper.amount) == (800_000, 64_000, 864_000)


def test_who_shares_a_name_has_the_year_beside_it_on_every_list(books):
    above = somebody_above(books)
    two = [a_member(books.club_id, "Ngô Thị Tâm", by=above, at=NOW, birth_year=year) for year in (1950, 1962)]
    loans = [lend(books, one.membership_id) for one in two]
    called = ["Ngô Thị Tâm (1950)", "Ngô Thị Tâm (1962)"]
    lists = [paper(club_of(books), FIRST_DUE, at=NOW) for paper in (dues_paper, balances_paper)]
    for paper in lists:
        assert sorted(line.name for line in paper.pages[0]) == called
    assert sorted(line.who for line in book(books, "2026-01").pages[0]) == [
        f"{name}, {loan(books, one).note}" for name, one in zip(called, loans, strict=True)
    ]
    statement = statement_paper(club_of(books), two[0].person_id, at=NOW)
    assert statement is not None
    assert statement.name == called[0]


def test_balances_are_read_with_what_is_late(books):
    lend(books, books.members[0])
    paper = balances_paper(club_of(books), date(2026, 2, 27), at=moment(date(2026, 2, 27)))
    ((line,),) = paper.pages
    assert line.amount == paper.amount == 5_000_000
    assert line.note == "540.000\N{NO-BREAK SPACE}đ quá hạn 10 ngày"
