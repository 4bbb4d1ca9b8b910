"""People who leave, through the commands, settled by the treasurer with the chair as the second officer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.lifecycle.commands.leaving import leave_club, pay_leaver, undo_leaving
from lienthehe.lifecycle.queries.leaving import LeavingView, leaving_view
from lienthehe.lifecycle.rules.leaving import LeavingSheet
from tests.given.books import INCOME, NOW, TODAY, Books
from tests.given.loans import moment


def a_sheet(member: UUID, **given: Any) -> LeavingSheet:
    """Return a leaving of today, settled today, not yet handed in."""
    usual: dict[str, Any] = {
        "id": uuid7(),
        "on": TODAY,
        "reason": LeavingReason.MOVED,
        "settled_on": TODAY,
        "stands_for": "Con trai",
    }
    return LeavingSheet(membership_id=member, **(usual | given))


def leave(books: Books, sheet: LeavingSheet, *, at: datetime = NOW, **given: Any) -> LeavingView:
    """Hand a leaving in; return it as it stands in the books."""
    who = {"second": books.chair, "by": books.treasurer} | given
    leaving_id = leave_club(club_id=books.club_id, sheet=sheet, at=at, **who)
    found = leaving_view(books.club_id, leaving_id)
    assert found is not None
    return found


def pay_owed(
    books: Books, member: UUID, amount: int, *, fund: Fund = INCOME, on: date = TODAY, **given: Any
) -> UUID:
    """Pay what is owed to somebody who left; return the voucher's id."""
    usual = {"voucher_id": uuid7(), "second": books.chair, "by": books.treasurer, "receiver": ""}
    return pay_leaver(
        club_id=books.club_id, membership_id=member, fund=fund, amount=Dong(amount), on=on, at=moment(on),
        **(usual | given),
    )  # fmt: skip


def undo(books: Books, leaving_id: UUID, *, on: date = TODAY, **given: Any) -> UUID:
    """Take a leaving back."""
    who = {"second": books.chair, "by": books.treasurer, "reason": "ghi nhầm người"} | given
    return undo_leaving(club_id=books.club_id, leaving_id=leaving_id, at=moment(on), **who)
