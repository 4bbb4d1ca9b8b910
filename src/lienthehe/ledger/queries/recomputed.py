"""What follows from a club's transfers alone: numbers, balances, counts, closings, dues, borrowed capital."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.db.models.functions import Coalesce

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.models import (
    Account,
    BorrowedCapital,
    CashCount,
    DuesPaid,
    MonthClosing,
    Transfer,
    Voucher,
)
from lienthehe.ledger.rules.accounts import (
    CONTRIBUTION_KINDS,
    NEVER_BELOW_ZERO,
    AccountKind,
    account_id,
    dues_id,
)
from lienthehe.ledger.rules.box import Movement, first_below_zero, own_side
from lienthehe.ledger.rules.findings import (
    NOTHING,
    Fault,
    Finding,
    name_account,
    name_capital,
    name_closing,
    name_count,
    name_dues,
    name_voucher,
)


class Moved(NamedTuple):
    """A transfer as read, with what its voucher says of it (đồng)."""

    debit: UUID
    credit: UUID
    amount: int
    for_member: UUID | None
    voucher: UUID
    on: date
    sequence: int
    of_count: UUID | None
    mends: UUID | None

    @property
    def changes(self) -> tuple[tuple[UUID, int], tuple[UUID, int]]:
        return (self.debit, self.amount), (self.credit, -self.amount)


def recomputed(club_id: UUID) -> Iterator[Finding]:
    """Yield what does not follow from the transfers: the transfers and accounts are read once."""
    moved = [
        Moved(*row)
        for row in Transfer.objects.filter(voucher__club_id=club_id)
        .order_by("voucher__sequence", "position")
        .values_list(
            "debit_id",
            "credit_id",
            "amount",
            "for_member_id",
            "voucher_id",
            "voucher__on",
            "voucher__sequence",
            "voucher__count",
            Coalesce("voucher__reverses", "voucher__corrects"),
        )
    ]
    accounts = {row.id: row for row in Account.objects.filter(club_id=club_id)}
    yield from _numbers(club_id)
    yield from _closed(club_id)
    yield from _accounts(club_id, accounts, moved)
    yield from _below_zero(club_id, accounts, moved)
    yield from _counts(club_id, accounts, moved)
    yield from _closings(club_id, accounts, moved)
    yield from _dues(club_id, accounts, moved)
    yield from _capital(club_id, accounts, moved)


def _numbers(club_id: UUID) -> Iterator[Finding]:
    """Numbers run from 1 without a gap in the order of the chain, in the year of their vouchers."""
    rows = Voucher.objects.filter(club_id=club_id).order_by("sequence")
    series: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    for kind, fund, year, number, on in rows.values_list("kind", "fund", "year", "number", "on"):
        before = series[kind, fund, year]
        if year != on.year or (before and number < before[-1]):
            yield Finding(club_id, name_voucher(kind, fund, year, number), Fault.NUMBER)
        before.append(number)
    for key, numbers in series.items():
        for last, number in pairwise([0, *sorted(numbers)]):
            if number > last + 1:
                yield Finding(club_id, name_voucher(*key, last + 1), Fault.NUMBER_MISSING)


def _closed(club_id: UUID) -> Iterator[Finding]:
    """No voucher is dated in a month that was closed before it was written."""
    closings = MonthClosing.objects.filter(club_id=club_id).order_by("-sequence")
    to_come, closed = list(closings.values_list("sequence", "month")), date.min
    rows = Voucher.objects.filter(club_id=club_id).order_by("sequence")
    for kind, fund, year, number, on, sequence in rows.values_list(
        "kind", "fund", "year", "number", "on", "sequence"
    ):
        while to_come and to_come[-1][0] < sequence:
            closed = max(closed, to_come.pop()[1])
        if on.replace(day=1) <= closed:
            yield Finding(club_id, name_voucher(kind, fund, year, number), Fault.CLOSED)


def _accounts(club_id: UUID, accounts: Mapping[UUID, Account], moved: Sequence[Moved]) -> Iterator[Finding]:
    sums: Counter[UUID] = Counter()
    for one in moved:
        for account, change in one.changes:
            sums[account] += change
    for row in accounts.values():
        name = name_account(row.fund, row.kind, row.label)
        if account_id(club_id, row.fund, row.kind, row.subject) != row.id:
            yield Finding(club_id, name, Fault.ACCOUNT)
        if sums.pop(row.id, 0) != row.balance:
            yield Finding(club_id, name, Fault.BALANCE)
    if sums:
        yield Finding(club_id, NOTHING, Fault.ACCOUNT)


def _below_zero(club_id: UUID, accounts: Mapping[UUID, Account], moved: Sequence[Moved]) -> Iterator[Finding]:
    movements: defaultdict[UUID, list[Movement]] = defaultdict(list)
    sides = {
        key: own_side(AccountKind(row.kind)) for key, row in accounts.items() if row.kind in list(AccountKind)
    }
    for one in moved:
        for account, change in one.changes:
            if side := sides.get(account, 0):
                movements[account].append(Movement(one.on, one.sequence, one.mends, Dong(side * change)))
    for account, changes in movements.items():
        row = accounts[account]
        lowest = first_below_zero(AccountKind(row.kind), Dong(0), changes)
        if lowest is not None:
            name = name_account(row.fund, row.kind, row.label, lowest.on)
            yield Finding(club_id, name, Fault.BELOW_ZERO)


def _counts(club_id: UUID, accounts: Mapping[UUID, Account], moved: Sequence[Moved]) -> Iterator[Finding]:
    """A count's book is what the boxes held on its day by what was written before it; its difference has a voucher."""
    boxes = {key: row.fund for key, row in accounts.items() if row.kind == AccountKind.CASH_BOX}
    by_count: Counter[UUID] = Counter()
    changes = [
        (one.sequence, one.on, one.of_count, boxes[account], change)
        for one in moved
        for account, change in one.changes
        if account in boxes
    ]
    for _, _, count, _, change in changes:
        if count is not None:
            by_count[count] += change
    written, held = iter([*changes, None]), Counter[tuple[str, date]]()
    coming = next(written)
    for row in CashCount.objects.filter(club_id=club_id).order_by("sequence"):
        while coming is not None and coming[0] < row.sequence:
            held[coming[3], coming[1]] += coming[4]
            coming = next(written)
        book = sum(change for (fund, on), change in held.items() if fund in row.funds and on <= row.on)
        if book != row.book:
            yield Finding(club_id, name_count(row.on), Fault.COUNT_BOOK)
        if by_count[row.id] != row.counted - row.book:
            yield Finding(club_id, name_count(row.on), Fault.DIFFERENCE)


def _closings(club_id: UUID, accounts: Mapping[UUID, Account], moved: Sequence[Moved]) -> Iterator[Finding]:
    """A closing holds what box, bank and stock of each fund came to at the end of its month."""
    held = {key: (row.fund, row.kind) for key, row in accounts.items() if row.kind in NEVER_BELOW_ZERO}
    changes = sorted(
        (one.on, *held[account], change)
        for one in moved
        for account, change in one.changes
        if account in held
    )
    sums = Counter({(str(fund), str(kind)): 0 for fund in Fund for kind in NEVER_BELOW_ZERO})
    written = iter([*changes, None])
    coming = next(written)
    for row in MonthClosing.objects.filter(club_id=club_id).order_by("month"):
        while coming is not None and (coming[0].year, coming[0].month) <= (row.month.year, row.month.month):
            sums[coming[1], coming[2]] += coming[3]
            coming = next(written)
        balances: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for (fund, kind), amount in sums.items():
            balances[fund][kind] = amount
        if row.balances != balances:
            yield Finding(club_id, name_closing(row.month), Fault.CLOSING_SUM)


def _dues(club_id: UUID, accounts: Mapping[UUID, Account], moved: Sequence[Moved]) -> Iterator[Finding]:
    paid: Counter[tuple[UUID, str, bool]] = Counter()
    for one in moved:
        for account, change in one.changes:
            row = accounts.get(account)
            if one.for_member and row is not None and row.kind in CONTRIBUTION_KINDS:
                refundable = row.kind == AccountKind.REFUNDABLE_CONTRIBUTIONS
                paid[one.for_member, row.fund, refundable] -= change
    for line in DuesPaid.objects.filter(club_id=club_id).select_related("membership"):
        key = (line.membership_id, line.fund, line.refundable)
        if paid.pop(key, 0) != line.paid or line.id != dues_id(*key):
            yield Finding(club_id, name_dues(line.membership.number, line.fund), Fault.DUES)
    for (_, fund, _), amount in paid.items():
        if amount:
            yield Finding(club_id, name_dues(None, fund), Fault.DUES)


def _capital(club_id: UUID, accounts: Mapping[UUID, Account], moved: Sequence[Moved]) -> Iterator[Finding]:
    """What was borrowed is noted, is what its voucher brought in on its day, and its parts come to it.

    What the old books owed was lent before they were opened.
    """
    brought = {one.voucher: (one.on, one.amount) for one in moved}
    forward = {one.credit: (one.on, one.amount) for one in moved if _is_opening(accounts.get(one.debit))}
    rows = BorrowedCapital.objects.filter(club_id=club_id).prefetch_related("dues")
    noted = {row.account_id: row for row in rows}
    for account in accounts.values():
        if account.kind == AccountKind.BORROWED_CAPITAL:
            row = noted.get(account.id)
            came = brought.get(row.id) if row else None
            came_forward = forward.get(account.id)
            if row is None or not _is_as_brought(row, account.subject, came, came_forward):
                yield Finding(club_id, name_capital(account.label), Fault.CAPITAL)


def _is_opening(account: Account | None) -> bool:
    return account is not None and account.kind == AccountKind.OPENING


def _is_as_brought(
    row: BorrowedCapital, subject: str, came: tuple[date, int] | None, forward: tuple[date, int] | None
) -> bool:
    parts = sum(due.amount for due in row.dues.all() if due.club_id == row.club_id)
    if row.id.hex != subject or parts != row.amount:
        return False
    if forward is not None:
        return row.borrowed_on <= forward[0] and row.amount == forward[1]
    return came == (row.borrowed_on, row.amount)
