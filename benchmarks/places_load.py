"""How long `load_places` takes: all of Vietnam into an empty database, then again with nothing to change."""

import gc
from datetime import UTC, datetime
from functools import partial
from statistics import median

from django.apps import apps

from benchmarks.figures import Table, in_time, seconds
from lienthehe.places.commands import load_places

ROUNDS = 3
MODELS = ("Succession", "Placement", "Unit")


def measure(*, quick: bool) -> Table:
    """Load, load again, empty the tables, and so on."""
    first, again = [], []
    for _ in range(1 if quick else ROUNDS):
        for name in MODELS:
            apps.get_model("places", name)._default_manager.all().delete()
        gc.collect()
        load = partial(load_places, at=datetime.now(tz=UTC))
        first.append(seconds(load))
        again.append(seconds(load))
    return Table(
        ("all places loaded", "again, changing nothing"), ((in_time(median(first)), in_time(median(again))),)
    )
