"""What a member owes in contributions, and what is paid ahead.

What falls due follows from the regulations and the membership's dates alone (our own design where no source says it):

- A member contributes for every calendar month that the membership touches, that of joining and that of the last day
  included.
- A month follows the regulations in force on its first day; before the first regulations, those that begin in it. So
  a change in the middle of a month asks nothing of that month.
- `month`: asked each month, in time until its end.
- `year`: asked whole, each January, in the month of joining and in the first month of regulations that begin to ask
  yearly; in time until 31 December.
- `instalments`: asked only of who joins while the regulations ask for it, and as they stood then; one part a month
  from the month of joining. Parts are whole thousands where they can be, the last one takes the rest.
- Money paid covers what must be paid first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile

from lienthehe.clubs.rules.regulations import ContributionKind, ContributionTerms, Every, RegulationTerms
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month

_ROUND = 1000
_JANUARY, _DECEMBER = 1, 12
_MONTHS_AHEAD = 600
"""How far `paid_until` looks: 50 years."""


@dataclass(frozen=True, slots=True)
class Due:
    """A sum that is asked from `month` on and is late after the month `in_time`."""

    month: Month
    in_time: Month
    amount: Dong


@dataclass(frozen=True, slots=True)
class DuesStanding:
    """How a member stands with one kind of contribution in a month. Sums in đồng.

    `due_total` is everything asked up to this month; `behind` is late, `this_month` may still be paid in time, and
    `ahead` is more than was asked. `behind` + `this_month` - `ahead` = `due_total` - `paid`.
    """

    due_total: Dong
    paid: Dong
    behind: Dong
    this_month: Dong
    ahead: Dong
    oldest_unpaid: Month | None
    """The first month for which something asked is not wholly paid."""
    paid_until: Month | None
    """The last month for which all is paid, also ahead. None: no month is, or nothing more will be asked."""

    @property
    def owed(self) -> Dong:
        """What the member is asked for now: late and of this month."""
        return Dong(self.behind + self.this_month)


def dues_of(
    regulations: Sequence[RegulationTerms],
    kind: ContributionKind,
    *,
    joined_on: date,
    left_on: date | None,
    paid: Dong,
    month: Month,
) -> DuesStanding:
    """Return how a membership stands with one kind of contribution, `paid` of which are in the books, in a month.

    `regulations` are all of the club's, oldest first; `left_on` is the first day as no member.
    """
    joined = Month.of(joined_on)
    last = _last_month(joined_on, left_on) if left_on else month.plus(_MONTHS_AHEAD)
    now = min(month, last)
    asked = _asked(tuple(regulations), kind, joined, now)
    total = sum(due.amount for due in asked)
    behind = max(0, sum(due.amount for due in asked if due.in_time < month) - paid)
    later = _dues(regulations, kind, joined=joined, first=max(joined, now.next), last=last)
    unpaid = _first_unpaid(asked, paid)
    next_unpaid = unpaid or _first_unpaid(later, paid - total)
    some_paid = next_unpaid is not None and any(due.month < next_unpaid for due in asked)
    return DuesStanding(
        due_total=Dong(total),
        paid=paid,
        behind=Dong(behind),
        this_month=Dong(max(0, total - paid) - behind),
        ahead=Dong(max(0, paid - total)),
        oldest_unpaid=unpaid,
        paid_until=next_unpaid.previous if next_unpaid and some_paid else None,
    )


def all_dues_of(
    regulations: Sequence[RegulationTerms],
    *,
    joined_on: date,
    left_on: date | None,
    paid: Mapping[ContributionKind, Dong],
    month: Month,
) -> dict[ContributionKind, DuesStanding]:
    """Return `dues_of` for every kind that the regulations ever asked for or the membership paid."""
    asked = {terms.kind for regulation in regulations for terms in regulation.contributions}
    return {
        kind: dues_of(
            regulations, kind, joined_on=joined_on, left_on=left_on, paid=paid.get(kind, ZERO), month=month
        )
        for kind in sorted(asked | set(paid))
    }


def in_force(regulations: Sequence[RegulationTerms], month: Month) -> RegulationTerms | None:
    """Return the regulations that a month follows, from all of a club's, oldest first."""
    begun = list(takewhile(lambda regulation: regulation.since <= month.first, regulations))
    if begun:
        return begun[-1]
    return next((regulation for regulation in regulations if regulation.since in month), None)


def parts_of(amount: Dong, parts: int) -> list[Dong]:
    """Split a sum into parts of whole thousands where they can be; the last one takes the rest."""
    each = amount // parts
    each = each // _ROUND * _ROUND or each
    return [Dong(each)] * (parts - 1) + [Dong(amount - each * (parts - 1))]


@lru_cache(maxsize=512)
def _asked(
    regulations: tuple[RegulationTerms, ...], kind: ContributionKind, joined: Month, last: Month
) -> tuple[Due, ...]:
    """Return what is asked up to `last`, in the order it must be paid; who joined in one month is asked the same."""
    dues = _dues(regulations, kind, joined=joined, first=joined, last=last)
    return tuple(sorted(dues, key=lambda due: (due.in_time, due.month)))


def _last_month(joined_on: date, left_on: date) -> Month:
    """Return the month of the last day as a member; the one before joining for who was none on any day."""
    return Month.of(left_on - timedelta(days=1)) if left_on > joined_on else Month.of(joined_on).previous


def _dues(
    regulations: Sequence[RegulationTerms],
    kind: ContributionKind,
    *,
    joined: Month,
    first: Month,
    last: Month,
) -> Iterator[Due]:
    """Yield what is asked in the months from `first` to `last` of who joined in the month `joined`."""
    for part in _instalments(_terms(regulations, kind, joined), joined):
        if first <= part.month <= last:
            yield part
    before = None if first <= joined else _terms(regulations, kind, first.previous)
    for regulation, begins, ends in _spans(regulations, first, last):
        terms = _terms_of(regulation, kind)
        if terms is not None and terms.every is Every.MONTH:
            yield from (Due(month, month, terms.amount) for month in begins.until(ends))
        elif terms is not None and terms.every is Every.YEAR:
            is_new = before is None or before.every is not Every.YEAR
            if is_new or begins.number == _JANUARY:
                yield Due(begins, Month(begins.year, _DECEMBER), terms.amount)
            for year in range(begins.year + 1, ends.year + 1):
                yield Due(Month(year, _JANUARY), Month(year, _DECEMBER), terms.amount)
        before = terms


def _spans(
    regulations: Sequence[RegulationTerms], first: Month, last: Month
) -> Iterator[tuple[RegulationTerms, Month, Month]]:
    """Yield which regulations the months from `first` to `last` follow, each with the first and last of its months."""
    begun = [_begins(regulation, is_first=place == 0) for place, regulation in enumerate(regulations)]
    for place, regulation in enumerate(regulations):
        ends = begun[place + 1].previous if place + 1 < len(begun) else last
        begins, ends = max(first, begun[place]), min(last, ends)
        if begins <= ends:
            yield regulation, begins, ends


def _begins(regulation: RegulationTerms, *, is_first: bool) -> Month:
    """Return the first month that follows the regulations: the one they begin in whole, or the club's very first."""
    month = Month.of(regulation.since)
    return month if is_first or regulation.since == month.first else month.next


def _terms(
    regulations: Sequence[RegulationTerms], kind: ContributionKind, month: Month
) -> ContributionTerms | None:
    regulation = in_force(regulations, month)
    return _terms_of(regulation, kind) if regulation else None


def _terms_of(regulation: RegulationTerms, kind: ContributionKind) -> ContributionTerms | None:
    return next((terms for terms in regulation.contributions if terms.kind == kind), None)


def _instalments(terms: ContributionTerms | None, joined: Month) -> Iterator[Due]:
    if terms is None or terms.every is not Every.INSTALMENTS:
        return
    for ahead, amount in enumerate(parts_of(terms.amount, terms.instalments)):
        yield Due(joined.plus(ahead), joined.plus(ahead), amount)


def _first_unpaid(dues: Iterable[Due], paid: int) -> Month | None:
    covered = 0
    for due in dues:
        covered += due.amount
        if covered > paid:
            return due.month
    return None
