"""Who may write into a club's books, and the second person behind what leaves them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from lienthehe.access.commands import write_audit
from lienthehe.access.models import Officer
from lienthehe.access.queries import check_officer_may, officer_may
from lienthehe.access.rules import Act
from lienthehe.clubs.queries import regulation_on, scopes_of_club
from lienthehe.ledger.commands.posting import OpenBooks, open_books
from lienthehe.ledger.rules.entries import needs_second
from lienthehe.ledger.rules.refusals import SecondOfficerMayNot, SecondOfficerMissing, SecondOfficerSame
from lienthehe.ledger.rules.vouchers import VoucherDraft


def begin(act: Act, *, club_id: UUID, by: Officer, at: datetime) -> OpenBooks:
    """Check that the officer may do `act` in the club, and open its books under the club's lock.

    Raises NotAllowed.
    """
    today = timezone.localdate(at)
    acting = check_officer_may(act, by=by, within=scopes_of_club(club_id, on=today), on=today)
    return open_books(club_id=club_id, by=by, acting=acting, at=at)


def check_second(books: OpenBooks, drafts: Sequence[VoucherDraft], second: Officer | None) -> None:
    """See to it that a second officer of the board stands behind every draft that needs one.

    Whether payments need two is the club's regulation on the voucher's day; without a regulation they do.
    Raises SecondOfficerMissing, SecondOfficerSame, SecondOfficerMayNot.
    """
    needing = [draft for draft in drafts if needs_second(draft)]
    if not needing:
        return
    if second is None:
        if any(_asks_for_two(books.club_id, draft) for draft in needing):
            raise SecondOfficerMissing
        return
    if second.pk == books.by.pk:
        raise SecondOfficerSame
    today = timezone.localdate(books.at)
    within = scopes_of_club(books.club_id, on=today)
    if not officer_may(Act.APPROVE_MONEY, by=second, within=within, on=today):
        raise SecondOfficerMayNot


def _asks_for_two(club_id: UUID, draft: VoucherDraft) -> bool:
    regulation = regulation_on(club_id, draft.on)
    return regulation is None or regulation.second_officer_for_payments


def audit(books: OpenBooks, act: Act, kind: str, key: UUID) -> None:
    """Write the audit row of the act that opened these books."""
    write_audit(act=act, by=books.by, acting=books.acting, subject=(kind, str(key)), at=books.at)
