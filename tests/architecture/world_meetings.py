"""The meetings of the access walk's clubs: one being held on each side, read out and waiting for its two PINs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from lienthehe.access.queries import Officer
from lienthehe.clubs.queries import ClubSummary
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.meetings.commands import begin_meeting, save_step
from lienthehe.meetings.queries import digest_of_books
from lienthehe.meetings.rules.format import write_fields
from lienthehe.meetings.rules.sheets import Guest
from tests.given.meetings import a_sheet
from tests.given.officers import AT, PIN

TODAY = AT.date()


def _draft(club: ClubSummary, by: Officer) -> UUID:
    draft = begin_meeting(
        club_id=club.id, sheet_id=uuid7(), on=TODAY, stands_for=Month.of(TODAY), by=by, at=AT
    )
    whole = a_sheet(club.id, TODAY, guests=(Guest(f"Khách {club.name}"),))
    fields = {name: getattr(whole, name) for name in ("attendance", "guests", "contributions")}
    changes = write_fields(draft.sheet, **fields)
    given = {"club_id": club.id, "draft_id": draft.sheet.id, "version": draft.version}
    save_step(**given, step="roll", changes=changes, by=by, at=AT)
    return draft.sheet.id


OF_MEETINGS: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "draft_id": _draft,
    "step": lambda _, __: "diem-danh",
}
"""As `OF_A_CLUB`, for the pages of a meeting being held."""

BODIES_OF_MEETINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "meeting-begin": lambda _: {"id": uuid4(), "on": f"{TODAY:%d/%m/%Y}", "stands_for": f"{TODAY:%m/%Y}"},
    "meeting-step": lambda _: {"version": 2, "guests-TOTAL_FORMS": 0, "guests-INITIAL_FORMS": 0},
    "meeting-review": lambda target: {
        "version": 2,
        "books": digest_of_books(target.ids["club_id"], TODAY),
        "officer": target.ids["second"].pk,
        "pin": PIN,
    },
}
"""As `BODIES`, for the forms of a meeting being held."""
