"""Who has left the access walk's clubs: a leaving on each side, with a share that is still owed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import ClubSummary, board_on, scopes_of_club
from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import record_receipts
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.rules.accounts import contribution
from lienthehe.ledger.rules.entries import Part, Receipt
from lienthehe.ledger.rules.vouchers import Wording
from lienthehe.lifecycle.commands.handing_over import hand_over
from lienthehe.lifecycle.commands.leaving import leave_club
from lienthehe.lifecycle.rules.handing_over import HandOverSheet, Taken
from lienthehe.lifecycle.rules.leaving import LeavingSheet
from tests.given.counts import a_count
from tests.given.officers import AT, PIN, an_officer
from tests.given.people import a_member

Ids = dict[str, Any]
_TODAY = "02/11/2026"


def _left(club: ClubSummary, by: Officer, name: str) -> tuple[UUID, UUID]:
    """Let somebody join, pay in a share and leave; none of it is handed over yet. Return membership and leaving."""
    member = a_member(club.id, f"{name} {club.name}", by=by).membership_id
    share = Part(contribution(Fund.INCOME, member, refundable=True), Dong(50_000), member)
    receipt = Receipt(uuid7(), Fund.INCOME, AT.date(), (share,), Wording(), at_bank=True)
    record_receipts(club_id=club.id, receipts=[receipt], by=by, at=AT)
    sheet = LeavingSheet(uuid7(), member, AT.date(), LeavingReason.MOVED, AT.date(), pay={})
    second = an_officer(Role.VICE_CHAIR, *scopes_of_club(club.id, on=AT.date()))
    return member, leave_club(club_id=club.id, sheet=sheet, second=second, by=by, at=AT)


def _hand_over(club: ClubSummary, by: Officer) -> UUID:
    """Let somebody new take over the second seat, with both boxes counted."""
    seat = board_on(club.id, AT.date())[1]
    taker = a_member(club.id, f"Tòng Thị {club.name}", by=by).person_id
    counts = tuple(a_count(box, fund, on=AT.date()) for fund, box in box_balances(club.id).items())
    sheet = HandOverSheet(uuid7(), AT.date(), (Taken(seat.seat_id, taker),), counts)
    return hand_over(club_id=club.id, sheet=sheet, by=by, at=AT).id


OF_LIFECYCLE: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "membership_id": lambda club, by: _left(club, by, "Vàng Thị")[0],
    "leaving_id": lambda club, by: _left(club, by, "Giàng Thị")[1],
    "hand_over_id": _hand_over,
}
"""As `OF_A_CLUB`, for the acts on people and money."""


def _confirmed(ids: Ids) -> Ids:
    return {"second_officer": ids["second"].pk, "pin": PIN}


def _hands_over(ids: Ids) -> Ids:
    """Give the last seat of the club to the person of the path, both boxes counted in coins."""
    seat = board_on(ids["club_id"], AT.date())[-1]
    boxes = box_balances(ids["club_id"])
    counted = {f"other_{number}": boxes[fund] for number, fund in enumerate(Fund)}
    return {
        "do": "write",
        "id": uuid4(),
        "on": _TODAY,
        f"seat_{seat.seat_id.hex}": ids["person_id"],
        **counted,
    }


BODIES_OF_LIFECYCLE: dict[str, Callable[[Any], Ids]] = {
    "person-leave": lambda _: {
        "do": "write",
        "id": uuid4(),
        "reason": "moved",
        "on": _TODAY,
        "settled_on": _TODAY,
    },
    "hand-over": lambda target: _hands_over(target.ids),
    "leaving-undo": lambda target: {"reason": "Ghi nhầm"} | _confirmed(target.ids),
    "pay-leaver": lambda target: {
        "id": uuid4(),
        "amount": "10.000",
        "place": "box",
        "receiver": "Ai Đó",
        "on": _TODAY,
        **_confirmed(target.ids),
    },
}
"""What is posted to the pages of the acts on people and money, as `world.BODIES`."""
