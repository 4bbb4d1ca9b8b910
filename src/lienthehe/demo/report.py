"""What the demonstration made, counted afterwards from the books, and held against what it must be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lienthehe.clubs.queries import ClubSummary, board_on, club_summary, compositions_on
from lienthehe.clubs.rules import Fund
from lienthehe.demo.clubs import (
    BIG,
    BORROWER,
    IDLE,
    LARGE,
    PLANS,
    REFORM,
    SMALL_BOARD,
    TWICE,
    ClubPlan,
)
from lienthehe.demo.shown import HANDED_OVER, LADDER, LAPSED, OF_LOANS, OF_VOUCHERS, LoansMade, loans_made
from lienthehe.demo.story import BORROWED, PARTS
from lienthehe.demo.world import World
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.sources import fund_sources, open_difference
from lienthehe.ledger.queries.verification import verify_club
from lienthehe.loans.queries.verification import verify_loans
from lienthehe.loans.rules.schedules import Method
from lienthehe.meetings.queries import meetings_of_club

FULL = 24
"""Months of the whole story."""

MILLION = Dong(1_000_000)
BIG_FUND, LARGE_FUND = Dong(300 * MILLION), Dong(85 * MILLION)

LOANS = 400
"""Sixteen clubs lend more in two years; most of them are small."""
MOST_AT_RISK = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, in numbers (đồng)."""

    clubs: int
    communes_before: int
    communes: int
    members: int
    meetings: int
    entries: int
    biggest_fund: Dong
    larger_fund: Dong
    capital_owed: Dong
    loans: LoansMade
    chosen_places: dict[str, str]
    """Where the clubs lie whose commune has no successor in the data: the move has named it."""


class NotAsTold(AssertionError):  # noqa: N818 - named for what happened
    """The demonstration did not become what it must be; a fault of the program."""


def count_world(world: World) -> Made:
    """Count what stands in the books and raise NotAsTold where it is not what the demonstration must show."""
    last = world.until.last
    by_village = {keepers.plan.village: keepers.club_id for keepers in world.keepers}
    meetings = {village: meetings_of_club(club_id) for village, club_id in by_village.items()}
    funds = {village: fund_sources(club_id)[Fund.INCOME].held for village, club_id in by_village.items()}
    verified = [verify_club(club_id) for club_id in by_village.values()]
    lent_wrong = [one for club_id in by_village.values() for one in verify_loans(club_id)]
    loans = loans_made(world)
    before, now = (_lying(world, day) for day in (min(REFORM - timedelta(days=1), last), last))
    owed = Dong(sum(one.owed for one in capital_standings(by_village[BORROWER])))
    months = world.until.minus(world.first) + 1
    facts = {
        "books verified": not any(one.findings for one in verified),
        "loans verified": not lent_wrong,
        "every club lends": loans.lending_clubs == len(by_village),
        "a fund of over 300 million": funds[BIG] > BIG_FUND,
        "16 clubs in 15 communes": (len(by_village), _communes(before)) == (16, 15),
        "one club under scheme 1336": sum(plan.scheme.startswith("1336") for plan in PLANS) == 1,
        "a board of three": len(board_on(by_village[SMALL_BOARD], last)) == len("ABC"),
        "differences settled": not any(any(open_difference(club).values()) for club in by_village.values()),
    }
    if months == FULL:
        held = {village: len(of_village) for village, of_village in meetings.items()}
        facts |= _lending_facts(loans) | _facts_of_two_years(funds[LARGE], held, owed)
    wrong = [what for what, holds in facts.items() if not holds]
    if wrong:
        raise NotAsTold(", ".join(wrong))
    return Made(
        clubs=len(by_village),
        communes_before=_communes(before),
        communes=_communes(now),
        members=sum(one.members for one in compositions_on(by_village.values(), last).values()),
        meetings=sum(len(held) for held in meetings.values()),
        entries=sum(one.entries for one in verified),
        biggest_fund=funds[BIG],
        larger_fund=funds[LARGE],
        capital_owed=owed,
        loans=loans,
        chosen_places={plan.name: now[plan].place.name for plan in now if plan.chosen},
    )


def _facts_of_two_years(large_fund: Dong, held: Mapping[str, int], owed: Dong) -> dict[str, bool]:
    return {
        "a fund of 85 million": abs(large_fund - LARGE_FUND) < 2 * MILLION,
        "a month without a meeting": held[IDLE] == FULL - 1,
        "two meetings in a month": held[TWICE] == FULL + 1,
        "a part of the capital returned": owed == BORROWED - PARTS[0][1],
    }


def _lending_facts(loans: LoansMade) -> dict[str, bool]:
    seen = {one.what for one in loans.seen}
    wanted = [what for what, _, _ in (*OF_LOANS, *OF_VOUCHERS)] + [LADDER, LAPSED, HANDED_OVER]
    return {what: what in seen for what in wanted} | {
        "every method": loans.methods == len(Method),
        "loans without interest": loans.interest_free > 0,
        "a club-year's loans": loans.loans > LOANS,
        "some late, not many": 0 < loans.par30 < MOST_AT_RISK,
        "books and loans agree": loans.lent - loans.repaid - loans.outstanding == loans.written_off,
    }


def _lying(world: World, day: date) -> dict[ClubPlan, ClubSummary]:
    found = ((keepers.plan, club_summary(keepers.club_id, day)) for keepers in world.keepers)
    return {plan: summary for plan, summary in found if summary}


def _communes(lying: dict[ClubPlan, ClubSummary]) -> int:
    return len({summary.unit_id for summary in lying.values()})
