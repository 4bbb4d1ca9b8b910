"""The steps about money: opening the book, reading out, taking in, paying out, counting."""

from datetime import date
from uuid import uuid4

import pytest

from lienthehe.clubs.rules import ContributionTerms, Every, Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import borrow_capital, record_transfer
from lienthehe.ledger.rules.accounts import Purpose
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.ledger.rules.entries import deposit
from lienthehe.ledger.rules.vouchers import Wording
from lienthehe.meetings.rules.sheets import SourceKind
from tests.given.clubs import MONTHLY, adopt, club_officer
from tests.given.meetings import everything
from tests.given.meetings import held as recorded
from tests.web.meetings.holding import (
    AT,
    DAY,
    a_club_with,
    a_meeting,
    lines,
    meeting_fields,
    notes,
)

LAST = DAY.replace(month=10)


@pytest.fixture
def treasurer(club):
    return club_officer(club.id, at=AT)


@pytest.fixture
def with_money(club, treasurer, chair):
    """A meeting of a club whose boxes hold 1.000.000 and 54.000."""
    recorded(everything(club.id, LAST, second=chair), by=treasurer, second=chair, at=AT)
    return a_meeting(club, treasurer)


def given(held):
    members = {row.membership_id: row.number for row in held.members}
    return {(members[one.membership_id], one.fund): one.amount for one in held.sheet.contributions}


def test_the_box_may_stay_uncounted_as_the_book_is_opened(held):
    answer = held.post(
        "mo-so", {**meeting_fields(place="Đình làng"), "meeting-chair": held.members[1].full_name}
    )
    assert answer.headers["Location"] == held.url("diem-danh")
    assert held.sheet.opening_counts == ()
    assert (held.sheet.place, held.sheet.chair) == ("Đình làng", held.members[1].person_id)


def test_a_count_that_differs_must_say_why(with_money):
    typed = {**meeting_fields(), **notes("income", 1_000_000), **notes("activity", 40_000)}
    answer = with_money.post("mo-so", typed)
    assert "Hòm quỹ thiếu 14.000" in answer.content.decode()
    assert 'value="2"' in answer.content.decode()
    with_money.post("mo-so", {**typed, "activity-explanation": "Trả nhầm"})
    counts = with_money.sheet.opening_counts
    assert [(one.fund, one.notes) for one in counts] == [
        (Fund.INCOME, {"500000": 2}),
        (Fund.ACTIVITY, {"20000": 2}),
    ]
    assert counts[1].explanation == "Trả nhầm"
    assert "Thiếu khi đếm hôm nay: 14.000 đ" in with_money.get("cong-khai-quy")


def test_one_tin_is_counted_once_and_says_which_fund_bears_a_difference(db):
    held = a_meeting(a_club_with(3, one_tin=True))
    assert held.client.get(held.url("mo-so")).content.decode().count("data-count") == 1
    typed = {**meeting_fields(), **notes("tin", 5_000), "tin-explanation": "Tiền lẻ"}
    assert "Chọn quỹ nào chịu phần chênh" in held.post("mo-so", typed).content.decode()
    held.post("mo-so", {**typed, "tin-borne_by": "activity"})
    assert held.sheet.opening_counts[0].borne_by is Fund.ACTIVITY


def test_the_funds_are_read_out_with_what_is_owed_and_behind(with_money):
    page = with_money.get("cong-khai-quy")
    assert "Đầu tháng 11/2026 có: 1.000.000 đ" in page
    assert "Trong hòm lúc này: 1.000.000 đ Một triệu đồng" in page
    assert "người còn thiếu tiền đóng góp" in page
    assert with_money.post("cong-khai-quy").headers["Location"] == with_money.url("thu")


def test_what_was_brought_to_the_bank_since_the_last_count_is_read_out(with_money, treasurer):
    assert "Gửi và rút ngân hàng" not in with_money.get("cong-khai-quy")
    record_transfer(
        club_id=with_money.club.id, voucher_id=uuid4(), on=DAY, lines=deposit(Fund.INCOME, Dong(300_000)),
        wording=Wording(), second=None, by=treasurer, at=AT,
    )  # fmt: skip
    page = with_money.get("cong-khai-quy")
    assert "Gửi và rút ngân hàng từ lần đếm hòm trước" in page
    assert "CK 0001, Quỹ tăng thu nhập 300.000" in page


def test_enough_takes_the_usual_of_one_and_all_enough_that_of_the_rest(held):
    first = held.members[0].number
    assert "Còn 6 người 60.000 Dự kiến 6 người 60.000 đ" in held.get("thu")
    answer = held.post("thu", {"take": first})
    assert answer.headers["Location"] == held.url("thu", f"#m{held.members[1].number}")
    assert given(held) == {(first, Fund.ACTIVITY): 10_000}
    page = held.get("thu")
    assert "Đã thu 1 người 10.000 Còn 5 người 50.000" in page
    assert "Đủ cả: thu nốt 5 người" in page
    held.post("thu", {"do": "all"})
    assert set(given(held).values()) == {10_000}
    assert len(given(held)) == 6
    assert "Đủ cả" not in held.get("thu")
    assert held.post("thu").headers["Location"] == held.url("xet-vay")


def test_another_amount_is_typed_and_a_proxy_named(held):
    first, second = held.members[0], held.members[1]
    page = held.client.get(held.url("thu", f"?mo={first.number}")).content.decode()
    assert 'value="10.000"' in page
    typed = {"do": "row", "seen": ";", "row-activity-kept": "25.000", "row-payer": second.number}
    held.post("thu", typed, f"?mo={first.number}")
    (one,) = held.sheet.contributions
    assert (one.amount, one.payer) == (25_000, second.membership_id)
    assert f"{second.full_name} đưa hộ" in held.get("thu")
    seen = "activity-kept=25000;" + second.full_name
    held.post("thu", {"do": "row", "seen": seen, "row-activity-kept": "0"}, f"?mo={first.number}")
    assert held.sheet.contributions == ()


def test_an_amount_that_is_none_is_asked_again_and_stays_typed(held):
    number = held.members[0].number
    answer = held.post("thu", {"do": "row", "seen": ";", "row-activity-kept": "mười"}, f"?mo={number}")
    page = answer.content.decode()
    assert "Lỗi:" in page
    assert 'value="mười"' in page


def test_who_is_absent_is_not_taken_by_all_enough_but_may_send_money(held):
    absent = held.members[0]
    held.roll(absent.number)
    held.post("thu", {"do": "all"})
    assert len(given(held)) == 5
    assert "1 người vắng, có thể gửi tiền" in held.get("thu")
    typed = {"do": "row", "seen": ";", "row-activity-kept": "10000", "row-payer": held.members[1].number}
    held.post("thu", typed, f"?mo={absent.number}")
    assert given(held)[absent.number, Fund.ACTIVITY] == 10_000


def test_what_is_behind_is_shown_and_what_is_paid_ahead_is_not_asked(with_money):
    page = with_money.get("thu")
    assert "Còn thiếu" in page
    assert "từ tháng 10/2025" in page


def test_who_owes_of_this_month_alone_bears_no_mark(held):
    number = held.members[0].number
    held.post("thu", {"do": "row", "seen": ";", "row-activity-kept": "145.000"}, f"?mo={number}")
    row = held.get("thu").split(held.members[0].full_name)[1].split(held.members[1].full_name)[0]
    assert "Còn thiếu" not in row
    assert "tháng này còn 5.000 đ" in row


def test_who_is_behind_is_marked_by_what_is_late_alone(with_money):
    number = with_money.members[0].number
    with_money.post("thu", {"take": number})
    page = with_money.get("thu")
    assert "Còn thiếu" in page
    assert "tháng này còn 10.000 đ" in page


def test_what_lies_at_the_bank_is_read_out_and_a_deposit_is_no_payment(with_money, treasurer, chair):
    record_transfer(
        club_id=with_money.club.id,
        voucher_id=uuid4(),
        on=DAY,
        lines=deposit(Fund.INCOME, Dong(900_000)),
        wording=Wording("Gửi ngân hàng"),
        second=chair,
        by=treasurer,
        at=AT,
    )
    page = with_money.get("cong-khai-quy")
    assert "Đầu tháng 11/2026 có: 1.000.000 đ" in page
    assert "Tháng này đã chi: 0 đ" in page
    assert "Trong đó gốc thu về: 0 đ và lãi: 0 đ" in page
    assert "Trong hòm lúc này: 100.000 đ" in page
    assert "Ở ngân hàng: 900.000 đ" in page
    assert "Cộng hòm và ngân hàng: 1.000.000 đ Một triệu đồng" in page


def test_each_fund_has_a_box_where_the_regulations_ask_for_two(club, treasurer, chair):
    twice = ContributionTerms(Fund.INCOME, Dong(20_000), Every.MONTH, refundable=True)
    adopt(club.id, MONTHLY, twice, since=DAY.replace(day=1), by=chair, at=AT)
    held = a_meeting(club, treasurer)
    number = held.members[0].number
    page = held.get("thu", f"?mo={number}")
    assert "Quỹ tăng thu nhập, được trả lại khi rời CLB" in page
    held.post("thu", {"take": number})
    assert given(held) == {(number, Fund.ACTIVITY): 10_000, (number, Fund.INCOME): 20_000}


def test_what_is_owed_stands_beside_each_fund_s_box(club, treasurer, chair):
    twice = ContributionTerms(Fund.INCOME, Dong(20_000), Every.MONTH, refundable=True)
    adopt(club.id, MONTHLY, twice, since=DAY.replace(day=1), by=chair, at=AT)
    held = a_meeting(club, treasurer)
    page = held.get("thu", f"?mo={held.members[0].number}")
    assert "Quỹ tăng thu nhập, được trả lại khi rời CLB: còn thiếu 20.000 đ" in page
    assert "Quỹ hoạt động: còn thiếu" in page


def test_borrowed_capital_is_read_out_whole_with_its_next_part(held, treasurer):
    days = (date(2027, 1, 31), date(2027, 7, 31), date(2028, 1, 31))
    borrow_capital(
        capital_id=uuid4(),
        club_id=held.club.id,
        on=LAST,
        terms="",
        at_bank=False,
        by=treasurer,
        at=AT,
        fund=Fund.INCOME,
        amount=Dong(15_000_000),
        lender="Hội Phụ nữ",
        parts=tuple(DuePart(day, Dong(5_000_000)) for day in days),
    )
    assert (
        "CLB còn mượn của Hội Phụ nữ 15.000.000 đ ; phần gần nhất 5.000.000 đ phải trả trước ngày 31/01/2027"
        in held.get("cong-khai-quy")
    )


def test_other_receipts_name_their_giver_and_goods_their_worth(held):
    member = held.members[0]
    typed = lines(
        "receipts",
        {
            "who": "Ông Lò Văn Tặng",
            "source": "donation",
            "fund": "income",
            "amount": "500.000",
            "text": "Ủng hộ",
        },
        {"who": member.full_name, "source": "gift_in_kind:lending", "fund": "income", "amount": "2000000"},
        {"who": member.full_name, "source": "interest:fee", "fund": "activity", "amount": "5.000"},
    )
    answer = held.post("thu", typed, "?xem=khac")
    assert answer.headers["Location"] == held.url("thu", "#after")
    donation, pig, fee = held.sheet.receipts
    assert (donation.source, donation.source_name, donation.member) == (
        SourceKind.DONATION,
        "Ông Lò Văn Tặng",
        None,
    )
    assert (pig.for_lending, pig.source_name, pig.member) == (True, member.full_name, member.membership_id)
    assert (fee.source, fee.income, fee.source_name) == (SourceKind.INCOME, "fee", "")
    assert "Thu khác (3)" in held.get("thu")
    assert "Ông Lò Văn Tặng" in held.client.get(held.url("thu", "?xem=khac")).content.decode()


def test_a_receipt_without_fund_source_or_amount_says_what_is_missing(held):
    answer = held.post("thu", lines("receipts", {"who": "Ông Tặng"}), "?xem=khac")
    page = answer.content.decode()
    assert "có 3 chỗ cần sửa" in page
    assert 'value="Ông Tặng"' in page
    assert held.sheet.receipts == ()


def test_a_payment_names_purpose_payee_and_the_second_officer(with_money, chair):
    member = with_money.members[0]
    typed = lines(
        "payments", {"who": member.full_name, "purpose": "sick_visit", "fund": "activity", "amount": "20.000"}
    )
    assert "Lỗi:" in with_money.post("chi", typed).content.decode()
    assert with_money.sheet.payments == ()
    with_money.post("chi", {**typed, "second-second_officer": chair.pk})
    (one,) = with_money.sheet.payments
    assert (one.purpose, one.member, one.amount) == (Purpose.SICK_VISIT, member.membership_id, 20_000)
    assert one.second_officer == chair.pk


def test_more_than_the_box_holds_is_told_at_once(with_money, chair):
    typed = lines("payments", {"who": "Bà Hoa", "purpose": "tea", "fund": "activity", "amount": "900000"})
    answer = with_money.post("chi", {**typed, "second-second_officer": chair.pk})
    assert answer.headers["Location"] == with_money.url("chi", "#top")
    page = with_money.client.get(with_money.url("chi")).content.decode()
    assert 'value="900.000"' in page
    assert "Khoản chi 900.000 đ nhiều hơn tiền trong hòm" in with_money.get("chi")
    assert "hòm chỉ còn 54.000 đ" in with_money.get("chi")
    review = with_money.client.get(with_money.url("doc-lai")).content.decode()
    assert f'<li><a href="{with_money.url("chi")}">' in review


def test_a_count_that_agrees_before_the_meeting_is_read_out_too(with_money):
    with_money.post("mo-so", {**meeting_fields(), **notes("income", 1_000_000), **notes("activity", 54_000)})
    page = with_money.get("doc-lai")
    assert "Kiểm quỹ đầu buổi: Quỹ hoạt động 54.000 đ Hòm quỹ khớp với sổ" in page


def test_the_closing_count_is_held_against_what_the_draft_expects(with_money):
    with_money.post("thu", {"do": "all"})
    assert "Sổ ghi 114.000 đ" in with_money.get("kiem-quy")
    assert "Đếm hòm này" in with_money.post("kiem-quy", {}).content.decode()
    typed = {**notes("income", 1_000_000), **notes("activity", 114_000), "end-ends": "10:30"}
    assert with_money.post("kiem-quy", typed).headers["Location"] == with_money.url("doc-lai")
    assert len(with_money.sheet.closing_counts) == 2
    assert f"{with_money.sheet.ends:%H:%M}" == "10:30"
    assert "Hòm quỹ khớp với sổ" in with_money.get("kiem-quy")
