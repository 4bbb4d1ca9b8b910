"""Gia hạn, xóa nợ, thu hồi, bảo lãnh: what is decided about a loan between meetings."""

import re

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.loans.rules.standings import LoanState
from tests.given.books import INCOME
from tests.given.entries import somebody_above
from tests.given.loans import lend, loan, repay, write_off
from tests.given.readers import shown, signed_in
from tests.web.loans.writing import DAY, ON, a_repayment, address, borne_by_the_grant, send, two

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(books):
    return lend(books, books.members[0])


def more_time(**given):
    return {"id": uuid7(), "count": "12", "first": "17/03/2026", "on": DAY, "reason": "mất mùa"} | given


def test_the_new_plan_stands_beside_the_old_before_it_is_written(books, treasurer, owed):
    page = treasurer.get(address(books, f"{owed}/gia-han/"))
    assert 'value="17/03/2026"' in page.content.decode()
    page = shown(send(treasurer, books, f"{owed}/gia-han/", more_time(reason=""), do="check"))
    assert "17/02/2026: 540.000" in page
    assert "17/02/2027" in page
    assert "Vì sao gia hạn?" in page
    assert not loan(books, owed, ON).changes


def test_an_extension_is_written_once_with_two_names(books, treasurer, owed):
    form = more_time() | two(books)
    for _ in range(2):
        page = shown(send(treasurer, books, f"{owed}/gia-han/", form))
        assert "Đã ghi: gia hạn" in page
        assert "In phụ lục" in page
    row = loan(books, owed, ON)
    assert len(row.changes) == 1
    assert row.changes[0].dues[0].isoformat() == "2026-03-17"
    assert row.changes[0].dues[-1].isoformat() == "2027-02-17"
    assert not row.at.overdue.principal


@pytest.mark.parametrize(("first", "said"), [("17/03/2026", False), ("17/04/2026", True)])
def test_a_late_first_day_is_said_to_cost_nothing(books, treasurer, owed, first, said):
    """The line of 17 February is left behind, so March is the next step; April lets a month pass without interest."""
    page = shown(send(treasurer, books, f"{owed}/gia-han/", more_time(first=first), do="check"))
    assert ("Không tính thêm lãi cho thời gian lùi." in page) is said
    assert "Cộng 5.400.000 5.520.000" in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"first": "20/02/2026"}, "first"),
        ({"count": "0"}, "count"),
        ({"reason": ""}, "reason"),
        ({"second_officer": "", "pin": ""}, "second_officer"),
        ({"on": "21/02/2026"}, "on"),
    ],
)
def test_what_is_refused_of_an_extension_is_said_at_its_field(books, treasurer, owed, given, field):
    answer = send(treasurer, books, f"{owed}/gia-han/", more_time() | two(books) | given)
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not loan(books, owed, ON).changes


@pytest.mark.parametrize("act", ["gia-han", "xoa-no"])
def test_a_decision_of_a_day_that_has_not_come_is_refused_before_it_is_shown(books, treasurer, owed, act):
    form = more_time(on="21/02/2026") | {"borne_by_0": "5.000.000"}
    answer = send(treasurer, books, f"{owed}/{act}/", form, do="check")
    assert 'href="#id_on"' in answer.content.decode()


def test_the_paper_of_an_extension_is_one_press_away(books, treasurer, owed):
    form = more_time() | two(books)
    page = send(treasurer, books, f"{owed}/gia-han/", form).content.decode()
    (link,) = re.findall(rf'href="([^"]*{form["id"]}[^"]*)">(?:(?!</a>).)*In phụ lục', page, re.DOTALL)
    assert treasurer.get(link).status_code == 200


def lost(books, **given):
    return {"id": uuid7(), "borne_by_0": "5.000.000", "on": DAY, "reason": "bỏ đi xa"} | two(books) | given


def test_who_bears_a_loss_is_shown_with_what_it_holds(books, treasurer, owed):
    repay(books, owed, 40_000, on=ON)
    page = treasurer.get(address(books, f"{owed}/xoa-no/"))
    assert "Tiền lãi quỹ giữ lại chịu 40.000 Các nguồn phải chịu 4.960.000 đ" in shown(page)
    assert "UBND xã Đang có 30.000.000 đ" in shown(page)
    assert 'value="4.960.000"' in page.content.decode()


def test_a_loan_is_written_off_once_and_stays_watched(books, treasurer, owed):
    form = lost(books)
    for _ in range(2):
        page = shown(send(treasurer, books, f"{owed}/xoa-no/", form))
        assert "Đã ghi: xóa nợ" in page
        assert "Còn có thể thu hồi 5.040.000" in page
    assert loan(books, owed, ON).state is LoanState.WRITTEN_OFF
    assert books.are_sound()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"borne_by_0": "4.999.999"}, "borne_by_0"),
        ({"reason": ""}, "reason"),
        ({"second_officer": "", "pin": ""}, "second_officer"),
    ],
)
def test_what_is_refused_of_a_write_off_is_said_at_its_field(books, treasurer, owed, given, field):
    answer = send(treasurer, books, f"{owed}/xoa-no/", lost(books, **given))
    assert f'href="#id_{field}"' in answer.content.decode()
    assert loan(books, owed, ON).state is LoanState.RUNS


def test_what_comes_back_is_income_up_to_what_was_lost(books, treasurer, owed):
    write_off(books, owed, borne_by_the_grant(books, 5_000_000), on=ON)
    answer = send(treasurer, books, f"{owed}/thu-hoi/", a_repayment("5.040.001"))
    assert 'href="#id_amount"' in answer.content.decode()
    form = a_repayment("300.000", other="Con trai")
    for _ in range(2):
        assert "Đã ghi phiếu PT 0002" in shown(send(treasurer, books, f"{owed}/thu-hoi/", form))
    assert loan(books, owed, ON).recovered == 300_000
    assert books.box(INCOME, ON) == 25_300_000


def test_a_running_loan_is_repaid_and_not_recovered(books, treasurer, owed):
    page = treasurer.get(address(books, f"{owed}/thu-hoi/"), follow=True)
    assert page.redirect_chain[-1][0].endswith("/tra/")


def test_somebody_else_stands_for_the_loan(books, treasurer, owed):
    form = {"id": uuid7(), "guarantor": "Con gái", "on": DAY}
    for _ in range(2):
        page = shown(send(treasurer, books, f"{owed}/bao-lanh/", form))
        assert "Con gái" in page
    assert loan(books, owed, ON).guarantor == "Con gái"
    assert len(loan(books, owed, ON).changes) == 1


def test_who_stands_for_a_loan_is_shown_to_nobody_who_reads_no_names(books, owed):
    first, second = sorted([uuid7(), uuid7()])
    send(
        signed_in(books.treasurer),
        books,
        f"{owed}/bao-lanh/",
        {"id": first, "guarantor": "Cao Thị Ích", "on": DAY},
    )
    above = signed_in(somebody_above(books))
    page = above.get(address(books, f"{owed}/bao-lanh/"))
    assert "Cao Thị Ích" not in page.content.decode()
    assert "Đã ghi một người, không hiện tên" in shown(page)
    send(above, books, f"{owed}/bao-lanh/", {"id": second, "guarantor": "Vì Văn Nam", "on": DAY})
    assert loan(books, owed, ON).guarantor == "Vì Văn Nam"
