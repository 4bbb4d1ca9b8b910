"""Opening the books of a club that has been running, in one act; and undoing it while nothing was written since."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.commands import join_members
from lienthehe.clubs.models import Membership
from lienthehe.foundation.refusals import Refusals
from lienthehe.foundation.text import fold
from lienthehe.ledger.commands import OpenBooks, mend_vouchers, note_capital, post_vouchers, write_counts
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.queries.sources import named_sources
from lienthehe.ledger.queries.vouchers import voucher_view
from lienthehe.ledger.rules.corrections import Mending
from lienthehe.ledger.rules.refusals import SecondOfficerMissing
from lienthehe.ledger.rules.vouchers import VoucherDraft, VoucherKind
from lienthehe.lifecycle.models import Opening, OpeningDraft
from lienthehe.lifecycle.queries.openings import books_have_begun, is_built_upon
from lienthehe.lifecycle.rules.opening_checks import (
    BooksBegun,
    NoSuchOpening,
    OpeningBuiltUpon,
    OpeningIdReused,
    check_opening,
)
from lienthehe.lifecycle.rules.opening_format import opening_digest, write_opening
from lienthehe.lifecycle.rules.openings import OpeningSheet, capital_notes, counts_of, lines_of_opening
from lienthehe.loans.commands.bringing_in import bring_in_loans


@transaction.atomic
def open_running_club(*, sheet: OpeningSheet, second: Officer | None, by: Officer, at: datetime) -> UUID:
    """Bring a running club's old books forward and return the voucher's id; the same sheet sent again, the first.

    Newcomers join, one CK brings both funds in, borrowed capital is noted, loans are written with the plan that is left,
    and the count of the box enters the chain. Two always stand behind it. Raises NotAllowed, BooksBegun, OpeningIdReused,
    Refusals with all that `check_opening` yields, SecondOfficerMissing and what `post_vouchers` raises.
    """
    books = begin(Act.RECORD_MONEY, club_id=sheet.club_id, by=by, at=at)
    first = Opening.objects.filter(id=sheet.id).first()
    if first is not None:
        return _the_first(first, books, sheet)
    if books_have_begun(sheet.club_id):
        raise BooksBegun
    _check(books, sheet)
    if second is None:
        raise SecondOfficerMissing
    newcomers = [member.joins for member in sheet.members if member.joins is not None]
    if newcomers:
        join_members(club_id=sheet.club_id, newcomers=newcomers, by=by, at=at)
    _write(books, sheet, second)
    OpeningDraft.objects.filter(club_id=sheet.club_id).delete()
    audit(books, Act.RECORD_MONEY, "voucher", sheet.id)
    return sheet.id


def check_running_club(*, sheet: OpeningSheet, one_tin: bool, at: datetime) -> None:
    """Raise Refusals with everything that keeps a sheet from opening the books; nothing is written."""
    refused = tuple(
        check_opening(sheet, known=_memberships(sheet), one_tin=one_tin, today=timezone.localdate(at))
    )
    if refused:
        raise Refusals(refused)


@transaction.atomic
def undo_opening(
    *, club_id: UUID, opening_id: UUID, reason: str, second: Officer | None, by: Officer, at: datetime
) -> UUID:
    """Undo an opening and return the id of the reversal; its loans fall away, members stay, the sheet is a draft again.

    Only while nothing was written since. Raises NotAllowed, NoSuchOpening, OpeningBuiltUpon and what `mend_vouchers`
    raises.
    """
    books = begin(Act.CORRECT_VOUCHER, club_id=club_id, by=by, at=at)
    opening = Opening.objects.filter(club_id=club_id, id=opening_id).first()
    written = voucher_view(club_id, opening_id)
    if opening is None or written is None:
        raise NoSuchOpening
    if written.reversed_on is None and is_built_upon(opening):
        raise OpeningBuiltUpon
    (reversal,) = mend_vouchers(books, [Mending(opening_id, None)], reason=reason, second=second)
    if books.has_written:
        _fill_in_again(opening, by, at)
        audit(books, Act.CORRECT_VOUCHER, "voucher", opening_id, reversal)
    return reversal


def _check(books: OpenBooks, sheet: OpeningSheet) -> None:
    check_running_club(sheet=sheet, one_tin=books.one_tin, at=books.at)


def _memberships(sheet: OpeningSheet) -> Collection[UUID]:
    return set(Membership.objects.filter(club_id=sheet.club_id).values_list("id", flat=True))


def _write(books: OpenBooks, sheet: OpeningSheet, second: Officer) -> None:
    named = {(ref.fund, ref.kind, fold(ref.label)): ref for ref in named_sources(sheet.club_id)}
    lines = lines_of_opening(sheet, named)
    kind = VoucherKind.TRANSFER
    draft = VoucherDraft(sheet.id, kind, None, sheet.on, lines, second_officer=second.pk)
    check_second(books, [draft], second)
    post_vouchers(books, [draft])
    note_capital(books, capital_notes(sheet))
    bring_in_loans(books, sheet.loans, voucher_id=draft.id, on=sheet.on)
    write_counts(books, counts_of(sheet, second=second.pk))
    Opening.objects.create(
        id=sheet.id,
        club_id=sheet.club_id,
        voucher_id=draft.id,
        digest=opening_digest(sheet),
        sheet=write_opening(_without_facts(sheet)),
        last_entry=books.book.entries,
    )


def _without_facts(sheet: OpeningSheet) -> OpeningSheet:
    """Return the sheet with the newcomers as members of the list, where alone people's facts are kept."""
    return replace(sheet, members=tuple(replace(member, joins=None) for member in sheet.members))


def _the_first(first: Opening, books: OpenBooks, sheet: OpeningSheet) -> UUID:
    if (first.club_id, first.digest) != (books.club_id, opening_digest(sheet)):
        raise OpeningIdReused
    return first.id


def _fill_in_again(opening: Opening, by: Officer, at: datetime) -> None:
    """Make a draft of the sheet, unless somebody began another one."""
    sheet_id = uuid5(opening.id, "again")
    sheet = {**opening.sheet, "id": str(sheet_id)}
    OpeningDraft.objects.get_or_create(
        club_id=opening.club_id,
        defaults={"id": sheet_id, "version": 1, "sheet": sheet, "saved_by": by, "saved_at": at},
    )
