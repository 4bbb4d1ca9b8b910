"""A running club's books opened in one sitting: they balance, each loan stands as typed, nothing was lent or raised."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lienthehe.clubs.queries import members_on
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusals
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.refusals import SecondOfficerMissing, SecondOfficerSame
from lienthehe.lifecycle.commands.openings import open_running_club
from lienthehe.lifecycle.queries.openings import books_have_begun, opening_draft, opening_view
from lienthehe.lifecycle.rules.opening_checks import (
    BooksBegun,
    ClaimedTooMuch,
    CountDiffers,
    LossTooLarge,
    NothingBroughtForward,
    OpeningBuiltUpon,
    OpeningIdReused,
    Unexplained,
    check_opening,
    place_of,
)
from lienthehe.lifecycle.rules.openings import (
    FundHolding,
    OpeningMember,
    OpeningSheet,
    SourceKind,
    balance_of,
)
from lienthehe.loans.models import Loan
from lienthehe.loans.queries.loans import lent_of, loans_on
from lienthehe.loans.queries.portfolio import portfolio_of
from lienthehe.loans.rules.bringing_in import BroughtIn, check_brought_in, lent_when_opened, plan_left
from lienthehe.loans.rules.lending import loan_id
from lienthehe.loans.rules.schedules import Method
from lienthehe.loans.rules.standings import Sum, standing
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY, Books, some_books
from tests.given.loans import repay
from tests.given.openings import LATE_SINCE, LENT_ON, a_source, old_books, old_loan, open_club, undo_club
from tests.given.people import a_newcomer
from tests.given.receipts import receive

MONTH = Month.of(TODAY)


def refusals(books: Books, **changes):
    sheet = old_books(books, **changes)
    return list(check_opening(sheet, known=set(books.members), one_tin=False, today=TODAY))


@st.composite
def sound_loans(draw):
    """Any loan that an old book may hold."""
    first = draw(st.integers(1_000, 20_000_000))
    owed = draw(st.integers(1, first))
    late = draw(st.integers(0, owed))
    interest = draw(st.integers(0, 500_000))
    n = draw(st.integers(1, 36)) if owed > late else 0
    since = TODAY - timedelta(days=draw(st.integers(1, 200)))
    return BroughtIn(
        uuid7(),
        Dong(first),
        LENT_ON,
        Dong(owed),
        draw(st.sampled_from([Decimal(0), Decimal("9.6"), Decimal(12)])),
        draw(st.sampled_from(Method)),
        n,
        draw(st.sampled_from([1, 3, 6])),
        Dong(-(-(owed - late) // n)) if n and draw(st.booleans()) and -(-(owed - late) // n) * (n - 1) < owed - late else Dong(0),
        TODAY + timedelta(days=draw(st.integers(0, 60))) if n else None,
        Dong(late),
        Dong(interest),
        max(since, LENT_ON) if late or interest else None,
    )  # fmt: skip


class TestPlan:
    @given(sound_loans())
    @settings(max_examples=60)
    def test_a_loan_stands_as_it_was_typed(self, loan):
        assert not list(check_brought_in(loan, on=TODAY))
        lent = lent_when_opened(loan, uuid7(), on=TODAY)
        now = standing(lent, [], TODAY)
        assert now.outstanding == loan.owed
        assert now.overdue == Sum(loan.arrears_principal, loan.arrears_interest)
        assert now.days_late == ((TODAY - loan.arrears_since).days if loan.arrears_since else 0)
        assert now.is_at_risk == (now.days_late > 30)
        assert sum(line.principal for line in lent.lines) == loan.owed
        assert all(line.principal >= 0 and line.interest >= 0 for line in lent.lines)

    def test_flat_interest_stays_that_of_what_was_lent_first(self):
        loan = old_loan(uuid7(), method=Method.FLAT)
        assert [(line.principal, line.interest) for line in plan_left(loan, on=TODAY)] == [
            (1_000_000, 60_000),
            *[(500_000, 50_000)] * 4,
        ]

    def test_declining_interest_is_on_what_is_still_owed(self):
        plan = plan_left(old_loan(uuid7()), on=TODAY)
        assert [line.interest for line in plan[1:]] == [20_000, 15_000, 10_000, 5_000]
        assert [line.due for line in plan[1:3]] == [date(2026, 2, 15), date(2026, 3, 15)]

    def test_equal_parts_of_the_old_book_are_kept_and_the_last_may_be_smaller(self):
        loan = old_loan(uuid7(), each=Dong(600_000))
        assert [line.principal for line in plan_left(loan, on=TODAY)[1:]] == [600_000] * 3 + [200_000]
        assert [r.field for r in check_brought_in(replace(loan, each=Dong(400_000)), on=TODAY)] == ["each"]

    def test_instalments_three_months_apart_bear_three_months_of_interest(self):
        plan = plan_left(old_loan(uuid7(), every=3), on=TODAY)
        assert (plan[1].interest, plan[2].due) == (60_000, date(2026, 5, 15))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"owed": Dong(5_000_001)}, "owed"),
            ({"owed": Dong(0)}, "owed"),
            ({"owed": Dong(900_000)}, "arrears_principal"),
            ({"first_on": TODAY + timedelta(days=1)}, "first_on"),
            ({"arrears_since": None}, "arrears_since"),
            ({"arrears_since": TODAY}, "arrears_since"),
            ({"arrears_principal": Dong(0), "arrears_interest": Dong(0)}, "arrears_principal"),
            ({"instalments": 0}, "instalments"),
            ({"owed": Dong(1_000_000)}, "instalments"),
            ({"next_due": None}, "next_due"),
            ({"next_due": TODAY - timedelta(days=1)}, "next_due"),
            ({"annual_rate": Decimal(1001)}, "annual_rate"),
            ({"arrears_interest": Dong(-1)}, "arrears_interest"),
            ({"guarantor": "a" * 121}, "guarantor"),
        ],
    )
    def test_what_is_wrong_with_a_loan_is_said_at_its_field(self, changes, field):
        assert [one.field for one in check_brought_in(old_loan(uuid7(), **changes), on=TODAY)] == [field]


@pytest.mark.django_db
class TestBalance:
    def test_sound_old_books_have_nothing_against_them(self):
        assert refusals(some_books()) == []

    def test_what_is_there_and_nobodys_is_asked_for(self):
        books = some_books()
        (refused,) = refusals(books, sources=old_books(books).sources[:3] + old_books(books).sources[4:])
        assert (type(refused), refused.field, refused.values["amount"]) == (
            Unexplained, "balance.income", 500_000,
        )  # fmt: skip

    def test_what_is_claimed_and_not_there_must_be_named_as_lost(self):
        books = some_books()
        sources = (*old_books(books).sources, a_source(SourceKind.DONATION, 300_000, "Ông Tự"))
        (refused,) = refusals(books, sources=sources)
        assert (type(refused), refused.values["amount"]) == (ClaimedTooMuch, 300_000)
        assert refusals(books, sources=(*sources, a_source(SourceKind.LOSS, 300_000))) == []

    def test_a_loss_never_falls_on_what_goes_back_to_people(self):
        books = some_books()
        lost = (a_source(SourceKind.LOSS, 4_200_000), a_source(SourceKind.GRANT, 4_000_000, "UBND xã"))
        sheet = old_books(books)
        shares = (OpeningMember(books.members[0], share_income=Dong(5_400_000)),)
        sources = (*lost, sheet.sources[1], sheet.sources[4])
        (refused,) = refusals(books, sources=sources, members=shares)
        assert (type(refused), refused.values["amount"]) == (LossTooLarge, 200_000)

    def test_box_and_book_agree_by_the_count(self):
        books = some_books()
        held = old_books(books).holdings
        found = refusals(books, holdings=(replace(held[0], cash=Dong(2_600_000)), held[1]))
        assert [type(one) for one in found] == [CountDiffers, ClaimedTooMuch]

    def test_empty_old_books_need_no_opening(self):
        sheet = OpeningSheet(uuid7(), uuid7(), TODAY, boxes=old_books(some_books()).boxes)
        sheet = replace(sheet, boxes=tuple(replace(box, notes={}, other=Dong(0)) for box in sheet.boxes))
        (refused,) = check_opening(sheet, known=(), one_tin=False, today=TODAY)
        assert isinstance(refused, NothingBroughtForward)

    def test_every_fault_is_told_at_once_with_its_row(self):
        books = some_books()
        sheet = old_books(books)
        members = (*sheet.members, OpeningMember(books.members[0]), OpeningMember(uuid7()))
        loans = (replace(sheet.loans[0], owed=Dong(0)), replace(sheet.loans[0], membership_id=uuid7()))
        sources = (replace(sheet.sources[0], name=" "), *sheet.sources[1:])
        places = [place_of(one) for one in refusals(books, members=members, loans=loans, sources=sources)]
        assert {(one.kind, one.row, one.field) for one in places} >= {
            ("sources", 0, "name"),
            ("members", 0, "full_name"),
            ("members", 2, "full_name"),
            ("members", 3, "full_name"),
            ("loans", 0, "owed"),
            ("loans", 1, "membership_id"),
        }


@pytest.mark.django_db
class TestOpening:
    def test_everything_stands_where_the_old_books_had_it(self):
        books = some_books()
        sheet = old_books(books)
        view = books.voucher(open_club(books, sheet))
        assert (view.number, view.second_officer) == ("CK 0001", books.chair.full_name)
        assert (books.box(INCOME), books.box(ACTIVITY)) == (2_700_000, 1_000_000)
        assert books.held(AccountKind.STOCK, INCOME) == 500_000
        found = fund_sources(books.club_id)
        assert {fund: found[fund].total for fund in Fund} == {
            fund: balance_of(sheet, fund).there for fund in Fund
        }
        unknown = [one.amount for one in found[INCOME].sources if one.kind is AccountKind.UNKNOWN_SOURCE]
        assert (unknown, found[INCOME].retained) == ([500_000], 700_000)
        (capital,) = capital_standings(books.club_id)
        assert (capital.lender, capital.owed, capital.borrowed_on) == ("Bà Lụa", 2_000_000, LENT_ON)
        assert books.are_sound()

    def test_each_loan_stands_as_typed_and_counts_for_risk(self):
        books = some_books()
        open_club(books)
        (row,) = loans_on(books.club_id, TODAY)
        assert (row.is_brought_in, row.first_amount, row.first_on) == (True, 5_000_000, LENT_ON)
        assert (row.at.outstanding, row.at.overdue) == (3_000_000, Sum(Dong(1_000_000), Dong(60_000)))
        assert row.at.days_late == (TODAY - LATE_SINCE).days
        assert portfolio_of([row]).par30 == 1
        written = Loan.objects.values().get()
        again = lent_of(written)
        assert loan_id(written["disbursement"], again.terms, again.lines, again.late_rate) == row.id

    def test_a_brought_in_loan_is_repaid_like_any_other(self):
        books = some_books()
        open_club(books)
        (row,) = loans_on(books.club_id, TODAY)
        repay(books, row.id)
        (row,) = loans_on(books.club_id, TODAY)
        assert (row.at.outstanding, row.at.overdue.total) == (2_000_000, 0)
        assert books.are_sound()

    def test_nothing_of_it_was_lent_or_raised(self):
        books = some_books()
        open_club(books)
        numbers = portfolio_of(loans_on(books.club_id, TODAY))
        assert (numbers.loans, numbers.loans_lent, numbers.lent, numbers.repaid) == (1, 0, 0, Sum())
        for fund in Fund:
            book = cash_book(books.club_id, fund, MONTH)
            assert (book.total_in, book.total_out, book.closing) == (0, 0, books.box(fund))
            assert [count.difference for count in book.counts] == [0]

    def test_newcomers_join_and_may_owe(self):
        books = some_books()
        new = a_newcomer("Lò Thị Mai", joined_on=LENT_ON)
        sheet = old_books(books)
        members = (*sheet.members, OpeningMember(new.membership_id, new))
        open_club(books, replace(sheet, members=members, loans=(old_loan(new.membership_id),)))
        assert [row.borrower for row in loans_on(books.club_id, TODAY)] == ["Lò Thị Mai"]
        assert len(members_on(books.club_id, TODAY)) == 4

    def test_one_tin_is_counted_once(self):
        books = some_books(one_tin=True)
        sheet = old_books(books)
        box = replace(sheet.boxes[0], funds=tuple(Fund), notes={"500000": 7})
        open_club(books, replace(sheet, boxes=(box,)))
        assert (books.box(INCOME), books.box(ACTIVITY)) == (2_700_000, 1_000_000)
        assert books.are_sound()

    def test_sent_again_it_is_the_first_and_with_other_figures_refused(self):
        books = some_books()
        sheet = old_books(books)
        assert open_club(books, sheet) == open_club(books, sheet)
        assert Loan.objects.count() == 1
        with pytest.raises(OpeningIdReused):
            open_club(books, replace(sheet, on=TODAY - timedelta(days=1)))

    def test_books_that_have_begun_are_not_opened(self):
        books = some_books()
        receive(books, 100_000)
        assert books_have_begun(books.club_id)
        with pytest.raises(BooksBegun):
            open_club(books)

    def test_two_stand_behind_it_and_nothing_is_written_without(self):
        books = some_books()
        sheet = old_books(books)
        for second, refusal in ((None, SecondOfficerMissing), (books.treasurer, SecondOfficerSame)):
            with pytest.raises(refusal):
                open_running_club(sheet=sheet, second=second, by=books.treasurer, at=NOW)
        with pytest.raises(Refusals):
            open_club(books, replace(sheet, holdings=(FundHolding(INCOME),)))
        assert not books_have_begun(books.club_id)


@pytest.mark.django_db
class TestUndoing:
    def test_it_is_undone_and_opened_again_rightly(self):
        books = some_books()
        first = open_club(books)
        view = opening_view(books.club_id, first)
        assert view is not None
        assert view.may_be_undone
        assert undo_club(books, first) == undo_club(books, first)
        assert (loans_on(books.club_id, TODAY), books.box(INCOME)) == ([], 0)
        assert not any(fund_sources(books.club_id)[fund].total for fund in Fund)
        draft = opening_draft(books.club_id)
        assert draft is not None
        assert len(draft.sheet.loans) == 1
        open_club(books, draft.sheet)
        assert books.box(INCOME) == 2_700_000
        assert books.are_sound()

    def test_nothing_is_undone_once_something_was_written(self):
        books = some_books()
        first = open_club(books)
        receive(books, 100_000)
        view = opening_view(books.club_id, first)
        assert view is not None
        assert not view.may_be_undone
        with pytest.raises(OpeningBuiltUpon):
            undo_club(books, first)
