"""What a sum without words pays: this month's contributions, arrears, then the loans, the one longest unpaid first."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.clubs.rules.dues import DuesStanding
from lienthehe.clubs.rules.regulations import ContributionKind, Fund
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.rules.allocation import Split, allocate
from lienthehe.loans.rules.handing_over import MoreThanIsOwed, asked_of, cover, most_payable
from lienthehe.loans.rules.plans import Lent, Paid, WrittenOff, lines_of
from lienthehe.loans.rules.refusals import RepaymentMissing
from lienthehe.loans.rules.schedules import LoanTerms
from lienthehe.loans.rules.standings import Standing, standing

ACTIVITY = ContributionKind(Fund.ACTIVITY, refundable=False)
SHARE = ContributionKind(Fund.INCOME, refundable=True)
OLD, NEW, GONE = UUID(int=1), UUID(int=2), UUID(int=3)


def dues(behind: int = 0, this_month: int = 0) -> DuesStanding:
    owed = Dong(behind + this_month)
    return DuesStanding(owed, ZERO, Dong(behind), Dong(this_month), ZERO, None, None)


def a_loan(
    start: date, on: date, *, paid: int = 0, written_off: int = 0, principal: int = 1_200_000
) -> Standing:
    """Return a flat loan of 12 months, 1 % a month: 100.000 and 12.000 đ a month."""
    terms = LoanTerms(Dong(principal), Decimal(12), start, 12)
    lent = Lent(UUID(int=9), start, terms.principal, terms, lines_of(terms))
    events = [Paid(start, 1, Dong(paid), ZERO)] if paid else []
    lost = [WrittenOff(start, 2, Dong(written_off))] if written_off else []
    return standing(lent, [*events, *lost], on)


ON = date(2026, 3, 20)
LOANS = {NEW: a_loan(date(2026, 2, 10), ON), OLD: a_loan(date(2026, 1, 10), ON)}
DUES = {SHARE: dues(behind=40_000, this_month=20_000), ACTIVITY: dues(this_month=5_000, behind=3_000)}


def test_this_months_contributions_of_both_funds_come_before_any_arrears() -> None:
    assert cover(Dong(27_000), DUES, LOANS).contributions == {ACTIVITY: 7_000, SHARE: 20_000}
    assert not cover(Dong(27_000), DUES, LOANS).loans


def test_arrears_come_before_the_loan() -> None:
    covered = cover(Dong(68_000), DUES, LOANS)
    assert covered.contributions == {ACTIVITY: 8_000, SHARE: 60_000}
    assert not covered.loans
    assert cover(Dong(69_000), DUES, LOANS).loans == {OLD: Split(overdue_interest=Dong(1_000))}


def test_the_loan_longest_unpaid_is_paid_first() -> None:
    covered = cover(Dong(68_000 + 224_000 + 50_000), DUES, LOANS)
    assert covered.loans == {
        OLD: allocate(LOANS[OLD], Dong(224_000)),
        NEW: allocate(LOANS[NEW], Dong(50_000)),
    }
    assert covered.loans[OLD] == Split(overdue_interest=Dong(24_000), overdue_principal=Dong(200_000))


def test_what_is_left_is_paid_ahead_on_the_oldest() -> None:
    covered = cover(Dong(asked_of(DUES, LOANS) + 70_000), DUES, LOANS)
    assert covered.loans[OLD].ahead == 70_000
    assert not covered.loans[NEW].ahead


def test_the_whole_sum_ends_every_loan() -> None:
    covered = cover(most_payable(DUES, LOANS), DUES, LOANS)
    assert [covered.loans[key].sum for key in LOANS] == [LOANS[key].pay_off for key in LOANS]


def test_more_than_all_that_is_owed_is_refused_with_the_sum() -> None:
    most = most_payable(DUES, LOANS)
    with pytest.raises(MoreThanIsOwed) as refused:
        cover(Dong(most + 1), DUES, LOANS)
    assert refused.value.values == {"amount": most}


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_no_repayment(amount: int) -> None:
    with pytest.raises(RepaymentMissing):
        cover(Dong(amount), DUES, LOANS)


def test_a_loan_written_off_or_repaid_takes_nothing() -> None:
    off = {GONE: a_loan(date(2026, 1, 10), ON, written_off=1_200_000)}
    assert most_payable({}, off) == 0
    assert cover(Dong(5_000), {SHARE: dues(this_month=5_000)}, off).loans == {}


owed = st.integers(min_value=0, max_value=300_000)
starts = st.dates(date(2025, 1, 1), date(2026, 3, 20))


@given(
    st.lists(st.tuples(owed, owed), max_size=2),
    st.lists(st.tuples(starts, owed), max_size=3),
    st.integers(min_value=1, max_value=10_000_000),
)
def test_every_dong_is_covered_once_and_none_beyond_what_is_owed(
    contributions: list[tuple[int, int]], begun: list[tuple[date, int]], amount: int
) -> None:
    wanted = {kind: dues(*one) for kind, one in zip((ACTIVITY, SHARE), contributions, strict=False)}
    loans = {UUID(int=n): a_loan(start, ON, paid=paid) for n, (start, paid) in enumerate(begun)}
    if amount > most_payable(wanted, loans):
        with pytest.raises(MoreThanIsOwed):
            cover(Dong(amount), wanted, loans)
        return
    covered = cover(Dong(amount), wanted, loans)
    assert covered.total == amount
    assert all(covered.contributions[kind] <= wanted[kind].owed for kind in covered.contributions)
    assert all(split.sum.total <= loans[key].pay_off.total for key, split in covered.loans.items())
    if covered.loans:
        assert sum(covered.contributions.values()) == sum(one.owed for one in wanted.values())
