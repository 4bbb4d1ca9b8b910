"""A database of its own, in a file or on the server, for processes that a test starts, stops and kills."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of a new, empty database on the engine that is tested; remove it afterwards."""
    environment = {
        **os.environ,
        "LIENTHEHE_DATA": str(folder / "data"),
        "LIENTHEHE_KEYS": str(folder / "keys"),
    }
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield environment
        return
    name = f"own_{uuid4().hex[:12]}"
    with psycopg.connect(url, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {**environment, "DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run_in_own_database(module: str, function: str, folder: Path) -> Any:
    """Run a function of the tests in an interpreter and a database of its own; return what it returns, by JSON."""
    begin = "import django, json; django.setup()"
    code = f"{begin}; from {module} import {function}; print(json.dumps({function}()))"
    with own_database(folder) as environment:
        environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])
