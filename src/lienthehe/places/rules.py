"""Administrative units: levels, and how a placement, a unit and its successors hang together."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Level(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Extent(StrEnum):
    """How much of the predecessor went into a successor."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class PlaceOn:
    """A unit as it is on a date: its name, type and ancestors (ids and names; None where there is none)."""

    unit_id: UUID
    level: Level
    code: str
    name: str
    kind: str
    since: date | None
    until: date | None
    district_id: UUID | None
    district_name: str
    province_id: UUID
    province_name: str
