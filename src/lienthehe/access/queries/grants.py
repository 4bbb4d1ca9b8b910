"""What an officer may do and where; who holds which role."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from lienthehe.access.models import Grant, Officer
from lienthehe.access.rules import (
    CLUB_ROLES,
    Act,
    Acting,
    HeldGrant,
    NotAllowed,
    Role,
    Scope,
    ScopeKind,
    find_acting,
)


def grants_of(officer: Officer) -> tuple[HeldGrant, ...]:
    """Return every grant of the officer, past and future too; read once per officer object."""
    held: tuple[HeldGrant, ...] | None = officer.__dict__.get("held_grants")
    if held is None:
        held = tuple(
            HeldGrant(Role(row.role), Scope(ScopeKind(row.scope_kind), row.scope_key), row.since, row.until)
            for row in officer.grants.order_by("since")
        )
        officer.__dict__["held_grants"] = held
    return held


def _acting(act: Act, by: Officer, within: tuple[Scope, ...], on: date) -> Acting | None:
    return find_acting(act, grants=grants_of(by), within=within, on=on) if by.is_active else None


def officer_may(act: Act, *, by: Officer, within: tuple[Scope, ...], on: date) -> bool:
    """Tell whether the officer may do `act` on a thing that lies `within` these scopes; the button asks this."""
    return _acting(act, by, within, on) is not None


def check_officer_may(act: Act, *, by: Officer, within: tuple[Scope, ...], on: date) -> Acting:
    """Return as what the officer does `act`; raise NotAllowed when no grant gives it. The guard calls this."""
    acting = _acting(act, by, within, on)
    if acting is None:
        raise NotAllowed
    return acting


def _holding_on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def grants_within(*, scopes: tuple[Scope, ...], on: date) -> QuerySet[Grant]:
    """Return the grants that hold on a day over exactly these scopes, with their officers, to page through."""
    wanted = Q(pk__in=[])
    for scope in scopes:
        wanted |= Q(scope_kind=scope.kind, scope_key=scope.key)
    grants = Grant.objects.filter(wanted, _holding_on(on)).select_related("officer")
    return grants.order_by("scope_kind", "scope_key", "since", "id")


def administrator_stands(*, on: date) -> bool:
    """Tell whether anybody is administrator on a day."""
    return Grant.objects.filter(_holding_on(on), role=Role.ADMINISTRATOR, officer__is_active=True).exists()


def session_seconds(officer: Officer, on: date) -> int:
    """Return how long a sign-in lasts: long on a club's device, short for whoever holds anything above a club."""
    roles = {grant.role for grant in grants_of(officer) if grant.holds_on(on)}
    only_clubs = bool(roles) and roles <= CLUB_ROLES
    return settings.CLUB_SESSION_SECONDS if only_clubs else settings.OVERSIGHT_SESSION_SECONDS
