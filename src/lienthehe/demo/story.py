"""What happens to whom and when: the turns that the demonstration must show, told by months from its beginning."""

from datetime import date, timedelta
from random import Random

from lienthehe.demo import loan_acts
from lienthehe.demo.clubs import BIG, BORROWER, IDLE, MENDED, NEWEST, SHORT, TWICE
from lienthehe.demo.habits import GONE_LOAN, STRUCK_LOAN
from lienthehe.demo.handing_over import treasurer_hands_over
from lienthehe.demo.keepers import Keepers
from lienthehe.demo.lending import ORDINARY, Turn
from lienthehe.demo.terms import FORGETFUL, LEAVER, PIGLETS, WRITER_OFF
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
BANKED = Dong(40_000_000)
IDLE_MONTH, SECOND_MEETING, SHORT_MONTH, MENDED_MONTH, RETURN_MONTH, BANK_MONTH = 8, 5, 6, 3, 13, 2
EXTENDED_MONTH, WRITTEN_OFF_MONTH, MISTYPED_MONTH = 9, 16, 7
GOODS_BACK_MONTH, LEAVING_MONTH, HANDED_OVER_MONTH = 12, 18, 15
RECOVERED = {19: Dong(300_000), 22: Dong(200_000)}
"""What comes back in which month of the loan that was written off (đồng)."""

PIGLET = Dong(600_000)
LENDING_TURNS = {
    (FORGETFUL, 1): Turn(approved_only=True),
    (FORGETFUL, 2): Turn(unused=True),
    (PIGLETS, 3): Turn(
        given=8 * PIGLET,
        given_text="8 con lợn giống",
        goods="2 con lợn giống",
        goods_value=2 * PIGLET,
        loans_in_goods=4,
    ),
    (PIGLETS, GOODS_BACK_MONTH + 1): Turn(goods="1 con lợn giống", goods_value=PIGLET, loans_in_goods=1),
}
"""What the lending of a club's month has of its own."""


def live(keepers: Keepers, month: Month, place: int, random: Random) -> None:
    """Let a club live one month: `place` is 1 in the demonstration's first month. The month before is closed first."""
    village = keepers.plan.village
    on = keepers.plan.meeting.day_in(month)
    if place > 1:
        keepers.close(month.previous, on)
    if village == IDLE and place == IDLE_MONTH:
        return
    missing = LACKING if village == SHORT and place == SHORT_MONTH else Dong(0)
    lending = LENDING_TURNS.get((village, place), ORDINARY)
    keepers.hold_meeting(on, month, random, missing=missing, turn=lending)
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
    """One correction while the month is open, one of the month before after it was closed, and one of a repayment."""
    on = keepers.plan.meeting.day_in(month)
    last, before = [*meetings_of_club(keepers.club_id), None, None][:2]
    if place == MISTYPED_MONTH:
        loan_acts.mistype(keepers, on + timedelta(days=1))
    if place == MENDED_MONTH and last is not None:
        keepers.correct_tea(last.id, on + timedelta(days=1), TEA, "Cộng nhầm hóa đơn nước chè")
    if place == MENDED_MONTH + 2 and before is not None:
        keepers.correct_tea(before.id, on, TEA, "Ghi nhầm tiền nước chè, thấy sau khi khóa sổ")


def _extends(keepers: Keepers, month: Month, place: int, random: Random) -> None:
    _banks(keepers, month, place, random)
    if place == EXTENDED_MONTH:
        loan_acts.extend(keepers, STRUCK_LOAN[1], keepers.plan.meeting.day_in(month), months=6)


def _writes_off(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    on = keepers.plan.meeting.day_in(month)
    if place == WRITTEN_OFF_MONTH:
        loan_acts.write_off(keepers, GONE_LOAN[1], on)
    if place in RECOVERED:
        loan_acts.recover(keepers, GONE_LOAN[1], on, RECOVERED[place])


def _takes_piglets(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    if place == GOODS_BACK_MONTH:
        loan_acts.take_goods(keepers, keepers.plan.meeting.day_in(month), PIGLET, "1 con lợn giống")


def _lets_go(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    if place == LEAVING_MONTH:
        loan_acts.let_go(keepers, keepers.plan.meeting.day_in(month))


def _hands_over(keepers: Keepers, month: Month, place: int, _: Random) -> None:
    if place == HANDED_OVER_MONTH:
        treasurer_hands_over(keepers, keepers.plan.meeting.day_in(month))


TURNS = {
    BIG: _extends,
    BORROWER: _borrows_and_returns,
    SHORT: _makes_good,
    TWICE: _meets_twice,
    MENDED: _mends,
    PIGLETS: _takes_piglets,
    WRITER_OFF: _writes_off,
    LEAVER: _lets_go,
    NEWEST: _hands_over,
}
