"""How vouchers are said, in the book and on paper."""

import pytest

from lienthehe.documents.vouchers import voucher_parts
from lienthehe.documents.wording import MOST_RANGES, say_numbers, say_together, say_voucher
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import between_funds, deposit, shortage_lost, surplus_kept, withdrawal
from tests.given.books import ACTIVITY, INCOME, some_books
from tests.given.counts import a_count, count
from tests.given.payments import correct, give_back, pay, transfer
from tests.given.receipts import (
    a_receipt,
    borrow,
    contribute,
    dues_receipt,
    fee,
    give_in_kind,
    hand_in,
    receive,
    receive_from,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    return some_books()


def said(books, voucher_id, *, names=True):
    return say_voucher(books.voucher(voucher_id), names=names)


def test_what_was_written_is_said_after_who(books):
    assert said(books, receive(books, 10_000)) == "Ông Thử: Thu"
    assert said(books, pay(books, 1_000)) == "Hàng Thử: Chi"


def test_where_nothing_was_written_the_accounts_say_it(books):
    (paid,) = hand_in(books, a_receipt(fee(), 5_000, text="", party="Bà Lụa"))
    assert said(books, paid) == "Bà Lụa tiền phí"
    borrowed = borrow(books, 1_000_000, lender="Ông Tự", terms="")
    assert said(books, borrowed) == "Ông Tự cho câu lạc bộ mượn vốn"
    assert said(books, give_back(books, borrowed, 400_000)) == "Trả vốn mượn: Ông Tự"
    count_voucher = count(books, a_count(1_000)).voucher_id
    assert count_voucher is not None
    assert said(books, count_voucher) == "Thiếu quỹ khi kiểm"


def test_transfers_say_from_where_to_where(books):
    receive(books, 100_000)
    ten = Dong(10_000)
    told = {
        "Chuyển từ quỹ hoạt động sang quỹ tăng thu nhập": between_funds(
            giving=ACTIVITY, taking=INCOME, amount=ten
        ),
        "Gửi tiền vào ngân hàng": deposit(ACTIVITY, ten),
        "Rút tiền ở ngân hàng": withdrawal(ACTIVITY, ten),
    }
    for text, lines in told.items():
        assert said(books, transfer(books, lines, text="")) == text


def test_a_settled_difference_says_what_became_of_it(books):
    receive(books, 10_000)
    count(books, a_count(9_000))
    assert (
        said(books, transfer(books, shortage_lost(ACTIVITY, Dong(1_000)), text=""))
        == "Bỏ khoản tiền thiếu quỹ"
    )
    count(books, a_count(11_000))
    assert said(books, transfer(books, surplus_kept(ACTIVITY, Dong(2_000)), text="")) == "Giữ lại tiền thừa"


def test_a_correction_names_the_voucher_it_is_about(books):
    wrong = receive(books, 10_000)
    (undone,) = correct(books, wrong)
    assert said(books, undone) == "Đảo phiếu PT 0001: Ông Thử: Thu"


def test_without_names_neither_person_nor_free_text_is_said(books):
    assert said(books, receive_from(books, "Ông Tự", 5_000), names=False) == "Ủng hộ"
    (voucher,) = hand_in(books, dues_receipt(books.members[0], 10_000))
    assert said(books, voucher, names=False) == "Một thành viên góp"
    gift = give_in_kind(books, "Ông Tự", 5_000, for_lending=False)
    assert said(books, gift, names=False) == "Cho hiện vật"


def test_several_contributions_are_said_together(books):
    views = [books.voucher(one) for one in contribute(books)]
    assert say_together(views) == "3 người góp, mỗi người 10.000"
    assert say_numbers(views) == "PT 0001–0003"
    assert say_numbers(views[:1]) == "PT 0001"
    views.append(books.voucher(hand_in(books, dues_receipt(books.members[0], 5_000))[0]))
    assert say_together(views) == "3 người góp"
    assert say_numbers([views[0], views[3]]) == "PT 0001, 0004"
    assert say_numbers([views[0], *views[2:]]) == "PT 0001, 0003–0004"


def test_of_many_ranges_the_book_says_between_which_numbers_they_lie(books):
    views = [books.voucher(receive(books, 1_000)) for _ in range(2 * MOST_RANGES + 1)]
    assert say_numbers(views[: 2 * MOST_RANGES : 2]).count(",") == MOST_RANGES - 1
    assert say_numbers(views[::2]) == "9 phiếu, trong khoảng PT 0001–0017"


def test_a_voucher_s_parts_are_said_with_their_amounts(books):
    capital = borrow(books, 1_000_000)
    assert voucher_parts(books.voucher(capital), names=True) == (
        ("Cho câu lạc bộ mượn vốn", Dong(1_000_000)),
    )
    assert books.held(AccountKind.CASH_BOX, INCOME) == 1_000_000
