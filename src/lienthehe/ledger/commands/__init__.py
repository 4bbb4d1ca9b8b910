from lienthehe.ledger.commands.capital import borrow_capital, note_capital, return_capital
from lienthehe.ledger.commands.corrections import correct_voucher, mend_vouchers
from lienthehe.ledger.commands.counts import CountResult, count_box, write_counts
from lienthehe.ledger.commands.entries import record_payments, record_receipts, record_transfer
from lienthehe.ledger.commands.goods import sell_goods
from lienthehe.ledger.commands.months import close_month
from lienthehe.ledger.commands.posting import OpenBooks, open_books, post_vouchers

__all__ = [
    "CountResult",
    "OpenBooks",
    "borrow_capital",
    "close_month",
    "correct_voucher",
    "count_box",
    "mend_vouchers",
    "note_capital",
    "open_books",
    "post_vouchers",
    "record_payments",
    "record_receipts",
    "record_transfer",
    "return_capital",
    "sell_goods",
    "write_counts",
]
