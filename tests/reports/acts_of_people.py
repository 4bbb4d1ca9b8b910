"""What changes a club's lists, drawn by chance: who joins, leaves, is certified, elected, put right."""

from datetime import date, timedelta

from lienthehe.clubs.commands import (
    begin_volunteering,
    certify_household,
    change_club,
    change_person,
    end_volunteering,
    join_members,
    rejoin,
    replace_seat,
)
from lienthehe.clubs.queries import board_on, members_left, members_on
from lienthehe.clubs.rules import Certificate, HouseholdClass, PersonFacts, Sex
from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.commands.leaving import leave_club, undo_leaving
from lienthehe.lifecycle.models import Leaving
from lienthehe.lifecycle.rules.leaving import LeavingSheet
from tests.given.clubs import a_board, club_facts
from tests.given.people import a_newcomer
from tests.reports.history import History


def joins(h: History) -> None:
    on = h.day()
    newcomer = a_newcomer(
        f"Lò Thị {h.random.randint(1, 9999)}",
        sex=h.random.choice(list(Sex)),
        birth_year=h.random.randint(1936, 1995),
        joined_on=on,
        household_class=h.random.choice([None, *HouseholdClass]),
    )
    join_members(club_id=h.club_id, newcomers=[newcomer], **h.above_us)


def leaves(h: History) -> None:
    one = h.one_of(members_on(h.club_id, h.today)[3:])
    if one is not None:
        reason = h.random.choice(list(LeavingReason))
        sheet = LeavingSheet(uuid7(), one.membership_id, h.day(), reason, h.today, stands_for="con trai")
        leave_club(sheet=sheet, **h.two)


def stays_after_all(h: History) -> None:
    leaving = h.one_of(Leaving.objects.filter(club_id=h.club_id).order_by("id"))
    if leaving is not None:
        undo_leaving(leaving_id=leaving.id, reason="ghi nhầm người", **h.two)


def comes_back(h: History) -> None:
    one = h.one_of(members_left(h.club_id, h.today))
    if one is not None:
        rejoin(membership_id=uuid7(), person_id=one.person_id, joined_on=h.day(), **h.above_us)


def is_certified(h: History) -> None:
    one = h.one_of(members_on(h.club_id, h.today))
    since = h.day()
    until = h.random.choice([since + timedelta(days=40), date(since.year, 12, 31)])
    certificate = Certificate(h.random.choice(list(HouseholdClass)), since, until)
    certify_household(
        certificate_id=uuid7(), household_id=one.household_id, certificate=certificate, **h.above_us
    )


def is_put_right(h: History) -> None:
    """Sex, year of birth and household are corrected, for the whole past."""
    one, other = h.one_of(members_on(h.club_id, h.today)), h.one_of(members_on(h.club_id, h.today))
    facts = PersonFacts(
        one.full_name,
        h.random.choice(list(Sex)),
        h.random.randint(1936, 1995),
        household_id=h.random.choice([one, other]).household_id,
    )
    change_person(person_id=one.person_id, facts=facts, **h.above_us)


def board_is_elected(h: History) -> None:
    a_board(h.club_id, size=h.random.choice([3, 5]), since=h.day(), by=h.above, at=h.now)


def seat_passes_on(h: History) -> None:
    seat, one = h.one_of(board_on(h.club_id, h.today)), h.one_of(members_on(h.club_id, h.today))
    if seat is not None:
        replace_seat(
            seat_id=seat.seat_id, person_id=one.person_id, areas=seat.areas, on=h.day(), **h.above_us
        )


def volunteers(h: History) -> None:
    one = h.one_of(members_on(h.club_id, h.today))
    begin_volunteering(person_id=one.person_id, since=h.day(), **h.above_us)


def volunteers_no_more(h: History) -> None:
    one = h.one_of(row for row in members_on(h.club_id, h.today) if row.is_volunteer)
    if one is not None:
        end_volunteering(person_id=one.person_id, until=h.day(), **h.above_us)


def founding_day_is_put_right(h: History) -> None:
    founded_on = date(2025, 9, 1) - timedelta(days=31 * h.random.randint(-3, 4))
    change_club(club_id=h.club_id, facts=club_facts(founded_on=founded_on), **h.above_us)


OF_PEOPLE = (
    *(joins, joins, leaves, stays_after_all, comes_back, is_certified, is_put_right),
    *(board_is_elected, seat_passes_on, volunteers, volunteers_no_more, founding_day_is_put_right),
)
