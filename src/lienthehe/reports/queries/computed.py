"""A club's months as its lists and books make them, whatever the read model says."""

from lienthehe.clubs.models import Club
from lienthehe.clubs.queries.clubs import facts_of
from lienthehe.foundation.months import Month
from lienthehe.reports.queries.club_months import figures_before
from lienthehe.reports.queries.records import book_records, people_records
from lienthehe.reports.rules.club_months import book_months, people_months
from lienthehe.reports.rules.figures import Figures
from lienthehe.reports.rules.spans import Part, Span, ToCompute


def computed_months(club: Club, span: Span, todo: ToCompute) -> dict[Month, Figures]:
    """Return the months to compute with the figures of their parts, in order; in one pass over each table."""
    figures: dict[Month, dict[str, int | None]] = {month: {} for month in todo.first.until(todo.last)}
    if Part.PEOPLE in todo.parts:
        for month, found in people_months(people_records(club.id), todo.first, todo.last):
            figures[month].update(found)
    if Part.BOOKS in todo.parts:
        records = book_records(club.id, facts_of(club).meeting, todo.first, todo.last)
        before = figures_before(club.id, todo.first)
        for month, found in book_months(records, span.covered, todo.first, todo.last, before):
            figures[month].update(found)
    return {**figures}
