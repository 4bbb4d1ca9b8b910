"""The steps about people and work: the roll, last month's tasks, health, volunteers, work, plan."""

from uuid import uuid4

import pytest

from lienthehe.clubs.commands import begin_volunteering
from lienthehe.clubs.rules import Area
from lienthehe.documents.attendance import attendance_paper
from lienthehe.meetings.rules.sheets import Outcome, Presence, WorkDone
from tests.given.clubs import club_officer
from tests.given.meetings import everything
from tests.given.meetings import held as recorded
from tests.given.people import a_member
from tests.web.meetings.holding import AT, DAY, a_meeting, commune_officer, empty, lines


def presence_of(held):
    return [one.presence for one in held.sheet.attendance]


def test_everybody_is_marked_as_present_until_the_mark_is_taken_away(held):
    page = held.client.get(held.url("diem-danh")).content.decode()
    assert page.count(" checked>") == 6
    assert held.roll().headers["Location"] == held.url("viec-thang-truoc")
    assert presence_of(held) == [Presence.PRESENT] * 6


def test_who_is_absent_is_excused_or_not(held):
    held.roll(held.members[0].number, held.members[1].number)
    assert presence_of(held)[:3] == [Presence.EXCUSED, Presence.ABSENT, Presence.PRESENT]
    assert "Có mặt 4 Có phép 1 Không phép 1" in held.get("diem-danh")


def test_names_stand_under_their_letter(held):
    page = held.client.get(held.url("diem-danh")).content.decode()
    assert '<li class="letter"><h2>' in page


def test_guests_are_written_and_one_more_line_is_given_without_script(held):
    numbers = [row.number for row in held.members]
    typed = lines("guests", {"name": "Bà  Nguyễn Thị Hoa", "body": "Hội Phụ nữ xã"}, {"name": ""})
    answer = held.post("diem-danh", {"present": numbers, **typed, "more": "guests"})
    assert answer.headers["Location"] == held.url("diem-danh", "#guests-new")
    assert [(one.name, one.body) for one in held.sheet.guests] == [("Bà Nguyễn Thị Hoa", "Hội Phụ nữ xã")]
    assert held.get("diem-danh").count("Tên khách") == 2


def test_a_written_line_is_taken_out(held):
    numbers = [row.number for row in held.members]
    held.post("diem-danh", {"present": numbers, **lines("guests", {"name": "Bà Hoa"})})
    held.post("diem-danh", {"present": numbers, **lines("guests", {"name": "Bà Hoa", "drop": "on"})})
    assert held.sheet.guests == ()


@pytest.fixture
def after_one(club, chair):
    treasurer = club_officer(club.id, at=AT)
    recorded(everything(club.id, DAY, second=chair, others=2), by=treasurer, second=chair, at=AT)
    return a_meeting(club, treasurer)


def test_open_tasks_are_asked_about_beside_the_last_minutes(after_one):
    page = after_one.get("viec-thang-truoc")
    assert "Gia hạn thẻ bảo hiểm y tế" in page
    assert "Biên bản buổi sinh hoạt ngày 17/11/2026" in page
    after_one.post("viec-thang-truoc", {"task-1-outcome": "goes_on", "task-1-note": "Chờ xã"})
    (result,) = after_one.sheet.task_results
    assert (result.outcome, result.note) == (Outcome.GOES_ON, "Chờ xã")


def test_a_note_without_an_outcome_is_asked_for(after_one):
    answer = after_one.post("viec-thang-truoc", {"task-1-note": "Chờ xã"})
    assert "Chọn việc ấy đến đâu rồi" in answer.content.decode()
    assert "Chờ xã" in answer.content.decode()
    assert after_one.sheet.task_results == ()


def test_a_raised_pressure_says_see_the_health_station(held):
    first, second = held.members[:2]
    held.post("suc-khoe", {f"m{first.number}-weight": "51,2", f"m{first.number}-systolic": "148",
                           f"m{first.number}-diastolic": "92", f"m{second.number}-weight": "48"})  # fmt: skip
    assert [(one.weight, one.systolic, one.diastolic) for one in held.sheet.measurements] == [
        (512, 148, 92),
        (480, None, None),
    ]
    page = held.client.get(held.url("suc-khoe")).content.decode()
    assert page.count("data-raised hidden") == 5
    assert "Nên đi khám ở trạm y tế" in page
    assert 'value="51,2"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"systolic": "148"}, "Ghi đủ hai số huyết áp"),
        ({"systolic": "90", "diastolic": "120"}, "Hãy đo lại"),
        ({"weight": "7"}, "Hãy cân lại"),
        ({"weight": "nặng"}, "Ghi cân nặng bằng kg"),
    ],
)
def test_figures_that_cannot_be_are_asked_again(held, typed, said):
    number = held.members[0].number
    answer = held.post("suc-khoe", {f"m{number}-{name}": value for name, value in typed.items()})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert held.sheet.measurements == ()


def test_earlier_figures_stand_beside_the_boxes_for_the_board_alone(club, chair):
    treasurer, earlier = club_officer(club.id, at=AT), DAY.replace(month=10)
    recorded(everything(club.id, earlier, second=chair, others=2), by=treasurer, second=chair, at=AT)
    held = a_meeting(club, treasurer)
    assert held.get("suc-khoe").count("Ngày 17/10: 51,2 kg 148/92") == 6
    from_above = held.also_by(commune_officer(club))
    assert "148/92" not in from_above.get("suc-khoe")


def test_who_may_not_see_figures_writes_some_and_keeps_the_others(held):
    first, second = held.members[:2]
    held.post("suc-khoe", {f"m{first.number}-weight": "51,2"})
    above = held.also_by(commune_officer(held.club))
    page = above.client.get(above.url("suc-khoe")).content.decode()
    assert "51,2" not in page
    assert "đã đo" in page
    above.post("suc-khoe", {f"m{second.number}-weight": "60"})
    assert [one.weight for one in held.sheet.measurements] == [512, 600]


def test_each_volunteer_has_a_line_and_others_can_be_added(held, chair):
    row = held.members[0]
    begin_volunteering(person_id=row.person_id, since=DAY, by=chair, at=AT)
    assert row.full_name in held.client.get(held.url("tinh-nguyen-vien")).content.decode()
    other = held.members[3]
    typed = lines(
        "visits",
        {"who": row.full_name, "times": "4", "people": "2", "text": "Nấu cơm"},
        {"who": other.search_name, "times": "1", "people": "1"},
    )
    held.post("tinh-nguyen-vien", typed)
    assert [(one.volunteer, one.times, one.people) for one in held.sheet.visits] == [
        (row.person_id, 4, 2),
        (other.person_id, 1, 1),
    ]


def test_a_volunteer_without_figures_is_passed_over_and_a_stranger_refused(held):
    name = held.members[0].full_name
    held.post("tinh-nguyen-vien", empty("visits", 1) | {"visits-INITIAL_FORMS": 1, "visits-0-who": name})
    assert held.sheet.visits == ()
    answer = held.post("tinh-nguyen-vien", lines("visits", {"who": "Người Lạ", "times": "1", "people": "1"}))
    assert "Trong CLB không có ai tên như vậy" in answer.content.decode()


def test_work_is_written_by_the_eight_areas(held):
    page = held.get("viec-da-lam")
    for area in ("Tăng thu nhập", "Chăm sóc sức khỏe", "Văn hóa"):
        assert area in page
    typed = [{"area": area.value} for area in Area]
    typed[1] |= {"text": "Khám bệnh ở trạm", "people": "20"}
    data = {
        **lines("work", *typed),
        **lines("decisions", {"text": "Thăm bà Đào", "votes_for": "6"}),
        "topics-topics": "Phòng bệnh mùa đông\n\nBảo hiểm y tế",
    }
    assert held.post("viec-da-lam", data).headers["Location"] == held.url("ke-hoach")
    assert held.sheet.work == (WorkDone(Area.HEALTH, "Khám bệnh ở trạm", 20),)
    assert held.sheet.topics == ("Phòng bệnh mùa đông", "Bảo hiểm y tế")
    assert [(one.text, one.votes_for) for one in held.sheet.decisions] == [("Thăm bà Đào", 6)]
    more = held.post("viec-da-lam", {**data, "more": "health"}).headers["Location"]
    assert held.get("viec-da-lam", more.removeprefix(held.url("viec-da-lam"))).count("Đã làm gì?") == 9


def test_more_votes_than_people_present_are_counted_again(held):
    held.roll(held.members[0].number)
    typed = {**lines("work"), **lines("decisions", {"text": "Thăm bà Đào", "votes_for": "6"})}
    answer = held.post("viec-da-lam", typed)
    assert "Đếm được 6 phiếu mà chỉ có 5 người có mặt" in answer.content.decode()


def test_a_task_names_a_member_or_somebody_else(held):
    row = held.members[2]
    typed = lines(
        "plan",
        {"what": "Mua thuốc", "who": row.full_name, "until": "15/12/2026", "id": uuid4()},
        {"what": "Xin loa", "who": "Trưởng thôn"},
        {},
    )
    assert held.post("ke-hoach", typed).headers["Location"] == held.url("kiem-quy")
    first, second = held.sheet.plan
    assert (first.person, first.who, second.person, second.who) == (row.person_id, "", None, "Trưởng thôn")
    assert first.id != second.id


def test_two_members_of_one_name_bear_their_birth_years_at_every_step(held, chair):
    older, younger = (a_member(held.club.id, birth_year=year, by=chair, at=AT) for year in (1950, 1961))
    for slug, query in (
        ("diem-danh", ""),
        ("thu", ""),
        ("thu", f"?mo={held.members[0].number}"),
        ("suc-khoe", ""),
    ):
        page = held.get(slug, query)
        assert "Phạm Thị Đào (1950)" in page
        assert "Phạm Thị Đào (1961)" in page
    rows = [row for page in attendance_paper(held.club, DAY, at=AT).pages for row in page]
    called = {row.number: row.full_name for row in rows}
    assert called[older.number] == "Phạm Thị Đào (1950)"
    assert called[younger.number] == "Phạm Thị Đào (1961)"
    held.post("ke-hoach", lines("plan", {"what": "Mua thuốc", "who": "Phạm Thị Đào (1961)"}))
    assert held.sheet.plan[0].person == younger.person_id


def test_two_members_of_one_name_and_year_are_told_apart_by_number(held, chair):
    for _ in range(2):
        a_member(held.club.id, by=chair, at=AT)
    numbers = [row.number for row in held.members if row.full_name == "Phạm Thị Đào"]
    answer = held.post("ke-hoach", lines("plan", {"what": "Mua thuốc", "who": "pham thi dao"}))
    first, second = (f"Phạm Thị Đào (1958, số {number})" for number in numbers)
    assert f"{first}, {second}" in answer.content.decode()
    held.post("ke-hoach", lines("plan", {"what": "Mua thuốc", "who": second}))
    assert held.sheet.plan[0].person


@pytest.mark.parametrize(
    ("place", "line", "said"),
    [
        (("tinh-nguyen-vien", "visits"), {"who": "Phạm Thị Đào"}, "Ghi mấy lần"),
        (("viec-da-lam", "decisions"), {"votes_for": "5"}, "Ghi quyết định gì"),
        (("diem-danh", "guests"), {"body": "Hội Phụ nữ xã"}, "Ghi tên khách"),
        (("ke-hoach", "plan"), {"who": "Trưởng thôn"}, "Ghi việc cần làm"),
        (("ke-hoach", "plan"), {"what": "Xin loa", "who": "Trưởng thôn", "until": "01/01/1999"}, "muộn hơn"),
    ],
)
def test_half_a_line_is_asked_about_and_stays_typed(held, chair, place, line, said):
    slug, prefix = place
    a_member(held.club.id, by=chair, at=AT)
    work = {**empty("work"), **empty("decisions")} if slug == "viec-da-lam" else {}
    present = {"present": [row.number for row in held.members]}
    answer = held.post(slug, {**present, **work, **lines(prefix, line)})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert said in page
    assert all(f'value="{value}"' in page or f">\n{value}</textarea>" in page for value in line.values())


def test_a_volunteer_s_line_with_another_name_or_without_its_figures_is_asked_about(held, chair):
    row, other = held.members[0], held.members[3]
    begin_volunteering(person_id=row.person_id, since=DAY, by=chair, at=AT)
    one_waits = {"visits-INITIAL_FORMS": 1}
    answer = held.post("tinh-nguyen-vien", lines("visits", {"who": other.full_name}) | one_waits)
    assert "Ghi mấy lần" in answer.content.decode()
    waiting = lines("visits", {"who": row.full_name}) | one_waits
    assert held.post("tinh-nguyen-vien", waiting).status_code == 302
    held.post("tinh-nguyen-vien", lines("visits", {"who": row.full_name, "times": "4", "people": "2"}))
    assert held.post("tinh-nguyen-vien", waiting).status_code == 200
    assert len(held.sheet.visits) == 1
