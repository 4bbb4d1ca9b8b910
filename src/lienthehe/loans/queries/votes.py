"""What a meeting did about loans: who asked for what, how it voted, which loans it paid out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, When

from lienthehe.foundation.money import Dong
from lienthehe.loans.models import Loan, LoanApplication, Vote
from lienthehe.loans.queries.applications import asked_in
from lienthehe.loans.rules.applications import Application, Outcome


@dataclass(frozen=True, slots=True)
class VoteCast:
    """How a meeting voted on one request (đồng, months)."""

    outcome: Outcome
    money: Dong
    goods_value: Dong
    instalments: int
    votes_for: int
    votes_against: int
    abstained: int
    reason: str

    @property
    def total(self) -> Dong:
        return Dong(self.money + self.goods_value)


@dataclass(frozen=True, slots=True)
class VotedOn:
    """A request that a meeting voted on, or paid out by an earlier vote (đồng, months).

    `vote` is None where it only paid out. `vouchers` paid it out there; `loan_id` is None once that was undone.
    """

    asked: Application
    full_name: str
    member_number: int
    person_id: UUID
    vote: VoteCast | None
    loan_id: UUID | None
    vouchers: tuple[UUID, ...]
    lent: Dong


def loans_of_meeting(club_id: UUID, meeting_id: UUID) -> list[VotedOn]:
    """Return what a meeting decided about loans, in the order in which it was asked for; in three queries."""
    votes = {row.application_id: row for row in Vote.objects.filter(club_id=club_id, meeting=meeting_id)}
    by_vouchers = Q(money_voucher__meeting=meeting_id) | Q(goods_voucher__meeting=meeting_id)
    undone = Q(money_voucher__reversed_by__isnull=False) | Q(goods_voucher__reversed_by__isnull=False)
    paid = Loan.objects.filter(by_vouchers, club_id=club_id).annotate(
        is_undone=Case(When(undone, then=True), default=False)
    )
    loans = {row.application_id: row for row in paid if row.application_id}
    asked = LoanApplication.objects.filter(club_id=club_id, id__in={*votes, *loans})
    return [
        _voted_on(row, votes.get(row.id), loans.get(row.id))
        for row in asked.select_related("membership__person").order_by("asked_on", "id")
    ]


def _voted_on(row: LoanApplication, vote: Vote | None, loan: Any) -> VotedOn:
    vouchers = (loan.money_voucher_id, loan.goods_voucher_id) if loan else ()
    return VotedOn(
        asked=asked_in(row),
        full_name=row.membership.person.full_name,
        member_number=row.membership.number,
        person_id=row.membership.person_id,
        vote=_cast(vote) if vote else None,
        loan_id=loan.id if loan and not loan.is_undone else None,
        vouchers=tuple(one for one in vouchers if one),
        lent=Dong(loan.money + loan.goods_value) if loan else Dong(0),
    )


def _cast(row: Vote) -> VoteCast:
    return VoteCast(
        outcome=Outcome(row.outcome),
        money=Dong(row.money),
        goods_value=Dong(row.goods_value),
        instalments=row.instalments,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        abstained=row.abstained,
        reason=row.reason,
    )
