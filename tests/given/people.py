"""Members of a club, joined through the command: made-up people from a seed, or one described by the test."""

from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.clubs.commands import join_members
from lienthehe.clubs.queries import MemberRow, members_on
from lienthehe.clubs.rules import Certificate, HouseholdClass, Newcomer, PersonFacts, Sex
from lienthehe.demo.people import make_newcomers
from tests.given.clubs import FOUNDED
from tests.given.officers import AT

CERTIFIED_UNTIL = date(2026, 12, 31)


def members(
    club_id: UUID, n: int, *, by: Officer, joined_on: date = FOUNDED, seed: int = 1, at: datetime = AT
) -> list[MemberRow]:
    """Let `n` made-up people join; return the club's members of that day in order of names."""
    newcomers = make_newcomers(
        n, random=Random(f"{club_id}-{seed}"), joined_on=joined_on, certified_until=CERTIFIED_UNTIL
    )
    join_members(club_id=club_id, newcomers=newcomers, by=by, at=at)
    return members_on(club_id, joined_on)


def a_newcomer(
    full_name: str = "Phạm Thị Đào",
    *,
    sex: Sex = Sex.FEMALE,
    birth_year: int = 1958,
    joined_on: date = FOUNDED,
    household_class: HouseholdClass | None = None,
    **facts: Any,
) -> Newcomer:
    """Return somebody who joins; with a class, her household is certified until the end of 2026."""
    person = PersonFacts(full_name=full_name, sex=sex, birth_year=birth_year, **facts)
    certificate = Certificate(household_class, FOUNDED, CERTIFIED_UNTIL) if household_class else None
    return Newcomer(facts=person, joined_on=joined_on, certificate=certificate)


def a_member(
    club_id: UUID, full_name: str = "Phạm Thị Đào", *, by: Officer, at: datetime = AT, **given: Any
) -> MemberRow:
    """Let one person join and return her as the list shows her on the day of joining."""
    newcomer = a_newcomer(full_name, **given)
    join_members(club_id=club_id, newcomers=[newcomer], by=by, at=at)
    rows = members_on(club_id, newcomer.joined_on)
    return next(row for row in rows if row.membership_id == newcomer.membership_id)
