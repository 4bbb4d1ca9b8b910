"""A post is handed over in one act: seat, count, what lay there, and the access where the writer may move it."""

from dataclasses import replace

import pytest

from lienthehe.access.queries import grants_of, grants_within
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import board_on, club_summary, members_on, scopes_of_club
from lienthehe.clubs.rules import Post
from lienthehe.clubs.rules.boards import NotAMember
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.rules.refusals import ExplanationMissing
from lienthehe.lifecycle.commands.handing_over import hand_over
from lienthehe.lifecycle.models import HandOver
from lienthehe.lifecycle.queries.handing_over import hand_over_view, hand_overs
from lienthehe.lifecycle.rules.handing_over import (
    BoxNotCounted,
    HandOverIdReused,
    HandOverSheet,
    NobodyTakesOver,
    Taken,
)
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY
from tests.given.clubs import a_board, commune_officer, province_officer
from tests.given.counts import a_count
from tests.given.loans import lend, lending_books
from tests.given.officers import read_anew
from tests.given.receipts import contribute

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    books = lending_books()
    place = club_summary(books.club_id, TODAY).place
    lend(books, books.members[4])
    a_board(books.club_id, size=3, by=province_officer(place, at=NOW), at=NOW)
    contribute(books, 20_000, people=books.members[:2])
    return books


@pytest.fixture
def commune(books):
    return commune_officer(club_summary(books.club_id, TODAY).place, at=NOW)


def treasurers_seat(books):
    return next(row for row in board_on(books.club_id, TODAY) if row.post is Post.TREASURER)


def newcomer(books):
    seated = {row.person_id for row in board_on(books.club_id, TODAY)}
    return next(row for row in members_on(books.club_id, TODAY) if row.person_id not in seated)


def a_sheet(books, *, short=0, explanation="", **given):
    counts = (
        a_count(books.box(INCOME), INCOME, on=TODAY),
        a_count(books.box(ACTIVITY) - short, ACTIVITY, on=TODAY, explanation=explanation),
    )
    taken = (Taken(treasurers_seat(books).seat_id, newcomer(books).person_id),)
    return replace(HandOverSheet(uuid7(), TODAY, taken, counts), **given)


def give(books, sheet, by):
    done = hand_over(club_id=books.club_id, sheet=sheet, by=by, at=NOW)
    return done, hand_over_view(books.club_id, done.id)


def test_the_commune_moves_seat_count_and_access_in_one_act(books, commune):
    old, new = treasurers_seat(books), newcomer(books)
    done, view = give(books, a_sheet(books), commune)
    assert treasurers_seat(books).person_id == new.person_id
    (passed,) = view.passed
    assert (passed.post, passed.from_name, passed.to_name) == (Post.TREASURER, old.full_name, new.full_name)
    assert [count.counted for count in view.counts] == [books.box(INCOME), books.box(ACTIVITY)]
    assert not any(grant.holds_on(TODAY) for grant in grants_of(read_anew(books.treasurer)))
    (code,) = done.codes
    held = grants_within(scopes=scopes_of_club(books.club_id, on=TODAY)[:1], on=TODAY)
    assert {one.officer_id for one in held if one.role == Role.TREASURER} == {code.officer_id}
    assert [(key.role, key.given) for key in view.keys] == [(Role.TREASURER, False), (Role.TREASURER, True)]
    assert hand_overs(books.club_id) == [(done.id, TODAY)]
    assert books.are_sound()


def test_a_club_officer_hands_over_all_but_the_access(books):
    done, view = give(books, a_sheet(books), books.chair)
    assert done.codes == ()
    assert view.keys == ()
    assert any(grant.holds_on(TODAY) for grant in grants_of(read_anew(books.treasurer)))


def test_what_lay_there_is_kept_as_it_was(books, commune):
    _, view = give(books, a_sheet(books), commune)
    before = view.there
    assert [one.box for one in before.funds] == [books.box(INCOME), books.box(ACTIVITY)]
    assert (before.lent, [one.owed for one in before.loans]) == (5_000_000, [5_000_000])
    assert before.behind > 0
    contribute(books, 500_000)
    assert hand_over_view(books.club_id, view.id).there == before


def test_a_difference_becomes_a_voucher_and_is_explained(books, commune):
    with pytest.raises(ExplanationMissing):
        give(books, a_sheet(books, short=5_000), commune)
    assert treasurers_seat(books).person_id != newcomer(books).person_id
    assert not HandOver.objects.exists()
    _, view = give(books, a_sheet(books, short=5_000, explanation="Chưa rõ"), commune)
    assert view.counts[1].difference == -5_000
    assert view.there.funds[1].box == view.counts[1].counted


def test_sent_twice_it_is_done_once_and_no_code_is_shown_again(books, commune):
    sheet = a_sheet(books)
    first, _ = give(books, sheet, commune)
    again, _ = give(books, sheet, commune)
    assert (again.id, again.codes) == (first.id, ())
    assert HandOver.objects.count() == 1
    with pytest.raises(HandOverIdReused):
        give(books, replace(sheet, taken=()), commune)


def test_what_is_missing_is_said(books, commune):
    sheet = a_sheet(books)
    with pytest.raises(NobodyTakesOver):
        give(books, replace(sheet, taken=()), commune)
    with pytest.raises(BoxNotCounted):
        give(books, replace(sheet, counts=sheet.counts[:1]), commune)
    with pytest.raises(NotAMember):
        give(books, replace(sheet, taken=(Taken(sheet.taken[0].seat_id, uuid7()),)), commune)
