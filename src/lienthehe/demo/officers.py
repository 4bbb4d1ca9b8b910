"""Who signs in to the demonstration: each made as the product makes them, by those above and a one-time code."""

from dataclasses import dataclass
from datetime import datetime

from lienthehe.access.commands import make_first_administrator, open_access, prepare_access
from lienthehe.access.queries import Officer
from lienthehe.access.rules import COUNTRY, Role, Scope

PASSWORD = "lua-chin-2026"  # noqa: S105 - printed for everybody to try
PIN = "270519"
ADDRESS = "127.0.0.1"


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
