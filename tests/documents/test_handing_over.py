"""The minutes of a hand-over: every open loan is on the paper, the signatures on its last page."""

import pytest

from lienthehe.clubs.queries import board_on, club_summary, members_on
from lienthehe.clubs.rules import Post
from lienthehe.documents.handing_over import hand_over_paper
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.commands.handing_over import hand_over
from lienthehe.lifecycle.rules.handing_over import HandOverSheet, Taken
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY
from tests.given.clubs import a_board, province_officer
from tests.given.counts import a_count
from tests.given.loans import lend, lending_books

pytestmark = pytest.mark.django_db


def test_both_sides_and_a_witness_sign_below_every_open_loan():
    books = lending_books()
    club = club_summary(books.club_id, TODAY)
    assert club is not None
    for member in books.members[:3]:
        lend(books, member, 1_000_000)
    above = province_officer(club.place, at=NOW)
    a_board(books.club_id, size=2, by=above, at=NOW)
    seat = next(row for row in board_on(books.club_id, TODAY) if row.post is Post.TREASURER)
    taker = members_on(books.club_id, TODAY)[-1]
    counts = tuple(a_count(books.box(fund), fund) for fund in (INCOME, ACTIVITY))
    sheet = HandOverSheet(uuid7(), TODAY, (Taken(seat.seat_id, taker.person_id),), counts)
    done = hand_over(club_id=books.club_id, sheet=sheet, by=above, at=NOW)
    paper = hand_over_paper(club, done.id, at=NOW)
    assert paper is not None
    assert sum(len(page) for page in paper.pages) == 3
    assert [one.name for one in paper.signers] == [seat.full_name, taker.full_name, above.full_name]
    assert paper.view.there.lent == 3_000_000
    assert hand_over_paper(club, uuid7(), at=NOW) is None
