"""Pages by measure: nothing lost, nothing too high, room for the closing."""

from hypothesis import given
from hypothesis import strategies as st

from lienthehe.documents.paper import CELL, LINE, height, lines_of, paginate

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


def test_a_row_s_height_follows_its_lines():
    assert lines_of("", 10) == 1
    assert lines_of("một hai ba bốn", 10) == 2
    assert 6 <= lines_of(30 * "m", 10) <= 7
    assert lines_of("một " + 7 * "n", 10) == 2
    assert height(2) == CELL + 2 * LINE
