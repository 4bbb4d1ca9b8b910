"""What a review reads out of the books: two confirm a meeting as long as it is the same."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.money import boxes_then_and_now
from lienthehe.loans.queries.applications import open_applications
from lienthehe.loans.rules.applications import State


@dataclass(frozen=True, slots=True)
class BooksRead:
    """What a meeting's review shows that is not on its sheet (đồng).

    `boxes`: each box as the book has it on the meeting's day, and now. `approved`: the approvals not paid out, by id,
    with their day, money, goods and months.
    """

    boxes: dict[Fund, tuple[Dong, Dong]]
    approved: dict[str, tuple[str, int, int, int]]

    @property
    def digest(self) -> str:
        """SHA-256 of it: two confirmations stand on the same books when it is the same."""
        shown = json.dumps([self.boxes, self.approved], sort_keys=True)
        return hashlib.sha256(shown.encode()).hexdigest()

    @property
    def boxes_now(self) -> dict[Fund, Dong]:
        return {fund: now for fund, (_, now) in self.boxes.items()}


def read_books(club_id: UUID, on: date) -> BooksRead:
    """Return what the books say beside the sheet of a meeting of this day; in two queries.

    Read under the club's lock it is what the meeting will be written on.
    """
    waiting = [row for row in open_applications(club_id) if row.state is State.APPROVED]
    return BooksRead(
        boxes=boxes_then_and_now(club_id, on),
        approved={
            str(row.id): (
                str(row.approved_on),
                row.approved_money,
                row.approved_goods_value,
                row.approved_instalments,
            )
            for row in waiting
        },
    )


def digest_of_books(club_id: UUID, on: date) -> str:
    """Return the digest of what a meeting's review reads out of the books."""
    return read_books(club_id, on).digest
