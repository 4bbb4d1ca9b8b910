"""Where somebody may act: a club, an administrative unit or the country, each with the same pages about its users."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.access.queries import Officer, check_officer_may, grants_of, officer_may
from lienthehe.access.rules import (
    COUNTRY,
    GIVEN_BY,
    ROLE_LABELS,
    SCOPE_OF_ROLE,
    Act,
    Role,
    Scope,
    ScopeKind,
    check_access_stands,
)
from lienthehe.clubs.queries import ClubSummary, club_summary, scopes_of_club
from lienthehe.places.queries import places_on, scopes_around
from lienthehe.places.rules import PlaceOn
from lienthehe.web.scope import officer_of


@dataclass(frozen=True, slots=True)
class Where:
    """A club, a unit or the country on a day, and the scopes around it, itself first."""

    kind: str
    ids: dict[str, UUID]
    name: str
    within: tuple[Scope, ...]
    on: date
    club: ClubSummary | None = None
    unit: PlaceOn | None = None

    @property
    def scope(self) -> Scope:
        return self.within[0]

    def url(self, page: str, **more: UUID) -> str:
        """Return the address of a page about this place, such as "officers" or "audit"."""
        return reverse(f"{self.kind}-{page}", kwargs={**self.ids, **more})

    def roles_given_by(self, officer: Officer) -> list[Role]:
        """Return the roles over this place that the officer may give and end."""
        here = [role for role in Role if SCOPE_OF_ROLE[role] == self.scope.kind]
        return [
            role for role in here if officer_may(GIVEN_BY[role], by=officer, within=self.within, on=self.on)
        ]


def where_of(
    request: HttpRequest, act: Act, *, club_id: UUID | None = None, unit_id: UUID | None = None
) -> Where:
    """Return the place of a page on which the officer does `act`; 404 when it is not there, NotAllowed when not his."""
    on = timezone.localdate()
    where = _club(club_id, on) if club_id else _unit(unit_id, on) if unit_id else _country(on)
    check_officer_may(act, by=officer_of(request), within=where.within, on=on)
    return where


def _club(club_id: UUID, on: date) -> Where:
    club = club_summary(club_id, on=on)
    if club is None:
        raise Http404
    return Where("club", {"club_id": club_id}, club.name, scopes_of_club(club_id, on=on), on, club=club)


def _unit(unit_id: UUID, on: date) -> Where:
    unit = places_on([unit_id], on).get(unit_id)
    if unit is None:
        raise Http404
    return Where("unit", {"unit_id": unit_id}, unit.name, scopes_around(unit_id, on), on, unit=unit)


def _country(on: date) -> Where:
    return Where("country", {}, _("The whole country"), (COUNTRY,), on)


def names_of(scopes: set[Scope], on: date) -> dict[Scope, str]:
    """Return the names of clubs, units and the country, as they are on the day."""
    units = places_on([UUID(s.key) for s in scopes if s.kind not in (ScopeKind.CLUB, ScopeKind.COUNTRY)], on)
    names: dict[Scope, str] = {}
    for scope in scopes:
        if scope.kind == ScopeKind.COUNTRY:
            names[scope] = _("The whole country")
        elif scope.kind == ScopeKind.CLUB:
            club = club_summary(UUID(scope.key), on=on)
            names[scope] = club.name if club else ""
        else:
            unit = units.get(UUID(scope.key))
            names[scope] = unit.name if unit else ""
    return names


def roles_held(officer: Officer, on: date) -> list[tuple[str, str]]:
    """Return what the officer is on the day and where: ("Chair", "CLB thôn Đồng Mận")."""
    held = [grant for grant in grants_of(officer) if grant.holds_on(on)]
    names = names_of({grant.scope for grant in held}, on)
    return [(_(ROLE_LABELS[grant.role]), names[grant.scope]) for grant in held]


def roles_ended(officer: Officer, on: date) -> list[tuple[str, str, date]]:
    """Return what the officer was and where, with the day from which each role no longer holds."""
    ended = [(grant, grant.until) for grant in grants_of(officer) if grant.until and grant.until <= on]
    names = names_of({grant.scope for grant, _until in ended}, on)
    return [(_(ROLE_LABELS[grant.role]), names[grant.scope], until) for grant, until in ended]


def own_place_url(officer: Officer, on: date) -> str:
    """Return the address of the page about the users of the officer's own place; the widest place counts.

    Refuses AccessEnded and NothingOpenYet.
    """
    held = {grant.scope.kind: grant.scope.key for grant in grants_of(officer) if grant.holds_on(on)}
    if ScopeKind.COUNTRY in held:
        return reverse("country-officers")
    for kind in (ScopeKind.PROVINCE, ScopeKind.DISTRICT, ScopeKind.COMMUNE):
        if kind in held:
            return reverse("unit-officers", kwargs={"unit_id": UUID(held[kind])})
    if ScopeKind.CLUB in held:
        return reverse("club-officers", kwargs={"club_id": UUID(held[ScopeKind.CLUB])})
    check_access_stands(grants_of(officer), on=on)
    raise Http404


def frame(where: Where, **context: Any) -> dict[str, Any]:
    """Return a template's context about a place; a club names itself in the header."""
    return {"where": where, "club": where.club, **context}
