"""Who signs in to the demonstration: each made as the product makes them, by those above and a one-time code."""

from dataclasses import dataclass
from datetime import date, datetime

from lienthehe.access.commands import make_first_administrator, open_access, prepare_access
from lienthehe.access.queries import Officer, grants_of, officer_signing_in
from lienthehe.access.rules import COUNTRY, Role, Scope
from lienthehe.web.access.places import names_of

PASSWORD = "lua-chin-2026"  # noqa: S105 - printed for everybody to try
PIN = "270519"
ADDRESS = "127.0.0.1"


PRINTED = {
    "tinh.son-la": Role.PROVINCE_OFFICER,
    "thu.quy.1": Role.TREASURER,
    "chu.nhiem.1": Role.CHAIR,
    "xa.chieng-son": Role.COMMUNE_OFFICER,
}
"""The log-ins that are told to whoever starts the demonstration; together they stand in no other database."""


@dataclass(frozen=True, slots=True)
class LogIn:
    """A log-in to print: as what, by which name."""

    role: Role
    username: str
    of: str


def an_administrator(at: datetime) -> Officer:
    """Make the first administrator of an empty database."""
    return make_first_administrator(full_name="Quản trị viên", username="quan.tri", password=PASSWORD, at=at)


def an_officer(
    role: Role, username: str, full_name: str, around: tuple[Scope, ...], *, by: Officer, at: datetime
) -> Officer:
    """Prepare an access over the first scope of `around` and take it up with its code."""
    within = around if COUNTRY in around else (*around, COUNTRY)
    _, code = prepare_access(
        full_name=full_name, phone="", role=role, scope=within[0], within=within, by=by, at=at
    )
    return open_access(code=code, username=username, password=PASSWORD, pin=PIN, address=ADDRESS, at=at)


def log_ins_standing(on: date) -> list[LogIn]:
    """Return the printed log-ins when each stands in its role on a day, none in another database.

    The first must open with the demonstration's password too; that of all four would take a second to try.
    """
    found: list[LogIn] = []
    for username, role in PRINTED.items():
        officer = officer_signing_in(username)
        held = {one.role: one.scope for one in grants_of(officer) if one.holds_on(on)} if officer else {}
        if officer is None or role not in held or not (found or officer.check_password(PASSWORD)):
            return []
        found.append(LogIn(role, username, names_of({held[role]}, on)[held[role]]))
    return found
