"""Xin vay: a request with what it would cost, the vote of a meeting held on paper, and taking it back."""

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.loans.queries.applications import application_of, open_applications, votes_on
from lienthehe.loans.rules.applications import State
from tests.given.loans import approve, ask, lend, loan, pay_out
from tests.given.readers import shown
from tests.web.loans.writing import DAY, ON, address, send

pytestmark = pytest.mark.django_db


def a_request(books, **given):
    form = {
        "id": uuid7(), "member": books.members[0], "money": "5.000.000", "goods": "", "goods_value": "",
        "purpose": "Nuôi lợn", "purpose_other": "", "instalments": "10", "months_other": "", "guarantor": "",
        "on": DAY,
    }  # fmt: skip
    return form | given


def test_what_it_would_cost_is_shown_and_nothing_is_written_yet(books, treasurer):
    page = shown(send(treasurer, books, "xin-vay/", a_request(books), do="check"))
    assert "5.000.000 đ trong 10 tháng" in page
    assert "Kỳ đầu, 17/03/2026 540.000 Kỳ cuối, 17/12/2026 540.000" in page
    assert "Tính trên số thực còn nợ là" in page
    assert not open_applications(books.club_id)


def test_what_is_unusual_is_said_and_never_stands_in_the_way(books, treasurer):
    lend(books, books.members[0], 8_000_000)
    page = shown(send(treasurer, books, "xin-vay/", a_request(books), do="check"))
    assert "13.000.000 đ" in page
    page = shown(send(treasurer, books, "xin-vay/", a_request(books)))
    assert "Đã ghi đơn xin vay" in page


def test_goods_another_purpose_and_another_number_of_months(books, treasurer):
    form = a_request(
        books, goods="2 con lợn giống", goods_value="1.200.000", purpose="other", purpose_other="Sửa chuồng",
        instalments="other", months_other="7", guarantor="Con gái",
    )  # fmt: skip
    send(treasurer, books, "xin-vay/", form)
    asked = open_applications(books.club_id)[0].asked
    assert (asked.total, asked.purpose, asked.instalments, asked.guarantor) == (
        6_200_000,
        "Sửa chuồng",
        7,
        "Con gái",
    )


def test_sent_twice_it_is_one_request(books, treasurer):
    form = a_request(books)
    for _ in range(2):
        assert "Đã ghi đơn xin vay" in shown(send(treasurer, books, "xin-vay/", form))
    assert len(open_applications(books.club_id)) == 1


def test_a_second_request_like_the_first_is_asked_about(books, treasurer):
    first = ask(books, books.members[0], on=ON)
    form = a_request(books)
    page = send(treasurer, books, "xin-vay/", form, do="check")
    assert "đã có đơn ngày 20/02/2026: 5.000.000 đ, cùng việc này. Đây là đơn thứ hai?" in shown(page)
    assert f"/don/{first}/" in page.content.decode()
    assert "Chưa ghi được" not in shown(page)
    page = send(treasurer, books, "xin-vay/", form)
    assert 'href="#id_again"' in page.content.decode()
    assert len(open_applications(books.club_id)) == 1
    for _ in range(2):
        assert "Đã ghi đơn xin vay" in shown(send(treasurer, books, "xin-vay/", form | {"again": "on"}))
    assert len(open_applications(books.club_id)) == 2


@pytest.mark.parametrize(
    "given", [{"money": "4.000.000"}, {"purpose": "other", "purpose_other": "Sửa chuồng"}]
)
def test_another_amount_or_purpose_is_another_request(books, treasurer, given):
    ask(books, books.members[0], on=ON)
    assert "Đã ghi đơn xin vay" in shown(send(treasurer, books, "xin-vay/", a_request(books, **given)))


def test_a_request_that_was_taken_back_is_asked_for_anew_without_a_question(books, treasurer):
    send(treasurer, books, f"don/{ask(books, books.members[0], on=ON)}/rut/", {})
    assert "Đã ghi đơn xin vay" in shown(send(treasurer, books, "xin-vay/", a_request(books)))


def test_a_day_that_has_not_come_is_refused_before_the_cost_is_shown(books, treasurer):
    answer = send(treasurer, books, "xin-vay/", a_request(books, on="21/02/2026"), do="check")
    assert 'href="#id_on"' in answer.content.decode()
    assert "5.000.000 đ trong 10 tháng" not in shown(answer)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"money": ""}, "money"),
        ({"goods": "2 con lợn"}, "goods_value"),
        ({"purpose": "other"}, "purpose_other"),
        ({"instalments": "other"}, "months_other"),
        ({"on": "21/02/2026"}, "on"),
        ({"member": ""}, "member"),
    ],
)
def test_what_is_missing_is_said_at_its_field(books, treasurer, given, field):
    answer = send(treasurer, books, "xin-vay/", a_request(books, **given))
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not open_applications(books.club_id)


def a_vote(**given):
    form = {
        "id": uuid7(), "on": DAY, "outcome": "approved", "money": "4.000.000", "instalments": "10",
        "votes_for": "4", "votes_against": "1", "abstained": "1", "reason": "",
    }  # fmt: skip
    return form | given


def test_an_approval_leads_to_paying_out(books, treasurer):
    asked = ask(books, books.members[0], on=ON)
    page = treasurer.get(address(books, f"don/{asked}/bieu-quyet/"))
    assert 'value="5.000.000"' in page.content.decode()
    form = a_vote()
    for _ in range(2):
        page = shown(send(treasurer, books, f"don/{asked}/bieu-quyet/", form))
        assert "Đã ghi kết quả biểu quyết" in page
        assert "4.000.000 đ Bốn triệu đồng trong 10 tháng" in page
    assert len(votes_on(books.club_id, asked)) == 1


@pytest.mark.parametrize(("outcome", "state"), [("refused", State.REFUSED), ("postponed", State.ASKED)])
def test_what_was_not_approved_needs_no_amount(books, treasurer, outcome, state):
    asked = ask(books, books.members[0], on=ON)
    form = a_vote(outcome=outcome, money="", instalments="", votes_for="", votes_against="", abstained="")
    send(treasurer, books, f"don/{asked}/bieu-quyet/", form)
    assert application_of(books.club_id, asked).state is state


def test_an_approval_needs_more_votes_for_it_than_against(books, treasurer):
    asked = ask(books, books.members[0], on=ON)
    answer = send(treasurer, books, f"don/{asked}/bieu-quyet/", a_vote(votes_for="2", votes_against="2"))
    assert 'href="#id_votes_for"' in answer.content.decode()
    assert application_of(books.club_id, asked).state is State.ASKED


def test_a_request_is_taken_back(books, treasurer):
    asked = ask(books, books.members[0], on=ON)
    approve(books, asked, on=ON)
    for _ in range(2):
        page = shown(send(treasurer, books, f"don/{asked}/rut/", {}))
        assert "Đã ghi: đơn được rút lại" in page
    assert application_of(books.club_id, asked).state is State.WITHDRAWN


@pytest.mark.parametrize("act", ["bieu-quyet", "rut"])
def test_a_request_that_was_paid_out_shows_its_loan_and_no_form(books, treasurer, act):
    loan_id = lend(books, books.members[0], on=ON)
    asked = loan(books, loan_id, ON).application_id
    for page in (
        treasurer.get(address(books, f"don/{asked}/{act}/"), follow=True),
        send(treasurer, books, f"don/{asked}/{act}/", a_vote()),
    ):
        text = page.content.decode()
        assert f"/vay-von/{loan_id}/" in text
        assert '<form class="stack' not in text
    assert application_of(books.club_id, asked).state is State.PAID_OUT
    assert len(votes_on(books.club_id, asked)) == 1


def test_a_vote_on_paper_says_that_the_second_person_is_still_to_confirm_it(books, treasurer):
    asked = ask(books, books.members[0], on=ON)
    assert "người cùng duyệt xác nhận luôn" in shown(
        treasurer.get(address(books, f"don/{asked}/bieu-quyet/"))
    )
    waits = "Ghi lại từ giấy, chưa có người thứ hai xác nhận"
    assert waits in shown(send(treasurer, books, f"don/{asked}/bieu-quyet/", a_vote()))
    text = shown(treasurer.get(address(books, f"don/{asked}/")))
    assert waits in text
    assert f"Người ghi: {books.treasurer.full_name}" in text
    pay_out(books, asked, 4_000_000, on=ON)
    text = shown(treasurer.get(address(books, f"don/{asked}/")))
    assert waits not in text
    assert "Ghi lại từ giấy." in text
