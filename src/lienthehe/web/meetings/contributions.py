"""Thu tiền: each member's contributions. Who hands over the usual is taken by one tap, the rest of them by one more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.rules import ContributionKind, Fund
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.meetings.rules.sheets import Contribution, MeetingSheet
from lienthehe.web.forms import MoneyField, read_number
from lienthehe.web.meetings.forms import DeskForm, Part, Said, StepPage
from lienthehe.web.wording import write_dong

Amounts = dict[ContributionKind, Dong]
WITHOUT_REGULATIONS = (ContributionKind(Fund.ACTIVITY, False), ContributionKind(Fund.INCOME, False))


@dataclass(frozen=True, slots=True)
class PayLine:
    """A member's line: what is usual, taken and owed altogether (đồng), by kind; what is late since when."""

    number: int
    name: str
    is_present: bool
    usual: Amounts
    taken: Amounts
    payer: str
    owed: Amounts
    behind: Dong
    since: Month | None

    @property
    def usual_sum(self) -> Dong:
        return Dong(sum(self.usual.values()))

    @property
    def owed_sum(self) -> Dong:
        return Dong(sum(self.owed.values()))

    @property
    def left(self) -> Dong:
        """What is still owed after what was taken."""
        return Dong(sum(self.owed_of(kind) for kind in self.owed))

    def owed_of(self, kind: ContributionKind) -> Dong:
        """Return what is still owed of one kind after what was taken."""
        return Dong(max(0, self.owed.get(kind, ZERO) - self.taken.get(kind, ZERO)))

    @property
    def taken_sum(self) -> Dong:
        return Dong(sum(self.taken.values()))


class PayForm(DeskForm):
    """What one member hands over, each kind in a box of its own, and who brought it."""

    def __init__(self, *args: Any, line: PayLine, kinds: Iterable[ContributionKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line, self.kinds = line, tuple(kinds)
        for kind in self.kinds:
            label = kind_label(kind) if len(self.kinds) > 1 else gettext("How much?")
            given = line.taken or line.usual
            field = MoneyField(
                label=label,
                required=False,
                at_least=0,
                initial=given.get(kind) or (ZERO if line.taken else None),
                help_text=_say_owed(kind, line),
            )
            self.add_field(field_of(kind), field)
        others = [
            (str(row.number), self.desk.called(row)) for row in self.desk.present if row.number != line.number
        ]
        self.add_field(
            "payer",
            forms.ChoiceField(
                label=gettext("Who hands it over?"), required=False, choices=[("", line.name), *others]
            ),
        )

    @property
    def amounts(self) -> list[forms.BoundField]:
        """The boxes for money, for the template."""
        return [self[field_of(kind)] for kind in self.kinds]

    def taken(self) -> list[Contribution]:
        """Return the contributions as typed; an amount of nothing is none."""
        member = self.desk.by_number[self.line.number]
        payer = self.cleaned_data.get("payer")
        by = self.desk.by_number[int(payer)].membership_id if payer else None
        amounts = [(kind, self.cleaned_data.get(field_of(kind))) for kind in self.kinds]
        return [
            Contribution(member.membership_id, kind.fund, kind.refundable, amount, by)
            for kind, amount in amounts
            if amount
        ]


def _say_owed(kind: ContributionKind, line: PayLine) -> str:
    """Say what is still owed of one kind after what was taken; "" when nothing is."""
    owed = line.owed_of(kind)
    told = {"kind": kind_label(kind), "amount": write_dong(owed)}
    return gettext("%(kind)s: %(amount)s still owed") % told if owed else ""


def field_of(kind: ContributionKind) -> str:
    """Return the name of a kind's box."""
    return f"{kind.fund}-{'back' if kind.refundable else 'kept'}"


def kind_label(kind: ContributionKind) -> str:
    """Return what a kind of contribution is called: its fund, and whether it is paid back."""
    fund = gettext(kind.fund.label)
    return gettext("%(fund)s, paid back on leaving") % {"fund": fund} if kind.refundable else fund


class ContributionsPage(StepPage):
    """The members' lines, one of them open (`?mo=12`). A tap takes the usual of a line, or of all that are left."""

    key = "contributions"
    template = "meetings/contributions.html"
    owns = ("contributions",)

    @cached_property
    def by_member(self) -> dict[UUID, list[Contribution]]:
        return of_member(self.desk.sheet.contributions)

    @cached_property
    def lines(self) -> list[PayLine]:
        return [self._line(row) for row in self.desk.members]

    def _line(self, row: MemberRow) -> PayLine:
        standings = self.desk.dues[row.membership_id]
        taken = self.by_member.get(row.membership_id, [])
        payer = next((one.payer for one in taken if one.payer), None)
        return PayLine(
            number=row.number,
            name=self.desk.called(row),
            is_present=self.desk.is_present(row),
            usual={kind: one.this_month for kind, one in standings.items() if one.this_month},
            taken={ContributionKind(one.fund, one.refundable): one.amount for one in taken},
            payer=self.desk.called(self.desk.by_membership.get(payer)) if payer else "",
            owed={kind: one.owed for kind, one in standings.items() if one.owed},
            behind=Dong(sum(one.behind for one in standings.values())),
            since=min(
                (one.oldest_unpaid for one in standings.values() if one.behind and one.oldest_unpaid),
                default=None,
            ),
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
        typed = self.typed if self._does("row") else None
        return {"row": PayForm(typed, desk=self.desk, prefix="row", line=line, kinds=self._kinds(line))}

    def _kinds(self, line: PayLine) -> list[ContributionKind]:
        """Every kind that the regulations ask for now, that the member owes, or that was taken."""
        now = self.desk.regulation(self.desk.sheet.on)
        asked = {terms.kind for terms in now.contributions} if now else set()
        member = self.desk.by_number[line.number]
        owed = {kind for kind, one in self.desk.dues[member.membership_id].items() if one.owed}
        return sorted(asked | owed | set(line.taken)) or list(WITHOUT_REGULATIONS)

    def _does(self, act: str) -> bool:
        return self.typed is not None and self.typed.get("do") == act

    def is_valid(self) -> bool:
        return super().is_valid() if self._does("row") else True

    def fields(self) -> dict[str, Any]:
        return {"contributions": tuple(self._taken())}

    def _taken(self) -> Iterator[Contribution]:
        """Yield all contributions after what was asked for, in the order of names."""
        wanted = {line.number for line in self.waiting} if self._does("all") else set()
        if number := read_number(self.posted("take")):
            wanted = {number}
        row = self.parts.get("row") if self._does("row") else None
        for line in self.lines:
            member = self.desk.by_number[line.number].membership_id
            if isinstance(row, PayForm) and row.line.number == line.number:
                yield from row.taken()
            elif line.number in wanted and not line.taken:
                yield from (
                    Contribution(member, kind.fund, kind.refundable, amount)
                    for kind, amount in line.usual.items()
                )
            else:
                yield from self.by_member.get(member, [])

    @property
    def waiting(self) -> list[PayLine]:
        """Who is there, is asked for something and has not handed over anything."""
        return [line for line in self.lines if line.is_present and line.usual and not line.taken]

    def base_version(self) -> int:
        """Return the draft's own version where nothing that another officer wrote is touched.

        A tap takes only what nobody has taken; a typed line counts when it still stands as it was shown.
        """
        row = self.parts.get("row")
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
        taken = [line for line in self.lines if line.taken]
        line = self.open
        return {
            "here_lines": [one for one in self.lines if one.is_present],
            "away_lines": [one for one in self.lines if not one.is_present],
            "open": line,
            "seen": seen(line) if line else "",
            "taken": (len(taken), sum(one.taken_sum for one in taken)),
            "waiting": (len(self.waiting), sum(one.usual_sum for one in self.waiting)),
            "expected": len(taken) + len(self.waiting),
            "expected_sum": sum(one.taken_sum for one in taken) + sum(one.usual_sum for one in self.waiting),
            "others": len(self.desk.sheet.receipts),
            "has_regulations": self.desk.regulation(self.desk.sheet.on) is not None,
        }

    def said(self, sheet: MeetingSheet) -> Said:
        members = self.desk.by_membership
        return [
            (self.desk.called(members.get(member)), say_amounts(given))
            for member, given in of_member(sheet.contributions).items()
        ]


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


def seen(line: PayLine) -> str:
    """Return what stands in a line, so that a page knows whether it still does when it is sent."""
    amounts = ",".join(f"{field_of(kind)}={amount}" for kind, amount in sorted(line.taken.items()))
    return f"{amounts};{line.payer}"
