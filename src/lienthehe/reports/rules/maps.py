"""What a map is drawn from: provinces as shapes before and after 1 July 2025, today's communes as points.

Shapes: Natural Earth 1:10m (public domain), one box for both maps. Points: vietnamadminunits 1.0.4 (MIT).
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

REFORMED_ON = date(2025, 7, 1)
"""From this day there are 34 provinces."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A province as an SVG path in the box of 460 × 950."""

    path: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where a commune's middle lies, in degrees."""

    latitude: float
    longitude: float


def province_shapes(map_date: date) -> Mapping[str, Shape]:
    """Return the shapes of the provinces of a day by their official codes."""
    return _shapes("provinces_34.json" if map_date >= REFORMED_ON else "provinces_63.json")


@cache
def _shapes(name: str) -> Mapping[str, Shape]:
    written = files("lienthehe.reports").joinpath("data", name).read_text(encoding="utf-8")
    return {row["code"]: Shape(row["d"]) for row in json.loads(written)["provinces"]}


@cache
def commune_points() -> Mapping[str, Point]:
    """Return where today's communes lie, by their official codes."""
    written = files("lienthehe.reports").joinpath("data", "commune_points.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Point(float(row["latitude"]), float(row["longitude"]))
        for row in csv.DictReader(written.splitlines())
    }
