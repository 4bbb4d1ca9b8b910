"""The members as lines of a page: who, and how they stand with their contributions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lienthehe.clubs.queries import MemberRow, members_left, regulations_of, search_members
from lienthehe.clubs.rules import HouseholdClass, Sex
from lienthehe.clubs.rules.people import OLDER_PERSON
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.ledger.queries.dues import club_dues

IN_NEED = frozenset({HouseholdClass.POOR, HouseholdClass.NEAR_POOR, HouseholdClass.HARDSHIP})


class Who(StrEnum):
    """Which members a list shows."""

    ALL = "all"
    OLDER = "older"
    WOMEN = "women"
    IN_NEED = "in_need"
    VOLUNTEERS = "volunteers"
    BEHIND = "behind"
    LEFT = "left"

    @property
    def label(self) -> str:
        return _WHO[self]


_WHO = {
    Who.ALL: gettext_noop("All members"),
    Who.OLDER: gettext_noop("60 and older"),
    Who.WOMEN: gettext_noop("Women"),
    Who.IN_NEED: gettext_noop("Poor, near-poor, in hardship"),
    Who.VOLUNTEERS: gettext_noop("Volunteers"),
    Who.BEHIND: gettext_noop("Contributions behind"),
    Who.LEFT: gettext_noop("Those who left"),
}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member and what is late of their contributions, over both funds (đồng)."""

    row: MemberRow
    behind: Dong


def member_lines(club_id: UUID, on: date, *, who: Who, text: str) -> list[MemberLine]:
    """Return the members that a search and a filter leave, in order of names."""
    if who is Who.LEFT:
        wanted = [row for row in members_left(club_id, on) if fold(text) in row.search_name]
    else:
        wanted = [row for row in search_members(club_id, text, on) if _belongs(row, who)]
    dues = club_dues(club_id, wanted, regulations_of(club_id), Month.of(on))
    lines = [MemberLine(row, Dong(sum(d.behind for d in dues[row.membership_id].values()))) for row in wanted]
    return [line for line in lines if line.behind] if who is Who.BEHIND else lines


def _belongs(row: MemberRow, who: Who) -> bool:
    match who:
        case Who.OLDER:
            return row.age >= OLDER_PERSON
        case Who.WOMEN:
            return row.sex is Sex.FEMALE
        case Who.IN_NEED:
            return row.household_class in IN_NEED
        case Who.VOLUNTEERS:
            return row.is_volunteer
        case Who.ALL | Who.BEHIND | Who.LEFT:
            return True
