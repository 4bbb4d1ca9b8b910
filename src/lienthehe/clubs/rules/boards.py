"""The club's board: its posts, and what an elected board must and should have."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lienthehe.clubs.rules.clubs import Area, Remark
from lienthehe.foundation.refusals import Refusal, gettext_noop

USUAL_SIZES = (3, 5, 7, 9)
"""As seen in the field, 5 the most (docs/domain.md §1). Other sizes are remarked on, never refused."""


class Post(StrEnum):
    """In the order in which a board is listed."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    ACCOUNTANT = "accountant"
    TREASURER = "treasurer"
    BOARD_MEMBER = "board_member"

    @property
    def label(self) -> str:
        return _POSTS[self]

    @property
    def order(self) -> int:
        return list(Post).index(self)


_POSTS = {
    Post.CHAIR: gettext_noop("Chair"),
    Post.VICE_CHAIR: gettext_noop("Vice-chair"),
    Post.SECRETARY: gettext_noop("Secretary"),
    Post.ACCOUNTANT: gettext_noop("Accountant"),
    Post.TREASURER: gettext_noop("Treasurer"),
    Post.BOARD_MEMBER: gettext_noop("Board member"),
}
_NEEDED = (Post.CHAIR, Post.TREASURER)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who takes which post, in charge of which areas."""

    person_id: UUID
    post: Post
    areas: tuple[Area, ...] = ()


class ChairMissing(Refusal):
    message = gettext_noop("A board has exactly one chair. Choose one person as chair.")
    field = "seats"


class TreasurerMissing(Refusal):
    message = gettext_noop("A board has exactly one treasurer. Choose one person as treasurer.")
    field = "seats"


class TwoSeatsForOne(Refusal):
    message = gettext_noop("One person stands on the list twice. Choose another person for one of the posts.")
    field = "seats"


class NotAMember(Refusal):
    message = gettext_noop("Somebody on the list was not a member on %(day)s. Choose among the members.")
    field = "seats"


class ElectedEarlier(Refusal):
    message = gettext_noop("The present board began on %(day)s. Choose a later day.")
    field = "since"


class SeatTakenOverThen(Refusal):
    message = gettext_noop(
        "Somebody took over a seat of the present board on %(day)s. Choose a later day for the new board."
    )
    field = "since"


class NoSuchSeat(Refusal):
    message = gettext_noop("This post is not held by anybody now. Go back to the board and choose again.")


class SeatBeganLater(Refusal):
    message = gettext_noop("The present holder began on %(day)s. Choose a later day.")
    field = "on"


def check_board(seats: Sequence[Seat], *, members: frozenset[UUID], since: date) -> None:
    """Refuse a board without one chair and one treasurer, with a person twice, or with somebody who is no member."""
    posts = Counter(seat.post for seat in seats)
    if posts[Post.CHAIR] != 1:
        raise ChairMissing
    if posts[Post.TREASURER] != 1:
        raise TreasurerMissing
    people = {seat.person_id for seat in seats}
    if len(people) != len(seats):
        raise TwoSeatsForOne
    if not people <= members:
        raise NotAMember(day=since)


def remarks_on_board(*, size: int, posts: Sequence[Post]) -> tuple[Remark, ...]:
    """Say what is unusual about a board: its size, empty seats, no chair or treasurer. Never blocks."""
    remarks = []
    if size not in USUAL_SIZES:
        remarks.append(
            Remark(gettext_noop("The board has %(size)d seats; usual are 3, 5, 7 or 9."), {"size": size})
        )
    if len(posts) != size:
        remarks.append(
            Remark(
                gettext_noop("The regulations give the board %(size)d seats; %(held)d are held."),
                {"size": size, "held": len(posts)},
            )
        )
    remarks.extend(
        Remark(gettext_noop("The board has no %(post)s now."), {"post": post.label})
        for post in _NEEDED
        if post not in posts
    )
    return tuple(remarks)
