"""Goods, losses, leavers and old books: rules of the machine beside those of money in `machine.py`."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import rule

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger import commands
from lienthehe.ledger.commands.approval import audit, begin
from lienthehe.ledger.rules import entries
from lienthehe.ledger.rules.accounts import (
    LENDING_FUND,
    AccountKind,
    AccountRef,
    contribution,
    of_loan,
    owed_to_leaver,
)
from lienthehe.ledger.rules.capital import CapitalNote, DuePart
from lienthehe.ledger.rules.corrections import Mending
from lienthehe.ledger.rules.entries import Part, Payment, Receipt
from lienthehe.ledger.rules.vouchers import Wording
from tests.given.openings import bring_forward
from tests.ledger.machine_base import GIVEN, BooksMachine, amounts, days_back, funds, picks
from tests.ledger.model import Entry
from tests.ledger.modelled import place, place_of

old_sums = st.lists(st.integers(0, 40).map(lambda thousands: thousands * 1_000), min_size=7, max_size=7)

LARGE = (2, 6)
"""What lies in stock and what a lender lent: most of what is lost would be the lender's."""


class GoodsRules(BooksMachine):
    """What moves goods, what is lost, what a leaver is owed; and the opening, which is the first act if it is one."""

    def open_books(self, fund: Fund, sums: list[int], pick: int, back: int) -> None:
        """Bring forward what lay in box, bank, stock and with a borrower, and what givers, members and a lender had."""
        on, capital_id, voucher_id = self.day(max(back, 0)), uuid7(), uuid7()
        lent = AccountRef(fund, AccountKind.BORROWED_CAPITAL, capital_id.hex, "Bà Thử")
        member = self.books.members[pick % len(self.books.members)]
        share = contribution(fund, member, refundable=True)
        sums = [amount * (10 if place in LARGE else 1) for place, amount in enumerate(sums)]
        kinds = (AccountKind.CASH_BOX, AccountKind.BANK, AccountKind.STOCK)
        there = [(AccountRef(fund, kind), amount) for kind, amount in zip(kinds, sums, strict=False)]
        if fund is LENDING_FUND and pick % 2:
            there.append((of_loan(AccountKind.LOAN_PRINCIPAL, uuid7()), sums[3]))
        whose = [(self.giver(fund, GIVEN[pick % 3], pick), sums[4]), (share, sums[5]), (lent, sums[6])]
        kept = sum(amount for _, amount in there) - sum(amount for _, amount in whose)
        whose.append((AccountRef(fund, AccountKind.RETAINED_RESULT), kept))
        lines = entries.opening_lines(
            fund, [(ref, Dong(one)) for ref, one in there], [(ref, Dong(one)) for ref, one in whose]
        )
        if not lines:
            return
        note = CapitalNote(lent, on - timedelta(days=99), (DuePart(on, Dong(sums[6])),))
        grows = {place_of(ref): amount for ref, amount in [*there, *whose[:2], whose[3]] if amount}
        grows |= {(fund.value, "borrowed_capital", capital_id.hex): sums[6]} if sums[6] else {}
        pays = {(member, fund.value, True): sums[5]} if sums[5] else {}

        def act(_: datetime) -> UUID:
            notes = [note] if sums[6] else []
            return bring_forward(self.books, lines, notes=notes, on=on, voucher_id=voucher_id)

        def opened(_: UUID) -> None:
            self.capital += [(capital_id, fund)] if sums[6] else []

        self.attempt(act, [Entry(voucher_id, "CK", "", on, grows, pays)], note=opened)

    @rule(fund=funds, amount=amounts, back=days_back)
    def buy_goods(self, fund: Fund, amount: int, back: int) -> None:
        on = self.day(back)
        payment = Payment(uuid7(), fund, on, entries.goods_bought(fund, Dong(amount)), Wording("lợn giống"))
        grows = {place(fund, "cash_box"): -amount, place(fund, "stock"): amount}
        self.pay_out(payment, grows)

    def pay_out(self, payment: Payment, grows: dict[tuple[str, str, str], int]) -> None:
        self.attempt(
            lambda at: commands.record_payments(
                **self.ours, payments=[payment], second=self.books.chair, at=at
            ),
            [Entry(payment.id, "PC", payment.fund.value, payment.on, grows)],
        )

    @rule(fund=funds, price=amounts, value=amounts, back=days_back)
    def sell_goods(self, fund: Fund, price: int, value: int, back: int) -> None:
        """Above its value the rest is income, below it a loss in a voucher of its own."""
        on, sold = self.day(back), entries.goods_sold(fund, Dong(price), Dong(value))
        sale = Receipt(uuid7(), fund, on, sold.parts, Wording("bán lợn"))
        took = {place(fund, "cash_box"): price, place(fund, "stock"): -min(price, value)}
        took |= {(fund.value, "interest", "other"): price - value} if price > value else {}
        new = [Entry(sale.id, "PT", fund.value, on, took)]
        if price < value:
            lost = {place(fund, "stock"): price - value, place(fund, "losses"): value - price}
            new.append(Entry(entries.sale_loss_id(sale.id), "CK", "", on, lost))
            new = [replace(one, sale=sale.id) for one in new]

        def act(at: datetime) -> list[UUID]:
            return commands.sell_goods(**self.ours, sale=sale, lost=sold.lost, second=self.books.chair, at=at)

        self.attempt(act, new)

    @rule(fund=funds, amount=amounts, all_of_it=st.booleans(), back=days_back)
    def lose_goods(self, fund: Fund, amount: int, all_of_it: bool, back: int) -> None:
        amount = (all_of_it and self.model.held(fund.value, "stock", self.day(back))) or amount
        grows = {place(fund, "stock"): -amount, place(fund, "losses"): amount}
        self.transfer(entries.goods_lost(fund, Dong(amount)), grows, back)

    @rule(fund=funds, amount=amounts, pick=picks, back=days_back)
    def let_a_source_bear(self, fund: Fund, amount: int, pick: int, back: int) -> None:
        source = self.giver(fund, GIVEN[pick % 3], pick)
        grows = {place_of(source): -amount, place(fund, "retained_result"): amount}
        self.transfer(entries.borne_by_source(source, Dong(amount)), grows, back)

    @rule(fund=funds, amount=amounts, pick=picks, back=days_back)
    def owe_a_share(self, fund: Fund, amount: int, pick: int, back: int) -> None:
        member = self.books.members[pick % len(self.books.members)]
        share, owed = contribution(fund, member, refundable=True), owed_to_leaver(fund, member)
        grows = {place_of(share): -amount, place_of(owed): amount}
        pays = {(member, fund.value, True): -amount}
        self.transfer(entries.share_owed(fund, member, Dong(amount)), grows, back, pays)

    @rule(fund=funds, amount=amounts, pick=picks, back=days_back)
    def pay_a_share(self, fund: Fund, amount: int, pick: int, back: int) -> None:
        owed = owed_to_leaver(fund, self.books.members[pick % len(self.books.members)])
        payment = Payment(uuid7(), fund, self.day(back), (Part(owed, Dong(amount)),), Wording("trả phần góp"))
        self.pay_out(payment, {place(fund, "cash_box"): -amount, place_of(owed): -amount})

    def has_own_undoing(self, _entry: Entry) -> bool:
        """Tell whether an entry is undone by a command of its own: none of the ledger's is."""
        return False

    @rule(chosen=st.lists(picks, min_size=2, max_size=4))
    def undo_together(self, chosen: list[int]) -> None:
        """Several vouchers undone in one act, as a loan undoes what it wrote."""
        open_ones = [one for one in self.model.entries if not one.corrected and not self.has_own_undoing(one)]
        wrongs = list({one.id: one for one in (open_ones[pick % len(open_ones)] for pick in chosen)}.values())
        undone = self.model.whole(wrongs)
        also = {reason for wrong in undone for reason in self.model.why_not_mend(wrong)}
        today = self.model.today
        new = [
            one.undone(uuid5(one.id, "reversal"), today if self.model.is_closed(one.on) else one.on)
            for one in undone
        ]

        def act(at: datetime) -> list[UUID]:
            books = begin(Act.CORRECT_VOUCHER, **self.ours, at=at)
            mendings = [Mending(wrong.id) for wrong in wrongs]
            written = commands.mend_vouchers(books, mendings, reason="ghi nhầm", second=self.books.chair)
            audit(books, Act.CORRECT_VOUCHER, "voucher", *written)
            return written

        def noted(_: list[UUID]) -> None:
            for wrong in undone:
                wrong.corrected = "none"

        self.attempt(act, new, also, noted)
