"""Who sits before a club's page, on which day, and what they may do there."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from lienthehe.access.queries import Officer, officer_may
from lienthehe.access.rules import Act, Scope
from lienthehe.clubs.queries import ClubSummary, scopes_of_club
from lienthehe.web.scope import club_of, officer_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A club's page today and the officer before it."""

    club: ClubSummary
    by: Officer
    at: datetime
    within: tuple[Scope, ...]

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    def may(self, act: Act) -> bool:
        """Tell whether the officer may do this here: a button asks before it shows itself."""
        return officer_may(act, by=self.by, within=self.within, on=self.on)

    @property
    def sees_names(self) -> bool:
        return self.may(Act.SEE_PEOPLE)

    @property
    def keeps_people(self) -> bool:
        return self.may(Act.KEEP_PEOPLE)

    @property
    def keeps_board(self) -> bool:
        return self.may(Act.KEEP_BOARD) and self.sees_names

    @property
    def keeps_regulations(self) -> bool:
        return self.may(Act.KEEP_REGULATIONS)

    @property
    def keeps_club(self) -> bool:
        return self.may(Act.KEEP_CLUB)

    @property
    def moves_club(self) -> bool:
        return self.may(Act.MOVE_CLUB)


def desk_of(request: HttpRequest, club_id: UUID, act: Act) -> Desk:
    """Return the desk of a page on which the officer does `act`; 404 and NotAllowed as `club_of`."""
    club = club_of(request, club_id, act)
    now = timezone.now()
    within = scopes_of_club(club_id, on=timezone.localdate(now))
    return Desk(club, officer_of(request), now, within)
