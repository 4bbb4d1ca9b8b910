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
_SPACE, _NARROW, _USUAL, _CAPITAL, _WIDE = 23, 44, 71, 86, 102
_NARROW_ONES, _WIDE_ONES = frozenset("ijlfrtI1.,:;!|/()'\""), frozenset("mwMW@%")

DRAWN_UP_BY = gettext_noop("Drawn up by")
LINE, CELL = 51, 21
"""A line of text and what a cell adds to its lines, in tenths of a millimetre."""
SIGNS = 350
"""The lines to sign on."""


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


def height(lines: int) -> int:
    """Return how high a table's row of so many lines is, in tenths of a millimetre; `paper.css` has the measures."""
    return CELL + LINE * lines


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many characters, at least one.

    As the browser breaks them: between words, and within a word only where it is longer than a whole line.
    """
    room, lines, used = width * _EM, 1, 0
    for word in text.split(" "):
        size = sum(map(_breadth, word))
        if used and used + _SPACE + size > room:
            lines, used = lines + 1, 0
        used += size + (_SPACE if used else 0)
        while used > room:
            lines, used = lines + 1, used - (room - _WIDE)
    return lines


def _breadth(letter: str) -> int:
    """Return what a letter is wide at most, in hundredths of the type's size; marks above and below add nothing."""
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in _NARROW_ONES:
        return _NARROW
    if plain in _WIDE_ONES or unicodedata.east_asian_width(plain) in "WF":
        return _WIDE
    return _CAPITAL if plain.isupper() else _USUAL


def paginate(
    rows: Sequence[Row], measure: Callable[[Row], int], *, full: int, closing: int = 0
) -> list[tuple[Row, ...]]:
    """Spread rows over pages that are `full` high, at least one page; the last one keeps `closing` free below them.

    Where the last page has no room for the closing, its last row goes over with it.
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
        pages.append([pages[-1].pop()] if len(pages[-1]) > 1 else [])
    return [tuple(page) for page in pages]
