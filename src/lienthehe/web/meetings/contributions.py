"""Thu tiền: contributions and loan dues. Who hands over the usual is taken by one tap, the rest of them by one more."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.rules import ContributionKind, Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.meetings.rules.loans import LoanRepaid
from lienthehe.meetings.rules.sheets import Contribution, MeetingSheet
from lienthehe.web.forms import read_number
from lienthehe.web.meetings.forms import Part, Said, StepPage
from lienthehe.web.meetings.paying import BOX, LoanLine, PayForm, PayLine, field_of, kind_label
from lienthehe.web.wording import write_dong, write_figure

WITHOUT_REGULATIONS = (ContributionKind(Fund.ACTIVITY, False), ContributionKind(Fund.INCOME, False))


class ContributionsPage(StepPage):
    """The members' lines, one of them open (`?mo=12`). A tap takes the usual of a line, or of all that are left."""

    key = "contributions"
    template = "meetings/contributions.html"
    owns = ("contributions", "repayments")

    @cached_property
    def by_member(self) -> dict[UUID, list[Contribution]]:
        return of_member(self.desk.sheet.contributions)

    @cached_property
    def by_loan(self) -> dict[UUID, LoanRepaid]:
        return {one.loan_id: one for one in self.desk.sheet.repayments}

    @cached_property
    def lines(self) -> list[PayLine]:
        return [self._line(row) for row in self.desk.members]

    def _line(self, row: MemberRow) -> PayLine:
        taken = self.by_member.get(row.membership_id, [])
        loans = [
            LoanLine(loan, self.by_loan.get(loan.id)) for loan in self.desk.loans.get(row.membership_id, ())
        ]
        payers = [one.payer for one in taken] + [one.taken.payer for one in loans if one.taken]
        payer = next(filter(None, payers), None)
        return PayLine(
            number=row.number,
            name=self.desk.called(row),
            is_present=self.desk.is_present(row),
            standings=self.desk.dues[row.membership_id],
            taken={ContributionKind(one.fund, one.refundable): one.amount for one in taken},
            loans=tuple(loans),
            payer=self.desk.called(self.desk.by_membership.get(payer)) if payer else "",
        )

    @property
    def open(self) -> PayLine | None:
        """The line that is open for typing."""
        number = self.asked.get("mo", "")
        return next((line for line in self.lines if str(line.number) == number), None)

    def make_parts(self) -> dict[str, Part]:
        line = self.open
        if line is None:
            return {}
        splits = self._does("split")
        form = PayForm(
            self._typed_row(), desk=self.desk, prefix=BOX, line=line, kinds=self._kinds(line), splits=splits
        )
        return {BOX: self._split(form, line) if splits else form}

    def _typed_row(self) -> Any:
        return self.typed if self._does("row") or self._does("split") else None

    def _split(self, form: PayForm, line: PayLine) -> PayForm:
        """Return the form with the whole sum split over its boxes, to be looked at before it is written."""
        assert self.typed is not None
        boxes = self.typed.copy()
        try:
            whole = form.fields["whole"].clean(boxes.get(form.add_prefix("whole"), ""))
            parts = form.split(whole or Dong(0))
        except ValidationError:
            form.is_valid()  # it says itself what is wrong with the sum
            return form
        except Refusal as refused:
            form.is_valid()
            refused.field = "whole"
            form.add_refusal(refused)
            return form
        boxes.update({form.add_prefix(name): write_figure(amount) for name, amount in parts.items()})
        boxes.update({"do": "split"})
        shown = PayForm(boxes, desk=self.desk, prefix=BOX, line=line, kinds=form.kinds)
        shown.is_valid()
        return shown

    def _kinds(self, line: PayLine) -> list[ContributionKind]:
        """Every kind that the regulations ask for now, that the member owes, or that was taken."""
        now = self.desk.regulation(self.desk.sheet.on)
        asked = {terms.kind for terms in now.contributions} if now else set()
        found = sorted(asked | set(line.owed) | set(line.taken))
        return found or ([] if line.loans else list(WITHOUT_REGULATIONS))

    def _does(self, act: str) -> bool:
        return self.typed is not None and self.typed.get("do") == act

    def is_valid(self) -> bool:
        if self._does("split"):
            return False
        return super().is_valid() if self._does("row") else True

    def fields(self) -> dict[str, Any]:
        lines = list(self._taken())
        return {
            "contributions": tuple(one for given, _ in lines for one in given),
            "repayments": tuple(one for _, repaid in lines for one in repaid),
        }

    def _taken(self) -> Iterator[tuple[list[Contribution], list[LoanRepaid]]]:
        """Yield everything that is taken after what was asked for, in the order of names."""
        wanted = {line.number for line in self.waiting} if self._does("all") else set()
        if number := read_number(self.posted("take")):
            wanted = {number}
        row = self.parts.get(BOX) if self._does("row") else None
        for line in self.lines:
            member = self.desk.by_number[line.number].membership_id
            if isinstance(row, PayForm) and row.line.number == line.number:
                yield row.taken(), row.repaid()
            elif line.number in wanted and not line.is_taken:
                yield usual_of(line, member)
            else:
                yield self.by_member.get(member, []), [one.taken for one in line.loans if one.taken]
        yield [], self._of_nobody_here()

    def _of_nobody_here(self) -> list[LoanRepaid]:
        """Return repayments of loans whose borrowers stand in no line: what is saved is never dropped."""
        shown = {one.id for line in self.lines for one in line.loans}
        return [one for one in self.desk.sheet.repayments if one.loan_id not in shown]

    @property
    def waiting(self) -> list[PayLine]:
        """Who is there, is asked for the usual and has not handed over anything; who is late is asked by name."""
        return [
            line
            for line in self.lines
            if line.is_present and line.usual_sum and not line.is_taken and not line.overdue
        ]

    def base_version(self) -> int:
        """Return the draft's own version where nothing that another officer wrote is touched.

        A tap takes only what nobody has taken; a typed line counts when it still stands as it was shown.
        """
        row = self.parts.get(BOX)
        if not self._does("row") or (isinstance(row, PayForm) and self.posted("seen") == seen(row.line)):
            return self.desk.draft.version
        return super().base_version()

    def stays_at(self) -> str:
        if self.posted("take") or self._does("row"):
            number = self.posted("take") or self.asked.get("mo")
            after = [line.number for line in self.lines if line.is_present]
            place = next((place for place, one in enumerate(after, start=1) if str(one) == number), 0)
            return f"#m{after[place]}" if place < len(after) else "#after"
        return "#top" if self._does("all") else ""

    def context(self) -> dict[str, Any]:
        taken = [line for line in self.lines if line.is_taken]
        late = [line for line in self.lines if line.is_present and line.overdue and not line.is_taken]
        line = self.open
        asked = [one.usual_sum for one in (*self.waiting, *late)]
        return {
            "here_lines": [one for one in self.lines if one.is_present],
            "away_lines": [one for one in self.lines if not one.is_present],
            "open": line,
            "seen": seen(line) if line else "",
            "is_split": self._does("split"),
            "taken": (len(taken), sum(one.taken_sum for one in taken)),
            "waiting": (len(self.waiting), sum(one.usual_sum for one in self.waiting)),
            "late": (len(late), sum(one.usual_sum for one in late)),
            "expected": len(taken) + len(asked),
            "expected_sum": sum(one.taken_sum for one in taken) + sum(asked),
            "others": len(self.desk.sheet.receipts),
            "has_regulations": self.desk.regulation(self.desk.sheet.on) is not None,
        }

    def said(self, sheet: MeetingSheet) -> Said:
        members = self.desk.by_membership
        given = [
            (self.desk.called(members.get(member)), say_amounts(contributions))
            for member, contributions in of_member(sheet.contributions).items()
        ]
        return [*given, *(say_repaid(self.desk.loan(one.loan_id), one) for one in sheet.repayments)]


def usual_of(line: PayLine, member: UUID) -> tuple[list[Contribution], list[LoanRepaid]]:
    """Return what a tap on a line takes: this month's contributions, and what the loans ask for."""
    given = [Contribution(member, kind.fund, kind.refundable, amount) for kind, amount in line.usual.items()]
    asked = [(loan.id, loan.at.asked) for loan in line.loans]
    return given, [LoanRepaid(key, one.principal, one.interest) for key, one in asked if one.total]


def of_member(contributions: Iterable[Contribution]) -> dict[UUID, list[Contribution]]:
    """Return contributions by whose they are."""
    found: dict[UUID, list[Contribution]] = {}
    for one in contributions:
        found.setdefault(one.membership_id, []).append(one)
    return found


def say_amounts(given: Iterable[Contribution]) -> str:
    """Say what one member gave: "Quỹ hoạt động 20.000 đ, Quỹ tăng thu nhập 10.000 đ"."""
    kinds = [(kind_label(ContributionKind(one.fund, one.refundable)), one.amount) for one in given]
    return ", ".join(f"{label} {write_dong(amount)}" for label, amount in kinds)


def say_repaid(borrower: str, repaid: LoanRepaid) -> tuple[str, str]:
    """Say what was paid of a loan: the borrower, "gốc 500.000 đ, lãi 24.000 đ"."""
    told = {"principal": write_dong(repaid.principal), "interest": write_dong(repaid.interest)}
    return borrower, gettext("principal %(principal)s, interest %(interest)s") % told


def seen(line: PayLine) -> str:
    """Return what stands in a line, so that a page knows whether it still does when it is sent."""
    amounts = [f"{field_of(kind)}={amount}" for kind, amount in sorted(line.taken.items())]
    amounts += [
        f"{one.row.number}={one.taken.principal}+{one.taken.interest}" for one in line.loans if one.taken
    ]
    return f"{','.join(amounts)};{line.payer}"
