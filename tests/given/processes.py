"""Processes of their own, forked from the test: each has its own connection and may be killed at any moment."""

import os
from collections.abc import Callable

from django.db import connections


def start(do: Callable[[], None]) -> int:
    """Start `do` in a forked process and return the process's id; it ends with 0, or 1 when `do` raises."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        do()
        status = 0
    finally:
        os._exit(status)


def ended_well(children: list[int]) -> bool:
    """Wait for the processes; tell whether every one ended with 0."""
    return [os.waitpid(child, 0)[1] for child in children] == [0] * len(children)
