"""A loan's page: what is owed, the plan with what became of it, what to say, what ends it."""

from datetime import date

import pytest

from lienthehe.access.rules import Role
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.text import fold
from lienthehe.ledger.rules.entries import Part
from lienthehe.loans.commands.repaying import record_repayments
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from tests.given.books import INCOME, NOW, TODAY
from tests.given.clubs import club_officer
from tests.given.loan_pages import answer, page
from tests.given.loans import borne_by_grant, extend, lend, loan, moment, repay, repay_split, undo, write_off
from tests.given.readers import shown, signed_in
from tests.given.receipts import fee

pytestmark = pytest.mark.django_db
FIRST_DUE, SECOND_DUE, LATER = date(2026, 2, 17), date(2026, 3, 17), date(2026, 3, 22)


@pytest.fixture
def borrowed(lender):
    return lend(lender, lender.members[0])


def test_what_is_owed_and_how_far_it_is_paid(lender, borrowed):
    repay(lender, borrowed, on=FIRST_DUE)
    text = page(lender, f"{borrowed}/", on=FIRST_DUE)
    assert "vay 5.000.000 đ: Nuôi lợn Khế ước 0001/2026, vay ngày 20/01/2026, 10 kỳ trả" in text
    assert "còn nợ 4.500.000 đ Bốn triệu năm trăm nghìn đồng" in text
    assert "Đã trả 1 kỳ trên 10: gốc 500.000 đ, lãi 40.000 đ" in text


def test_each_line_says_when_it_was_paid_or_how_late_it_is(lender, borrowed):
    repay(lender, borrowed, on=date(2026, 2, 20))
    text = page(lender, f"{borrowed}/", on=LATER)
    assert "Trả ngày 20/02/2026, muộn 3 ngày" in text
    assert "Quá hạn 5 ngày" in text
    assert "Chưa đến hạn" in text


def test_a_part_payment_leaves_the_rest_of_its_line(lender, borrowed):
    repay(lender, borrowed, 240_000, on=FIRST_DUE)
    assert "Quá hạn 1 ngày, còn 300.000 đ" in page(lender, f"{borrowed}/", on=date(2026, 2, 18))


def test_what_to_say_is_due_at_the_next_meeting(lender, borrowed):
    text = page(lender, f"{borrowed}/")
    assert "trả 540.000 đ : gốc 500.000 đ, lãi 40.000 đ. Trả xong" in text
    assert "còn nợ 4.500.000 đ .”" in text
    assert "Thứ Ba 17/02/2026" in text


def test_what_is_overdue_is_said_first(lender, borrowed):
    text = page(lender, f"{borrowed}/", on=LATER)
    late, coming = (
        "Hôm nay đang quá hạn 1.080.000 đ , 33 ngày: gốc 1.000.000 đ, lãi 80.000 đ",
        "tính cả phần quá hạn",
    )
    assert text.index(late) < text.index(coming)
    assert "trả 1.620.000 đ" in text


def test_to_end_it_today_takes_the_month_that_has_begun(lender, borrowed):
    text = page(lender, f"{borrowed}/", on=date(2026, 1, 21))
    assert "Muốn trả hết hôm nay Gốc 5.000.000 Lãi, kể cả tháng đang vay dở 40.000 Cộng 5.040.000 đ" in text


def test_every_plan_stays_to_be_seen(lender, borrowed):
    repay_split(lender, borrowed, 1_000_000, 40_000, on=FIRST_DUE)
    extend(lender, borrowed, [date(2026, 6, 17), date(2026, 9, 17)], on=SECOND_DUE)
    text = page(lender, f"{borrowed}/", on=LATER)
    assert "Từ 20/01/2026: Như lúc ký khế ước 10 lần trả" in text
    assert "Từ 17/02/2026: Trả gốc 1.000.000 đ" in text
    assert "Từ 17/03/2026: Gia hạn" in text
    assert "Gia hạn, 17/03/2026 2 lần trả mới, đến 17/09/2026 Lý do: mất mùa" in text
    assert "Trả trước hạn" in text


def test_a_plan_that_nothing_changed_has_no_versions(lender, borrowed):
    repay(lender, borrowed, on=FIRST_DUE)
    assert "Lịch trả đã thay đổi thế nào" not in page(lender, f"{borrowed}/", on=FIRST_DUE)


def test_payments_are_said_with_what_is_owed_after_each(lender, borrowed):
    name = loan(lender, borrowed).borrower
    repay(lender, borrowed, on=FIRST_DUE)
    wrong = repay(lender, borrowed, 100_000, on=FIRST_DUE)
    undo(lender, wrong, on=FIRST_DUE)
    text = page(lender, f"{borrowed}/", on=FIRST_DUE)
    assert f"Cho vay: {name}, Nuôi lợn" in text
    assert f"{name} trả lãi 40.000, gốc 500.000 trả xong còn nợ 4.500.000 đ" in text
    assert "Đã đảo bằng phiếu PT 0004" in text


def test_a_written_off_loan_asks_for_nothing_but_is_watched(lender):
    first = lend(lender, lender.members[0])
    repay(lender, first, on=FIRST_DUE)
    lost = lend(lender, lender.members[1], 30_000, instalments=6, on=FIRST_DUE)
    write_off(lender, lost, on=SECOND_DUE)
    text = page(lender, f"{lost}/", on=SECOND_DUE)
    assert "Đã xóa nợ, còn theo dõi" in text
    assert "được xóa nợ" in text
    assert "Nói với" not in text
    assert "Ghi tiền thu hồi được" in text


def test_a_written_off_loan_says_what_was_paid_and_what_was_lost_on_which_day(lender, borrowed):
    repay(lender, borrowed, 540_000, on=FIRST_DUE)
    write_off(lender, borrowed, borne_by_grant(lender, 4_460_000), on=SECOND_DUE)
    text = page(lender, f"{borrowed}/", on=LATER)
    assert "Đã trả gốc 500.000 đ, lãi 40.000 đ. Còn 4.500.000 đ tiền gốc được xóa nợ ngày 17/03/2026." in text
    assert "kỳ trên" not in text


def test_of_a_loan_written_off_unpaid_nothing_was_paid(lender, borrowed):
    write_off(lender, borrowed, borne_by_grant(lender, 5_000_000), on=SECOND_DUE)
    text = page(lender, f"{borrowed}/", on=LATER)
    assert "Chưa trả được đồng nào. Còn 5.000.000 đ tiền gốc được xóa nợ ngày 17/03/2026." in text


def test_a_voucher_tells_the_loans_own_part_and_what_stands_beside_it(lender, borrowed):
    """The neighbour pays for both of them, with two fees: 540.000, 108.000 and 30.000 on one receipt."""
    other = lend(lender, lender.members[1], 1_000_000)
    pay_together(lender, {borrowed: (500_000, 40_000), other: (100_000, 8_000)}, fees=(20_000, 10_000))
    name = loan(lender, borrowed).borrower
    told = f"{name} trả lãi 40.000, gốc 500.000 Cùng phiếu: tiền phí 30.000, khoản vay khác 108.000 trả xong còn nợ"
    assert f"{told} 4.500.000 đ Ghi nhầm? 540.000 đ" in page(lender, f"{borrowed}/", on=FIRST_DUE)
    assert "Cùng phiếu: tiền phí 30.000, khoản vay khác 540.000" in page(lender, f"{other}/", on=FIRST_DUE)


def test_what_is_written_of_one_loan_alone_has_nothing_beside_it(lender, borrowed):
    repay(lender, borrowed, on=FIRST_DUE)
    assert "Cùng phiếu" not in page(lender, f"{borrowed}/", on=FIRST_DUE)


def pay_together(books, paid, *, fees):
    shares = tuple(
        Repayment(loan_id, Dong(principal), Dong(interest)) for loan_id, (principal, interest) in paid.items()
    )
    others = tuple(Part(fee(INCOME), Dong(amount)) for amount in fees)
    receipt = RepaymentReceipt(uuid7(), FIRST_DUE, shares, others, payer=books.members[0])
    record_repayments(club_id=books.club_id, receipts=[receipt], by=books.treasurer, at=moment(FIRST_DUE))


def test_a_settled_loan_says_so(lender, borrowed):
    repay(lender, borrowed, 5_000_000, on=TODAY)
    text = page(lender, f"{borrowed}/")
    assert "Trả hết ngày 20/01/2026" in text
    assert "Nói với" not in text


def test_who_may_not_see_people_reads_no_name_no_purpose_no_reason(lender):
    borrowed = lend(lender, lender.members[0], purpose="Chữa bệnh", guarantor="Con trai Minh")
    extend(lender, borrowed, [date(2026, 12, 17)])
    reader = club_officer(lender.club_id, Role.READER, at=NOW)
    row = loan(lender, borrowed)
    text = page(lender, f"{borrowed}/", by=reader)
    assert f"Thành viên số {row.member_number} vay 5.000.000 đ" in text
    for secret in (row.borrower, "Chữa bệnh", "Con trai Minh", "mất mùa"):
        assert secret not in text
    assert "Ghi " not in text


def test_another_club_s_loan_is_not_found(lender):
    assert answer(lender, f"{uuid7()}/").status_code == 404


def test_the_voucher_leads_to_its_loan_and_is_undone_there(lender, borrowed):
    paid = repay(lender, borrowed, 500_000, on=TODAY)
    got = signed_in(lender.treasurer).get(f"/cau-lac-bo/{lender.club_id}/so-quy/phieu/{paid}/")
    html, text = got.content.decode(), shown(got)
    assert f"/vay-von/{borrowed}/" in html
    assert f"/vay-von/phieu/{paid}/bo/" in html
    assert "thuộc về một khoản vay, lịch trả sẽ đổi theo" in text
    assert f"/so-quy/phieu/{paid}/bo/" not in html


def test_the_person_s_page_lists_her_loans(lender, borrowed):
    row = loan(lender, borrowed)
    got = signed_in(lender.treasurer).get(f"/cau-lac-bo/{lender.club_id}/thanh-vien/{row.person_id}/")
    assert f"/vay-von/{borrowed}/" in got.content.decode()
    assert "Nuôi lợn, vay ngày 20/01/2026" in shown(got)
    assert fold(row.borrower) in fold(shown(got))


def test_ten_payments_ask_as_often_as_one(lender, borrowed, django_assert_max_num_queries):
    repay(lender, borrowed, 50_000, on=TODAY)
    with django_assert_max_num_queries(45) as first:
        answer(lender, f"{borrowed}/")
    for _ in range(3):
        repay(lender, borrowed, 50_000, on=TODAY)
    with django_assert_max_num_queries(len(first)):
        answer(lender, f"{borrowed}/")
