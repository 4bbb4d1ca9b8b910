"""Who holds which role in a place, above it and right below it, as rows of a page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthehe.access.queries import AuditRow, Grant, done_before, grants_within
from lienthehe.access.rules import (
    ALLOWED,
    CLUB_BOARD,
    ROLE_LABELS,
    STANDS_IN,
    Act,
    Role,
    Scope,
    ScopeKind,
)
from lienthehe.clubs.queries import register
from lienthehe.places.queries import children
from lienthehe.web.access.places import Where, names_of
from lienthehe.web.access.sentences import say_act
from lienthehe.web.access.subjects import NOBODY, Subject, subjects_of
from lienthehe.web.forms import read_number

_BELOW = {
    ScopeKind.COUNTRY: ScopeKind.PROVINCE,
    ScopeKind.PROVINCE: ScopeKind.COMMUNE,
    ScopeKind.COMMUNE: ScopeKind.CLUB,
}

_CLUBS_OWN = frozenset(act.value for act, roles in ALLOWED.items() if roles & CLUB_BOARD)
"""What a club's board does by itself; done by somebody above it is entered for the club."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role somewhere; `grant_id` is what ends it."""

    grant_id: UUID
    officer_id: UUID
    name: str
    role: str
    place: str
    since: date


@dataclass(frozen=True, slots=True)
class PlaceBelow:
    """A unit or club right below, and who acts there."""

    url: str
    name: str
    people: list[str]


@dataclass(frozen=True, slots=True)
class Below:
    """What lies right below; `page` leads through the clubs of a commune."""

    places: tuple[PlaceBelow, ...]
    page: Page[Any] | None


@dataclass(frozen=True, slots=True)
class Deed:
    """A row of the audit trail as a sentence needs it."""

    at: datetime
    who: str
    role: str
    act: str
    stands_in: bool
    address: str
    subject: Subject


def holders(where: Where) -> list[Holder]:
    """Return who holds a role in this very place today."""
    return _holders((where.scope,), where.on)


def holders_above(where: Where) -> list[Holder]:
    """Return who holds a role in a place around this one today, the nearest first."""
    return [holder for scope in where.within[1:] for holder in _holders((scope,), where.on)]


def below(where: Where, number: str | None) -> Below:
    """Return the units right below a province or the country, or a page of a commune's clubs, with who acts there."""
    kind = _BELOW.get(where.scope.kind)
    if kind is None:
        return Below((), None)
    if kind is ScopeKind.CLUB:
        found = register((where.scope,), where.on, page=read_number(number or "") or 1)
        named, page = [(row.id, row.name) for row in found.rows], found.page
    else:
        units = children(where.unit.unit_id if where.unit else None, where.on)
        named, page = [(unit.unit_id, unit.name) for unit in units], None
    acting: dict[str, list[str]] = {}
    for grant in grants_within(scopes=tuple(Scope(kind, str(key)) for key, _name in named), on=where.on):
        acting.setdefault(grant.scope_key, []).append(grant.officer.full_name)
    address = "club-officers" if kind is ScopeKind.CLUB else "unit-officers"
    places = (PlaceBelow(reverse(address, args=[key]), name, acting.get(str(key), [])) for key, name in named)
    return Below(tuple(places), page)


def _holders(scopes: tuple[Scope, ...], on: date) -> list[Holder]:
    grants = list(grants_within(scopes=scopes, on=on))
    names = names_of({_scope_of(grant) for grant in grants}, on)
    return [
        Holder(
            grant_id=grant.pk,
            officer_id=grant.officer_id,
            name=grant.officer.full_name,
            role=_(ROLE_LABELS[Role(grant.role)]),
            place=names[_scope_of(grant)],
            since=grant.since,
        )
        for grant in grants
    ]


def _scope_of(grant: Grant) -> Scope:
    return Scope(ScopeKind(grant.scope_kind), grant.scope_key)


def deeds(page: Page[AuditRow], where: Where, may: frozenset[Act]) -> list[Deed]:
    """Return the rows of a page of the audit trail with their words; `may` decides who and what they may name."""
    rows = list(page.object_list)
    subjects, before = subjects_of(rows, where, may), done_before(rows)
    return [
        Deed(
            at=row.at,
            who=row.officer.full_name if row.officer else "",
            role=_(ROLE_LABELS[Role(row.role)]) if row.role else "",
            act=say_act(row, again=row.pk in before),
            stands_in=row.role in STANDS_IN and row.act in _CLUBS_OWN,
            address=row.address,
            subject=subjects.get((row.subject_kind, row.subject_key), NOBODY),
        )
        for row in rows
    ]
