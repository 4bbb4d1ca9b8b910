"""What every paper has: who issues it, its pages, who signs, and the books' code."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthehe.clubs.queries import board_on, club_summary
from lienthehe.clubs.rules import Post
from lienthehe.ledger.queries.chain import current_code

Row = TypeVar("Row")

_EM = 55
"""What a column's character is wide on average, in hundredths of the type's size, with the spaces between words."""
_SPACE, _WIDE = 23, 104
_LETTERS = {
    30: "ijlI|'’‘`·\N{NO-BREAK SPACE}", 34: ".,:;!", 43: "frt1“", 45: '()”"²', 53: "szJ/[]°", 60: "hknuvxy7",
    63: "ce?-×+", 66: "abdgopqEFLSZ28–−", 68: "đPT350", 70: "69RBYK", 74: "HVDN4_", 76: "UXA", 79: "CĐG=&",
    84: "OQ#…", 90: "Mmw%—",
}  # fmt: skip
_BREADTHS = {letter: size for size, letters in _LETTERS.items() for letter in letters}
"""What the letters of Be Vietnam Pro are wide at most, regular or bold, in hundredths of the type's size."""

DRAWN_UP_BY = gettext_noop("Drawn up by")
LINE, CELL = 51, 21
"""A line of text and what a cell adds to its lines, in tenths of a millimetre."""
SIGNS = 350
"""The lines to sign on."""
PAGE_WIDTH = 83
"""Characters in a line from margin to margin."""
GAP, TABLE_HEAD, TABLE_SUM = 35, 66, 75
"""What stands between the parts of a page; a table's head of one line, and its sums."""
_PAGE, TITLE, _FOOT = 2640, 110, 63
"""A page less 3 mm in hand; title with subtitle, and the books' code, as `head.html` and `foot.html` print them."""
_TYPE = 39
"""The type's size, 11 pt."""
_FEW = 5
"""Rows that go over to a page of their own with what closes the paper."""
_HALF_WIDTH, _TO_SIGN, _INSIDE, _BETWEEN = 41, 160, 1780, 40
"""Characters in a line of the head's half; what is left to sign on; the page's width, and what lies between signers."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The upper left corner and the foot of a paper: the club, its commune, when it was printed, the books' code."""

    club_name: str
    place_name: str
    printed_at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A line to sign on: as what, and the name below where it is known and may be shown."""

    title: str
    name: str = ""


def heading(club_id: UUID, *, on: date, at: datetime) -> Heading:
    """Return the heading of a paper about a day, printed now: the commune is that day's, the books' code that of now."""
    club = club_summary(club_id, on)
    assert club is not None
    return Heading(club.name, club.place_name, at, current_code(club_id))


def board_signers(club_id: UUID, on: date, *, names: bool) -> tuple[Signer, ...]:
    """Return who signs a book: who drew it up (accountant, else secretary), the treasurer, the chair."""
    held = {row.post: row.full_name for row in reversed(board_on(club_id, on))} if names else {}
    drawn_up_by = held.get(Post.ACCOUNTANT) or held.get(Post.SECRETARY, "")
    return (
        Signer(_(DRAWN_UP_BY), drawn_up_by),
        Signer(_(Post.TREASURER.label), held.get(Post.TREASURER, "")),
        Signer(_(Post.CHAIR.label), held.get(Post.CHAIR, "")),
    )


def room(on: Heading, *parts: int) -> int:
    """Return what rows may take of a page below head and title and above the foot, less these parts of it."""
    named = sum(lines_of(text, _HALF_WIDTH) for text in (on.club_name, on.place_name))
    return _PAGE - LINE * max(2, named) - TITLE - 3 * GAP - _FOOT - sum(parts)


def signs(signers: Sequence[Signer]) -> int:
    """Return how high the lines to sign on are, with what stands between them and the text above."""
    number = len(signers)
    width = (_INSIDE - _BETWEEN * (number - 1)) // number * 100 // (_TYPE * _EM)
    said = lines_of(_("(sign, write the full name)"), width)
    return (
        GAP
        + _TO_SIGN
        + LINE * max(lines_of(one.title, width) + said + lines_of(one.name, width) for one in signers)
    )


def height(lines: int) -> int:
    """Return how high a table's row of so many lines is, in tenths of a millimetre; `paper.css` has the measures."""
    return CELL + LINE * lines


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of so many characters, at least one.

    As the browser breaks them: between words, and within a word only where it is longer than a whole line.
    """
    line, lines, used = width * _EM, 1, 0.0
    for word in text.split(" "):
        size = sum(map(_breadth, word))
        if used and used + _SPACE + size > line:
            lines, used = lines + 1, 0
        used += size + (_SPACE if used else 0)
        while used > line:
            lines, used = lines + 1, used - (line - _WIDE)
    return lines


def _breadth(letter: str) -> int:
    """Return what a letter is wide at most, in hundredths of the type's size; marks above and below add nothing."""
    return _BREADTHS.get(unicodedata.normalize("NFD", letter)[0], _WIDE)


def paginate(
    rows: Sequence[Row], measure: Callable[[Row], int], *, full: int, closing: int = 0
) -> list[tuple[Row, ...]]:
    """Spread rows over pages that are `full` high, at least one page; the last one keeps `closing` free below them.

    Where the last page has no room for the closing, its last rows go over with it: a few, and no more than half.
    """
    pages: list[list[Row]] = [[]]
    used = 0
    for row in rows:
        size = measure(row)
        if pages[-1] and used + size > full:
            pages.append([])
            used = 0
        pages[-1].append(row)
        used += size
    if used > full - closing:
        pages.append(_taken_over(pages[-1], measure, full - closing))
    return [tuple(page) for page in pages]


def _taken_over(page: list[Row], measure: Callable[[Row], int], left: int) -> list[Row]:
    """Take the last rows off a page, one at least where there are two, as far as they fit into what is left."""
    taken: list[Row] = []
    used = 0
    for _place in range(min(_FEW, len(page) - 1, max(1, len(page) // 2))):
        used += measure(page[-1])
        if taken and used > left:
            break
        taken.insert(0, page.pop())
    return taken
