"""How a treasurer keeps a loan on a phone: each function is one page of a loan, by what a reader sees."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from lienthehe.foundation.months import Month
from tests.given.books import Books
from tests.given.officers import PASSWORD, PIN
from tests.journeys.holding import Hand

MEETING = 17
BORROWER = "Lò Thị Pháng"


@dataclass
class Story:
    """A loan of 2.400.000 đ: lent at a meeting, asked for at the next ones; `interest`: what the pages told of (đồng)."""

    books: Books
    months: list[Month]
    interest: list[int] = field(default_factory=list)

    @property
    def lent(self) -> date:
        return self.meeting(0)

    def meeting(self, number: int) -> date:
        """Return the day of a meeting; 0 is the one that voted on the loan."""
        return self.months[number].first.replace(day=MEETING)


def sign_in(hand: Hand, url: str, name: str) -> None:
    """Open the book."""
    hand.page.goto(url)
    hand.write("Số điện thoại hoặc tên đăng nhập", name)
    hand.write("Mật khẩu", PASSWORD)
    hand.go(hand.button("Mở sổ"))


def ask(hand: Hand, story: Story) -> None:
    """Write the request down, five days before the meeting."""
    hand.go(link(hand, "Tất cả"))
    hand.go(link(hand, "Vay vốn"))
    assert hand.sees("Chưa có khoản vay nào")
    hand.go(link(hand, "Ghi đơn xin vay"))
    hand.select("Ai xin vay?", BORROWER)
    hand.write("Vay bao nhiêu tiền?", "2400000")
    hand.select("Vay để làm gì?", "Nuôi lợn")
    hand.choose("12 tháng")
    hand.write("Xin vay ngày nào?", f"{story.lent - timedelta(days=5):%d/%m/%Y}")
    hand.go(hand.button("Xem phải trả thế nào"))
    assert hand.sees("2.400.000 đ trong 12 tháng Hai triệu bốn trăm nghìn đồng")
    hand.looks("vay-1-don")
    hand.go(hand.button("Ghi đơn xin vay"))
    assert hand.sees("Đã ghi đơn xin vay")


def vote(hand: Hand, story: Story) -> None:
    """Write down how the meeting voted."""
    hand.go(link(hand, "Ghi kết quả biểu quyết"))
    hand.write("Họp ngày nào?", f"{story.lent:%d/%m/%Y}")
    hand.choose("Đã duyệt")
    hand.write("Số người tán thành", "5")
    hand.looks("vay-2-bieu-quyet")
    hand.go(hand.button("Ghi kết quả biểu quyết"))
    assert hand.sees("Đã ghi kết quả biểu quyết")


def pay_out(hand: Hand, story: Story) -> None:
    """Pay the loan out on the day of the meeting, the chair as the second officer."""
    hand.go(link(hand, "Giải ngân khoản vay"))
    hand.press(hand.page.get_by_text("Sửa những gì đã điền"))
    hand.write("Ngày", f"{story.lent:%d/%m/%Y}")
    hand.go(hand.button("Xem lại lịch trả"))
    assert hand.sees(f"{story.meeting(1):%d/%m/%Y} 199.800 19.200 219.000")
    hand.select("Người duyệt thứ hai", f"{story.books.chair.full_name}, Chủ nhiệm")
    hand.write("Mã PIN của người duyệt", PIN)
    hand.looks("vay-3-chi")
    hand.go(hand.button("Ghi chi 2.400.000 đ"))
    assert hand.sees("Đã chi tiền vay: khế ước số 0001/")
    assert hand.sees(f"Kỳ trả đầu tiên ngày {story.meeting(1):%d/%m/%Y}: gốc 199.800 đ và lãi 19.200 đ.")


def print_the_note(hand: Hand) -> None:
    """Look at the loan note as it is printed, then go on to the loan's page."""
    with hand.page.expect_navigation() as got:
        hand.press(link(hand, "In khế ước"))
    assert got.value.status == 200
    assert hand.sees("Hai triệu bốn trăm nghìn đồng")
    hand.page.go_back()
    hand.go(link(hand, "Xem khoản vay"))
    hand.looks("vay-4-khoan-vay")


def more_than_ends_it(hand: Hand, amount: str) -> None:
    """Write too much: it is answered at its box, and what was filled in stays."""
    to_repay(hand)
    hand.looks("vay-5-tra")
    hand.write("Người trả đưa bao nhiêu?", amount)
    hand.press(_all_for_the_loan(hand), "Space")
    hand.go(hand.button("Xem lại trước khi ghi"))
    box = hand.page.get_by_label("Người trả đưa bao nhiêu?")
    expect(box).to_have_value(amount)
    expect(box).to_have_accessible_description(
        re.compile("chỉ cần trả 2.630.400.đ, cả lãi, là hết khoản vay")
    )
    expect(_all_for_the_loan(hand)).to_be_checked()
    hand.looks("vay-6-qua-nhieu")
    hand.page.go_back()
    hand.page.go_back()


def repay(hand: Hand, story: Story, number: int, amount: str, parts: str) -> None:
    """Write what is paid at a meeting from the loan's page on, and come back to it."""
    to_repay(hand)
    hand.write("Người trả đưa bao nhiêu?", amount)
    hand.write("Ngày", f"{story.meeting(number):%d/%m/%Y}")
    hand.press(_all_for_the_loan(hand), "Space")
    hand.go(hand.button("Xem lại trước khi ghi"))
    _write_what_is_shown(hand, story, amount, parts)


def repay_all(hand: Hand, story: Story, amount: str, parts: str) -> None:
    """Write that the loan ends today, and come back to it."""
    to_repay(hand)
    hand.press(_all_for_the_loan(hand), "Space")
    hand.go(hand.button(f"Trả hết: {amount} đ"))
    hand.looks("vay-7-tra-het")
    _write_what_is_shown(hand, story, amount, parts)


def _write_what_is_shown(hand: Hand, story: Story, amount: str, parts: str) -> None:
    shown = " ".join(hand.page.get_by_role("region", name="Sẽ ghi như sau").inner_text().split())
    assert f"{parts} Số tiền đưa {amount} đ" in shown
    told = re.search(r"Lãi ([\d.]+)", shown)
    assert told is not None
    story.interest.append(int(told[1].replace(".", "")))
    hand.go(hand.button(f"Ghi thu {amount} đ"))
    assert hand.sees("Đã ghi phiếu PT")
    assert hand.sees(f"{amount} đ")
    hand.go(link(hand, f"{BORROWER} còn nợ gốc"))


def to_repay(hand: Hand) -> None:
    """Go on from a loan's page to its repayment."""
    hand.go(repayments(hand))


def repayments(hand: Hand) -> Locator:
    """Return where a loan's page leads to a repayment."""
    return hand.page.get_by_role("link", name="Ghi bà Pháng trả")


def link(hand: Hand, name: str) -> Locator:
    """Return the first link of this name."""
    return hand.link(name).first


def _all_for_the_loan(hand: Hand) -> Locator:
    return hand.page.get_by_role("checkbox", name="Tất cả là trả nợ vay")
