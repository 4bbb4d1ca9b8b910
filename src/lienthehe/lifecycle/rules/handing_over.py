"""A post handed over with what belongs to it: who to whom, the box counted, what lay there that day, the access."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from lienthehe.access.rules import Role
from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.boards import Post
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.ledger.rules.counts import CountSheet


class NobodyTakesOver(Refusal):
    message = gettext_noop("Choose who takes over at least one post.")


class BoxNotCounted(Refusal):
    message = gettext_noop(
        "Both boxes are counted when a post is handed over. Count the one that is missing."
    )


class HandOverIdReused(Refusal):
    message = gettext_noop("This form was sent before with something else in it. Open the page anew.")


@dataclass(frozen=True, slots=True)
class Taken:
    """A seat of the board and who takes it over."""

    seat_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class HandOverSheet:
    """A hand-over as handed in: every box is counted on its day."""

    id: UUID
    on: date
    taken: tuple[Taken, ...]
    counts: tuple[CountSheet, ...]


def check_sheet(sheet: HandOverSheet) -> None:
    """Raise NobodyTakesOver, or BoxNotCounted unless the counts cover both funds on the day."""
    if not sheet.taken:
        raise NobodyTakesOver
    counted = {fund for count in sheet.counts if count.on == sheet.on for fund in count.funds}
    if counted != set(Fund):
        raise BoxNotCounted


def count_id(hand_over_id: UUID, funds: Sequence[Fund]) -> UUID:
    """Return the id of the count of one box at a hand-over."""
    return uuid5(hand_over_id, "count:" + "+".join(funds))


def role_of(post: Post) -> Role | None:
    """Return the access that goes with a post; a plain board member has none of the club's own."""
    return None if post is Post.BOARD_MEMBER else Role(post.value)
