"""One member's line at "Thu": contributions and what the loans ask for, taken by one tap or typed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from lienthehe.clubs.rules import ContributionKind, Fund
from lienthehe.clubs.rules.dues import DuesStanding
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.rules.allocation import check_repayment
from lienthehe.loans.rules.handing_over import cover
from lienthehe.loans.rules.standings import Standing, Sum
from lienthehe.meetings.rules.loans import LoanRepaid
from lienthehe.meetings.rules.sheets import Contribution
from lienthehe.web.forms import MoneyField
from lienthehe.web.meetings.forms import DeskForm
from lienthehe.web.wording import write_dong, write_refusal

Amounts = dict[ContributionKind, Dong]
BOX = "row"
"""The prefix of the boxes of the open line."""


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan of the member: what it asks for at this meeting, and what is taken of it already (đồng)."""

    row: LoanRow
    taken: LoanRepaid | None

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def at(self) -> Standing:
        return self.row.at

    @property
    def from_before(self) -> Dong:
        """What fell due before the month of the meeting and is not paid."""
        first = Month.of(self.at.on).first
        return Dong(sum(line.unpaid.total for line in self.at.lines if line.due < first))

    @property
    def left(self) -> Dong:
        """What is still asked for after what was taken."""
        return Dong(max(0, self.at.asked.total - (self.taken.total if self.taken else 0)))

    @property
    def owed_after(self) -> Dong:
        """The principal still owed after what was taken."""
        return Dong(self.at.outstanding - (self.taken.principal if self.taken else 0))


@dataclass(frozen=True, slots=True)
class PayLine:
    """A member's line: what is usual, taken and owed altogether (đồng), by kind; the loans; what is late since when."""

    number: int
    name: str
    is_present: bool
    standings: dict[ContributionKind, DuesStanding]
    taken: Amounts
    loans: tuple[LoanLine, ...]
    payer: str

    @property
    def usual(self) -> Amounts:
        return {kind: one.this_month for kind, one in self.standings.items() if one.this_month}

    @property
    def owed(self) -> Amounts:
        return {kind: one.owed for kind, one in self.standings.items() if one.owed}

    @property
    def behind(self) -> Dong:
        return Dong(sum(one.behind for one in self.standings.values()))

    @property
    def since(self) -> Month | None:
        """The month since which contributions are behind."""
        late = (one.oldest_unpaid for one in self.standings.values() if one.behind and one.oldest_unpaid)
        return min(late, default=None)

    @property
    def repayments(self) -> Dong:
        """What the loans ask for at this meeting."""
        return Dong(sum(one.at.asked.total for one in self.loans))

    @property
    def contributions(self) -> Dong:
        """What is usual of contributions."""
        return Dong(sum(self.usual.values()))

    @property
    def usual_sum(self) -> Dong:
        return Dong(self.contributions + self.repayments)

    @property
    def owed_sum(self) -> Dong:
        return Dong(sum(self.owed.values()) + self.repayments)

    @property
    def days_late(self) -> int:
        """How many days the loan that is latest is overdue."""
        return max((one.at.days_late for one in self.loans), default=0)

    @property
    def overdue(self) -> Dong:
        """What fell due before this month: whoever pays a few days after the day of this month pays as usual."""
        return Dong(sum(one.from_before for one in self.loans))

    @property
    def is_taken(self) -> bool:
        return bool(self.taken) or any(one.taken for one in self.loans)

    @property
    def late_left(self) -> Dong:
        """What is late and still owed after what was taken, which covers what is late first."""
        late = [(one.behind, self.taken.get(kind, ZERO)) for kind, one in self.standings.items()]
        late += [(one.from_before, one.taken.total if one.taken else ZERO) for one in self.loans]
        return Dong(sum(max(0, amount - taken) for amount, taken in late))

    @property
    def this_month_left(self) -> Dong:
        """What is still owed after what was taken, and may still be paid in time: no mark against anybody."""
        of_loans = sum(one.left for one in self.loans)
        return Dong(sum(self.owed_of(kind) for kind in self.owed) + of_loans - self.late_left)

    def owed_of(self, kind: ContributionKind) -> Dong:
        """Return what is still owed of one kind after what was taken."""
        return Dong(max(0, self.owed.get(kind, ZERO) - self.taken.get(kind, ZERO)))

    @property
    def taken_sum(self) -> Dong:
        repaid = sum(one.taken.total for one in self.loans if one.taken)
        return Dong(sum(self.taken.values()) + repaid)


class PayForm(DeskForm):
    """What one member hands over, each contribution and each loan's interest and principal in a box, and who brought it.

    With loans there is one more box, for the whole sum: it is split over the others before anything is written.
    `splits`: the sum is only to be split, so the boxes need not come to it yet.
    """

    def __init__(
        self,
        *args: Any,
        line: PayLine,
        kinds: Iterable[ContributionKind],
        splits: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.kinds, self.splits = line, tuple(kinds), splits
        if line.loans:
            label = gettext("How much does %(name)s hand over?") % {"name": line.name}
            help_text = gettext(
                "Write the sum and press “Split it”: you see what it pays before it is written."
            )
            whole = MoneyField(label=label, required=False, help_text=help_text)
            whole.widget.attrs["data-whole"] = ""
            self.add_field("whole", whole)
        for kind in self.kinds:
            self._add_contribution(kind)
        for place, loan in enumerate(line.loans):
            self._add_loan(place, loan)
        others = [
            (str(row.number), self.desk.called(row)) for row in self.desk.present if row.number != line.number
        ]
        who = forms.ChoiceField(
            label=gettext("Who hands it over?"), required=False, choices=[("", line.name), *others]
        )
        self.add_field("payer", who)

    def _add_contribution(self, kind: ContributionKind) -> None:
        line = self.line
        alone = len(self.kinds) == 1 and not line.loans
        given = line.taken if line.is_taken else line.usual
        nothing = ZERO if line.is_taken or line.loans else None
        field = MoneyField(
            label=gettext("How much?") if alone else kind_label(kind),
            required=False,
            at_least=0,
            initial=given.get(kind) or nothing,
            help_text=_say_owed(kind, line),
        )
        self.add_field(field_of(kind), field)

    def _add_loan(self, place: int, loan: LoanLine) -> None:
        asked, note = loan.at.asked, {"number": loan.row.note}
        taken = Sum(loan.taken.principal, loan.taken.interest) if loan.taken else Sum()
        given = taken if self.line.is_taken else asked
        for name, label, amount, help_text in (
            ("interest", gettext("Interest of loan %(number)s") % note, given.interest, ""),
            ("principal", gettext("Principal of loan %(number)s") % note, given.principal, say_asked(loan)),
        ):
            field = MoneyField(label=label, required=False, at_least=0, initial=amount, help_text=help_text)
            self.add_field(f"{name}-{place}", field)

    @property
    def amounts(self) -> list[forms.BoundField]:
        """The boxes for money, for the template; the whole sum apart."""
        of_loans = [self[f"{name}-{place}"] for place, _ in enumerate(self.line.loans) for name in LOAN_BOXES]
        return [*(self[field_of(kind)] for kind in self.kinds), *of_loans]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        parts = sum(given.get(field.name) or 0 for field in self.amounts)
        whole = given.get("whole")
        if whole and whole != parts and not self.errors and not self.splits:
            told = {"whole": write_dong(whole), "parts": write_dong(Dong(parts))}
            text = gettext(
                "%(whole)s was handed over, but the boxes come to %(parts)s. Split it, or correct a box."
            )
            self.add_error("whole", text % told)
        for place, loan in enumerate(self.line.loans):
            self._check_loan(place, loan)
        return given

    def _check_loan(self, place: int, loan: LoanLine) -> None:
        paid = self._paid(place)
        if not paid.total:
            return
        try:
            check_repayment(loan.at, paid)
        except Refusal as refused:
            name = "interest" if refused.field == "interest" else "principal"
            self.add_error(f"{name}-{place}", write_refusal(refused))

    def _paid(self, place: int) -> Sum:
        principal, interest = (self.cleaned_data.get(f"{name}-{place}") or ZERO for name in LOAN_BOXES[::-1])
        return Sum(principal, interest)

    @property
    def _payer(self) -> UUID | None:
        number = self.cleaned_data.get("payer")
        return self.desk.by_number[int(number)].membership_id if number else None

    def taken(self) -> list[Contribution]:
        """Return the contributions as typed; an amount of nothing is none."""
        member = self.desk.by_number[self.line.number].membership_id
        amounts = [(kind, self.cleaned_data.get(field_of(kind))) for kind in self.kinds]
        return [
            Contribution(member, kind.fund, kind.refundable, amount, self._payer)
            for kind, amount in amounts
            if amount
        ]

    def repaid(self) -> list[LoanRepaid]:
        """Return what is paid of the loans as typed."""
        paid = [(loan.id, self._paid(place)) for place, loan in enumerate(self.line.loans)]
        return [
            LoanRepaid(loan_id, one.principal, one.interest, self._payer)
            for loan_id, one in paid
            if one.total
        ]

    def split(self, amount: Dong) -> dict[str, Dong]:
        """Return what an amount handed over without words puts into each box. Raises what `cover` raises."""
        covered = cover(amount, self.line.standings, {one.id: one.at for one in self.line.loans})
        boxes = {field_of(kind): covered.contributions.get(kind, ZERO) for kind in self.kinds}
        for place, loan in enumerate(self.line.loans):
            paid = covered.loans[loan.id].sum if loan.id in covered.loans else Sum()
            boxes |= {f"interest-{place}": paid.interest, f"principal-{place}": paid.principal}
        return boxes

    @property
    def order(self) -> str:
        """In which order a sum fills the boxes, for the script: [box, most], then what is paid ahead of each loan."""
        return json.dumps([*self._asked_order(), *self._ahead_order()])

    def _asked_order(self) -> Iterator[dict[str, Any]]:
        standings = self.line.standings
        for amount_of in (_this_month, _behind):
            for kind in sorted(standings):
                yield {"box": self.add_prefix(field_of(kind)), "most": amount_of(standings[kind])}
        for place, loan in self._oldest_first():
            for name in LOAN_BOXES:
                yield {"box": self.add_prefix(f"{name}-{place}"), "most": getattr(loan.at.asked, name)}

    def _ahead_order(self) -> Iterator[dict[str, Any]]:
        for place, loan in self._oldest_first():
            asked, pay_off = loan.at.asked, loan.at.pay_off
            yield {
                "box": self.add_prefix(f"principal-{place}"),
                "most": pay_off.principal - asked.principal,
                "interest": self.add_prefix(f"interest-{place}"),
                "begun": pay_off.interest - asked.interest,
            }

    def _oldest_first(self) -> list[tuple[int, LoanLine]]:
        def oldest(one: tuple[int, LoanLine]) -> str:
            return min((str(line.due) for line in one[1].at.lines if line.unpaid.total), default="9")

        return sorted(enumerate(self.line.loans), key=oldest)


LOAN_BOXES = ("interest", "principal")


def _this_month(standing: DuesStanding) -> Dong:
    return standing.this_month


def _behind(standing: DuesStanding) -> Dong:
    return standing.behind


def _say_owed(kind: ContributionKind, line: PayLine) -> str:
    """Say what is still owed of one kind after what was taken; "" when nothing is."""
    owed = line.owed_of(kind)
    told = {"kind": kind_label(kind), "amount": write_dong(owed)}
    return gettext("%(kind)s: %(amount)s still owed") % told if owed else ""


def say_asked(loan: LoanLine) -> str:
    """Say what a loan asks for now, what is late of it, and what is owed in all."""
    at = loan.at
    told = {"asked": write_dong(at.asked.total), "owed": write_dong(at.outstanding), "days": at.days_late}
    if at.days_late:
        return gettext("Asked for: %(asked)s, %(days)d days late. Still owes %(owed)s of principal.") % told
    return gettext("Asked for: %(asked)s. Still owes %(owed)s of principal.") % told


def field_of(kind: ContributionKind) -> str:
    """Return the name of a kind's box."""
    return f"{kind.fund}-{'back' if kind.refundable else 'kept'}"


def kind_label(kind: ContributionKind) -> str:
    """Return what a kind of contribution is called: its fund, and whether it is paid back."""
    fund = gettext(Fund(kind.fund).label)
    return gettext("%(fund)s, paid back on leaving") % {"fund": fund} if kind.refundable else fund
