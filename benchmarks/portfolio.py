"""The loans of a club of ten years, and of 1,000 clubs with 40,000 loans, as they stand on a day, next to a bare reading of the same rows."""

import gc
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from statistics import median
from uuid import UUID

from django.utils import timezone

from benchmarks.copying import copy_club
from benchmarks.figures import Table, in_time, in_times, seconds
from benchmarks.world import a_measured_club, last_months, learn_sizes
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import Transfer
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.loans.commands.repaying import record_repayments
from lienthehe.loans.models import Loan, LoanChange
from lienthehe.loans.queries.loans import LENT_COLUMNS, loans_on
from lienthehe.loans.queries.portfolio import portfolio_of
from lienthehe.loans.queries.portfolios import club_loans_on
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from tests.given.books import Books
from tests.given.loans import begin_lending, lend

PEOPLE, ROUNDS = 60, 11
TEN_YEARS, LOANS_A_MONTH = 120, (2, 3)
CLUBS, LOANS_EACH, MONTHS_EACH = 1_000, 40, 16
AMOUNT, DAY = 2_000_000, 17


def measure(*, quick: bool) -> Table:
    """Take turns: the query, then all the rows that it reads, read bare."""
    months, clubs, rounds = (6, 3, 2) if quick else (TEN_YEARS, CLUBS, ROUNDS)
    old = _club_that_lends(months, 2 if quick else PEOPLE, LOANS_A_MONTH)
    young = _club_that_lends(
        4 if quick else MONTHS_EACH, 2 if quick else PEOPLE, LOANS_A_MONTH, most=LOANS_EACH
    )
    many = [young.club_id, *copy_club(young.club_id, clubs - 1)]
    learn_sizes()
    today = timezone.localdate()
    heads = ("portfolio of", "loans", "rows read", "the query", "bare reading", "ratio")
    one = _compared(partial(_portfolio, old.club_id, today), [old.club_id], today, rounds)
    all_ = _compared(partial(club_loans_on, many, today), many, today, max(1, rounds // 4))
    return Table(
        heads, ((f"one club, {months // 12} years", *one), (f"{len(many):,} clubs".replace(",", "."), *all_))
    )


def _portfolio(club_id: UUID, on: date) -> object:
    return portfolio_of(loans_on(club_id, on))


def _club_that_lends(months: int, people: int, each: tuple[int, ...], *, most: int = 10_000) -> Books:
    """Return a club that lends so many loans a month in turn, over 10 months each; one in five pays nothing the second month."""
    passed = last_months(months)
    club = a_measured_club(people, since=passed[0])
    books = Books(club.id, club.treasurer, club.chair, club.memberships)
    begin_lending(books, since=passed[0].first)
    lent = 0
    for place, month in enumerate(passed):
        on = date(month.year, month.number, DAY)
        _repay_all(books, on, club.at)
        for _ in range(min(each[place % len(each)], most - lent)):
            lend(books, books.members[lent % people], AMOUNT, on=on, at=club.at)
            lent += 1
    return books


def _repay_all(books: Books, on: date, at: datetime) -> None:
    receipts = []
    for place, row in enumerate(loans_on(books.club_id, on)):
        asked = row.at.asked
        is_late = place % 5 == 0 and Month.of(row.first_on).plus(2) == Month.of(on)
        if asked.total and not is_late:
            paid = Repayment(row.id, asked.principal, asked.interest)
            receipts.append(RepaymentReceipt(uuid7(), on, (paid,), payer=row.membership_id))
    if receipts:
        record_repayments(club_id=books.club_id, receipts=receipts, by=books.treasurer, at=at)


def _compared(query: Callable[[], object], clubs: list[UUID], on: date, rounds: int) -> tuple[str, ...]:
    asked, bare, rows = [], [], 0
    for _ in range(rounds):
        gc.collect()
        asked.append(seconds(query))
        gc.collect()
        bare.append(seconds(partial(_read, clubs, on)))
    rows = sum(1 for _ in _rows(clubs, on))
    loans = Loan.objects.filter(club_id__in=clubs).count()
    one, other = median(asked), median(bare)
    figures = (f"{number:,}".replace(",", ".") for number in (loans, rows))
    return (*figures, in_time(one), in_time(other), in_times(one, other))


def _read(clubs: list[UUID], on: date) -> None:
    for _ in _rows(clubs, on):
        pass


def _rows(clubs: list[UUID], on: date) -> Iterator[tuple[object, ...]]:
    """Yield the rows that the query reads, as the database gives them."""
    yield from Loan.objects.filter(club_id__in=clubs, on__lte=on).values_list(*LENT_COLUMNS).iterator()
    kinds = (AccountKind.LOAN_PRINCIPAL, AccountKind.INTEREST)
    paid = Transfer.objects.filter(club_id__in=clubs, on__lte=on, credit__kind__in=kinds)
    columns = ("credit__subject", "credit__kind", "on", "voucher__sequence", "amount")
    yield from paid.values_list(*columns).iterator()
    yield from (
        LoanChange.objects.filter(club_id__in=clubs, on__lte=on).values_list("loan", "on", "dues").iterator()
    )
