"""What members owe, in plain Python beside the books' model, and clubs that lend to begin with."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.vouchers import vouchers_of_loan
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import Payment, goods_bought
from lienthehe.ledger.rules.vouchers import Wording
from lienthehe.loans.queries.loans import loans_on
from tests.given.books import INCOME, NOW, TODAY, Books
from tests.given.loans import lend
from tests.given.payments import hand_out
from tests.given.policies import a_policy
from tests.given.receipts import receive_from
from tests.ledger.model import Entry, Model, Place
from tests.ledger.modelled import begun_books, place

FUND = INCOME.value
GRANT, GOODS, GIVER = 3_000_000, 100_000, "UBND xã"


def lending_books(*, one_tin: bool, interest_to_activity: int = 0) -> tuple[Books, "LendingModel"]:
    """Return begun books with a grant to lend and a policy: equal principal, 1 % a month, 6 or 10 months, a late rate."""
    books, model = begun_books(one_tin=one_tin)
    a_policy(
        books.club_id,
        by=books.chair,
        ladder=(),
        membership_months=0,
        monthly_rate=Decimal(1),
        late_rate=Decimal("1.5"),
        cap=Dong(10**9),
        interest_to_activity=interest_to_activity,
    )
    on = TODAY - timedelta(days=50)
    grant = receive_from(books, GIVER, GRANT, kind=AccountKind.GRANT, fund=INCOME, on=on)
    model.write(
        [Entry(grant, "PT", FUND, on, {place(INCOME, "cash_box"): GRANT, (FUND, "grant", GIVER): GRANT})]
    )
    (bought,) = hand_out(
        books, Payment(uuid7(), INCOME, on, goods_bought(INCOME, Dong(GOODS)), Wording("lợn giống"))
    )
    model.write(
        [Entry(bought, "PC", FUND, on, {place(INCOME, "cash_box"): -GOODS, place(INCOME, "stock"): GOODS})]
    )
    lending = LendingModel(model.today, model.entries)
    for member, back in zip(books.members, (48, 47, 20), strict=False):
        on = TODAY - timedelta(days=back)
        loan_id = lend(books, member, 600_000, on=on, at=NOW, instalments=6)
        paid_out = {place(INCOME, "cash_box"): -600_000, (FUND, "loan_principal", loan_id.hex): 600_000}
        voucher = vouchers_of_loan(books.club_id, loan_id)[0].draft.id
        entry = Entry(voucher, "PC", FUND, on, paid_out)
        lending.write([entry])
        lending.loans.append(Owed(loan_id, member, on, 600_000, [entry]))
    return books, lending


@dataclass
class Owed:
    """A loan in the model: what was lent when, by which vouchers, and what was decided of it."""

    id: UUID
    member: UUID
    on: date
    lent: int
    entries: list[Entry]
    changes: list[UUID] = field(default_factory=list)

    def place(self, kind: str) -> Place:
        return FUND, kind, self.id.hex


@dataclass
class LendingModel(Model):
    """The books with what members owe."""

    loans: list[Owed] = field(default_factory=list)


def figures(club_id: UUID, on: date) -> dict[UUID, tuple[int, ...]]:
    """Return what every loan of a club looked like on a day."""
    return {
        row.id: (
            *(row.at.outstanding, row.at.paid.interest, row.at.written_off),
            *(row.at.overdue.principal, row.at.overdue.interest, row.at.due.total),
            *(row.at.pay_off.total, row.at.days_late, row.at.days_at_risk),
        )
        for row in loans_on(club_id, on)
    }
