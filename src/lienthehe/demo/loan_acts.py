"""What the keepers of a made-up club do about loans between and after meetings: extend, write off, put right, settle."""

from datetime import date, timedelta
from uuid import UUID, uuid5

from lienthehe.clubs.queries import board_on
from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.demo.habits import in_order
from lienthehe.demo.keepers import Keepers, moment
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.sources import fund_sources, named_sources
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.ledger.rules.entries import Part
from lienthehe.lifecycle.commands.leaving import leave_club
from lienthehe.lifecycle.rules.leaving import LeavingSheet
from lienthehe.loans.commands.changes import extend_loan, write_off_loan
from lienthehe.loans.commands.repaying import record_recovery, record_repayments, repay_in_goods
from lienthehe.loans.commands.undoing import correct_loan_voucher
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.rules.allocation import allocate
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt, to_bear
from lienthehe.loans.rules.standings import LoanState

TYPED, MEANT = Dong(50_000), Dong(500_000)


def extend(keepers: Keepers, place: int, on: date, *, months: int) -> None:
    """Give the loan at a place in the order of lending new days: the meeting days of the next months."""
    row = in_order(loans_on(keepers.club_id, on))[place]
    month = Month.of(on)
    extend_loan(
        club_id=keepers.club_id,
        change_id=uuid5(row.id, "extension"),
        loan_id=row.id,
        on=on,
        dues=[keepers.plan.meeting.day_in(month.plus(step)) for step in range(1, months + 1)],
        reason="Lúa mất mùa vì mưa đá, hội nghị đồng ý cho gia hạn",
        second=keepers.chair,
        by=keepers.treasurer,
        at=moment(on),
    )


def write_off(keepers: Keepers, place: int, on: date) -> None:
    """Write off what is owed of the loan at a place in the order of lending; what was earned bears it first."""
    row = in_order(loans_on(keepers.club_id, on))[place]
    write_off_loan(
        club_id=keepers.club_id,
        voucher_id=uuid5(row.id, "write-off"),
        loan_id=row.id,
        on=on,
        borne_by=_bearers(keepers.club_id, row.at.outstanding),
        reason="Người vay đi khỏi địa phương, gia đình không còn khả năng trả",
        second=keepers.chair,
        by=keepers.treasurer,
        at=moment(on),
    )


def recover(keepers: Keepers, place: int, on: date, amount: Dong) -> None:
    """Take in what comes back of a loan that was written off."""
    row = in_order(loans_on(keepers.club_id, on))[place]
    record_recovery(
        club_id=keepers.club_id,
        voucher_id=uuid5(row.id, f"recovery {on}"),
        loan_id=row.id,
        amount=Dong(min(amount, row.to_recover)),
        on=on,
        payer_name=f"Con của {row.borrower}",
        at_bank=False,
        by=keepers.treasurer,
        at=moment(on, 15),
    )


def take_goods(keepers: Keepers, on: date, value: Dong, goods: str) -> None:
    """Take goods into the stock as a repayment of a loan that was given in goods."""
    row = _owing(keepers, on, value, in_goods=True)
    split = allocate(row.at, value).sum
    repay_in_goods(
        club_id=keepers.club_id,
        voucher_id=uuid5(row.id, f"goods {on}"),
        paid=Repayment(row.id, split.principal, split.interest),
        on=on,
        goods=goods,
        second=keepers.chair,
        by=keepers.treasurer,
        at=moment(on, 15),
    )


def mistype(keepers: Keepers, on: date) -> None:
    """Write a repayment between two meetings with a nought too few, and put it right on the next day."""
    row = _owing(keepers, on, MEANT, in_goods=False)
    wrong = _receipt(row, TYPED, on)
    record_repayments(club_id=keepers.club_id, receipts=[wrong], by=keepers.treasurer, at=moment(on))
    correct_loan_voucher(
        club_id=keepers.club_id,
        voucher_id=wrong.id,
        right=_receipt(row, MEANT, on),
        reason="Ghi thiếu một số không",
        second=keepers.chair,
        by=keepers.treasurer,
        at=moment(on + timedelta(days=1)),
    )


def let_go(keepers: Keepers, on: date) -> None:
    """Let a borrower who is not of the board move away: the share pays the loan as far as it reaches, a child the rest."""
    board = {seat.person_id for seat in board_on(keepers.club_id, on)}
    running = [row for row in loans_on(keepers.club_id, on) if row.state is LoanState.RUNS]
    going = [row for row in running if row.person_id not in board and not row.at.days_late]
    row = min(going, key=lambda row: (row.at.outstanding, row.year, row.number))
    sheet = LeavingSheet(
        id=uuid5(row.id, "leaving"),
        membership_id=row.membership_id,
        on=on,
        reason=LeavingReason.MOVED,
        settled_on=on,
        stands_for=f"Con của {row.borrower}",
    )
    leave_club(
        club_id=keepers.club_id, sheet=sheet, second=keepers.chair, by=keepers.treasurer, at=moment(on, 16)
    )


def _receipt(row: LoanRow, amount: Dong, on: date) -> RepaymentReceipt:
    split = allocate(row.at, amount).sum
    paid = Repayment(row.id, split.principal, split.interest)
    return RepaymentReceipt(uuid5(row.id, f"paid {on} {amount}"), on, (paid,), payer=row.membership_id)


def _owing(keepers: Keepers, on: date, amount: Dong, *, in_goods: bool) -> LoanRow:
    """Return the running loan of which most is owed, at least so much (đồng)."""
    running = [row for row in loans_on(keepers.club_id, on) if row.state is LoanState.RUNS]
    owing = [row for row in running if row.at.outstanding >= amount and bool(row.goods_value) is in_goods]
    return max(owing, key=lambda row: (row.at.outstanding, row.year, row.number))


def _bearers(club_id: UUID, loss: Dong) -> list[Part]:
    """Return what the commune's grant bears, as the fund's earnings cannot."""
    rest = to_bear(loss, retained=fund_sources(club_id)[LENDING_FUND].retained)
    grants = [one for one in named_sources(club_id) if one.kind is AccountKind.GRANT]
    return [Part(next(one for one in grants if one.fund is LENDING_FUND), rest)] if rest else []
