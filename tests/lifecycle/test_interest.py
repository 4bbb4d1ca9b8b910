"""Closing a month shares its loan interest between the funds, in one act."""

from datetime import date, datetime, time

import pytest

from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.money import last_closed_month
from lienthehe.ledger.rules.refusals import MonthAlreadyClosed, SecondOfficerMissing
from lienthehe.lifecycle.commands.interest import close_month
from lienthehe.lifecycle.queries.interest import interest_received, planned_split, split_of_month, splits_of
from tests.given.books import ACTIVITY, INCOME, NOW, close
from tests.given.loans import lend, lending_books, repay_split, undo
from tests.given.payments import a_payment, correct, hand_out

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = (Month(2026, number) for number in (1, 2, 3))
PAID_ON = date(2026, 2, 18)


@pytest.fixture
def books():
    """A club whose policy gives a fifth of the interest to the activity fund; 40.000 đ came in in February."""
    return lending_books(terms={"ladder": (), "membership_months": 0, "interest_to_activity": 20})


@pytest.fixture
def paid(books):
    loan_id = lend(books, books.members[0])
    share(books, JANUARY)
    return repay_split(books, loan_id, 500_000, 40_000, on=PAID_ON)


def share(books, month, *, second=True):
    at = datetime.combine(month.next.first, time(9), NOW.tzinfo)
    return close_month(
        club_id=books.club_id, month=month, second=books.chair if second else None, by=books.treasurer, at=at
    )


def test_a_fifth_moves_to_the_other_box_on_the_months_last_day(books, paid):
    share(books, FEBRUARY)
    shared = split_of_month(books.club_id, FEBRUARY)
    assert (shared.split.base, shared.split.moved, shared.split.carried) == (40_000, 8_000, 0)
    view = books.voucher(shared.voucher_id)
    assert (view.draft.on, view.number) == (FEBRUARY.last, "CK 0001")
    assert books.box(ACTIVITY, FEBRUARY.last) == 8_000
    assert last_closed_month(books.club_id) == FEBRUARY
    months = (JANUARY, FEBRUARY, MARCH)
    assert [interest_received(books.club_id, one.first, one.last) for one in months] == [0, 40_000, 0]
    assert [one.month for one in splits_of(books.club_id)] == [FEBRUARY]
    assert books.are_sound()


def test_a_second_officer_is_asked_for_only_when_something_moves(books, paid):
    with pytest.raises(SecondOfficerMissing):
        share(books, FEBRUARY, second=False)
    assert last_closed_month(books.club_id) == JANUARY
    assert split_of_month(books.club_id, FEBRUARY) is None
    share(books, FEBRUARY)
    share(books, MARCH, second=False)
    assert split_of_month(books.club_id, MARCH).voucher_id is None
    with pytest.raises(MonthAlreadyClosed):
        share(books, MARCH)


def test_what_the_box_cannot_give_is_carried(books, paid):
    at = datetime.combine(date(2026, 3, 5), time(9), NOW.tzinfo)
    rest = books.box(INCOME, FEBRUARY.last) - 3_000
    hand_out(books, a_payment(rest, fund=INCOME, on=date(2026, 3, 2)), at=at)
    share(books, FEBRUARY)
    split = split_of_month(books.club_id, FEBRUARY).split
    assert (split.owed, split.moved, split.carried) == (8_000, 3_000, 5_000)
    assert planned_split(books.club_id, MARCH).before == 5_000


def test_a_repayment_undone_later_is_taken_off_the_next_part(books, paid):
    share(books, FEBRUARY)
    undo(books, paid, on=date(2026, 3, 10))
    split = planned_split(books.club_id, MARCH)
    assert (split.base, split.owed, split.moved, split.carried) == (-40_000, -8_000, 0, -8_000)
    share(books, MARCH, second=False)
    assert planned_split(books.club_id, MARCH.next).before == -8_000
    assert books.are_sound()


def test_a_move_that_was_undone_is_carried_again(books, paid):
    share(books, FEBRUARY)
    moved = split_of_month(books.club_id, FEBRUARY).voucher_id
    correct(books, moved, at=datetime.combine(date(2026, 3, 5), time(9), NOW.tzinfo))
    split = planned_split(books.club_id, MARCH)
    assert (split.base, split.before, split.moved) == (0, 8_000, 8_000)


def test_interest_of_months_closed_before_it_was_shared_is_left_alone(books):
    loan_id = lend(books, books.members[0])
    close(books, "2026-01")
    repay_split(books, loan_id, 500_000, 40_000, on=PAID_ON)
    close(books, "2026-02")
    assert split_of_month(books.club_id, FEBRUARY) is None
    assert planned_split(books.club_id, MARCH).base == 0
