"""Chi tiền vay: the plan is seen, two of the board stand behind it, and what is to be printed comes next."""

from datetime import timedelta

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import adopt_regulation
from lienthehe.clubs.queries import members_on
from lienthehe.clubs.rules import RegulationTerms
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.commands.applications import record_votes
from lienthehe.loans.queries.applications import application_of
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.applications import Ballot, Outcome, State
from tests.given.books import INCOME
from tests.given.clubs import club_officer
from tests.given.entries import somebody_above
from tests.given.goods import buy
from tests.given.loans import approve, ask
from tests.given.officers import PIN
from tests.given.policies import a_policy
from tests.given.readers import shown, signed_in
from tests.web.loans.writing import DAY, LATER, ON, address, send, two

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(books):
    asked = ask(books, books.members[0], on=ON)
    approve(books, asked, on=ON)
    return asked


def paid(books, **given):
    form = {"id": uuid7(), "money": "5.000.000", "on": DAY, "seen": "20260220:5000000:0"}
    return form | two(books) | given


def test_plan_amount_in_words_and_box_are_seen_first(books, treasurer, approved):
    page = shown(treasurer.get(address(books, f"don/{approved}/chi/")))
    assert "5.000.000 đ Năm triệu đồng" in page
    assert "Trong hòm có 30.000.000 đ" in page
    assert "17/03/2026 500.000 40.000 540.000" in page
    assert "17/12/2026" in page


def test_what_was_paid_out_is_said_and_may_be_printed(books, treasurer, approved):
    form = paid(books)
    for _ in range(2):
        page = shown(send(treasurer, books, f"don/{approved}/chi/", form))
        assert "Đã chi tiền vay: khế ước số 0001/2026" in page
        assert "Kỳ trả đầu tiên ngày 17/03/2026: gốc 500.000 đ và lãi 40.000 đ." in page
        assert "Ghi nhầm?" in page
    assert books.box(INCOME, ON) == 25_000_000
    assert application_of(books.club_id, approved).state is State.PAID_OUT


def test_another_amount_shows_its_plan_before_it_is_paid(books, treasurer, approved):
    form = paid(books, money="4.000.000")
    page = shown(send(treasurer, books, f"don/{approved}/chi/", form))
    assert "Số tiền hoặc ngày đã đổi" in page
    assert "17/03/2026 400.000 32.000 432.000" in page
    assert not loans_on(books.club_id, ON)
    page = shown(send(treasurer, books, f"don/{approved}/chi/", form | {"seen": "20260220:4000000:0"}))
    assert "Đã chi tiền vay" in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"money": "5.000.001", "seen": "20260220:5000001:0"}, "money"),
        ({"second_officer": "", "pin": ""}, "second_officer"),
        ({"pin": "000000"}, "pin"),
        ({"on": "21/02/2026", "seen": "20260221:5000000:0"}, "on"),
    ],
)
def test_what_is_refused_is_said_at_its_field(books, treasurer, approved, given, field):
    answer = send(treasurer, books, f"don/{approved}/chi/", paid(books, **given))
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not loans_on(books.club_id, ON)


def test_a_day_that_has_not_come_shows_no_plan(books, treasurer, approved):
    answer = send(treasurer, books, f"don/{approved}/chi/", paid(books, on="21/02/2026"), do="check")
    assert 'href="#id_on"' in answer.content.decode()
    assert "Kỳ đầu" not in shown(answer)
    assert 'value="write"' not in answer.content.decode()


def test_the_second_person_reads_which_vote_on_paper_the_pin_confirms(books, treasurer, approved):
    page = shown(treasurer.get(address(books, f"don/{approved}/chi/")))
    assert "Ghi lại từ giấy, chưa có người thứ hai xác nhận" in page
    assert "Buổi ngày 20/02/2026: 1 đồng ý, 0 không đồng ý" in page
    assert f"Người ghi: {books.treasurer.full_name}" in page
    assert "Gõ mã PIN là xác nhận cả lần biểu quyết này lẫn khoản chi" in page


def test_the_vote_of_a_recorded_meeting_needs_no_confirming(books, treasurer):
    asked = ask(books, books.members[0], on=ON)
    ballot = Ballot(asked, Outcome.APPROVED, Dong(5_000_000), instalments=10, votes_for=3)
    given = {"club_id": books.club_id, "ballots": [ballot], "on": ON, "by": books.treasurer, "at": LATER}
    record_votes(meeting=uuid7(), **given)
    assert "Ghi lại từ giấy" not in shown(treasurer.get(address(books, f"don/{asked}/chi/")))
    approve(books, asked, 6_000_000, on=ON, at=LATER + timedelta(hours=1))
    assert "Ghi lại từ giấy" in shown(treasurer.get(address(books, f"don/{asked}/chi/")))


def test_where_one_person_pays_out_no_second_is_spoken_of(books, treasurer, approved):
    terms = RegulationTerms(uuid7(), ON, 50, second_officer_for_payments=False, contributions=())
    adopt_regulation(club_id=books.club_id, terms=terms, by=books.chair, at=LATER)
    a_policy(books.club_id, by=books.chair, at=LATER, since=ON, second_officer=False)
    assert "chưa có người thứ hai" not in shown(treasurer.get(address(books, f"don/{approved}/chi/")))


def test_nobody_stands_behind_a_loan_to_himself(books, treasurer, approved):
    name = members_on(books.club_id, ON)
    borrower = next(row.full_name for row in name if row.membership_id == books.members[0])
    himself = club_officer(books.club_id, Role.ACCOUNTANT, at=LATER, full_name=borrower)
    answer = send(treasurer, books, f"don/{approved}/chi/", paid(books, second_officer=himself.pk, pin=PIN))
    assert 'href="#id_second_officer"' in answer.content.decode()
    assert borrower in shown(answer)
    assert not loans_on(books.club_id, ON)


def test_goods_that_are_not_in_the_stock_are_said_at_the_goods(books, treasurer):
    asked = ask(books, books.members[0], 1_000_000, on=ON, goods="2 con lợn", goods_value=Dong(900_000))
    approve(books, asked, 1_000_000, goods_value=900_000, on=ON)
    form = paid(books, money="1.000.000", goods_value="900.000", seen="20260220:1000000:900000")
    answer = send(treasurer, books, f"don/{asked}/chi/", form)
    assert 'href="#id_goods_value"' in answer.content.decode()
    buy(books, 900_000)
    page = shown(send(treasurer, books, f"don/{asked}/chi/", form))
    assert "1.000.000 đ tiền và 2 con lợn trị giá 900.000 đ" in page
    assert "Bỏ phiếu PC 0002 và CK 0001" in page


@pytest.fixture
def mixed(books):
    """A request approved for 500.000 đ in money and two piglets of 2.000.000 đ; the stock holds twice that."""
    goods = {"goods": "2 con lợn giống", "goods_value": Dong(2_000_000)}
    asked = ask(books, books.members[0], 500_000, on=ON, **goods)
    approve(books, asked, 500_000, goods_value=2_000_000, on=ON)
    buy(books, 4_000_000)
    return asked


def test_money_and_goods_are_told_apart_in_the_sentence_and_on_the_button(books, treasurer, mixed):
    page = shown(treasurer.get(address(books, f"don/{mixed}/chi/")))
    both = "500.000 đ tiền và 2 con lợn giống trị giá 2.000.000 đ"
    assert f"Sẽ giao cho người vay {both} Phần tiền: Năm trăm nghìn đồng" in page
    assert f"Giao {both}" in page.split("Mã PIN")[1]
    assert "Ghi chi" not in page
    assert "Khoản vay cộng lại là 2.500.000 đ" in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("goods_value", "5.000.000", "Buổi họp đã duyệt 2.000.000 đ"),
        ("money", "600.000", "Buổi họp đã duyệt 500.000 đ"),
    ],
)
def test_more_than_was_approved_is_refused_before_it_is_shown(books, treasurer, mixed, field, typed, said):  # noqa: PLR0917
    form = paid(books, money="500.000", goods_value="2.000.000") | {field: typed}
    answer = send(treasurer, books, f"don/{mixed}/chi/", form, do="check")
    assert f'href="#id_{field}"' in answer.content.decode()
    assert said in shown(answer)
    assert "Sẽ giao cho người vay" not in shown(answer)
    assert 'value="write"' not in answer.content.decode()


def test_what_the_stock_lacks_is_said_before_anything_is_typed(books, treasurer):
    asked = ask(books, books.members[0], 1_000_000, on=ON, goods="2 con lợn", goods_value=Dong(900_000))
    approve(books, asked, 1_000_000, goods_value=900_000, on=ON)
    page = shown(treasurer.get(address(books, f"don/{asked}/chi/")))
    assert "hiện vật trong kho chỉ trị giá 0 đ" in page


def test_which_goods_they_are_is_shown_to_nobody_who_reads_no_names(books, mixed):
    above = signed_in(somebody_above(books))
    page = shown(above.get(address(books, f"don/{mixed}/chi/")))
    assert "500.000 đ tiền và hiện vật trị giá 2.000.000 đ" in page


def test_a_request_that_is_not_approved_is_not_paid_out(books, treasurer):
    asked = ask(books, books.members[0], on=ON)
    page = treasurer.get(address(books, f"don/{asked}/chi/"), follow=True)
    assert page.redirect_chain[-1][0].endswith("/da-ghi/")
