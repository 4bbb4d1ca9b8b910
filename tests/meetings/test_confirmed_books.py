"""What two confirm is what is written: a confirmation falls when the books beside the sheet change."""

from datetime import date, timedelta

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.money import box_balances
from lienthehe.meetings.commands import begin_meeting, confirm_draft, record_meeting, save_step
from lienthehe.meetings.queries import digest_of_books, draft_view, is_recorded
from lienthehe.meetings.rules.format import write_fields
from lienthehe.meetings.rules.refusals import BooksMovedOn
from tests.given.books import ACTIVITY, TODAY
from tests.given.loans import approve, ask, lending_books, moment
from tests.given.meetings import a_sheet
from tests.given.receipts import a_receipt, fee, hand_in, receive

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 17)
AT = moment(DAY)


@pytest.fixture
def books(db):
    return lending_books()


@pytest.fixture
def draft(books):
    """A meeting of which only the confirmations are missing."""
    begun = begin_meeting(
        club_id=books.club_id, sheet_id=uuid7(), on=DAY, stands_for=Month.of(DAY), by=books.treasurer, at=AT
    )
    sheet = a_sheet(books.club_id, DAY)
    fields = ("attendance", "contributions", "closing_counts")
    changes = write_fields(begun.sheet, **{name: getattr(sheet, name) for name in fields})
    return save_step(
        club_id=books.club_id, draft_id=begun.sheet.id, version=begun.version, step="all", changes=changes,
        by=books.treasurer, at=AT,
    )  # fmt: skip


def confirm(books, draft, officer, *, books_read=None):
    return confirm_draft(
        club_id=books.club_id,
        draft_id=draft.sheet.id,
        version=draft.version,
        books_read=books_read or digest_of_books(books.club_id, DAY),
        officer=officer,
        at=AT,
    )


def record(books, draft, books_read):
    both = (books.treasurer, books.chair)
    return record_meeting(draft.sheet, confirmed_by=both, books_read=books_read, by=books.treasurer, at=AT)


@pytest.mark.parametrize("days", [0, 3], ids=["before the meeting's day is over", "after its day"])
def test_what_changes_a_box_lets_the_first_confirmation_fall(books, draft, days):
    confirm(books, draft, books.treasurer)
    receive(books, 10_000, on=DAY + timedelta(days=days), at=moment(DAY + timedelta(days=days)))
    second = confirm(books, draft, books.chair)
    assert [one.officer_id for one in second.confirmations] == [books.chair.pk]
    (fallen,) = second.fallen
    assert (fallen.name, fallen.entries_since) == (books.treasurer.full_name, 1)
    again = confirm(books, draft, books.treasurer)
    assert (len(again.confirmations), again.fallen) == (2, ())


def test_what_changes_nothing_of_what_was_read_lets_none_fall(books, draft):
    confirm(books, draft, books.treasurer)
    hand_in(books, a_receipt(fee(ACTIVITY), 10_000, on=DAY, at_bank=True), at=AT)
    assert len(draft_view(books.club_id, draft.sheet.id).confirmations) == 1


def test_an_approval_in_between_lets_it_fall_too(books, draft):
    wanted = ask(books, books.members[2])
    confirm(books, draft, books.treasurer)
    approve(books, wanted)
    view = draft_view(books.club_id, draft.sheet.id)
    assert view.confirmations == ()
    assert [one.entries_since for one in view.fallen] == [0]


def test_who_read_other_sums_than_the_books_have_does_not_confirm_them(books, draft):
    read = digest_of_books(books.club_id, DAY)
    receive(books, 10_000, on=TODAY)
    with pytest.raises(BooksMovedOn):
        confirm(books, draft, books.chair, books_read=read)
    assert draft_view(books.club_id, draft.sheet.id).confirmations == ()


def test_the_command_itself_writes_on_no_other_books_than_were_confirmed(books, draft):
    read, before = digest_of_books(books.club_id, DAY), box_balances(books.club_id)
    receive(books, 10_000, on=DAY, at=AT)
    with pytest.raises(BooksMovedOn):
        record(books, draft, read)
    assert not is_recorded(books.club_id, draft.sheet.id)
    assert box_balances(books.club_id)[ACTIVITY] == before[ACTIVITY] + 10_000


def test_sent_again_it_is_the_first_although_the_books_went_on(books, draft):
    read = digest_of_books(books.club_id, DAY)
    first = record(books, draft, read)
    assert record(books, draft, read) == first
