from lienthehe.places.rules.load_report import Line, LoadReport, Tally
from lienthehe.places.rules.register import (
    Hole,
    HoleKind,
    PlacementFact,
    Register,
    SuccessionFact,
    draw_up,
    unit_id,
)
from lienthehe.places.rules.source import PlaceRows, SuccessionRow, UnitRow, read_successions, read_units
from lienthehe.places.rules.units import Extent, Level, PlaceNotInForce, PlaceOn, Relation, search_key

__all__ = [
    "Extent",
    "Hole",
    "HoleKind",
    "Level",
    "Line",
    "LoadReport",
    "PlaceNotInForce",
    "PlaceOn",
    "PlaceRows",
    "PlacementFact",
    "Register",
    "Relation",
    "SuccessionFact",
    "SuccessionRow",
    "Tally",
    "UnitRow",
    "draw_up",
    "read_successions",
    "read_units",
    "search_key",
    "unit_id",
]
