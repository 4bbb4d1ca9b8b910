"""A share that is paid back on leaving is owed to the person until it is paid out."""

from dataclasses import replace

import pytest

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.dues import member_paid
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.accounts import AccountKind, owed_to_leaver
from lienthehe.ledger.rules.entries import Part, Payment, needs_second, share_owed
from lienthehe.ledger.rules.refusals import MoreThanOwed, OtherClub, WrongShape
from lienthehe.ledger.rules.vouchers import Wording
from tests.given.books import INCOME, TODAY, some_books
from tests.given.payments import correct, hand_out, transfer
from tests.given.receipts import contribute

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    books = some_books()
    contribute(books, 500_000, fund=INCOME, refundable=True)
    return books


def pay_out(books, member, amount):
    part = Part(owed_to_leaver(INCOME, member), Dong(amount))
    return hand_out(books, Payment(uuid7(), INCOME, TODAY, (part,), Wording(party_name="Bà Thử")))[0]


def test_the_share_is_owed_then_paid_out(books):
    member = books.members[0]
    owing = transfer(books, share_owed(INCOME, member, Dong(500_000)))
    assert needs_second(books.voucher(owing).draft)
    assert sum(member_paid(books.club_id, member).values()) == 0
    money = fund_sources(books.club_id)[INCOME]
    assert [(line.kind, line.amount) for line in money.owed] == [(AccountKind.OWED_TO_LEAVER, 500_000)]
    pay_out(books, member, 200_000)
    paid = pay_out(books, member, 300_000)
    with pytest.raises(MoreThanOwed):
        pay_out(books, member, 1)
    with pytest.raises(MoreThanOwed):
        correct(books, owing)
    correct(books, paid)
    assert books.box(INCOME) == 1_300_000
    assert books.are_sound()


def test_nobody_is_owed_more_than_the_own_share(books):
    with pytest.raises(MoreThanOwed):
        transfer(books, share_owed(INCOME, books.members[0], Dong(500_001)))
    (line,) = share_owed(INCOME, books.members[0], Dong(1))
    with pytest.raises(WrongShape):
        transfer(books, (replace(line, for_member=None),))


def test_a_leaver_of_another_club_is_refused(books):
    (stranger, *_) = some_books().members
    with pytest.raises(OtherClub):
        pay_out(books, stranger, 1)
