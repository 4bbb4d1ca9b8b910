"""The list of the goods in stock: what the vouchers brought in and took out. The books keep goods by value alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_views
from lienthehe.ledger.rules.accounts import AccountKind, stock


@dataclass(frozen=True, slots=True)
class StockMove:
    """What a voucher brought into a fund's stock or took out of it, and the value left then (đồng).

    A reversal stands below zero in the column of what it undoes.
    """

    voucher: VoucherView
    fund: Fund
    came: Dong
    went: Dong
    left: Dong

    @property
    def stands(self) -> bool:
        """Whether it is neither undone nor undoes another."""
        return not (self.voucher.reversed_by or self.voucher.is_reversal)


@dataclass(frozen=True, slots=True)
class StockList:
    """Every movement of a club's stock, the newest first, and what lies in each fund's stock now (đồng)."""

    moves: tuple[StockMove, ...]
    values: dict[Fund, Dong]

    @property
    def total(self) -> Dong:
        return Dong(sum(self.values.values()))

    @property
    def goods_in(self) -> tuple[StockMove, ...]:
        """What came in and counts, the newest first."""
        return tuple(move for move in self.moves if move.came and move.stands)


def stock_list(club_id: UUID) -> StockList:
    """Return the list of a club's goods; the number of queries does not grow with it."""
    of_stock = Q(transfers__debit__kind=AccountKind.STOCK) | Q(transfers__credit__kind=AccountKind.STOCK)
    views = voucher_views(Voucher.objects.filter(of_stock, club_id=club_id).distinct())
    moves = [move for fund in Fund for move in _moves(fund, views)]
    moves.sort(key=lambda move: (move.voucher.draft.on, move.voucher.sequence), reverse=True)
    values = {fund: next((move.left for move in moves if move.fund is fund), ZERO) for fund in Fund}
    return StockList(tuple(moves), values)


def _moves(fund: Fund, views: Sequence[VoucherView]) -> Iterator[StockMove]:
    ref, left = stock(fund), 0
    for view in views:
        lines = view.draft.lines
        change = sum(line.amount * ((line.debit == ref) - (line.credit == ref)) for line in lines)
        if not change:
            continue
        left += change
        is_in = (change > 0) != view.is_reversal
        came, went = (change, 0) if is_in else (0, -change)
        yield StockMove(view, fund, Dong(came), Dong(went), Dong(left))
