"""Books that began with what the old ones held, loans and shares too, and what the model must make of them."""

from datetime import date, timedelta
from decimal import Decimal

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.lifecycle.rules.openings import (
    CountedBox,
    FundHolding,
    OpeningMember,
    OpeningSheet,
    SourceKind,
)
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.bringing_in import BroughtIn
from lienthehe.loans.rules.schedules import Method
from tests.given.books import ACTIVITY, INCOME, NOW, TODAY, Books, some_books
from tests.given.openings import LENT_ON, a_source, old_loan, open_club
from tests.ledger.model import Entry
from tests.ledger.modelled import place
from tests.lifecycle.modelled import HALF, PEOPLE, LifeModel, seat_the_board, share_of
from tests.loans.independent import FLAT, PRINCIPAL, step
from tests.loans.modelled import FUND, GIVER, Owed, lend_by_policy

OPENED = TODAY - timedelta(days=45)
LATE_SINCE = OPENED - timedelta(days=40)
DUES = [step(OPENED + timedelta(days=12), "1m", months) for months in range(6)]
SHARE = 150_000
THERE = {
    place(INCOME, "cash_box"): 2_000_000,
    place(INCOME, "bank"): 300_000,
    place(INCOME, "stock"): 100_000,
    place(ACTIVITY, "cash_box"): 200_000,
    (FUND, "grant", GIVER): 3_000_000,
    place(INCOME, "retained_result"): 600_000,
    place(ACTIVITY, "contributions"): 200_000,
}
Lines = list[tuple[date, int, int]]
LATE: Lines = [
    (LATE_SINCE, 300_000, 15_000),
    (DUES[0], 200_000, 6_000),
    (DUES[1], 200_000, 4_000),
    (DUES[2], 200_000, 2_000),
]
EVEN: Lines = [(day, 100_000, 10_000) for day in DUES]
"""What the two loans of the old book still ask for: 1 % of what is left, 1 % of the million lent at first."""


def opened_books() -> tuple[Books, LifeModel]:
    """Return the books of a club that ran before: brought forward with two loans, one of them late, and two shares."""
    books, model = some_books(people=PEOPLE), LifeModel(NOW.date(), method=PRINCIPAL)
    seat_the_board(books, model)
    lend_by_policy(books, model, interest_to_activity=HALF)
    borrowers = books.members[:2]
    opening_id = open_club(books, old_sheet(books))
    shares = {share_of(INCOME, one): SHARE for one in borrowers}
    pays = {(one, FUND, True): SHARE for one in borrowers}
    opening = Entry(opening_id, "CK", "", OPENED, THERE | shares, pays)
    ids = {row.membership_id: row.id for row in loans_on(books.club_id, TODAY)}
    for member, method, lines in zip(borrowers, (PRINCIPAL, FLAT), (LATE, EVEN), strict=True):
        note = model.note(OPENED, sum(principal for _, principal, _ in lines), method, late_rate=Decimal(0))
        note["lines"] = [[day.isoformat(), principal, interest] for day, principal, interest in lines]
        model.loans.append(Owed(ids[member], member, note, LENT_ON, [opening], brought_in=True))
        opening.grows[FUND, "loan_principal", ids[member].hex] = note["money"]
    model.write([opening])
    model.counts = 2
    return books, model


def old_sheet(books: Books) -> OpeningSheet:
    """Return what the old books said, as it was typed in."""
    borrowers = books.members[:2]
    return OpeningSheet(
        id=uuid7(),
        club_id=books.club_id,
        on=OPENED,
        boxes=(CountedBox((INCOME,), {"500000": 4}), CountedBox((ACTIVITY,), {"200000": 1})),
        holdings=(
            FundHolding(INCOME, Dong(2_000_000), Dong(300_000), Dong(100_000), "lợn giống"),
            FundHolding(ACTIVITY, Dong(200_000)),
        ),
        sources=(
            a_source(SourceKind.GRANT, 3_000_000, GIVER),
            a_source(SourceKind.RETAINED_RESULT, 600_000),
            a_source(SourceKind.CONTRIBUTIONS, 200_000, fund=ACTIVITY),
        ),
        members=tuple(OpeningMember(one, share_income=Dong(SHARE)) for one in borrowers),
        loans=old_loans(books),
    )


def old_loans(books: Books) -> tuple[BroughtIn, BroughtIn]:
    """Return a loan of which 300.000 is late and the rest is due in three parts, and a flat one in six."""
    first, second, *_ = books.members
    late = old_loan(
        first, first_amount=Dong(1_500_000), owed=Dong(900_000), instalments=3, next_due=DUES[0],
        arrears_principal=Dong(300_000), arrears_interest=Dong(15_000), arrears_since=LATE_SINCE,
    )  # fmt: skip
    even = old_loan(
        second, first_amount=Dong(1_000_000), owed=Dong(600_000), instalments=6, next_due=DUES[0],
        method=Method.FLAT, arrears_principal=Dong(0), arrears_interest=Dong(0), arrears_since=None,
    )  # fmt: skip
    return late, even
