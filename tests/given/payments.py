"""Money paid out or moved, through the commands, always with the chair as the second officer."""

from datetime import date, datetime
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import correct_voucher, record_payments, record_transfer, return_capital
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, Purpose
from lienthehe.ledger.rules.entries import Part, Payment
from lienthehe.ledger.rules.vouchers import Line, VoucherDraft, Wording
from tests.given.books import ACTIVITY, NOW, TODAY, Books


def a_payment(
    amount: int,
    *,
    fund: Fund = ACTIVITY,
    on: date = TODAY,
    purpose: Purpose = Purpose.TEA,
    at_bank: bool = False,
) -> Payment:
    """Return a payment for a purpose, not yet handed in."""
    part = Part(AccountRef(fund, AccountKind.SPENDING, purpose), Dong(amount))
    return Payment(uuid7(), fund, on, (part,), Wording("Chi", "Hàng Thử"), at_bank=at_bank)


def hand_out(books: Books, *payments: Payment, by: Officer | None = None, at: datetime = NOW) -> list[UUID]:
    """Write payments; return the vouchers' ids."""
    return record_payments(
        club_id=books.club_id, payments=payments, second=books.chair, by=by or books.treasurer, at=at
    )


def pay(books: Books, amount: int, *, fund: Fund = ACTIVITY, on: date = TODAY, at: datetime = NOW) -> UUID:
    """Pay for tea."""
    return hand_out(books, a_payment(amount, fund=fund, on=on), at=at)[0]


def transfer(books: Books, lines: tuple[Line, ...], *, on: date = TODAY, text: str = "Chuyển") -> UUID:
    """Write a CK from lines of `rules.entries`."""
    return record_transfer(
        club_id=books.club_id,
        voucher_id=uuid7(),
        on=on,
        lines=lines,
        wording=Wording(text),
        second=books.chair,
        by=books.treasurer,
        at=NOW,
    )


def give_back(books: Books, capital_id: UUID, amount: int, *, on: date = TODAY) -> UUID:
    """Return a part of borrowed capital."""
    return return_capital(
        club_id=books.club_id,
        voucher_id=uuid7(),
        capital_id=capital_id,
        on=on,
        amount=Dong(amount),
        at_bank=False,
        second=books.chair,
        by=books.treasurer,
        at=NOW,
    )


def correct(
    books: Books,
    voucher_id: UUID,
    right: VoucherDraft | None = None,
    *,
    reason: str = "ghi nhầm",
    at: datetime = NOW,
) -> list[UUID]:
    """Undo a voucher, and write the right one in its place if there is one."""
    return correct_voucher(
        club_id=books.club_id,
        voucher_id=voucher_id,
        right=right,
        reason=reason,
        second=books.chair,
        by=books.treasurer,
        at=at,
    )
