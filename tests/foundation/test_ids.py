import time
from datetime import UTC, datetime

import time_machine

from lienthehe.foundation.ids import uuid7


def test_an_id_is_a_uuid_of_version_7():
    made = uuid7()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


def test_an_id_carries_the_millisecond_it_was_made_in():
    with time_machine.travel(datetime(2026, 11, 15, 1, 0, tzinfo=UTC), tick=False):
        assert uuid7().int >> 80 == time.time_ns() // 1_000_000


def test_a_later_id_sorts_after_an_earlier_one():
    with time_machine.travel(datetime(2026, 11, 15, tzinfo=UTC), tick=False) as clock:
        made = []
        for _ in range(50):
            made.append(uuid7())
            clock.shift(0.001)
    assert made == sorted(made)


def test_ids_of_one_millisecond_differ():
    with time_machine.travel(datetime(2026, 11, 15, tzinfo=UTC), tick=False):
        assert len({uuid7() for _ in range(1000)}) == 1000
