"""Closing a month: in order, from the first of the following month on, by an act of its own."""

from datetime import date

from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.refusals import (
    BooksNotBegun,
    MonthAlreadyClosed,
    MonthClosed,
    MonthNotOver,
    MonthOutOfOrder,
)


def check_open(on: date, *, last_closed: Month | None) -> None:
    """Raise MonthClosed when the books of that day's month take no voucher any more."""
    if last_closed is not None and Month.of(on) <= last_closed:
        raise MonthClosed(month=Month.of(on))


def next_to_close(*, first_entry: Month | None, last_closed: Month | None) -> Month | None:
    """Return which month is the next to close; None before the books begin. Months without an entry count too."""
    if last_closed is not None:
        return last_closed.next
    return first_entry


def months_to_close(*, first_entry: Month | None, last_closed: Month | None, today: date) -> list[Month]:
    """Return the months that are over and not yet closed, in order."""
    first = next_to_close(first_entry=first_entry, last_closed=last_closed)
    return [] if first is None else list(first.until(Month.of(today).previous))


def check_closing(month: Month, *, first_entry: Month | None, last_closed: Month | None, today: date) -> None:
    """Refuse to close: BooksNotBegun, MonthAlreadyClosed, MonthNotOver, or MonthOutOfOrder (names the next one)."""
    due = next_to_close(first_entry=first_entry, last_closed=last_closed)
    if due is None:
        raise BooksNotBegun
    if last_closed is not None and month <= last_closed:
        raise MonthAlreadyClosed(month=month)
    if today < month.next.first:
        raise MonthNotOver(month=month, since=month.next.first)
    if month != due:
        raise MonthOutOfOrder(month=due)
