"""What a load of the source did, and how it is told."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from lienthehe.foundation.refusals import gettext_noop
from lienthehe.places.rules.register import Hole, HoleKind

_HEADINGS = {
    HoleKind.READ_AS_WHOLE: gettext_noop(
        "%(count)d old communes are listed as divided but have one successor. Taken as gone over whole:"
    ),
    HoleKind.NO_PREDECESSOR: gettext_noop(
        "%(count)d communes of today have no old commune. None was made up for them:"
    ),
    HoleKind.UNKNOWN_PREDECESSOR: gettext_noop(
        "%(count)d successions name an old commune that is not in the old list. Left out:"
    ),
    HoleKind.NO_SUCCESSOR: gettext_noop(
        "%(count)d old communes have no successor. A club there needs a person's decision:"
    ),
}
_UNITS = gettext_noop("Units: %(added)d added, %(changed)d changed, %(unchanged)d as they were.")
_PLACEMENTS = gettext_noop(
    "Names and places in the tree: %(added)d added, %(changed)d changed, %(unchanged)d as they were."
)
_SUCCESSIONS = gettext_noop("Successions: %(added)d added, %(changed)d changed, %(unchanged)d as they were.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line for the screen: an English message to translate, and the values that fill its places."""

    message: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows a load added, changed and found as they should be."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What `load_places` wrote, and the holes in the source."""

    units: Tally
    placements: Tally
    successions: Tally
    holes: tuple[Hole, ...]

    @property
    def wrote_something(self) -> bool:
        return any(tally.added or tally.changed for tally in (self.units, self.placements, self.successions))

    def lines(self) -> Iterator[Line]:
        """Yield the report for the screen: the holes by name, kind by kind, then what was written."""
        for kind, heading in _HEADINGS.items():
            holes = [hole for hole in self.holes if hole.kind is kind]
            if holes:
                yield Line(heading, {"count": len(holes)})
            for hole in holes:
                yield Line("  %(code)s  %(place)s", {"code": hole.code, "place": hole.place})
        yield Line(_UNITS, asdict(self.units))
        yield Line(_PLACEMENTS, asdict(self.placements))
        yield Line(_SUCCESSIONS, asdict(self.successions))
