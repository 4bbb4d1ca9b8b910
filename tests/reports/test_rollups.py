"""The database adds clubs up as the rules do: every indicator, one month and a year, by unit, club and month."""

import pytest

from lienthehe.foundation.months import Month
from lienthehe.reports.queries.club_months import kept_months
from lienthehe.reports.queries.rollups import Period, by_club, by_month, by_unit
from lienthehe.reports.rules.indicators import add_up, indicators, over_months
from tests.given.clubs import a_club
from tests.given.places import commune
from tests.reports.acts_of_books import OF_BOOKS
from tests.reports.acts_of_loans import OF_LOANS
from tests.reports.acts_of_people import OF_PEOPLE
from tests.reports.history import History

pytestmark = pytest.mark.django_db
ALL = list(indicators().values())


def by_rules(months, period):
    inside = [row for month, row in sorted(months.items()) if period.first <= month <= period.last]
    return [over_months(inside, one.figures) for one in ALL]


@pytest.mark.slow
def test_every_indicator_comes_to_the_same_in_the_database():
    history = History(seed=3).live(120, (*OF_PEOPLE, *OF_BOOKS, *OF_LOANS))
    beside = a_club(name="CLB bản Hoa", place=commune("Phường Mộc Châu"), at=history.now)
    last = max(kept_months(history.club_id))
    for period in (Period(last.previous, last.previous), Period(Month(last.year - 1, 1), last)):
        clubs = {key: by_rules(kept_months(key), period) for key in (history.club_id, beside.id)}
        right = {
            key: [add_up(one, [row]) for one, row in zip(ALL, rows, strict=True)]
            for key, rows in clubs.items()
        }
        found = {key: values for (key, _), values in by_club(period, history.today, ALL, None).items()}
        for key, values in found.items():
            assert values == right[key]
        units = by_unit(period, history.today, ALL)
        for place, one in enumerate(ALL):
            whole = add_up(one, [rows[place] for key, rows in clubs.items() if key in found])
            parts = [values[place] for values in units.values()]
            assert (sum(part.top for part in parts), sum(part.clubs for part in parts)) == (
                whole.top,
                whole.clubs,
            )
    months = by_month(Period(last.previous, last), history.today, ALL, None)
    assert set(months) == {last.previous, last}
