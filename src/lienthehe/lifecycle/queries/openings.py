"""Old books being brought forward, and those that were."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lienthehe.ledger.models import Book, Voucher
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_view
from lienthehe.lifecycle.models import Opening, OpeningDraft
from lienthehe.lifecycle.rules.opening_format import read_opening
from lienthehe.lifecycle.rules.openings import OpeningSheet
from lienthehe.loans.models import LoanChange


@dataclass(frozen=True, slots=True)
class OpeningDraftView:
    """A draft as a page shows it: the sheet so far, its version, the parts saved, who saved last."""

    sheet: OpeningSheet
    version: int
    parts_done: tuple[str, ...]
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OpeningView:
    """Old books that were brought forward: the sheet without people's facts, its voucher, and whether it can be undone."""

    sheet: OpeningSheet
    voucher: VoucherView
    may_be_undone: bool


def books_have_begun(club_id: UUID) -> bool:
    """Tell whether a voucher stands in the club's books; what was written and undone does not count."""
    standing = Voucher.objects.filter(club_id=club_id, reverses__isnull=True, reversed_by__isnull=True)
    return standing.exists()


def opening_draft(club_id: UUID) -> OpeningDraftView | None:
    """Return the club's draft, None if there is none; in one query."""
    row = OpeningDraft.objects.select_related("saved_by").defer("returned").filter(club_id=club_id).first()
    if row is None:
        return None
    return OpeningDraftView(
        read_opening(row.sheet), row.version, tuple(row.parts_done), row.saved_by.full_name, row.saved_at
    )


def returned_file(club_id: UUID) -> tuple[str, bytes] | None:
    """Return the Excel file that goes back with reasons, its name and content; None if there is none."""
    kept = OpeningDraft.objects.filter(club_id=club_id).values_list("returned", flat=True).first()
    return (kept["name"], b64decode(kept["file"])) if kept else None


def opening_view(club_id: UUID, opening_id: UUID) -> OpeningView | None:
    """Return one opening of the club; None if there is none such."""
    row = Opening.objects.filter(club_id=club_id, id=opening_id).first()
    voucher = voucher_view(club_id, opening_id) if row else None
    if row is None or voucher is None:
        return None
    undone = voucher.reversed_on is not None
    return OpeningView(read_opening(row.sheet), voucher, not undone and not is_built_upon(row))


def is_built_upon(opening: Opening) -> bool:
    """Tell whether anything was written since: an entry of the books, or a decision about one of its loans."""
    entries = Book.objects.filter(club_id=opening.club_id).values_list("entries", flat=True).first()
    changed = LoanChange.objects.filter(club_id=opening.club_id, loan__brought_in=opening.voucher_id)
    return entries != opening.last_entry or changed.exists()
