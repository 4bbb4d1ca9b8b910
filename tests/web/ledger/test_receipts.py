"""Ghi khoản thu: one short form for each kind."""

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.queries.dues import member_paid
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.accounts import AccountKind
from tests.given.books import ACTIVITY, INCOME, NOW
from tests.given.counts import a_count, count
from tests.given.entries import a_form, address, send, written
from tests.given.people import a_member
from tests.given.readers import shown
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db


def test_a_member_s_contribution_pays_his_dues(books, treasurer):
    member = books.members[0]
    form = a_form(member=member, contribution="activity:0", amount="10.000")
    page = shown(send(treasurer, books, "ghi/thu/dong-gop/", form))
    assert "Đã ghi phiếu PT 0001" in page
    assert "Còn lại trong hòm Quỹ hoạt động 10.000" in page
    assert "In phiếu" in page
    assert "Ghi nhầm?" in page
    assert sum(member_paid(books.club_id, member).values()) == 10_000


def test_two_members_with_one_name_are_told_apart(books, treasurer):
    named = [
        a_member(books.club_id, "Lò Thị Hai", birth_year=year, by=books.chair, at=NOW)
        for year in (1950, 1958)
    ]
    form = a_form(member=named[1].membership_id, contribution="activity:0", amount="10.000")
    page = shown(send(treasurer, books, "ghi/thu/dong-gop/", form))
    assert "Lò Thị Hai (1958)" in page


def test_thousands_of_digits_are_too_large_an_amount(books, treasurer):
    page = shown(send(treasurer, books, "ghi/thu/thu-khac/", a_form(amount="9" * 5_000)))
    assert "Lỗi: số tiền quá lớn" in page


def test_a_character_that_no_book_holds_is_refused_in_vietnamese(books, treasurer):
    page = shown(send(treasurer, books, "ghi/thu/thu-khac/", a_form(narration="Thu\x00")))
    assert "Lỗi: trong chữ có ký tự lạ không ghi được." in page
    assert "Null characters" not in page


def test_the_form_proposes_what_the_regulations_ask(books, treasurer):
    page = treasurer.get(address(books, "ghi/thu/dong-gop/")).content.decode()
    assert "Quỹ hoạt động: 10.000\N{NO-BREAK SPACE}đ mỗi tháng" in page
    assert 'value="10.000"' in page


@pytest.mark.parametrize(
    ("kind", "source"),
    [("ho-tro", AccountKind.GRANT), ("du-an", AccountKind.PROJECT), ("ung-ho", AccountKind.DONATION)],
)
def test_a_giver_is_followed_by_name_once(books, treasurer, kind, source):
    for name in ("Ông Lê Quang Tự", "ông lê quang tự"):
        send(treasurer, books, f"ghi/thu/{kind}/", a_form(source_name=name, fund="income"))
    (line,) = fund_sources(books.club_id)[INCOME].sources
    assert (line.kind, line.label, line.amount) == (source, "Ông Lê Quang Tự", 200_000)


def test_other_income_names_a_member_or_somebody_else_but_not_both(books, treasurer):
    both = a_form(income="fee", member=books.members[0], other="Bà Mận")
    assert "Lỗi: chọn thành viên, hoặc ghi tên người khác; đừng làm cả hai." in shown(
        send(treasurer, books, "ghi/thu/thu-khac/", both)
    )
    neither = a_form(income="bank_interest", place="bank", fund="income")
    written(send(treasurer, books, "ghi/thu/thu-khac/", neither))
    assert books.held(AccountKind.BANK, INCOME) == 100_000


def test_a_shortage_is_made_good_by_its_amount(books, treasurer):
    receive(books, 50_000)
    count(books, a_count(30_000))
    assert 'value="20.000"' in treasurer.get(address(books, "ghi/thu/bu-thieu/")).content.decode()
    send(treasurer, books, "ghi/thu/bu-thieu/", a_form(amount="20.000", other="Bà Lụa"))
    assert books.box() == 50_000
    assert not [
        line for line in fund_sources(books.club_id)[ACTIVITY].holdings if line.kind is AccountKind.SHORTAGE
    ]


def test_a_form_sent_twice_writes_one_voucher(books, treasurer):
    form = a_form(source_name="Bà Mận")
    first, again = (send(treasurer, books, "ghi/thu/ung-ho/", form) for _ in range(2))
    assert written(first) == written(again) == form["id"]
    assert books.box() == 100_000


def test_a_form_changed_after_it_was_written_says_so(books, treasurer):
    form = a_form(source_name="Bà Mận")
    send(treasurer, books, "ghi/thu/ung-ho/", form)
    page = shown(send(treasurer, books, "ghi/thu/ung-ho/", form | {"amount": "90.000"}))
    assert "Chưa ghi được" in page
    assert "PT 0001" in page


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(books, treasurer):
    form = a_form(source_name="Bà Mận", amount="2.500.000", on="21/01/2026", narration="Tiền bán ngô")
    answer = send(treasurer, books, "ghi/thu/ung-ho/", form)
    text = answer.content.decode()
    assert "Chưa ghi được: có 1 chỗ cần sửa" in shown(answer)
    assert 'href="#id_on"' in text
    for kept in ("Bà Mận", "2.500.000", "21/01/2026", "Tiền bán ngô", str(form["id"])):
        assert kept in text
    assert "Hai triệu năm trăm nghìn đồng" in shown(answer)


def test_a_page_for_a_kind_that_is_none_is_not_found(books, treasurer):
    assert treasurer.get(address(books, "ghi/thu/vay/")).status_code == 404


def test_a_member_of_another_club_is_no_choice(books, treasurer):
    form = a_form(member=uuid7(), contribution="activity:0")
    page = shown(send(treasurer, books, "ghi/thu/dong-gop/", form))
    assert "Chưa ghi được" in page
    assert books.box() == 0
