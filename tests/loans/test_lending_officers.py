"""Nobody is one of the two behind a loan to himself or his household: known by his post, his name, his house."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import change_person
from lienthehe.clubs.models import Membership
from lienthehe.clubs.queries import members_on, person_story
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.commands.changes import extend_loan, write_off_loan
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.commands.repaying import repay_in_goods
from lienthehe.loans.models import Loan
from lienthehe.loans.rules.lending import Disbursement, OwnLoan
from lienthehe.loans.rules.repaying import Repayment
from lienthehe.meetings.rules.loans import LoanPaidOut
from tests.given.books import NOW, TODAY
from tests.given.clubs import a_board, club_officer, province_officer
from tests.given.loans import approve, ask, borne_by_grant, lend, lending_books, moment
from tests.given.meetings import a_sheet, counted, held
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


LATER = TODAY + timedelta(days=28)


@pytest.fixture
def at_home(books):
    """A borrower, the officer who lives under the same roof, and who he is among the members."""
    borrower = a_member(books.club_id, "Lò Thị Thử", by=above(books), at=NOW)
    own = a_member(books.club_id, "Lò Văn Thử", by=above(books), at=NOW, household_id=borrower.household_id)
    return borrower, club_officer(books.club_id, Role.SECRETARY, at=NOW, full_name="Lò Văn Thử"), own


def move_out(books, row, *, on):
    story = person_story(books.club_id, row.person_id, on)
    facts = replace(story.facts, household_id=uuid7())
    change_person(person_id=row.person_id, facts=facts, by=books.treasurer, at=moment(on))


@pytest.mark.parametrize("who", [0, 2])
def test_moving_apart_after_the_request_changes_nothing(books, at_home, who):
    """The borrower set to live alone, or the officer himself: since the request they were of one household."""
    borrower, officer, _own = at_home
    wanted, loan_id = ask(books, borrower.membership_id), lend(books, borrower.membership_id)
    approve(books, wanted)
    move_out(books, at_home[who], on=LATER)
    named = {"club_id": books.club_id, "on": LATER, "second": officer, "by": books.treasurer}
    named["at"] = moment(LATER)
    given = Disbursement(uuid7(), wanted, LATER, Dong(5_000_000), second_officer=officer.pk)
    with pytest.raises(OwnLoan):
        pay_out_loan(given=given, **{key: named[key] for key in ("club_id", "second", "by", "at")})
    with pytest.raises(OwnLoan):
        extend_loan(
            change_id=uuid7(), loan_id=loan_id, dues=[LATER.replace(month=9)], reason="mất mùa", **named
        )
    borne_by = borne_by_grant(books, 5_000_000)
    with pytest.raises(OwnLoan):
        write_off_loan(voucher_id=uuid7(), loan_id=loan_id, borne_by=borne_by, reason="mất trắng", **named)
    with pytest.raises(OwnLoan):
        repay_in_goods(
            voucher_id=uuid7(), paid=Repayment(loan_id, Dong(1_000), Dong(0)), goods="1 con gà", **named
        )


def test_moving_apart_on_the_day_of_the_request_changes_nothing_in_a_meeting_either(books, at_home):
    borrower, officer, _own = at_home
    wanted = ask(books, borrower.membership_id, on=LATER)
    approve(books, wanted, on=LATER)
    move_out(books, borrower, on=LATER)
    given = LoanPaidOut(uuid7(), wanted, Dong(1_000_000), second_officer=officer.pk)
    sheet = counted(a_sheet(books.club_id, LATER, loans_paid_out=(given,)))
    with pytest.raises(OwnLoan):
        held(sheet, by=books.treasurer, second=officer, at=moment(LATER))


@pytest.mark.parametrize("who", [0, 2])
def test_who_lived_apart_before_the_request_may_stand_behind_it(books, at_home, who):
    borrower, officer, _own = at_home
    move_out(books, at_home[who], on=TODAY)
    wanted = ask(books, borrower.membership_id, on=LATER)
    approve(books, wanted, on=LATER)
    given = Disbursement(uuid7(), wanted, LATER, Dong(5_000_000), second_officer=officer.pk)
    pay_out_loan(club_id=books.club_id, given=given, second=officer, by=books.treasurer, at=moment(LATER))
    assert Loan.objects.count() == 1


def test_who_moved_in_since_is_of_one_household(books, at_home):
    borrower, officer, own = at_home
    move_out(books, own, on=TODAY)
    wanted = ask(books, borrower.membership_id, on=LATER)
    approve(books, wanted, on=LATER)
    story = person_story(books.club_id, own.person_id, LATER)
    facts = replace(story.facts, household_id=borrower.household_id)
    change_person(person_id=own.person_id, facts=facts, by=books.treasurer, at=moment(LATER))
    move_out(books, own, on=LATER)
    given = Disbursement(uuid7(), wanted, LATER, Dong(5_000_000), second_officer=officer.pk)
    with pytest.raises(OwnLoan):
        pay_out_loan(club_id=books.club_id, given=given, second=officer, by=books.treasurer, at=moment(LATER))
