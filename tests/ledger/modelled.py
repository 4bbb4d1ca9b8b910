"""What the machine hands to the commands, said a second time for the model."""

from datetime import date, timedelta

from lienthehe.clubs.rules import Fund
from lienthehe.ledger.rules.accounts import AccountRef
from lienthehe.ledger.rules.vouchers import VoucherDraft
from tests.given.books import NOW, TODAY, Books, some_books
from tests.given.payments import a_payment
from tests.given.receipts import a_receipt, fee, hand_in
from tests.ledger.model import Entry, Model, Place


def begun_books(*, one_tin: bool, people: int = 3) -> tuple[Books, Model]:
    """Return books with some money in both boxes and both banks, and their model."""
    books, model = some_books(one_tin=one_tin, people=people), Model(NOW.date())
    on, sums = TODAY - timedelta(days=50), {"cash_box": 40_000, "bank": 20_000}
    for fund in Fund:
        for held, amount in sums.items():
            (voucher_id,) = hand_in(books, a_receipt(fee(fund), amount, on=on, at_bank=held == "bank"))
            grows = {place(fund, held): amount, place_of(fee(fund)): amount}
            model.write([Entry(voucher_id, "PT", fund.value, on, grows)])
    return books, model


def place(fund: Fund, kind: str) -> Place:
    return fund.value, kind, ""


def place_of(ref: AccountRef) -> Place:
    return ref.fund.value, ref.kind.value, ref.label or ref.subject


def right_voucher(right: str, fund: Fund, amount: int, on: date) -> tuple[VoucherDraft | None, Entry | None]:
    """Return the voucher that takes a wrong one's place, and what the model makes of it."""
    if right == "none":
        return None, None
    if right == "receipt":
        draft, box = a_receipt(fee(fund), amount, on=on).draft(), amount
    else:
        draft, box = a_payment(amount, fund=fund, on=on).draft(None), -amount
    other = fee(fund) if right == "receipt" else draft.lines[0].debit
    grows = {place(fund, "cash_box"): box, place_of(other): amount}
    return draft, Entry(draft.id, draft.kind.value, fund.value, on, grows)
