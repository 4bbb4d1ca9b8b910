"""Reading what a club's months are computed from: each source table once for the whole range of months."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import TruncMonth

from lienthehe.care.models import Measurement
from lienthehe.care.queries import reading_of
from lienthehe.clubs.models import (
    BoardSeat,
    Club,
    Membership,
    VolunteerPeriod,
)
from lienthehe.clubs.rules import Area, Certificate, HouseholdClass, MeetingRule, Sex
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import CashCount, MonthClosing, Transfer, Voucher
from lienthehe.ledger.rules.accounts import AccountKind, Income
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.loans.queries.histories import loan_histories
from lienthehe.meetings.models import Meeting, WorkLine
from lienthehe.meetings.rules.sheets import Presence
from lienthehe.reports.models import ClubMonth
from lienthehe.reports.rules.origins import Origin
from lienthehe.reports.rules.records import (
    LOAN,
    BookRecords,
    Covered,
    Flow,
    MeasuredRecord,
    MeetingRecord,
    MemberSpan,
    PeopleRecords,
    SeatSpan,
    VolunteerSpan,
    WorkRecord,
)
from lienthehe.reports.rules.spans import Span


def people_records(club_id: UUID) -> PeopleRecords:
    """Return everybody who ever was in the club, in two queries."""
    members, certificates = _members(club_id)
    seats, volunteers = _service(club_id)
    return PeopleRecords(members=members, certificates=certificates, seats=seats, volunteers=volunteers)


def book_records(club_id: UUID, rule: MeetingRule, first: Month, last: Month) -> BookRecords:
    """Return what the books tell of the months from `first` to `last`, in seven queries."""
    return BookRecords(
        meetings=_meetings(club_id, rule, first, last),
        work=_work(club_id, first, last),
        measured=_measured(club_id, first, last),
        flows=_flows(club_id, first, last),
        loans=loan_histories(club_id),
    )


def club_and_span(club_id: UUID) -> tuple[Club, Span]:
    """Return a club and which months it has, which its books tell of and which stand already, in one query.

    Raises Club.DoesNotExist.
    """
    began = (_end_of(Voucher, "on", Min), _end_of(CashCount, "on", Min))
    told = (
        _end_of(Voucher, "on", Max),
        _end_of(CashCount, "on", Max),
        _end_of(MonthClosing, "month", Max),
        _end_of(Meeting, "stands_for", Max),
    )
    stands = (
        _end_of(ClubMonth, "month", Min),
        _end_of(ClubMonth, "month", Max),
        _end_of(ClubMonth, "month", Max, loans__isnull=False),
        _end_of(ClubMonth, "month", Max, origin=Origin.TAKEN_OVER),
    )
    ends = {f"end_{place}": found for place, found in enumerate((*began, *told, *stands))}
    club = Club.objects.annotate(**ends).get(id=club_id)
    *days, stands_from, stands_until, told_until, taken_over_until = (getattr(club, name) for name in ends)
    covered = Covered(
        min(_months(days[: len(began)]), default=None), max(_months(days[len(began) :]), default=None)
    )
    founded = Month.of(club.founded_on)
    return club, Span(
        first=min(founded, covered.first or founded),
        covered=covered,
        stands_from=max(_months([stands_from]), default=None),
        stands_until=max(_months([stands_until]), default=None),
        told_until=max(_months([told_until]), default=None),
        taken_over_until=max(_months([taken_over_until]), default=None),
    )


def _end_of(rows: Any, day: str, found: type[Aggregate], **only: Any) -> Subquery:
    own = rows.objects.filter(club_id=OuterRef("id"), **only).order_by().values("club_id")
    return Subquery(own.annotate(found=found(day)).values("found"))


def _months(days: Iterable[date | None]) -> list[Month]:
    return [Month.of(day) for day in days if day is not None]


def _members(club_id: UUID) -> tuple[list[MemberSpan], dict[UUID, list[Certificate]]]:
    """Return the memberships, and the certificates of each household in the order they were recorded."""
    of_person = ("person__sex", "person__birth_year", "person__birth_date", "person__household_id")
    certified = ("household_class", "since", "until")
    rows = Membership.objects.filter(club_id=club_id).values_list(
        *("id", *of_person, "joined_on", "left_on", "person__household__certificates__id"),
        *(f"person__household__certificates__{column}" for column in certified),
    )
    members: dict[UUID, MemberSpan] = {}
    found: dict[UUID, dict[UUID, Certificate]] = {}
    for key, sex, year, born, household, joined, left, certificate, named, since, until in rows:
        members[key] = MemberSpan(Sex(sex), year, born, household, joined, left)
        if certificate is not None:
            of_household = found.setdefault(household, {})
            of_household[certificate] = Certificate(HouseholdClass(named), since, until)
    return list(members.values()), {
        household: [one for _, one in sorted(of_household.items())]
        for household, of_household in found.items()
    }


def _service(club_id: UUID) -> tuple[list[SeatSpan], list[VolunteerSpan]]:
    """Return who sat on the board and who was a volunteer."""
    columns = ("person_id", "person__sex", "since", "until")
    seats = BoardSeat.objects.filter(club_id=club_id).annotate(seat=Value(1)).values_list("seat", *columns)
    volunteers = VolunteerPeriod.objects.filter(club_id=club_id).annotate(seat=Value(0))
    rows = list(seats.union(volunteers.values_list("seat", *columns), all=True))
    return (
        [SeatSpan(person, Sex(sex), since, until) for seat, person, sex, since, until in rows if seat],
        [VolunteerSpan(person, since, until) for seat, person, _, since, until in rows if not seat],
    )


def _meetings(club_id: UUID, rule: MeetingRule, first: Month, last: Month) -> list[MeetingRecord]:
    rows = Meeting.objects.filter(club_id=club_id, stands_for__range=(first.first, last.first)).annotate(
        present=Count("attendance", filter=Q(attendance__presence=Presence.PRESENT)),
        asked=Count("attendance"),
    )
    return [
        MeetingRecord(Month.of(month), on == rule.day_in(Month.of(month)), present, asked)
        for month, on, present, asked in rows.values_list("stands_for", "on", "present", "asked")
    ]


def _work(club_id: UUID, first: Month, last: Month) -> list[WorkRecord]:
    rows = (
        WorkLine.objects.filter(club_id=club_id, meeting__stands_for__range=(first.first, last.first))
        .order_by()
        .values_list("meeting__stands_for", "area")
        .annotate(lines=Count("id"), helped=Sum("people"), visits=Sum("times"))
    )
    return [
        WorkRecord(Month.of(month), Area(area), lines, people, visits)
        for month, area, lines, people, visits in rows
    ]


def _measured(club_id: UUID, first: Month, last: Month) -> list[MeasuredRecord]:
    rows = Measurement.objects.filter(club_id=club_id, on__range=(first.first, last.last))
    return [MeasuredRecord(row.on, reading_of(row).is_raised) for row in rows]


def _flows(club_id: UUID, first: Month, last: Month) -> list[Flow]:
    """Return the transfers of the range by month and kinds of accounts; a loan's own accounts all as LOAN."""

    def subject(side: str) -> Case:
        spent, earned = (
            Q(**{f"{side}__kind": AccountKind.SPENDING}),
            Q(**{f"{side}__kind": AccountKind.INTEREST}),
        )
        named = spent | (earned & Q(**{f"{side}__subject__in": [one.value for one in Income]}))
        return Case(
            When(named, then=F(f"{side}__subject")), When(earned, then=Value(LOAN)), default=Value("")
        )

    rows = (
        Transfer.objects.filter(club_id=club_id, on__range=(first.first, last.last))
        .order_by()
        .annotate(debited=subject("debit"), credited=subject("credit"), month=TruncMonth("on"))
        .annotate(is_reversal=ExpressionWrapper(Q(voucher__reverses__isnull=False), BooleanField()))
        .values_list(
            *("month", "fund", "voucher__kind", "is_reversal"),
            *("debit__kind", "debited", "credit__kind", "credited"),
        )
        .annotate(moved=Sum("amount"))
    )
    return [
        Flow(
            Month.of(month),
            fund,
            VoucherKind(kind),
            bool(is_reversal),
            AccountKind(debit),
            debited,
            AccountKind(credit),
            credited,
            amount,
        )
        for month, fund, kind, is_reversal, debit, debited, credit, credited, amount in rows
    ]
