"""The demonstration: sixteen clubs of Mộc Châu with two years of books, and what must be seen in it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from lienthehe.clubs.queries import board_on, club_summary
from lienthehe.clubs.rules import Fund
from lienthehe.demo.clubs import BIG, MENDED, PLANS, SHORT, SMALL_BOARD
from lienthehe.demo.report import count_world
from lienthehe.demo.shown import HANDED_OVER, LADDER, LAPSED, OF_LOANS, OF_VOUCHERS
from lienthehe.demo.story import MENDED_MONTH, SHORT_MONTH
from lienthehe.demo.world import MonthNotPast, make_world
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.sources import open_difference
from lienthehe.loans.queries.loans import loans_on
from tests.loans.independent import compare

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
UNTIL = Month(2026, 10)
LEFT = 1
"""Who left a club within the two years."""

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def silent(what, number, of):
    assert number <= of


@pytest.fixture
def world():
    return make_world(until=UNTIL, now=NOW, tell=silent)


def club(world, village):
    return next(keepers.club_id for keepers in world.keepers if keepers.plan.village == village)


def place_of(world, village, day):
    summary = club_summary(club(world, village), day)
    assert summary is not None
    return summary.place


def test_two_years_of_sixteen_clubs(world):
    made = count_world(world)
    assert (made.clubs, made.communes_before, made.members) == (
        16,
        15,
        sum(plan.members for plan in PLANS) - LEFT,
    )
    assert made.meetings == 16 * 24
    assert len(made.chosen_places) == 3
    assert len(board_on(club(world, SMALL_BOARD), UNTIL.last)) == 3

    before, after = (place_of(world, MENDED, day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert (before.name, before.district_name, after.name) == ("Xã Tân Hợp", "Huyện Mộc Châu", "Xã Tân Yên")

    short = cash_book(club(world, SHORT), Fund.ACTIVITY, world.first.plus(SHORT_MONTH - 1))
    assert [line.paid_out for line in short.lines if line.vouchers[0].draft.count] == [20_000]
    assert not any(open_difference(club(world, SHORT)).values())

    check_loans(world, made.loans)

    for month in (world.first.plus(MENDED_MONTH - 1), world.first.plus(MENDED_MONTH + 1)):
        book = cash_book(club(world, MENDED), Fund.ACTIVITY, month)
        assert any(view.is_reversal for line in book.lines for view in line.vouchers)


def check_loans(world, loans):
    """Every club lends, as the report says; by hand everything comes out the same at each month's end."""
    assert loans.lending_clubs == len(PLANS)
    assert 25 * 2 <= len(loans_on(club(world, BIG), UNTIL.last)) <= 35 * 2
    assert loans.outstanding == loans.lent - loans.repaid - loans.written_off
    assert {one.what for one in loans.seen} == {
        LADDER,
        LAPSED,
        HANDED_OVER,
        *(what for what, _, _ in (*OF_LOANS, *OF_VOUCHERS)),
    }
    assert list(by_hand(world)) == []


def by_hand(world):
    """Yield where the books and the reckoning by hand differ at the end of any month."""
    for month in world.first.until(UNTIL):
        for keepers in world.keepers:
            yield from compare(keepers.club_id, month.last)


def test_a_month_that_is_not_over_is_refused(transactional_db):
    with pytest.raises(MonthNotPast):
        make_world(until=Month(2026, 11), now=NOW, months=1, tell=silent)
