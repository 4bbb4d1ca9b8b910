"""The demonstration: sixteen clubs of Mộc Châu, two years of meetings, made by the commands that people use.

No row is written but by a command, each dated on its day, so the demonstration holds what a real history holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from uuid import UUID

from django.db import transaction

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import board_on, scopes_of_club
from lienthehe.clubs.rules import Post
from lienthehe.demo.clubs import PLANS, REFORM, ClubPlan
from lienthehe.demo.founding import bring_capital, found, move_to_successor
from lienthehe.demo.handing_over import take_up_access
from lienthehe.demo.keepers import HANOI, Keepers, moment
from lienthehe.demo.officers import LogIn, an_administrator, an_officer
from lienthehe.demo.story import live
from lienthehe.demo.terms import default_policy, own_policy
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.loans.commands.policies import adopt_default_policy, adopt_policy
from lienthehe.loans.rules.policies import STARTING_POLICY, LoanPolicy
from lienthehe.places.commands import load_places
from lienthehe.places.queries import scopes_around, unit_by_code
from lienthehe.places.rules import Level, PlaceOn
from lienthehe.reports.commands.club_months import months_kept_at_the_end

MONTHS = 24
Tell = Callable[[str, int, int], None]
"""Hears of the progress: of what, how many are done, of how many."""


class MonthNotPast(Refusal):
    message = gettext_noop("The demonstration ends with a month that is over: %(last)s at the latest.")


@dataclass(slots=True)
class World:
    """What the demonstration is made of, while it is made and afterwards."""

    seed: int
    first: Month
    until: Month
    keepers: list[Keepers] = field(default_factory=list)
    log_ins: list[LogIn] = field(default_factory=list)
    policy: LoanPolicy = STARTING_POLICY
    """The province's."""

    def random(self, *what: object) -> Random:
        """Return a source of chance of its own for each thing made, so that one more changes no other."""
        return Random(":".join(str(one) for one in (self.seed, *what)))


def last_month(now: datetime) -> Month:
    """Return the last month that is over."""
    return Month.of(now.astimezone(HANOI).date()).previous


@months_kept_at_the_end()
def make_world(*, until: Month, now: datetime, seed: int = 1, months: int = MONTHS, tell: Tell) -> World:
    """Make the sixteen clubs with so many months of books up to `until`, in a database without officers.

    Raises MonthNotPast for a month that is not over.
    """
    if until > last_month(now):
        raise MonthNotPast(last=last_month(now))
    world = World(seed, until.plus(1 - months), until)
    start = moment(world.first.first, 6)
    load_places(at=start)
    province_officer = _overseer(world, start)
    for number, plan in enumerate(PLANS, start=1):
        world.keepers.append(_club(world, number, plan, by=province_officer, at=start))
        tell("clubs", number, len(PLANS))
    for place, month in enumerate(world.first.until(until), start=1):
        with transaction.atomic():  # one wait for the disk a month, not one an act
            for keepers in world.keepers:
                if month == Month.of(REFORM):
                    move_to_successor(
                        keepers.club_id, keepers.plan, by=province_officer, at=moment(REFORM, 6)
                    )
                live(keepers, month, place, world.random(keepers.plan.village, month))
        for keepers in world.keepers:
            take_up_access(keepers, keepers.plan.meeting.day_in(month))
        tell("months", place, months)
    return world


def _overseer(world: World, start: datetime) -> Officer:
    """Make the administrator and the officer of the province, who lets everybody else in."""
    commune = _place(PLANS[0], start.date())
    around = scopes_around(commune.unit_id, start.date())[-2:]
    world.log_ins.append(LogIn(Role.PROVINCE_OFFICER, "tinh.son-la", commune.province_name))
    administrator = an_administrator(start)
    officer = an_officer(
        Role.PROVINCE_OFFICER, "tinh.son-la", "Lò Văn Hạnh", around, by=administrator, at=start
    )
    policy = default_policy(start.date(), world.random("policy"))
    world.policy = adopt_default_policy(unit_id=UUID(around[0].key), policy=policy, by=officer, at=start)
    return officer


def _club(world: World, number: int, plan: ClubPlan, *, by: Officer, at: datetime) -> Keepers:
    """Found a club, give its treasurer and chair access, and bring its capital into the books."""
    place = _place(plan, at.date())
    club_id = found(plan, place, world.random("club", plan.village), by=by, at=at)
    around = scopes_of_club(club_id, on=at.date())
    elected = {row.post: row.full_name for row in board_on(club_id, at.date())}
    made = {}
    for role, name, post in (
        (Role.TREASURER, "thu.quy", Post.TREASURER),
        (Role.CHAIR, "chu.nhiem", Post.CHAIR),
    ):
        username = f"{name}.{number}"
        made[role] = an_officer(role, username, elected[post], around, by=by, at=at)
        world.log_ins.append(LogIn(role, username, plan.name))
    if number == 1:
        an_officer(Role.COMMUNE_OFFICER, "xa.chieng-son", "Hà Thị Xuân", around[1:], by=by, at=at)
        world.log_ins.append(LogIn(Role.COMMUNE_OFFICER, "xa.chieng-son", place.name))
    bring_capital(club_id, plan, world.random("capital", plan.village), by=made[Role.TREASURER], at=at)
    policy = own_policy(plan.village, world.policy, world.random("policy", plan.village))
    if policy is not None:
        adopt_policy(club_id=club_id, policy=policy, by=by, at=at)
    return Keepers(club_id, plan, made[Role.TREASURER], made[Role.CHAIR], policy or world.policy, by)


def _place(plan: ClubPlan, day: date) -> PlaceOn:
    """Return the commune that the club lies in on a day: the old one before the reform, else its successor."""
    place = unit_by_code(Level.COMMUNE, plan.commune if day < REFORM else plan.successor, day)
    if place is None:
        raise LookupError(plan.commune)
    return place
