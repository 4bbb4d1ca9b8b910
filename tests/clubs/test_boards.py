from datetime import date, timedelta

import pytest

from lienthehe.access.rules import NotAllowed, Role
from lienthehe.clubs.commands import elect_board, leave_club, replace_seat
from lienthehe.clubs.queries import board_on, board_term_on
from lienthehe.clubs.rules import Area, LeavingReason, Post, Seat
from lienthehe.clubs.rules.boards import (
    ChairMissing,
    ElectedEarlier,
    NoSuchSeat,
    NotAMember,
    SeatBeganLater,
    SeatTakenOverThen,
    TreasurerMissing,
    TwoSeatsForOne,
    remarks_on_board,
)
from lienthehe.clubs.rules.clubs import IdTaken, InTheFuture
from lienthehe.foundation.ids import uuid7
from tests.given.clubs import FOUNDED, a_board, a_club, club_officer
from tests.given.officers import AT
from tests.given.people import members

pytestmark = pytest.mark.django_db
TODAY = AT.date()
NEW_TERM = date(2026, 9, 1)


@pytest.fixture
def club():
    return a_club()


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR)


def elect(club, by, seats, **changes):
    given = {"term_id": uuid7(), "club_id": club.id, "size": len(seats), "since": FOUNDED} | changes
    return elect_board(seats=seats, by=by, at=AT, **given)


def seats_for(rows, *posts):
    return [Seat(row.person_id, post) for row, post in zip(rows, posts, strict=False)]


def test_a_board_is_listed_from_the_chair_down_with_its_areas(club, chair):
    members(club.id, 5, by=chair)
    a_board(club.id, by=chair)
    board = board_on(club.id, TODAY)
    assert [row.post for row in board] == [
        Post.CHAIR,
        Post.VICE_CHAIR,
        Post.SECRETARY,
        Post.ACCOUNTANT,
        Post.TREASURER,
    ]
    assert board[0].areas == (Area.HEALTH,)
    term = board_term_on(club.id, TODAY)
    assert term is not None
    assert (term.size, term.since, term.until) == (5, FOUNDED, None)
    assert board_on(club.id, FOUNDED - timedelta(days=1)) == []


def test_a_new_board_ends_the_one_before(club, chair):
    rows = members(club.id, 6, by=chair)
    a_board(club.id, by=chair)
    elect(club, chair, seats_for(rows[3:], Post.CHAIR, Post.TREASURER, Post.SECRETARY), since=NEW_TERM)
    assert len(board_on(club.id, NEW_TERM - timedelta(days=1))) == 5
    assert len(board_on(club.id, NEW_TERM)) == 3
    with pytest.raises(ElectedEarlier):
        elect(club, chair, seats_for(rows, Post.CHAIR, Post.TREASURER), since=NEW_TERM)


def test_the_same_election_sent_again_changes_nothing(club, chair):
    rows = members(club.id, 3, by=chair)
    term_id = uuid7()
    seats = seats_for(rows, Post.CHAIR, Post.TREASURER)
    first = elect(club, chair, seats, term_id=term_id)
    assert elect(club, chair, seats, term_id=term_id) == first
    other = a_club(name="CLB khác")
    with pytest.raises(IdTaken):
        elect(other, club_officer(other.id, Role.CHAIR), seats, term_id=term_id)


def test_a_board_needs_one_chair_and_one_treasurer_from_among_the_members(club, chair):
    rows = members(club.id, 3, by=chair)
    with pytest.raises(ChairMissing):
        elect(club, chair, seats_for(rows, Post.TREASURER))
    with pytest.raises(ChairMissing):
        elect(club, chair, seats_for(rows, Post.CHAIR, Post.CHAIR, Post.TREASURER))
    with pytest.raises(TreasurerMissing):
        elect(club, chair, seats_for(rows, Post.CHAIR, Post.SECRETARY))
    with pytest.raises(TwoSeatsForOne):
        elect(club, chair, seats_for([rows[0], rows[0]], Post.CHAIR, Post.TREASURER))
    with pytest.raises(NotAMember):
        elect(club, chair, [*seats_for(rows, Post.CHAIR, Post.TREASURER), Seat(uuid7(), Post.SECRETARY)])
    with pytest.raises(NotAMember):
        elect(club, chair, seats_for(rows, Post.CHAIR, Post.TREASURER), since=FOUNDED - timedelta(days=1))
    with pytest.raises(InTheFuture):
        elect(club, chair, seats_for(rows, Post.CHAIR, Post.TREASURER), since=TODAY + timedelta(days=1))
    with pytest.raises(NotAllowed):
        elect(club, club_officer(club.id, Role.TREASURER), seats_for(rows, Post.CHAIR, Post.TREASURER))


def test_a_seat_passes_to_another_member_with_its_post(club, chair):
    rows = members(club.id, 6, by=chair)
    a_board(club.id, by=chair)
    treasurer = board_on(club.id, TODAY)[-1]

    def pass_to(row, on=NEW_TERM, seat=treasurer):
        areas = (Area.INCOME,)
        return replace_seat(
            seat_id=seat.seat_id, person_id=row.person_id, areas=areas, on=on, by=chair, at=AT
        )

    with pytest.raises(SeatBeganLater):
        pass_to(rows[5], on=FOUNDED)
    with pytest.raises(TwoSeatsForOne):
        pass_to(rows[0])
    pass_to(rows[5])
    now = board_on(club.id, NEW_TERM)[-1]
    assert (now.person_id, now.post, now.areas) == (rows[5].person_id, Post.TREASURER, (Area.INCOME,))
    assert board_on(club.id, NEW_TERM - timedelta(days=1))[-1].person_id == treasurer.person_id
    with pytest.raises(NoSuchSeat):
        pass_to(rows[5], on=TODAY)
    with pytest.raises(SeatTakenOverThen):
        elect(club, chair, seats_for(rows, Post.CHAIR, Post.TREASURER), since=NEW_TERM)
    with pytest.raises(ElectedEarlier):
        elect(club, chair, seats_for(rows, Post.CHAIR, Post.TREASURER), since=FOUNDED)
    elect(club, chair, seats_for(rows, Post.CHAIR, Post.TREASURER), since=NEW_TERM + timedelta(days=1))


def test_a_seat_left_empty_by_a_leaving_member_is_filled(club, chair):
    rows = members(club.id, 6, by=chair)
    a_board(club.id, by=chair)
    treasurer = board_on(club.id, TODAY)[-1]
    membership = next(row.membership_id for row in rows if row.person_id == treasurer.person_id)
    leave_club(membership_id=membership, on=NEW_TERM, reason=LeavingReason.DIED, by=chair, at=AT)
    assert Post.TREASURER not in [row.post for row in board_on(club.id, TODAY)]
    replace_seat(
        seat_id=treasurer.seat_id, person_id=rows[5].person_id, areas=(), on=NEW_TERM, by=chair, at=AT
    )
    assert board_on(club.id, TODAY)[-1].person_id == rows[5].person_id


def test_unusual_boards_are_remarked_on_and_never_refused(club, chair):
    rows = members(club.id, 4, by=chair)
    elect(club, chair, seats_for(rows, Post.CHAIR, Post.TREASURER), size=4)
    said = [r.message % r.values for r in remarks_on_board(size=4, posts=[Post.CHAIR])]
    assert said == [
        "The board has 4 seats; usual are 3, 5, 7 or 9.",
        "The regulations give the board 4 seats; 1 are held.",
        "The board has no Treasurer now.",
    ]
    assert remarks_on_board(size=3, posts=[Post.CHAIR, Post.TREASURER, Post.SECRETARY]) == ()


@pytest.mark.parametrize("n", [3, 5])
def test_reading_a_board_is_one_query(club, chair, n, django_assert_num_queries):
    members(club.id, n, by=chair)
    a_board(club.id, size=n, by=chair)
    with django_assert_num_queries(1):
        assert len(board_on(club.id, TODAY)) == n
