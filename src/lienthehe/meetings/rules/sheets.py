"""The meeting sheet: everything that a month's meeting writes, in one frozen value.

A page's form and a phone's JSON become the same sheet. Its format is versioned: what was released once is read for
ever. Field names are the format; amounts are whole đồng, days YYYY-MM-DD, months YYYY-MM, ids UUIDs made by the client.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, PlainSerializer

from lienthehe.clubs.rules import Area, Fund
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.accounts import AccountKind, Income, Purpose
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRepaid, LoanRequest, LoanVote
from lienthehe.meetings.rules.parts import STRICT, Name, Text

SHEET_VERSION = 2
NEW_IN = {2: ("repayments", "loan_requests", "loan_votes", "loans_paid_out")}
"""Which fields came with which version: an older sheet is written, and sealed, without them."""


def _month(written: object) -> Month:
    return written if isinstance(written, Month) else Month.parse(str(written))


SheetMonth = Annotated[Month, BeforeValidator(_month), PlainSerializer(str)]


class Presence(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Outcome(StrEnum):
    """What became of last month's task."""

    DONE = "done"
    GOES_ON = "goes_on"
    DROPPED = "dropped"


class SourceKind(StrEnum):
    """Where other receipts come from. The first four name a giver; `shortage` makes a shortage good."""

    GRANT = AccountKind.GRANT
    PROJECT = AccountKind.PROJECT
    DONATION = AccountKind.DONATION
    GIFT_IN_KIND = AccountKind.GIFT_IN_KIND
    INCOME = AccountKind.INTEREST
    SHORTAGE = AccountKind.SHORTAGE


@dataclass(frozen=True, slots=True)
class BoxCount:
    """A count of the box: how many notes of each value (đồng as text), the rest, and why it differs from the book.

    In a club with two boxes there is one count for each fund; with one tin `fund` is None. `borne_by`: on which fund
    a difference of the one tin falls.
    """

    __pydantic_config__ = STRICT
    notes: dict[str, int]
    other: Dong = ZERO
    fund: Fund | None = None
    explanation: Text = ""
    borne_by: Fund | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    __pydantic_config__ = STRICT
    membership_id: UUID
    presence: Presence


@dataclass(frozen=True, slots=True)
class Guest:
    __pydantic_config__ = STRICT
    name: Name
    body: Name = ""


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What became of a task of an earlier meeting."""

    __pydantic_config__ = STRICT
    task_id: UUID
    outcome: Outcome
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A member's contribution. `payer`: the membership of whoever handed it over, the member himself if None."""

    __pydantic_config__ = STRICT
    membership_id: UUID
    fund: Fund
    refundable: bool
    amount: Dong
    payer: UUID | None = None


@dataclass(frozen=True, slots=True)
class OtherReceipt:
    """Money or goods from somebody, by source. `member`: the payer's membership if he is one; else `payer_name`.

    `source_name` names the giver of a grant, project, donation or gift; `income` what was earned. A gift in kind has a
    value; `for_lending` puts it into stock.
    """

    __pydantic_config__ = STRICT
    fund: Fund
    source: SourceKind
    amount: Dong
    text: Text = ""
    member: UUID | None = None
    payer_name: Name = ""
    source_name: Name = ""
    income: Income = Income.OTHER
    for_lending: bool = False


@dataclass(frozen=True, slots=True)
class MeetingPayment:
    """Money paid out at the meeting. `member` or `payee_name`; `second_officer`: who approves it (an officer's id)."""

    __pydantic_config__ = STRICT
    fund: Fund
    purpose: Purpose
    amount: Dong
    text: Text = ""
    member: UUID | None = None
    payee_name: Name = ""
    second_officer: UUID | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Weight in hectograms (512 is 51,2 kg), blood pressure in mmHg."""

    __pydantic_config__ = STRICT
    person_id: UUID
    weight: int | None = None
    systolic: int | None = None
    diastolic: int | None = None


@dataclass(frozen=True, slots=True)
class Visits:
    """What a volunteer did since the last meeting: how many visits, to how many people."""

    __pydantic_config__ = STRICT
    volunteer: UUID
    times: int
    people: int
    text: Text = ""


@dataclass(frozen=True, slots=True)
class WorkDone:
    """One line of work done in one of the eight areas, and how many people it reached."""

    __pydantic_config__ = STRICT
    area: Area
    text: Text
    people: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    __pydantic_config__ = STRICT
    text: Text
    votes_for: int
    votes_against: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done by whom until when. `id` is made by the client; `person`: a member's person, else `who`."""

    __pydantic_config__ = STRICT
    id: UUID
    what: Text
    person: UUID | None = None
    who: Name = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """One meeting of one club, whole. `loans` is of version 1 and always empty."""

    __pydantic_config__ = STRICT
    id: UUID
    club_id: UUID
    on: date
    stands_for: SheetMonth
    version: int = SHEET_VERSION
    begins: time | None = None
    ends: time | None = None
    place: Name = ""
    chair: UUID | None = None
    secretary: UUID | None = None
    opening_counts: tuple[BoxCount, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    guests: tuple[Guest, ...] = ()
    task_results: tuple[TaskResult, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    receipts: tuple[OtherReceipt, ...] = ()
    payments: tuple[MeetingPayment, ...] = ()
    measurements: tuple[Measured, ...] = ()
    visits: tuple[Visits, ...] = ()
    work: tuple[WorkDone, ...] = ()
    topics: tuple[Text, ...] = ()
    decisions: tuple[Decision, ...] = ()
    plan: tuple[Task, ...] = ()
    closing_counts: tuple[BoxCount, ...] = ()
    loans: tuple[()] = ()
    repayments: tuple[LoanRepaid, ...] = ()
    loan_requests: tuple[LoanRequest, ...] = ()
    loan_votes: tuple[LoanVote, ...] = ()
    loans_paid_out: tuple[LoanPaidOut, ...] = ()

    @property
    def present(self) -> int:
        """How many members were there."""
        return sum(one.presence is Presence.PRESENT for one in self.attendance)
