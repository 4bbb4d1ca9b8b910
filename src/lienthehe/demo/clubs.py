"""The sixteen clubs of Mộc Châu as the demonstration makes them up: real communes, invented villages' figures.

Where a fact is public it is held: 16 clubs in 15 communes, one founded under scheme 1336, a fund of over 300 million
and one of over 85, capital of 20 million lent for three years free of interest (press, August 2023).
"""

from dataclasses import dataclass
from datetime import date

from lienthehe.clubs.rules import ContributionTerms, Every, Fund, ManagingBody, MeetingRule, MeetingRuleKind
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import AccountKind

DISTRICT_CODE = "123"
REFORM = date(2025, 7, 1)
SUNDAY, SATURDAY = 6, 5


@dataclass(frozen=True, slots=True)
class Capital:
    """What a fund had from a source before its books begin here (đồng); large sums lie in the bank."""

    kind: AccountKind
    source: str
    amount: int
    at_bank: bool = False


@dataclass(frozen=True, slots=True)
class ClubPlan:
    """One club to be made. `successor` is the code of the commune from 1 July 2025 on.

    `chosen` marks a successor that the data does not give: the move names it.
    """

    village: str
    commune: str
    successor: str
    members: int
    meeting: MeetingRule
    contributions: tuple[ContributionTerms, ...]
    capital: tuple[Capital, ...]
    founded_on: date = date(2018, 5, 17)
    scheme: str = "1533/QĐ-TTg"
    managing_body: ManagingBody = ManagingBody.ASSOCIATION
    one_tin: bool = False
    board: int = 5
    chosen: bool = False

    @property
    def name(self) -> str:
        return f"CLB {self.village[0].lower()}{self.village[1:]}"


def _day(day: int) -> MeetingRule:
    return MeetingRule(MeetingRuleKind.DAY_OF_MONTH, day=day)


def _week(which: int, weekday: int = SUNDAY) -> MeetingRule:
    return MeetingRule(MeetingRuleKind.WEEKDAY_OF_MONTH, day=which, weekday=weekday)


def _monthly(income: int, activity: int = 5_000) -> tuple[ContributionTerms, ...]:
    return (
        ContributionTerms(Fund.INCOME, Dong(income), Every.MONTH, refundable=True),
        ContributionTerms(Fund.ACTIVITY, Dong(activity), Every.MONTH, refundable=False),
    )


def _yearly(income: int) -> tuple[ContributionTerms, ...]:
    return (
        ContributionTerms(Fund.INCOME, Dong(income), Every.YEAR, refundable=True),
        ContributionTerms(Fund.ACTIVITY, Dong(5_000), Every.MONTH, refundable=False),
    )


def _instalments(income: int, parts: int) -> tuple[ContributionTerms, ...]:
    return (
        ContributionTerms(Fund.INCOME, Dong(income), Every.INSTALMENTS, refundable=True, instalments=parts),
        ContributionTerms(Fund.ACTIVITY, Dong(5_000), Every.MONTH, refundable=False),
    )


def _start(state: int, members: int = 0) -> tuple[Capital, ...]:
    """Return the usual beginning: a grant of the commune, and what members had paid in before (đồng)."""
    grant = Capital(AccountKind.GRANT, "Ngân sách xã", state)
    before = Capital(AccountKind.DONATION, "Thành viên góp trước khi mở sổ", members)
    return (grant, before) if members else (grant,)


BIG = "Tiểu khu 7"
LARGE = "Bản Hoa"
BORROWER = "Tiểu khu Chiềng Đi"
NEWEST = "Bản Nà Tân"
SMALL_BOARD = "Bản Lũng Mú"
SHORT = "Tiểu khu 3"
MENDED = "Bản Dọi"
IDLE = "Bản Suối Lìn"
TWICE = "Bản Áng"

PLANS: tuple[ClubPlan, ...] = (
    ClubPlan(
        BIG, "03985", "03985", 72, _day(17), _monthly(20_000),
        (
            Capital(AccountKind.GRANT, "Ngân sách nhà nước", 100_000_000, at_bank=True),
            Capital(AccountKind.PROJECT, "Dự án nhân rộng CLB Liên thế hệ", 120_000_000, at_bank=True),
            Capital(AccountKind.DONATION, "Thành viên góp trước khi mở sổ", 82_000_000),
        ),
    ),
    ClubPlan(
        LARGE, "03997", "03997", 58, _week(1), _monthly(10_000),
        (Capital(AccountKind.GRANT, "Ngân sách xã", 40_000_000, at_bank=True), *_start(10_000_000, 15_400_000)),
    ),
    ClubPlan(BORROWER, "03982", "03982", 60, _day(15), _monthly(20_000), _start(10_000_000, 9_600_000)),
    ClubPlan(SHORT, "03982", "03982", 55, _week(2), _monthly(20_000), _start(8_000_000), one_tin=True),
    ClubPlan("Tiểu khu 12", "03979", "03979", 64, _day(10), _instalments(1_000_000, 4), _start(10_000_000)),
    ClubPlan("Bản Nà Mường", "04000", "04000", 50, _day(20), _monthly(10_000), _start(5_000_000, 6_000_000)),
    ClubPlan(
        MENDED, "03988", "03997", 47, _day(12), _monthly(15_000), _start(5_000_000),
        managing_body=ManagingBody.WOMENS_UNION, chosen=True,
    ),
    ClubPlan(IDLE, "03991", "04000", 45, _day(25), _yearly(300_000), _start(5_000_000), chosen=True),
    ClubPlan(SMALL_BOARD, "04003", "04000", 43, _week(5, SATURDAY), _monthly(10_000), _start(5_000_000), board=3, chosen=True),
    ClubPlan("Bản Tà Số", "04012", "03980", 56, _day(8), _yearly(200_000), _start(7_000_000), one_tin=True),
    ClubPlan("Bản Chiềng Cang", "04015", "04000", 52, _day(5), _monthly(20_000), _start(5_000_000)),
    ClubPlan("Bản Ông Lý", "04024", "04045", 48, _day(18), _instalments(1_000_000, 2), _start(5_000_000)),
    ClubPlan("Bản Vặt", "04027", "03980", 62, _week(3), _monthly(20_000), _start(10_000_000), board=7),
    ClubPlan(TWICE, "04030", "03979", 66, _day(14), _monthly(15_000), _start(10_000_000), board=9),
    ClubPlan(
        NEWEST, "04033", "04033", 51, _day(22), _monthly(10_000), _start(5_000_000),
        founded_on=date(2021, 10, 1), scheme="1336/QĐ-TTg",
    ),
    ClubPlan("Bản A Má", "04045", "04045", 46, _day(28), _yearly(200_000), _start(5_000_000), one_tin=True),
)  # fmt: skip
