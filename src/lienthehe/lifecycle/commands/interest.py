"""Closing a month, with the activity fund's part of the loan interest."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.foundation.months import Month
from lienthehe.ledger import commands as ledger
from lienthehe.ledger.commands import post_vouchers
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.queries.money import first_entry_month
from lienthehe.ledger.rules.months import check_closing
from lienthehe.lifecycle.models import InterestSplit
from lienthehe.lifecycle.queries.interest import planned_split
from lienthehe.lifecycle.rules.interest import split_draft, split_voucher_id


@transaction.atomic
def close_month(*, club_id: UUID, month: Month, second: Officer | None, by: Officer, at: datetime) -> UUID:
    """Share the month's loan interest between the funds, then close the month; return the closing's id.

    A second officer is asked for only when something moves. Raises what `ledger.close_month` raises and the refusals of
    a second officer.
    """
    books = begin(Act.CLOSE_MONTH, club_id=club_id, by=by, at=at)
    first = None if books.last_closed else first_entry_month(club_id)
    check_closing(month, first_entry=first, last_closed=books.last_closed, today=timezone.localdate(at))
    split = planned_split(club_id, month)
    if split.moved:
        draft = split_draft(club_id, month, split.moved, second.pk if second else None)
        check_second(books, [draft], second)
        post_vouchers(books, [draft])
        audit(books, Act.CLOSE_MONTH, "voucher", draft.id)
    InterestSplit.objects.create(
        club_id=club_id,
        month=month.first,
        base=split.base,
        percent=split.percent,
        owed=split.owed,
        moved=split.moved,
        carried=split.carried,
        voucher_id=split_voucher_id(club_id, month) if split.moved else None,
        recorded_by=by,
        recorded_at=at,
    )
    return ledger.close_month(club_id=club_id, month=month, by=by, at=at)
