"""A club's books, ready to be written into: two officers and some members, in January 2026."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import close_month
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.loans.queries.verification import verify_loans
from tests.given.clubs import a_club, club_officer, province_officer
from tests.given.officers import AT
from tests.given.people import members

NOW = datetime(2026, 1, 20, 8, 0, tzinfo=AT.tzinfo)
TODAY = localdate(NOW)
YESTERDAY = TODAY - timedelta(days=1)
LAST_YEAR = date(2025, 12, 28)
INCOME, ACTIVITY = Fund.INCOME, Fund.ACTIVITY


@dataclass(frozen=True)
class Books:
    """A club, who writes its books, who approves, and its members' memberships."""

    club_id: UUID
    treasurer: Officer
    chair: Officer
    members: tuple[UUID, ...]

    def box(self, fund: Fund = ACTIVITY, on: date = TODAY) -> Dong:
        """Return what the cash box holds at the end of a day."""
        return self.held(AccountKind.CASH_BOX, fund, on)

    def held(self, kind: AccountKind, fund: Fund = ACTIVITY, on: date = TODAY) -> Dong:
        """Return what box, bank or stock holds at the end of a day."""
        return Dong(holdings_on(self.club_id, on)[fund][kind])

    def voucher(self, voucher_id: UUID) -> VoucherView:
        """Return a voucher of the club."""
        view = voucher_view(self.club_id, voucher_id)
        assert view is not None
        return view

    def are_sound(self) -> bool:
        """Tell whether `verify` finds nothing."""
        return not verify_club(self.club_id).findings and not verify_loans(self.club_id)


def some_books(*, people: int = 3, at: datetime = NOW, **facts: Any) -> Books:
    """Return the empty books of a new club; `facts` are the club's, such as one_tin."""
    club = a_club(at=at, **facts)
    by = province_officer(club.place, at=at)
    return Books(
        club_id=club.id,
        treasurer=club_officer(club.id, Role.TREASURER, at=at),
        chair=club_officer(club.id, Role.CHAIR, at=at),
        members=tuple(row.membership_id for row in members(club.id, people, by=by, at=at)) if people else (),
    )


def close(books: Books, written: str, *, at: datetime | None = None) -> UUID:
    """Close a month, "2025-12", on the first day on which that is allowed unless told otherwise."""
    month = Month.parse(written)
    first_day = datetime.combine(month.next.first, NOW.time(), NOW.tzinfo)
    return close_month(club_id=books.club_id, month=month, by=books.treasurer, at=at or max(first_day, NOW))
