from lienthehe.foundation.money import DENOMINATIONS, ZERO


def test_notes_go_from_the_largest_to_the_smallest_once_each():
    assert list(DENOMINATIONS) == sorted(set(DENOMINATIONS), reverse=True)


def test_every_note_is_whole_dong_above_zero():
    assert all(type(note) is int and note > ZERO for note in DENOMINATIONS)
