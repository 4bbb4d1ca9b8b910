"""After hundreds of acts in disorder, the figures that were kept are those that come from nothing, and from raw rows."""

import pytest
from django.db import connection

from lienthehe.foundation.months import Month
from lienthehe.reports.commands.club_months import rebuild_months
from lienthehe.reports.models import ClubMonth
from lienthehe.reports.queries.club_months import kept_months
from lienthehe.reports.queries.verification import verify_months
from lienthehe.reports.rules.figures import FIGURES
from tests.reports.acts_of_books import OF_BOOKS
from tests.reports.acts_of_loans import OF_LOANS
from tests.reports.acts_of_people import OF_PEOPLE
from tests.reports.history import History
from tests.reports.raw import raw_figures

pytestmark = pytest.mark.django_db
EVERY_ACT = (*OF_PEOPLE, *OF_BOOKS, *OF_LOANS)


def assert_true(history: History) -> None:
    """What stands is what comes from nothing, column by column, and what raw rows come to."""
    kept = kept_months(history.club_id)
    assert verify_months(history.club_id) == ()
    assert max(kept) in {history.month, history.month.previous}, (
        "the month of the last act that wrote anything"
    )
    for month, figures in kept.items():
        if figures["told"]:
            right = raw_figures(history.club_id, month.first)
            assert {name: figures[name] for name in right} == right, month


def assert_from_nothing(history: History) -> None:
    """With every row gone, `rebuild` makes the same rows again."""
    kept = kept_months(history.club_id)
    ClubMonth.objects.filter(club_id=history.club_id).delete()
    rebuild_months(history.club_id, until=max(kept))
    anew = kept_months(history.club_id)
    assert list(anew) == list(kept)
    for month in kept:
        for name in FIGURES:
            assert anew[month][name] == kept[month][name], (month, name)


@pytest.mark.slow
@pytest.mark.once
def test_five_hundred_acts_in_disorder_leave_what_comes_from_nothing():
    history = History(seed=1)
    for acts in range(50, 501, 50):
        history.live(acts, EVERY_ACT)
        assert_true(history)
    assert_from_nothing(history)
    assert rebuild_months(history.club_id, until=max(kept_months(history.club_id))) == ()
    assert {act.__name__ for act in EVERY_ACT} == set(history.done), history.refused


def test_sixty_acts_in_disorder_leave_what_comes_from_nothing():
    history = History(seed=2).live(60, EVERY_ACT)
    assert_true(history)
    assert_from_nothing(history)


@pytest.mark.parametrize("figure", ["members", "income_closing", "overdue", "work_culture_people", "told"])
def test_one_changed_figure_is_found_and_mended(figure):
    history = History(seed=3)
    month = Month.parse("2026-01")
    right = kept_months(history.club_id)[month][figure]
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE reports_clubmonth SET "{figure}" = %s WHERE month = %s',
            [77, month.first],
        )
    (found,) = verify_months(history.club_id)
    assert (found.month, found.figure, found.stands, found.is_right) == (month, figure, 77, right)
    assert rebuild_months(history.club_id, until=history.month) == (found,)
    assert kept_months(history.club_id)[month][figure] == right
    assert verify_months(history.club_id) == ()


def test_a_missing_month_is_found_and_mended():
    history = History(seed=3)
    ClubMonth.objects.filter(club_id=history.club_id, month="2025-12-01").delete()
    (found,) = verify_months(history.club_id)
    assert (str(found.month), found.is_missing) == ("2025-12", True)
    rebuild_months(history.club_id, until=history.month)
    assert verify_months(history.club_id) == ()
