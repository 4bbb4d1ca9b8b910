"""The loans of the access walk's clubs: terms, a request that waits, a loan and its extension on each side."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import ClubSummary, members_on, scopes_of_club
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.loans.commands.applications import apply_for_loan, record_votes
from lienthehe.loans.commands.changes import extend_loan
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.applications import Application, Ballot, Outcome
from lienthehe.loans.rules.lending import Disbursement
from tests.given.officers import AT, an_officer
from tests.given.policies import a_default_policy, a_policy

Ids = dict[str, Any]
FIRST, LATER = date(2026, 10, 5), date(2026, 10, 6)

_POLICY: Ids = {
    "since": f"{AT:%d/%m/%Y}",
    "method": "equal-principal",
    "monthly_rate": "1",
    "instalments": "6, 10",
    "on_meeting_days": "yes",
    "grace": "0",
    "round_to": "1000",
    "late_rate": "0",
    "cap": "10.000.000",
    "membership_months": "3",
    "members_first": "yes",
    "second_officer": "yes",
    "interest_to_activity": "0",
}


def _policy(club: ClubSummary, by: Officer) -> UUID:
    return a_policy(club.id, by=by, purposes=(f"Việc của {club.name}",)).id


def _default(club: ClubSummary, by: Officer) -> UUID:
    return a_default_policy(club.place.province_id, by=by, purposes=(f"Như ở {club.name}",)).id


def _asked(club: ClubSummary, by: Officer, on: date, amount: int) -> Application:
    """Write down that the club's first member asks for a loan."""
    asked = Application(
        id=uuid7(), membership_id=members_on(club.id, on)[0].membership_id, asked_on=on, money=Dong(amount),
        instalments=6, purpose=f"Nuôi lợn của {club.name}", guarantor=f"Con cháu {club.name}",
    )  # fmt: skip
    apply_for_loan(club_id=club.id, asked=asked, by=by, at=AT)
    return asked


def _application(club: ClubSummary, by: Officer) -> UUID:
    return _asked(club, by, LATER, 100_000).id


def _loan(club: ClubSummary, by: Officer) -> UUID:
    around = scopes_of_club(club.id, on=AT.date())
    second = an_officer(Role.SECRETARY, *around, full_name=f"Thư ký {club.name}")
    asked = _asked(club, by, FIRST, 200_000)
    ballot = Ballot(asked.id, Outcome.APPROVED, asked.money, instalments=6, votes_for=9)
    record_votes(club_id=club.id, ballots=[ballot], on=FIRST, by=by, at=AT)
    given = Disbursement(uuid7(), asked.id, FIRST, asked.money, second_officer=second.pk)
    loan_id = pay_out_loan(club_id=club.id, given=given, second=second, by=by, at=AT)
    extend_loan(
        club_id=club.id, change_id=uuid7(), loan_id=loan_id, on=LATER, dues=[date(2027, 10, 5)],
        reason=f"Mất mùa ở {club.name}", second=second, by=by, at=AT,
    )  # fmt: skip
    return loan_id


def _change(club: ClubSummary, _by: Officer) -> UUID:
    return next(change.id for row in loans_on(club.id, AT.date()) for change in row.changes)


OF_LOANS: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "loan_policy_id": _policy,
    "loan_default_id": _default,
    "application_id": _application,
    "loan_id": _loan,
    "change_id": _change,
}
"""As `OF_A_CLUB`, for the pages about loans."""

BODIES_OF_LOANS: dict[str, Callable[[Any], Ids]] = {
    "loan-policy-adopt": lambda _: _POLICY | {"id": uuid4()},
    "loan-policy-correct": lambda target: _POLICY | {"id": target.ids["loan_policy_id"]},
    "loan-default-adopt": lambda _: _POLICY | {"id": uuid4()},
    "loan-default-correct": lambda target: _POLICY | {"id": target.ids["loan_default_id"]},
}
"""What is posted to the pages about loans, as `world.BODIES`."""
