"""A made-up treasurer hands over: the seat, the box counted to the đồng, the books, and the access by a new code."""

from datetime import date
from uuid import uuid5

from lienthehe.access.commands import open_access
from lienthehe.clubs.queries import board_on, members_on
from lienthehe.clubs.rules import Post
from lienthehe.demo.keepers import Keepers, moment
from lienthehe.demo.meetings import notes_of
from lienthehe.demo.officers import ADDRESS, PASSWORD, PIN
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.rules.counts import CountMoment, CountSheet
from lienthehe.lifecycle.commands.handing_over import hand_over
from lienthehe.lifecycle.rules.handing_over import HandOverSheet, Taken, count_id

NEW_TREASURER = "thu.quy.moi"


def treasurer_hands_over(keepers: Keepers, on: date) -> None:
    """Let the treasurer hand everything over to a member who is not of the board; who does it stands above the club."""
    board = board_on(keepers.club_id, on)
    seated = {seat.person_id for seat in board}
    seat = next(one for one in board if one.post is Post.TREASURER)
    new = next(one for one in members_on(keepers.club_id, on) if one.person_id not in seated)
    key = uuid5(keepers.club_id, f"hand-over {on}")
    sheet = HandOverSheet(key, on, (Taken(seat.seat_id, new.person_id),), _counts(keepers, on))
    done = hand_over(club_id=keepers.club_id, sheet=sheet, by=keepers.overseer, at=moment(on, 15))
    (code,) = done.codes
    keepers.code = code.code


def take_up_access(keepers: Keepers, on: date) -> None:
    """Let whoever has been given a code sign in with it and keep the books from now on; in a transaction of its own."""
    if keepers.code:
        code, keepers.code = keepers.code, ""
        keepers.treasurer = open_access(
            code=code, username=NEW_TREASURER, password=PASSWORD, pin=PIN, address=ADDRESS, at=moment(on, 16)
        )


def _counts(keepers: Keepers, on: date) -> tuple[CountSheet, ...]:
    """Count each box: it holds what the book says."""
    key = uuid5(keepers.club_id, f"hand-over {on}")
    counts = []
    for fund, book in box_balances(keepers.club_id).items():
        notes, other = notes_of(book)
        values = {Dong(int(value)): number for value, number in notes.items()}
        counts.append(CountSheet(count_id(key, [fund]), on, CountMoment.BETWEEN, (fund,), values, other))
    return tuple(counts)
