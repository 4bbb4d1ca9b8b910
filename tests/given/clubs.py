"""Clubs, founded by a province officer as the product does it, with a board and regulations where a test asks."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from lienthehe.access.queries import Officer, grants_within
from lienthehe.access.rules import Role, ScopeKind
from lienthehe.clubs.commands import adopt_regulation, elect_board, found_club
from lienthehe.clubs.queries import ClubSummary, club_summary, members_on, scopes_of_club
from lienthehe.clubs.rules import (
    Area,
    ClubFacts,
    ClubFounding,
    ContributionTerms,
    Every,
    Fund,
    ManagingBody,
    MeetingRule,
    MeetingRuleKind,
    Post,
    RegulationTerms,
    Seat,
)
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.places.queries import scopes_around
from lienthehe.places.rules import PlaceOn
from tests.given.officers import AT, an_officer
from tests.given.places import commune

FOUNDED = date(2025, 9, 1)
MONTHLY = ContributionTerms(fund=Fund.ACTIVITY, amount=Dong(10_000), every=Every.MONTH, refundable=False)
"""What `a_club` asks of its members: 10.000 đ a month into the activity fund."""


def club_facts(**changes: Any) -> ClubFacts:
    """Return what a club says about itself: CLB thôn Đồng Mận, meeting on day 17."""
    given: dict[str, Any] = {
        "name": "CLB thôn Đồng Mận",
        "village": "Thôn Đồng Mận",
        "founded_on": FOUNDED,
        "managing_body": ManagingBody.ASSOCIATION,
        "meeting": MeetingRule(MeetingRuleKind.DAY_OF_MONTH, day=17),
        "meeting_time": time(8, 0),
        "meeting_place": "Nhà văn hóa thôn",
        "one_tin": False,
        "decision_number": "45/QĐ-UBND",
        "decision_on": FOUNDED,
        "decision_by": "UBND xã",
        "scheme": "1648/QĐ-TTg",
    }
    return ClubFacts(**(given | changes))


def a_club(
    *,
    place: PlaceOn | None = None,
    by: Officer | None = None,
    at: datetime = AT,
    regulations: bool = True,
    **facts: Any,
) -> ClubSummary:
    """Return a club in a commune (Xã Chiềng Sơn unless `place` is another), with regulations and without members."""
    there = place or commune("Xã Chiềng Sơn")
    club_id = uuid7()
    founding = ClubFounding(id=club_id, unit_id=there.unit_id, facts=club_facts(**facts))
    by = by or province_officer(there, at=at)
    found_club(founding=founding, by=by, at=at)
    if regulations:
        adopt(club_id, MONTHLY, since=founding.facts.founded_on, by=by, at=at)
    club = club_summary(club_id, on=at.date())
    assert club is not None
    return club


def province_officer(place: PlaceOn, *, at: datetime = AT) -> Officer:
    """Return an officer of the place's province, the same one when asked again."""
    return _officer_above(place, ScopeKind.PROVINCE, Role.PROVINCE_OFFICER, at)


def commune_officer(place: PlaceOn, *, at: datetime = AT) -> Officer:
    """Return an officer of the commune, the same one when asked again."""
    return _officer_above(place, ScopeKind.COMMUNE, Role.COMMUNE_OFFICER, at)


def _officer_above(place: PlaceOn, kind: ScopeKind, role: Role, at: datetime) -> Officer:
    around = scopes_around(place.unit_id, at.date())
    number = next(number for number, scope in enumerate(around) if scope.kind is kind)
    standing = grants_within(scopes=(around[number],), on=at.date()).filter(role=role).first()
    return standing.officer if standing else an_officer(role, *around[number:], at=at)


def club_officer(
    club_id: UUID, role: Role = Role.TREASURER, *, at: datetime = AT, full_name: str = ""
) -> Officer:
    """Return a new officer of the club in a role."""
    return an_officer(role, *scopes_of_club(club_id, on=at.date()), at=at, full_name=full_name)


def adopt(
    club_id: UUID, *contributions: ContributionTerms, since: date, by: Officer, at: datetime = AT
) -> RegulationTerms:
    """Put regulations in force that ask these contributions: quorum 50 %, second officer for payments."""
    terms = RegulationTerms(
        id=uuid7(),
        since=since,
        quorum_percent=50,
        second_officer_for_payments=True,
        contributions=contributions,
    )
    adopt_regulation(club_id=club_id, terms=terms, by=by, at=at)
    return terms


def a_board(club_id: UUID, *, size: int = 5, since: date = FOUNDED, by: Officer, at: datetime = AT) -> UUID:
    """Elect the first members of that day in the order of posts; return the term's id."""
    posts = (Post.CHAIR, Post.TREASURER, Post.SECRETARY, Post.VICE_CHAIR, Post.ACCOUNTANT)
    members = members_on(club_id, since)[:size]
    seats = [
        Seat(row.person_id, posts[place] if place < len(posts) else Post.BOARD_MEMBER, (Area.HEALTH,))
        for place, row in enumerate(members)
    ]
    term_id = uuid7()
    elect_board(term_id=term_id, club_id=club_id, seats=seats, size=size, since=since, by=by, at=at)
    return term_id
