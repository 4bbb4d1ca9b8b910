"""The desk at which a meeting is held: the club, the draft so far, and the people of its day."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lienthehe.access.queries import Officer, grants_within
from lienthehe.access.rules import ALLOWED, ROLE_LABELS, Act, Role
from lienthehe.clubs.queries import MemberRow, members_on, names_apart, scopes_of_club
from lienthehe.clubs.rules import ContributionKind, Fund
from lienthehe.clubs.rules.dues import DuesStanding
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.dues import club_dues
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.rules.dated import owed_on
from lienthehe.loans.rules.standings import LoanState
from lienthehe.meetings.queries import DraftView, draft_view
from lienthehe.meetings.rules.boxes import Boxes
from lienthehe.meetings.rules.sheets import MeetingSheet, Presence
from lienthehe.web.ledger.desk import Desk, desk_of


@dataclass(frozen=True)
class MeetingDesk(Desk):
    """What the pages of one draft must know. Everything is read once, and only when a step asks."""

    draft: DraftView

    @property
    def sheet(self) -> MeetingSheet:
        return self.draft.sheet

    @cached_property
    def members(self) -> list[MemberRow]:
        """The members of the meeting's day, in order of names."""
        return members_on(self.club.id, self.sheet.on)

    @cached_property
    def by_membership(self) -> dict[UUID, MemberRow]:
        return {row.membership_id: row for row in self.members}

    @cached_property
    def by_person(self) -> dict[UUID, MemberRow]:
        return {row.person_id: row for row in self.members}

    @cached_property
    def by_number(self) -> dict[int, MemberRow]:
        """The members by their number in the club, which names them in forms and addresses."""
        return {row.number: row for row in self.members}

    def called(self, row: MemberRow | None) -> str:
        """Return a member's name; the number alone for who may not see people; "?" for one who is no member now."""
        return self.called_apart.get(row.number, self._called(row)) if row else "?"

    @cached_property
    def called_apart(self) -> dict[int, str]:
        """What each member is called, by number; who shares a name has the birth year behind it."""
        apart = names_apart(self.members)
        return {
            row.number: apart[row.membership_id] if self.sees_names else self._called(row)
            for row in self.members
        }

    @cached_property
    def presence(self) -> Mapping[UUID, Presence]:
        """Who was there, by membership; empty while the roll has not been called."""
        return {one.membership_id: one.presence for one in self.sheet.attendance}

    @cached_property
    def present(self) -> list[MemberRow]:
        """Who was there; everybody while the roll has not been called."""
        return [row for row in self.members if self.is_present(row)]

    def is_present(self, row: MemberRow) -> bool:
        """Tell whether a member was there."""
        return not self.presence or self.presence.get(row.membership_id) is Presence.PRESENT

    @cached_property
    def book(self) -> Boxes:
        """What the book says lies in each box at the end of the meeting's day, without the meeting (đồng)."""
        held = holdings_on(self.club.id, self.sheet.on)
        return {fund: Dong(held[fund][AccountKind.CASH_BOX]) for fund in Fund}

    @cached_property
    def dues(self) -> dict[UUID, dict[ContributionKind, DuesStanding]]:
        """How each member stands with contributions in the month that the meeting stands for, by membership."""
        return club_dues(self.club.id, self.members, self._regulations, self.sheet.stands_for)

    @cached_property
    def loans(self) -> dict[UUID, list[LoanRow]]:
        """The loans that are being repaid, as the meeting's payment finds them, by the borrower's membership."""
        found: defaultdict[UUID, list[LoanRow]] = defaultdict(list)
        on, today = self.sheet.on, max(self.sheet.on, self.today)
        for row in loans_on(self.club.id, today):
            if row.state is LoanState.RUNS and row.lent.on <= on:
                at = owed_on(row.lent, row.events, on=on, today=today)
                found[row.membership_id].append(replace(row, at=at))
        return dict(found)

    def loan(self, loan_id: UUID) -> str:
        """Return whose loan it is, by name as everywhere on the meeting's pages."""
        rows = (row for rows in self.loans.values() for row in rows if row.id == loan_id)
        row = next(rows, None)
        return self.called(self.by_membership.get(row.membership_id)) if row else "?"

    @cached_property
    def confirmers(self) -> list[tuple[Officer, str]]:
        """The officers of the board who may confirm the meeting, with their roles; also who writes from above."""
        within = scopes_of_club(self.club.id, on=self.today)
        found: dict[UUID, tuple[Officer, str]] = {}
        for grant in grants_within(scopes=within[:1], on=self.today).filter(
            role__in=ALLOWED[Act.CONFIRM_MEETING], officer__is_active=True
        ):
            found.setdefault(grant.officer_id, (grant.officer, _(ROLE_LABELS[Role(grant.role)])))
        if Act.CONFIRM_MEETING in self.may:
            found.setdefault(self.by.pk, (self.by, _("writes for the club from above")))
        return list(found.values())


def draft_desk(request: HttpRequest, club_id: UUID, draft_id: UUID) -> MeetingDesk | None:
    """Return the desk of a draft; 404 and 403 as `club_of`, None for a draft that is not there (any more)."""
    desk = desk_of(request, club_id, Act.RECORD_MEETING)
    draft = draft_view(club_id, draft_id)
    if draft is None:
        return None
    return MeetingDesk(
        club=desk.club,
        by=desk.by,
        today=desk.today,
        may=desk.may,
        stands_in=desk.stands_in,
        draft=draft,
    )
