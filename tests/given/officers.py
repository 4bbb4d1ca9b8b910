"""Officers of every kind, made as the product makes them: by the command line, by those above, by a code."""

from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from lienthehe.access.commands import (
    grant_role,
    make_first_administrator,
    open_access,
    prepare_access,
)
from lienthehe.access.queries import Grant, Officer, grants_within, officer_by_id
from lienthehe.access.rules import CLUB_ROLES, COUNTRY, Role, Scope, ScopeKind

AT = datetime(2026, 11, 1, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "lúa chín ngoài đồng"
PIN = "270519"

CLUB = Scope(ScopeKind.CLUB, "club-1")
COMMUNE = Scope(ScopeKind.COMMUNE, "commune-1")
PROVINCE = Scope(ScopeKind.PROVINCE, "province-1")
AROUND_CLUB = (CLUB, COMMUNE, PROVINCE, COUNTRY)
"""A club, its commune, its province and the country, where a test needs no real ones."""

_number = count(1)


def an_administrator(*, at: datetime = AT) -> Officer:
    """Return the administrator that the command line makes; the same one when asked again."""
    grant = grants_within(scopes=(COUNTRY,), on=localdate(at)).filter(role=Role.ADMINISTRATOR).first()
    if grant is not None:
        return grant.officer
    return make_first_administrator(
        full_name="Quản trị viên Thử", username="quan.tri", password=PASSWORD, at=at
    )


def an_officer(
    role: Role,
    *around: Scope,
    at: datetime = AT,
    full_name: str = "",
    username: str | None = None,
    phone: str = "",
) -> Officer:
    """Return an officer with a role over the first of the scopes `around`, who has taken it up and can sign in.

    `around` are the scopes from the narrowest on, without the country: `an_officer(Role.CHAIR, club, commune)`. The
    one who gives the access is made too. Everybody's password is PASSWORD, everybody's PIN is PIN.
    """
    within = (*around, COUNTRY) if COUNTRY not in around else around
    number = next(_number)
    _, code = prepare_access(
        full_name=full_name or f"Cán bộ Thử {number}",
        phone=phone,
        role=role,
        scope=within[0],
        within=within,
        by=_who_gives(role, within, at),
        at=at,
    )
    name = None if phone and username is None else username or f"{role.value}.{number}"
    return open_access(code=code, username=name, password=PASSWORD, pin=PIN, address="192.0.2.1", at=at)


def with_role(officer: Officer, role: Role, *around: Scope, at: datetime = AT) -> Grant:
    """Give an officer one more role, over the first of the scopes `around`."""
    within = (*around, COUNTRY) if COUNTRY not in around else around
    by = _who_gives(role, within, at)
    return grant_role(
        officer=officer, role=role, scope=within[0], since=localdate(at), within=within, by=by, at=at
    )


def read_anew(officer: Officer) -> Officer:
    """Return the officer as the next request reads him."""
    found = officer_by_id(officer.pk)
    assert found is not None
    return found


def _who_gives(role: Role, within: tuple[Scope, ...], at: datetime) -> Officer:
    """Return a commune officer for a club's roles, else the administrator."""
    if role not in CLUB_ROLES:
        return an_administrator(at=at)
    above = next(i for i, scope in enumerate(within) if scope.kind in {ScopeKind.COMMUNE, ScopeKind.PROVINCE})
    giver = Role.COMMUNE_OFFICER if within[above].kind == ScopeKind.COMMUNE else Role.PROVINCE_OFFICER
    standing = grants_within(scopes=(within[above],), on=localdate(at)).filter(role=giver).first()
    return standing.officer if standing else an_officer(giver, *within[above:], at=at)
