"""Asking for a loan, taking the request back, and the meeting's votes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.models import Membership
from lienthehe.clubs.queries import members_on
from lienthehe.clubs.rules.people import NoSuchMembership
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.commands import OpenBooks
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.rules.refusals import FutureDate
from lienthehe.loans.models import LoanApplication, Vote
from lienthehe.loans.queries.applications import asked_in
from lienthehe.loans.rules.applications import (
    OPEN,
    Application,
    ApplicationIdReused,
    ApplicationMoved,
    Ballot,
    MoreVotesThanMembers,
    NoSuchApplication,
    Outcome,
    State,
    VotedBeforeAsked,
    check_application,
    check_ballot,
    state_after,
)

_MOVED = ("state", "approved_on", "approved_money", "approved_goods_value", "approved_instalments")


@transaction.atomic
def apply_for_loan(*, club_id: UUID, asked: Application, by: Officer, at: datetime) -> UUID:
    """Write down a request for a loan and return its id; sent again, the first.

    Raises NotAllowed, NoSuchMembership, FutureDate, ApplicationIdReused and what `check_application` raises.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    if write_applications(books, [asked]):
        audit(books, Act.KEEP_LOANS, "loan_application", asked.id)
    return asked.id


@transaction.atomic
def withdraw_application(*, club_id: UUID, application_id: UUID, by: Officer, at: datetime) -> None:
    """Note that a request, approved or not, is taken back. Raises NotAllowed, NoSuchApplication, ApplicationMoved."""
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    row = LoanApplication.objects.filter(club_id=club_id, id=application_id).first()
    if row is None:
        raise NoSuchApplication
    if State(row.state) not in OPEN:
        raise ApplicationMoved
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    audit(books, Act.KEEP_LOANS, "loan_application", application_id)


@transaction.atomic
def record_votes(
    *,
    club_id: UUID,
    ballots: Sequence[Ballot],
    on: date,
    by: Officer,
    at: datetime,
    meeting: UUID | None = None,
) -> None:
    """Write down how the members voted outside a recorded meeting's sheet, as the minutes on paper say.

    A ballot that bears an id is written once. Raises NotAllowed, FutureDate and what `write_votes` raises.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    if on > timezone.localdate(at):
        raise FutureDate(on=on)
    ids = [one.id for one in ballots if one.id is not None]
    known = set(Vote.objects.filter(id__in=ids, club_id=club_id).values_list("id", flat=True))
    ballots = [one for one in ballots if one.id not in known]
    asked = [one.application_id for one in ballots]
    rows = LoanApplication.objects.filter(club_id=club_id, id__in=asked).in_bulk()
    _check_voters(club_id, ballots, rows, on)
    write_votes(books, ballots, rows, on=on, meeting=meeting)
    save_moved(list(rows.values()))
    if asked:
        audit(books, Act.KEEP_LOANS, "loan_application", *asked)


def _check_voters(
    club_id: UUID, ballots: Sequence[Ballot], rows: Mapping[UUID, LoanApplication], on: date
) -> None:
    """Raise MoreVotesThanMembers or VotedBeforeAsked where a vote on paper cannot have been so."""
    members = len(members_on(club_id, on))
    for ballot in ballots:
        if ballot.votes > members:
            raise MoreVotesThanMembers(votes=ballot.votes, members=members)
        row = rows.get(ballot.application_id)
        if row is not None and on < row.asked_on:
            raise VotedBeforeAsked(on=row.asked_on)


def write_applications(
    books: OpenBooks,
    asked: Sequence[Application],
    *,
    known: Mapping[UUID, LoanApplication] | None = None,
    people: Collection[UUID] = (),
) -> list[LoanApplication]:
    """Write new requests into a club whose books are open, by one insert; return those that were not there before.

    `known`: those of them that are written already, if they have been read; `people`: who is known to be a member that
    day. Raises what `apply_for_loan` raises, but NotAllowed.
    """
    if not asked:
        return []
    today = timezone.localdate(books.at)
    if known is None:
        known = LoanApplication.objects.in_bulk([one.id for one in asked])
    new = []
    for one in asked:
        first = known.get(one.id)
        if first is None:
            check_application(one)
            if one.asked_on > today:
                raise FutureDate(field="asked_on", on=one.asked_on)
            new.append(one)
        elif first.club_id != books.club_id or asked_in(first) != one:
            raise ApplicationIdReused
    _check_members(books.club_id, [one for one in new if one.membership_id not in people])
    return LoanApplication.objects.bulk_create(_row(books, one) for one in new)


def _check_members(club_id: UUID, asked: Sequence[Application]) -> None:
    """Raise NoSuchMembership when somebody asks who is no member of the club on the day."""
    if asked:
        rows = Membership.objects.filter(club_id=club_id, id__in={one.membership_id for one in asked})
        times = {row.id: (row.joined_on, row.left_on or date.max) for row in rows}
        for one in asked:
            joined_on, left_on = times.get(one.membership_id, (date.max, date.max))
            if not joined_on <= one.asked_on < left_on:
                raise NoSuchMembership


def _row(books: OpenBooks, asked: Application) -> LoanApplication:
    return LoanApplication(
        id=asked.id,
        club_id=books.club_id,
        membership_id=asked.membership_id,
        asked_on=asked.asked_on,
        money=asked.money,
        goods=asked.goods,
        goods_value=asked.goods_value,
        purpose=asked.purpose,
        instalments=asked.instalments,
        guarantor=asked.guarantor,
        state=State.ASKED,
        recorded_by=books.by,
        recorded_at=books.at,
    )


def write_votes(
    books: OpenBooks,
    ballots: Sequence[Ballot],
    applications: Mapping[UUID, LoanApplication],
    *,
    on: date,
    meeting: UUID | None,
) -> None:
    """Write a meeting's votes, by one insert, and move the requests that were voted on; they are saved by `save_moved`.

    Raises NoSuchApplication, ApplicationMoved and what `check_ballot` raises.
    """
    for ballot in ballots:
        row = applications.get(ballot.application_id)
        if row is None or row.club_id != books.club_id:
            raise NoSuchApplication
        check_ballot(ballot, State(row.state))
        row.state = state_after(ballot.outcome, State(row.state))
        if ballot.outcome is Outcome.APPROVED:
            row.approved_on = on
            row.approved_money, row.approved_goods_value = ballot.money, ballot.goods_value
            row.approved_instalments = ballot.instalments
    Vote.objects.bulk_create(
        Vote(
            id=ballot.id or uuid7(),
            club_id=books.club_id,
            application_id=ballot.application_id,
            meeting=meeting,
            on=on,
            outcome=ballot.outcome,
            money=ballot.money,
            goods_value=ballot.goods_value,
            instalments=ballot.instalments,
            votes_for=ballot.votes_for,
            votes_against=ballot.votes_against,
            abstained=ballot.abstained,
            reason=ballot.reason,
            recorded_by=books.by,
            recorded_at=books.at,
        )
        for ballot in ballots
    )


def lapse(applications: Collection[LoanApplication], *, on: date, kept: Collection[UUID]) -> None:
    """Let approvals of earlier days lapse that a meeting neither paid out nor confirmed."""
    for row in applications:
        if row.state == State.APPROVED and row.id not in kept and row.approved_on and row.approved_on < on:
            row.state = State.LAPSED


def save_moved(applications: Collection[LoanApplication]) -> None:
    """Save where requests are now, by one write."""
    if applications:
        LoanApplication.objects.bulk_create(
            applications, update_conflicts=True, unique_fields=["id"], update_fields=_MOVED
        )
