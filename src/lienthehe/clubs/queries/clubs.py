"""A club as it is on a date, the scopes around it, and the register of many."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.access.rules import Scope, ScopeKind
from lienthehe.clubs.models import Club, ClubPlacement
from lienthehe.clubs.rules.clubs import (
    ClubFacts,
    ManagingBody,
    MeetingRule,
    MeetingRuleKind,
    NoSuchClub,
)
from lienthehe.places.queries import place_on, places_on, provinces_of, scopes_around
from lienthehe.places.rules import PlaceOn


@dataclass(frozen=True, slots=True)
class ClubSummary:
    """A club on a date: what it says about itself, and the place it lies in as that place was then."""

    id: UUID
    facts: ClubFacts
    unit_id: UUID
    placed_since: date
    place: PlaceOn
    """The commune as on that date; as on `placed_since` where it exists no longer (`place_has_ended`)."""
    place_has_ended: bool
    """The club waits to be moved to a commune that came after."""

    @property
    def name(self) -> str:
        return self.facts.name

    @property
    def village(self) -> str:
        return self.facts.village

    @property
    def place_name(self) -> str:
        return self.place.name

    @property
    def one_tin(self) -> bool:
        return self.facts.one_tin


def facts_of(club: Club) -> ClubFacts:
    """Return the club's row as the value that pages, papers and commands speak of."""
    return ClubFacts(
        name=club.name,
        village=club.village,
        founded_on=club.founded_on,
        managing_body=ManagingBody(club.managing_body),
        meeting=MeetingRule(MeetingRuleKind(club.meeting_rule), club.meeting_day, club.meeting_weekday),
        meeting_time=club.meeting_time,
        meeting_place=club.meeting_place,
        one_tin=club.one_tin,
        decision_number=club.decision_number,
        decision_on=club.decision_on,
        decision_by=club.decision_by,
        scheme=club.scheme,
    )


def club_summary(club_id: UUID, on: date) -> ClubSummary | None:
    """Return the club with the place it lies in on a date; None when there is no such club."""
    club = Club.objects.filter(id=club_id).first()
    placement = placement_on(club_id, on) if club else None
    if club is None or placement is None:
        return None
    unit_id = placement.unit_id
    place = places_on([unit_id], on).get(unit_id)
    return ClubSummary(
        id=club.id,
        facts=facts_of(club),
        unit_id=unit_id,
        placed_since=placement.since,
        place=place or place_on(unit_id, placement.since),
        place_has_ended=place is None,
    )


def placement_on(club_id: UUID, on: date) -> ClubPlacement | None:
    """Return where the club lies on a date; before its first placement, that one."""
    placements = list(ClubPlacement.objects.filter(club_id=club_id).order_by("since"))
    begun = [placement for placement in placements if placement.since <= on]
    return (begun[-1] if begun else placements[0]) if placements else None


def provinces_of_clubs(club_ids: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """Return the province that each club lies in on a date, in three queries; before its first placement, that one's."""
    lies: dict[UUID, UUID] = {}
    placed = ClubPlacement.objects.filter(club__in=set(club_ids)).order_by("since")
    for club_id, unit_id, since in placed.values_list("club_id", "unit_id", "since"):
        if club_id not in lies or since <= on:
            lies[club_id] = unit_id
    provinces = provinces_of(lies.values(), on)
    return {club_id: provinces[unit_id] for club_id, unit_id in lies.items()}


def scopes_of_club(club_id: UUID, *, on: date) -> tuple[Scope, ...]:
    """Return every scope that the club lies in on a date, the narrowest first; () when there is no such club."""
    placement = placement_on(club_id, on)
    if placement is None:
        return ()
    return (Scope(ScopeKind.CLUB, str(club_id)), *scopes_around(placement.unit_id, on))


def lock_club(club_id: UUID) -> Club:
    """Lock the club's row until the transaction ends and return it; raise NoSuchClub.

    FOR NO KEY UPDATE on PostgreSQL, so that rows of other tables may still refer to it; on SQLite a transaction is
    the one write lock already.
    """
    return lock_clubs([club_id])[0]


def lock_clubs(club_ids: Iterable[UUID]) -> list[Club]:
    """Lock several clubs in the order of their ids, so that two acts never wait for each other; raise NoSuchClub."""
    wanted = set(club_ids)
    clubs = list(Club.objects.select_for_update(no_key=True).filter(id__in=wanted).order_by("id"))
    if len(clubs) != len(wanted):
        raise NoSuchClub
    return clubs
