from lienthehe.ledger.models.accounts import Account, BorrowedCapital, CapitalDue, DuesPaid
from lienthehe.ledger.models.books import Book
from lienthehe.ledger.models.counts import CashCount, MonthClosing
from lienthehe.ledger.models.vouchers import Transfer, Voucher, VoucherWording

APPEND_ONLY_TABLES = ("ledger_voucher", "ledger_transfer", "ledger_cashcount", "ledger_monthclosing")
"""Rows of these are never changed or deleted; `ledger_voucherwording` may be replaced once, see its own trigger."""

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
