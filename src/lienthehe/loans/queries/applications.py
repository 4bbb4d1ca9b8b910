"""Requests for loans: those that wait, those that were approved, and how the meetings voted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from lienthehe.foundation.money import Dong
from lienthehe.loans.models import Loan, LoanApplication, Vote
from lienthehe.loans.rules.applications import OPEN, Application, Outcome, State, is_twin
from lienthehe.loans.rules.lending import Whose


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """A request with who asks and what was approved last (đồng, months)."""

    asked: Application
    state: State
    member_number: int
    person_id: UUID
    household_id: UUID
    full_name: str
    approved_on: date | None
    approved_money: Dong
    approved_goods_value: Dong
    approved_instalments: int
    approved_on_paper: bool
    """Whether it was approved last by a vote held on paper, which one person wrote down."""
    loan_id: UUID | None

    @property
    def whose(self) -> Whose:
        """Whose request it is, so that nobody stands behind his own."""
        return Whose(self.asked.membership_id, self.household_id, self.asked.asked_on)

    @property
    def id(self) -> UUID:
        return self.asked.id

    @property
    def approved(self) -> Dong:
        return Dong(self.approved_money + self.approved_goods_value)


@dataclass(frozen=True, slots=True)
class VoteRow:
    """How a meeting voted (đồng, months)."""

    on: date
    meeting_id: UUID | None
    outcome: Outcome
    money: Dong
    goods_value: Dong
    instalments: int
    votes_for: int
    votes_against: int
    abstained: int
    reason: str
    full_name: str = ""
    written_by: str = ""

    @property
    def on_paper(self) -> bool:
        """Whether the meeting was held on paper and its vote written down later."""
        return self.meeting_id is None


def open_applications(club_id: UUID) -> list[ApplicationRow]:
    """Return the requests that are still before the meeting, in the order they were made; in one query."""
    return _rows(LoanApplication.objects.filter(club_id=club_id, state__in=OPEN))


def applications_of(club_id: UUID) -> list[ApplicationRow]:
    """Return every request of the club, the latest first; in two queries."""
    return list(reversed(_rows(LoanApplication.objects.filter(club_id=club_id))))


def application_of(club_id: UUID, application_id: UUID) -> ApplicationRow | None:
    """Return one request of the club; None if there is none such."""
    found = _rows(LoanApplication.objects.filter(club_id=club_id, id=application_id))
    return next(iter(found), None)


def twin_of(club_id: UUID, asked: Application) -> ApplicationRow | None:
    """Return an open request of the same member for the same amount and purpose; None if there is none such."""
    return next((row for row in open_applications(club_id) if is_twin(row.asked, asked)), None)


def votes_on(club_id: UUID, application_id: UUID) -> list[VoteRow]:
    """Return the votes on one request, the first first."""
    return _votes(Vote.objects.filter(club_id=club_id, application=application_id))


def approved_unpaid(club_id: UUID, *, without: Collection[UUID] = ()) -> Dong:
    """Return what is approved in money and not paid out (đồng)."""
    waiting = LoanApplication.objects.filter(club_id=club_id, state=State.APPROVED).exclude(id__in=without)
    return Dong(sum(waiting.values_list("approved_money", flat=True)))


def _votes(votes: QuerySet[Vote]) -> list[VoteRow]:
    return [
        VoteRow(
            on=row.on,
            meeting_id=row.meeting,
            outcome=Outcome(row.outcome),
            money=Dong(row.money),
            goods_value=Dong(row.goods_value),
            instalments=row.instalments,
            votes_for=row.votes_for,
            votes_against=row.votes_against,
            abstained=row.abstained,
            reason=row.reason,
            full_name=row.application.membership.person.full_name,
            written_by=row.recorded_by.full_name,
        )
        for row in votes.select_related("application__membership__person", "recorded_by").order_by("on", "id")
    ]


def asked_in(row: LoanApplication) -> Application:
    """Return the request as it was handed in."""
    return Application(
        id=row.id,
        membership_id=row.membership_id,
        asked_on=row.asked_on,
        money=Dong(row.money),
        instalments=row.instalments,
        purpose=row.purpose,
        goods=row.goods,
        goods_value=Dong(row.goods_value),
        guarantor=row.guarantor,
    )


def _rows(applications: QuerySet[LoanApplication]) -> list[ApplicationRow]:
    approvals = Vote.objects.filter(application=OuterRef("pk"), outcome=Outcome.APPROVED)
    last = approvals.order_by("-recorded_at", "-id").values("meeting")[:1]
    found = applications.select_related("membership__person").prefetch_related("loans")
    found = found.annotate(approved_in=Subquery(last))
    return [
        ApplicationRow(
            asked=asked_in(row),
            state=State(row.state),
            member_number=row.membership.number,
            person_id=row.membership.person_id,
            household_id=row.membership.person.household_id,
            full_name=row.membership.person.full_name,
            approved_on=row.approved_on,
            approved_money=Dong(row.approved_money),
            approved_goods_value=Dong(row.approved_goods_value),
            approved_instalments=row.approved_instalments,
            approved_on_paper=row.approved_on is not None and row.approved_in is None,
            loan_id=_latest(row.loans.all()) if row.state == State.PAID_OUT else None,
        )
        for row in found.order_by("asked_on", "id")
    ]


def _latest(loans: Iterable[Loan]) -> UUID | None:
    """Return the loan that stands: each one before it was undone."""
    last = max(loans, key=lambda loan: (loan.recorded_at, loan.year, loan.number), default=None)
    return last.id if last else None
