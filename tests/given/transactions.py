"""A transaction that leaves nothing behind, for what a whole module of tests reads and each test writes over."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Take back all that is written inside. Commands that refuse to run in a transaction do run in this one."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)
