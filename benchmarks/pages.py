"""The cash book page and "Hôm nay" of a club with ten years of books, next to the same pages of one with a year."""

import gc
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.figures import Table, in_time, in_times, seconds
from benchmarks.world import MeasuredClub, a_measured_club, hold_in_turn, last_months, learn_sizes
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month
from tests.given.readers import signed_in

MEMBERS, ROUNDS, DAY = 60, 31, 17
TEN_YEARS, ONE_YEAR = 120, 12


Address = Callable[[UUID], str]


def measure(*, quick: bool) -> Table:
    """Take turns between the two clubs, page by page, each seen by its signed-in treasurer."""
    number, rounds, long, short = (5, 2, 3, 1) if quick else (MEMBERS, ROUNDS, TEN_YEARS, ONE_YEAR)
    old, young = _with_books(number, long), _with_books(number, short)
    learn_sizes()
    last = last_months(1)[0]
    pages: tuple[tuple[str, Address], ...] = (
        ("cash book, last month", partial(_cash_book, month=last)),
        ("cash book, this month", partial(_cash_book, month=last.next)),
        ("cash book, a year ago", partial(_cash_book, month=last.plus(1 - short))),
        ("Hôm nay", _today),
    )
    heads = ("page", f"{short} meetings", f"{long} meetings", "ratio", "queries", "size")
    return Table(heads, tuple((name, *_compared(address, young, old, rounds)) for name, address in pages))


def _with_books(number: int, months: int) -> MeasuredClub:
    passed = last_months(months)
    club = a_measured_club(number, since=passed[0])
    days = [date(month.year, month.number, DAY) for month in passed]
    for _ in hold_in_turn(club, days):
        pass
    return club


def _cash_book(club_id: UUID, *, month: Month) -> str:
    return reverse("cash-book", args=(club_id, Fund.ACTIVITY, month))


def _today(club_id: UUID) -> str:
    return f"{reverse('home')}cau-lac-bo/{club_id}/"


def _compared(address: Address, young: MeasuredClub, old: MeasuredClub, rounds: int) -> tuple[str, ...]:
    seen = {club.id: (signed_in(club.treasurer), address(club.id)) for club in (young, old)}
    size = {club_id: _size(*page) for club_id, page in seen.items()}
    took: dict[UUID, list[float]] = {club_id: [] for club_id in seen}
    for _ in range(rounds):
        for club_id, (browser, path) in seen.items():
            gc.collect()
            took[club_id].append(seconds(partial(browser.get, path)))
    with CaptureQueriesContext(connection) as captured:
        _size(*seen[old.id])
    one, ten = median(took[young.id]), median(took[old.id])
    return (
        in_time(one),
        in_time(ten),
        in_times(ten, one),
        str(len(captured)),
        f"{size[old.id] / 1000:.0f} kB",
    )


def _size(browser: Client, path: str) -> int:
    """Look at the page once; return its bytes."""
    response = browser.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return len(response.content)
