"""Nợ người đã thôi: who gets the money, out of what, and what the voucher says of it."""

import pytest

from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import deposit
from tests.given.books import ACTIVITY, INCOME, TODAY
from tests.given.leaving import a_sheet, leave
from tests.given.loans import lend
from tests.given.officers import PIN
from tests.given.payments import pay, transfer
from tests.given.readers import shown
from tests.given.receipts import contribute
from tests.web.lifecycle.test_leaving import at, page_of, written

pytestmark = pytest.mark.django_db
DAY = f"{TODAY:%d/%m/%Y}"


def died(books, **given):
    """Let the first member die while the activity fund's box holds 40.000 of the 100.000 owed."""
    pay(books, 60_000)
    return leave(books, a_sheet(books.members[0], reason=LeavingReason.DIED, receiver="Vũ Văn Nam", **given))


def path_of(books):
    return at(books, f"so-quy/no-nguoi-da-thoi/hoat-dong/{books.members[0]}/")


def a_payment(books, **given):
    form = {"id": uuid7(), "amount": "60.000", "receiver": "Vũ Văn Nam", "on": DAY, "place": "box"}
    return form | {"second_officer": books.chair.pk, "pin": PIN} | given


def value_of(answer, name):
    return answer.context["form"][name].value()


def test_the_heir_written_at_the_leaving_is_proposed_and_never_who_died(books, treasurer):
    found = died(books)
    answer = treasurer.get(path_of(books))
    assert value_of(answer, "receiver") == "Vũ Văn Nam"
    assert f"{found.full_name} đã mất: viết tên người trong gia đình nhận tiền." in shown(answer)


def test_who_stands_for_the_loan_is_proposed_where_nobody_was_paid(books, treasurer):
    lend(books, books.members[0], 5_000_000)
    died(books, stands_for="Vũ Thị Hoa", pay={INCOME: Dong(0), ACTIVITY: Dong(0)})
    assert value_of(treasurer.get(path_of(books)), "receiver") == "Vũ Thị Hoa"


def test_nobody_is_proposed_where_no_heir_was_written_and_one_must_be(books, treasurer):
    died(books, pay={INCOME: Dong(0), ACTIVITY: Dong(0)})
    assert value_of(treasurer.get(path_of(books)), "receiver") == ""
    answer = treasurer.post(path_of(books), a_payment(books, receiver=""))
    assert 'href="#id_receiver"' in answer.content.decode()


def test_who_moved_away_is_proposed_as_before(books, treasurer):
    pay(books, 60_000)
    found = leave(books, a_sheet(books.members[0], receiver="Con gái"))
    assert value_of(treasurer.get(path_of(books)), "receiver") == found.full_name


def test_who_died_is_refused_as_the_receiver_when_leaving_and_later(books, treasurer):
    form = written(books, reason="died", stands_for="")
    name = treasurer.post(page_of(books), form | {"do": "check"}).context["form"].name
    answer = treasurer.post(page_of(books), form | {"receiver": name.upper()})
    assert 'href="#id_receiver"' in answer.content.decode()
    died(books)
    contribute(books, 60_000, people=books.members[1:2])
    answer = treasurer.post(path_of(books), a_payment(books, receiver=f" {name} "))
    assert f"{name} đã mất. Hãy viết tên người trong gia đình nhận tiền." in shown(answer)
    assert books.box(ACTIVITY) == 60_000


def test_the_voucher_says_whose_share_was_paid_to_whom(books, treasurer):
    name = died(books).full_name
    contribute(books, 60_000, people=books.members[1:2])
    page = shown(treasurer.post(path_of(books), a_payment(books), follow=True))
    assert f"Trả phần góp của {name} cho Vũ Văn Nam: 60.000 đ" in page
    book = shown(treasurer.get(at(books, f"so-quy/hoat-dong/{TODAY:%Y-%m}/")))
    assert book.count(f"Trả phần góp của {name} cho Vũ Văn Nam") == 2


def test_it_is_paid_from_the_bank_where_money_lies_there(books, treasurer):
    died(books)
    assert "Tiền mặt hay ngân hàng?" not in shown(treasurer.get(path_of(books)))
    contribute(books, 60_000, people=books.members[1:2])
    transfer(books, deposit(ACTIVITY, Dong(60_000)))
    answer = treasurer.get(path_of(books))
    assert value_of(answer, "place") == "bank"
    treasurer.post(path_of(books), a_payment(books, place="bank"), follow=True)
    assert books.held(AccountKind.BANK) == 0
    assert books.box(ACTIVITY) == 0
    assert books.are_sound()


def test_more_than_lies_at_the_bank_is_refused_at_the_amount(books, treasurer):
    died(books)
    contribute(books, 60_000, people=books.members[1:2])
    transfer(books, deposit(ACTIVITY, Dong(20_000)))
    answer = treasurer.post(path_of(books), a_payment(books, place="bank"))
    assert 'href="#id_amount"' in answer.content.decode()


def test_the_pages_say_what_lies_there_and_what_is_missing(books, treasurer):
    died(books)
    contribute(books, 25_000, people=books.members[1:2])
    transfer(books, deposit(ACTIVITY, Dong(10_000)))
    said = "Trong hòm 15.000 Ở ngân hàng 10.000 Còn thiếu 35.000 đ"
    for path in (path_of(books), at(books, "so-quy/no-nguoi-da-thoi/")):
        page = shown(treasurer.get(path))
        assert said in page, path
    contribute(books, 35_000, people=books.members[1:2])
    assert "Còn thiếu" not in shown(treasurer.get(path_of(books)))
    assert "Hòm còn thiếu 10.000 đ: trả qua ngân hàng" in shown(treasurer.get(path_of(books)))
