"""What no page of ours sends: numbers of thousands of digits where a count or a version stands."""

from tests.web.meetings.holding import meeting_fields

NINES = "9" * 5_000


def test_a_line_s_number_longer_than_any_is_no_line(held):
    assert held.post("thu", {"take": NINES}).status_code < 500
    assert held.sheet.contributions == ()


def test_a_version_longer_than_any_is_read_as_the_first(held):
    assert held.post("mo-so", {**meeting_fields(), "version": NINES}).status_code == 302


def test_a_count_longer_than_any_is_refused_in_words(held):
    answer = held.post("mo-so", {**meeting_fields(), "income-n500": NINES, "activity-n500": "0"})
    assert answer.status_code == 200
    assert "Lỗi:" in answer.content.decode()
