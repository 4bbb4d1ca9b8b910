"""Is a sheet sound? Everything that can be seen from the sheet, the members and the regulations alone."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.meetings.rules.refusals import (
    AmountMissing,
    ClosingCountMissing,
    GiverMissing,
    MeetingInFuture,
    MonthTooFar,
    MoreVotesThanPresent,
    NamedTwice,
    NegativeNumber,
    NobodyPresent,
    NotAMember,
    PayeeMissing,
    PersonUnknown,
    TaskUnknown,
)
from lienthehe.meetings.rules.sheets import BoxCount, MeetingSheet, SourceKind

GIVEN = frozenset({SourceKind.GRANT, SourceKind.PROJECT, SourceKind.DONATION, SourceKind.GIFT_IN_KIND})
"""Sources that must name their giver."""


@dataclass(frozen=True, slots=True)
class ClubOnDay:
    """What of the club a sheet is held against: its members and their persons, its open tasks, its box."""

    memberships: Collection[UUID]
    persons: Collection[UUID]
    open_tasks: Collection[UUID]
    one_tin: bool
    quorum_percent: int


def check_sheet(sheet: MeetingSheet, club: ClubOnDay, *, today: date) -> None:
    """Raise Refusals with everything that does not fit, so that it is mended in one go."""
    found = tuple(_faults(sheet, club, today))
    if found:
        raise Refusals(found)


def check_day(on: date, stands_for: Month, *, today: date) -> None:
    """Raise MeetingInFuture, or MonthTooFar when the month it stands for is more than one away from its own."""
    if on > today:
        raise MeetingInFuture(on=on)
    if abs(stands_for.minus(Month.of(on))) > 1:
        raise MonthTooFar(on=on, month=stands_for)


def has_quorum(sheet: MeetingSheet, club: ClubOnDay) -> bool:
    """Tell whether enough members were present by the club's regulations; warned about, never blocked."""
    return sheet.present * 100 >= club.quorum_percent * len(club.memberships)


def _faults(sheet: MeetingSheet, club: ClubOnDay, today: date) -> Iterator[Refusal]:
    try:
        check_day(sheet.on, sheet.stands_for, today=today)
    except Refusal as refused:
        yield refused
    yield from _people(sheet, club)
    yield from _money(sheet)
    yield from _numbers(sheet)
    if not _is_counted(sheet.closing_counts, one_tin=club.one_tin):
        yield ClosingCountMissing()
    if sheet.opening_counts and not _is_counted(sheet.opening_counts, one_tin=club.one_tin):
        yield ClosingCountMissing(field="opening_counts")


def _people(sheet: MeetingSheet, club: ClubOnDay) -> Iterator[Refusal]:
    roll = [one.membership_id for one in sheet.attendance]
    if not sheet.present:
        yield NobodyPresent()
    if _twice(roll):
        yield NamedTwice()
    if _twice([one.person_id for one in sheet.measurements]):
        yield NamedTwice(field="measurements")
    if set(roll) - set(club.memberships):
        yield NotAMember()
    for name, members in (
        ("contributions", [one.membership_id for one in sheet.contributions]),
        ("contributions", [one.payer for one in sheet.contributions]),
        ("receipts", [one.member for one in sheet.receipts]),
        ("payments", [one.member for one in sheet.payments]),
        ("repayments", [one.payer for one in sheet.repayments]),
        ("loan_requests", [one.membership_id for one in sheet.loan_requests]),
    ):
        if {one for one in members if one} - set(club.memberships):
            yield NotAMember(field=name)
    persons = {one.person_id for one in sheet.measurements} | {one.volunteer for one in sheet.visits}
    persons |= {one for one in (sheet.chair, sheet.secretary, *(task.person for task in sheet.plan)) if one}
    if persons - set(club.persons):
        yield PersonUnknown()
    if {one.task_id for one in sheet.task_results} - set(club.open_tasks):
        yield TaskUnknown()


def _money(sheet: MeetingSheet) -> Iterator[Refusal]:
    lines = (
        ("contributions", sheet.contributions),
        ("receipts", sheet.receipts),
        ("payments", sheet.payments),
    )
    for name, amounts in lines:
        if any(one.amount <= 0 for one in amounts):
            yield AmountMissing(field=name)
    keys = Counter((one.membership_id, one.fund, one.refundable) for one in sheet.contributions)
    if any(number > 1 for number in keys.values()):
        yield NamedTwice(field="contributions")
    yield from _loans(sheet)
    if any(one.source in GIVEN and not one.source_name.strip() for one in sheet.receipts):
        yield GiverMissing()
    if any(one.member is None and not one.payee_name.strip() for one in sheet.payments):
        yield PayeeMissing()


def _loans(sheet: MeetingSheet) -> Iterator[Refusal]:
    if any(one.total <= 0 or min(one.principal, one.interest) < 0 for one in sheet.repayments):
        yield AmountMissing(field="repayments")
    if any(one.money + one.goods_value <= 0 for one in sheet.loans_paid_out):
        yield AmountMissing(field="loans_paid_out")
    for name, ids in (
        ("repayments", [one.loan_id for one in sheet.repayments]),
        ("loan_requests", [one.id for one in sheet.loan_requests]),
        ("loan_votes", [one.application_id for one in sheet.loan_votes]),
        ("loans_paid_out", [one.application_id for one in sheet.loans_paid_out]),
    ):
        if _twice(ids):
            yield NamedTwice(field=name)


def _numbers(sheet: MeetingSheet) -> Iterator[Refusal]:
    voted = [("decisions", one.votes_for + one.votes_against + one.abstained) for one in sheet.decisions]
    voted += [("loan_votes", one.ballot().votes) for one in sheet.loan_votes]
    for name, votes in voted:
        if votes > sheet.present:
            yield MoreVotesThanPresent(field=name, votes=votes, present=sheet.present)
    numbers = [one.people for one in sheet.work]
    numbers += [number for one in sheet.visits for number in (one.times, one.people)]
    numbers += [
        number for one in sheet.decisions for number in (one.votes_for, one.votes_against, one.abstained)
    ]
    numbers += [
        number for one in sheet.loan_votes for number in (one.votes_for, one.votes_against, one.abstained)
    ]
    if any(number < 0 for number in numbers):
        yield NegativeNumber()


def _is_counted(counts: tuple[BoxCount, ...], *, one_tin: bool) -> bool:
    counted = sorted(str(count.fund) for count in counts)
    return counted == (["None"] if one_tin else sorted(str(fund) for fund in Fund))


def _twice(ids: list[UUID]) -> bool:
    return len(set(ids)) != len(ids)
