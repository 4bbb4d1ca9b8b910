"""Where a benchmark runs: a new, empty database of its own on either engine, gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL
from scripts.run_tests import answering_postgresql

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ROOM = Path(__file__).resolve().parent.parent / "var"
"""On the checkout's own disk: /tmp may lie in memory, where a commit costs nothing."""

Environment = dict[str, str]


def engines() -> list[str]:
    """Return the engines that answer on this machine; SQLite always does."""
    return [SQLITE, POSTGRESQL] if answering_postgresql() else [SQLITE]


@contextmanager
def new_database(engine: str) -> Iterator[Environment]:
    """Give the environment in which the product uses an empty database and new keys."""
    ROOM.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=ROOM) as home, _url(engine) as url:
        yield {"LIENTHEHE_DATA": f"{home}/data", "LIENTHEHE_KEYS": f"{home}/keys", "DATABASE_URL": url}


@contextmanager
def _url(engine: str) -> Iterator[str]:
    if engine == SQLITE:
        yield ""
        return
    server = urlsplit(answering_postgresql())._replace(path="/postgres").geturl()
    name = f"lienthehe_benchmark_{token_hex(4)}"
    _tell(server, f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


def _tell(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL(statement))
