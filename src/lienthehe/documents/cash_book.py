"""A fund's cash book of a month on paper: A4 pages, each with its sums and what it carries forward."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lienthehe.clubs.queries import ClubSummary
from lienthehe.clubs.rules import Fund
from lienthehe.documents.paper import (
    GAP,
    LINE,
    TABLE_HEAD,
    TABLE_SUM,
    Heading,
    Signer,
    board_signers,
    heading,
    height,
    lines_of,
    paginate,
    room,
    signs,
)
from lienthehe.documents.wording import say_numbers, say_together, say_voucher
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import BookLine, CashBook, CountLine, cash_book

TEXT_WIDTH, NUMBERS_WIDTH = 27, 12
"""Characters in a line of the text's and of the vouchers' column."""
AROUND = TABLE_HEAD + 2 * height(1) + TABLE_SUM
"""What a page's table has beside its lines: its head, what was brought, the page's sums and what is carried."""
LINES_OF_CLOSING, LINES_OF_COUNT = 2, 2


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the printed book (đồng)."""

    on: date
    numbers: str
    text: str
    paid_in: Dong
    paid_out: Dong
    balance: Dong
    brought_forward: Dong = ZERO


@dataclass(frozen=True, slots=True)
class BookPage:
    """One A4 page. `brought_…` is what the pages before came to, `paid_…` what this one does (đồng)."""

    number: int
    brought_in: Dong
    brought_out: Dong
    brought: Dong
    lines: tuple[PaperLine, ...]

    @property
    def paid_in(self) -> Dong:
        return Dong(sum(line.paid_in for line in self.lines))

    @property
    def paid_out(self) -> Dong:
        return Dong(sum(line.paid_out for line in self.lines))

    @property
    def carried_in(self) -> Dong:
        return Dong(self.brought_in + self.paid_in)

    @property
    def carried_out(self) -> Dong:
        return Dong(self.brought_out + self.paid_out)

    @property
    def balance(self) -> Dong:
        forward = sum(line.brought_forward for line in self.lines)
        return Dong(self.brought + forward + self.paid_in - self.paid_out)


@dataclass(frozen=True, slots=True)
class CashBookPaper:
    """The whole printed book of a fund and month."""

    heading: Heading
    fund: Fund
    month: Month
    pages: tuple[BookPage, ...]
    closing: Dong
    counts: tuple[CountLine, ...]
    is_closed: bool
    signers: tuple[Signer, ...]

    @property
    def is_running(self) -> bool:
        """Whether it was printed before the month was over: its balance is that of the day of printing."""
        return Month.of(timezone.localdate(self.heading.printed_at)) == self.month


def cash_book_paper(
    club: ClubSummary, fund: Fund, month: Month, *, names: bool, at: datetime
) -> CashBookPaper:
    """Return a month's cash book as it is printed; without `names` nobody is named."""
    book = cash_book(club.id, fund, month)
    lines = [_paper_line(line, names=names) for line in book.lines]
    top = heading(club.id, on=min(month.last, timezone.localdate(at)), at=at)
    signers = board_signers(club.id, month.last, names=names)
    said = LINE * (LINES_OF_CLOSING + LINES_OF_COUNT * len(book.counts))
    pages = paginate(lines, _height, full=room(top, AROUND), closing=GAP + said + signs(signers))
    return CashBookPaper(
        heading=top,
        fund=fund,
        month=month,
        pages=tuple(_pages(book, pages)),
        closing=book.closing,
        counts=book.counts,
        is_closed=book.is_closed,
        signers=signers,
    )


def say_line(line: BookLine, *, names: bool) -> str:
    """Return the text of one line of the book, on the page as on paper."""
    return say_together(line.vouchers) if line.is_group else say_voucher(line.vouchers[0], names=names)


def _paper_line(line: BookLine, *, names: bool) -> PaperLine:
    text = say_line(line, names=names)
    return PaperLine(
        line.on,
        say_numbers(line.vouchers),
        text,
        line.paid_in,
        line.paid_out,
        line.balance,
        line.brought_forward,
    )


def _height(line: PaperLine) -> int:
    return height(max(lines_of(line.text, TEXT_WIDTH), lines_of(line.numbers, NUMBERS_WIDTH)))


def _pages(book: CashBook, pages: Sequence[tuple[PaperLine, ...]]) -> Iterator[BookPage]:
    brought_in, brought_out, brought = ZERO, ZERO, book.opening
    for number, lines in enumerate(pages, start=1):
        page = BookPage(number, brought_in, brought_out, brought, lines)
        yield page
        brought_in, brought_out, brought = page.carried_in, page.carried_out, page.balance
