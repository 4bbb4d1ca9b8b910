"""What a meeting does about loans, inside the one act that records it: ask, vote, pay out, repay, let lapse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from lienthehe.access.models import Officer
from lienthehe.ledger.commands import OpenBooks
from lienthehe.ledger.rules.vouchers import VoucherDraft
from lienthehe.loans.commands.applications import lapse, save_moved, write_applications, write_votes
from lienthehe.loans.commands.lending import Housed, PlannedLoan, plan_loans, write_loans
from lienthehe.loans.commands.repaying import check_repayments
from lienthehe.loans.models import LoanApplication
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.applications import Application, Ballot, Outcome, State
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.loans.rules.repaying import Repayment


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a meeting's sheet says of loans."""

    on: date
    meeting: UUID
    requests: Sequence[Application] = ()
    ballots: Sequence[Ballot] = ()
    given: Sequence[Disbursement] = ()
    repaid: Sequence[Repayment] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What comes of it: the loans repaid as they stood before, the loans to pay out, and where requests are now."""

    repaid: dict[UUID, LoanRow]
    planned: list[PlannedLoan]
    moved: list[LoanApplication]

    @property
    def drafts(self) -> list[VoucherDraft]:
        """The vouchers that pay out the loans."""
        return [draft for one in self.planned for draft in one.drafts]

    @property
    def borrowers(self) -> dict[UUID, UUID]:
        """Whose membership each repaid loan is."""
        return {loan_id: row.membership_id for loan_id, row in self.repaid.items()}

    @property
    def names(self) -> dict[UUID, str]:
        """What the borrowers are called, by membership; also of those who are members no more."""
        return {row.membership_id: row.borrower for row in self.repaid.values()}


def take_in(
    books: OpenBooks, handed_in: HandedIn, *, officers: Sequence[Officer], people: Mapping[UUID, Housed]
) -> TakenIn:
    """Check a meeting's repayments, write its requests and votes, and plan its loans; queries do not grow with them.

    An approval of an earlier day that is neither paid out nor confirmed lapses. `officers`: the writer and those who confirm;
    `people`: the day's members, by name and household.
    Raises what `check_repayments`, `write_applications`, `write_votes` and `plan_loans` raise.
    """
    repaid = check_repayments(books, handed_in.repaid, handed_in.on)
    rows = _applications(books, handed_in)
    before = {key: row.state for key, row in rows.items()}
    new = write_applications(books, handed_in.requests, known=rows, people=people)
    rows |= {row.id: row for row in new}
    write_votes(books, handed_in.ballots, rows, on=handed_in.on, meeting=handed_in.meeting)
    planned = plan_loans(books, handed_in.given, rows, officers=officers, people=people)
    kept = {one.application_id for one in handed_in.ballots if one.outcome is Outcome.APPROVED}
    lapse(rows.values(), on=handed_in.on, kept=kept)
    voted = {one.application_id for one in handed_in.ballots}
    moved = [row for key, row in rows.items() if before.get(key, State.ASKED) != row.state or key in voted]
    return TakenIn(repaid, planned, moved)


def write_taken(books: OpenBooks, taken: TakenIn) -> None:
    """Write the loans whose vouchers have been posted, and where requests are now."""
    write_loans(books, taken.planned)
    save_moved(taken.moved)


def _applications(books: OpenBooks, handed_in: HandedIn) -> dict[UUID, LoanApplication]:
    """Return what waits for its payment and what the sheet speaks of; the new ones too where they are written already."""
    named = {one.application_id for one in handed_in.ballots}
    named |= {one.application_id for one in handed_in.given} | {one.id for one in handed_in.requests}
    waiting = Q(club_id=books.club_id, state=State.APPROVED)
    return {row.id: row for row in LoanApplication.objects.filter(waiting | Q(id__in=named))}
