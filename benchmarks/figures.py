"""What a benchmark gives back: a table of figures as people read them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

SECOND = 1.0
MILLISECONDS, KIBIBYTE = 1000, 1024


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads, and rows of as many figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def seconds(act: Callable[[], object]) -> float:
    """Return how long an act took."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def in_time(span: float) -> str:
    """Return seconds as "1.2 s", or "34.5 ms" below one."""
    return f"{span:.1f} s" if span >= SECOND else f"{span * MILLISECONDS:.1f} ms"


def in_times(one: float, other: float) -> str:
    """Return how many times the other the one is: "4.2 ×"."""
    return f"{one / other:.2f} ×"


def in_megabytes(kibibytes: float) -> str:
    """Return memory as "73 MB"."""
    return f"{kibibytes / KIBIBYTE:.0f} MB"
