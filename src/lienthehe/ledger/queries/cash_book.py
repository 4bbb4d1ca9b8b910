"""The cash book of a fund and month, as on paper: day, voucher, text, in, out, balance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Q, Sum

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import CashCount, MonthClosing, Transfer, Voucher
from lienthehe.ledger.queries.counts import sheet_of
from lienthehe.ledger.queries.money import month_opening
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_views
from lienthehe.ledger.rules.accounts import CONTRIBUTION_KINDS, AccountKind
from lienthehe.ledger.rules.counts import CountMoment, bearing_fund
from lienthehe.ledger.rules.vouchers import is_opening


@dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the cash book: a voucher, or several of one kind on one day ("Thu đóng góp, 64 người").

    `paid_in` and `paid_out` are đồng (a reversal is negative in its column); `balance` is the box after the line.
    `brought_forward` is what lay in the box when the old books were brought forward: there already, so in no column.
    """

    on: date
    vouchers: tuple[VoucherView, ...]
    paid_in: Dong
    paid_out: Dong
    balance: Dong
    brought_forward: Dong = ZERO

    @property
    def is_group(self) -> bool:
        return len(self.vouchers) > 1


@dataclass(frozen=True, slots=True)
class CountLine:
    """A cash count of the month, for the book's foot (đồng).

    `is_common`: both funds lay in one tin, so the figures are theirs together and `borne_by` has the difference.
    """

    on: date
    moment: CountMoment
    counted: Dong
    book: Dong
    is_common: bool
    borne_by: Fund

    @property
    def difference(self) -> Dong:
        return Dong(self.counted - self.book)


@dataclass(frozen=True, slots=True)
class CashBook:
    """A fund's month: what was carried over, every line, the sums, and what is left (đồng).

    `beside_box` are the fund's vouchers that moved no cash: at the bank, in kind, a decision.
    """

    fund: Fund
    month: Month
    opening: Dong
    lines: tuple[BookLine, ...]
    beside_box: tuple[VoucherView, ...]
    counts: tuple[CountLine, ...]
    entered_since: Dong
    """What was entered after the month's last count for days before it: the box was counted without knowing of it."""
    is_closed: bool

    @property
    def total_in(self) -> Dong:
        return Dong(sum(line.paid_in for line in self.lines))

    @property
    def total_out(self) -> Dong:
        return Dong(sum(line.paid_out for line in self.lines))

    @property
    def brought_forward(self) -> Dong:
        """What the old books held, brought forward in this month; nobody paid it in."""
        return Dong(sum(line.brought_forward for line in self.lines))

    @property
    def closing(self) -> Dong:
        return Dong(self.opening + self.brought_forward + self.total_in - self.total_out)


def cash_book(club_id: UUID, fund: Fund, month: Month) -> CashBook:
    """Return the fund's cash book of a month; the number of queries does not grow with the entries."""
    opening = Dong(month_opening(club_id, month)[fund][AccountKind.CASH_BOX])
    days = (month.first, month.last)
    touching = Voucher.objects.filter(club_id=club_id, on__range=days, fund__in=(fund, ""))
    changes = [(view, box_change(view, fund)) for view in voucher_views(touching)]
    counted = CashCount.objects.filter(club_id=club_id, on__range=days).order_by("sequence")
    counts = [count for count in counted if fund in count.funds]
    closed = MonthClosing.objects.filter(club_id=club_id, month=month.first).first()
    return CashBook(
        fund=fund,
        month=month,
        opening=opening,
        lines=tuple(_lines(opening, [(view, change) for view, change in changes if change])),
        beside_box=tuple(view for view, change in changes if not change and _touches(view, fund)),
        counts=tuple(map(_count_line, counts)),
        entered_since=_entered_since(counts[-1], fund, closed) if counts else Dong(0),
        is_closed=closed is not None,
    )


def _count_line(count: CashCount) -> CountLine:
    return CountLine(
        on=count.on,
        moment=CountMoment(count.moment),
        counted=Dong(count.counted),
        book=Dong(count.book),
        is_common=len(count.funds) > 1,
        borne_by=bearing_fund(sheet_of(count)),
    )


def _entered_since(count: CashCount, fund: Fund, closed: MonthClosing | None) -> Dong:
    """Read what follows the count in the chain, up to the closing: nothing after it is of an earlier day."""
    later = Voucher.objects.filter(club_id=count.club_id, sequence__gt=count.sequence)
    if closed is not None:
        later = later.filter(sequence__lt=closed.sequence)
    moved = Transfer.objects.filter(voucher__in=later, fund=fund, on__lt=count.on).aggregate(
        paid_in=Sum("amount", filter=Q(debit__kind=AccountKind.CASH_BOX), default=0),
        paid_out=Sum("amount", filter=Q(credit__kind=AccountKind.CASH_BOX), default=0),
    )
    return Dong(moved["paid_in"] - moved["paid_out"])


def box_change(view: VoucherView, fund: Fund) -> Dong:
    """Return what a voucher does to one fund's cash box (đồng, signed)."""
    change = 0
    for line in view.draft.lines:
        if line.debit.fund is fund:
            change += line.amount * (line.debit.kind is AccountKind.CASH_BOX)
            change -= line.amount * (line.credit.kind is AccountKind.CASH_BOX)
    return Dong(change)


def _touches(view: VoucherView, fund: Fund) -> bool:
    return any(line.debit.fund is fund for line in view.draft.lines)


def _lines(opening: Dong, moves: Sequence[tuple[VoucherView, Dong]]) -> Iterator[BookLine]:
    balance = opening
    for _, group in groupby(moves, key=_group_key):
        together = list(group)
        change = sum(one[1] for one in together)
        balance = Dong(balance + change)
        brought = change if is_opening(together[0][0].draft) else 0
        brings_in = (change > 0) != together[0][0].is_reversal
        yield BookLine(
            on=together[0][0].draft.on,
            vouchers=tuple(view for view, _ in together),
            paid_in=Dong(change - brought if brings_in else 0),
            paid_out=Dong(0 if brings_in else brought - change),
            balance=balance,
            brought_forward=Dong(brought),
        )


def _group_key(move: tuple[VoucherView, Dong]) -> tuple[object, ...]:
    """Plain contributions of one meeting stand on one line; everything else stands alone."""
    draft = move[0].draft
    kinds = {line.credit.kind for line in draft.lines}
    if draft.meeting and kinds <= CONTRIBUTION_KINDS and not move[0].is_reversal and draft.corrects is None:
        return (draft.on, draft.meeting, "contributions")
    return (draft.on, draft.id)
