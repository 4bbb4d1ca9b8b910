"""Who moves to another household: what is asked about its certificate, and what the page says afterwards."""

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.models import Person
from lienthehe.clubs.queries import composition_on
from lienthehe.clubs.rules import HouseholdClass
from tests.given.clubs import a_club, club_officer
from tests.given.officers import AT
from tests.given.people import a_member
from tests.given.readers import shown, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = AT.date()
CERTIFICATE = "Giấy chứng nhận của hộ cũ: Hộ nghèo đến 31/12/2026"
NOT_ANSWERED = "Hộ cũ đang có giấy chứng nhận. Chọn xem hộ mới cũng được công nhận hay chưa có giấy."
TYPED = {"full_name": "Phạm Thị Đào", "sex": "female", "birth_year": "1958", "address": "Bản Áng"}


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


@pytest.fixture
def browser(chair):
    return signed_in(chair)


@pytest.fixture
def ai(club, chair):
    return a_member(club.id, "Bùi Văn Ái", household_class=HouseholdClass.POOR, address="Bản Áng", by=chair)


@pytest.fixture
def dao(club, chair, ai):
    return a_member(club.id, household_id=ai.household_id, by=chair)


def page_of(club, row, act=""):
    return f"/cau-lac-bo/{club.id}/thanh-vien/{row.person_id}/{act}"


def test_nothing_is_asked_while_nobody_moves(club, browser, dao, ai):
    form = shown(browser.get(page_of(club, dao, "sua/")))
    assert "Giấy chứng nhận của hộ cũ" not in form
    answer = browser.post(
        page_of(club, dao, "sua/"),
        TYPED | {"household_id": ai.household_id, "phone": "0912345678"},
        follow=True,
    )
    assert "Đã sửa: Phạm Thị Đào." in shown(answer)
    assert "Nay theo hộ" not in shown(answer)
    assert "Ở hộ này từ" not in shown(answer)


def test_moving_out_asks_about_the_certificate_and_loses_nothing_typed(club, browser, dao, ai):
    answer = browser.post(
        page_of(club, dao, "sua/"), TYPED | {"household_id": "", "phone": "0912 345 678", "address": "Bản Bó"}
    )
    page = answer.content.decode()
    assert CERTIFICATE in shown(answer)
    assert NOT_ANSWERED in shown(answer)
    assert "Hộ mới cũng được công nhận" in shown(answer)
    assert "Hộ mới chưa có giấy" in shown(answer)
    assert 'value="0912 345 678"' in page
    assert 'value="Bản Bó"' in page
    chosen = page[page.index('name="certified_too"') :][:400]
    assert "checked" not in chosen
    again = browser.post(page_of(club, dao, "sua/"), TYPED | {"household_id": "", "certified_too": ""})
    assert NOT_ANSWERED in shown(again)
    assert Person.objects.get(id=dao.person_id).household_id == ai.household_id


def test_the_new_household_is_certified_too(club, browser, dao, ai):
    typed = TYPED | {"household_id": "", "certified_too": "True"}
    page = shown(browser.post(page_of(club, dao, "sua/"), typed, follow=True))
    assert "Nay ở nhà riêng: Hộ nghèo đến 31/12/2026." in page
    assert f"Ở hộ này từ {TODAY:%d/%m/%Y}." in page
    assert f"{TODAY:%d/%m/%Y} Chuyển sang ở hộ khác" in page
    assert composition_on(club.id, TODAY).poor == 2


def test_the_new_household_has_no_certificate_yet(club, browser, dao, ai):
    typed = TYPED | {"household_id": "", "certified_too": "False"}
    page = shown(browser.post(page_of(club, dao, "sua/"), typed, follow=True))
    assert "Nay ở nhà riêng: không có giấy chứng nhận hộ nghèo, cận nghèo." in page
    assert composition_on(club.id, TODAY).poor == 1


def test_moving_in_says_which_certificate_counts_now_and_moving_back_shows_the_class_again(
    club, browser, chair, ai
):
    tho = a_member(club.id, "Hà Thị Thơm", address="Bản Bó", by=chair)
    typed = TYPED | {"full_name": "Bùi Văn Ái", "sex": "male"}
    page = shown(
        browser.post(page_of(club, ai, "sua/"), typed | {"household_id": tho.household_id}, follow=True)
    )
    assert "Nay theo hộ Hà Thị Thơm: không có giấy chứng nhận hộ nghèo, cận nghèo." in page
    assert "Bản Bó." in page
    page = shown(browser.post(page_of(club, ai, "sua/"), typed | {"household_id": ""}, follow=True))
    assert "Nay ở nhà riêng: Hộ nghèo đến 31/12/2026." in page
    page = shown(
        browser.post(
            page_of(club, tho, "sua/"),
            TYPED | {"full_name": "Hà Thị Thơm", "address": "Bản Bó", "household_id": ai.household_id},
            follow=True,
        )
    )
    assert "Nay theo hộ Bùi Văn Ái: Hộ nghèo đến 31/12/2026." in page
    assert composition_on(club.id, TODAY).poor == 2


def test_who_moves_in_leaves_the_address_of_that_household_alone(club, browser, chair, dao):
    tho = a_member(club.id, "Hà Thị Thơm", address="Bản Bó", by=chair)
    browser.post(page_of(club, dao, "sua/"), TYPED | {"household_id": tho.household_id})
    assert "Bản Bó." in shown(browser.get(page_of(club, tho)))


def test_the_trail_says_that_somebody_was_moved(club, chair, browser, dao):
    browser.post(page_of(club, dao, "sua/"), TYPED | {"household_id": "", "certified_too": "False"})
    trail = shown(browser.get(f"/cau-lac-bo/{club.id}/nguoi-dung/nhat-ky/"))
    assert "ghi chuyển sang ở hộ khác · Phạm Thị Đào" in trail
