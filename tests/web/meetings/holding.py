"""A club, its officers and a meeting being held, driven through the pages as a browser without script does it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import ClubSummary, MemberRow, members_on, scopes_of_club
from lienthehe.foundation.money import DENOMINATIONS
from lienthehe.meetings.queries import DraftView, digest_of_books, draft_view
from tests.given.clubs import a_board, a_club, club_officer
from tests.given.officers import an_officer
from tests.given.people import members
from tests.given.readers import shown, signed_in

AT = datetime(2026, 11, 17, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAY = AT.date()
Typed = dict[str, Any]


@dataclass
class Held:
    """A meeting of a club being held by one officer."""

    club: ClubSummary
    by: Officer
    client: Client
    draft_id: UUID

    def url(self, slug: str, query: str = "") -> str:
        return reverse("meeting-step", args=[self.club.id, self.draft_id, slug]) + query

    def get(self, slug: str, query: str = "") -> str:
        answer = self.client.get(self.url(slug, query))
        assert answer.status_code == 200, answer.status_code
        return shown(answer)

    def post(self, slug: str, data: Typed | None = None, query: str = "", version: int | None = None):
        """Send a page as it stands now; the review's also carries what it read out of the books."""
        read = {"books": digest_of_books(self.club.id, DAY)} if slug == "doc-lai" else {}
        sent = {"version": version or self.draft.version} | read | (data or {})
        return self.client.post(self.url(slug, query), sent)

    @property
    def draft(self) -> DraftView:
        view = draft_view(self.club.id, self.draft_id)
        assert view is not None
        return view

    @property
    def sheet(self):
        return self.draft.sheet

    @property
    def members(self) -> list[MemberRow]:
        return members_on(self.club.id, DAY)

    def roll(self, *absent: int) -> Any:
        """Call the roll: everybody but these, the first of them excused."""
        numbers = [row.number for row in self.members]
        why = {f"why-{number}": "absent" if place else "excused" for place, number in enumerate(absent)}
        return self.post(
            "diem-danh", {"present": [n for n in numbers if n not in absent], **why, **empty("guests")}
        )

    def also_by(self, officer: Officer) -> "Held":
        """The same draft on another officer's device."""
        return Held(self.club, officer, signed_in(officer), self.draft_id)


def a_club_with(number: int = 6, *, at: datetime = AT, **facts) -> ClubSummary:
    """Return a club of so many members with a board."""
    club = a_club(at=at, **facts)
    chair = club_officer(club.id, Role.CHAIR, at=at)
    members(club.id, number, by=chair, at=at)
    a_board(club.id, by=chair, at=at, size=min(number, 5))
    return club


def a_meeting(club: ClubSummary, by: Officer | None = None) -> Held:
    """Begin a meeting through the page."""
    by = by or club_officer(club.id, Role.TREASURER, at=AT)
    client, draft_id = signed_in(by), uuid4()
    begun = client.post(
        reverse("meeting-begin", args=[club.id]),
        {"id": draft_id, "on": f"{DAY:%d/%m/%Y}", "stands_for": f"{DAY:%m/%Y}"},
    )
    assert begun.status_code == 302, shown(begun)
    return Held(club, by, client, draft_id)


def commune_officer(club: ClubSummary) -> Officer:
    """Return an officer of the commune that the club lies in, who may write for it."""
    return an_officer(Role.COMMUNE_OFFICER, *scopes_of_club(club.id, on=DAY)[1:], at=AT)


def empty(name: str, number: int = 0) -> Typed:
    """Return the hidden figures of a list of lines."""
    return {f"{name}-TOTAL_FORMS": number, f"{name}-INITIAL_FORMS": 0}


def lines(name: str, *written: Typed) -> Typed:
    """Return lines of a list as typed."""
    typed = {
        f"{name}-{place}-{key}": value for place, line in enumerate(written) for key, value in line.items()
    }
    return empty(name, len(written)) | typed


def notes(prefix: str, amount: int) -> Typed:
    """Return a count of so much, in the fewest notes."""
    found: Typed = {f"{prefix}-n500": 0}
    for value in DENOMINATIONS:
        number, amount = divmod(amount, value)
        if number:
            found[f"{prefix}-n{value}"] = number
    return found


def meeting_fields(**changes: object) -> Typed:
    """Return the part of "Mở sổ" that says when and where."""
    given = {
        "on": f"{DAY:%d/%m/%Y}",
        "stands_for": f"{DAY:%m/%Y}",
        "begins": "08:00",
        "place": "Nhà văn hóa thôn",
    } | changes
    return {f"meeting-{name}": value for name, value in given.items()}
