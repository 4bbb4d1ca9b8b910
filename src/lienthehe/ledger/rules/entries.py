"""What people hand in, in their own words - a receipt, a payment, a transfer - and the voucher it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import (
    BEARS_LOSSES,
    MONEY,
    AccountKind,
    AccountRef,
    Income,
    Purpose,
    cash_box,
    contribution,
    owed_to_leaver,
    stock,
)
from lienthehe.ledger.rules.refusals import OpeningNotBalanced, SourceBearsNoLoss
from lienthehe.ledger.rules.vouchers import Line, PartyKind, VoucherDraft, VoucherKind, Wording


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a receipt or payment: where it comes from or goes to, and how much (đồng)."""

    account: AccountRef
    amount: Dong
    for_member: UUID | None = None


@dataclass(frozen=True, slots=True)
class _CashEntry:
    """Money that comes in or goes out. `at_bank`: the account instead of the box."""

    id: UUID
    fund: Fund
    on: date
    parts: tuple[Part, ...]
    wording: Wording = field(default_factory=Wording)
    party_kind: PartyKind = PartyKind.OTHER
    party_id: UUID | None = None
    at_bank: bool = False
    meeting: UUID | None = None

    @property
    def held(self) -> AccountRef:
        """The box or the bank account that it goes into or comes out of."""
        return AccountRef(self.fund, AccountKind.BANK if self.at_bank else AccountKind.CASH_BOX)


class Receipt(_CashEntry):
    """Money taken in from one payer into one fund: one PT."""

    __slots__ = ()

    def draft(self) -> VoucherDraft:
        """Return the voucher that this becomes."""
        lines = tuple(Line(self.held, part.account, part.amount, part.for_member) for part in self.parts)
        return VoucherDraft(
            self.id, VoucherKind.RECEIPT, self.fund, self.on, lines, self.wording, self.party_kind, self.party_id,
            meeting=self.meeting,
        )  # fmt: skip


class Payment(_CashEntry):
    """Money paid out of one fund to one payee: one PC."""

    __slots__ = ()

    def draft(self, second_officer: UUID | None) -> VoucherDraft:
        """Return the voucher that this becomes, with the officer who approved it."""
        lines = tuple(Line(part.account, self.held, part.amount, part.for_member) for part in self.parts)
        return VoucherDraft(
            self.id, VoucherKind.PAYMENT, self.fund, self.on, lines, self.wording, self.party_kind, self.party_id,
            second_officer=second_officer, meeting=self.meeting,
        )  # fmt: skip


def between_funds(
    *, giving: Fund, taking: Fund, amount: Dong, out_of: AccountRef | None = None
) -> tuple[Line, ...]:
    """Return the two transfers of a CK from fund to fund: each fund balances alone.

    `out_of` is the giving fund's source or income that the money is taken from; the retained result by default.
    """
    source = out_of or AccountRef(giving, AccountKind.RETAINED_RESULT)
    from_other = AccountRef(taking, AccountKind.FROM_OTHER_FUND)
    return (Line(source, cash_box(giving), amount), Line(cash_box(taking), from_other, amount))


def deposit(fund: Fund, amount: Dong) -> tuple[Line, ...]:
    """Return the transfer of cash from the box into the bank account."""
    return (Line(AccountRef(fund, AccountKind.BANK), cash_box(fund), amount),)


def withdrawal(fund: Fund, amount: Dong) -> tuple[Line, ...]:
    """Return the transfer of cash from the bank account into the box."""
    return (Line(cash_box(fund), AccountRef(fund, AccountKind.BANK), amount),)


def gift_in_kind(giver: AccountRef, value: Dong, *, for_lending: bool) -> tuple[Line, ...]:
    """Return the transfer of a gift in kind at its value: into stock to be lent, else used by the club at once."""
    if for_lending:
        return (Line(AccountRef(giver.fund, AccountKind.STOCK), giver, value),)
    return (Line(AccountRef(giver.fund, AccountKind.SPENDING, Purpose.EQUIPMENT), giver, value),)


def goods_bought(fund: Fund, value: Dong) -> tuple[Part, ...]:
    """Return what a payment for goods that go into the stock is made of."""
    return (Part(stock(fund), value),)


@dataclass(frozen=True, slots=True)
class GoodsSold:
    """A sale out of the stock: what the receipt is made of, and the transfer of what was lost by it, if anything."""

    parts: tuple[Part, ...]
    lost: tuple[Line, ...] = ()


def goods_sold(fund: Fund, price: Dong, book_value: Dong) -> GoodsSold:
    """Return how goods of a value leave the stock for a price: what is gained is income, what is short a loss."""
    paid = Part(stock(fund), min(price, book_value))
    if price < book_value:
        return GoodsSold((paid,), goods_lost(fund, Dong(book_value - price)))
    if price > book_value:
        gained = Part(AccountRef(fund, AccountKind.INTEREST, Income.OTHER), Dong(price - book_value))
        return GoodsSold((paid, gained))
    return GoodsSold((paid,))


def goods_lost(fund: Fund, value: Dong) -> tuple[Line, ...]:
    """Return the transfer by which goods that died or spoiled leave the stock."""
    return (Line(AccountRef(fund, AccountKind.LOSSES), stock(fund), value),)


def sale_loss_id(sale_id: UUID) -> UUID:
    """Return the id of the voucher that holds what was lost by a sale, if anything was."""
    return uuid5(sale_id, "loss")


def borne_by_source(source: AccountRef, amount: Dong) -> tuple[Line, ...]:
    """Return the transfer by which a decision lets a free source bear what was lost. Raises SourceBearsNoLoss."""
    if source.kind not in BEARS_LOSSES:
        raise SourceBearsNoLoss
    return (Line(source, AccountRef(source.fund, AccountKind.RETAINED_RESULT), amount),)


def opening_lines(
    fund: Fund, holdings: Sequence[tuple[AccountRef, Dong]], claims: Sequence[tuple[AccountRef, Dong]]
) -> tuple[Line, ...]:
    """Return the transfers that bring a fund's old books forward: what is there, and whose it is (đồng).

    Nothing stands for 0 đ. A retained result may be below zero. Raises OpeningNotBalanced.
    """
    difference = sum(amount for _, amount in holdings) - sum(amount for _, amount in claims)
    if difference:
        raise OpeningNotBalanced(difference=Dong(abs(difference)))
    old = AccountRef(fund, AccountKind.OPENING)
    there = [Line(ref, old, amount) for ref, amount in holdings if amount]
    return (*there, *(_claim(old, ref, amount) for ref, amount in claims if amount))


def _claim(old: AccountRef, ref: AccountRef, amount: Dong) -> Line:
    if ref.kind is AccountKind.RETAINED_RESULT and amount < 0:
        return Line(ref, old, Dong(-amount))
    whose = UUID(ref.subject) if ref.kind is AccountKind.REFUNDABLE_CONTRIBUTIONS else None
    return Line(old, ref, amount, whose)


def share_owed(fund: Fund, membership_id: UUID, amount: Dong) -> tuple[Line, ...]:
    """Return the transfer by which a share of who leaves is owed to that person, until it is paid out."""
    share = contribution(fund, membership_id, refundable=True)
    return (Line(share, owed_to_leaver(fund, membership_id), amount, membership_id),)


def shortage_lost(fund: Fund, amount: Dong) -> tuple[Line, ...]:
    """Return the transfer by which a decision counts a shortage as lost; it falls on the retained result."""
    return (Line(AccountRef(fund, AccountKind.LOSSES), AccountRef(fund, AccountKind.SHORTAGE), amount),)


def surplus_kept(fund: Fund, amount: Dong) -> tuple[Line, ...]:
    """Return the transfer by which a decision keeps a surplus: it becomes retained result."""
    return (
        Line(AccountRef(fund, AccountKind.SURPLUS), AccountRef(fund, AccountKind.RETAINED_RESULT), amount),
    )


def count_difference(fund: Fund, difference: Dong) -> tuple[VoucherKind, tuple[Line, ...]]:
    """Return kind and transfer of the voucher that makes the book agree with the counted box (đồng, signed)."""
    if difference < 0:
        shortage = AccountRef(fund, AccountKind.SHORTAGE)
        return VoucherKind.PAYMENT, (Line(shortage, cash_box(fund), Dong(-difference)),)
    return VoucherKind.RECEIPT, (Line(cash_box(fund), AccountRef(fund, AccountKind.SURPLUS), difference),)


def needs_second(draft: VoucherDraft) -> bool:
    """Tell whether two people must stand behind a voucher: money leaves a fund, or what belongs to it is given up."""
    if draft.kind is VoucherKind.TRANSFER:
        return not all(_takes_nothing(line) for line in draft.lines)
    return (draft.kind is VoucherKind.PAYMENT) != (draft.reverses is not None)


def _takes_nothing(line: Line) -> bool:
    """Box and bank of one fund, a gift in kind, a surplus kept: the fund is no poorer and nobody loses his claim."""
    pair = (line.debit.kind, line.credit.kind)
    return (
        MONEY.issuperset(pair)
        or pair[1] is AccountKind.GIFT_IN_KIND
        or pair == (AccountKind.SURPLUS, AccountKind.RETAINED_RESULT)
    )


def parts_of(draft: VoucherDraft) -> Sequence[Part]:
    """Return what a receipt or payment is made of: the other side of each transfer."""
    return [
        Part(line.credit if line.debit.kind in MONEY else line.debit, line.amount, line.for_member)
        for line in draft.lines
    ]
