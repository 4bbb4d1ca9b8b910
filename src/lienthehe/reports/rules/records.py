"""What a club's books and lists say, as read once for a range of months: what club months are computed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lienthehe.clubs.rules import Area
from lienthehe.clubs.rules.people import Certificate, Sex
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.loans.rules.histories import LoanHistory


class MemberSpan(NamedTuple):
    """A membership and who it is. `left_on` is the first day as no member."""

    sex: Sex
    birth_year: int
    birth_date: date | None
    household_id: UUID
    joined_on: date
    left_on: date | None


class SeatSpan(NamedTuple):
    """A seat on the board, from a day to a day, both included."""

    person_id: UUID
    sex: Sex
    since: date
    until: date | None


class VolunteerSpan(NamedTuple):
    """A person's time as volunteer, from a day to a day, both included."""

    person_id: UUID
    since: date
    until: date | None


class MeetingRecord(NamedTuple):
    """A meeting by the month that it stands for; `asked`: members whose attendance was noted."""

    month: Month
    on_its_day: bool
    present: int
    asked: int


class WorkRecord(NamedTuple):
    """Work of one area told in the meetings of a month; `visits`: how often volunteers went."""

    month: Month
    area: Area
    lines: int
    people: int
    visits: int


class MeasuredRecord(NamedTuple):
    """One person measured on one day."""

    on: date
    raised: bool


class Flow(NamedTuple):
    """Transfers of one month between accounts of two kinds, summed (đồng). Subjects as in `AccountRef`, a loan's as LOAN.

    `is_reversal`: they take back what stood wrong; `kind` is their vouchers'.
    """

    month: Month
    fund: str
    kind: VoucherKind
    is_reversal: bool
    debit: AccountKind
    debit_subject: str
    credit: AccountKind
    credit_subject: str
    amount: int


LOAN = "loan"
"""The subject of any loan's own account."""


@dataclass(frozen=True, slots=True)
class PeopleRecords:
    """Everybody who ever was in the club, with certificates by household, board seats and times as volunteers."""

    members: Sequence[MemberSpan]
    certificates: Mapping[UUID, Sequence[Certificate]]
    seats: Sequence[SeatSpan]
    volunteers: Sequence[VolunteerSpan]


@dataclass(frozen=True, slots=True)
class BookRecords:
    """What the books tell of a range of months; `loans` are all there ever were."""

    meetings: Sequence[MeetingRecord]
    work: Sequence[WorkRecord]
    measured: Sequence[MeasuredRecord]
    flows: Sequence[Flow]
    loans: Sequence[LoanHistory]


@dataclass(frozen=True, slots=True)
class Covered:
    """The first and the last month that a club's books tell of; None before they begin."""

    first: Month | None
    last: Month | None

    def tells_of(self, month: Month) -> bool:
        return self.first is not None and self.last is not None and self.first <= month <= self.last
