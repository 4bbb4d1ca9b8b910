"""What lies in the boxes as a meeting goes on, worked out from the sheet before anything of it is in the books."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.ledger.rules.accounts import LENDING_FUND
from lienthehe.ledger.rules.counts import CountMoment, bearing_fund, check_count
from lienthehe.ledger.rules.refusals import NotEnoughInBox
from lienthehe.meetings.rules.money import count_sheets
from lienthehe.meetings.rules.sheets import BoxCount, MeetingSheet, SourceKind

Boxes = Mapping[Fund, Dong]
"""What lies in each fund's box (đồng)."""


class NotEnoughToPay(NotEnoughInBox):
    message = gettext_noop(
        "%(amount)s is more than the box has: after what was taken in, lent and paid before, %(available)s is left. Write a smaller amount, or take it from the other fund."
    )
    field = "payments"


def boxes_opened(sheet: MeetingSheet, book: Boxes) -> dict[Fund, Dong]:
    """Return the boxes after the opening count, which makes the book agree with them; `book` is before it."""
    return _counted(sheet, sheet.opening_counts, CountMoment.OPENING, book)


def boxes_expected(sheet: MeetingSheet, book: Boxes) -> dict[Fund, Dong]:
    """Return what the closing count should find: the opened boxes, and what was taken in and paid out."""
    boxes = boxes_opened(sheet, book)
    for fund, change in (*_taken_in(sheet), *((fund, -amount) for fund, amount in _paid_out(sheet))):
        boxes[fund] = Dong(boxes[fund] + change)
    return boxes


def boxes_to_pay(sheet: MeetingSheet, book: Boxes) -> dict[Fund, Dong]:
    """Return what may be paid out: the opened boxes, what was taken in, without the loans that were paid out."""
    return boxes_expected(replace(sheet, payments=()), book)


def boxes_closed(sheet: MeetingSheet, book: Boxes) -> dict[Fund, Dong]:
    """Return the boxes after the closing count, as the books will say once the meeting is in them."""
    return _counted(sheet, sheet.closing_counts, CountMoment.CLOSING, boxes_expected(sheet, book))


def taken_in(sheet: MeetingSheet, fund: Fund) -> Dong:
    """Return what came into a fund's box at the meeting."""
    return Dong(sum(amount for of_fund, amount in _taken_in(sheet) if of_fund is fund))


def paid_out(sheet: MeetingSheet, fund: Fund) -> Dong:
    """Return what was paid out of a fund's box at the meeting."""
    return Dong(sum(amount for of_fund, amount in _paid_out(sheet) if of_fund is fund))


def counted(count: BoxCount) -> Dong:
    """Return what a count found."""
    return Dong(sum(int(value) * number for value, number in count.notes.items()) + count.other)


def difference(count: BoxCount, boxes: Boxes) -> Dong:
    """Return counted minus book: negative is missing, positive too much. A count of no fund is of the one tin."""
    return Dong(counted(count) - sum(boxes[fund] for fund in ([count.fund] if count.fund else Fund)))


def faults_of_counts(
    sheet: MeetingSheet, moment: CountMoment, book: Boxes, *, one_tin: bool
) -> Iterator[Refusal]:
    """Yield why the ledger would not take the opening or the closing count."""
    opening = moment is CountMoment.OPENING
    boxes = book if opening else boxes_expected(sheet, book)
    counts = sheet.opening_counts if opening else sheet.closing_counts
    for one in count_sheets(sheet, counts, moment):
        try:
            check_count(one, book=Dong(sum(boxes[fund] for fund in one.funds)), one_tin=one_tin)
        except Refusal as refused:
            refused.field = f"{moment}_counts"
            yield refused


def faults_of_payments(sheet: MeetingSheet, book: Boxes) -> Iterator[Refusal]:
    """Yield NotEnoughInBox for each fund that would pay out more than its box holds.

    It is the loans' where they alone are too much; else NotEnoughToPay, with what is left to the first payment for
    which it is not enough.
    """
    for fund, left in boxes_expected(sheet, book).items():
        if left >= 0:
            continue
        to_pay = boxes_to_pay(sheet, book)[fund]
        if to_pay < 0:
            available = Dong(left + paid_out(sheet, fund))
            yield NotEnoughInBox(field="loans_paid_out", on=sheet.on, available=available)
        else:
            yield _first_too_large([one.amount for one in sheet.payments if one.fund is fund], to_pay)


def _first_too_large(amounts: list[Dong], left: Dong) -> NotEnoughToPay:
    place = 0
    while amounts[place] <= left:
        left = Dong(left - amounts[place])
        place += 1
    return NotEnoughToPay(amount=amounts[place], available=left)


def _taken_in(sheet: MeetingSheet) -> Iterator[tuple[Fund, Dong]]:
    yield from ((one.fund, one.amount) for one in sheet.contributions)
    yield from ((LENDING_FUND, one.total) for one in sheet.repayments)
    for other in sheet.receipts:
        if other.source is not SourceKind.GIFT_IN_KIND:
            yield other.fund, other.amount


def _paid_out(sheet: MeetingSheet) -> Iterator[tuple[Fund, Dong]]:
    yield from ((one.fund, one.amount) for one in sheet.payments)
    yield from ((LENDING_FUND, one.money) for one in sheet.loans_paid_out)


def _counted(
    sheet: MeetingSheet, counts: tuple[BoxCount, ...], moment: CountMoment, boxes: Boxes
) -> dict[Fund, Dong]:
    found = dict(boxes)
    for count, handed_in in zip(counts, count_sheets(sheet, counts, moment), strict=True):
        bearing = bearing_fund(handed_in)
        found[bearing] = Dong(found[bearing] + difference(count, boxes))
    return found
