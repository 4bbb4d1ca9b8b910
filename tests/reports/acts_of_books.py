"""What is written into a club's books, drawn by chance: money in and out, counts, corrections, closings, meetings."""

from dataclasses import replace
from datetime import timedelta

from lienthehe.clubs.queries import members_on
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger import commands
from lienthehe.ledger.models import BorrowedCapital, Voucher
from lienthehe.ledger.queries.money import first_entry_month, last_closed_month
from lienthehe.ledger.queries.sources import source_ref
from lienthehe.ledger.rules import entries
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, Income, Purpose
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.ledger.rules.entries import Payment, Receipt
from lienthehe.ledger.rules.vouchers import Wording
from lienthehe.lifecycle.commands.interest import close_month
from lienthehe.lifecycle.commands.leaving import pay_leaver
from lienthehe.lifecycle.queries.leaving import leavers_owed
from tests.given.counts import a_count
from tests.given.meetings import counted, everything, held
from tests.given.payments import a_payment
from tests.given.receipts import a_receipt, dues_receipt
from tests.reports.history import History

GIVERS = (AccountKind.GRANT, AccountKind.PROJECT, AccountKind.DONATION)


def giver(h: History, fund: Fund, kind: AccountKind) -> AccountRef:
    return source_ref(h.club_id, fund, kind, h.random.choice(["UBND xã", "Bà Lụa"]))


def money_comes_in(h: History) -> None:
    fund = h.random.choice(list(Fund))
    earned = [AccountRef(fund, AccountKind.INTEREST, one) for one in Income]
    ref = h.random.choice([*earned, *(giver(h, fund, kind) for kind in GIVERS)])
    receipt = a_receipt(ref, h.amount(), on=h.day(), at_bank=h.random.random() < 0.2)
    commands.record_receipts(**h.ours, receipts=[receipt])


def members_contribute(h: History) -> None:
    fund, refundable, on = h.random.choice(list(Fund)), h.random.random() < 0.5, h.day()
    receipts = [
        dues_receipt(row.membership_id, h.amount(50), fund=fund, refundable=refundable, on=on)
        for row in members_on(h.club_id, on)[:3]
    ]
    commands.record_receipts(**h.ours, receipts=receipts)


def money_is_spent(h: History) -> None:
    purpose = h.random.choice(list(Purpose))
    payment = a_payment(h.amount(60), fund=h.random.choice(list(Fund)), on=h.day(), purpose=purpose)
    commands.record_payments(**h.two, payments=[payment])


def money_moves(h: History) -> None:
    """To the bank and back, from fund to fund, gifts in kind, what was missing or too much."""
    fund, amount = h.random.choice(list(Fund)), Dong(h.amount(80))
    (other,) = set(Fund) - {fund}
    source = h.random.choice([None, giver(h, fund, AccountKind.GRANT)])
    ways = [
        entries.deposit(fund, amount),
        entries.withdrawal(fund, amount),
        entries.between_funds(giving=fund, taking=other, amount=amount, out_of=source),
        entries.gift_in_kind(giver(h, fund, AccountKind.GIFT_IN_KIND), amount, for_lending=True),
        entries.gift_in_kind(giver(h, fund, AccountKind.GIFT_IN_KIND), amount, for_lending=False),
        entries.goods_lost(fund, Dong(5_000)),
        entries.shortage_lost(fund, Dong(1_000)),
        entries.surplus_kept(fund, Dong(1_000)),
    ]
    commands.record_transfer(
        **h.two, voucher_id=uuid7(), on=h.day(), lines=h.random.choice(ways), wording=Wording("Chuyển")
    )


def goods_are_bought(h: History) -> None:
    parts = entries.goods_bought(Fund.INCOME, Dong(h.amount(300)))
    payment = Payment(uuid7(), Fund.INCOME, h.day(), parts, Wording("lợn giống"))
    commands.record_payments(**h.two, payments=[payment])


def goods_are_sold(h: History) -> None:
    sold = entries.goods_sold(Fund.INCOME, Dong(h.amount(40)), Dong(h.amount(40)))
    sale = Receipt(uuid7(), Fund.INCOME, h.day(), sold.parts, Wording("lợn"))
    commands.sell_goods(**h.two, sale=sale, lost=sold.lost)


def capital_is_borrowed(h: History) -> None:
    on, amount = h.day(), Dong(h.amount(900))
    due = [DuePart(on + timedelta(days=200), amount)]
    commands.borrow_capital(
        **h.ours, capital_id=uuid7(), fund=Fund.INCOME, lender="Bà Lụa", on=on, amount=amount, parts=due,
        terms="không lãi", at_bank=False,
    )  # fmt: skip


def capital_goes_back(h: History) -> None:
    lent = h.one_of(BorrowedCapital.objects.filter(club_id=h.club_id).order_by("id"))
    if lent is not None:
        commands.return_capital(
            **h.two,
            voucher_id=uuid7(),
            capital_id=lent.id,
            on=h.day(),
            amount=Dong(h.amount(300)),
            at_bank=False,
        )


def leaver_is_paid(h: History) -> None:
    one = h.one_of(leavers_owed(h.club_id))
    if one is not None:
        pay_leaver(
            **h.two, voucher_id=uuid7(), membership_id=one.membership_id, fund=one.fund,
            amount=Dong(max(1, one.noted // 2)), on=h.day(), receiver="",
        )  # fmt: skip


def box_is_counted(h: History) -> None:
    fund, on = h.random.choice(list(Fund)), h.day()
    lies = h.books.box(fund, on) + h.random.choice([0, 0, -3_000, 2_000])
    commands.count_box(**h.ours, sheet=a_count(max(0, lies), fund, on=on, borne_by=fund))


def voucher_is_corrected(h: History) -> None:
    wrong = h.one_of(Voucher.objects.filter(club_id=h.club_id).order_by("-sequence")[:40])
    fund = h.random.choice(list(Fund))
    right = a_receipt(AccountRef(fund, AccountKind.INTEREST, Income.FEE), h.amount(9), on=wrong.on).draft()
    commands.correct_voucher(
        **h.two, voucher_id=wrong.id, right=h.random.choice([None, right]), reason="ghi nhầm"
    )


def month_is_closed(h: History) -> None:
    """Months close late, so that most of the history may still be dated back."""
    first, last = first_entry_month(h.club_id), last_closed_month(h.club_id)
    due = last.next if last else first
    if due is not None and due <= h.month.plus(-4):
        close_month(**h.two, month=due)


def meeting_is_held(h: History) -> None:
    """Two in one month and one for the month before happen too."""
    on = h.day()
    sheet = everything(h.club_id, on, second=h.books.chair, others=2)
    kept = h.random.choice([sheet.stands_for, sheet.stands_for.previous])
    sheet = replace(sheet, stands_for=kept, plan=())
    held(counted(sheet), by=h.books.treasurer, second=h.books.chair, at=h.now)


OF_BOOKS = (
    *(money_comes_in, money_comes_in, members_contribute, members_contribute, money_is_spent, money_moves),
    *(goods_are_bought, goods_are_sold, capital_is_borrowed, capital_goes_back, leaver_is_paid),
    *(box_is_counted, voucher_is_corrected, voucher_is_corrected, month_is_closed, meeting_is_held),
)
