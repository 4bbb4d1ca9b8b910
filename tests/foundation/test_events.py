from dataclasses import dataclass

import pytest

from lienthehe.foundation.events import announce, listen


def new_kind_of_event():
    @dataclass(frozen=True)
    class Happened:
        what: str

    return Happened


def test_listeners_hear_their_kind_of_event_in_order_of_registration():
    happened, other = new_kind_of_event(), new_kind_of_event()
    heard: list[object] = []
    listen(happened, lambda event: heard.append(("first", event.what)))
    listen(happened, lambda event: heard.append(("second", event.what)))
    announce(other("elsewhere"))
    announce(happened("here"))
    assert heard == [("first", "here"), ("second", "here")]


def test_a_listener_registered_twice_hears_once():
    happened = new_kind_of_event()
    heard: list[object] = []
    listen(happened, heard.append)
    listen(happened, heard.append)
    announce(happened("once"))
    assert heard == [happened("once")]


def test_what_a_listener_raises_reaches_who_announced():
    happened = new_kind_of_event()

    def refuse(event):
        raise ValueError(event.what)

    listen(happened, refuse)
    with pytest.raises(ValueError, match="not so"):
        announce(happened("not so"))
