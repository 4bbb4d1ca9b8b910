"""Leaving is one act: membership, share, loans, and what stays owed."""

from dataclasses import replace

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.commands import change_person
from lienthehe.clubs.queries import members_on, person_story
from lienthehe.clubs.rules.people import AlreadyLeft, LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.dues import member_paid
from lienthehe.ledger.queries.sources import named_sources
from lienthehe.ledger.rules.entries import Part, between_funds
from lienthehe.ledger.rules.refusals import FutureDate, ReasonMissing, SecondOfficerMissing
from lienthehe.lifecycle.models import Leaving
from lienthehe.lifecycle.queries.leaving import leavers_owed, leaving_of, planned_settlement
from lienthehe.lifecycle.rules.leaving import (
    LeavingIdReused,
    MoreThanBox,
    NoSuchLeaving,
    NothingOwedToLeaver,
    OwnLeaving,
    PaidSince,
    StandsForMissing,
)
from lienthehe.loans.queries.applications import application_of
from lienthehe.loans.rules.applications import State
from lienthehe.loans.rules.repaying import LoanIsRepaid, PartOfLeaving
from lienthehe.loans.rules.standings import LoanState
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY
from tests.given.clubs import club_officer
from tests.given.leaving import a_sheet, leave, pay_owed, undo
from tests.given.loans import ask, lend, lending_books, loan, write_off
from tests.given.loans import undo as undo_of_loan
from tests.given.payments import pay, transfer
from tests.given.receipts import contribute

pytestmark = pytest.mark.django_db


def borne_by_the_grant(books, amount):
    return [Part(named_sources(books.club_id)[0], Dong(amount))]


@pytest.fixture
def books():
    """The first member has paid in 500.000 đ that are paid back on leaving, and 100.000 đ into the other fund."""
    books = lending_books()
    contribute(books, 500_000, people=books.members[:1], fund=INCOME, refundable=True)
    contribute(books, 100_000, people=books.members[:1], fund=ACTIVITY, refundable=True)
    return books


def story(books, member):
    row = next(row for row in members_on(books.club_id, TODAY) if row.membership_id == member)
    return row.person_id


def test_the_share_is_paid_from_each_box_and_the_membership_ends(books):
    member = books.members[0]
    boxes = books.box(INCOME), books.box(ACTIVITY)
    done = leave(books, a_sheet(member))
    assert (boxes[0] - books.box(INCOME), boxes[1] - books.box(ACTIVITY)) == (500_000, 100_000)
    assert [view.number for view in done.vouchers] == ["PC 0001", "PC 0001"]
    assert member not in {row.membership_id for row in members_on(books.club_id, TODAY)}
    assert sum(member_paid(books.club_id, member).values()) == 0
    assert leaving_of(books.club_id, member) == done.id
    assert books.are_sound()


def test_who_has_paid_in_nothing_leaves_without_a_voucher(books):
    done = leave(books, a_sheet(books.members[1]), second=None)
    assert done.vouchers == ()
    assert not done.settlement.moves_money


def test_the_share_pays_the_whole_loan_first(books):
    member = books.members[0]
    loan_id = lend(books, member, 300_000)
    box = books.box(INCOME)
    pay_off = loan(books, loan_id).at.pay_off.total
    done = leave(books, a_sheet(member, stands_for=""))
    assert loan(books, loan_id).state is LoanState.SETTLED
    assert done.settlement.set_off == pay_off
    assert box - books.box(INCOME) == 500_000 - pay_off
    assert books.are_sound()


def test_what_a_leaving_set_off_is_undone_by_the_leaving_alone(books):
    loan_id = lend(books, books.members[0], 300_000)
    (set_off, *_) = leave(books, a_sheet(books.members[0], stands_for="")).vouchers
    with pytest.raises(PartOfLeaving):
        undo_of_loan(books, set_off.draft.id)
    assert loan(books, loan_id).state is LoanState.SETTLED


def test_a_rest_goes_on_with_whoever_stands_for_it(books):
    member = books.members[0]
    loan_id = lend(books, member, 5_000_000)
    before = loan(books, loan_id).at
    with pytest.raises(StandsForMissing):
        leave(books, a_sheet(member, stands_for=" "))
    died = {"reason": LeavingReason.DIED, "receiver": "Con trai ông Thử"}
    done = leave(books, a_sheet(member, stands_for="Con trai ông Thử", **died))
    (settled,) = done.settlement.loans
    after = loan(books, loan_id)
    assert before.outstanding - after.at.outstanding == settled.paid.principal
    assert after.at.outstanding == settled.left
    assert (after.guarantor, done.stands_for) == ("Con trai ông Thử", "Con trai ông Thử")
    assert done.settlement.paid == {INCOME: 0, ACTIVITY: 100_000}
    assert books.are_sound()


def test_what_a_short_box_cannot_pay_stays_owed_until_it_is_paid(books):
    member = books.members[0]
    pay(books, 60_000)
    done = leave(books, a_sheet(member))
    assert done.settlement.owed == {INCOME: 0, ACTIVITY: 60_000}
    (owed,) = leavers_owed(books.club_id)
    assert (owed.membership_id, owed.fund, owed.amount) == (member, ACTIVITY, 60_000)
    transfer(books, between_funds(giving=INCOME, taking=ACTIVITY, amount=Dong(60_000)))
    first = pay_owed(books, member, 20_000, fund=ACTIVITY, receiver="Con gái")
    assert books.voucher(first).draft.wording.party_name == "Con gái"
    with pytest.raises(NothingOwedToLeaver):
        pay_owed(books, member, 40_001, fund=ACTIVITY)
    pay_owed(books, member, 40_000, fund=ACTIVITY)
    assert leavers_owed(books.club_id) == []
    assert books.are_sound()


def test_less_than_the_box_holds_may_be_handed_over(books):
    done = leave(books, a_sheet(books.members[0], pay={INCOME: Dong(200_000), ACTIVITY: Dong(0)}))
    assert done.settlement.owed == {INCOME: 300_000, ACTIVITY: 100_000}
    with pytest.raises(MoreThanBox):
        planned_settlement(books.club_id, books.members[1], TODAY, {INCOME: Dong(1)})


def test_a_payment_to_a_leaver_sent_twice_is_written_once(books):
    leave(books, a_sheet(books.members[0], pay={}))
    voucher_id = uuid7()
    for _ in range(2):
        assert pay_owed(books, books.members[0], 200_000, voucher_id=voucher_id) == voucher_id
    assert [one.amount for one in leavers_owed(books.club_id)] == [100_000, 300_000]


def test_a_leaving_sent_twice_is_written_once_and_another_under_its_id_is_refused(books):
    sheet = a_sheet(books.members[0])
    assert leave(books, sheet) == leave(books, sheet)
    assert Leaving.objects.count() == 1
    with pytest.raises(LeavingIdReused):
        leave(books, replace(sheet, reason=LeavingReason.WITHDREW))
    with pytest.raises(AlreadyLeft):
        leave(books, replace(sheet, id=uuid7()))


def test_two_stand_behind_it_and_none_of_them_is_the_person(books):
    sheet = a_sheet(books.members[0])
    with pytest.raises(SecondOfficerMissing):
        leave(books, sheet, second=None)
    row = next(r for r in members_on(books.club_id, TODAY) if r.membership_id == books.members[0])
    own = club_officer(books.club_id, Role.SECRETARY, full_name=row.full_name, at=NOW)
    for who in ({"by": own}, {"second": own}):
        with pytest.raises(OwnLeaving):
            leave(books, sheet, **who)


def test_moving_apart_does_not_let_a_housemate_settle(books):
    """Whoever lived under the same roof since she joined may not be one of the two."""
    by = club_officer(books.club_id, Role.CHAIR, at=NOW)
    leaver, mate = (r for r in members_on(books.club_id, TODAY) if r.membership_id in books.members[:2])
    own = club_officer(books.club_id, Role.SECRETARY, full_name=mate.full_name, at=NOW)
    for household_id in (leaver.household_id, uuid7()):
        story = person_story(books.club_id, mate.person_id, TODAY)
        facts = replace(story.facts, household_id=household_id)
        change_person(person_id=mate.person_id, facts=facts, certified_too=False, by=by, at=NOW)
    with pytest.raises(OwnLeaving):
        leave(books, a_sheet(leaver.membership_id), second=own)


def test_nothing_is_written_when_a_part_is_refused(books):
    member = books.members[0]
    sheet = a_sheet(member, settled_on=TODAY.replace(year=2027))
    with pytest.raises(FutureDate):
        leave(books, sheet)
    assert member in {row.membership_id for row in members_on(books.club_id, TODAY)}
    assert not Leaving.objects.exists()


def test_requests_for_loans_are_taken_back(books):
    asked = ask(books, books.members[0])
    leave(books, a_sheet(books.members[0]))
    row = application_of(books.club_id, asked)
    assert row is not None
    assert row.state is State.WITHDRAWN


def test_a_leaving_is_taken_back_with_its_money(books):
    member = books.members[0]
    person_id = story(books, member)
    loan_id = lend(books, member, 5_000_000)
    held = books.box(INCOME), books.box(ACTIVITY), loan(books, loan_id).at.outstanding
    done = leave(books, a_sheet(member))
    with pytest.raises(ReasonMissing):
        undo(books, done.id, reason=" ")
    for _ in range(2):
        undo(books, done.id)
    assert (books.box(INCOME), books.box(ACTIVITY), loan(books, loan_id).at.outstanding) == held
    assert loan(books, loan_id).guarantor == ""
    assert sum(member_paid(books.club_id, member).values()) == 600_000
    found = person_story(books.club_id, person_id, TODAY)
    assert found is not None
    assert found.is_member
    assert leaving_of(books.club_id, member) is None
    assert leave(books, a_sheet(member)).settlement == done.settlement
    assert books.are_sound()


def test_what_came_after_it_is_undone_first(books):
    member = books.members[0]
    loan_id = lend(books, member, 5_000_000)
    done = leave(books, a_sheet(member, pay={}))
    pay_owed(books, member, 50_000, fund=ACTIVITY)
    with pytest.raises(PaidSince):
        undo(books, done.id)
    other = leave(books, a_sheet(books.members[1]))
    write_off(books, loan_id, borne_by_the_grant(books, loan(books, loan_id).at.outstanding))
    undo(books, other.id)
    with pytest.raises(NoSuchLeaving):
        undo(books, uuid7())


def test_a_write_off_of_the_rest_is_undone_first(books):
    loan_id = lend(books, books.members[0], 5_000_000)
    done = leave(books, a_sheet(books.members[0]))
    write_off(books, loan_id, borne_by_the_grant(books, loan(books, loan_id).at.outstanding))
    with pytest.raises(LoanIsRepaid):
        undo(books, done.id)
