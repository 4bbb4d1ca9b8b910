"""Ra khỏi CLB: what is settled is shown, written, printed, paid later, taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lienthehe.clubs.queries import members_on, person_story
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.models import Leaving
from tests.given.books import ACTIVITY, INCOME, LAST_YEAR, NOW, TODAY, close
from tests.given.entries import somebody_above
from tests.given.leaving import a_sheet, leave
from tests.given.loans import lend, loan, repay
from tests.given.officers import PIN
from tests.given.payments import pay
from tests.given.people import a_member
from tests.given.readers import shown, signed_in
from tests.given.receipts import contribute, receive

pytestmark = pytest.mark.django_db
DAY = f"{TODAY:%d/%m/%Y}"


def person_of(books, member):
    row = next(row for row in members_on(books.club_id, TODAY) if row.membership_id == member)
    return row.person_id


def at(books, path):
    return f"/cau-lac-bo/{books.club_id}/{path}"


def page_of(books, member=None):
    return at(books, f"thanh-vien/{person_of(books, member or books.members[0])}/thoi/")


def a_form(books, do, **given):
    return {"do": do, "id": uuid7(), "on": DAY, "reason": "moved", "settled_on": DAY} | given


def written(books, **given):
    two = {"second_officer": books.chair.pk, "pin": PIN}
    cash = {"pay_income": "500.000", "pay_activity": "100.000", "receiver": "Bà Thử"}
    return a_form(books, "write", **cash, **two) | given


def test_first_the_day_and_why_are_asked(books, treasurer):
    page = shown(treasurer.get(page_of(books)))
    assert "Xem các khoản thanh toán" in page
    assert "Ai nhận tiền" not in page


def test_everything_is_shown_before_it_is_written(books, treasurer):
    page = shown(treasurer.post(page_of(books), a_form(books, "check")))
    assert "Quỹ tăng thu nhập 500.000 Quỹ hoạt động 100.000 Cộng 600.000 đ" in page
    assert "Ghi ra khỏi câu lạc bộ, trả 600.000 đ" in page
    assert not Leaving.objects.exists()


def test_a_loan_is_set_off_and_its_rest_asks_who_stands_for_it(books, treasurer):
    loan_id = lend(books, books.members[0], 5_000_000)
    page = shown(treasurer.post(page_of(books), a_form(books, "check", reason="died")))
    assert "Trong đó, trừ vào khoản vay" in page
    assert "Ai đứng ra trả phần vay còn lại?" in page
    form = written(books, pay_income="0", pay_activity="100.000", stands_for="Con trai", reason="died")
    page = shown(treasurer.post(page_of(books), form, follow=True))
    assert "không còn là thành viên" in page
    assert "Người này còn nợ CLB (gốc)" in page
    assert loan(books, loan_id).guarantor == "Con trai"


def test_who_stands_for_the_rest_may_not_be_left_out(books, treasurer):
    lend(books, books.members[0], 5_000_000)
    answer = treasurer.post(page_of(books), written(books, pay_income="0", stands_for=""))
    assert 'href="#id_stands_for"' in answer.content.decode()
    assert not Leaving.objects.exists()


def test_it_ends_on_a_page_with_its_vouchers_and_paper(books, treasurer):
    form = written(books)
    path = page_of(books)
    for _ in range(2):
        page = shown(treasurer.post(path, form, follow=True))
        assert "không còn là thành viên" in page
        assert "PC 0001" in page
    assert Leaving.objects.count() == 1
    paper = shown(treasurer.get(at(books, f"thanh-vien/da-thoi/{form['id']}/in/")))
    assert "Giấy thanh toán khi ra khỏi câu lạc bộ" in paper
    assert "Sáu trăm nghìn đồng" in paper
    assert (books.box(INCOME), books.box(ACTIVITY)) == (30_000_000, 0)


def test_the_second_person_is_asked_for_at_the_end(books, treasurer):
    answer = treasurer.post(page_of(books), written(books, second_officer="", pin=""))
    assert 'href="#id_second_officer"' in answer.content.decode()
    assert "Các khoản thanh toán" in shown(answer)


def test_the_first_page_can_be_mended(books, treasurer):
    page = shown(treasurer.post(page_of(books), a_form(books, "edit")))
    assert "Xem các khoản thanh toán" in page
    answer = treasurer.post(page_of(books), a_form(books, "check", on="hôm qua", reason=""))
    assert 'href="#id_reason"' in answer.content.decode()


def test_a_day_to_come_is_refused_at_its_own_box(books, treasurer):
    answer = treasurer.post(page_of(books), written(books, settled_on="20/02/2026"))
    assert 'href="#id_settled_on"' in answer.content.decode()
    answer = treasurer.post(page_of(books), written(books, on="20/02/2026"))
    assert 'href="#id_on"' in answer.content.decode()


@pytest.mark.parametrize(("box", "day", "said"), [
    ("on", "20/02/2026", "Ngày 20/02/2026 chưa tới"),
    ("on", "01/09/2024", "Người này vào câu lạc bộ ngày 01/09/2025"),
    ("settled_on", "20/02/2026", "Chưa đến ngày 20/02/2026"),
    ("settled_on", "01/09/1999", "Ngày 01/09/1999 chưa có câu lạc bộ nào"),
])  # fmt: skip
def test_an_impossible_day_is_refused_before_anything_is_shown(books, treasurer, box, day, said):
    answer = treasurer.post(page_of(books), a_form(books, "check", **{box: day}))
    page = shown(answer)
    assert said in page
    assert f'href="#id_{box}"' in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode()
    assert "Các khoản thanh toán" not in page


def test_a_settlement_in_a_closed_month_is_refused_before_anything_is_shown(books, treasurer):
    receive(books, 10_000, on=LAST_YEAR)
    close(books, "2025-12")
    answer = treasurer.post(page_of(books), a_form(books, "check", settled_on="31/12/2025"))
    assert 'href="#id_settled_on"' in answer.content.decode()
    assert "Các khoản thanh toán" not in shown(answer)


def test_who_has_nothing_to_settle_leaves_without_a_second_person(books, treasurer):
    member = books.members[1]
    path = page_of(books, member)
    page = shown(treasurer.post(path, a_form(books, "check")))
    assert "không có tiền góp phải trả lại" in page
    assert "Người duyệt thứ hai" not in page
    assert "không còn là thành viên" in shown(treasurer.post(path, a_form(books, "write"), follow=True))


def test_what_the_box_is_short_of_stands_on_today_and_is_paid(books, treasurer):
    pay(books, 60_000)
    person = person_of(books, books.members[0])
    leave(books, a_sheet(books.members[0]))
    assert "tiền góp chưa trả lại 60.000 đ" in shown(treasurer.get(at(books, "")))
    assert "no-nguoi-da-thoi" in treasurer.get(at(books, "so-quy/tien-cua-ai/")).content.decode()
    assert "60.000 đ" in shown(treasurer.get(at(books, "so-quy/no-nguoi-da-thoi/")))
    contribute(books, 60_000, people=books.members[1:2])
    form = {"id": uuid7(), "amount": "60.000", "receiver": "Con gái", "on": DAY}
    form |= {"second_officer": books.chair.pk, "pin": PIN}
    path = at(books, f"so-quy/no-nguoi-da-thoi/hoat-dong/{books.members[0]}/")
    for _ in range(2):
        assert "Đã ghi phiếu PC" in shown(treasurer.post(path, form, follow=True))
    assert "CLB không nợ ai đã ra khỏi CLB" in shown(treasurer.get(at(books, "so-quy/no-nguoi-da-thoi/")))
    assert "Đã thanh toán gì khi ra" in shown(treasurer.get(at(books, f"thanh-vien/{person}/")))


def test_a_leaving_is_taken_back(books, treasurer):
    done = leave(books, a_sheet(books.members[0]))
    path = at(books, f"thanh-vien/da-thoi/{done.id}/")
    answer = treasurer.post(path + "bo/", {"reason": "", "second_officer": "", "pin": ""})
    assert 'href="#id_reason"' in answer.content.decode()
    form = {"reason": "nhầm người", "second_officer": books.chair.pk, "pin": PIN}
    page = shown(treasurer.post(path + "bo/", form, follow=True))
    assert "nhầm người" in page
    assert "vẫn là thành viên" in page
    assert treasurer.get(path + "bo/", follow=True).redirect_chain


def test_queries_do_not_grow_with_the_loans(books, treasurer):
    lend(books, books.members[0], 1_000_000)
    with CaptureQueriesContext(connection) as one:
        treasurer.post(page_of(books), a_form(books, "check"))
    lend(books, books.members[0], 1_000_000)
    lend(books, books.members[0], 1_000_000)
    with CaptureQueriesContext(connection) as three:
        treasurer.post(page_of(books), a_form(books, "check"))
    assert len(three) == len(one)


def test_nobody_of_the_household_is_offered_and_the_writer_is_told_before(books, treasurer):
    person = person_of(books, books.members[0])
    household = person_story(books.club_id, person, on=TODAY).facts.household_id
    by = somebody_above(books)
    a_member(books.club_id, books.chair.full_name, by=by, at=NOW, household_id=household)
    answer = treasurer.post(page_of(books), a_form(books, "check"))
    assert f"{books.chair.full_name}, Chủ nhiệm không duyệt được ở đây" in shown(answer)
    assert f'value="{books.chair.pk}"' not in answer.content.decode()
    page = shown(signed_in(books.chair).get(page_of(books)))
    assert "Việc này để người khác ghi" in page
    assert "Hai người khác trong Ban Chủ nhiệm thanh toán" in page


def test_the_rest_of_a_loan_is_repaid_and_printed_after_leaving(books, treasurer):
    loan_id = lend(books, books.members[0], 5_000_000)
    leave(books, a_sheet(books.members[0], stands_for="Lò Văn Nam"))
    page = shown(treasurer.get(at(books, f"vay-von/{loan_id}/")))
    assert "Lò Văn Nam" in page
    assert "4.500.000 đ" in page
    repay(books, loan_id, 400_000)
    assert "4.100.000 đ" in shown(treasurer.get(at(books, f"vay-von/{loan_id}/")))
    for path in (f"vay-von/{loan_id}/in/", f"in/so-vay/{loan(books, loan_id).person_id}/", "in/so-no/"):
        assert treasurer.get(at(books, path)).status_code == 200, path
