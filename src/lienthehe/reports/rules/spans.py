"""Which months of a club are to be computed when something has changed from a month on."""

from dataclasses import dataclass
from enum import StrEnum

from lienthehe.foundation.months import Month
from lienthehe.reports.rules.records import Covered


class Part(StrEnum):
    """PEOPLE: what the club's lists say; BOOKS: money, loans, meetings and measurements."""

    PEOPLE = "people"
    BOOKS = "books"


@dataclass(frozen=True, slots=True)
class Span:
    """A club's months: the first that it has, those that the books tell of, and those that stand in the read model.

    `told_until`: the last standing month in which the books' figures are known. `taken_over_until`: the last that came
    from reports and not from books.
    """

    first: Month
    covered: Covered
    stands_from: Month | None
    stands_until: Month | None
    told_until: Month | None
    taken_over_until: Month | None


@dataclass(frozen=True, slots=True)
class ToCompute:
    first: Month
    last: Month
    parts: frozenset[Part]


def months_to_compute(span: Span, since: Month, until: Month, parts: frozenset[Part]) -> ToCompute | None:
    """Return the months to compute: to the last that stands or `until`; missing ones with all their parts.

    A silent month in between is told of as soon as a later one is.
    """
    first = max(since, span.first)
    if Part.BOOKS in parts and span.told_until:
        first = min(first, span.told_until.next)
    last = max(until, first, *([span.stands_until] if span.stands_until else []))
    missing_from = span.stands_until.next if span.stands_until else span.first
    if missing_from <= last:
        first, parts = min(first, missing_from), frozenset(Part)
    if span.taken_over_until:
        first = max(first, span.taken_over_until.next)
    return ToCompute(first, last, parts) if first <= last else None


def everything(span: Span, until: Month) -> ToCompute | None:
    """Return all months of a club that have books behind them, to the last that stands or `until`."""
    first = max(span.first, span.taken_over_until.next) if span.taken_over_until else span.first
    last = max(until, span.stands_until or until)
    return ToCompute(first, last, frozenset(Part)) if first <= last else None
