"""Thu nợ: what a sum pays is shown, then written; split by hand, by somebody else, in goods, for several people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.given.books import ACTIVITY, INCOME
from tests.given.loans import lend, loan, write_off
from tests.given.readers import shown
from tests.web.loans.writing import ON, a_repayment, address, borne_by_the_grant, send, two

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(books):
    """5.000.000 đ lent a month ago: 500.000 and 40.000 are three days late, 60.000 of contributions are owed beside."""
    return lend(books, books.members[0])


def pay(browser, books, loan_id, form, do="write"):
    return send(browser, books, f"{loan_id}/tra/", form, do=do)


def test_what_is_asked_for_stands_in_the_box(books, treasurer, owed):
    page = treasurer.get(address(books, f"{owed}/tra/"))
    assert 'value="600.000"' in page.content.decode()
    assert "Đóng góp Quỹ hoạt động 60.000 Lãi 40.000 Gốc 500.000 Cộng 600.000 đ" in shown(page)


def test_the_split_is_shown_and_nothing_is_written_yet(books, treasurer, owed):
    page = shown(pay(treasurer, books, owed, a_repayment("550.000"), do="check"))
    assert "Đóng góp Quỹ hoạt động 60.000 Lãi 40.000 Gốc 450.000 Số tiền đưa 550.000 đ" in page
    assert "còn nợ gốc 4.550.000 đ" in page
    assert "Ghi thu 550.000 đ" in page
    assert not loan(books, owed, ON).paid


def test_what_was_shown_is_written_on_one_receipt_a_fund(books, treasurer, owed):
    form = a_repayment("600.000", due_activity_0="60.000", interest="40.000", principal="500.000")
    page = shown(pay(treasurer, books, owed, form))
    assert "Đã ghi phiếu PT 0002" in page
    assert "còn nợ gốc 4.500.000 đ" in page
    assert "PT 0001: " in page
    assert "Góp 60.000" in page
    assert books.box(ACTIVITY, ON) == 60_000
    assert books.box(INCOME, ON) == 25_540_000


def test_all_may_be_for_the_loan(books, treasurer, owed):
    form = a_repayment("540.000", only_loan="on")
    page = shown(pay(treasurer, books, owed, form, do="check"))
    assert "Sẽ ghi như sau Lãi 40.000 Gốc 500.000 Số tiền đưa 540.000 đ" in page


def test_sent_twice_it_is_written_once(books, treasurer, owed):
    form = a_repayment("600.000", due_activity_0="60.000", interest="40.000", principal="500.000")
    for _ in range(2):
        assert "Đã ghi phiếu PT 0002" in shown(pay(treasurer, books, owed, form))
    assert len(loan(books, owed, ON).paid) == 1


def test_the_parts_may_be_changed_by_hand(books, treasurer, owed):
    form = a_repayment("500.000", only_loan="on", due_activity_0="0", interest="0", principal="500.000")
    pay(treasurer, books, owed, form)
    assert [(one.principal, one.interest) for one in loan(books, owed, ON).paid] == [(500_000, 0)]


def test_parts_that_do_not_add_up_are_said_at_their_box(books, treasurer, owed):
    form = a_repayment("500.000", only_loan="on", interest="40.000", principal="500.000")
    answer = pay(treasurer, books, owed, form)
    assert 'href="#id_interest"' in answer.content.decode()
    assert "Các phần cộng lại là 540.000 đ, nhưng người trả đưa 500.000 đ." in shown(answer)
    assert not loan(books, owed, ON).paid


def test_repay_all_fills_in_what_ends_the_loan(books, treasurer, owed):
    page = shown(pay(treasurer, books, owed, a_repayment("", only_loan="on"), do="pay-off"))
    assert "Lãi 80.000 Gốc 5.000.000 Số tiền đưa 5.080.000 đ" in page
    assert "tháng đang dở tính đủ lãi: 40.000 đ" in page


def test_more_than_ends_it_is_refused_at_the_amount(books, treasurer, owed):
    answer = pay(treasurer, books, owed, a_repayment("5.080.001", only_loan="on"), do="check")
    assert 'href="#id_amount"' in answer.content.decode()
    assert "5.080.000 đ" in shown(answer)


def test_more_than_all_that_is_owed_is_refused_with_its_sum(books, treasurer, owed):
    page = shown(pay(treasurer, books, owed, a_repayment("5.140.001"), do="check"))
    assert "5.140.000 đ là trả hết mọi khoản đang nợ hôm nay" in page


def test_a_day_before_the_loan_is_refused_at_the_day(books, treasurer, owed):
    answer = pay(treasurer, books, owed, a_repayment("540.000", on="19/01/2026"), do="check")
    assert 'href="#id_on"' in answer.content.decode()


def test_another_member_or_somebody_by_name_may_hand_it_over(books, treasurer, owed):
    given = {"only_loan": "on", "interest": "40.000", "principal": "500.000"}
    page = shown(pay(treasurer, books, owed, a_repayment("540.000", other="Con trai", **given)))
    assert "PT 0002: Con trai" in page
    more = a_repayment("100.000", only_loan="on", principal="100.000", interest="0")
    page = shown(pay(treasurer, books, owed, more | {"member": books.members[1]}))
    assert "PT 0003: " in page
    assert loan(books, owed, ON).at.outstanding == 4_400_000


def test_a_loan_written_off_leads_to_the_recovery(books, treasurer, owed):
    write_off(books, owed, borne_by_the_grant(books, 5_000_000), on=ON)
    page = treasurer.get(address(books, f"{owed}/tra/"), follow=True)
    assert page.redirect_chain[-1][0].endswith("/thu-hoi/")


def goods(**given):
    common = a_repayment("540.000", goods="1 con lợn giống", interest="40.000", principal="500.000")
    return common | given


def test_goods_go_into_the_stock_with_two_names(books, treasurer, owed):
    path = f"{owed}/tra-hang/"
    page = shown(send(treasurer, books, path, goods(), do="check"))
    assert "Người duyệt thứ hai" in page
    assert "Sẽ ghi như sau 1 con lợn giống trị giá 540.000 đ" in page
    assert "Ghi thu 1 con lợn giống trị giá 540.000 đ" in page
    page = shown(send(treasurer, books, path, goods() | two(books)))
    assert "Đã ghi phiếu CK" in page
    assert "1 con lợn giống" in page
    assert books.held("stock", INCOME, ON) == 540_000


def test_goods_without_the_second_person_are_refused(books, treasurer, owed):
    answer = send(treasurer, books, f"{owed}/tra-hang/", goods(second_officer="", pin=""))
    assert 'href="#id_second_officer"' in answer.content.decode()
    assert "Sẽ ghi như sau" in shown(answer)


def test_one_payer_for_several_people(books, treasurer, owed):
    first, second = (f"sum_{member.hex}" for member in books.members[:2])
    form = a_repayment("", other="Trưởng thôn", **{first: "600.000", second: "30.000"})
    page = shown(send(treasurer, books, "thu-nhieu-nguoi/", form, do="check"))
    assert "gốc 500.000" in page
    assert "Sau lần này còn nợ gốc 4.500.000 đ" in page
    assert "Tất cả là: 630.000 đ" in page
    for _ in range(2):
        page = shown(send(treasurer, books, "thu-nhieu-nguoi/", form))
        assert "Đã ghi phiếu PT 0002 630.000 đ" in page
    assert books.box(ACTIVITY, ON) == 90_000
    assert loan(books, owed, ON).at.outstanding == 4_500_000


def test_too_much_for_one_of_several_is_said_at_that_person(books, treasurer, owed):
    box = f"sum_{books.members[1].hex}"
    form = a_repayment("", other="Trưởng thôn", **{box: "60.001"})
    answer = send(treasurer, books, "thu-nhieu-nguoi/", form, do="check")
    assert f'href="#id_{box}"' in answer.content.decode()


@pytest.mark.parametrize("path", ["tra/", "tra-hang/"])
def test_queries_do_not_grow_with_the_loans(books, treasurer, owed, path):
    with CaptureQueriesContext(connection) as one:
        treasurer.get(address(books, f"{owed}/{path}"))
    for member in books.members[1:3]:
        lend(books, member, 1_000_000)
    with CaptureQueriesContext(connection) as three:
        treasurer.get(address(books, f"{owed}/{path}"))
    assert len(three) == len(one)
