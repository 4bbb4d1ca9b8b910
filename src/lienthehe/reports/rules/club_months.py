"""A club's months in figures, computed from its records in one pass. What nobody can know is None (`rules.figures`)."""

from collections.abc import Iterator

from lienthehe.foundation.months import Month
from lienthehe.reports.rules.activity import activity_figures
from lienthehe.reports.rules.figures import FROM_BOOKS, FROM_REGISTER, Figures
from lienthehe.reports.rules.lending import lending_figures
from lienthehe.reports.rules.money import money_figures
from lienthehe.reports.rules.people import people_figures
from lienthehe.reports.rules.records import BookRecords, Covered, PeopleRecords

_NO_REGISTER: Figures = dict.fromkeys(FROM_REGISTER)
_NO_BOOKS: Figures = dict.fromkeys(FROM_BOOKS)


def people_months(records: PeopleRecords, first: Month, last: Month) -> Iterator[tuple[Month, Figures]]:
    """Yield what the club's lists say of each month; nothing is known before the first member joined."""
    joined = min((one.joined_on for one in records.members), default=None)
    for month in first.until(last):
        known = joined is not None and joined <= month.last
        yield month, people_figures(records, month) if known else _NO_REGISTER


def book_months(
    records: BookRecords, covered: Covered, first: Month, last: Month, before: Figures
) -> Iterator[tuple[Month, Figures]]:
    """Yield what the books say of each month; `before` are the figures of the month before the first."""
    for month in first.until(last):
        before = _books(records, month, before) if covered.tells_of(month) else _NO_BOOKS
        yield month, before


def _books(records: BookRecords, month: Month, before: Figures) -> Figures:
    flows = [flow for flow in records.flows if flow.month == month]
    return {
        **activity_figures(records, month),
        **money_figures(before, flows),
        **lending_figures(records.loans, flows, month),
    }
