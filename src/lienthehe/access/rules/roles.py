"""Who may do what: roles, acts and the one table that joins them; `docs/roles.md` is generated from here.

Deny by default: an act that the table does not give to a role is refused. A scope is a kind and a key, so that this
package needs to know neither places nor clubs.
"""

from dataclasses import dataclass
from enum import StrEnum

from lienthehe.foundation.refusals import gettext_noop


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
    """Every kind of thing that an officer may do to others or see. The audit trail names acts by these words."""

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
    KEEP_LOANS = "keep_loans"
    KEEP_LOAN_DEFAULTS = "keep_loan_defaults"
    CORRECT_VOUCHER = "correct_voucher"
    COUNT_BOX = "count_box"
    CLOSE_MONTH = "close_month"
    RECORD_MEETING = "record_meeting"
    CONFIRM_MEETING = "confirm_meeting"
    OPEN_ACCESS = "open_access"
    GRANT_COMMUNE = "grant_commune"
    GRANT_OVERSIGHT = "grant_oversight"
    SEE_FIGURES = "see_figures"
    SEE_AUDIT = "see_audit"
    LOAD_PLACES = "load_places"


class OwnAct(StrEnum):
    """What every officer may do for himself and nobody for him; the audit trail names these too."""

    TAKE_UP_ACCESS = "take_up_access"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - a word of the audit trail
    SET_PIN = "set_pin"
    SIGN_OUT_EVERYWHERE = "sign_out_everywhere"


CLUB_BOARD = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.ACCOUNTANT, Role.TREASURER})
CLUB_ROLES = CLUB_BOARD | {Role.READER}
OVERSIGHT_ROLES = frozenset(
    {Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER, Role.CENTRAL_OFFICER, Role.ADMINISTRATOR}
)
STANDS_IN = frozenset({Role.COMMUNE_OFFICER, Role.PROVINCE_OFFICER})
"""They may enter for a club ("nhập hộ"); the record says so by their role."""

_LEADS_CLUB = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY})
_NATIONAL = frozenset({Role.CENTRAL_OFFICER, Role.ADMINISTRATOR})

ALLOWED: dict[Act, frozenset[Role]] = {
    Act.SEE_CLUB: CLUB_ROLES | OVERSIGHT_ROLES,
    Act.SEE_PEOPLE: CLUB_BOARD | {Role.COMMUNE_OFFICER},
    Act.SEE_HEALTH: CLUB_BOARD,
    Act.SEE_BOOKS: CLUB_ROLES | OVERSIGHT_ROLES,
    Act.KEEP_PEOPLE: CLUB_BOARD | STANDS_IN,
    Act.KEEP_BOARD: _LEADS_CLUB | STANDS_IN,
    Act.KEEP_REGULATIONS: _LEADS_CLUB | STANDS_IN,
    Act.KEEP_CLUB: _LEADS_CLUB | STANDS_IN,
    Act.FOUND_CLUB: STANDS_IN,
    Act.MOVE_CLUB: STANDS_IN,
    Act.RECORD_MONEY: CLUB_BOARD | STANDS_IN,
    Act.APPROVE_MONEY: CLUB_BOARD,
    Act.KEEP_LOANS: CLUB_BOARD | STANDS_IN,
    Act.KEEP_LOAN_DEFAULTS: frozenset({Role.PROVINCE_OFFICER}),
    Act.CORRECT_VOUCHER: CLUB_BOARD | STANDS_IN,
    Act.COUNT_BOX: CLUB_BOARD | STANDS_IN,
    Act.CLOSE_MONTH: CLUB_BOARD | STANDS_IN,
    Act.RECORD_MEETING: CLUB_BOARD | STANDS_IN,
    Act.CONFIRM_MEETING: CLUB_BOARD | STANDS_IN,
    Act.OPEN_ACCESS: STANDS_IN,
    Act.GRANT_COMMUNE: _NATIONAL | {Role.PROVINCE_OFFICER},
    Act.GRANT_OVERSIGHT: _NATIONAL,
    Act.SEE_FIGURES: OVERSIGHT_ROLES,
    Act.SEE_AUDIT: OVERSIGHT_ROLES | {Role.CHAIR},
    Act.LOAD_PLACES: frozenset({Role.ADMINISTRATOR}),
}

SCOPE_OF_ROLE: dict[Role, ScopeKind] = dict.fromkeys(CLUB_ROLES, ScopeKind.CLUB) | {
    Role.COMMUNE_OFFICER: ScopeKind.COMMUNE,
    Role.PROVINCE_OFFICER: ScopeKind.PROVINCE,
    Role.CENTRAL_OFFICER: ScopeKind.COUNTRY,
    Role.ADMINISTRATOR: ScopeKind.COUNTRY,
}
"""Over what kind of scope a role is held."""

GIVEN_BY: dict[Role, Act] = dict.fromkeys(CLUB_ROLES, Act.OPEN_ACCESS) | {
    Role.COMMUNE_OFFICER: Act.GRANT_COMMUNE,
    Role.PROVINCE_OFFICER: Act.GRANT_OVERSIGHT,
    Role.CENTRAL_OFFICER: Act.GRANT_OVERSIGHT,
    Role.ADMINISTRATOR: Act.GRANT_OVERSIGHT,
}
"""Which act gives and ends a role: a club's by the commune or the province, never by a colleague of the club."""

ROLE_LABELS: dict[Role, str] = {
    Role.CHAIR: gettext_noop("Chair"),
    Role.VICE_CHAIR: gettext_noop("Vice-chair"),
    Role.SECRETARY: gettext_noop("Secretary"),
    Role.ACCOUNTANT: gettext_noop("Accountant"),
    Role.TREASURER: gettext_noop("Treasurer"),
    Role.READER: gettext_noop("Reader"),
    Role.COMMUNE_OFFICER: gettext_noop("Commune officer"),
    Role.PROVINCE_OFFICER: gettext_noop("Province officer"),
    Role.CENTRAL_OFFICER: gettext_noop("Central officer"),
    Role.ADMINISTRATOR: gettext_noop("Administrator"),
}

ACT_LABELS: dict[Act | OwnAct, str] = {
    Act.SEE_CLUB: gettext_noop("See the club"),
    Act.SEE_PEOPLE: gettext_noop("See the members by name"),
    Act.SEE_HEALTH: gettext_noop("See weights and blood pressures"),
    Act.SEE_BOOKS: gettext_noop("See the books"),
    Act.KEEP_PEOPLE: gettext_noop("Keep the list of members"),
    Act.KEEP_BOARD: gettext_noop("Record the board"),
    Act.KEEP_REGULATIONS: gettext_noop("Record the regulations"),
    Act.KEEP_CLUB: gettext_noop("Correct what is written about the club"),
    Act.FOUND_CLUB: gettext_noop("Found a club"),
    Act.MOVE_CLUB: gettext_noop("Move a club to another commune"),
    Act.RECORD_MONEY: gettext_noop("Record receipts and payments"),
    Act.APPROVE_MONEY: gettext_noop("Approve a payment as the second person"),
    Act.KEEP_LOANS: gettext_noop("Lend, extend and write off"),
    Act.KEEP_LOAN_DEFAULTS: gettext_noop("Write the province's terms for loans"),
    Act.CORRECT_VOUCHER: gettext_noop("Correct a voucher"),
    Act.COUNT_BOX: gettext_noop("Count the cash box"),
    Act.CLOSE_MONTH: gettext_noop("Close a month"),
    Act.RECORD_MEETING: gettext_noop("Record a meeting"),
    Act.CONFIRM_MEETING: gettext_noop("Confirm a meeting"),
    Act.OPEN_ACCESS: gettext_noop("Open and end the access of a club's officer"),
    Act.GRANT_COMMUNE: gettext_noop("Open and end the access of a commune officer"),
    Act.GRANT_OVERSIGHT: gettext_noop("Open and end the access of a province or central officer"),
    Act.SEE_FIGURES: gettext_noop("See the figures of a place"),
    Act.SEE_AUDIT: gettext_noop("See who did what"),
    Act.LOAD_PLACES: gettext_noop("Load the administrative units"),
    OwnAct.TAKE_UP_ACCESS: gettext_noop("Take up an access with its code"),
    OwnAct.CHANGE_PASSWORD: gettext_noop("Change one's password"),
    OwnAct.SET_PIN: gettext_noop("Set one's PIN"),
    OwnAct.SIGN_OUT_EVERYWHERE: gettext_noop("Sign out everywhere"),
}
