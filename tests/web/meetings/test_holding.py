"""Beginning, going from step to step, two officers on one draft, who may hold a meeting."""

from uuid import uuid4

import pytest
from django.urls import reverse

from lienthehe.access.rules import Role
from lienthehe.meetings.queries import open_drafts
from tests.given.clubs import club_officer
from tests.given.meetings import a_sheet
from tests.given.meetings import held as recorded
from tests.given.readers import shown, signed_in
from tests.web.meetings.holding import (
    AT,
    DAY,
    Held,
    a_club_with,
    a_meeting,
    commune_officer,
    lines,
)

SLUGS = (
    "mo-so", "diem-danh", "viec-thang-truoc", "cong-khai-quy", "thu", "xet-vay", "chi", "suc-khoe",
    "tinh-nguyen-vien", "viec-da-lam", "ke-hoach", "kiem-quy", "doc-lai",
)  # fmt: skip


@pytest.fixture
def treasurer(club):
    return club_officer(club.id, at=AT)


@pytest.mark.parametrize(("place", "slug"), list(enumerate(SLUGS, start=1)))
def test_every_step_says_where_one_is(held, place, slug):
    page = held.get(slug)
    assert f"Bước {place} trong 13" in page
    assert ("Bước trước" in page) is (place > 1)


def test_a_saved_step_is_linked_and_ticked(held):
    held.roll()
    page = held.client.get(held.url("thu")).content.decode()
    assert f'href="{held.url("diem-danh")}">2. Điểm danh' in page
    assert f'href="{held.url("viec-thang-truoc")}">3.' in page
    assert f'href="{held.url("ke-hoach")}"' not in page


def test_once_all_steps_are_saved_each_leads_back_to_the_review(held):
    assert "Ghi và đọc lại tất cả" not in held.get("diem-danh")
    for slug in ("cong-khai-quy", "thu", "xet-vay", "suc-khoe", "viec-thang-truoc"):
        held.post(slug)
    for slug, part in (("chi", "payments"), ("tinh-nguyen-vien", "visits"), ("ke-hoach", "plan")):
        held.post(slug, lines(part))
    held.post("viec-da-lam", lines("work") | lines("decisions"))
    held.roll()
    held.post("mo-so", {"meeting-on": f"{DAY:%d/%m/%Y}", "meeting-stands_for": f"{DAY:%m/%Y}"})
    held.post("kiem-quy", {"income-n500": 0, "activity-n500": 0})
    assert "Ghi và đọc lại tất cả" in held.get("diem-danh")
    answer = held.post("cong-khai-quy", {"go": "doc-lai"})
    assert answer.headers["Location"] == held.url("doc-lai")


def test_a_meeting_begins_once_and_is_found_again(club, held):
    again = signed_in(held.by).post(
        reverse("meeting-begin", args=[club.id]),
        {"id": held.draft_id, "on": f"{DAY:%d/%m/%Y}", "stands_for": f"{DAY:%m/%Y}"},
    )
    assert again.headers["Location"] == held.url("mo-so")
    assert len(open_drafts(club.id)) == 1
    for name in ("meetings", "meeting-begin"):
        page = shown(held.client.get(reverse(name, args=[club.id])))
        assert "Buổi sinh hoạt ngày 17/11/2026" in page
        assert "đang ghi dở" in page


@pytest.mark.parametrize(
    ("on", "month", "said"),
    [
        ("18/11/2026", "11/2026", "chưa đến"),
        ("17/11/2026", "08/2026", "kỳ"),
        ("17.11", "11/2026", "ngày/tháng/năm"),
    ],
)
def test_a_day_or_month_that_cannot_be_is_said_at_its_field(club, treasurer, on, month, said):
    data = {"id": uuid4(), "on": on, "stands_for": month}
    answer = signed_in(treasurer).post(reverse("meeting-begin", args=[club.id]), data)
    assert answer.status_code == 200
    assert said in shown(answer)
    assert open_drafts(club.id) == []


def test_an_open_month_is_offered_to_be_closed_first(club, treasurer, chair):
    recorded(a_sheet(club.id, DAY.replace(month=10)), by=treasurer, second=chair, at=AT)
    page = signed_in(treasurer).get(reverse("meeting-begin", args=[club.id]))
    assert "Khóa sổ tháng 10/2026" in shown(page)
    assert reverse("close-month", args=[club.id, "2026-10"]) in page.content.decode()


def test_a_draft_is_put_away_after_being_asked(club, held):
    url = reverse("meeting-put-away", args=[club.id, held.draft_id])
    assert "Bỏ bản ghi dở ngày 17/11/2026?" in shown(held.client.get(url))
    assert open_drafts(club.id)
    assert held.client.post(url).headers["Location"] == reverse("meetings", args=[club.id])
    assert open_drafts(club.id) == []
    assert held.client.get(held.url("thu")).status_code == 404


def test_the_second_save_of_a_step_is_shown_beside_the_first(held, chair):
    version = held.draft.version
    other = held.also_by(chair)
    first, second, third = (row.number for row in held.members[:3])
    held.roll(first)
    answer = other.post("diem-danh", {"present": [first, third], **lines("guests")}, version=version)
    page = shown(answer)
    assert answer.status_code == 200
    assert f"{held.by.full_name} vừa ghi bước này" in page
    assert f"{held.members[0].full_name} Ông bà: có mặt Đang lưu: có phép" in page
    assert f"{held.members[2].full_name} Ông bà:" not in page
    assert held.sheet.present == 5
    form = answer.content.decode()
    assert f'value="{first}" checked' in form
    assert f'value="{second}">' in form
    assert f'name="version" value="{held.draft.version}"' in form
    again = other.post("diem-danh", {"present": [first, third], **lines("guests")})
    assert again.status_code == 302
    assert other.sheet.present == 2


def test_two_who_write_the_same_are_not_asked(held, chair):
    version = held.draft.version
    held.roll()
    other = held.also_by(chair)
    numbers = [row.number for row in held.members]
    answer = other.post("diem-danh", {"present": numbers, **lines("guests")}, version=version)
    assert answer.status_code == 302


def test_two_officers_in_different_steps_do_not_meet(held, chair):
    version = held.draft.version
    held.roll()
    answer = held.also_by(chair).post(
        "ke-hoach", lines("plan", {"what": "Họp", "who": "Ban"}), version=version
    )
    assert answer.status_code == 302
    assert len(held.sheet.plan) == 1
    assert held.sheet.present == 6


def test_two_officers_take_money_from_different_people_at_once(held, chair):
    version = held.draft.version
    other, (first, second) = held.also_by(chair), [row.number for row in held.members[:2]]
    held.post("thu", {"take": first}, version=version)
    other.post("thu", {"take": second}, version=version)
    assert len(held.sheet.contributions) == 2
    typed = {"do": "row", "seen": ";", "row-activity-kept": "5.000"}
    answer = other.post("thu", typed, f"?mo={first}", version=version)
    assert "Ông bà: Quỹ hoạt động 5.000 đ Đang lưu: Quỹ hoạt động 10.000 đ" in shown(answer)
    assert [one.amount for one in held.sheet.contributions] == [10_000, 10_000]


def test_an_empty_book_teaches_and_offers_the_first_meeting(club, treasurer):
    answer = signed_in(treasurer).get(reverse("meetings", args=[club.id]))
    assert "Sổ chưa có buổi sinh hoạt nào" in shown(answer)
    assert "Mở buổi sinh hoạt đầu tiên" in shown(answer)


def test_who_only_reads_sees_the_list_and_writes_nothing(club, held, treasurer):
    reader = signed_in(club_officer(club.id, Role.READER, at=AT))
    listed = shown(reader.get(reverse("meetings", args=[club.id])))
    assert "đang ghi dở" not in listed
    assert "Mở buổi sinh hoạt" not in listed
    for slug in SLUGS:
        assert reader.get(held.url(slug)).status_code == 403
    assert reader.post(held.url("cong-khai-quy"), {"version": 1}).status_code == 403
    assert reader.get(reverse("meeting-begin", args=[club.id])).status_code == 403


def test_who_writes_from_above_is_told_so_at_every_step(club, held):
    above = held.also_by(commune_officer(club))
    for slug in SLUGS:
        assert "Ông bà đang nhập hộ" in above.get(slug)
    assert "nhập hộ" not in held.get("thu")


def test_a_draft_of_another_club_is_not_there(held):
    other = a_meeting(a_club_with(3))
    strange = Held(held.club, held.by, held.client, other.draft_id)
    assert strange.client.get(strange.url("thu")).status_code == 404
    assert strange.client.post(strange.url("thu"), {"version": 1}).status_code == 404
    assert other.draft.version == 1


def test_an_unknown_step_is_not_there(held):
    assert held.client.get(held.url("gop-von")).status_code == 404
