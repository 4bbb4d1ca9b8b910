"""Processes that write into one club's books, in a database of their own: eight at once, or one that is killed.

Run in an interpreter of their own, see `tests.given.own_database`.
"""

import os
import random
import signal
import time
import traceback
from collections.abc import Callable
from uuid import UUID

from django.core.management import call_command
from django.db import connections

from lienthehe.ledger.models import Voucher
from lienthehe.ledger.queries.verification import missing_triggers, verify_club
from tests.given.books import Books, some_books
from tests.given.payments import pay
from tests.given.receipts import receive

ID = 16
PROCESSES, EACH = 8, 25
KILLS, LONGEST = 200, 0.06


def many() -> dict[str, object]:
    """Let eight processes write receipts and payments for one club; return what is in the books then."""
    books = begin()
    children = [fork(lambda place=place: write_some(books, place)) for place in range(PROCESSES)]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    return {"failed": failed, **outcome(books)}


def write_some(books: Books, place: int) -> None:
    for turn in range(EACH):
        pay(books, 1_000) if (turn + place) % 5 == 0 else receive(books, 2_000)


def killed() -> dict[str, object]:
    """Kill a process that writes, two hundred times; return what it said was written and what is in the books."""
    books, chance = begin(), random.Random(7)
    acknowledged: list[bytes] = []
    for _ in range(KILLS):
        heard, said = os.pipe()
        child = fork(lambda said=said: write_for_ever(books, said))
        os.close(said)
        acknowledged.append(os.read(heard, ID))  # it is at work
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += read_all(heard)
        os.close(heard)
    ids = [str(UUID(bytes=one)) for one in acknowledged]
    return {"acknowledged": ids, **outcome(books)}


def write_for_ever(books: Books, said: int) -> None:
    while True:
        os.write(said, receive(books, 1_000).bytes)


def read_all(heard: int) -> list[bytes]:
    content = b""
    while more := os.read(heard, 65_536):
        content += more
    return [content[place : place + ID] for place in range(0, len(content) - len(content) % ID, ID)]


def begin() -> Books:
    """Make the database and a club with some money; leave no connection open that a child could share."""
    call_command("migrate", verbosity=0)
    books = some_books(people=0)
    receive(books, 1_000_000)
    connections.close_all()
    return books


def fork(work: Callable[[], None]) -> int:
    """Start a child that does the work and ends; return its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        if code:
            traceback.print_exc()
        os._exit(code)


def outcome(books: Books) -> dict[str, object]:
    """Return the vouchers, their numbers, what has no transfers or no words, the box, and what `verify` finds."""
    rows = Voucher.objects.filter(club_id=books.club_id).order_by("sequence")
    numbers: dict[str, list[int]] = {}
    for kind, number in rows.values_list("kind", "number"):
        numbers.setdefault(kind, []).append(number)
    findings = [*missing_triggers(), *verify_club(books.club_id).findings]
    return {
        "vouchers": [str(one) for one in rows.values_list("id", flat=True)],
        "numbers": numbers,
        "half": rows.exclude(transfers__isnull=False, wording__isnull=False).count(),
        "box": books.box(),
        "findings": [str(finding) for finding in findings],
    }
