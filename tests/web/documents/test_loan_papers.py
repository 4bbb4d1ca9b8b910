"""The papers of loans as pages: who may print what."""

from datetime import date

import pytest
import time_machine

from lienthehe.access.rules import Role
from tests.given.books import NOW, TODAY
from tests.given.clubs import club_officer
from tests.given.loans import extend, lend, lending_books, loan
from tests.given.readers import shown, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_papers_that_name_borrowers_are_for_those_who_may_see_people():
    books = lending_books(people=1)
    borrowed = lend(books, books.members[0])
    change = extend(books, borrowed, [date(2026, 12, 17)])
    row = loan(books, borrowed)
    treasurer = signed_in(books.treasurer)
    reader = signed_in(club_officer(books.club_id, Role.READER, at=NOW))
    for path in (
        f"vay-von/{borrowed}/in/",
        f"vay-von/{borrowed}/quyet-dinh/{change}/in/",
        f"in/so-vay/{row.person_id}/",
        "in/thu-no/",
        "in/so-no/",
    ):
        where = f"/cau-lac-bo/{books.club_id}/{path}"
        assert treasurer.get(where).status_code == 200, path
        assert reader.get(where).status_code == 403, path
    book = f"/cau-lac-bo/{books.club_id}/in/theo-doi-vay/{TODAY:%Y-%m}/"
    assert row.borrower in shown(treasurer.get(book))
    assert row.borrower not in shown(reader.get(book))
    assert treasurer.get(book.replace("2026-01", "2026-02")).status_code == 404
