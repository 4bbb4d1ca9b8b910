"""The old books of the access walk's clubs: brought forward and undone, so that they stand as a draft on each side."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import ClubSummary, members_on, scopes_of_club
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.lifecycle.commands.openings import open_running_club, undo_opening
from lienthehe.lifecycle.rules.openings import (
    CountedBox,
    FundHolding,
    OpeningSheet,
    OpeningSource,
    SourceKind,
)
from lienthehe.loans.rules.bringing_in import BroughtIn
from tests.given.officers import AT, PIN, an_officer

TODAY = AT.date()
CASH, OWED = Dong(1_000), Dong(500)


def _opening(club: ClubSummary, by: Officer) -> UUID:
    member = members_on(club.id, TODAY)[0].membership_id
    owed = BroughtIn(
        member, OWED, date(2026, 1, 5), OWED, instalments=1, next_due=TODAY, purpose=f"Việc của {club.name}"
    )
    sheet = OpeningSheet(
        uuid7(), club.id, TODAY, boxes=tuple(CountedBox((fund,), {}, CASH) for fund in Fund),
        holdings=tuple(FundHolding(fund, CASH) for fund in Fund), loans=(owed,),
        sources=(
            OpeningSource(Fund.INCOME, SourceKind.DONATION, f"Người cho {club.name}", Dong(CASH + OWED)),
            OpeningSource(Fund.ACTIVITY, SourceKind.UNKNOWN, "", CASH),
        ),
    )  # fmt: skip
    second = an_officer(Role.SECRETARY, *scopes_of_club(club.id, on=TODAY), full_name=f"Kiểm sổ {club.name}")
    given: dict[str, Any] = {"second": second, "by": by, "at": AT}
    opening = open_running_club(sheet=sheet, **given)
    undo_opening(club_id=club.id, opening_id=opening, reason=f"Nhầm ở {club.name}", **given)
    return opening


OF_OPENINGS: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "opening_id": _opening,
    "row": lambda _, __: 1,
}
"""As `OF_A_CLUB`, for old books; before everything that begins the new ones."""

_VERSION: dict[str, Any] = {"version": 1}
BODIES_OF_OPENINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "opening-cash": lambda _: _VERSION | {"on": f"{TODAY:%d/%m/%Y}"},
    "opening-goods": lambda _: _VERSION,
    "opening-sources": lambda _: _VERSION | {"s-lines": 0},
    "opening-members": lambda _: _VERSION | {"joined_on": f"{TODAY:%d/%m/%Y}"},
    "opening-loan": lambda _: _VERSION | {"drop": "1"},
    "opening-check": lambda target: {"second_officer": target.ids["second"].pk, "pin": PIN},
    "opening-undo": lambda target: {
        "reason": "nhầm", "second_officer": target.ids["second"].pk, "pin": PIN,
    },
}  # fmt: skip
"""What is posted to the screens of old books, as `world.BODIES`."""
