"""From a request to money in hand, and what comes of it in the books; what is refused on the way."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lienthehe.access.models import AuditRow
from lienthehe.access.rules import NotAllowed
from lienthehe.clubs.rules.people import NoSuchMembership
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.refusals import (
    FutureDate,
    MonthClosed,
    NotEnoughInBank,
    NotEnoughInBox,
    NotEnoughInStock,
    SecondOfficerMayNot,
    SecondOfficerMissing,
    SecondOfficerSame,
)
from lienthehe.loans.commands.applications import (
    apply_for_loan,
    record_votes,
    withdraw_application,
)
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.models import Loan, LoanApplication, Vote
from lienthehe.loans.queries.applications import application_of, asked_in, votes_on
from lienthehe.loans.rules.applications import (
    ApplicationIdReused,
    ApplicationMoved,
    Ballot,
    MoreThanApproved,
    MoreVotesThanMembers,
    NoSuchApplication,
    Outcome,
    State,
    VotedBeforeAsked,
)
from lienthehe.loans.rules.lending import Disbursement, LoanIdReused, PaidOutBeforeVote
from lienthehe.loans.rules.schedules import Method
from tests.given.books import INCOME, NOW, TODAY, YESTERDAY, close
from tests.given.goods import buy
from tests.given.loans import approve, ask, lend, lending_books, loan, moment, pay_out, repay, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def books():
    return lending_books()


def hand_in(books, asked, **changes):
    return apply_for_loan(
        **({"club_id": books.club_id, "asked": asked, "by": books.treasurer, "at": NOW} | changes)
    )


def vote(books, *ballots, on=TODAY, by=None):
    record_votes(club_id=books.club_id, ballots=ballots, on=on, by=by or books.treasurer, at=NOW)


def hand_out(books, given, **changes):
    named = {"club_id": books.club_id, "given": given, "second": books.chair, "by": books.treasurer}
    return pay_out_loan(**(named | {"at": NOW} | changes))


def approved(books, money=5_000_000, **changes):
    """Return an approved request, and how it is to be paid out."""
    wanted = ask(books, books.members[0], money or 1, **changes)
    goods_value = changes.get("goods_value", 0)
    approve(books, wanted, money, goods_value=goods_value)
    return Disbursement(uuid7(), wanted, TODAY, Dong(money), Dong(goods_value), second_officer=books.chair.pk)


def nothing_was_lent(books):
    return (
        not Loan.objects.exists()
        and not Voucher.objects.filter(kind="PC").exists()
        and books.box(INCOME) == 30_000_000
        and not LoanApplication.objects.filter(state=State.PAID_OUT).exists()
    )


def test_what_is_lent_leaves_the_box_and_is_owed_until_it_is_repaid(books) -> None:
    loan_id = lend(books, books.members[3])
    assert loan(books, loan_id).at.outstanding == 5_000_000
    assert books.box(INCOME) == 25_000_000
    on = date(2026, 2, 17)
    paid = repay(books, loan_id, on=on)
    assert loan(books, loan_id, on).at.outstanding == 4_500_000
    undo(books, paid, on=on)
    assert loan(books, loan_id, on).at.outstanding == 5_000_000
    assert books.are_sound()


class TestAsking:
    def test_a_request_sent_again_is_the_first_and_another_under_its_id_is_refused(self, books):
        asked = asked_in(LoanApplication.objects.get(id=ask(books, books.members[0])))
        assert hand_in(books, asked) == asked.id
        with pytest.raises(ApplicationIdReused):
            hand_in(books, replace(asked, money=Dong(6_000_000)))
        other = lending_books()
        with pytest.raises(ApplicationIdReused):
            hand_in(other, asked)
        assert LoanApplication.objects.count() == 1
        assert AuditRow.objects.filter(subject_kind="loan_application").count() == 1

    def test_only_a_member_asks_and_not_tomorrow(self, books):
        asked = asked_in(LoanApplication.objects.get(id=ask(books, books.members[0])))
        with pytest.raises(NoSuchMembership):
            hand_in(books, replace(asked, id=uuid7(), membership_id=lending_books().members[0]))
        with pytest.raises(FutureDate):
            hand_in(books, replace(asked, id=uuid7(), asked_on=TODAY + timedelta(days=1)))

    def test_whoever_may_not_keep_loans_writes_no_request_no_vote_and_no_loan(self, books):
        given = approved(books)
        who, asked = lending_books().treasurer, asked_in(LoanApplication.objects.get())
        named = {"club_id": books.club_id, "by": who, "at": NOW}
        for act in (
            lambda: hand_in(books, asked, by=who),
            lambda: vote(books, by=who),
            lambda: hand_out(books, given, by=who),
            lambda: withdraw_application(application_id=asked.id, **named),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert nothing_was_lent(books)

    def test_what_is_withdrawn_is_not_voted_on_any_more(self, books):
        wanted = ask(books, books.members[0])
        named = {"club_id": books.club_id, "by": books.treasurer, "at": NOW}
        withdraw_application(application_id=wanted, **named)
        assert application_of(books.club_id, wanted).state is State.WITHDRAWN
        with pytest.raises(ApplicationMoved):
            approve(books, wanted)
        with pytest.raises(ApplicationMoved):
            withdraw_application(application_id=wanted, **named)
        with pytest.raises(NoSuchApplication):
            withdraw_application(application_id=uuid7(), **named)

    def test_votes_are_written_with_what_they_approve(self, books):
        wanted = ask(books, books.members[0])
        vote(books, Ballot(wanted, Outcome.POSTPONED, reason="chưa họp đủ"))
        assert application_of(books.club_id, wanted).state is State.ASKED
        approve(books, wanted, 3_000_000, instalments=6)
        row = application_of(books.club_id, wanted)
        assert (row.state, row.approved, row.approved_instalments) == (State.APPROVED, 3_000_000, 6)
        assert [one.outcome for one in votes_on(books.club_id, wanted)] == [
            Outcome.POSTPONED,
            Outcome.APPROVED,
        ]

    def test_a_vote_on_another_clubs_request_or_tomorrow_is_refused_and_nothing_is_written(self, books):
        theirs = ask(other := lending_books(), other.members[0])
        ours = ask(books, books.members[0])
        ballots = [Ballot(one, Outcome.APPROVED, Dong(1), Dong(0), 6, votes_for=3) for one in (ours, theirs)]
        with pytest.raises(NoSuchApplication):
            vote(books, *ballots)
        with pytest.raises(FutureDate):
            vote(books, ballots[0], on=TODAY + timedelta(days=1))
        assert not Vote.objects.exists()
        assert set(LoanApplication.objects.values_list("state", flat=True)) == {State.ASKED}


class TestPayingOut:
    def test_sent_again_it_is_the_first(self, books):
        given = approved(books)
        first = hand_out(books, given)
        rows = AuditRow.objects.count()
        assert hand_out(books, given) == first
        assert (Loan.objects.count(), AuditRow.objects.count()) == (1, rows)
        assert AuditRow.objects.filter(subject_kind="loan", subject_key=str(first)).count() == 1

    @pytest.mark.parametrize(
        "changes",
        [{"money": 4_000_000}, {"on": YESTERDAY}, {"at_bank": True}, {"second_officer": None}, {"goods_value": 5}],
    )  # fmt: skip
    def test_another_content_under_its_id_is_refused(self, books, changes):
        given = approved(books)
        hand_out(books, given)
        with pytest.raises(LoanIdReused):
            hand_out(books, replace(given, **changes))
        with pytest.raises(LoanIdReused):
            hand_out(books, given, by=books.chair, second=books.treasurer)
        assert Loan.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"application_id": uuid7()}, NoSuchApplication),
            ({"money": 5_000_001}, MoreThanApproved),
            ({"money": 0}, MoreThanApproved),
            ({"money": -1, "goods_value": 2}, MoreThanApproved),
            ({"goods_value": 1}, MoreThanApproved),
            ({"on": TODAY + timedelta(days=1)}, FutureDate),
            ({"at_bank": True}, NotEnoughInBank),
            ({"second_officer": None}, SecondOfficerMissing),
        ],
    )
    def test_what_cannot_be_paid_out_is_refused_and_nothing_is_written(self, books, changes, refusal):
        given = approved(books)
        with pytest.raises(refusal):
            hand_out(books, replace(given, **changes))
        assert nothing_was_lent(books)

    def test_what_is_not_approved_is_not_paid_out(self, books):
        wanted = ask(books, books.members[0])
        with pytest.raises(ApplicationMoved):
            pay_out(books, wanted)
        approve(books, wanted)
        pay_out(books, wanted)
        with pytest.raises(ApplicationMoved):
            pay_out(books, wanted)

    def test_the_second_officer_is_somebody_else_of_the_board(self, books):
        given = approved(books)
        stranger = lending_books().chair
        for second, refusal in ((books.treasurer, SecondOfficerSame), (stranger, SecondOfficerMayNot)):
            with pytest.raises(refusal):
                hand_out(books, replace(given, second_officer=second.pk), second=second)
        assert nothing_was_lent(books)

    def test_more_than_the_box_holds_is_not_lent(self):
        books = lending_books(funds=4_000_000)
        given = approved(books)
        with pytest.raises(NotEnoughInBox):
            hand_out(books, given)
        assert not Loan.objects.exists()
        assert application_of(books.club_id, given.application_id).state is State.APPROVED

    def test_nothing_is_lent_in_a_closed_month(self, books):
        wanted = ask(books, books.members[0])
        approve(books, wanted)
        close(books, "2026-01")
        with pytest.raises(MonthClosed):
            hand_out(
                books,
                Disbursement(uuid7(), wanted, TODAY, Dong(5_000_000), second_officer=books.chair.pk),
                at=moment(date(2026, 2, 3)),
            )

    def test_loans_are_numbered_by_year_of_the_club(self, books):
        rows = [loan(books, lend(books, member, 1_000_000)) for member in books.members[:3]]
        assert [(row.year, row.number) for row in rows] == [(2026, 1), (2026, 2), (2026, 3)]

    def test_the_terms_are_those_of_the_policy_of_the_day(self):
        terms = {"ladder": (), "method": Method.EQUAL_PRINCIPAL, "grace": 1, "late_rate": Decimal("0.5")}
        books = lending_books(terms=terms)
        lent = loan(books, lend(books, books.members[0], instalments=6)).lent
        assert (lent.terms.method, lent.terms.grace, lent.terms.instalments) == (Method.EQUAL_PRINCIPAL, 1, 6)
        assert (lent.terms.annual_rate, lent.late_rate) == (Decimal("9.6"), Decimal("0.5"))
        assert [line.due.day for line in lent.lines] == [17] * 6


class TestGoods:
    def test_money_and_goods_are_one_loan_of_two_vouchers(self, books):
        buy(books, 1_500_000)
        given = approved(books, 2_000_000, goods="2 con lợn", goods_value=Dong(1_500_000))
        row = loan(books, hand_out(books, given))
        assert row.at.outstanding == row.lent.principal == 3_500_000
        assert [books.voucher(one).draft.kind for one in row.vouchers] == ["PC", "CK"]
        assert books.held(AccountKind.STOCK, INCOME) == 0
        assert books.box(INCOME) == 30_000_000 - 1_500_000 - 2_000_000
        assert books.are_sound()

    def test_goods_alone_are_lent_by_one_voucher(self, books):
        buy(books, 1_500_000)
        given = approved(books, 0, goods="2 con lợn", goods_value=Dong(1_500_000))
        row = loan(books, hand_out(books, replace(given, money=Dong(0))))
        assert [books.voucher(one).draft.kind for one in row.vouchers] == ["CK"]
        assert books.are_sound()

    def test_goods_that_are_not_in_the_stock_are_not_lent_nor_the_money_beside_them(self, books):
        given = approved(books, 2_000_000, goods="2 con lợn", goods_value=Dong(1_500_000))
        with pytest.raises(NotEnoughInStock):
            hand_out(books, given)
        assert nothing_was_lent(books)

    def test_a_loan_of_money_and_goods_is_undone_whole_and_may_be_paid_out_again(self, books):
        buy(books, 1_500_000)
        given = approved(books, 2_000_000, goods="2 con lợn", goods_value=Dong(1_500_000))
        row = loan(books, hand_out(books, given))
        for voucher in row.vouchers[:1]:
            assert len(undo(books, voucher)) == 2
        assert books.held(AccountKind.STOCK, INCOME) == 1_500_000
        assert books.box(INCOME) == 28_500_000
        assert application_of(books.club_id, given.application_id).state is State.APPROVED
        again = hand_out(books, replace(given, id=uuid7()))
        assert application_of(books.club_id, given.application_id).loan_id == again
        assert books.are_sound()


def test_nothing_is_paid_out_before_it_was_approved():
    books = lending_books()
    wanted = ask(books, books.members[2], on=YESTERDAY, at=NOW)
    approve(books, wanted, on=TODAY)
    with pytest.raises(PaidOutBeforeVote):
        pay_out(books, wanted, on=YESTERDAY, at=NOW)


def test_a_vote_on_paper_counts_no_more_than_the_members_and_comes_after_the_request():
    books = lending_books()
    wanted = ask(books, books.members[2])
    everybody = Ballot(wanted, Outcome.APPROVED, Dong(5_000_000), instalments=10, votes_for=6)
    with pytest.raises(MoreVotesThanMembers):
        vote(books, replace(everybody, abstained=1))
    with pytest.raises(VotedBeforeAsked):
        vote(books, everybody, on=YESTERDAY)
    vote(books, everybody)
    assert application_of(books.club_id, wanted).state is State.APPROVED
