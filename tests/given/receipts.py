"""Money taken in, through the commands: contributions, gifts by name, income, capital lent to the club."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import borrow_capital, record_receipts, record_transfer
from lienthehe.ledger.queries.sources import source_ref
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, Income, contribution
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.ledger.rules.entries import Part, Receipt, gift_in_kind
from lienthehe.ledger.rules.vouchers import PartyKind, Wording
from tests.given.books import ACTIVITY, NOW, TODAY, Books


def a_receipt(
    account: AccountRef,
    amount: int,
    *,
    on: date = TODAY,
    voucher_id: UUID | None = None,
    text: str = "Thu",
    party: str = "Ông Thử",
    at_bank: bool = False,
) -> Receipt:
    """Return a receipt from somebody by name, not yet handed in."""
    return Receipt(
        id=voucher_id or uuid7(),
        fund=account.fund,
        on=on,
        parts=(Part(account, Dong(amount)),),
        wording=Wording(text, party),
        at_bank=at_bank,
    )


def fee(fund: Fund = ACTIVITY) -> AccountRef:
    """Return the account of fees."""
    return AccountRef(fund, AccountKind.INTEREST, Income.FEE)


def dues_receipt(
    member: UUID, amount: int, *, fund: Fund = ACTIVITY, refundable: bool = False, on: date = TODAY,
    meeting: UUID | None = None,
) -> Receipt:  # fmt: skip
    """Return a member's receipt for a contribution, not yet handed in."""
    part = Part(contribution(fund, member, refundable=refundable), Dong(amount), member)
    words = Wording("Đóng góp", "Bà Thử")
    return Receipt(uuid7(), fund, on, (part,), words, PartyKind.MEMBER, member, meeting=meeting)


def hand_in(books: Books, *receipts: Receipt, by: Officer | None = None, at: datetime = NOW) -> list[UUID]:
    """Write receipts; return the vouchers' ids."""
    return record_receipts(club_id=books.club_id, receipts=receipts, by=by or books.treasurer, at=at)


def receive(
    books: Books, amount: int, *, fund: Fund = ACTIVITY, on: date = TODAY, at: datetime = NOW
) -> UUID:
    """Take in a fee."""
    return hand_in(books, a_receipt(fee(fund), amount, on=on), at=at)[0]


def receive_from(
    books: Books, name: str, amount: int, *, kind: AccountKind = AccountKind.DONATION, fund: Fund = ACTIVITY,
    on: date = TODAY, at: datetime = NOW,
) -> UUID:  # fmt: skip
    """Take in money from a giver by name."""
    source = source_ref(books.club_id, fund, kind, name)
    return hand_in(books, a_receipt(source, amount, on=on, party=name), at=at)[0]


def contribute(
    books: Books, amount: int = 10_000, *, people: Sequence[UUID] = (), **how: object
) -> list[UUID]:
    """Let every member (or these people) contribute, one receipt each."""
    each = [dues_receipt(member, amount, **how) for member in people or books.members]
    return hand_in(books, *each)


def give_in_kind(
    books: Books, name: str, value: int, *, for_lending: bool, fund: Fund = ACTIVITY, on: date = TODAY
) -> UUID:
    """Take in goods of a value from a giver by name."""
    source = source_ref(books.club_id, fund, AccountKind.GIFT_IN_KIND, name)
    return record_transfer(
        club_id=books.club_id,
        voucher_id=uuid7(),
        on=on,
        lines=gift_in_kind(source, Dong(value), for_lending=for_lending),
        wording=Wording("Tặng hiện vật", name),
        second=None,
        by=books.treasurer,
        at=NOW,
    )


def borrow(
    books: Books, amount: int, *, parts: Sequence[DuePart] = (), fund: Fund = Fund.INCOME, on: date = TODAY,
    lender: str = "Bà Thử", capital_id: UUID | None = None, terms: str = "không lãi",
) -> UUID:  # fmt: skip
    """Take in borrowed capital, due back in one part in a year unless told otherwise."""
    return borrow_capital(
        club_id=books.club_id,
        capital_id=capital_id or uuid7(),
        fund=fund,
        lender=lender,
        on=on,
        amount=Dong(amount),
        parts=parts or [DuePart(on + timedelta(days=365), Dong(amount))],
        terms=terms,
        at_bank=False,
        by=books.treasurer,
        at=NOW,
    )
