"""What a meeting's sheet says of loans: requests, votes, what is paid out, and what is repaid."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.rules.applications import Application, Ballot, Outcome
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.loans.rules.repaying import Repayment
from lienthehe.meetings.rules.parts import STRICT, Name, Text


@dataclass(frozen=True, slots=True)
class LoanRepaid:
    """What is paid of one loan (đồng). `payer`: the membership of whoever hands it over, the borrower if None."""

    __pydantic_config__ = STRICT
    loan_id: UUID
    principal: Dong
    interest: Dong
    payer: UUID | None = None

    @property
    def total(self) -> Dong:
        return Dong(self.principal + self.interest)

    def repayment(self) -> Repayment:
        """Return it as the loans' books take it."""
        return Repayment(self.loan_id, self.principal, self.interest, self.payer)


@dataclass(frozen=True, slots=True)
class LoanRequest:
    """A request made at the meeting: money and goods (đồng), over so many months. `id` is made by the client."""

    __pydantic_config__ = STRICT
    id: UUID
    membership_id: UUID
    money: Dong
    instalments: int
    purpose: Name
    goods: Name = ""
    goods_value: Dong = ZERO
    guarantor: Name = ""

    def application(self, on: date) -> Application:
        """Return it as the loans' books take it."""
        return Application(
            self.id,
            self.membership_id,
            on,
            self.money,
            self.instalments,
            self.purpose,
            self.goods,
            self.goods_value,
            self.guarantor,
        )


@dataclass(frozen=True, slots=True)
class LoanVote:
    """How the members voted on a request, made at this meeting or before (đồng, months)."""

    __pydantic_config__ = STRICT
    application_id: UUID
    outcome: Outcome
    money: Dong = ZERO
    goods_value: Dong = ZERO
    instalments: int = 0
    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    reason: Text = ""

    def ballot(self) -> Ballot:
        """Return it as the loans' books take it."""
        return Ballot(
            self.application_id,
            self.outcome,
            self.money,
            self.goods_value,
            self.instalments,
            self.votes_for,
            self.votes_against,
            self.abstained,
            self.reason,
        )


@dataclass(frozen=True, slots=True)
class LoanPaidOut:
    """An approved loan handed over at the meeting (đồng); `second_officer`: who approves it beside the writer."""

    __pydantic_config__ = STRICT
    id: UUID
    application_id: UUID
    money: Dong
    goods_value: Dong = ZERO
    second_officer: UUID | None = None

    def disbursement(self, on: date, meeting: UUID) -> Disbursement:
        """Return it as the loans' books take it."""
        return Disbursement(
            self.id,
            self.application_id,
            on,
            self.money,
            self.goods_value,
            second_officer=self.second_officer,
            meeting=meeting,
        )
