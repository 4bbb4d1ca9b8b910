"""Meetings of a club: a sheet as the board would fill it in, and one recorded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from lienthehe.access.queries import Officer
from lienthehe.clubs.queries import MemberRow, club_summary, members_on
from lienthehe.clubs.rules import Area, Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.rules.accounts import Purpose
from lienthehe.loans.rules.applications import Outcome
from lienthehe.meetings.commands import record_meeting
from lienthehe.meetings.queries import digest_of_books
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRepaid, LoanRequest, LoanVote
from lienthehe.meetings.rules.sheets import (
    Attendance,
    BoxCount,
    Contribution,
    Decision,
    Measured,
    MeetingPayment,
    MeetingSheet,
    OtherReceipt,
    Presence,
    SourceKind,
    Task,
    Visits,
    WorkDone,
)

USUAL = Dong(10_000)


def notes_for(amount: int) -> dict[str, int]:
    """Return the fewest notes that make an amount of whole thousands of đồng."""
    notes = {}
    for value in DENOMINATIONS:
        number, amount = divmod(amount, value)
        if number:
            notes[str(value)] = number
    assert amount == 0, "an amount of whole notes"
    return notes


def a_sheet(club_id: UUID, on: date, **changes: Any) -> MeetingSheet:
    """Return a sheet on which everybody is present and pays the usual, with the box counted to what the book will say."""
    members = members_on(club_id, on)
    sheet = MeetingSheet(
        id=uuid7(),
        club_id=club_id,
        on=on,
        stands_for=Month.of(on),
        place="Nhà văn hóa thôn",
        attendance=tuple(Attendance(one.membership_id, Presence.PRESENT) for one in members),
        contributions=tuple(paid(one) for one in members),
    )
    sheet = replace(sheet, **changes)
    return sheet if "closing_counts" in changes else counted(sheet)


def paid(member: MemberRow, amount: int = USUAL) -> Contribution:
    """Return a member's contribution to the activity fund."""
    return Contribution(member.membership_id, Fund.ACTIVITY, refundable=False, amount=Dong(amount))


def counted(sheet: MeetingSheet, *, missing: int = 0, **differing: Any) -> MeetingSheet:
    """Return the sheet with a closing count that finds what the book will say, less `missing`."""
    club = club_summary(sheet.club_id, sheet.on)
    assert club is not None
    expected = box_balances(sheet.club_id)
    for one in sheet.contributions:
        expected[one.fund] = Dong(expected[one.fund] + one.amount)
    for other in sheet.receipts:
        if other.source is not SourceKind.GIFT_IN_KIND:
            expected[other.fund] = Dong(expected[other.fund] + other.amount)
    for payment in sheet.payments:
        expected[payment.fund] = Dong(expected[payment.fund] - payment.amount)
    repaid = sum(one.total for one in sheet.repayments)
    lent = sum(one.money for one in sheet.loans_paid_out)
    expected[Fund.INCOME] = Dong(expected[Fund.INCOME] + repaid - lent)
    counts: tuple[BoxCount, ...]
    if club.one_tin:
        counts = (_counted(sum(expected.values()) - missing, **differing),)
    else:
        counts = tuple(_counted(expected[fund] - missing, fund=fund, **differing) for fund in Fund)
    return replace(sheet, closing_counts=counts)


def _counted(amount: int, **how: Any) -> BoxCount:
    rest = amount % DENOMINATIONS[-1]
    return BoxCount(notes_for(amount - rest), Dong(rest), **how)


def everything(club_id: UUID, on: date, *, second: Officer, others: int = 20) -> MeetingSheet:
    """Return a sheet that uses every section: `others` receipts and payments beside the contributions."""
    members = members_on(club_id, on)
    receipts = tuple(
        OtherReceipt(
            Fund.INCOME, SourceKind.DONATION, Dong(100_000), "Ủng hộ", source_name=f"Người ủng hộ {place}"
        )
        for place in range(others // 2)
    )
    payments = tuple(
        MeetingPayment(
            Fund.ACTIVITY, Purpose.SICK_VISIT, Dong(1_000), member=one.membership_id, second_officer=second.pk
        )
        for one in members[: others // 2]
    )
    return a_sheet(
        club_id,
        on,
        chair=members[0].person_id,
        secretary=members[1].person_id,
        receipts=receipts,
        payments=payments,
        measurements=tuple(Measured(one.person_id, 512, 148, 92) for one in members),
        visits=(Visits(members[0].person_id, times=4, people=1, text="Nấu cơm, nhắc thuốc"),),
        work=(WorkDone(Area.CULTURE, "Tập văn nghệ", 12),),
        topics=("Phòng bệnh mùa đông",),
        decisions=(Decision("Thông qua kế hoạch tháng tới", votes_for=len(members)),),
        plan=(Task(uuid5(club_id, str(on)), "Gia hạn thẻ bảo hiểm y tế", members[1].person_id),),
    )


def with_loans(
    sheet: MeetingSheet, *, repaid: Sequence[UUID], asking: Sequence[UUID], second: Officer
) -> MeetingSheet:
    """Return the sheet with 1.000 đ repaid of each of the loans, and 100.000 đ asked for, approved and paid out to each."""
    requests = [LoanRequest(uuid7(), member, Dong(100_000), 10, "Nuôi gà") for member in asking]
    votes = [LoanVote(one.id, Outcome.APPROVED, one.money, instalments=10, votes_for=1) for one in requests]
    given = [LoanPaidOut(uuid7(), one.id, one.money, second_officer=second.pk) for one in requests]
    return counted(
        replace(
            sheet,
            repayments=tuple(LoanRepaid(loan, Dong(1_000), Dong(0)) for loan in repaid),
            loan_requests=tuple(requests),
            loan_votes=tuple(votes),
            loans_paid_out=tuple(given),
        )
    )


def held(sheet: MeetingSheet, *, by: Officer, second: Officer, at: datetime, read: str = "") -> UUID:
    """Record the sheet, confirmed by its writer and a second officer; `read`: what the review read in the books."""
    read = read or digest_of_books(sheet.club_id, sheet.on)
    return record_meeting(sheet, confirmed_by=(by, second), books_read=read, by=by, at=at)
