"""The whole suite: on SQLite, on PostgreSQL where one answers, and the journeys in a browser where chromium is there.

What cannot be tested on this machine is said first, one line each, with the way to have it; with REQUIRE_ALL=1 it
is an error. The first part that fails ends the run, so that the last line is always the one to read.
"""

import os
import shutil
import subprocess
import sys

import psycopg

POSTGRESQL = "postgres://postgres@127.0.0.1:5432/lienthehe"
PYTEST = [sys.executable, "-m", "pytest"]


def answering_postgresql() -> str:
    """Return the URL of a PostgreSQL server that answers: DATABASE_URL, else this machine's; "" if none does."""
    url = os.environ.get("DATABASE_URL") or POSTGRESQL
    try:
        psycopg.connect(url, dbname="postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return ""
    return url


def parts(postgresql: str, chromium: str | None) -> list[tuple[str, str, list[str]]]:
    """Return what to run: a name, the DATABASE_URL ("" is SQLite) and the arguments of pytest."""
    engines = [("SQLite", ""), *([("PostgreSQL", postgresql)] if postgresql else [])]
    chosen = ("not journey and not patient", "not journey and not once and not patient")
    found = [
        (engine, url, ["-n", "2", "-m", which]) for (engine, url), which in zip(engines, chosen, strict=False)
    ]
    if chromium:
        walks = ("journey", "journey and not once")
        found += [
            (f"journeys, {engine}", url, ["-n", "2", "-m", which])
            for (engine, url), which in zip(engines, walks, strict=False)
        ]
    return found


def main() -> int:
    """Say what is missing, run the parts, return the exit code of the first that fails."""
    postgresql, chromium = answering_postgresql(), shutil.which("chromium")
    if not postgresql:
        print("Not tested on PostgreSQL: sudo apt install postgresql, or set DATABASE_URL")
    if not chromium:
        print("No journey in a browser: sudo apt install chromium")
    if os.environ.get("REQUIRE_ALL") and not (postgresql and chromium):
        return 1
    for name, url, arguments in parts(postgresql, chromium):
        print(f"== {name}", flush=True)
        done = subprocess.run([*PYTEST, *arguments], env=os.environ | {"DATABASE_URL": url}, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
