"""What is known of a club and a month: the names of all figures, each once. Whole numbers; sums in đồng.

A figure that nobody can know is None, never 0: who the members are is known from the first member on, what the books
say from their first entry until the last month they tell of (`club_months.covered`).
"""

from collections.abc import Mapping
from enum import StrEnum
from itertools import product

from lienthehe.clubs.rules import Area, Fund
from lienthehe.clubs.rules.people import HouseholdClass, Sex
from lienthehe.ledger.rules.accounts import Purpose

Figures = Mapping[str, int | None]
"""The figures of one club and month by name."""


class Band(StrEnum):
    """Age at the month's end: the schemes count older members from 55 (1533) or from 60 (1336)."""

    UNDER_55 = "under_55"
    FROM_55 = "from_55_to_59"
    FROM_60 = "from_60"


UNKNOWN_CLASS = "unknown"
"""The household's certificate has lapsed, so that nobody knows its class."""

CLASSES = (*(one.value for one in HouseholdClass), UNKNOWN_CLASS)


class Inflow(StrEnum):
    """Where money that came into a fund came from; repaid principal is the fund's own and comes from nowhere."""

    GRANT = "grant"
    PROJECT = "project"
    DONATION = "donation"
    GIFT_IN_KIND = "gift_in_kind"
    BORROWED_CAPITAL = "borrowed_capital"
    CONTRIBUTIONS = "contributions"
    REFUNDABLE_CONTRIBUTIONS = "refundable_contributions"
    FROM_OTHER_FUND = "from_other_fund"
    LOAN_INTEREST = "loan_interest"
    OTHER_INCOME = "other_income"
    RECOVERIES = "recoveries"
    SURPLUS = "surplus"
    BROUGHT_FORWARD = "brought_forward"


class Outflow(StrEnum):
    """What else than spending took money out of a fund; what is lent stays the fund's own."""

    CAPITAL_RETURNED = "capital_returned"
    SHARES_RETURNED = "shares_returned"
    TO_OTHER_FUND = "to_other_fund"
    LOSSES = "losses"
    GIVEN_BACK = "given_back"


class Holder(StrEnum):
    """Whose a fund's money is at the month's end; RESULT is what was earned less what was spent and lost."""

    GRANT = "grant"
    PROJECT = "project"
    DONATION = "donation"
    GIFT_IN_KIND = "gift_in_kind"
    BORROWED_CAPITAL = "borrowed_capital"
    CONTRIBUTIONS = "contributions"
    REFUNDABLE_CONTRIBUTIONS = "refundable_contributions"
    FROM_OTHER_FUND = "from_other_fund"
    UNKNOWN_SOURCE = "unknown_source"
    RESULT = "result"
    OWED = "owed"


def member_figure(household_class: str, sex: str, band: str) -> str:
    """Name the members of one sex, age band and household class."""
    return f"members_{household_class}_{sex}_{band}"


def opening(fund: str) -> str:
    """Name what a fund had at the month's beginning."""
    return f"{fund}_opening"


def closing(fund: str) -> str:
    """Name what a fund has at the month's end."""
    return f"{fund}_closing"


def came_in(fund: str, inflow: str) -> str:
    """Name what came into a fund from a kind of source."""
    return f"{fund}_in_{inflow}"


def went_out(fund: str, outflow: str) -> str:
    """Name what a fund spent on a purpose or gave out otherwise."""
    return f"{fund}_out_{outflow}"


def held_of(fund: str, holder: str) -> str:
    """Name the part of a fund that is of one holder."""
    return f"{fund}_of_{holder}"


def area_lines(area: str) -> str:
    """Name the number of lines of work told in an area."""
    return f"work_{area}_lines"


def area_people(area: str) -> str:
    """Name the number of people reached in an area."""
    return f"work_{area}_people"


MEMBER_GROUPS = {
    member_figure(*group): group
    for group in product(CLASSES, (sex.value for sex in Sex), (band.value for band in Band))
}
"""Every group of members by household class, sex and age: they add up to `members`."""

PEOPLE = ("members", *MEMBER_GROUPS, "joined", "left", "board_size", "board_women", "volunteers")

MEETINGS = (
    *("told", "met", "meetings", "meetings_on_day", "attendances", "attendances_asked"),
    *("visits", "measured", "raised_pressure"),
)
"""`told` is 1 for a month that the books tell of, `met` 1 for one with a meeting: over a year, so many months."""

WORK = tuple(name(area) for area in Area for name in (area_lines, area_people))

MONEY = tuple(
    name
    for fund in Fund
    for name in (
        opening(fund),
        *(came_in(fund, one) for one in Inflow),
        *(went_out(fund, one) for one in (*Purpose, *Outflow)),
        closing(fund),
        *(held_of(fund, one) for one in Holder),
    )
)

LOANS = (
    *("loans", "borrowers", "loans_in_kind", "outstanding", "due", "overdue", "late_loans", "at_risk"),
    *(
        "loans_lent",
        "borrowers_lent",
        "lent",
        "lent_in_kind",
        "repaid",
        "interest",
        "written_off",
        "recovered",
    ),
    *("loans_ever", "borrowers_ever"),
)

FROM_REGISTER = PEOPLE
"""Known wherever the club's list of members has begun."""

FROM_BOOKS = (*MEETINGS, *WORK, *MONEY, *LOANS)
"""Known for the months that the club's books tell of."""

FIGURES = (*FROM_REGISTER, *FROM_BOOKS)

STOCKS = frozenset(
    {
        *("members", *MEMBER_GROUPS, "board_size", "board_women", "volunteers"),
        *("loans", "borrowers", "loans_in_kind", "outstanding", "due", "overdue", "late_loans", "at_risk"),
        *("loans_ever", "borrowers_ever"),
        *(name for fund in Fund for name in (closing(fund), *(held_of(fund, one) for one in Holder))),
    }
)
"""What is so at a month's end: over a period, its last month counts. Everything else is done in a month and adds up."""

OPENINGS = frozenset(opening(fund) for fund in Fund)
"""What is so at a month's beginning: over a period, its first month counts."""
