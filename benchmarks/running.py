"""Running one benchmark on one engine: in a process of its own, on a database of its own."""

import os
import platform
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from benchmarks.databases import Environment, new_database
from benchmarks.figures import Table


def run(name: str, engine: str, *, quick: bool) -> tuple[str, Table]:
    """Return the engine with its version, and the table of the benchmark `benchmarks/<name>.py`."""
    with (
        new_database(engine) as environment,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process,
    ):
        return process.submit(_measure, name, environment, quick=quick).result()


def machine() -> str:
    """Return on what and when the figures were measured, and how busy the machine was."""
    processor = next(
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    )
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"Measured on {date.today():%d %B %Y}: {os.cpu_count()} × {processor}, {memory:.0f} GB, {system}, "  # noqa: DTZ011
        f"Python {platform.python_version()}; load average {os.getloadavg()[0]:.1f} at the start."
    )


def _measure(name: str, environment: Environment, *, quick: bool) -> tuple[str, Table]:
    os.environ.update(environment, DJANGO_SETTINGS_MODULE="lienthehe.config.settings")
    import django  # noqa: PLC0415 - it reads the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    table: Table = import_module(f"benchmarks.{name}").measure(quick=quick)
    engine = _engine()
    connections.close_all()
    return engine, table


def _engine() -> str:
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
