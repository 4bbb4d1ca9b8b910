"""Chuyển: fund to fund, box and bank, gifts in kind, a difference settled."""

import pytest

from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.sources import fund_sources, open_difference
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import between_funds
from lienthehe.web.ledger.forms import EntryForm
from lienthehe.web.ledger.urls import urlpatterns  # noqa: F401 - every form of the cash book is made
from tests.given.books import ACTIVITY, INCOME
from tests.given.counts import a_count, count
from tests.given.entries import a_form, a_second, address, send
from tests.given.payments import transfer
from tests.given.readers import shown
from tests.given.receipts import borrow, give_in_kind, receive


def subclasses_of(form):
    """Return every form below one, however deep."""
    below = form.__subclasses__()
    return list(dict.fromkeys([*below, *(deeper for one in below for deeper in subclasses_of(one))]))


pytestmark = pytest.mark.django_db


def test_from_fund_to_fund_needs_two_and_says_both_boxes(books, treasurer):
    receive(books, 300_000)
    alone = shown(send(treasurer, books, "ghi/chuyen/quy-sang-quy/", a_form()))
    assert "Lỗi: chọn một người trong Ban Chủ nhiệm." in alone
    page = shown(send(treasurer, books, "ghi/chuyen/quy-sang-quy/", a_form() | a_second(books)))
    assert "Đã ghi phiếu CK 0001" in page
    assert (books.box(ACTIVITY), books.box(INCOME)) == (200_000, 100_000)
    assert "Quỹ hoạt động 200.000 Quỹ tăng thu nhập 100.000" in page


def test_more_than_the_kept_earnings_is_asked_once_more(books, treasurer):
    receive(books, 50_000)
    borrow(books, 40_000_000, fund=ACTIVITY)
    assert "trong hòm còn 40.050.000 đ, lãi giữ lại 50.000 đ" in shown(
        treasurer.get(address(books, "ghi/chuyen/quy-sang-quy/"))
    )
    form = a_form(amount="40.000.000") | a_second(books)
    page = shown(send(treasurer, books, "ghi/chuyen/quy-sang-quy/", form))
    assert "Lỗi: lãi giữ lại của Quỹ hoạt động chỉ có 50.000 đ." in page
    assert "Vẫn chuyển: chúng tôi biết trong đó có cả tiền của người khác." in page
    assert books.box(INCOME) == 0
    page = shown(send(treasurer, books, "ghi/chuyen/quy-sang-quy/", form | {"beyond": "on"}))
    assert "Đã ghi phiếu CK 0001" in page
    assert books.box(INCOME) == 40_000_000


def test_a_move_sent_twice_is_not_asked_about_what_it_left(books, treasurer):
    receive(books, 100_000)
    form = a_form() | a_second(books)
    for _ in range(2):
        assert "Đã ghi phiếu CK 0001" in shown(send(treasurer, books, "ghi/chuyen/quy-sang-quy/", form))


def test_cash_goes_to_the_bank_and_comes_back(books, treasurer):
    receive(books, 300_000)
    assert "Rút tiền ở ngân hàng về" not in shown(treasurer.get(address(books, "ghi/")))
    send(treasurer, books, "ghi/chuyen/gui-ngan-hang/", a_form(amount="200.000"))
    assert (books.box(), books.held(AccountKind.BANK)) == (100_000, 200_000)
    assert "Quỹ hoạt động, ở ngân hàng có 200.000 đ" in shown(
        treasurer.get(address(books, "ghi/chuyen/rut-ngan-hang/"))
    )
    send(treasurer, books, "ghi/chuyen/rut-ngan-hang/", a_form(amount="50.000"))
    assert (books.box(), books.held(AccountKind.BANK)) == (150_000, 150_000)


def test_a_gift_in_kind_moves_no_cash_and_keeps_its_giver(books, treasurer):
    form = a_form(source_name="Ông Tự", narration="10 ghế nhựa", amount="1.200.000", use="used")
    page = shown(send(treasurer, books, "ghi/chuyen/hien-vat/", form))
    assert "Ông Tự: 10 ghế nhựa: 1.200.000 đ" in page
    assert "Một triệu hai trăm nghìn đồng" in page
    assert books.box() == 0
    (line,) = fund_sources(books.club_id)[ACTIVITY].sources
    assert (line.label, line.amount) == ("Ông Tự", 1_200_000)
    book = shown(treasurer.get(address(books, "hoat-dong/2026-01/")))
    assert "Không qua hòm quỹ" in book
    assert "Ông Tự: 10 ghế nhựa" in book


def test_a_gift_in_kind_is_printed_with_giver_fund_and_value(books, treasurer):
    gift = give_in_kind(books, "Ông Tự", 300_000, for_lending=False)
    paper = shown(treasurer.get(address(books, f"phieu/{gift}/in/")))
    assert "Người tặng Ông Tự" in paper
    assert "Số tiền 300.000 đ Viết bằng chữ Ba trăm nghìn đồng" in paper
    assert "CK 0001/2026 Quỹ hoạt động" in paper
    assert "Người nộp tiền" not in paper
    assert "Cả hai quỹ" not in paper


def test_both_funds_stand_on_what_goes_from_one_to_the_other(books, treasurer):
    receive(books, 50_000)
    moved = transfer(books, between_funds(giving=ACTIVITY, taking=INCOME, amount=Dong(20_000)))
    paper = shown(treasurer.get(address(books, f"phieu/{moved}/in/")))
    assert "Cả hai quỹ" in paper
    assert "Số tiền 20.000 đ" in paper


def test_goods_to_be_lent_lie_in_stock(books, treasurer):
    form = a_form(source_name="Ông Tự", narration="2 con lợn giống", fund="income", use="lent")
    send(treasurer, books, "ghi/chuyen/hien-vat/", form)
    assert books.held(AccountKind.STOCK, INCOME) == 100_000


def test_a_shortage_is_given_up_by_a_decision_of_two(books, treasurer):
    receive(books, 50_000)
    count(books, a_count(30_000))
    form = a_form(amount="20.000", narration="Họp ngày 20/01 quyết định") | a_second(books)
    send(treasurer, books, "ghi/chuyen/bo-thieu/", form)
    money = fund_sources(books.club_id)[ACTIVITY]
    assert (money.retained, money.held) == (30_000, 30_000)


def test_a_shortage_is_not_given_up_without_a_reason(books, treasurer):
    receive(books, 50_000)
    count(books, a_count(30_000))
    form = a_form(amount="20.000") | a_second(books)
    page = shown(send(treasurer, books, "ghi/chuyen/bo-thieu/", form))
    assert "Ai quyết định, vì sao?" in page
    assert "Lỗi: ghi ai quyết định và vì sao." in page
    assert open_difference(books.club_id) == {(ACTIVITY, AccountKind.SHORTAGE): 20_000}


@pytest.mark.parametrize("form", subclasses_of(EntryForm), ids=lambda form: form.__name__)
def test_what_one_base_asks_for_no_other_base_hides(form):
    common = EntryForm.base_fields
    for base in form.__mro__[1:]:
        asked = getattr(base, "base_fields", {})
        own = {name for name in common.keys() & asked.keys() if asked[name] is not common[name]}
        assert not {name for name in own if form.base_fields.get(name) is common[name]}, base


def test_a_surplus_nobody_claims_is_kept(books, treasurer):
    count(books, a_count(10_000))
    assert "Giữ lại tiền thừa" in shown(treasurer.get(address(books, "ghi/")))
    form = a_form(amount="10.000", narration="Không ai nhận")
    send(treasurer, books, "ghi/chuyen/giu-thua/", form)
    assert fund_sources(books.club_id)[ACTIVITY].retained == 10_000


def test_what_there_is_nothing_to_settle_of_is_not_offered(books, treasurer):
    page = shown(treasurer.get(address(books, "ghi/")))
    for absent in ("Có người bù tiền thiếu", "Bỏ khoản tiền thiếu", "Trả lại tiền thừa", "Giữ lại tiền thừa"):
        assert absent not in page
