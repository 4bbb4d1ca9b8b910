"""The whole process: `lienthehe serve` from nothing to an answer, started again, and what gunicorn's workers hold."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from uuid import UUID

from django.db import connection
from django.urls import reverse

from benchmarks.databases import POSTGRESQL, SQLITE, Environment, new_database
from benchmarks.figures import Table, in_megabytes, in_time
from benchmarks.world import MeasuredClub, a_measured_club, hold_in_turn, last_months
from lienthehe.clubs.rules import Fund
from tests.given.readers import signed_in

BIN = Path(sys.executable).parent
MEMBERS, MONTHS, DAY = 60, 12, 17
FIRST_STARTS, SECOND_STARTS, VIEWS = 3, 5, 50
WORKERS, THREADS = 2, 4
PATIENCE, PAUSE = 60, 0.005


def measure(*, quick: bool) -> Table:
    """Start on databases of their own; then view pages of a club's books and look at the memory of every process."""
    engine = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    firsts, seconds = _starts(engine, *((1, 1) if quick else (FIRST_STARTS, SECOND_STARTS)))
    club = _with_books(5, 1) if quick else _with_books(MEMBERS, MONTHS)
    whole, shared, each = _memory(club, 4 if quick else VIEWS)
    heads = (
        "first start",
        "started again",
        "memory, shared parts once",
        "RSS added up",
        "RSS of master and workers",
    )
    row = (in_time(median(firsts)), in_time(median(seconds)), in_megabytes(shared), in_megabytes(whole), each)
    return Table(heads, (row,))


def _starts(engine: str, firsts: int, seconds: int) -> tuple[list[float], list[float]]:
    """Return the seconds to an answer on empty databases, and on one that is up to date."""
    first, again = [], []
    for start in range(firsts):
        with new_database(engine) as environment:
            first.append(_start(environment))
            if start == firsts - 1:
                again = [_start(environment) for _ in range(seconds)]
    return first, again


def _start(environment: Environment) -> float:
    port = _free_port()
    began = time.perf_counter()
    with _running([BIN / "lienthehe", "serve", "--port", str(port)], environment, port):
        return time.perf_counter() - began


def _memory(club: MeasuredClub, views: int) -> tuple[int, int, str]:
    """Return KiB resident of all processes added up, the same with shared pages once, and each one's as text."""
    port = _free_port()
    command: list[str | Path] = [
        *(BIN / "gunicorn", "lienthehe.config.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--log-level", "warning", "--no-control-socket"),
    ]
    cookie = "; ".join(f"{key}={one.value}" for key, one in signed_in(club.treasurer).cookies.items())
    pages = _pages(club.id)
    with _running(command, dict(os.environ), port) as master:
        for view in range(views):
            _get(port, pages[view % len(pages)], cookie)
        ids = [master, *_children(master)]
        resident = [_kibibytes(one, "status", "VmRSS") for one in ids]
        proportional = [_kibibytes(one, "smaps_rollup", "Pss") for one in ids]
    return sum(resident), sum(proportional), ", ".join(in_megabytes(one) for one in resident)


def _with_books(number: int, months: int) -> MeasuredClub:
    passed = last_months(months)
    club = a_measured_club(number, since=passed[0])
    for _ in hold_in_turn(club, [date(month.year, month.number, DAY) for month in passed]):
        pass
    return club


def _pages(club_id: UUID) -> list[str]:
    books = [reverse("cash-book", args=(club_id, fund, last_months(1)[0])) for fund in Fund]
    return [f"{reverse('home')}cau-lac-bo/{club_id}/", *books, reverse("fund-sources", args=(club_id,))]


@contextmanager
def _running(command: list[str | Path], environment: Environment, port: int) -> Iterator[int]:
    """Give the id of a server that answers; stop it afterwards."""
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            _get(port, reverse("alive"))
        except ConnectionError:
            time.sleep(PAUSE)
        else:
            return
    raise TimeoutError(process.args)


def _get(port: int, path: str, cookie: str = "") -> None:
    connected = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connected.request("GET", path, headers={"Cookie": cookie})
        response = connected.getresponse()
        response.read()
        assert response.status == 200, (path, response.status)
    finally:
        connected.close()


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()]


def _kibibytes(process: int, file: str, name: str) -> int:
    text = Path(f"/proc/{process}/{file}").read_text(encoding="ascii")
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    assert found, (file, name)
    return int(found[1])
