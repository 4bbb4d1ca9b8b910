from lienthehe.ledger.models.accounts import Account, BorrowedCapital, CapitalDue, DuesPaid
from lienthehe.ledger.models.books import Book
from lienthehe.ledger.models.counts import CashCount, MonthClosing
from lienthehe.ledger.models.triggers import APPEND_ONLY_TABLES
from lienthehe.ledger.models.vouchers import Transfer, Voucher, VoucherWording

__all__ = [
    "APPEND_ONLY_TABLES",
    "Account",
    "Book",
    "BorrowedCapital",
    "CapitalDue",
    "CashCount",
    "DuesPaid",
    "MonthClosing",
    "Transfer",
    "Voucher",
    "VoucherWording",
]
