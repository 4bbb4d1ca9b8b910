"""What happens to whom and when: the turns that the demonstration must show, told by months from its beginning."""

from datetime import date, timedelta
from random import Random

from lienthehe.demo.clubs import BIG, BORROWER, IDLE, MENDED, SHORT, TWICE
from lienthehe.demo.keepers import Keepers
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.meetings.queries import meetings_of_club

LENDER = "Chủ tịch Hội Người cao tuổi thị trấn Nông trường Mộc Châu"
BORROWED = Dong(20_000_000)
PARTS = ((12, Dong(5_000_000)), (26, Dong(5_000_000)), (36, Dong(10_000_000)))
"""After how many months which part of it must be back (đồng)."""

LACKING = Dong(20_000)
TEA = Dong(25_000)
BANKED = Dong(70_000_000)
IDLE_MONTH, SECOND_MEETING, SHORT_MONTH, MENDED_MONTH, RETURN_MONTH, BANK_MONTH = 8, 5, 6, 3, 13, 2


def live(keepers: Keepers, month: Month, place: int, random: Random) -> None:
    """Let a club live one month: `place` is 1 in the demonstration's first month. The month before is closed first."""
    village = keepers.plan.village
    on = keepers.plan.meeting.day_in(month)
    if place > 1:
        keepers.close(month.previous, on)
    if village == IDLE and place == IDLE_MONTH:
        return
    missing = LACKING if village == SHORT and place == SHORT_MONTH else Dong(0)
    keepers.hold_meeting(on, month, random, missing=missing)
    turn = TURNS.get(village)
    if turn is not None:
        turn(keepers, month, place, random)


def _banks(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    if place == BANK_MONTH:
        keepers.bank(BANKED, keepers.plan.meeting.day_in(month))


def _borrows_and_returns(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    """Twenty million free of interest for three years, returned in parts."""
    on = keepers.plan.meeting.day_in(month)
    if place == 1:
        keepers.borrow(LENDER, BORROWED, on, [DuePart(_end_of(month, after), part) for after, part in PARTS])
    if place == RETURN_MONTH:
        keepers.give_back(LENDER, PARTS[0][1], on)


def _end_of(month: Month, after: int) -> date:
    return month.plus(after).last


def _makes_good(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    if place == SHORT_MONTH + 1:
        keepers.make_good(LACKING, keepers.plan.meeting.day_in(month))


def _meets_twice(keepers: Keepers, month: Month, place: int, random: Random) -> None:
    if place == SECOND_MEETING:
        keepers.hold_meeting(keepers.plan.meeting.day_in(month) + timedelta(days=7), month, random)


def _mends(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    """One correction while the month is open, and one of the month before after it was closed."""
    on = keepers.plan.meeting.day_in(month)
    last, before = [*meetings_of_club(keepers.club_id), None, None][:2]
    if place == MENDED_MONTH and last is not None:
        keepers.correct_tea(last.id, on + timedelta(days=1), TEA, "Cộng nhầm hóa đơn nước chè")
    if place == MENDED_MONTH + 2 and before is not None:
        keepers.correct_tea(before.id, on, TEA, "Ghi nhầm tiền nước chè, thấy sau khi khóa sổ")


TURNS = {BIG: _banks, BORROWER: _borrows_and_returns, SHORT: _makes_good, TWICE: _meets_twice, MENDED: _mends}
