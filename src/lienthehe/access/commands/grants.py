"""Grants: who holds which role where, given and ended by somebody above."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lienthehe.access.commands.audit import write_audit, write_server_audit
from lienthehe.access.commands.officers import create_officer
from lienthehe.access.models import Grant, Officer
from lienthehe.access.queries import administrator_stands, check_officer_may
from lienthehe.access.rules import COUNTRY, GIVEN_BY, Act, NotAllowed, Role, Scope, ScopeKind
from lienthehe.access.rules.grants import (
    AdministratorExists,
    AlreadyGranted,
    GrantEnded,
    GrantEndsTooEarly,
    OwnAccess,
    check_role_fits,
)


@transaction.atomic
def grant_role(
    *,
    officer: Officer,
    role: Role,
    scope: Scope,
    since: date,
    until: date | None = None,
    within: tuple[Scope, ...],
    by: Officer,
    at: datetime,
) -> Grant:
    """Give an officer a role over a scope from `since` on; on the day `until` it no longer holds.

    `within` are the scopes around `scope`, itself first. A club's roles are given by the commune or the province
    (OPEN_ACCESS), a commune officer's by the province or above (GRANT_COMMUNE), the rest by the centre
    (GRANT_OVERSIGHT). Refuses NotAllowed, OwnAccess, GrantEndsTooEarly (since) and AlreadyGranted.
    """
    check_role_fits(role, scope, within)
    acting = check_officer_may(GIVEN_BY[role], by=by, within=within, on=timezone.localdate(at))
    if officer.pk == by.pk:
        raise OwnAccess
    if until is not None and until < since:
        raise GrantEndsTooEarly(since=since)
    Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)
    same = Grant.objects.filter(officer=officer, role=role, scope_kind=scope.kind, scope_key=scope.key)
    overlap = Q(until__isnull=True) | Q(until__gt=since)
    if same.filter(overlap, since__lt=until or date.max).exists():
        raise AlreadyGranted
    grant = Grant.objects.create(
        officer=officer,
        role=role,
        scope_kind=scope.kind,
        scope_key=scope.key,
        since=since,
        until=until,
        granted_by=by,
    )
    officer.__dict__.pop("held_grants", None)
    write_audit(act=GIVEN_BY[role], by=by, acting=acting, subject=("grant", str(grant.pk)), at=at)
    return grant


@transaction.atomic
def end_grant(*, grant_id: UUID, until: date, within: tuple[Scope, ...], by: Officer, at: datetime) -> Grant:
    """End a grant: from the day `until` on it no longer holds, so `until` today ends it at once.

    Whoever may give the role may end it. `within` are the scopes around the grant's own, itself first. Refuses
    NotAllowed (an unknown grant too), GrantEnded (until) and GrantEndsTooEarly (since).
    """
    grant = Grant.objects.select_for_update().filter(pk=grant_id).first()
    if grant is None:
        raise NotAllowed
    on, role = timezone.localdate(at), Role(grant.role)
    check_role_fits(role, Scope(ScopeKind(grant.scope_kind), grant.scope_key), within)
    acting = check_officer_may(GIVEN_BY[role], by=by, within=within, on=on)
    if grant.until is not None and grant.until <= on:
        raise GrantEnded(until=grant.until)
    if until < grant.since:
        raise GrantEndsTooEarly(since=grant.since)
    grant.until = until
    grant.save(update_fields=["until"])
    write_audit(act=GIVEN_BY[role], by=by, acting=acting, subject=("grant_end", str(grant.pk)), at=at)
    return grant


def make_first_administrator(*, full_name: str, username: str, password: str, at: datetime) -> Officer:
    """Write the first administrator, from the server's command line; refuse AdministratorExists afterwards.

    Refuses what `create_officer` refuses.
    """
    on = timezone.localdate(at)
    if administrator_stands(on=on):
        raise AdministratorExists
    officer = create_officer(full_name=full_name, username=username, password=password, at=at)
    with transaction.atomic():
        grant = Grant.objects.create(
            officer=officer, role=Role.ADMINISTRATOR, scope_kind=COUNTRY.kind, scope_key=COUNTRY.key, since=on
        )
        write_server_audit(act=Act.GRANT_OVERSIGHT, subject=("grant", str(grant.pk)), at=at)
    return officer
