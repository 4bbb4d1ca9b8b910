"""Nobody is one of the two behind a loan to himself or his household: known by his post, his name, his house."""

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.models import Membership
from lienthehe.clubs.queries import members_on
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.commands.changes import extend_loan
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.commands.repaying import repay_in_goods
from lienthehe.loans.models import Loan
from lienthehe.loans.rules.lending import Disbursement, OwnLoan
from lienthehe.loans.rules.repaying import Repayment
from tests.given.books import NOW, TODAY
from tests.given.clubs import a_board, club_officer, province_officer
from tests.given.loans import approve, ask, lend, lending_books, moment
from tests.given.people import a_member
from tests.given.places import commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    return lending_books()


def above(books):
    return province_officer(commune("Xã Chiềng Sơn"), at=NOW)


def pay_out(books, member, *, by=None, second=None):
    wanted = ask(books, member)
    approve(books, wanted)
    by, second = by or books.treasurer, second or books.chair
    given = Disbursement(uuid7(), wanted, TODAY, Dong(5_000_000), second_officer=second.pk)
    return pay_out_loan(club_id=books.club_id, given=given, second=second, by=by, at=NOW)


def test_known_by_the_post_that_he_holds(books):
    """The officer who signs in as chair is the person whom the club elected chair."""
    a_board(books.club_id, size=3, by=above(books), at=NOW)
    chair, treasurer, *others = members_on(books.club_id, TODAY)
    for own in (chair, treasurer):
        with pytest.raises(OwnLoan):
            pay_out(books, own.membership_id)
    assert not Loan.objects.exists()
    theirs = {chair.household_id, treasurer.household_id}
    pay_out(books, next(row.membership_id for row in others if row.household_id not in theirs))


def test_known_by_his_name_however_it_is_written(books):
    member = books.members[2]
    name = Membership.objects.select_related("person").get(id=member).person.full_name
    same = club_officer(books.club_id, Role.SECRETARY, at=NOW, full_name=name.upper())
    with pytest.raises(OwnLoan) as refused:
        pay_out(books, member, second=same)
    assert refused.value.values == {"name": name.upper()}
    pay_out(books, books.members[3], second=same)


def test_known_by_his_household(books):
    row = a_member(books.club_id, "Lò Văn Thử", by=above(books), at=NOW)
    housemate = a_member(books.club_id, "Lò Thị Thử", by=above(books), at=NOW, household_id=row.household_id)
    same = club_officer(books.club_id, Role.SECRETARY, at=NOW, full_name="Lò Văn Thử")
    with pytest.raises(OwnLoan):
        pay_out(books, housemate.membership_id, second=same)


def test_it_holds_for_an_extension_and_for_goods_too(books):
    loan_id = lend(books, books.members[2])
    name = Membership.objects.select_related("person").get(id=books.members[2]).person.full_name
    same = club_officer(books.club_id, Role.SECRETARY, at=NOW, full_name=name)
    on = moment(TODAY.replace(month=3)).date()
    named = {"club_id": books.club_id, "on": on, "second": same, "by": books.treasurer, "at": moment(on)}
    with pytest.raises(OwnLoan):
        extend_loan(change_id=uuid7(), loan_id=loan_id, dues=[on.replace(month=9)], reason="mất mùa", **named)
    with pytest.raises(OwnLoan):
        repay_in_goods(
            voucher_id=uuid7(), paid=Repayment(loan_id, Dong(1_000), Dong(0)), goods="1 con gà", **named
        )
