"""What somebody with the database's password could do to the books: raw SQL, the triggers lifted first."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from lienthehe.ledger.models import CashCount, MonthClosing, Voucher
from lienthehe.ledger.queries.chain import chained_entries
from lienthehe.ledger.rules.chain import genesis
from tests.given.books import INCOME, LAST_YEAR, Books, close, some_books
from tests.given.counts import a_count, count
from tests.given.payments import correct, pay
from tests.given.receipts import a_receipt, borrow, contribute, fee, receive, receive_from


@dataclass(frozen=True)
class Written:
    """Books with something of everything in them, and ids of what is tampered with."""

    books: Books
    gift: UUID
    reversal: UUID
    count: UUID
    difference: UUID
    closing: UUID
    dues: tuple[UUID, ...]
    capital: UUID
    payment: UUID
    last: UUID


def some_written_books() -> Written:
    """Return books with a gift, a correction, a count with a difference, a closed month, dues, capital and a payment."""
    books = some_books()
    gift = receive_from(books, "Ông Thử", 500_000, fund=INCOME)
    wrong = receive(books, 100_000, on=LAST_YEAR)
    reversal, _ = correct(books, wrong, a_receipt(fee(), 90_000, on=LAST_YEAR).draft())
    counted = count(books, a_count(85_000, on=LAST_YEAR))
    assert counted.voucher_id is not None
    return Written(
        books=books,
        gift=gift,
        reversal=reversal,
        count=counted.count_id,
        difference=counted.voucher_id,
        closing=close(books, "2025-12"),
        dues=tuple(contribute(books, 10_000)),
        capital=borrow(books, 2_000_000),
        payment=pay(books, 20_000),
        last=receive(books, 7_000, fund=INCOME),
    )


def sql(statement: str, *values: object) -> None:
    """Run one statement; %s stands for values, ids among them."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [_kept(value) for value in values])


def _kept(value: object) -> object:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def change(table: str, key: UUID, **columns: object) -> None:
    """Give columns of one row other values."""
    changed = ", ".join(f'"{column}" = %s' for column in columns)
    primary = "voucher_id" if table == "voucherwording" else "id"
    sql(f'UPDATE ledger_{table} SET {changed} WHERE "{primary}" = %s', *columns.values(), key)


def change_transfer(voucher_id: UUID, **columns: object) -> None:
    """Give columns of a voucher's transfers other values."""
    changed = ", ".join(f'"{column}" = %s' for column in columns)
    sql(f"UPDATE ledger_transfer SET {changed} WHERE voucher_id = %s", *columns.values(), voucher_id)


def delete(voucher_id: UUID) -> None:
    """Delete a voucher with its transfers and words."""
    sql("DELETE FROM ledger_transfer WHERE voucher_id = %s", voucher_id)
    sql("DELETE FROM ledger_voucherwording WHERE voucher_id = %s", voucher_id)
    sql("DELETE FROM ledger_voucher WHERE id = %s", voucher_id)


def mend_balances() -> None:
    """Make every account's balance the sum of its transfers, as a careful hand would."""
    of_account = "(SELECT SUM(amount) FROM ledger_transfer t WHERE t.{}_id = ledger_account.id)"
    sides = [f"COALESCE({of_account.format(side)}, 0)" for side in ("debit", "credit")]
    sql(f"UPDATE ledger_account SET balance = {sides[0]} - {sides[1]}")


def chain_anew(club_id: UUID) -> None:
    """Give every entry the digests and the hash that its content has now, and the book row the last hash."""
    models = {"voucher": Voucher, "cashcount": CashCount, "monthclosing": MonthClosing}
    tables = {
        place: table
        for table, model in models.items()
        for place in model._default_manager.filter(club_id=club_id).values_list("sequence", flat=True)
    }
    last = genesis(club_id)
    for entry in list(chained_entries(club_id)):
        last = entry.computed.after(last)
        sql(
            f"UPDATE ledger_{tables[entry.sequence]} SET head_digest = %s, body_digest = %s, wording_digest = %s,"
            " hash = %s WHERE club_id = %s AND sequence = %s",
            *(*entry.computed, last, club_id, entry.sequence),
        )
    sql("UPDATE ledger_book SET last_hash = %s WHERE club_id = %s", last, club_id)
