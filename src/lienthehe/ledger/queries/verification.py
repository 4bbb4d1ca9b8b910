"""`verify`: everything in a club's books recomputed from what was written, and compared."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.append_only import standing_triggers_sql
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import APPEND_ONLY_TABLES, Account, Book, DuesPaid, Transfer, Voucher
from lienthehe.ledger.models.triggers import all_trigger_names
from lienthehe.ledger.queries.chain import ChainedEntry, chained_entries
from lienthehe.ledger.rules.accounts import CONTRIBUTION_KINDS, NEVER_BELOW_ZERO, AccountKind, AccountRef
from lienthehe.ledger.rules.box import Movement, first_below_zero
from lienthehe.ledger.rules.chain import book_code, genesis, link
from lienthehe.ledger.rules.contents import printed_number
from lienthehe.ledger.rules.findings import ChainPoint, Fault, Finding


@dataclass(frozen=True, slots=True)
class Verified:
    """What one club's verification came to."""

    club_id: UUID
    entries: int
    findings: tuple[Finding, ...]


def clubs_with_books() -> list[UUID]:
    """Return every club that has books, in order of id."""
    return list(Book.objects.order_by("club_id").values_list("club_id", flat=True))


def verify_club(club_id: UUID) -> Verified:
    """Recompute chain, numbers, accounts, balances, boxes, counts, closings and dues of one club."""
    entries = list(chained_entries(club_id))
    findings = [
        *_chain(club_id, entries),
        *_numbers(club_id),
        *_accounts(club_id),
        *_holdings(club_id),
        *_dues(club_id),
    ]
    return Verified(club_id, len(entries), tuple(findings))


def missing_triggers() -> list[Finding]:
    """Return one finding per trigger that should guard the books and does not stand."""
    with connection.cursor() as cursor:
        cursor.execute(standing_triggers_sql(connection.vendor))
        standing = {row[0] for row in cursor.fetchall()}
    wanted = all_trigger_names(APPEND_ONLY_TABLES, connection.vendor)
    return [Finding(None, name, Fault.TRIGGER) for name in wanted if name not in standing]


def chain_points(club_id: UUID) -> Iterator[ChainPoint]:
    """Yield the printed book's code at every point of the chain, recomputed from what is written."""
    last = genesis(club_id)
    for entry in chained_entries(club_id):
        last = link(last, entry.seal.head, entry.seal.body, entry.seal.wording)
        yield ChainPoint(entry.sequence, entry.name, book_code(last))


def _chain(club_id: UUID, entries: list[ChainedEntry]) -> Iterator[Finding]:
    last, place = genesis(club_id), 0
    for entry in entries:
        place += 1
        if entry.sequence != place:
            yield Finding(club_id, entry.name, Fault.MISSING if entry.sequence > place else Fault.EXTRA)
            place = entry.sequence
        yield from (Finding(club_id, entry.name, fault) for fault in entry.faults)
        followed = link(last, entry.stored.head, entry.stored.body, entry.stored.wording)
        if followed != entry.stored.hash:
            yield Finding(club_id, entry.name, Fault.CHAIN)
        last = entry.stored.hash
    book = Book.objects.filter(club_id=club_id).first()
    if book is None or (book.entries, bytes(book.last_hash)) != (place, last):
        name = entries[-1].name if entries else ""
        yield Finding(club_id, name, Fault.MISSING_LAST)


def _numbers(club_id: UUID) -> Iterator[Finding]:
    last: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    rows = (
        Voucher.objects.filter(club_id=club_id)
        .order_by("number")
        .values_list("kind", "fund", "year", "number")
    )
    for kind, fund, year, number in rows:
        if number != last[kind, fund, year] + 1:
            yield Finding(club_id, f"{printed_number(kind, number)}/{year}", Fault.NUMBER)
        last[kind, fund, year] = number


def _accounts(club_id: UUID) -> Iterator[Finding]:
    mine = Transfer.objects.filter(club_id=club_id)
    sums: defaultdict[UUID, int] = defaultdict(int)
    for account_id, total in mine.values_list("debit").annotate(Sum("amount")):
        sums[account_id] += total
    for account_id, total in mine.values_list("credit").annotate(Sum("amount")):
        sums[account_id] -= total
    for account in Account.objects.filter(club_id=club_id):
        name = f"{account.fund} {account.kind} {account.label}".strip()
        ref = AccountRef(Fund(account.fund), AccountKind(account.kind), account.subject)
        if ref.id_in(club_id) != account.id:
            yield Finding(club_id, name, Fault.ACCOUNT)
        if sums.pop(account.id, 0) != account.balance:
            yield Finding(club_id, name, Fault.BALANCE)
    if sums:
        yield Finding(club_id, "", Fault.ACCOUNT)


def _holdings(club_id: UUID) -> Iterator[Finding]:
    held = {row.id: row for row in Account.objects.filter(club_id=club_id, kind__in=NEVER_BELOW_ZERO)}
    movements: defaultdict[UUID, list[Movement]] = defaultdict(list)
    rows = Transfer.objects.filter(club_id=club_id).select_related("voucher")
    for row in rows:
        voucher = row.voucher
        together = voucher.reverses_id or voucher.corrects_id or voucher.id
        for account_id, change in ((row.debit_id, row.amount), (row.credit_id, -row.amount)):
            if account_id in held:
                movements[account_id].append(Movement(voucher.on, voucher.sequence, together, Dong(change)))
    for account_id, moved in movements.items():
        lowest = first_below_zero(Dong(0), moved)
        if lowest is not None:
            account = held[account_id]
            yield Finding(club_id, f"{account.fund} {account.kind} {lowest.on:%d/%m/%Y}", Fault.BELOW_ZERO)


def _dues(club_id: UUID) -> Iterator[Finding]:
    paid: defaultdict[tuple[UUID, str, bool], int] = defaultdict(int)
    rows = Transfer.objects.filter(club_id=club_id, for_member__isnull=False)
    for member, fund, debit, credit, amount in rows.values_list(
        "for_member", "fund", "debit__kind", "credit__kind", "amount"
    ):
        for kind, sign in ((credit, 1), (debit, -1)):
            if kind in CONTRIBUTION_KINDS:
                paid[member, fund, kind == AccountKind.REFUNDABLE_CONTRIBUTIONS] += sign * amount
    lines = DuesPaid.objects.filter(club_id=club_id).select_related("membership")
    for line in lines:
        if paid.pop((line.membership_id, line.fund, line.refundable), 0) != line.paid:
            yield Finding(club_id, f"#{line.membership.number} {line.fund}", Fault.DUES)
    if any(paid.values()):
        yield Finding(club_id, "", Fault.DUES)
