"""The list of the goods in stock on paper: what came in, what went out, what is left, and who signs."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.clubs.queries import ClubSummary
from lienthehe.documents.paper import (
    LINE,
    SIGNS,
    Heading,
    Signer,
    board_signers,
    heading,
    height,
    lines_of,
    paginate,
)
from lienthehe.documents.wording import say_voucher
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.stock import StockMove, stock_list

TEXT_WIDTH = 27
"""Characters in a line of the text's column."""
FULL = 1900
"""What the lines of a page may take, in tenths of a millimetre."""


@dataclass(frozen=True, slots=True)
class StockLine:
    """One movement of the stock as it is printed."""

    move: StockMove
    text: str


@dataclass(frozen=True, slots=True)
class StockPaper:
    """The list of the goods over its pages, the newest first; `total` is the value of all that is left (đồng)."""

    heading: Heading
    on: date
    pages: tuple[tuple[StockLine, ...], ...]
    total: Dong
    signers: tuple[Signer, ...]


def stock_paper(club: ClubSummary, *, names: bool, at: datetime) -> StockPaper:
    """Return the list of the goods as it is printed now; without `names` nobody is named."""
    on, found = timezone.localdate(at), stock_list(club.id)
    lines = [_line(move, names=names) for move in found.moves]
    return StockPaper(
        heading=heading(club.id, on=on, at=at),
        on=on,
        pages=tuple(paginate(lines, _height, full=FULL, closing=SIGNS + 2 * LINE)),
        total=found.total,
        signers=board_signers(club.id, on, names=names),
    )


def _line(move: StockMove, *, names: bool) -> StockLine:
    text = say_voucher(move.voucher, names=names)
    return StockLine(move, f"{text} ({_(move.fund.label)})")


def _height(line: StockLine) -> int:
    return height(lines_of(line.text, TEXT_WIDTH))
