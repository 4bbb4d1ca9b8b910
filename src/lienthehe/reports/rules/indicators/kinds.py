"""What an indicator is made of: what of each club is counted, over what, and how it adds up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lienthehe.foundation.refusals import gettext_noop
from lienthehe.reports.rules.figures import Figures


class Unit(StrEnum):
    """What is counted. Persons and loans (lượt) are never one another."""

    CLUBS = "clubs"
    COMMUNES = "communes"
    PERSONS = "persons"
    LOANS = "loans"
    DONG = "dong"
    MEETINGS = "meetings"
    TIMES = "times"
    PERCENT = "percent"

    @property
    def label(self) -> str:
        return _UNITS[self]


_UNITS = {
    Unit.CLUBS: gettext_noop("clubs"),
    Unit.COMMUNES: gettext_noop("communes"),
    Unit.PERSONS: gettext_noop("persons"),
    Unit.LOANS: gettext_noop("loans"),
    Unit.DONG: gettext_noop("đồng"),
    Unit.MEETINGS: gettext_noop("meetings"),
    Unit.TIMES: gettext_noop("times"),
    Unit.PERCENT: gettext_noop("percent"),
}


class OverTime(StrEnum):
    """How the months of a period come together."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"

    @property
    def label(self) -> str:
        return _OVER_TIME[self]


_OVER_TIME = {
    OverTime.SUM: gettext_noop("the months are added up"),
    OverTime.LAST: gettext_noop("the last month of the period counts"),
    OverTime.AVERAGE: gettext_noop("the average over what was noted in all months"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures of a club that are added up; None when one of them is not known."""

    figures: tuple[str, ...]

    def of(self, club: Figures) -> int | None:
        found = [club[name] for name in self.figures]
        known = [one for one in found if one is not None]
        return sum(known) if len(known) == len(found) else None


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A condition on a club: its figures together come to `least`, or to those of `than`."""

    figures: tuple[str, ...]
    least: int = 0
    than: tuple[str, ...] = ()

    def of(self, club: Figures) -> bool | None:
        counted, wanted = Counted(self.figures).of(club), Counted(self.than).of(club)
        return None if counted is None or wanted is None else counted >= wanted + self.least


@dataclass(frozen=True, slots=True)
class Reached:
    """1 for a club that meets all conditions, 0 for one that does not; None when one of them is not known."""

    conditions: tuple[AtLeast, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(name for one in self.conditions for name in (*one.figures, *one.than))

    def of(self, club: Figures) -> int | None:
        met = [one.of(club) for one in self.conditions]
        return None if None in met else int(all(met))


Measure = Counted | Reached


@dataclass(frozen=True, slots=True)
class Indicator:
    """A published figure. `top` over `bottom`, or `top` alone; of many clubs, each is added up before it is divided.

    Vietnamese comes first. `source`: the act that asks for it or defines it, "" where the definition is ours.
    `until` None: in force.
    """

    code: str
    group: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    unit: Unit
    over_time: OverTime
    top: Measure
    bottom: Measure | None = None
    source: str = ""
    since: date = date.min
    until: date | None = None

    @property
    def is_share(self) -> bool:
        return self.unit is Unit.PERCENT

    @property
    def figures(self) -> tuple[str, ...]:
        """All figures of club months that it is made of."""
        return tuple(dict.fromkeys((*self.top.figures, *(self.bottom.figures if self.bottom else ()))))
