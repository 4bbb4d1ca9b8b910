"""The last step: everything read again, two PINs, and the meeting in the books."""

import pytest
from django.urls import reverse

from lienthehe.access.rules import Role
from lienthehe.clubs.rules import Fund
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.meetings.commands import confirm_draft
from lienthehe.meetings.queries import digest_of_books, is_recorded, meeting_view, open_drafts
from tests.given.clubs import club_officer
from tests.given.meetings import everything
from tests.given.meetings import held as recorded
from tests.given.officers import PIN
from tests.given.readers import shown, signed_in
from tests.web.meetings.holding import (
    AT,
    DAY,
    a_meeting,
    commune_officer,
    lines,
    meeting_fields,
    notes,
)


@pytest.fixture
def ready(held):
    """A meeting that lacks only its confirmations: 6 people paid the usual, the box agrees."""
    held.roll()
    held.post("thu", {"do": "all"})
    held.post("kiem-quy", {"income-n500": 0, **notes("activity", 60_000)})
    return held


def confirm(held, officer, pin=PIN, **changes):
    return held.post("doc-lai", {"officer": officer.pk, "pin": pin} | changes)


def test_what_is_missing_is_named_with_the_way_there(held):
    page = held.client.get(held.url("doc-lai"))
    assert "Còn 2 chỗ phải sửa rồi mới ghi sổ được" in shown(page)
    assert f'<a href="{held.url("diem-danh")}">Chưa có ai được ghi là có mặt' in page.content.decode()
    assert f'<a href="{held.url("kiem-quy")}">Chưa kiểm quỹ cuối buổi' in page.content.decode()
    assert 'name="pin"' not in page.content.decode()


def test_everything_is_read_out(ready, chair):
    ready.post("thu", lines("receipts", {"who": "Ông Tặng", "source": "donation", "fund": "income",
                                         "amount": "2.000.000"}), "?xem=khac")  # fmt: skip
    first = ready.members[0]
    ready.post("suc-khoe", {f"m{first.number}-systolic": 150, f"m{first.number}-diastolic": 95})
    ready.post("ke-hoach", lines("plan", {"what": "Họp Ban", "who": "Chủ nhiệm", "until": "01/12/2026"}))
    page = ready.get("doc-lai")
    for said in (
        "Ngày 17/11/2026 có mặt 6 người trên 6",
        "6 người đóng góp vào Quỹ hoạt động 60.000 đ",
        "Thu: Ông Tặng, Quỹ tăng thu nhập 2.000.000 đ",
        "Quỹ hoạt động còn 60.000 đ",
        "Đã đo cho 1 người. 1 người nên đi khám",
        "Việc cần làm: Họp Ban (Chủ nhiệm, đến 01/12/2026)",
        "Kiểm quỹ cuối buổi: Quỹ hoạt động 60.000 đ Hòm quỹ khớp với sổ.",
    ):
        assert said in page
    assert first.full_name not in page


def test_a_quorum_that_is_missed_is_a_warning_and_no_more(ready, chair):
    ready.roll(*[row.number for row in ready.members[:4]])
    page = ready.get("doc-lai")
    assert "Ít người hơn quy chế cần" in page
    assert "Quy chế cần 50 phần trăm" in page
    confirm(ready, chair)
    confirm(ready, ready.by)
    assert is_recorded(ready.club.id, ready.draft_id)


def test_a_meeting_without_chair_or_secretary_is_said_to_be_so_and_no_more(ready, chair):
    ready.post("mo-so", meeting_fields())
    page = ready.client.get(ready.url("doc-lai")).content.decode()
    assert f'<a href="{ready.url("mo-so")}">Chưa ghi ai chủ trì</a>' in page
    assert f'<a href="{ready.url("mo-so")}">Chưa ghi ai là thư ký</a>' in page
    confirm(ready, chair)
    confirm(ready, ready.by)
    assert is_recorded(ready.club.id, ready.draft_id)


def test_who_is_written_down_is_not_missed(ready):
    first, second, *_ = ready.members
    names = meeting_fields(chair=first.full_name, secretary=second.full_name)
    ready.post("mo-so", names)
    assert (ready.sheet.chair, ready.sheet.secretary) == (first.person_id, second.person_id)
    assert "Biên bản còn thiếu tên" not in ready.get("doc-lai")


def test_two_confirm_one_after_the_other_and_it_is_in_the_books(ready, chair):
    first = confirm(ready, chair)
    assert first.headers["Location"] == ready.url("doc-lai", "#confirm")
    page = ready.get("doc-lai")
    assert f"{chair.full_name} Đã xác nhận lúc 08:00" in page
    assert not is_recorded(ready.club.id, ready.draft_id)
    second = confirm(ready, ready.by)
    url = reverse("meeting-recorded", args=[ready.club.id, ready.draft_id])
    assert second.headers["Location"] == url
    done = shown(ready.client.get(url))
    assert "Đã ghi sổ buổi sinh hoạt ngày 17/11/2026" in done
    assert "Biên bản số 1. Có mặt 6 trên 6 người. Đã ghi 6 phiếu." in done
    assert "Còn trong hòm 60.000 đ" in done
    assert "Ghi nhầm?" in done
    assert box_balances(ready.club.id) == {Fund.INCOME: 0, Fund.ACTIVITY: 60_000}
    assert verify_club(ready.club.id).findings == ()
    assert open_drafts(ready.club.id) == []
    view = meeting_view(ready.club.id, ready.draft_id)
    assert view
    assert set(view.confirmers) == {chair.full_name, ready.by.full_name}


def test_a_wrong_pin_records_nothing_and_says_how_many_tries_are_left(ready, chair):
    confirm(ready, chair)
    answer = confirm(ready, ready.by, pin="000001")
    assert answer.status_code == 200
    assert "Lỗi:" in shown(answer)
    assert "4" in shown(answer)
    assert "000001" not in answer.content.decode()
    assert not is_recorded(ready.club.id, ready.draft_id)
    assert len(ready.draft.confirmations) == 1


def test_one_person_is_not_two(ready, chair):
    confirm(ready, chair)
    assert f'value="{chair.pk}"' not in ready.client.get(ready.url("doc-lai")).content.decode()
    answer = confirm(ready, chair)
    assert answer.status_code == 200
    assert not is_recorded(ready.club.id, ready.draft_id)


def test_who_may_not_confirm_is_not_offered(ready, chair):
    reader = club_officer(ready.club.id, Role.READER, at=AT)
    page = ready.client.get(ready.url("doc-lai")).content.decode()
    assert reader.full_name not in page
    assert confirm(ready, reader).status_code == 200
    assert ready.draft.confirmations == ()


def test_a_confirmation_sent_again_leads_to_the_same_meeting(ready, chair):
    confirm(ready, chair)
    version = ready.draft.version
    read = digest_of_books(ready.club.id, DAY)
    sent = {"officer": ready.by.pk, "pin": PIN, "version": version, "books": read}
    first = ready.client.post(ready.url("doc-lai"), sent)
    again = ready.client.post(ready.url("doc-lai"), sent)
    assert again.headers["Location"] == first.headers["Location"]
    assert ready.client.get(ready.url("thu")).headers["Location"] == first.headers["Location"]


def test_what_was_changed_since_it_was_read_is_not_confirmed(ready, chair):
    version = ready.draft.version
    ready.post("ke-hoach", lines("plan", {"what": "Họp", "who": "Ban"}))
    answer = confirm(ready, chair, version=version)
    assert "Có người vừa sửa" in shown(answer)
    assert ready.draft.confirmations == ()


def test_a_change_after_the_first_confirmation_asks_for_it_again(ready, chair):
    confirm(ready, chair)
    ready.post("ke-hoach", lines("plan", {"what": "Họp", "who": "Ban"}))
    confirm(ready, ready.by)
    assert not is_recorded(ready.club.id, ready.draft_id)
    assert "Đã xác nhận" in ready.get("doc-lai")


def test_the_second_person_of_a_payment_must_be_one_of_the_two(ready, chair):
    typed = lines("payments", {"who": "Bà Hoa", "purpose": "tea", "fund": "activity", "amount": "10.000"})
    ready.post("chi", {**typed, "second-second_officer": chair.pk})
    ready.post("kiem-quy", {"income-n500": 0, **notes("activity", 50_000)})
    assert f"{chair.full_name}, Chủ nhiệm" in ready.get("doc-lai")
    secretary = club_officer(ready.club.id, Role.SECRETARY, at=AT)
    confirm(ready, secretary)
    confirm(ready, ready.by)
    assert not is_recorded(ready.club.id, ready.draft_id)
    assert f"{chair.full_name}, Chủ nhiệm là người thứ hai đồng ý các khoản chi" in ready.get("doc-lai")
    confirm(ready, chair)
    assert is_recorded(ready.club.id, ready.draft_id)
    assert box_balances(ready.club.id)[Fund.ACTIVITY] == 50_000


def test_with_both_confirmations_it_is_recorded_without_a_pin(ready, chair):
    """Both stand on the draft, yet the recording failed for another reason than theirs."""
    draft = {"club_id": ready.club.id, "draft_id": ready.draft_id, "version": ready.draft.version}
    read = digest_of_books(ready.club.id, DAY)
    for officer in (chair, ready.by):
        confirm_draft(**draft, books_read=read, officer=officer, at=AT)
    page = ready.get("doc-lai")
    assert "Ghi vào sổ" in page
    answer = ready.post("doc-lai", {"record": "1"})
    assert answer.headers["Location"] == reverse("meeting-recorded", args=[ready.club.id, ready.draft_id])


def test_who_stands_in_for_the_club_may_confirm_and_the_record_says_so(ready, chair):
    officer = commune_officer(ready.club)
    above = ready.also_by(officer)
    confirm(above, chair)
    confirm(above, officer)
    page = shown(above.client.get(reverse("meeting", args=[ready.club.id, ready.draft_id])))
    assert f"{officer.full_name}, Cán bộ xã" in page
    assert "ghi hộ CLB" in page


@pytest.fixture
def one(club, chair):
    treasurer = club_officer(club.id, at=AT)
    sheet = everything(club.id, DAY, second=chair, others=4)
    recorded(sheet, by=treasurer, second=chair, at=AT)
    return sheet


def one_view(club, sheet):
    view = meeting_view(club.id, sheet.id)
    assert view
    return view


def test_a_meetings_page_says_what_its_minutes_say(club, chair, one):
    answer = signed_in(chair).get(reverse("meeting", args=[club.id, one.id]))
    page = shown(answer)
    for said in (
        "Biên bản số 1/2026, kỳ tháng 11/2026",
        "Thành viên 6",
        "6 phiếu thu đóng góp, Quỹ hoạt động PT 0001–0006",
        "Người ủng hộ 0",
        "Đã đo cho 6 người. 6 người nên đi khám",
        "Gia hạn thẻ bảo hiểm y tế",
        "6 người đồng ý, không ai phản đối",
        "Hai người xác nhận",
    ):
        assert said in page
    vouchers = one_view(club, one).vouchers
    assert all(
        reverse("voucher", args=[club.id, view.draft.id]) in answer.content.decode() for view in vouchers
    )


def test_who_may_not_see_people_reads_figures_without_names(club, chair, one):
    reader = signed_in(club_officer(club.id, Role.READER, at=AT))
    page = shown(reader.get(reverse("meeting", args=[club.id, one.id])))
    assert "Có mặt 6" in page
    assert "Gia hạn thẻ" not in page
    assert "Đã đo" not in page
    assert not any(row.full_name in page for row in one_view(club, one).attendance)


def test_a_meeting_of_another_club_is_not_there(club, chair, one):
    other = a_meeting(club, chair)
    assert other.client.get(reverse("meeting", args=[club.id, other.draft_id])).status_code == 404
    assert other.client.get(reverse("meeting-recorded", args=[club.id, other.draft_id])).status_code == 404


def test_the_list_tells_day_month_and_how_many_were_there(club, chair, one):
    page = shown(signed_in(chair).get(reverse("meetings", args=[club.id])))
    assert "Thứ Ba 17/11/2026 kỳ tháng 11/2026, biên bản số 1 6/6" in page
