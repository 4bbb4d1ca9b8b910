"""Closing a month of a club's books."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.models import MonthClosing
from lienthehe.ledger.queries.money import first_entry_month, holdings_on
from lienthehe.ledger.rules.chain import Digests, digest
from lienthehe.ledger.rules.contents import closing_body, closing_head
from lienthehe.ledger.rules.months import check_closing


@transaction.atomic
def close_month(*, club_id: UUID, month: Month, by: Officer, at: datetime) -> UUID:
    """Close a month: it takes no voucher any more. Return the closing's id.

    Raises NotAllowed, BooksNotBegun, MonthAlreadyClosed, MonthNotOver, MonthOutOfOrder.
    """
    books = begin(Act.CLOSE_MONTH, club_id=club_id, by=by, at=at)
    today = timezone.localdate(at)
    first = None if books.last_closed else first_entry_month(club_id)
    check_closing(month, first_entry=first, last_closed=books.last_closed, today=today)
    closing_id = uuid7()
    balances = holdings_on(club_id, month.last)
    head = digest(closing_head(closing_id, club_id, month.first, by.pk, at))
    MonthClosing.objects.create(
        id=closing_id,
        club_id=club_id,
        month=month.first,
        balances=balances,
        recorded_by=by,
        recorded_at=at,
        **books.follow(Digests(head, digest(closing_body(balances)), b"")),
    )
    books.touch(month.first)
    audit(books, Act.CLOSE_MONTH, "month", closing_id)
    return closing_id
