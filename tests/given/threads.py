"""The same thing done by many at once, each on a connection of its own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Given = TypeVar("Given")
Got = TypeVar("Got")


def at_the_same_time(do: Callable[[Given], Got], with_each: Iterable[Given]) -> list[Got]:
    """Return what `do` gave for each."""
    each = list(with_each)
    begin = Barrier(len(each))

    def one(value: Given) -> Got:
        begin.wait()
        try:
            return do(value)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(each)) as threads:
        return list(threads.map(one, each))
