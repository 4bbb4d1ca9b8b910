"""What each member has paid, kept beside the transfers and never apart from them."""

from dataclasses import replace

import pytest

from lienthehe.clubs.rules.regulations import ContributionKind
from lienthehe.ledger.models import DuesPaid
from lienthehe.ledger.queries.dues import dues_paid, member_paid
from tests.given.books import ACTIVITY, INCOME, some_books
from tests.given.payments import correct
from tests.given.receipts import contribute, dues_receipt, hand_in, receive

pytestmark = pytest.mark.django_db


def test_dues_add_up_by_member_fund_and_whether_they_are_paid_back():
    books = some_books()
    first, second, third = books.members
    contribute(books, 10_000)
    contribute(books, 20_000, people=[first])
    contribute(books, 500_000, people=[first, second], fund=INCOME, refundable=True)
    receive(books, 70_000)
    monthly, share = ContributionKind(ACTIVITY, refundable=False), ContributionKind(INCOME, refundable=True)
    assert dues_paid(books.club_id) == {
        first: {monthly: 30_000, share: 500_000},
        second: {monthly: 10_000, share: 500_000},
        third: {monthly: 10_000},
    }
    assert member_paid(books.club_id, third) == {monthly: 10_000}
    assert books.are_sound()


def test_a_receipt_for_two_pays_the_dues_of_both():
    books = some_books()
    first, second = (dues_receipt(member, 10_000) for member in books.members[:2])
    hand_in(books, replace(first, parts=first.parts + second.parts))
    assert [list(paid.values()) for paid in dues_paid(books.club_id).values()] == [[10_000], [10_000]]


def test_a_correction_takes_back_and_pays_anew():
    books = some_books()
    wrong = contribute(books, 10_000, people=books.members[:1])[0]
    correct(books, wrong, dues_receipt(books.members[1], 12_000).draft())
    rows = DuesPaid.objects.filter(club_id=books.club_id)
    assert {row.membership_id: row.paid for row in rows} == {books.members[0]: 0, books.members[1]: 12_000}
    assert books.are_sound()
