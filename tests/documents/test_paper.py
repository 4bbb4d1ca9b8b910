"""Pages by measure: nothing lost, nothing too high, room for the closing."""

from hypothesis import given
from hypothesis import strategies as st

from lienthehe.documents.paper import CELL, LINE, Heading, Signer, height, lines_of, paginate, room, signs
from tests.given.books import NOW

sizes = st.lists(st.integers(1, 100), max_size=80)


@given(sizes, st.integers(100, 300), st.integers(0, 90))
def test_every_row_stands_on_one_page_in_its_order(rows, full, closing):
    pages = paginate(rows, int, full=full, closing=closing)
    assert [row for page in pages for row in page] == rows


@given(sizes, st.integers(100, 300), st.integers(0, 90))
def test_no_page_is_fuller_than_it_may_be_and_the_last_has_room_for_the_closing(rows, full, closing):
    pages = paginate(rows, int, full=full, closing=closing)
    assert all(sum(page) <= full for page in pages)
    assert sum(pages[-1]) <= full - closing or len(pages[-1]) == 1


def test_without_rows_there_is_one_page():
    assert paginate([], len, full=100, closing=90) == [()]


def test_the_closing_takes_the_last_row_with_it():
    assert paginate([40, 40], int, full=100, closing=30) == [(40,), (40,)]


def test_the_closing_takes_a_few_rows_with_it_and_no_more_than_half():
    assert [len(page) for page in paginate(10 * [10], int, full=100, closing=30)] == [5, 5]
    assert [len(page) for page in paginate(40 * [10], int, full=400, closing=30)] == [35, 5]
    assert [len(page) for page in paginate(4 * [25], int, full=100, closing=60)] == [3, 1]


def test_a_row_s_height_follows_its_lines():
    assert lines_of("", 10) == 1
    assert lines_of("một hai ba bốn", 10) == 2
    assert 5 <= lines_of(30 * "m", 10) <= 7
    assert lines_of("một " + 7 * "n", 10) == 2
    assert height(2) == CELL + 2 * LINE


def test_a_long_name_of_the_club_and_of_who_signs_takes_its_room():
    short, long = (Heading(name, "Xã Chiềng Sơn", NOW, "") for name in ("CLB thôn Đông", 40 * "thôn Đông "))
    assert room(long) < room(short) - 3 * LINE
    assert signs([Signer("Chủ nhiệm", 120 * "m")]) > signs([Signer("Chủ nhiệm", "An")])
