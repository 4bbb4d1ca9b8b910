"""A commune's officer enters a club that has been running and opens its books with one of its board, by links alone."""

from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from lienthehe.clubs.rules import Fund
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.queries.verification import verify_club
from tests.given.clubs import commune_officer
from tests.given.officers import PASSWORD, PIN
from tests.given.places import commune
from tests.journeys.conftest import PHONE
from tests.journeys.holding import Hand

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CLUB = {
    "name": "CLB bản Nà Tân", "village": "Bản Nà Tân", "founded_on": "01/09/2020", "meeting_place": "Nhà văn hóa bản",
    "meeting_time": "8:00",
}  # fmt: skip


def test_the_commune_opens_a_new_club_s_books_with_one_of_its_board(phone, live_server):
    officer = commune_officer(commune("Xã Chiềng Sơn"), at=timezone.now())
    hand = Hand(phone)
    enter_the_club(hand, live_server.url, officer.username)
    hand.go(hand.link("Hôm nay"))
    hand.go(hand.link("Chuyển sổ cũ sang"))
    assert hand.sees("Ông bà, người ghi hộ câu lạc bộ, và một người trong Ban Chủ nhiệm")
    assert hand.sees("Chưa có ai xác nhận cùng ông bà được")
    hand.looks("so-cu-0-ai-xac-nhan")
    code = open_an_access(hand)
    take_it_up(phone, live_server.url, code)
    hand.go(hand.link("Hôm nay"))
    hand.go(hand.link("Chuyển sổ cũ sang"))
    assert hand.sees("Người xác nhận cùng ông bà được ngay: Cầm Thị Đào, Chủ nhiệm")
    write_old_books(hand)
    open_them(hand)
    club_id = UUID(phone.url.split("/")[4])
    assert box_balances(club_id) == {Fund.INCOME: 2_700_000, Fund.ACTIVITY: 0}
    assert not verify_club(club_id).findings


def enter_the_club(hand: Hand, url: str, name: str) -> None:
    hand.page.goto(url)
    hand.write("Số điện thoại hoặc tên đăng nhập", name)
    hand.write("Mật khẩu", PASSWORD)
    hand.go(hand.button("Mở sổ"))
    hand.go(hand.page.locator(".tabbar").get_by_role("link", name="Câu lạc bộ"))
    hand.go(hand.link("Ghi câu lạc bộ mới"))
    for field, value in CLUB.items():
        hand.page.locator(f"[name={field}]").fill(value)
    choice = hand.page.locator("select[name=meeting_rule]")
    if choice.count():
        choice.select_option(index=1)
    hand.page.locator("select[name=unit_id]").select_option(index=1)
    hand.go(hand.button("Ghi câu lạc bộ"))


def open_an_access(hand: Hand) -> str:
    """Open the chair's access from the start of the old books; return the code on the paper."""
    hand.go(hand.link("Mở quyền cho một người trong Ban Chủ nhiệm"))
    hand.page.locator("[name=full_name]").fill("Cầm Thị Đào")
    hand.choose("Chủ nhiệm")
    hand.go(hand.button("Cấp mã mở quyền"))
    return hand.page.locator(".money-huge").inner_text()


def take_it_up(phone: Page, url: str, code: str) -> None:
    """The chair opens the access on a telephone of her own."""
    browser = phone.context.browser
    assert browser is not None
    hers = Hand(browser.new_page(viewport=PHONE, locale="vi-VN"))
    hers.page.goto(url)
    hers.go(hers.link("Tôi có mã mở quyền"))
    values = {"code": code, "username": "cam.dao", "password": PASSWORD, "again": PASSWORD, "pin": PIN}
    for field, value in values.items():
        hers.page.locator(f"[name={field}]").fill(value)
    hers.go(hers.button("Mở quyền của tôi"))
    assert hers.sees("CLB bản Nà Tân")
    hers.page.context.close()


def write_old_books(hand: Hand) -> None:
    page = hand.page
    hand.go(hand.button("Bắt đầu, ghi từng trang"))
    page.locator("[name=income-other]").fill("2.700.000")
    hand.go(keep(page))
    page.locator("[name=income-goods]").press("Tab")
    hand.go(keep(page))
    page.locator("[name=s0-kind]").select_option(value="grant")
    page.locator("[name=s0-name]").fill("UBND xã")
    page.locator("[name=s0-amount]").fill("2.700.000")
    page.locator("[name=s0-fund][value=income]").press("Space")
    hand.go(keep(page))
    page.locator("[name=people]").fill("Lò Thị Mai, 1950, nữ, không")
    hand.go(keep(page))
    hand.go(hand.link("Đã ghi đủ khoản vay, sang bước sau"))


def open_them(hand: Hand) -> None:
    page = hand.page
    assert hand.sees("Chuyển sổ cũ phải có hai người: người ghi ở đây, và một người trong Ban Chủ nhiệm")
    hand.looks("so-cu-5-xa-kiem-tra")
    page.locator("[name=second_officer]").select_option(label="Cầm Thị Đào, Chủ nhiệm")
    page.locator("[name=pin]").fill(PIN)
    hand.go(hand.button("Mở sổ với các số này"))
    assert hand.sees("Sổ đã mở")


def keep(page: Page) -> Locator:
    """Return the button that keeps a screen and goes on."""
    return page.locator("main form > .button-main")
