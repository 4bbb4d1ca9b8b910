"""The product's books beside the model's."""

from collections import Counter
from datetime import date
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import Account, Book, DuesPaid, MonthClosing, Voucher
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.queries.sources import fund_sources
from lienthehe.ledger.queries.verification import verify_club
from tests.ledger.model import HELD, OWED, USED, Model, Place, month_of
from tests.ledger.rebuilt import rebuilt_chain, stored_chain


def assert_as_modelled(club_id: UUID, model: Model) -> None:
    """The same vouchers with the same numbers, the same balances on both sides, as many entries in the chain."""
    rows = Voucher.objects.filter(club_id=club_id).order_by("sequence")
    assert list(rows.values_list("id", "kind", "fund", "on", "number")) == [
        (one.id, one.kind, one.fund, one.on, one.number) for one in model.entries
    ]
    assert balances(club_id) == {place: amount for place, amount in model.sums().items() if amount}
    assert (
        Book.objects.filter(club_id=club_id).values_list("entries", flat=True).first() or 0
    ) == model.places
    assert all(model.whose_money_agrees(fund) for fund in Fund)


def balances(club_id: UUID) -> dict[Place, int]:
    """Return every account that holds something, each on its own side, in the model's words."""
    found: Counter[Place] = Counter()
    rows = Account.objects.filter(club_id=club_id).exclude(balance=0)
    for fund, kind, subject, label, balance in rows.values_list(
        "fund", "kind", "subject", "label", "balance"
    ):
        whose = subject if kind == "borrowed_capital" else label or subject
        found[fund, kind, whose] += balance if kind in HELD + USED else -balance
    return {place: amount for place, amount in found.items() if amount}


def assert_read_as_modelled(club_id: UUID, model: Model, fund: Fund, day: date) -> None:
    """What pages show of a fund on a day and in its month is what the model has."""
    held = holdings_on(club_id, day)[fund]
    assert held == {kind: model.held(fund.value, kind, day) for kind in ("cash_box", "bank", "stock")}
    book = cash_book(club_id, fund, Month.of(day))
    assert book.closing == model.held(fund.value, "cash_box", Month.of(day).last)
    assert all(
        line.balance >= 0 for line in book.lines if not any(view.is_reversal for view in line.vouchers)
    )
    whose = fund_sources(club_id)[fund]
    owed = sum(amount for place, amount in model.sums().items() if place[0] == fund and place[1] in OWED)
    assert whose.total == whose.held == owed + whose.retained
    lent = [one for one in capital_standings(club_id) if one.fund is fund]
    for one in lent:
        assert one.owed == model.sums()[fund.value, "borrowed_capital", one.capital_id.hex]
        assert sum(part.amount for part in one.open_parts) == one.owed


def assert_sound(club_id: UUID, model: Model) -> None:
    """Dues and closed months are as modelled, `verify` finds nothing, the chain rebuilt by its description is the stored."""
    paid = DuesPaid.objects.filter(club_id=club_id).exclude(paid=0)
    assert {(row.membership_id, row.fund, row.refundable): row.paid for row in paid} == +model.paid()
    closed = MonthClosing.objects.filter(club_id=club_id).order_by("sequence").values_list("month", flat=True)
    assert [month_of(month) for month in closed] == model.closed
    assert verify_club(club_id).findings == ()
    assert rebuilt_chain(club_id) == stored_chain(club_id)
