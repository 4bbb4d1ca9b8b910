"""A year and more of loans in any order, by the commands: reckoned twice, the loans stand alike at every month's end."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from inspect import getsource
from random import Random

import pytest

from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.rules.vouchers import LARGEST
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.schedules import Method
from lienthehe.loans.rules.standings import LoanState, standing
from tests.given.books import INCOME, TODAY
from tests.given.loans import (
    borne_by_grant,
    extend,
    lend,
    lending_books,
    loan,
    recover,
    repay,
    repay_split,
    undo,
    write_off,
)
from tests.loans import independent
from tests.loans.independent import compare

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ACTS = 60
KINDS = ["lend", "asked", "asked", "asked", "part", "ahead", "ahead", "by hand", "extend", "pay off", "undo"]


class Story:
    """Acts of one club from January 2026 on, three a fortnight; what the product refuses is left out."""

    def __init__(self, seed, method, round_to, late_rate):
        self.random = Random(seed)
        terms = {
            "ladder": (),
            "membership_months": 0,
            "method": method,
            "round_to": round_to,
            "monthly_rate": Decimal(1),
            "late_rate": Decimal(late_rate),
        }
        self.books = lending_books(people=6, funds=200_000_000, terms=terms)
        self.on, self.vouchers = TODAY, []
        self.done: Counter[str] = Counter()

    def run(self):
        for number in range(ACTS):
            self.on += timedelta(days=self.random.choice([0, 0, 3, 9, 15, 25]))
            kind = (
                "lend"
                if number < 4
                else self.random.choice([*KINDS, *(["write off"] if number > 40 else [])])
            )
            try:
                self.act(kind)
                self.done[kind] += 1
            except Refusal:
                self.done["refused"] += 1

    def act(self, kind):
        rows = loans_on(self.books.club_id, self.on)
        running = [one for one in rows if one.state is LoanState.RUNS]
        if kind == "lend" or not running:
            months = self.random.choice([1, 3, 6, 10, 12])
            member, money = self.random.choice(self.books.members), self.random.randint(20, 900) * 10_000
            lend(self.books, member, money, on=self.on, instalments=months)
            return
        if kind == "undo" and self.vouchers:
            undo(self.books, self.vouchers.pop(self.random.randrange(len(self.vouchers))), on=self.on)
            return
        row = self.random.choice(running)
        whole = row.at.pay_off.total
        amounts = {
            "part": row.at.asked.total // 3,
            "ahead": whole * self.random.randint(20, 95) // 100,
            "pay off": whole,
        }
        if kind == "extend":
            apart, many = self.random.choice([20, 31, 62]), self.random.randint(1, 5)
            extend(
                self.books,
                row.id,
                [self.on + timedelta(days=apart * n) for n in range(1, many + 1)],
                on=self.on,
            )
        elif kind == "write off":
            retained = fund_sources(self.books.club_id)[INCOME].retained
            rest = row.at.outstanding - max(0, retained)
            write_off(self.books, row.id, borne_by_grant(self.books, rest) if rest > 0 else (), on=self.on)
            recover(self.books, row.id, 1_000, on=self.on)
        elif kind == "by hand":
            self.vouchers.append(repay_split(self.books, row.id, row.at.outstanding // 2, 0, on=self.on))
        else:
            amount = amounts.get(kind, row.at.asked.total)
            assert 0 <= amount <= LARGEST
            self.vouchers.append(repay(self.books, row.id, amount, on=self.on))


@pytest.mark.parametrize(
    ("seed", "method", "round_to", "late_rate"),
    [
        (1, Method.FLAT, 1000, 0),
        (2, Method.EQUAL_PRINCIPAL, 1, 0),
        (3, Method.EQUAL_INSTALMENTS, 1000, 0),
        (4, Method.BULLET, 1000, 0),
        (5, Method.EQUAL_PRINCIPAL, 1000, "1.5"),
        (6, Method.FLAT, 1, "1.35"),
    ],
)
def test_reckoned_twice_the_loans_stand_alike_at_every_months_end(seed, method, round_to, late_rate):
    story = Story(seed, method, round_to, late_rate)
    story.run()
    assert {"lend", "asked", "ahead", "extend", "pay off", "undo"} <= set(story.done), story.done
    ends = [Month.of(TODAY).plus(n).last for n in range(24)]
    rows = loans_on(story.books.club_id, story.on)
    fined = [row for row in rows if any(standing(row.lent, row.events, on).late_interest for on in ends)]
    assert bool(fined) == bool(late_rate)
    assert [said for on in [*ends, story.on] for said in compare(story.books.club_id, on)] == []
    assert story.books.are_sound()


def test_what_reckons_by_hand_knows_no_rule_of_the_product():
    named = {line.split()[1] for line in getsource(independent).splitlines() if line.startswith("from ")}
    own = {name for name in named if name.startswith("lienthehe")}
    assert own == {"lienthehe.ledger.models", "lienthehe.loans.models", "lienthehe.loans.queries.loans"}


def test_a_figure_that_is_wrong_is_said(monkeypatch):
    books = lending_books()
    loan_id = lend(books, books.members[0])
    on = date(2026, 3, 31)
    assert compare(books.club_id, on) == []
    row = loan(books, loan_id, on)
    monkeypatch.setattr("tests.loans.independent.loans_on", lambda *_given: [])
    assert compare(books.club_id, on) == [f"{row.id}: only one knows it"]
