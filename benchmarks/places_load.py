"""How long `load_places` takes: all of Vietnam into an empty database, then again with nothing to change.

python -m benchmarks.places_load          SQLite, in a file of its own
DATABASE_URL=postgres://… python -m …     PostgreSQL, in a test database of its own
"""

import gc
import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import django

RUNS = 3
MODELS = ("Succession", "Placement", "Unit")


def seconds(act):
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def measure():
    """Return the medians of first and second load in seconds."""
    from django.apps import apps  # noqa: PLC0415 - Django is set up before

    from lienthehe.places.commands import load_places  # noqa: PLC0415

    def load():
        load_places(at=datetime.now(tz=UTC))

    first, again = [], []
    for _ in range(RUNS):
        for name in MODELS:
            apps.get_model("places", name).objects.all().delete()
        first.append(seconds(load))
        again.append(seconds(load))
    return statistics.median(first), statistics.median(again)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "benchmark.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            first, again = measure()
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
    print(f"| all places loaded, then again | {connection.vendor} | {first:.1f} s | {again:.1f} s |")


if __name__ == "__main__":
    main()
