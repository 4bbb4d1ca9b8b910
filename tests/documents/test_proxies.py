"""Who hands money over for somebody else: every paper says for whom, and a borrower's book nothing of other people."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.clubs.queries import ClubSummary, club_summary, members_on
from lienthehe.documents.cash_book import cash_book_paper
from lienthehe.documents.loan_book import statement_paper
from lienthehe.documents.minutes import minutes_paper
from lienthehe.documents.vouchers import voucher_paper
from lienthehe.documents.wording import say_part_of_loan, say_voucher
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.rules.accounts import contribution
from lienthehe.ledger.rules.entries import Part
from lienthehe.loans.commands.repaying import record_repayments
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from lienthehe.meetings.rules.loans import LoanRepaid
from lienthehe.meetings.rules.sheets import Contribution
from tests.given.books import INCOME, NOW, TODAY, Books
from tests.given.entries import somebody_above
from tests.given.loans import lend, lending_books, loan, moment, undo
from tests.given.meetings import a_sheet, counted, held
from tests.given.people import a_member
from tests.given.transactions import undone

pytestmark = pytest.mark.django_db
DUE = date(2026, 2, 17)
FEBRUARY = Month.of(DUE)


@pytest.fixture(scope="module")
def club_that_lends(django_db_setup, django_db_blocker):
    """Vũ Thị Loan, Lê Quang Trung and Hà Văn Tư, the first without a loan."""
    with django_db_blocker.unblock(), undone(), time_machine.travel(NOW, tick=False):
        books = lending_books(people=3)
        above = somebody_above(books)
        people = [
            a_member(books.club_id, name, by=above, at=NOW).membership_id
            for name in ("Vũ Thị Loan", "Lê Quang Trung", "Hà Văn Tư")
        ]
        yield books, people


@pytest.fixture
def w(club_that_lends, db):
    return club_that_lends


def club_of(books: Books) -> ClubSummary:
    club = club_summary(books.club_id, TODAY)
    assert club is not None
    return club


def hand_over(books: Books, payer, *loans, gives=(), payer_name="", text="", on=DUE):
    """Write what a payer hands over: of each loan 500.000 and 40.000 of interest, and 20.000 for each who `gives`."""
    paid = tuple(Repayment(one, Dong(500_000), Dong(40_000), payer) for one in loans)
    others = tuple(Part(contribution(INCOME, one, refundable=False), Dong(20_000), one) for one in gives)
    receipt = RepaymentReceipt(uuid7(), on, paid, others, payer, payer_name, text)
    (written,) = record_repayments(
        club_id=books.club_id, receipts=[receipt], by=books.treasurer, at=moment(on)
    )
    return written


def said(books, voucher_id, *, names=True):
    return say_voucher(books.voucher(voucher_id), names=names)


def test_what_is_paid_for_another_says_for_whom(w):
    books, (loan_, trung, _) = w
    written = hand_over(books, loan_, lend(books, trung))
    assert said(books, written) == "Vũ Thị Loan nộp thay Lê Quang Trung: lãi 40.000, gốc 500.000"


def test_the_payer_s_own_comes_first_then_each_of_the_others(w):
    books, (payer, trung, tu) = w
    loans = [lend(books, tu), lend(books, trung)]
    written = hand_over(books, payer, *loans, gives=[trung, payer])
    assert said(books, written) == (
        "Vũ Thị Loan góp 20.000; nộp thay Lê Quang Trung: góp 20.000, lãi 40.000, gốc 500.000; "
        "nộp thay Hà Văn Tư: lãi 40.000, gốc 500.000"
    )


def test_what_is_one_s_own_is_said_as_before(w):
    books, (_, trung, _) = w
    written = hand_over(books, trung, lend(books, trung), gives=[trung])
    assert said(books, written) == "Lê Quang Trung góp 20.000, trả lãi 40.000, gốc 500.000"


def test_a_son_who_is_no_member_pays_for_his_father(w):
    books, (_, trung, _) = w
    written = hand_over(books, None, lend(books, trung), payer_name="Lê Văn Con")
    assert said(books, written) == "Lê Văn Con nộp thay Lê Quang Trung: lãi 40.000, gốc 500.000"


def test_words_that_were_written_keep_for_whom_beside_them(w):
    books, (payer, trung, _) = w
    written = hand_over(books, payer, lend(books, trung), text="gửi tiền tháng hai")
    assert said(books, written) == "Vũ Thị Loan: gửi tiền tháng hai (nộp thay Lê Quang Trung)"


def test_what_undoes_it_says_for_whom_too(w):
    books, (payer, trung, _) = w
    written = hand_over(books, payer, lend(books, trung))
    (undoing,) = undo(books, written, on=DUE)
    number = books.voucher(written).number
    assert said(books, undoing) == (
        f"Đảo phiếu {number}: Vũ Thị Loan nộp thay Lê Quang Trung: lãi 40.000, gốc 500.000"
    )


def test_without_names_the_members_are_their_numbers(w):
    books, (payer, trung, _) = w
    borrowed = lend(books, trung)
    written = hand_over(books, payer, borrowed)
    number = loan(books, borrowed).member_number
    assert said(books, written, names=False) == (
        f"Một thành viên nộp thay Thành viên số {number}: lãi 40.000, gốc 500.000"
    )
    paper = voucher_paper(club_of(books), written, names=False, at=moment(DUE))
    assert paper is not None
    assert "Trung" not in str((paper.text, paper.parts))


def test_who_shares_a_name_has_the_year_beside_it(w):
    books, (payer, trung, _) = w
    a_member(books.club_id, "Lê Quang Trung", by=somebody_above(books), at=NOW, birth_year=1941)
    year = next(one for one in members_on(books.club_id, TODAY) if one.membership_id == trung).birth_year
    written = hand_over(books, payer, lend(books, trung))
    assert f"nộp thay Lê Quang Trung ({year}): " in said(books, written)


def test_the_receipt_says_of_each_part_for_whom_it_is(w):
    books, (payer, trung, _) = w
    written = hand_over(books, payer, lend(books, trung), gives=[payer])
    paper = voucher_paper(club_of(books), written, names=True, at=moment(DUE))
    assert paper is not None
    assert paper.party == "Vũ Thị Loan"
    assert paper.text == "Góp 20.000; nộp thay Lê Quang Trung: lãi 40.000, gốc 500.000"
    assert paper.parts == (
        ("Góp", 20_000),
        ("Nộp thay Lê Quang Trung: lãi", 40_000),
        ("Nộp thay Lê Quang Trung: gốc", 500_000),
    )


def test_the_cash_book_says_for_whom(w):
    books, (payer, trung, _) = w
    hand_over(books, payer, lend(books, trung))
    with time_machine.travel(moment(DUE), tick=False):
        paper = cash_book_paper(club_of(books), INCOME, FEBRUARY, names=True, at=moment(DUE))
    (line,) = paper.pages[0].lines
    assert line.text == "Vũ Thị Loan nộp thay Lê Quang Trung: lãi 40.000, gốc 500.000"


def test_a_borrower_s_book_tells_her_own_lines_and_who_paid_them(w):
    books, (payer, trung, tu) = w
    borrowed, other = lend(books, trung), lend(books, tu)
    hand_over(books, payer, borrowed, other, gives=[payer])
    hand_over(books, trung, borrowed, on=date(2026, 3, 17))
    hand_over(books, None, borrowed, payer_name="Lê Văn Con", on=date(2026, 4, 21))
    paper = statement_paper(club_of(books), loan(books, borrowed).person_id, at=moment(date(2026, 4, 21)))
    assert paper is not None
    _, *lines = paper.pages[0]
    assert [line.text for line in lines] == ["Do Vũ Thị Loan nộp thay", "Trả nợ", "Do Lê Văn Con nộp thay"]
    assert [(line.principal, line.interest) for line in lines] == 3 * [(500_000, 40_000)]


def test_the_loan_s_page_tells_its_own_part(w):
    books, (payer, trung, tu) = w
    borrowed, other = lend(books, trung), lend(books, tu)
    written = hand_over(books, payer, borrowed, other)
    own, beside = say_part_of_loan(books.voucher(written), borrowed)
    assert own == "Vũ Thị Loan nộp thay Lê Quang Trung: lãi 40.000, gốc 500.000"
    assert "Hà Văn Tư" not in beside


@time_machine.travel(moment(DUE), tick=False)
def test_the_minutes_say_for_whom(w):
    books, (payer, trung, _) = w
    borrowed = lend(books, trung)
    given = tuple(
        Contribution(one, INCOME, refundable=False, amount=Dong(20_000), payer=payer)
        for one in (payer, trung)
    )
    repaid = LoanRepaid(borrowed, Dong(500_000), Dong(40_000), payer)
    sheet = a_sheet(books.club_id, DUE, contributions=given, repayments=(repaid,))
    meeting = held(counted(sheet), by=books.treasurer, second=books.chair, at=moment(DUE))
    paper = minutes_paper(club_of(books), meeting, health=False, at=moment(DUE))
    assert paper is not None
    texts = [block.text.replace("\N{NO-BREAK SPACE}", " ") for page in paper.pages for block in page]
    assert "2 người đóng góp, cộng 40.000 đ." in texts
    number = next(one.number for one in paper_vouchers(books) if one.total == 580_000)
    assert f"{number}: Vũ Thị Loan nộp thay Lê Quang Trung: lãi 40.000, gốc 500.000, 540.000 đ." in texts


def paper_vouchers(books):
    return [view for line in cash_book(books.club_id, INCOME, FEBRUARY).lines for view in line.vouchers]


def test_contributions_brought_for_others_count_the_people_not_the_receipts(w):
    books, (payer, trung, tu) = w
    given = tuple(
        Contribution(one, INCOME, refundable=False, amount=Dong(20_000), payer=brought)
        for one, brought in ((payer, None), (trung, payer), (tu, None))
    )
    with time_machine.travel(moment(DUE), tick=False):
        sheet = a_sheet(books.club_id, DUE, contributions=given)
        held(counted(sheet), by=books.treasurer, second=books.chair, at=moment(DUE))
        paper = cash_book_paper(club_of(books), INCOME, FEBRUARY, names=True, at=moment(DUE))
    (line,) = paper.pages[0].lines
    assert line.text == "3 người góp, mỗi người 20.000"
    assert line.numbers == "PT 0002–0003"


def queries_of_a_book(books, number):
    with CaptureQueriesContext(connection) as captured:
        lines = cash_book(books.club_id, INCOME, FEBRUARY).lines
    assert len(lines) == number
    return len(captured)


def test_three_who_pay_for_others_ask_as_often_as_one(w):
    books, (payer, trung, tu) = w
    hand_over(books, payer, lend(books, trung))
    one = queries_of_a_book(books, 1)
    hand_over(books, payer, lend(books, tu))
    hand_over(books, None, lend(books, payer), payer_name="Lê Văn Con")
    assert queries_of_a_book(books, 3) == one
