"""Administrative units: their levels, what they are on a date, what became of them, how they are searched."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import fold

_APOSTROPHE = re.compile("['’]")
_NO_LETTER = re.compile("[^a-z0-9]+")


class Level(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Extent(StrEnum):
    """How much of the predecessor went into a successor."""

    WHOLE = "whole"
    PART = "part"


class PlaceNotInForce(Refusal):
    message = gettext_noop(
        "This place did not exist on %(on)s. Choose the one that came before it or took it over."
    )


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


@dataclass(frozen=True, slots=True)
class Relation:
    """A successor as it began, or a predecessor as it ended; `on` is the day on which the one went into the other.

    PART: the predecessor was divided, so a person decides what goes where. One PART successor alone is no
    contradiction: the predecessor goes on as itself with the rest.
    """

    place: PlaceOn
    on: date
    extent: Extent


def search_key(text: str) -> str:
    """Fold a name for searching: no diacritics, no apostrophes, other marks as one space ("Ea H'leo": "ea hleo")."""
    return " ".join(filter(None, map(_search_word, text.split())))


@lru_cache(maxsize=4096)
def _search_word(word: str) -> str:
    """Fold one word; the country's 14,000 names are made of some 2,000 of them."""
    return " ".join(_NO_LETTER.sub(" ", _APOSTROPHE.sub("", fold(word))).split())
