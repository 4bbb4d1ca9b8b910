"""Who may do what: roles, acts and the one table that joins them.

Deny by default: an act that the table does not give to a role is refused. A scope is a kind and a key, so that this
package needs to know neither places nor clubs.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lienthehe.foundation.refusals import Refusal, gettext_noop


class Role(StrEnum):
    """As what an officer acts. The first six belong to a club, the next three to a place, the last to the country."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    ACCOUNTANT = "accountant"
    TREASURER = "treasurer"
    READER = "reader"
    COMMUNE_OFFICER = "commune_officer"
    PROVINCE_OFFICER = "province_officer"
    CENTRAL_OFFICER = "central_officer"
    ADMINISTRATOR = "administrator"


class ScopeKind(StrEnum):
    CLUB = "club"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the world: a club by its id, a place by its unit's id, or the country (key "")."""

    kind: ScopeKind
    key: str = ""


COUNTRY = Scope(ScopeKind.COUNTRY)


class Act(StrEnum):
    """Every kind of thing that an officer may do or see. The audit trail names acts by these words."""

    SEE_CLUB = "see_club"
    SEE_PEOPLE = "see_people"
    SEE_HEALTH = "see_health"
    SEE_BOOKS = "see_books"
    KEEP_PEOPLE = "keep_people"
    KEEP_BOARD = "keep_board"
    KEEP_REGULATIONS = "keep_regulations"
    KEEP_CLUB = "keep_club"
    FOUND_CLUB = "found_club"
    MOVE_CLUB = "move_club"
    RECORD_MONEY = "record_money"
    APPROVE_MONEY = "approve_money"
    CORRECT_VOUCHER = "correct_voucher"
    COUNT_BOX = "count_box"
    CLOSE_MONTH = "close_month"
    RECORD_MEETING = "record_meeting"
    CONFIRM_MEETING = "confirm_meeting"
    OPEN_ACCESS = "open_access"
    GRANT_OVERSIGHT = "grant_oversight"
    SEE_AUDIT = "see_audit"
    LOAD_PLACES = "load_places"


_CLUB_BOARD = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.ACCOUNTANT, Role.TREASURER})
_CLUB = _CLUB_BOARD | {Role.READER}
_BOOKKEEPERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.ACCOUNTANT, Role.TREASURER})
_OVERSIGHT = frozenset(
    {Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER, Role.CENTRAL_OFFICER, Role.ADMINISTRATOR}
)
_STANDS_IN = frozenset({Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER})
"""They may enter for a club ("nhập hộ"); the record says so by their role."""

ALLOWED: dict[Act, frozenset[Role]] = {
    Act.SEE_CLUB: _CLUB | _OVERSIGHT,
    Act.SEE_PEOPLE: _CLUB_BOARD | {Role.COMMUNE_OFFICER},
    Act.SEE_HEALTH: _CLUB_BOARD,
    Act.SEE_BOOKS: _CLUB | _OVERSIGHT,
    Act.KEEP_PEOPLE: _CLUB_BOARD | _STANDS_IN,
    Act.KEEP_BOARD: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}) | _STANDS_IN,
    Act.KEEP_REGULATIONS: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}) | _STANDS_IN,
    Act.KEEP_CLUB: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}) | _STANDS_IN,
    Act.FOUND_CLUB: _STANDS_IN,
    Act.MOVE_CLUB: _STANDS_IN,
    Act.RECORD_MONEY: _BOOKKEEPERS | _STANDS_IN,
    Act.APPROVE_MONEY: _CLUB_BOARD,
    Act.CORRECT_VOUCHER: _BOOKKEEPERS | _STANDS_IN,
    Act.COUNT_BOX: _BOOKKEEPERS | _STANDS_IN,
    Act.CLOSE_MONTH: _BOOKKEEPERS | _STANDS_IN,
    Act.RECORD_MEETING: _BOOKKEEPERS | _STANDS_IN,
    Act.CONFIRM_MEETING: _CLUB_BOARD | _STANDS_IN,
    Act.OPEN_ACCESS: _STANDS_IN,
    Act.GRANT_OVERSIGHT: frozenset({Role.CENTRAL_OFFICER, Role.ADMINISTRATOR}),
    Act.SEE_AUDIT: _OVERSIGHT | {Role.CHAIR},
    Act.LOAD_PLACES: frozenset({Role.ADMINISTRATOR}),
}


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A grant as read from the database: a role in a scope between two dates (`until` None: open)."""

    role: Role
    scope: Scope
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Acting:
    """As what an officer does one act: written into the audit row and beside the record."""

    role: Role
    scope: Scope

    @property
    def stands_in(self) -> bool:
        """Whether somebody above the club enters for it ("nhập hộ")."""
        return self.role in _STANDS_IN


class NotAllowed(Refusal):
    message = gettext_noop("You may not do this here. Ask the commune's Association which access you have.")


def find_acting(
    act: Act, *, grants: tuple[HeldGrant, ...], within: tuple[Scope, ...], on: date
) -> Acting | None:
    """Return as what somebody with `grants` may do `act` on a thing that lies `within` these scopes, or None.

    `within` lists every scope around the thing, the narrowest first: club, commune, province, country. A grant counts
    when its scope is one of them; the narrowest wins.
    """
    allowed = ALLOWED.get(act, frozenset())
    for scope in within:
        for grant in grants:
            if grant.scope == scope and grant.role in allowed and grant.holds_on(on):
                return Acting(grant.role, scope)
    return None
