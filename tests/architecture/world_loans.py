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
from lienthehe.loans.commands.repaying import record_repayments
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.applications import Application, Ballot, Outcome
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from tests.given.officers import AT, PIN, an_officer
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

_ON: Ids = {"do": "write", "on": f"{AT:%d/%m/%Y}"}
_REPAYMENT: Ids = _ON | {
    "amount": "10.000",
    "interest": "0",
    "principal": "10.000",
    "only_loan": "on",
    "place": "box",
}


def _two(target: Any) -> Ids:
    return _ON | {"id": uuid4(), "second_officer": target.ids["second"].pk, "pin": PIN}


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
    """Let a request be approved that waits to be paid out."""
    asked = _asked(club, by, LATER, 100_000)
    _approve(club, by, asked, LATER)
    return asked.id


def _approve(club: ClubSummary, by: Officer, asked: Application, on: date) -> None:
    ballot = Ballot(asked.id, Outcome.APPROVED, asked.money, instalments=6, votes_for=1)
    record_votes(club_id=club.id, ballots=[ballot], on=on, by=by, at=AT)


def _loan(club: ClubSummary, by: Officer) -> UUID:
    around = scopes_of_club(club.id, on=AT.date())
    second = an_officer(Role.SECRETARY, *around, full_name=f"Thư ký {club.name}")
    asked = _asked(club, by, FIRST, 200_000)
    _approve(club, by, asked, FIRST)
    given = Disbursement(uuid7(), asked.id, FIRST, asked.money, second_officer=second.pk)
    loan_id = pay_out_loan(club_id=club.id, given=given, second=second, by=by, at=AT)
    extend_loan(
        club_id=club.id, change_id=uuid7(), loan_id=loan_id, on=LATER, dues=[date(2027, 10, 5)],
        reason=f"Mất mùa ở {club.name}", second=second, by=by, at=AT,
    )  # fmt: skip
    return loan_id


def _change(club: ClubSummary, _by: Officer) -> UUID:
    return next(change.id for row in loans_on(club.id, AT.date()) for change in row.changes)


def _repayment(club: ClubSummary, by: Officer) -> UUID:
    """Repay a little by the bank, so that the box stays as the meetings count it."""
    (row,) = loans_on(club.id, AT.date())
    paid = (Repayment(row.id, Dong(10_000), Dong(0)),)
    receipt = RepaymentReceipt(uuid7(), AT.date(), paid, payer=row.membership_id, at_bank=True)
    return record_repayments(club_id=club.id, receipts=[receipt], by=by, at=AT)[0]


OF_LOANS: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "loan_policy_id": _policy,
    "loan_default_id": _default,
    "application_id": _application,
    "loan_id": _loan,
    "change_id": _change,
    "loan_voucher_id": _repayment,
}
"""As `OF_A_CLUB`, for the pages about loans."""

BODIES_OF_LOANS: dict[str, Callable[[Any], Ids]] = {
    "loan-policy-adopt": lambda _: _POLICY | {"id": uuid4()},
    "loan-policy-correct": lambda target: _POLICY | {"id": target.ids["loan_policy_id"]},
    "loan-default-adopt": lambda _: _POLICY | {"id": uuid4()},
    "loan-default-correct": lambda target: _POLICY | {"id": target.ids["loan_default_id"]},
    "loan-apply": lambda target: (
        _ON
        | {
            "id": uuid4(),
            "member": members_on(target.ids["club_id"], AT.date())[0].membership_id,
            "money": "500.000",
            "purpose": "other",
            "purpose_other": "Nuôi gà",
            "instalments": "6",
        }
    ),
    "application-vote": lambda _: _ON | {"id": uuid4(), "outcome": "postponed"},
    "loan-pay-out": lambda target: (
        _two(target) | {"money": "100.000", "seen": f"{AT:%Y%m%d}:100000:0", "place": "box"}
    ),
    "loan-repay": lambda _: _REPAYMENT | {"id": uuid4()},
    "repay-several": lambda target: (
        _ON
        | {
            "id": uuid4(),
            "other": "Con trai",
            "place": "box",
            f"sum_{members_on(target.ids['club_id'], AT.date())[0].membership_id.hex}": "1.000",
        }
    ),
    "loan-repay-goods": lambda target: _two(target) | _REPAYMENT | {"goods": "2 con gà"},
    "loan-extend": lambda target: _two(target) | {"count": "6", "first": "05/11/2027", "reason": "Mất mùa"},
    "loan-write-off": lambda target: _two(target) | {"reason": "Bỏ đi xa", "borne_by_0": "190.000"},
    "loan-recover": lambda _: _ON | {"id": uuid4(), "amount": "1.000", "place": "box"},
    "loan-guarantor": lambda _: _ON | {"id": uuid4(), "guarantor": "Con gái"},
    "loan-undo": lambda target: _two(target) | {"reason": "Ghi nhầm"},
    "loan-right": lambda target: _two(target) | {"reason": "Ghi nhầm", "part_0": "20.000"},
    "loan-change-undo": lambda target: _two(target) | {"reason": "Ghi nhầm"},
}
"""What is posted to the pages about loans, as `world.BODIES`."""
