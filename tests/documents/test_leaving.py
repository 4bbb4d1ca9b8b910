"""The settlement on paper: who, what, in words, and who signs."""

import pytest

from lienthehe.clubs.queries import club_summary
from lienthehe.documents.leaving import leaving_paper
from lienthehe.foundation.ids import uuid7
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY
from tests.given.leaving import a_sheet, leave
from tests.given.loans import lend, lending_books
from tests.given.receipts import contribute

pytestmark = pytest.mark.django_db


def test_the_paper_says_everything_that_was_settled():
    books = lending_books()
    member = books.members[0]
    contribute(books, 500_000, people=[member], fund=INCOME, refundable=True)
    contribute(books, 100_000, people=[member], fund=ACTIVITY, refundable=True)
    lend(books, member, 5_000_000)
    done = leave(books, a_sheet(member, stands_for="Con trai", receiver="Con gái"))
    club = club_summary(books.club_id, TODAY)
    assert club is not None
    paper = leaving_paper(club, done.id, at=NOW)
    assert paper is not None
    assert paper.sheet.share == 600_000
    assert [amount for _, amount in paper.sheet.paid] == [100_000]
    assert sum(amount for _, amount in paper.sheet.set_off) == 500_000
    (left,) = paper.sheet.left
    assert "Nuôi lợn" in left[0]
    assert left[1] == done.settlement.going_on[0].left
    assert [signer.name for signer in paper.signers[-2:]] == ["Con gái", "Con trai"]
    assert leaving_paper(club, uuid7(), at=NOW) is None
