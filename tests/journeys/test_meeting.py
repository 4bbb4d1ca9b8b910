"""A signed-in treasurer holds this month's meeting for 60 members on a phone, from Hôm nay to the printed minutes."""

import io
import re

import pytest
from django.utils import timezone
from pypdf import PdfReader

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import begin_volunteering
from lienthehe.clubs.queries import ClubSummary, members_on, scopes_of_club
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.queries.verification import missing_triggers, verify_club
from lienthehe.loans.queries.loans import loans_on
from lienthehe.meetings.queries import MeetingView, meeting_view, meetings_of_club
from tests.given.clubs import a_board, a_club
from tests.given.meetings import everything, held
from tests.given.officers import PASSWORD, PIN, an_officer
from tests.given.paper import without_spaces
from tests.given.people import members
from tests.journeys.holding import Hand

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MEMBERS = 60


@pytest.fixture
def club() -> ClubSummary:
    """A club of 60 with a treasurer, a chair, two volunteers and the meeting of last month in its books."""
    now = timezone.now()
    last_month = Month.of(timezone.localdate(now)).previous
    club = a_club(at=now, founded_on=last_month.first)
    around = scopes_of_club(club.id, on=timezone.localdate(now))
    treasurer = an_officer(Role.TREASURER, *around, at=now, full_name="Nguyễn Thị Lụa", username="thu.quy")
    chair = an_officer(Role.CHAIR, *around, at=now, full_name="Hoàng Thị Mến", username="chu.nhiem")
    members(club.id, MEMBERS, by=chair, joined_on=last_month.first, at=now)
    a_board(club.id, by=chair, since=last_month.first, at=now)
    day = timezone.localdate(now)
    for row in members_on(club.id, day)[:2]:
        begin_volunteering(person_id=row.person_id, since=day, by=chair, at=now)
    sheet = everything(club.id, last_month.last, second=chair)
    held(sheet, by=treasurer, second=chair, at=now)
    return club


def test_a_meeting_from_today_to_the_printed_minutes(club, phone, live_server):
    hand = Hand(phone)
    begin(hand, live_server.url)
    open_the_book(hand, box_balances(club.id))
    call_the_roll(hand)
    last_month_and_funds(hand)
    take_money(hand)
    lend_money(hand, members_on(club.id, timezone.localdate())[9].full_name)
    pay_money(hand)
    health_and_work(hand)
    close_the_box(hand)
    confirm(hand)
    books_agree(club, print_minutes(hand))


def begin(hand: Hand, url: str) -> None:
    hand.page.goto(url)
    hand.write("Số điện thoại hoặc tên đăng nhập", "thu.quy")
    hand.write("Mật khẩu", PASSWORD)
    hand.go(hand.button("Mở sổ"))
    hand.looks("01-hom-nay")
    hand.go(hand.page.locator("a.button-main"))
    hand.looks("02-mo-buoi")
    assert hand.sees("chưa khóa")
    hand.go(hand.button("Mở buổi sinh hoạt"))


def open_the_book(hand: Hand, boxes: dict[Fund, int]) -> None:
    assert hand.sees("Bước 1 trong 13")
    for fund, amount in boxes.items():
        hand.count(fund.value, amount)
    assert hand.sees("Hòm quỹ khớp với sổ")
    hand.looks("03-mo-so")
    hand.go(hand.button("Ghi, rồi sang: Điểm danh"))


def call_the_roll(hand: Hand) -> None:
    hand.write("Tìm tên", "không ai cả")
    assert hand.sees("Không có ai tên như vậy")
    hand.write("Tìm tên", "")
    marks = hand.page.get_by_role("checkbox")
    for place in (3, 7, 11):
        hand.press(marks.nth(place), "Space")
    hand.choose("Có phép")
    assert hand.page.locator("[data-tally]").all_inner_texts() == ["57", "1", "2"]
    hand.write("Tên khách", "Ông Lò Văn Khách")
    hand.looks("04-diem-danh", at=".roll li:has(:not(:checked))")
    hand.go(hand.button("Ghi 57 người có mặt"))


def last_month_and_funds(hand: Hand) -> None:
    assert hand.sees("Gia hạn thẻ bảo hiểm y tế")
    hand.choose("Đã xong")
    hand.looks("05-viec-thang-truoc")
    hand.go(hand.button("Ghi, rồi sang: Công khai quỹ"))
    hand.looks("06-cong-khai-quy")
    assert (
        hand.page.locator(".aloud").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 28
    )
    hand.go(hand.button("Đã đọc xong, sang: Thu tiền"))


def take_money(hand: Hand) -> None:
    hand.looks("07-thu")
    hand.go(hand.page.locator("button[name=take]").first)
    assert hand.sees("Đã thu 1 người 10.000")
    second = hand.page.locator("li.row:not(:has(.mark-done)) b a").first
    hand.go(second)
    for key in ("3", "0", "000"):
        hand.press(hand.page.locator("[data-keypad] button", has_text=re.compile(f"^{key}$")))
    hand.looks("08-thu-so-khac", at="li.open")
    hand.go(hand.button("Ghi thu 30.000 đ"))
    hand.go(hand.button("Đủ cả: thu nốt 55 người"))
    assert hand.sees("Đã thu 57 người 590.000")
    hand.go(hand.link("Thu khác"))
    hand.write("Của ai?", "Công ty Chè Mộc Châu")
    hand.select("Là khoản gì?", "Tiền ủng hộ")
    hand.choose("Quỹ tăng thu nhập")
    hand.write("Bao nhiêu? Hiện vật thì ghi giá trị", "2500000")
    assert hand.sees("Hai triệu năm trăm nghìn đồng")
    hand.looks("09-thu-khac")
    hand.go(hand.button("Ghi các khoản thu khác"))
    hand.go(hand.button("Ghi, rồi sang: Xét vay"))


def lend_money(hand: Hand, name: str) -> None:
    """A member asks for 2.000.000, the members vote, and it is handed over at once."""
    assert hand.sees("Chưa có đơn xin vay nào")
    hand.press(hand.page.locator("summary", has_text="Ghi đơn xin vay"))
    hand.write("Ai xin vay?", name)
    hand.write("Vay bao nhiêu tiền?", "2000000")
    hand.select("Vay để làm gì?", "Nuôi lợn")
    hand.choose("10 tháng")
    hand.go(hand.button("Ghi đơn này"))
    assert hand.sees("Quỹ có đủ không?")
    hand.write("Đồng ý", "50")
    hand.write("Không đồng ý", "7")
    hand.choose("Hoàng Thị Mến, Chủ nhiệm")
    hand.looks("10-xet-vay")
    hand.go(hand.button("Ghi: cho vay 2.000.000 đ"))
    assert hand.sees("Cho vay 2.000.000 đ, chi ngay hôm nay")
    hand.looks("11-xet-vay-xong")
    hand.go(hand.button("Ghi, rồi sang: Chi tiền"))


def pay_money(hand: Hand) -> None:
    hand.write("Chi cho ai?", "Phạm Thị Ốm")
    hand.select("Chi việc gì?", "Thăm người ốm")
    hand.choose("Quỹ hoạt động")
    hand.write("Bao nhiêu?", "200000")
    hand.choose("Hoàng Thị Mến, Chủ nhiệm")
    hand.looks("12-chi")
    hand.go(hand.button("Ghi, rồi sang: Sức khỏe"))


def health_and_work(hand: Hand) -> None:
    hand.write("Cân nặng, kg", "51,2")
    hand.write("Số trên", "150")
    hand.write("Số dưới", "95")
    assert hand.sees("Nên đi khám ở trạm y tế")
    hand.looks("13-suc-khoe")
    hand.go(hand.button("Ghi, rồi sang: Tình nguyện viên"))
    hand.write("Mấy lần?", "4")
    hand.write("Bao nhiêu người?", "1")
    hand.looks("14-tinh-nguyen-vien")
    hand.go(hand.button("Ghi, rồi sang: Việc đã làm"))
    hand.write("Đã làm gì?", "Trồng rau sạch ở ba hộ")
    hand.write("Bao nhiêu người?", "3")
    hand.write("Quyết định gì?", "Tháng sau thăm hai cụ ốm")
    hand.write("Đồng ý", "57")
    hand.looks("15-viec-da-lam")
    hand.go(hand.button("Ghi, rồi sang: Kế hoạch tháng tới"))
    hand.write("Việc gì?", "Mua thuốc cho tủ thuốc chung")
    hand.write("Ai làm?", "Chủ nhiệm")
    hand.looks("16-ke-hoach")
    hand.go(hand.button("Ghi, rồi sang: Kiểm quỹ"))


def close_the_box(hand: Hand) -> None:
    """Count 10.000 less than the book says: the treasurer gave too much change."""
    for box in ("income", "activity"):
        expected = int(hand.page.locator(f"section[aria-labelledby={box}]").get_attribute("data-book") or 0)
        hand.count(box, expected - 10_000 * (box == "activity"))
    assert hand.sees("Thiếu 10.000 đ")
    hand.write("Nếu hòm và sổ lệch nhau: vì sao?", "Trả lại thừa một tờ 10.000", place=1)
    hand.looks("17-kiem-quy", at="section[aria-labelledby=activity]")
    hand.go(hand.button("Ghi, rồi sang: Đọc lại và xác nhận"))


def confirm(hand: Hand) -> None:
    for said in (
        "có mặt 57 người trên 60",
        "Thiếu 10.000 đ. Trả lại thừa một tờ 10.000",
        "Công ty Chè Mộc Châu",
        "Cho vay 2.000.000 đ trong 10 tháng",
    ):
        assert hand.sees(said)
    hand.looks("18-doc-lai")
    for name, act in (
        ("Hoàng Thị Mến, Chủ nhiệm", "Xác nhận"),
        ("Nguyễn Thị Lụa, Thủ quỹ", "Xác nhận và ghi sổ"),
    ):
        hand.select("Ai xác nhận?", name)
        hand.write("Mã PIN của người đó", PIN)
        if act == "Xác nhận và ghi sổ":
            hand.looks("19-xac-nhan", at="#confirm")
        hand.go(hand.page.get_by_role("button", name=act, exact=True))
    assert hand.sees("Đã ghi sổ buổi sinh hoạt")
    hand.looks("20-da-ghi-so")


def print_minutes(hand: Hand) -> str:
    """Open the minutes, print them and return their text."""
    hand.go(hand.link("In biên bản"))
    hand.looks("21-bien-ban")
    paper = PdfReader(io.BytesIO(hand.page.pdf(prefer_css_page_size=True)))
    return without_spaces("".join(page.extract_text() for page in paper.pages))


def books_agree(club: ClubSummary, minutes: str) -> None:
    view = this_months(club)
    assert verify_club(club.id).findings == ()
    assert missing_triggers() == []
    closing = {count.funds[0]: count for count in view.counts if count.moment == "closing"}
    for fund, amount in box_balances(club.id).items():
        book = cash_book(club.id, fund, Month.of(view.on))
        assert closing[fund].counted == book.closing == amount == view.boxes_after[fund]
        assert f"{amount:,}".replace(",", ".") in minutes
    assert closing[Fund.ACTIVITY].difference == -10_000
    assert len(view.attendance) == MEMBERS
    (loan,) = loans_on(club.id, view.on)
    assert loan.at.outstanding == 2_000_000
    for said in (
        "57",
        "xinvay2.000.000đ(Nuôilợn)",
        "CôngtyChèMộcChâu",
        "Trảlạithừamộttờ10.000",
        "HoàngThịMến",
        "NguyễnThịLụa",
    ):
        assert said in minutes


def this_months(club: ClubSummary) -> MeetingView:
    view = meeting_view(club.id, meetings_of_club(club.id)[0].id)
    assert view is not None
    return view
