"""Counting the box: the count enters the chain, and a difference becomes a voucher at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.queries import club_summary
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.commands.posting import OpenBooks, post_vouchers
from lienthehe.ledger.models import CashCount
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.contents import count_body, count_head
from lienthehe.ledger.rules.counts import CountSheet, bearing_fund, check_count, difference_voucher_id
from lienthehe.ledger.rules.entries import count_difference
from lienthehe.ledger.rules.months import check_open
from lienthehe.ledger.rules.refusals import FutureDate, VoucherIdReused
from lienthehe.ledger.rules.vouchers import VoucherDraft, Wording


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

    Raises NotAllowed, FutureDate, MonthClosed and what `check_count` raises.
    """
    books = begin(Act.COUNT_BOX, club_id=club_id, by=by, at=at)
    result = write_count(books, sheet)
    audit(books, Act.COUNT_BOX, "count", sheet.id)
    return result


def write_counts(books: OpenBooks, sheets: Sequence[CountSheet]) -> list[CountResult]:
    """Write the counts of one sitting into open books: one for each box."""
    return [write_count(books, sheet) for sheet in sheets]


def write_count(books: OpenBooks, sheet: CountSheet) -> CountResult:
    """Write a count into open books, then the voucher of its difference; sent again, return the first."""
    first = CashCount.objects.filter(id=sheet.id).first()
    if first is not None:
        return _first_result(first, books, sheet)
    if sheet.on > timezone.localdate(books.at):
        raise FutureDate(on=sheet.on)
    check_open(sheet.on, last_closed=books.last_closed)
    held = holdings_on(books.club_id, sheet.on)
    book = Dong(sum(held[fund][AccountKind.CASH_BOX] for fund in sheet.funds))
    summary = club_summary(books.club_id, sheet.on)
    difference = check_count(sheet, book=book, one_tin=summary is not None and summary.one_tin)
    _insert(books, sheet, book)
    voucher_id = None
    if difference:
        voucher_id = _write_difference(books, sheet, difference)
    else:
        books.book.save(update_fields=["entries", "last_hash"])
    return CountResult(sheet.id, sheet.counted, book, voucher_id)


def _write_difference(books: OpenBooks, sheet: CountSheet, difference: Dong) -> UUID:
    fund = bearing_fund(sheet)
    kind, lines = count_difference(fund, difference)
    draft = VoucherDraft(
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
    return post_vouchers(books, [draft])[0]


def _insert(books: OpenBooks, sheet: CountSheet, book: Dong) -> None:
    head = count_head(sheet, books.club_id, books.by.pk, books.at)
    sequence, sealed = books.follow(head, count_body(sheet, book))
    CashCount.objects.create(
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
        sequence=sequence,
        head_digest=sealed.head,
        body_digest=sealed.body,
        wording_digest=sealed.wording,
        hash=sealed.hash,
    )


def _first_result(first: CashCount, books: OpenBooks, sheet: CountSheet) -> CountResult:
    notes = {str(value): number for value, number in sheet.notes.items()}
    same = (first.club_id, first.on, first.notes, first.other) == (
        books.club_id,
        sheet.on,
        notes,
        sheet.other,
    )
    if not same:
        raise VoucherIdReused(number=f"{first.counted}")
    voucher_id = difference_voucher_id(sheet.id) if first.counted != first.book else None
    return CountResult(first.id, Dong(first.counted), Dong(first.book), voucher_id)
