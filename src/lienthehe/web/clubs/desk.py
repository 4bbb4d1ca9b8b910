"""Who sits before a club's page, at which moment, and what they may do there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Act, NotAllowed
from lienthehe.clubs.queries import ClubSummary, MemberRow, members_on
from lienthehe.web.scope import acts_in, club_of, officer_of, stands_in


@dataclass(frozen=True, slots=True)
class Desk:
    """A club's page today and the officer before it."""

    club: ClubSummary
    by: Officer
    at: datetime
    may: frozenset[Act]
    stands_in: bool

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    @property
    def sees_names(self) -> bool:
        return Act.SEE_PEOPLE in self.may

    def members_to_choose(self) -> list[MemberRow]:
        """Return today's members by name; none for who may not see names."""
        return members_on(self.club.id, self.on) if self.sees_names else []

    def frame(self, **context: Any) -> dict[str, Any]:
        """Return a page's context: the club for its header, what its buttons may offer, and the page's own."""
        return {
            "club": self.club,
            "may": self.may,
            "stands_in": self.stands_in,
            "sees_names": self.sees_names,
        } | context


def desk_of(request: HttpRequest, club_id: UUID, *acts: Act) -> Desk:
    """Return the desk of a page on which the officer does all of `acts`; 404 and NotAllowed as `club_of`."""
    club = club_of(request, club_id, acts[0])
    may = acts_in(request, club_id)
    if not may.issuperset(acts):
        raise NotAllowed
    return Desk(club, officer_of(request), timezone.now(), may, stands_in(request, club_id))
