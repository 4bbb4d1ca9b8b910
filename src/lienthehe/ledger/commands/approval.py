"""Who may write into a club's books, and the second person behind what leaves them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from lienthehe.access.commands import write_audits
from lienthehe.access.models import Officer
from lienthehe.access.queries import check_officer_may, officer_may
from lienthehe.access.rules import Act
from lienthehe.clubs.events import BooksChanged
from lienthehe.clubs.queries import regulations_of, scopes_of_club
from lienthehe.foundation.events import announce
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.commands.posting import OpenBooks, open_books
from lienthehe.ledger.queries.vouchers import are_written
from lienthehe.ledger.rules.entries import needs_second
from lienthehe.ledger.rules.refusals import SecondOfficerMayNot, SecondOfficerMissing, SecondOfficerSame
from lienthehe.ledger.rules.vouchers import VoucherDraft


def begin(act: Act, *, club_id: UUID, by: Officer, at: datetime) -> OpenBooks:
    """Check that the officer may do `act` in the club, and open its books under the club's lock.

    Raises NotAllowed.
    """
    today = timezone.localdate(at)
    within = scopes_of_club(club_id, on=today)
    acting = check_officer_may(act, by=by, within=within, on=today)
    return open_books(club_id=club_id, by=by, acting=acting, within=within, at=at)


def check_second(books: OpenBooks, drafts: Sequence[VoucherDraft], second: Officer | None) -> None:
    """See to it that a second officer of the board stands behind every draft that needs one.

    Whether payments need two is the club's regulation on the voucher's day; without a regulation they do. What is
    written already was approved then, and is sent again without asking whether it would be today.
    Raises SecondOfficerMissing, SecondOfficerSame, SecondOfficerMayNot.
    """
    needing = [draft for draft in drafts if needs_second(draft)]
    refused = _why_not(books, needing, second) if needing else None
    if refused is not None and not are_written([draft.id for draft in needing]):
        raise refused


def check_may_stand_behind(books: OpenBooks, second_id: UUID | None) -> None:
    """Raise SecondOfficerSame or SecondOfficerMayNot when the one named is not somebody else of the board."""
    if second_id is not None:
        second = Officer.objects.filter(pk=second_id).first()
        refused = _why_not_this(books, second) if second else SecondOfficerMayNot()
        if refused is not None:
            raise refused


def _why_not(books: OpenBooks, drafts: Sequence[VoucherDraft], second: Officer | None) -> Refusal | None:
    if second is not None:
        return _why_not_this(books, second)
    return SecondOfficerMissing() if any(_asks_for_two(books.club_id, drafts)) else None


def _why_not_this(books: OpenBooks, second: Officer) -> Refusal | None:
    if second.pk == books.by.pk:
        return SecondOfficerSame()
    today = timezone.localdate(books.at)
    may = officer_may(Act.APPROVE_MONEY, by=second, within=books.within, on=today)
    return None if may else SecondOfficerMayNot()


def _asks_for_two(club_id: UUID, drafts: Sequence[VoucherDraft]) -> Iterator[bool]:
    adopted = regulations_of(club_id)
    for draft in drafts:
        in_force = [terms for terms in adopted if terms.since <= draft.on]
        yield not in_force or in_force[-1].second_officer_for_payments


def audit(books: OpenBooks, act: Act, kind: str, *keys: UUID) -> None:
    """End the act that opened these books: keep how far they reach now, write its audit rows, announce what it wrote."""
    if books.has_written:
        books.book.save(update_fields=["entries", "last_hash"])
    subjects = [(kind, str(key)) for key in keys]
    write_audits(act=act, by=books.by, acting=books.acting, subjects=subjects, at=books.at)
    if books.touched is not None:
        announce(BooksChanged(books.club_id, books.touched, timezone.localdate(books.at)))
