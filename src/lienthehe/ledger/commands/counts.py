"""Counting the box: the count enters the chain, and a difference becomes a voucher at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands.approval import audit, begin, check_may_stand_behind
from lienthehe.ledger.commands.posting import OpenBooks, post_vouchers
from lienthehe.ledger.models import CashCount
from lienthehe.ledger.queries.counts import sheet_of
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.chain import Digests, digest
from lienthehe.ledger.rules.contents import Balances, count_body, count_head
from lienthehe.ledger.rules.counts import (
    CountSheet,
    bearing_fund,
    check_count,
    difference_voucher_id,
    same_count,
)
from lienthehe.ledger.rules.entries import count_difference
from lienthehe.ledger.rules.months import check_open
from lienthehe.ledger.rules.refusals import CountIdReused, TinMismatch
from lienthehe.ledger.rules.vouchers import VoucherDraft, Wording, check_day


@dataclass(frozen=True, slots=True)
class CountResult:
    """What a count found (đồng), and the voucher that its difference became."""

    count_id: UUID
    counted: Dong
    book: Dong
    voucher_id: UUID | None


@transaction.atomic
def count_box(*, club_id: UUID, sheet: CountSheet, by: Officer, at: datetime) -> CountResult:
    """Write a cash count on a day of its own; afterwards box and book agree.

    Who counted with the writer, if anybody, is somebody else of the board. Raises NotAllowed, SecondOfficerSame,
    SecondOfficerMayNot and what `write_counts` raises.
    """
    books = begin(Act.COUNT_BOX, club_id=club_id, by=by, at=at)
    (result,) = write_counts(books, [sheet])
    if books.has_written:
        check_may_stand_behind(books, sheet.second_officer)
        audit(books, Act.COUNT_BOX, "count", sheet.id)
    return result


def write_counts(books: OpenBooks, sheets: Sequence[CountSheet]) -> list[CountResult]:
    """Write the counts of one sitting into open books, one for each box, then the vouchers of their differences.

    Sent again, they return the first. Raises FutureDate, DateTooEarly, MonthClosed, CountIdReused, what `check_count`
    raises and, for a difference, what `post_vouchers` raises.
    """
    if not sheets:
        return []
    funds = [fund for sheet in sheets for fund in sheet.funds]
    if len(set(funds)) < len(funds):
        raise TinMismatch
    rows = {row.id: row for row in CashCount.objects.filter(id__in=[sheet.id for sheet in sheets])}
    for sheet in sheets:
        if sheet.id in rows and not _is_the_first(rows[sheet.id], books, sheet):
            raise CountIdReused(on=rows[sheet.id].on)
    held = {on: holdings_on(books.club_id, on) for on in {sheet.on for sheet in sheets}}
    new = [_count(books, sheet, held[sheet.on]) for sheet in sheets if sheet.id not in rows]
    CashCount.objects.bulk_create(new)
    rows |= {row.id: row for row in new}
    drafts = {sheet.id: _difference(sheet, rows[sheet.id]) for sheet in sheets if _differs(rows[sheet.id])}
    post_vouchers(books, list(drafts.values()))
    return [_result(rows[sheet.id], drafts) for sheet in sheets]


def _result(row: CashCount, drafts: Mapping[UUID, VoucherDraft]) -> CountResult:
    draft = drafts.get(row.id)
    return CountResult(row.id, Dong(row.counted), Dong(row.book), draft.id if draft else None)


def _is_the_first(first: CashCount, books: OpenBooks, sheet: CountSheet) -> bool:
    own = (first.club_id, first.recorded_by_id) == (books.club_id, books.by.pk)
    return own and same_count(sheet_of(first), sheet)


def _differs(row: CashCount) -> bool:
    return row.counted != row.book


def _count(books: OpenBooks, sheet: CountSheet, held: Balances) -> CashCount:
    check_day(sheet.on, today=timezone.localdate(books.at))
    check_open(sheet.on, last_closed=books.last_closed)
    book = Dong(sum(held[fund][AccountKind.CASH_BOX] for fund in sheet.funds))
    check_count(sheet, book=book, one_tin=books.one_tin)
    books.touch(sheet.on)
    head = digest(count_head(sheet, books.club_id, books.by.pk, books.at))
    body = digest(count_body(sheet, sheet.counted, book))
    return CashCount(
        id=sheet.id,
        club_id=books.club_id,
        on=sheet.on,
        moment=sheet.moment,
        funds=list(sheet.funds),
        notes={str(value): number for value, number in sheet.notes.items()},
        other=sheet.other,
        counted=sheet.counted,
        book=book,
        borne_by=sheet.borne_by or "",
        meeting=sheet.meeting,
        recorded_by=books.by,
        second_officer_id=sheet.second_officer,
        recorded_at=books.at,
        **books.follow(Digests(head, body, b"")),
    )


def _difference(sheet: CountSheet, row: CashCount) -> VoucherDraft:
    """Return the voucher that makes the book agree with the box."""
    fund = bearing_fund(sheet)
    kind, lines = count_difference(fund, Dong(row.counted - row.book))
    return VoucherDraft(
        id=difference_voucher_id(sheet.id),
        kind=kind,
        fund=fund,
        on=sheet.on,
        lines=lines,
        wording=Wording(reason=sheet.explanation),
        second_officer=sheet.second_officer,
        meeting=sheet.meeting,
        count=sheet.id,
    )
