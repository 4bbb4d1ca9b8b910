"""A meeting into the books: all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.queries import officer_may
from lienthehe.access.rules import Act
from lienthehe.care.commands import record_measurements
from lienthehe.care.rules import Reading
from lienthehe.clubs.queries import MemberRow, meeting_terms_on, members_on, names_apart
from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.regulations import MeetingTerms
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import OpenBooks, post_vouchers, write_counts
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.queries.sources import source_refs
from lienthehe.ledger.rules.counts import CountMoment
from lienthehe.loans.commands.meetings import HandedIn, take_in, write_taken
from lienthehe.meetings.commands.minutes import write_minutes
from lienthehe.meetings.models import Meeting, MeetingDraft
from lienthehe.meetings.queries.books import read_books
from lienthehe.meetings.queries.clubs import club_on_day
from lienthehe.meetings.rules.checks import check_sheet
from lienthehe.meetings.rules.format import sheet_digest
from lienthehe.meetings.rules.money import count_sheets, named_sources, sheet_drafts
from lienthehe.meetings.rules.refusals import (
    BooksMovedOn,
    ConfirmationsMissing,
    ConfirmerMayNot,
    OtherClubsSheet,
    PaymentNotConfirmed,
    SheetIdReused,
)
from lienthehe.meetings.rules.sheets import MeetingSheet

Confirmers = tuple[Officer, Officer]


@transaction.atomic
def record_meeting(
    sheet: MeetingSheet, *, confirmed_by: Confirmers, books_read: str, by: Officer, at: datetime
) -> UUID:
    """Write a meeting: opening count, receipts, payments, closing count, measurements, minutes; return its id.

    `confirmed_by` are the two officers whose PINs were checked before; `books_read` is what the books said when they
    confirmed (`digest_of_books`). The same sheet sent again by the same officer returns the first. Raises NotAllowed,
    SheetIdReused, BooksMovedOn, ConfirmationsMissing, ConfirmerMayNot, PaymentNotConfirmed, Refusals of `check_sheet`,
    and what the ledger and care raise; then nothing is written.
    """
    books = begin(Act.RECORD_MEETING, club_id=sheet.club_id, by=by, at=at)
    digest = sheet_digest(sheet)
    written = _written(sheet)
    if sheet.id in written:
        return _the_first(written[sheet.id], sheet, digest, by)
    found = read_books(sheet.club_id, sheet.on)
    if found.digest != books_read:
        raise BooksMovedOn
    terms = meeting_terms_on(sheet.club_id, sheet.on)
    _check_confirmers(sheet, confirmed_by, books, terms)
    members = members_on(sheet.club_id, sheet.on)
    club = club_on_day(sheet.club_id, members, terms, one_tin=books.one_tin)
    check_sheet(sheet, club, today=timezone.localdate(at))
    _write_money(books, sheet, members, confirmed_by)
    meeting = _meeting(books, sheet, digest, found.boxes_now, confirmed_by)
    meeting.number = 1 + max((one.number for one in written.values()), default=0)
    meeting.save(force_insert=True)
    write_minutes(meeting, sheet)
    readings = [Reading(one.person_id, one.weight, one.systolic, one.diastolic) for one in sheet.measurements]
    record_measurements(club_id=sheet.club_id, readings=readings, on=sheet.on, meeting_id=sheet.id)
    MeetingDraft.objects.filter(id=sheet.id).delete()
    books.touch(sheet.stands_for.first)
    audit(books, Act.RECORD_MEETING, "meeting", sheet.id)
    return meeting.id


def _written(sheet: MeetingSheet) -> dict[UUID, Meeting]:
    """Return the meetings of the sheet's year, and the sheet's own wherever it is written."""
    this_year = Q(club_id=sheet.club_id, year=sheet.on.year)
    return {one.id: one for one in Meeting.objects.filter(this_year | Q(id=sheet.id))}


def _the_first(first: Meeting, sheet: MeetingSheet, digest: str, by: Officer) -> UUID:
    if first.club_id != sheet.club_id:
        raise OtherClubsSheet
    if (first.digest, first.recorded_by_id) != (digest, by.pk):
        raise SheetIdReused
    return first.id


def _check_confirmers(
    sheet: MeetingSheet, confirmed_by: Confirmers, books: OpenBooks, terms: MeetingTerms | None
) -> None:
    """Two different people who may confirm stand behind the meeting, one of them beside the writer of each payment."""
    if confirmed_by[0].pk == confirmed_by[1].pk:
        raise ConfirmationsMissing
    today = timezone.localdate(books.at)
    for officer in confirmed_by:
        if not officer_may(Act.CONFIRM_MEETING, by=officer, within=books.within, on=today):
            raise ConfirmerMayNot(name=officer.full_name)
    may_be_alone = terms is not None and not terms.second_officer_for_payments
    seconds = {officer.pk for officer in confirmed_by} - {books.by.pk}
    behind = [one.second_officer for one in sheet.payments]
    behind += [one.second_officer for one in sheet.loans_paid_out]
    for officer_id in behind:
        if officer_id not in seconds and not (officer_id is None and may_be_alone):
            raise PaymentNotConfirmed


def _write_money(
    books: OpenBooks, sheet: MeetingSheet, members: list[MemberRow], confirmed_by: Confirmers
) -> None:
    sources = source_refs(sheet.club_id, named_sources(sheet))
    apart = names_apart(members)
    people = {row.membership_id: (apart[row.membership_id], row.household_id) for row in members}
    officers = list({one.pk: one for one in (books.by, *confirmed_by)}.values())
    loans = take_in(books, loans_of(sheet), officers=officers, people=people)
    names = loans.names | apart
    write_counts(books, count_sheets(sheet, sheet.opening_counts, CountMoment.OPENING))
    drafts = sheet_drafts(sheet, sources, names.__getitem__, loans.borrowers)
    post_vouchers(books, [*drafts, *loans.drafts], members=people)
    write_taken(books, loans)
    write_counts(books, count_sheets(sheet, sheet.closing_counts, CountMoment.CLOSING))


def loans_of(sheet: MeetingSheet) -> HandedIn:
    """Return what the sheet says of loans, as the loans' commands take it."""
    return HandedIn(
        on=sheet.on,
        meeting=sheet.id,
        requests=[one.application(sheet.on) for one in sheet.loan_requests],
        ballots=[one.ballot() for one in sheet.loan_votes],
        given=[one.disbursement(sheet.on, sheet.id) for one in sheet.loans_paid_out],
        repaid=[one.repayment() for one in sheet.repayments],
    )


def _meeting(
    books: OpenBooks, sheet: MeetingSheet, digest: str, before: Mapping[Fund, Dong], confirmed_by: Confirmers
) -> Meeting:
    return Meeting(
        id=sheet.id,
        club_id=sheet.club_id,
        year=sheet.on.year,
        on=sheet.on,
        stands_for=sheet.stands_for.first,
        begins=sheet.begins,
        ends=sheet.ends,
        place=sheet.place,
        chair_id=sheet.chair,
        secretary_id=sheet.secretary,
        sheet_version=sheet.version,
        digest=digest,
        boxes_before=before,
        boxes_after={fund: held + books.put_in[fund] for fund, held in before.items()},
        topics=list(sheet.topics),
        recorded_by=books.by,
        recorded_as=books.acting.role,
        recorded_at=books.at,
        first_confirmer=confirmed_by[0],
        second_confirmer=confirmed_by[1],
    )
