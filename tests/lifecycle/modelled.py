"""Clubs with a board and their model: who holds which post since when, who has left, whose share is what."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from lienthehe.clubs.commands import elect_board
from lienthehe.clubs.queries import board_on, club_summary, members_on
from lienthehe.clubs.rules import Area, Fund, Post, Seat
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.commands.repaying import record_repayments
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY, Books
from tests.given.clubs import FOUNDED, province_officer
from tests.given.receipts import dues_receipt, hand_in
from tests.ledger.model import Entry, Place
from tests.ledger.modelled import place
from tests.loans.modelled import LendingModel, lending_books

PEOPLE = 5
HALF = 50
"""The part of the interest that the activity fund gets."""
DECIDING = (Post.TREASURER, Post.CHAIR)
"""The posts of the two officers who write the books."""


@dataclass
class Held:
    """That somebody holds a post, and in which seat."""

    seat_id: UUID
    member: UUID
    since: date
    until: date = date.max


@dataclass
class LifeModel(LendingModel):
    """The club with its board. `people`: the person of each member; `roofs`: under which roof each one lives.

    `named`: the officer of a post who bears a member's name; `owed_by_month`: the activity fund's part, as months closed.
    """

    people: dict[UUID, UUID] = field(default_factory=dict)
    roofs: dict[UUID, UUID] = field(default_factory=dict)
    posts: dict[Post, list[Held]] = field(default_factory=dict)
    named: dict[Post, UUID] = field(default_factory=dict)
    owed_by_month: int = 0

    def own(self, on: date, *posts: Post) -> set[UUID]:
        of = posts or DECIDING
        held = (one for post in of for one in self.posts[post])
        theirs = {one.member for one in held if one.since <= on <= one.until}
        theirs |= {member for post, member in self.named.items() if post in of}
        return {one for one, roof in self.roofs.items() if roof in {self.roofs[member] for member in theirs}}

    def share(self, fund: Fund, member: UUID) -> int:
        """Return what a fund must pay back to a member."""
        return self.sums()[share_of(fund, member)]

    def noted(self, fund: Fund, member: UUID) -> int:
        """Return what a fund owes somebody who has left, as it was noted."""
        return self.sums()[owed_to(fund, member)]

    def interest_of(self, month: tuple[int, int]) -> int:
        """Return what interest the loans brought in a month, less what was undone in it."""
        in_it = (one for one in self.entries if (one.on.year, one.on.month) == month)
        of_loans = {one.place("interest") for one in self.loans}
        return sum(amount for one in in_it for to, amount in one.grows.items() if to in of_loans)


def share_of(fund: Fund, member: UUID) -> Place:
    return fund.value, "refundable_contributions", str(member)


def owed_to(fund: Fund, member: UUID) -> Place:
    return fund.value, "owed_to_leaver", str(member)


def life_books(*, one_tin: bool) -> tuple[Books, LifeModel]:
    """Return lending books of a club with a board of three, of whom the officers are treasurer and chair."""
    books, model = lending_books(one_tin=one_tin, interest_to_activity=HALF, people=PEOPLE, of=LifeModel)
    assert isinstance(model, LifeModel)
    seat_the_board(books, model)
    hold_shares(books, model)
    pay_interest(books, model)
    return books, model


def hold_shares(books: Books, model: LifeModel) -> None:
    """Let who borrowed and one who did not pay in what is paid back on leaving."""
    on = TODAY - timedelta(days=10)
    for fund, member in (
        (INCOME, books.members[0]),
        (ACTIVITY, books.members[1]),
        (INCOME, books.members[3]),
    ):
        (paid,) = hand_in(books, dues_receipt(member, 60_000, fund=fund, refundable=True, on=on))
        grows = {place(fund, "cash_box"): 60_000, share_of(fund, member): 60_000}
        model.write([Entry(paid, "PT", fund.value, on, grows, {(member, fund.value, True): 60_000})])


def seat_the_board(books: Books, model: LifeModel) -> None:
    """Elect the last three members, so that the first two may borrow."""
    rows = {row.membership_id: row for row in members_on(books.club_id, TODAY)}
    model.people = {key: row.person_id for key, row in rows.items()}
    model.roofs = {key: row.household_id for key, row in rows.items()}
    elected = dict(zip((Post.SECRETARY, Post.TREASURER, Post.CHAIR), books.members[2:], strict=True))
    seats = [Seat(model.people[member], post, (Area.HEALTH,)) for post, member in elected.items()]
    summary = club_summary(books.club_id, TODAY)
    assert summary is not None
    elect_board(
        term_id=uuid7(), club_id=books.club_id, seats=seats, size=3, since=FOUNDED,
        by=province_officer(summary.place, at=NOW), at=NOW,
    )  # fmt: skip
    held = {row.post: row.seat_id for row in board_on(books.club_id, TODAY)}
    model.posts = {post: [Held(held[post], member, FOUNDED)] for post, member in elected.items()}


def pay_interest(books: Books, model: LifeModel) -> None:
    """Let a borrower pay a month's interest before it is asked for, so that the first closing has something to share."""
    loan, on = model.loans[0], TODAY - timedelta(days=30)
    receipt = RepaymentReceipt(uuid7(), on, (Repayment(loan.id, Dong(0), Dong(6_000)),), payer=loan.member)
    (paid,) = record_repayments(club_id=books.club_id, receipts=[receipt], by=books.treasurer, at=NOW)
    grows = {place(INCOME, "cash_box"): 6_000, loan.place("interest"): 6_000}
    model.write([Entry(paid, "PT", INCOME.value, on, grows)])
