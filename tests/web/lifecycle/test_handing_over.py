"""Bàn giao: who to whom, counted, read over, written; the code shown once; the minutes on paper."""

import re

import pytest

from lienthehe.access.commands import check_pin
from lienthehe.access.queries import grants_within
from lienthehe.access.rules import PinNotSet
from lienthehe.clubs.queries import board_on, club_summary, members_on, scopes_of_club
from lienthehe.clubs.rules import Post
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.models import HandOver
from lienthehe.web.wording import write_refusal
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY
from tests.given.clubs import a_board, commune_officer, province_officer
from tests.given.counts import notes_of
from tests.given.loans import lend
from tests.given.officers import PIN
from tests.given.readers import shown, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(books):
    lend(books, books.members[5], 1_000_000)
    by = province_officer(club_summary(books.club_id, TODAY).place, at=NOW)
    a_board(books.club_id, size=2, by=by, at=NOW)
    return {row.post: row for row in board_on(books.club_id, TODAY)}


@pytest.fixture
def commune(books):
    return signed_in(commune_officer(club_summary(books.club_id, TODAY).place, at=NOW))


def at(books, path=""):
    return f"/cau-lac-bo/{books.club_id}/thong-tin/ban-giao/{path}"


def a_form(books, board, do, *, short=0, **given):
    seated = {row.person_id for row in board.values()}
    taker = next(row for row in members_on(books.club_id, TODAY) if row.person_id not in seated)
    form = {"do": do, "id": uuid7(), "on": f"{TODAY:%d/%m/%Y}"}
    form[f"seat_{board[Post.TREASURER].seat_id.hex}"] = taker.person_id
    for number, fund in enumerate((INCOME, ACTIVITY)):
        notes, other = notes_of(books.box(fund) - short * number)
        form |= {f"n{value}_{number}": count for value, count in notes.items()}
        form |= {f"other_{number}": other, f"explanation_{number}": ""}
    return form | given


def test_everything_is_read_over_before_it_is_written(books, board, commune):
    page = shown(commune.post(at(books), a_form(books, board, "check")))
    assert "Hai bên đồng ý: ghi bàn giao" in page
    assert f"{board[Post.TREASURER].full_name} giao cho" in page
    assert "1 khoản vay đang trả 1.000.000 đ" in page
    assert not HandOver.objects.exists()


def test_the_commune_gets_the_code_once_and_the_minutes(books, board, commune):
    form = a_form(books, board, "write")
    page = shown(commune.post(at(books), form, follow=True))
    assert "Mã mở quyền của" in page
    assert "đã ngừng quyền" in page
    again = shown(commune.post(at(books), form, follow=True))
    assert "Mã mở quyền của" not in again
    assert HandOver.objects.count() == 1
    paper = shown(commune.get(at(books, f"{form['id']}/in/")))
    assert "Biên bản bàn giao" in paper
    assert "Bên giao, Thủ quỹ" in paper
    assert "Người chứng kiến" in paper
    assert "Nuôi lợn" in paper


def test_the_chair_hands_over_all_but_the_access(books, board):
    chair = signed_in(books.chair)
    assert "Quyền mở sổ do xã chuyển" in shown(chair.get(at(books)))
    page = shown(chair.post(at(books), a_form(books, board, "write"), follow=True))
    assert "Còn việc phải làm: quyền mở sổ" in page


def test_a_difference_asks_why_at_its_own_box(books, board, commune):
    answer = commune.post(at(books), a_form(books, board, "check", short=5_000))
    assert 'href="#id_explanation_1"' in answer.content.decode()
    form = a_form(books, board, "check", short=5_000, explanation_1="Chưa rõ")
    assert "thiếu 5.000 đ" in shown(commune.post(at(books), form)).lower()


def test_somebody_must_take_over(books, board, commune):
    form = a_form(books, board, "check")
    form[f"seat_{board[Post.TREASURER].seat_id.hex}"] = ""
    answer = commune.post(at(books), form)
    assert "Chọn người nhận ít nhất một chức vụ." in shown(answer)
    assert "Bàn giao chức vụ, hòm quỹ" in shown(commune.get(f"/cau-lac-bo/{books.club_id}/thong-tin/"))


def handed_over(books, board, commune):
    """Hand the treasurer's post over by the commune's hand; return who took it over."""
    form = a_form(books, board, "write")
    taker = form[f"seat_{board[Post.TREASURER].seat_id.hex}"]
    commune.post(at(books), form, follow=True)
    return next(row for row in members_on(books.club_id, TODAY) if row.person_id == taker)


def test_who_gave_every_post_up_reads_what_happened_and_where_to_go(books, board, commune):
    former = signed_in(books.treasurer)
    club = f"/cau-lac-bo/{books.club_id}/"
    handed_over(books, board, commune)
    answer = former.get("/")
    page = shown(answer)
    assert answer.status_code == 200
    assert "Ông bà không còn giữ việc nào trong sổ" in page
    assert "Thủ quỹ, CLB thôn Đồng Mận từ 20/01/2026" in page
    assert "Đăng xuất" in page
    for path in (club, f"{club}so-quy/", "/cau-lac-bo/"):
        answer = former.get(path, follow=True)
        assert (path, answer.status_code) == (path, 403)
        assert "Ông bà không còn giữ việc nào trong sổ" in shown(answer)
    assert former.get("/tai-khoan/").status_code == 200


def test_the_new_treasurer_is_named_but_not_offered_before_she_has_a_pin(books, board, commune):
    new = handed_over(books, board, commune)
    chair = signed_in(books.chair)
    page = chair.get(f"/cau-lac-bo/{books.club_id}/so-quy/ghi/chi/tieu-dung/").content.decode()
    assert re.search(rf"<option[^>]*disabled[^>]*>{new.full_name}, Thủ quỹ \(chưa có mã PIN\)", page)
    assert "Chưa có ai duyệt cùng ông bà" in page
    officer = next(
        one.officer for one in grants_within(scopes=scopes_of_club(books.club_id, on=TODAY)[:1], on=TODAY)
        if one.officer.full_name == new.full_name
    )  # fmt: skip
    with pytest.raises(PinNotSet) as refused:
        check_pin(officer=officer, pin=PIN, at=NOW)
    assert write_refusal(refused.value).startswith(f"{new.full_name} chưa có mã PIN.")
