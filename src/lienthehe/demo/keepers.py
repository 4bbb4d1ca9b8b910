"""The hands of a made-up club: its treasurer and chair, holding meetings and keeping the books on their day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from random import Random
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from lienthehe.access.queries import Officer
from lienthehe.clubs.queries import MemberRow, members_on, regulations_of
from lienthehe.clubs.rules import Fund
from lienthehe.demo.clubs import ClubPlan
from lienthehe.demo.lending import ORDINARY, Desk, Turn, with_loans
from lienthehe.demo.meetings import make_sheet, with_count
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import (
    borrow_capital,
    correct_voucher,
    record_receipts,
    record_transfer,
    return_capital,
)
from lienthehe.ledger.queries.dues import dues_paid
from lienthehe.ledger.queries.money import box_balances
from lienthehe.ledger.queries.vouchers import vouchers_of_meeting
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind, AccountRef, Purpose
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.ledger.rules.entries import Part, Receipt, deposit
from lienthehe.ledger.rules.vouchers import Line, VoucherDraft, Wording
from lienthehe.lifecycle.commands.interest import close_month
from lienthehe.loans.queries.applications import open_applications
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.policies import LoanPolicy
from lienthehe.meetings.commands import record_meeting
from lienthehe.meetings.queries import digest_of_books, open_tasks

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(day: date, hour: int = 11) -> datetime:
    """Return a moment of a day in Vietnam."""
    return datetime.combine(day, time(hour), HANOI)


@dataclass(slots=True)
class Keepers:
    """A club of the demonstration, the two officers who keep its books, and who may act for it from above."""

    club_id: UUID
    plan: ClubPlan
    treasurer: Officer
    chair: Officer
    policy: LoanPolicy
    overseer: Officer
    code: str = ""
    """By which a new treasurer is to take up the access."""

    def hold_meeting(
        self, on: date, stands_for: Month, random: Random, *, missing: int = 0, turn: Turn = ORDINARY
    ) -> UUID:
        """Hold a meeting on a day; `missing` đồng are not in the box when it is counted. Return its id."""
        members = members_on(self.club_id, on)
        sheet = make_sheet(
            self.club_id,
            on,
            stands_for,
            members=members,
            regulations=regulations_of(self.club_id),
            paid=dues_paid(self.club_id),
            open_tasks=[task.id for task in open_tasks(self.club_id)],
            second=self.chair.pk,
            random=random,
        )
        boxes = box_balances(self.club_id)
        sheet = with_loans(sheet, self._desk(members, boxes[LENDING_FUND], on, turn))
        sheet = with_count(sheet, boxes, one_tin=self.plan.one_tin, missing=missing)
        both = (self.treasurer, self.chair)
        read = digest_of_books(self.club_id, on)
        return record_meeting(sheet, confirmed_by=both, books_read=read, by=self.treasurer, at=moment(on))

    def _desk(self, members: Sequence[MemberRow], box: Dong, on: date, turn: Turn) -> Desk:
        return Desk(
            village=self.plan.village,
            policy=self.policy,
            members=members,
            rows=loans_on(self.club_id, on),
            waiting=open_applications(self.club_id),
            box=box,
            second=self.chair.pk,
            officers=(self.treasurer.full_name, self.chair.full_name),
            turn=turn,
        )

    def close(self, month: Month, on: date) -> None:
        """Close a month's books on a day after it; the activity fund gets its part of the interest."""
        close_month(club_id=self.club_id, month=month, second=self.chair, by=self.treasurer, at=moment(on, 7))

    def borrow(self, lender: str, amount: Dong, on: date, back: Sequence[DuePart]) -> UUID:
        """Take in borrowed capital free of interest; return its id."""
        return borrow_capital(
            club_id=self.club_id,
            capital_id=uuid5(self.club_id, f"capital {lender}"),
            fund=Fund.INCOME,
            lender=lender,
            on=on,
            amount=amount,
            parts=back,
            terms="Mượn không lãi",
            at_bank=False,
            by=self.treasurer,
            at=moment(on),
        )

    def give_back(self, lender: str, amount: Dong, on: date) -> None:
        """Return a part of borrowed capital."""
        capital_id = uuid5(self.club_id, f"capital {lender}")
        return_capital(
            club_id=self.club_id,
            voucher_id=uuid5(capital_id, str(on)),
            capital_id=capital_id,
            on=on,
            amount=amount,
            at_bank=False,
            second=self.chair,
            by=self.treasurer,
            at=moment(on),
        )

    def bank(self, amount: Dong, on: date) -> None:
        """Bring cash of the income fund to the bank."""
        self._transfer(deposit(Fund.INCOME, amount), on, Wording("Gửi tiền vào ngân hàng"))

    def make_good(self, amount: Dong, on: date) -> None:
        """Pay a shortage of the activity fund back into the box."""
        part = Part(AccountRef(Fund.ACTIVITY, AccountKind.SHORTAGE), amount)
        wording = Wording("Bù tiền thiếu khi kiểm quỹ", "Thủ quỹ")
        receipt = Receipt(uuid5(self.club_id, f"made good {on}"), Fund.ACTIVITY, on, (part,), wording)
        record_receipts(club_id=self.club_id, receipts=[receipt], by=self.treasurer, at=moment(on, 15))

    def correct_tea(self, meeting_id: UUID, on: date, amount: Dong, reason: str) -> None:
        """Put right what was paid for tea at a meeting: it was another amount."""
        written = vouchers_of_meeting(self.club_id, meeting_id)
        wrong = next(one.draft for one in written if _is_tea(one.draft))
        line = wrong.lines[0]
        right = replace(
            wrong, id=uuid5(wrong.id, "right"), lines=(Line(line.debit, line.credit, amount),), meeting=None
        )
        correct_voucher(
            club_id=self.club_id,
            voucher_id=wrong.id,
            right=right,
            reason=reason,
            second=self.chair,
            by=self.treasurer,
            at=moment(on, 16),
        )

    def _transfer(self, lines: tuple[Line, ...], on: date, wording: Wording) -> None:
        record_transfer(
            club_id=self.club_id,
            voucher_id=uuid5(self.club_id, f"transfer {on}"),
            on=on,
            lines=lines,
            wording=wording,
            second=self.chair,
            by=self.treasurer,
            at=moment(on),
        )


def _is_tea(draft: VoucherDraft) -> bool:
    """A payment for tea and nothing else, not yet corrected."""
    return [line.debit.subject for line in draft.lines] == [Purpose.TEA] and not draft.reverses
