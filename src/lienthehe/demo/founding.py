"""A club of the demonstration from its decision to its first book: people, board, regulations, capital."""

from datetime import date, datetime, time
from random import Random
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.clubs.commands import (
    adopt_regulation,
    begin_volunteering,
    elect_board,
    found_club,
    join_members,
    move_club,
)
from lienthehe.clubs.queries import members_on
from lienthehe.clubs.rules import Area, ClubFacts, ClubFounding, Fund, Post, RegulationTerms, Seat
from lienthehe.demo.clubs import REFORM, ClubPlan
from lienthehe.demo.people import make_id, make_newcomers
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import record_receipts
from lienthehe.ledger.queries.sources import source_refs
from lienthehe.ledger.rules.entries import Part, Receipt
from lienthehe.ledger.rules.vouchers import Wording
from lienthehe.places.queries import unit_by_code
from lienthehe.places.rules import Level, PlaceOn

POSTS = (Post.CHAIR, Post.SECRETARY, Post.TREASURER, Post.ACCOUNTANT, Post.VICE_CHAIR)
SMALL_POSTS = (Post.CHAIR, Post.SECRETARY, Post.TREASURER)
VOLUNTEERS = 5
CERTIFIED_UNTIL = date(2026, 12, 31)


def found(plan: ClubPlan, place: PlaceOn, random: Random, *, by: Officer, at: datetime) -> UUID:
    """Found the club, let its members join, elect its board, adopt its regulations; return its id."""
    facts = ClubFacts(
        name=plan.name,
        village=plan.village,
        founded_on=plan.founded_on,
        managing_body=plan.managing_body,
        meeting=plan.meeting,
        meeting_time=time(8, 0),
        meeting_place="Nhà văn hóa",
        one_tin=plan.one_tin,
        decision_number=f"{random.randint(20, 90)}/QĐ-UBND",
        decision_on=plan.founded_on,
        decision_by=f"UBND {place.name}",
        scheme=plan.scheme,
    )
    club_id = make_id(random)
    found_club(founding=ClubFounding(club_id, place.unit_id, facts), by=by, at=at)
    newcomers = make_newcomers(
        plan.members, random=random, joined_on=plan.founded_on, certified_until=CERTIFIED_UNTIL
    )
    join_members(club_id=club_id, newcomers=newcomers, by=by, at=at)
    _elect(club_id, plan, random, by=by, at=at)
    terms = RegulationTerms(make_id(random), at.date(), 50, True, plan.contributions)
    adopt_regulation(club_id=club_id, terms=terms, by=by, at=at)
    return club_id


def _elect(club_id: UUID, plan: ClubPlan, random: Random, *, by: Officer, at: datetime) -> None:
    members = members_on(club_id, at.date())
    posts = (SMALL_POSTS if plan.board < len(POSTS) else POSTS) + (Post.BOARD_MEMBER,) * plan.board
    areas = list(Area)
    seats = [
        Seat(member.person_id, posts[place], (areas[place % len(areas)],))
        for place, member in enumerate(random.sample(members, plan.board))
    ]
    elect_board(
        term_id=make_id(random), club_id=club_id, seats=seats, size=plan.board, since=at.date(), by=by, at=at
    )
    for member in random.sample(members, VOLUNTEERS):
        begin_volunteering(person_id=member.person_id, since=at.date(), by=by, at=at)


def bring_capital(club_id: UUID, plan: ClubPlan, random: Random, *, by: Officer, at: datetime) -> None:
    """Enter what the fund had before its books began, as receipts by source."""
    refs = source_refs(club_id, {(Fund.INCOME, one.kind, one.source) for one in plan.capital})
    receipts = [
        Receipt(
            id=make_id(random),
            fund=Fund.INCOME,
            on=at.date(),
            parts=(Part(refs[Fund.INCOME, one.kind, one.source], Dong(one.amount)),),
            wording=Wording("Vốn có từ trước khi mở sổ", one.source),
            at_bank=one.at_bank,
        )
        for one in plan.capital
    ]
    record_receipts(club_id=club_id, receipts=receipts, by=by, at=at)


def move_to_successor(club_id: UUID, plan: ClubPlan, *, by: Officer, at: datetime) -> None:
    """Place the club in the commune that its old one went into on 1 July 2025; nothing to do where it goes on."""
    successor = unit_by_code(Level.COMMUNE, plan.successor, REFORM)
    old = unit_by_code(Level.COMMUNE, plan.commune, date(2025, 6, 30))
    if successor is None or old is None:
        raise LookupError(plan.successor)
    if old.unit_id == successor.unit_id:
        return
    chosen = ", do xã chọn vì danh mục không ghi xã kế tiếp" if plan.chosen else ""
    reason = f"Sắp xếp đơn vị hành chính từ 01/07/2025: {old.name} vào {successor.name}{chosen}"
    move_club(club_id=club_id, unit_id=successor.unit_id, on=REFORM, reason=reason, by=by, at=at)
