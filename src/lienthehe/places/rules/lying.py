"""Where a unit lies on the map of any day, also of one on which it did not yet exist or exists no longer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lienthehe.places.rules.units import Extent


class Placed(NamedTuple):
    """A unit's ancestors, itself included, from a day to a day; `since` None: from before the sources begin."""

    unit_id: UUID
    since: date | None
    until: date | None
    province_id: UUID
    district_id: UUID | None
    commune_id: UUID | None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)


class Went(NamedTuple):
    """On `on`, a predecessor went into a successor."""

    predecessor_id: UUID
    successor_id: UUID
    on: date
    extent: Extent


@dataclass(frozen=True, slots=True)
class Lies:
    """Where something lies on a map. `commune_id` None: the map does not say in which commune ("chưa xếp địa bàn")."""

    province_id: UUID
    district_id: UUID | None = None
    commune_id: UUID | None = None


class Atlas:
    """Placements and successions of units, to find where each lies on one day."""

    def __init__(self, placed: Iterable[Placed], went: Iterable[Went], on: date) -> None:
        self.on = on
        self._placed: dict[UUID, list[Placed]] = {}
        for one in placed:
            self._placed.setdefault(one.unit_id, []).append(one)
        for rows in self._placed.values():
            rows.sort(key=lambda one: one.since or date.min)
        self._into: dict[UUID, list[Went]] = {}
        self._from: dict[UUID, list[Went]] = {}
        for step in went:
            self._into.setdefault(step.predecessor_id, []).append(step)
            self._from.setdefault(step.successor_id, []).append(step)

    def find(self, unit_id: UUID) -> Lies:
        """Return where a unit lies: in itself, in what took it over whole, or in the one that it came from.

        Where it was divided, or came from several, the commune is open and its province counts: the heir of the one
        that it last lay in, or the one that most of its predecessors lay in. Raises KeyError for an unknown unit.
        """
        rows = self._placed[unit_id]
        for row in rows:
            if row.holds_on(self.on):
                return Lies(row.province_id, row.district_id, row.commune_id)
        ended = rows[-1].until is not None and rows[-1].until < self.on
        return self._later(rows[-1]) if ended else self._earlier(rows[0])

    def _later(self, last: Placed) -> Lies:
        heirs = [step for step in self._into.get(last.unit_id, ()) if step.on <= self.on]
        if len(heirs) == 1 and heirs[0].extent is Extent.WHOLE and heirs[0].successor_id in self._placed:
            return self.find(heirs[0].successor_id)
        if last.province_id == last.unit_id:
            return Lies(last.unit_id)
        return Lies(self._province(last.province_id))

    def _earlier(self, first: Placed) -> Lies:
        came = [step for step in self._from.get(first.unit_id, ()) if step.predecessor_id in self._placed]
        before = [self.find(step.predecessor_id) for step in came]
        if not before:
            return Lies(self._province(first.province_id))
        if len(before) == 1:
            return before[0]
        province_id = _most(lies.province_id for lies in before)
        districts = {lies.district_id for lies in before if lies.province_id == province_id}
        return Lies(province_id, districts.pop() if len(districts) == 1 else None)

    def _province(self, province_id: UUID) -> UUID:
        return self.find(province_id).province_id if province_id in self._placed else province_id


def _most(provinces: Iterable[UUID]) -> UUID:
    counted = Counter(provinces)
    return min(counted, key=lambda province_id: (-counted[province_id], province_id))
