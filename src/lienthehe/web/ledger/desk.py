"""The desk at which somebody writes into a club's books: the club, who writes, and what the forms must know."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.access.queries import Officer, grants_within, officer_may, pin_is_set
from lienthehe.access.rules import CLUB_BOARD, ROLE_LABELS, Act, Role
from lienthehe.clubs.queries import (
    ClubSummary,
    MemberRow,
    members_on,
    names_apart,
    regulations_of,
    scopes_of_club,
)
from lienthehe.clubs.rules import Fund, RegulationTerms
from lienthehe.foundation.money import Dong
from lienthehe.foundation.text import fold
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.queries.sources import FundSources, fund_sources, named_sources
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.web.scope import acts_in, club_of, officer_of, stands_in

Choice = tuple[str, str]


@dataclass(frozen=True)
class Desk:
    """What is known of the club as the form is shown. Everything is read once, and only when a form asks."""

    club: ClubSummary
    by: Officer
    today: date
    may: frozenset[Act]
    stands_in: bool

    @property
    def sees_names(self) -> bool:
        return Act.SEE_PEOPLE in self.may

    def frame(self, **context: Any) -> dict[str, Any]:
        """Return a page's context: the club for its header, what its buttons may offer, and the page's own."""
        return {
            "club": self.club,
            "may": self.may,
            "stands_in": self.stands_in,
            "today": self.today,
            "sees_names": self.sees_names,
        } | context

    @cached_property
    def members(self) -> list[MemberRow]:
        return members_on(self.club.id, self.today)

    @cached_property
    def member_choices(self) -> list[Choice]:
        """The members by name; by their number alone for who may not see people."""
        return [(str(row.membership_id), self._called(row)) for row in self.members]

    def _called(self, row: MemberRow) -> str:
        if self.sees_names:
            return self._names[row.membership_id]
        return _("Member no. %(number)d") % {"number": row.number}

    @cached_property
    def _names(self) -> dict[UUID, str]:
        return names_apart(self.members)

    def member_name(self, membership_id: UUID) -> str:
        """Return a member's full name, as it is written on a voucher: told apart from who has the same."""
        return self._names[membership_id]

    def called_once(self, membership_id: UUID, full_name: str, number: int) -> str:
        """Return what somebody who is or once was a member is called on a page: by number where names are not shown."""
        if not self.sees_names:
            return _("Member no. %(number)d") % {"number": number}
        return self._names.get(membership_id, full_name)

    @cached_property
    def _regulations(self) -> tuple[RegulationTerms, ...]:
        return regulations_of(self.club.id)

    def regulation(self, on: date) -> RegulationTerms | None:
        """Return the regulations in force on a day."""
        return next((terms for terms in reversed(self._regulations) if terms.since <= on), None)

    def needs_two(self, on: date) -> bool:
        """Tell whether a payment of that day needs a second officer; without regulations it does."""
        terms = self.regulation(on)
        return terms is None or terms.second_officer_for_payments

    @cached_property
    def ever_needs_two(self) -> bool:
        """Whether payments of any day that may still be written need a second officer."""
        return not self._regulations or any(one.second_officer_for_payments for one in self._regulations)

    @property
    def beside_choices(self) -> list[Choice]:
        """The officers of the board beside the writer, with their roles, whether they have a PIN or not."""
        return [(str(one.pk), called) for one, called in self._beside]

    @property
    def second_choices(self) -> list[Choice]:
        """The officers of the board who can approve beside the writer, with their roles; all have a PIN."""
        return [(str(one.pk), called) for one, called in self._beside if pin_is_set(one)]

    @property
    def without_pin(self) -> list[str]:
        """Who of the board could approve beside the writer and has no PIN yet, with their roles."""
        return [called for one, called in self._beside if not pin_is_set(one)]

    @cached_property
    def _beside(self) -> list[tuple[Officer, str]]:
        within = scopes_of_club(self.club.id, on=self.today)
        grants = grants_within(scopes=within[:1], on=self.today).filter(role__in=CLUB_BOARD)
        return [
            (grant.officer, f"{grant.officer.full_name}, {_(ROLE_LABELS[Role(grant.role)])}")
            for grant in grants
            if grant.officer_id != self.by.pk
            and officer_may(Act.APPROVE_MONEY, by=grant.officer, within=within, on=self.today)
        ]

    @cached_property
    def holdings(self) -> dict[str, dict[str, int]]:
        return holdings_on(self.club.id, self.today)

    def held(self, fund: Fund, kind: AccountKind = AccountKind.CASH_BOX) -> Dong:
        """Return what lies in a fund's box (or bank, or stock) today (đồng)."""
        return Dong(self.holdings[fund][kind])

    @cached_property
    def _sources(self) -> dict[Fund, FundSources]:
        return fund_sources(self.club.id)

    def kept(self, fund: Fund) -> Dong:
        """Return what a fund has earned and kept (đồng); 0 where more was spent and lost."""
        return Dong(max(0, self._sources[fund].retained))

    @cached_property
    def differences(self) -> dict[tuple[Fund, AccountKind], Dong]:
        """What was missing or too much at a count and is not settled, by fund and SHORTAGE or SURPLUS (đồng)."""
        return {
            (fund, line.kind): line.amount
            for fund, money in self._sources.items()
            for line in (*money.holdings, *money.owed)
            if line.kind in {AccountKind.SHORTAGE, AccountKind.SURPLUS}
        }

    @cached_property
    def givers(self) -> list[AccountRef]:
        return named_sources(self.club.id)

    def source(self, fund: Fund, kind: AccountKind, name: str, *, token: UUID) -> AccountRef:
        """Return a giver's account: the one that bears the name already, or a new one.

        `token`, the form's id, becomes the new one's subject: the same form sent twice at once names one account.
        """
        for known in self.givers:
            if (known.fund, known.kind, fold(known.label)) == (fund, kind, fold(name)):
                return known
        return AccountRef(fund, kind, token.hex, name)


def desk_of(request: HttpRequest, club_id: UUID, act: Act) -> Desk:
    """Return the desk of a page on which the officer does `act`; 404 and 403 as `club_of`."""
    club = club_of(request, club_id, act)
    return Desk(
        club=club,
        by=officer_of(request),
        today=timezone.localdate(),
        may=acts_in(request, club_id),
        stands_in=stands_in(request, club_id),
    )
