"""Ghi nhầm: what a loan wrote is undone by the loan, in order, or put right in one act."""

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.queries.vouchers import vouchers_of_loan
from lienthehe.loans.queries.loans import loan_on
from tests.given.books import ACTIVITY, INCOME
from tests.given.entries import somebody_above
from tests.given.goods import buy
from tests.given.loans import extend, lend, loan, recover, repay, write_off
from tests.given.readers import shown, signed_in
from tests.web.loans.writing import DAY, ON, a_repayment, address, borne_by_the_grant, send, two

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(books):
    return lend(books, books.members[0])


def undo_form(books, **given):
    return {"id": uuid7(), "reason": "ghi nhầm người"} | two(books) | given


def test_what_undoing_a_repayment_does_is_shown_first(books, treasurer, owed):
    paid = repay(books, owed, 540_000, on=ON)
    page = shown(treasurer.get(address(books, f"phieu/{paid}/bo/")))
    assert "gốc đang nợ 4.500.000 Nợ gốc sau khi bỏ phiếu 5.000.000 đ" in page
    page = shown(send(treasurer, books, f"phieu/{paid}/bo/", undo_form(books)))
    assert "Đã ghi phiếu PT 0003" in page
    assert loan(books, owed, ON).at.outstanding == 5_000_000


def test_a_repayment_is_put_right_in_one_act_with_its_contributions(books, treasurer, owed):
    form = a_repayment("600.000", due_activity_0="60.000", interest="40.000", principal="500.000")
    send(treasurer, books, f"{owed}/tra/", form)
    paid = form["id"]
    page = shown(treasurer.get(address(books, f"phieu/{paid}/sua/")))
    assert "Trả lãi" in page
    assert "Trả gốc" in page
    right = undo_form(books, part_0="40.000", part_1="400.000", on=DAY, narration="")
    for _ in range(2):
        assert "Đã ghi phiếu PT 0004" in shown(send(treasurer, books, f"phieu/{paid}/sua/", right))
    assert loan(books, owed, ON).at.outstanding == 4_600_000
    assert books.box(ACTIVITY, ON) == 60_000
    assert books.box(INCOME, ON) == 25_440_000
    assert books.are_sound()


def test_more_than_is_owed_is_refused_when_put_right_too(books, treasurer, owed):
    paid = repay(books, owed, 540_000, on=ON)
    right = undo_form(books, part_0="40.000", part_1="5.500.000", on=DAY, narration="")
    answer = send(treasurer, books, f"phieu/{paid}/sua/", right)
    assert "Chưa ghi được" in shown(answer)
    assert loan(books, owed, ON).at.outstanding == 4_500_000


def test_a_disbursement_names_what_must_be_undone_first(books, treasurer, owed):
    disbursed = loan(books, owed, ON).vouchers[0]
    paid = repay(books, owed, 540_000, on=ON)
    extend(books, owed, [ON.replace(month=month) for month in (4, 5)], on=ON)
    page = treasurer.get(address(books, f"phieu/{disbursed}/bo/"))
    assert f"/phieu/{paid}/bo/" in page.content.decode()
    assert "PT 0002, 20/02/2026, 540.000 đ" in shown(page)
    assert "Gia hạn, 20/02/2026" in shown(page)
    answer = send(treasurer, books, f"phieu/{disbursed}/bo/", undo_form(books))
    assert "PT 0002" in shown(answer)
    assert loan(books, owed, ON).paid


def test_a_disbursement_undone_leaves_its_request_waiting(books, treasurer, owed):
    disbursed = loan(books, owed, ON).vouchers[0]
    page = shown(treasurer.get(address(books, f"phieu/{disbursed}/bo/")))
    assert "đơn xin vay lại chờ chi tiền" in page
    form = undo_form(books)
    for _ in range(2):
        assert "Đã ghi phiếu PC 0002" in shown(send(treasurer, books, f"phieu/{disbursed}/bo/", form))
    assert loan_on(books.club_id, owed, ON) is None
    assert books.box(INCOME, ON) == 30_000_000


def test_a_disbursement_has_no_right_amounts(books, treasurer, owed):
    disbursed = loan(books, owed, ON).vouchers[0]
    page = treasurer.get(address(books, f"phieu/{disbursed}/sua/"), follow=True)
    assert "/so-quy/phieu/" in page.redirect_chain[-1][0]


def test_a_write_off_is_undone_by_its_voucher(books, treasurer, owed):
    written = write_off(books, owed, borne_by_the_grant(books, 5_000_000), on=ON)
    page = shown(treasurer.get(address(books, f"phieu/{written}/bo/")))
    assert "gốc đang nợ 0 Nợ gốc sau khi bỏ phiếu 5.000.000 đ" in page
    send(treasurer, books, f"phieu/{written}/bo/", undo_form(books))
    assert loan(books, owed, ON).at.outstanding == 5_000_000
    assert books.are_sound()


def test_an_extension_is_undone_with_a_reason_and_by_two_as_it_was_made(books, treasurer, owed):
    extended = extend(books, owed, [ON.replace(month=month) for month in (4, 5)], on=ON)
    right = {"reason": "ghi nhầm ngày"} | two(books)
    wrong = {"reason": "", "second_officer": "", "pin": "000000"}
    for field, value in wrong.items():
        answer = send(treasurer, books, f"quyet-dinh/{extended}/bo/", right | {field: value})
        assert f'href="#id_{field}"' in answer.content.decode()
    assert loan(books, owed, ON).changes
    for _ in range(2):
        page = shown(send(treasurer, books, f"quyet-dinh/{extended}/bo/", right))
        assert "Đã ghi: quyết định được bỏ" in page
    assert not loan(books, owed, ON).changes


def test_who_stands_for_a_loan_is_undone_by_one(books, treasurer, owed):
    form = {"id": uuid7(), "guarantor": "Con gái", "on": DAY}
    send(treasurer, books, f"{owed}/bao-lanh/", form)
    page = treasurer.get(address(books, f"quyet-dinh/{form['id']}/bo/")).content.decode()
    assert 'name="pin"' not in page
    send(treasurer, books, f"quyet-dinh/{form['id']}/bo/", {"reason": "ghi nhầm người"})
    assert not loan(books, owed, ON).guarantor


def test_money_and_goods_of_one_loan_are_undone_together_and_both_are_named(books, treasurer):
    buy(books, 900_000)
    goods = {"goods_value": 900_000, "goods": "2 con lợn giống"}
    owed = lend(books, books.members[0], 1_000_000, on=ON, **goods)
    for disbursed in loan(books, owed, ON).vouchers:
        page = shown(treasurer.get(address(books, f"phieu/{disbursed}/bo/")))
        assert "Ghi phiếu đảo cho PC 0002 và CK 0001, 1.900.000 đ" in page
        assert "Mã PIN" in page
        assert "PC 0002, Cho vay" in page
        assert "CK 0001, Cho vay" in page
    money = loan(books, owed, ON).vouchers[0]
    page = shown(send(treasurer, books, f"phieu/{money}/bo/", undo_form(books)))
    assert "Đã ghi phiếu PC 0003 và CK 0002" in page
    assert "Khế ước 0001/2026 đã bỏ, không còn nợ gì. Đơn xin vay lại chờ chi tiền." in page


def test_the_page_of_a_loan_that_was_undone_says_so(books, treasurer, owed):
    disbursed = loan(books, owed, ON).vouchers[0]
    send(treasurer, books, f"phieu/{disbursed}/bo/", undo_form(books))
    page = treasurer.get(address(books, f"{owed}/"))
    assert page.status_code == 200
    assert "Khế ước 0001/2026 đã bỏ" in shown(page)
    assert "PC 0002 đảo phiếu PC 0001 20/01/2026 − 5.000.000 đ" in shown(page)
    assert treasurer.get(address(books, f"{uuid7()}/")).status_code == 404


def test_what_came_back_and_is_undone_may_come_back_again(books, treasurer, owed):
    write_off(books, owed, borne_by_the_grant(books, 5_000_000), on=ON)
    back = recover(books, owed, 300_000, on=ON)
    page = shown(treasurer.get(address(books, f"phieu/{back}/bo/")))
    assert "còn có thể thu hồi 4.740.000 Còn có thể thu hồi sau khi bỏ phiếu 5.040.000 đ" in page
    send(treasurer, books, f"phieu/{back}/bo/", undo_form(books))
    assert loan(books, owed, ON).to_recover == 5_040_000


def test_what_cannot_be_undone_yet_shows_what_to_do_and_no_form(books, treasurer, owed):
    disbursed = loan(books, owed, ON).vouchers[0]
    repay(books, owed, 540_000, on=ON)
    page = treasurer.get(address(books, f"phieu/{disbursed}/bo/")).content.decode()
    assert "PT 0002, 20/02/2026" in page
    assert 'name="pin"' not in page
    assert 'name="reason"' not in page


def test_the_text_of_a_voucher_is_shown_to_nobody_who_reads_no_names(books, treasurer, owed):
    form = a_repayment("540.000", interest="40.000", principal="500.000")
    send(treasurer, books, f"{owed}/tra/", form)
    send(
        treasurer,
        books,
        f"phieu/{form['id']}/sua/",
        undo_form(books, part_0="40.000", part_1="400.000", on=DAY, narration="con ông Ích nộp"),
    )
    right = vouchers_of_loan(books.club_id, owed)[-1]
    above = signed_in(somebody_above(books))
    page = above.get(address(books, f"phieu/{right.draft.id}/sua/"))
    assert "ông Ích" not in page.content.decode()
    send(
        above,
        books,
        f"phieu/{right.draft.id}/sua/",
        undo_form(books, part_0="40.000", part_1="300.000", on=DAY, narration=""),
    )
    assert vouchers_of_loan(books.club_id, owed)[-1].draft.wording.narration == "con ông Ích nộp"


def test_a_reason_is_asked_for(books, treasurer, owed):
    paid = repay(books, owed, 540_000, on=ON)
    answer = send(treasurer, books, f"phieu/{paid}/bo/", undo_form(books, reason=""))
    assert 'href="#id_reason"' in answer.content.decode()


def test_what_is_no_loans_voucher_is_not_found(books, treasurer):
    assert treasurer.get(address(books, f"phieu/{uuid7()}/bo/")).status_code == 404
