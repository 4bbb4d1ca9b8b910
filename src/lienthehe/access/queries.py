"""What an officer may do and see, and what was done."""

from datetime import date

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act, Acting, HeldGrant, NotAllowed, Role, Scope, ScopeKind, find_acting


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


def officer_may(act: Act, *, by: Officer, within: tuple[Scope, ...], on: date) -> bool:
    """Tell whether the officer may do `act` on a thing that lies `within` these scopes; the button asks this."""
    return find_acting(act, grants=grants_of(by), within=within, on=on) is not None


def check_officer_may(act: Act, *, by: Officer, within: tuple[Scope, ...], on: date) -> Acting:
    """Return as what the officer does `act`; raise NotAllowed when no grant gives it. The guard calls this."""
    acting = find_acting(act, grants=grants_of(by), within=within, on=on) if by.is_active else None
    if acting is None:
        raise NotAllowed
    return acting
