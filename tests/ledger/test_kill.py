"""A process killed in mid-write, two hundred times: what it acknowledged is in the books, and nothing half."""

import os
import select
import signal
from random import Random
from uuid import UUID

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.queries.verification import verify_club
from tests.given.books import Books, some_books
from tests.given.processes import start
from tests.given.receipts import a_receipt, fee, hand_in

KILLS = 200
LONGEST = 0.04
"""Seconds from the first acknowledgement to the kill: about the time of two or three vouchers."""

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def write_until_killed(books: Books, acknowledged: int) -> None:
    while True:
        written = uuid7()
        hand_in(books, a_receipt(fee(), 1_000, voucher_id=written))
        os.write(acknowledged, written.bytes)


def kill_in_mid_write(books: Books, random: Random) -> list[UUID]:
    """Let a process write, kill it at a chance moment, and return what it had acknowledged."""
    reading, writing = os.pipe()
    child = start(lambda: write_until_killed(books, writing))
    os.close(writing)
    select.select([reading], [], [])
    select.select([], [], [], random.random() * LONGEST)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    return [UUID(bytes=said[place : place + 16]) for place in range(0, len(said) // 16 * 16, 16)]


def test_what_was_acknowledged_is_there_and_nothing_half():
    books = some_books(people=0)
    random = Random(2026)
    acknowledged = [one for _ in range(KILLS) for one in kill_in_mid_write(books, random)]
    assert len(acknowledged) >= KILLS
    assert {books.voucher(one).total for one in acknowledged} == {1_000}
    verified = verify_club(books.club_id)
    assert verified.findings == ()
    assert len(acknowledged) <= verified.entries <= len(acknowledged) + KILLS
    assert books.box() == 1_000 * verified.entries
