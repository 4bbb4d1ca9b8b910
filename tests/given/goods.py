"""Goods of the stock, through the commands."""

from datetime import date
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import sell_goods
from lienthehe.ledger.rules.entries import Payment, Receipt, goods_bought, goods_lost, goods_sold
from lienthehe.ledger.rules.vouchers import Wording
from tests.given.books import INCOME, NOW, TODAY, Books
from tests.given.payments import hand_out, transfer


def buy(books: Books, value: int, *, fund: Fund = INCOME, on: date = TODAY) -> UUID:
    """Buy goods into the stock, in cash."""
    payment = Payment(
        uuid7(), fund, on, goods_bought(fund, Dong(value)), Wording("2 con lợn giống", "Ông Thử")
    )
    return hand_out(books, payment)[0]


def sell(
    books: Books, price: int, book_value: int, *, fund: Fund = INCOME, on: date = TODAY,
    sale_id: UUID | None = None, second: Officer | None = None,
) -> list[UUID]:  # fmt: skip
    """Sell goods of a value for a price, in cash."""
    sold = goods_sold(fund, Dong(price), Dong(book_value))
    sale = Receipt(sale_id or uuid7(), fund, on, sold.parts, Wording("1 con lợn", "Bà Thử"))
    return sell_goods(
        club_id=books.club_id,
        sale=sale,
        lost=sold.lost,
        second=second or books.chair,
        by=books.treasurer,
        at=NOW,
    )


def lose(books: Books, value: int, *, fund: Fund = INCOME, on: date = TODAY) -> UUID:
    """Let goods of a value die or spoil."""
    return transfer(books, goods_lost(fund, Dong(value)), on=on, text="lợn chết")
