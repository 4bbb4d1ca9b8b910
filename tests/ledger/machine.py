"""Every command that moves money, in any order, against the model in `model.py`."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger import commands
from lienthehe.ledger.rules import entries, refusals
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, contribution
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.ledger.rules.counts import difference_voucher_id
from tests.given.counts import a_count
from tests.given.payments import a_payment
from tests.given.receipts import a_receipt, dues_receipt, fee
from tests.ledger.machine_base import (
    GIVEN,
    GIVERS,
    LONG,
    SEEKING,
    BooksMachine,
    amounts,
    days_back,
    funds,
    picks,
)
from tests.ledger.machine_goods import GoodsRules, old_sums
from tests.ledger.model import Entry, next_month
from tests.ledger.modelled import place, place_of, right_voucher
from tests.ledger.seen import assert_as_modelled, assert_read_as_modelled

__all__ = ["LONG", "SEEKING", "LedgerMachine"]


class LedgerMachine(GoodsRules, BooksMachine):
    """Every command that writes into the books."""

    @initialize(one_tin=st.booleans(), old=st.none() | st.tuples(funds, old_sums, picks, days_back))
    def begin(self, one_tin: bool, old: tuple[Fund, list[int], int, int] | None) -> None:
        """Some books begin with what the old ones held."""
        self.begin_with(one_tin=one_tin)
        if old is not None:
            self.open_books(*old)

    # Money in

    @rule(
        fund=funds,
        parts=st.lists(st.tuples(amounts, picks), min_size=1, max_size=3),
        back=days_back,
        bank=st.booleans(),
    )
    def receive(self, fund: Fund, parts: list[tuple[int, int]], back: int, bank: bool) -> None:
        """Fees, shortages made good, money from givers by name; one receipt each."""
        receipts, new = [], []
        for amount, pick in parts:
            shortage = AccountRef(fund, AccountKind.SHORTAGE)
            ref = [fee(fund), shortage, self.giver(fund, GIVEN[pick % 3], pick), fee(fund)][pick % 4]
            receipts.append(a_receipt(ref, amount, on=self.day(back), at_bank=bank))
            grown = -amount if ref == shortage else amount
            grows = {place(fund, "bank" if bank else "cash_box"): amount, place_of(ref): grown}
            new.append(Entry(receipts[-1].id, "PT", fund.value, self.day(back), grows))
        self.attempt(
            lambda at: commands.record_receipts(**self.ours, receipts=receipts, at=at),
            new,
            note=lambda _: self.receipts.extend(receipts),
        )

    @rule(
        fund=funds,
        people=st.lists(picks, min_size=1, max_size=3),
        amount=amounts,
        kept=st.booleans(),
        back=days_back,
    )
    def contribute(self, fund: Fund, people: list[int], amount: int, kept: bool, back: int) -> None:
        receipts, new = [], []
        for member in (self.books.members[pick % len(self.books.members)] for pick in people):
            receipts.append(dues_receipt(member, amount, fund=fund, refundable=not kept, on=self.day(back)))
            ref = contribution(fund, member, refundable=not kept)
            grows = {place(fund, "cash_box"): amount, place_of(ref): amount}
            pays = {(member, fund.value, not kept): amount}
            new.append(Entry(receipts[-1].id, "PT", fund.value, self.day(back), grows, pays))
        self.attempt(lambda at: commands.record_receipts(**self.ours, receipts=receipts, at=at), new)

    @rule(fund=funds, amount=amounts, parts=st.integers(1, 3), back=days_back, pick=picks)
    def borrow(self, fund: Fund, amount: int, parts: int, back: int, pick: int) -> None:
        capital_id, on = uuid7(), self.day(back)
        shares = [amount // parts] * (parts - 1)
        shares.append(amount - sum(shares))
        dues = [DuePart(on + timedelta(days=30 * n), Dong(share)) for n, share in enumerate(shares)]
        grows = {place(fund, "cash_box"): amount, (fund.value, "borrowed_capital", capital_id.hex): amount}

        def act(at: datetime) -> UUID:
            return commands.borrow_capital(
                **self.ours, capital_id=capital_id, fund=fund, lender=GIVERS[pick % 3], on=on, amount=Dong(amount),
                parts=dues, terms="không lãi", at_bank=False, at=at,
            )  # fmt: skip

        new = [Entry(capital_id, "PT", fund.value, on, grows)]
        self.attempt(act, new, note=lambda _: self.capital.append((capital_id, fund)))

    # Money out

    @rule(fund=funds, each=st.lists(amounts, min_size=1, max_size=2), back=days_back, bank=st.booleans())
    def pay(self, fund: Fund, each: list[int], back: int, bank: bool) -> None:
        payments = [a_payment(amount, fund=fund, on=self.day(back), at_bank=bank) for amount in each]
        held = place(fund, "bank" if bank else "cash_box")
        new = [
            Entry(
                one.id,
                "PC",
                fund.value,
                self.day(back),
                {held: -amount, place_of(one.parts[0].account): amount},
            )
            for one, amount in zip(payments, each, strict=True)
        ]
        second = self.books.chair
        self.attempt(
            lambda at: commands.record_payments(**self.ours, payments=payments, second=second, at=at), new
        )

    @rule(pick=picks, amount=amounts, back=days_back)
    def give_back(self, pick: int, amount: int, back: int) -> None:
        if not self.capital:
            return
        (capital_id, fund), on, voucher_id = self.capital[pick % len(self.capital)], self.day(back), uuid7()
        grows = {place(fund, "cash_box"): -amount, (fund.value, "borrowed_capital", capital_id.hex): -amount}

        def act(at: datetime) -> UUID:
            return commands.return_capital(
                **self.ours, voucher_id=voucher_id, capital_id=capital_id, on=on, amount=Dong(amount), at_bank=False,
                second=self.books.chair, at=at,
            )  # fmt: skip

        self.attempt(act, [Entry(voucher_id, "PC", fund.value, on, grows)])

    # Money moved

    @rule(
        fund=funds,
        amount=amounts,
        way=st.sampled_from(["deposit", "withdrawal", "shortage_lost", "surplus_kept"]),
        back=days_back,
    )
    def move(self, fund: Fund, amount: int, way: str, back: int) -> None:
        grows = {
            "deposit": {"cash_box": -amount, "bank": amount},
            "withdrawal": {"bank": -amount, "cash_box": amount},
            "shortage_lost": {"shortage": -amount, "losses": amount},
            "surplus_kept": {"surplus": -amount, "retained_result": amount},
        }[way]
        lines = getattr(entries, way)(fund, Dong(amount))
        self.transfer(lines, {place(fund, kind): change for kind, change in grows.items()}, back)

    @rule(giving=funds, amount=amounts, pick=picks, back=days_back)
    def from_fund_to_fund(self, giving: Fund, amount: int, pick: int, back: int) -> None:
        """Out of the retained result, out of what the other fund gave before, or out of a giver's money."""
        (taking,) = set(Fund) - {giving}
        from_other = AccountRef(giving, AccountKind.FROM_OTHER_FUND)
        source = [None, from_other, self.giver(giving, AccountKind.GRANT, pick)][pick % 3]
        lines = entries.between_funds(giving=giving, taking=taking, amount=Dong(amount), out_of=source)
        given = place_of(source or AccountRef(giving, AccountKind.RETAINED_RESULT))
        taken = {place(taking, "cash_box"): amount, place(taking, "from_other_fund"): amount}
        self.transfer(lines, {place(giving, "cash_box"): -amount, given: -amount, **taken}, back)

    @rule(fund=funds, amount=amounts, for_lending=st.booleans(), pick=picks, back=days_back)
    def give_in_kind(self, fund: Fund, amount: int, for_lending: bool, pick: int, back: int) -> None:
        giver = self.giver(fund, AccountKind.GIFT_IN_KIND, pick)
        lines = entries.gift_in_kind(giver, Dong(amount), for_lending=for_lending)
        goods = place(fund, "stock") if for_lending else (fund.value, "spending", "equipment")
        self.transfer(lines, {goods: amount, place_of(giver): amount}, back)

    # Counting, correcting, closing

    @rule(fund=funds, off_by=st.sampled_from([-7_000, -2_000, 0, 0, 3_000]), back=days_back)
    def count(self, fund: Fund, off_by: int, back: int) -> None:
        on, counted_funds = self.day(back), tuple(Fund) if self.one_tin else (fund,)
        book = sum(self.model.held(one.value, "cash_box", on) for one in counted_funds)
        counted = max(0, book + off_by)
        sheet = a_count(counted, *counted_funds, on=on, borne_by=fund)
        off, kind = abs(counted - book), "shortage" if counted < book else "surplus"
        grows = {place(fund, "cash_box"): counted - book, place(fund, kind): off}
        voucher = "PC" if counted < book else "PT"
        difference = Entry(
            difference_voucher_id(sheet.id), voucher, fund.value, on, grows, is_correctable=False
        )
        also = {refusals.FutureDate} if on > self.model.today else set[type[Exception]]()
        also |= {refusals.MonthClosed} if self.model.is_closed(on) else set()
        new = [difference] if off else []

        def note(result: commands.CountResult) -> None:
            self.model.counts += 1
            assert (result.book, result.counted) == (book, counted)

        self.attempt(lambda at: commands.count_box(**self.ours, sheet=sheet, at=at), new, also, note)

    @rule(
        pick=picks,
        fund=funds,
        amount=amounts,
        right=st.sampled_from(["none", "receipt", "payment"]),
        shift=st.integers(-9, 9),
        of_dues=st.booleans(),
    )
    def correct(self, *, pick: int, fund: Fund, amount: int, right: str, shift: int, of_dues: bool) -> None:
        entries = [one for one in self.model.entries if one.pays or not of_dues]
        if not entries:
            return
        wrong = entries[pick % len(entries)]
        if right == wrong.corrected == "none":
            return  # it would be the same correction sent again
        closed, on = self.model.is_closed(wrong.on), wrong.on + timedelta(days=shift)
        also, whole = self.model.why_not_mend(wrong), self.model.whole([wrong])
        if right != "none":
            also |= self.model.why_not_replace(wrong)
        if wrong.loans:
            also.add(refusals.BelongsToLoan)
        if right != "none" and not closed and (on.year, on.month) != (wrong.on.year, wrong.on.month):
            also.add(refusals.CorrectionChangesMonth)
        day = self.model.today if closed else wrong.on
        new = [one.undone(uuid5(one.id, "reversal"), day) for one in whole]
        draft, entry = right_voucher(right, fund, amount, on)
        if entry is not None:
            entry.on, entry.group = self.model.today if closed else on, wrong.id
            new.append(entry)

        def act(at: datetime) -> list[UUID]:
            return commands.correct_voucher(
                **self.ours,
                voucher_id=wrong.id,
                right=draft,
                reason="ghi nhầm",
                second=self.books.chair,
                at=at,
            )

        def note(_: list[UUID]) -> None:
            for one in whole:
                one.corrected = right

        self.attempt(act, new, also, note)

    @rule(skipped=st.sampled_from([0, 0, 0, 1]))
    def close(self, skipped: int) -> None:
        due = self.model.month_to_close()
        also: set[type[Exception]] = set()
        if due is None:
            also.add(refusals.BooksNotBegun)
        month = due or (self.now.year, self.now.month)
        for _ in range(skipped):
            month = next_month(month)
            also.add(refusals.MonthOutOfOrder)
        if self.model.today < date(*next_month(month), 1):
            also.add(refusals.MonthNotOver)

        def note(_: UUID) -> None:
            self.done.pop()  # sent again, a closing is refused
            self.model.closed.append(month)

        self.attempt(lambda at: commands.close_month(**self.ours, month=Month(*month), at=at), [], also, note)

    # Time, and everything again

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.model.today = self.now.date()

    @rule(pick=picks)
    def send_again(self, pick: int) -> None:
        if self.done:
            act, result = self.done[pick % len(self.done)]
            assert act(self.now) == result
            assert_as_modelled(self.books.club_id, self.model)

    @rule(pick=picks, way=st.sampled_from(["amount", "text", "officer"]))
    def send_again_otherwise(self, pick: int, way: str) -> None:
        if not self.receipts:
            return
        receipt, by = self.receipts[pick % len(self.receipts)], self.books.treasurer
        if way == "amount":
            receipt = replace(
                receipt, parts=tuple(replace(part, amount=Dong(part.amount + 1)) for part in receipt.parts)
            )
        elif way == "text":
            receipt = replace(receipt, wording=replace(receipt.wording, narration="khác"))
        else:
            by = self.books.chair
        ours = self.ours | {"by": by}
        try:
            commands.record_receipts(**ours, receipts=[receipt], at=self.now)
        except refusals.VoucherIdReused:
            return
        raise AssertionError(f"taken with another {way}")

    @rule(fund=funds, back=days_back)
    def read(self, fund: Fund, back: int) -> None:
        assert_read_as_modelled(self.books.club_id, self.model, fund, self.day(back))
