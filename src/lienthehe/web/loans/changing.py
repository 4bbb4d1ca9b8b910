"""Gia hạn, xóa nợ, thu hồi, người bảo lãnh: what is decided about a loan between meetings."""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.sources import SourceLine, fund_sources
from lienthehe.ledger.rules.accounts import BEARS_LOSSES, LENDING_FUND, AccountKind, AccountRef
from lienthehe.ledger.rules.entries import Part
from lienthehe.ledger.rules.vouchers import check_day
from lienthehe.loans.commands.changes import extend_loan, name_guarantor, write_off_loan
from lienthehe.loans.commands.repaying import record_recovery
from lienthehe.loans.queries.loans import Change, LoanRow
from lienthehe.loans.rules.applications import LONGEST_TEXT
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.plans import Event, Extended, is_put_off
from lienthehe.loans.rules.repaying import NothingToExtend, WrittenOffAlready, check_dues, to_bear
from lienthehe.loans.rules.standings import LineStanding, LoanState, Standing, standing
from lienthehe.web.forms import MoneyField, NameField, VietnameseDateField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import NAME, EntryForm, PlaceForm
from lienthehe.web.ledger.writing import answer
from lienthehe.web.loans.forms import TwoForm, answer_checked, number_field, reason_field
from lienthehe.web.loans.repaying import loan_of
from lienthehe.web.loans.wording import address, call
from lienthehe.web.wording import write_dong

MOST_DUES = 60


class ExtendForm(TwoForm):
    """So many more instalments from a day on."""

    title = _("Extend a loan")
    intro = _("What is still owed is asked for on new days. How long it has been late stays in the reports.")
    button = _("Record the extension")
    check_button = _("See the new plan")
    amount: Any = None
    places = {"dues": "first"}

    count = number_field(
        label=_("In how many more instalments?"),
        min_value=1,
        max_value=MOST_DUES,
        error_messages={"required": _("Write the number of instalments, for example 6.")},
    )
    first = VietnameseDateField(label=_("When is the first of them?"))
    reason = reason_field(_("Why is it extended?"), _("For example: the harvest was lost."))
    field_order = ["count", "first", "on", "reason", "second_officer", "pin"]

    def __init__(self, *args: Any, row: LoanRow, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        self.meets = self.desk.club.facts.meeting
        self.fields["on"].label = gettext("Day of the decision")
        self.fields["first"].initial = self.meets.next_on(Month.of(self.desk.today).next.first)
        self.fields["count"].initial = max(1, sum(bool(line.unpaid.principal) for line in row.at.lines))

    def dues(self) -> list[date]:
        """Return the new days: meeting days when the first is one, else month by month."""
        first, count = self.cleaned_data["first"], self.cleaned_data["count"]
        month = Month.of(first)
        if self.meets.day_in(month) == first:
            return [self.meets.day_in(month.plus(n)) for n in range(count)]
        every = self.row.lent.terms.every
        return [every.after(first, n) for n in range(count)]

    def show(self) -> dict[str, Any]:
        """Return the old plan and the new beside each other. Raises what the command raises of the days."""
        on = self.cleaned_data["on"]
        check_day(on, today=self.desk.today)
        check_dues(self.dues(), on=on)
        new = Extended(on, sys.maxsize, tuple(self.dues()))
        extended: list[Event] = [*self.row.events, new]
        before, after = (standing(self.row.lent, events, on) for events in (self.row.events, extended))
        return {
            "plans": list(_beside(before, after)),
            "before": _still(before),
            "after": _still(after),
            "is_put_off": is_put_off(self.row.lent, self.row.events, new),
        }


class Beside(NamedTuple):
    """A line of the old plan and one of the new; either may be missing."""

    old: LineStanding | None
    new: LineStanding | None


def _open_lines(at: Standing) -> list[LineStanding]:
    return [line for line in at.lines if line.unpaid.total]


def _beside(before: Standing, after: Standing) -> Iterator[Beside]:
    for old, new in zip_longest(_open_lines(before), _open_lines(after)):
        yield Beside(old, new)


def _still(at: Standing) -> Dong:
    return Dong(sum(line.unpaid.total for line in at.lines))


class WriteOffForm(TwoForm):
    """What nobody can pay any more is lost, and whose money bears it."""

    title = _("Write off a loan")
    button = _("Write the loan off")
    check_button = _("Look at it once more")
    amount: Any = None
    places = {"borne_by": "borne_by_0"}
    reason = reason_field(_("Why can it not be paid any more?"))

    def __init__(self, *args: Any, row: LoanRow, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        self.fields["on"].label = gettext("Day of the decision")
        fund = fund_sources(self.desk.club.id)[LENDING_FUND]
        self.retained = Dong(max(0, fund.retained))
        self.wanted = to_bear(row.at.outstanding, retained=fund.retained)
        self.free = [line for line in fund.sources if line.kind in BEARS_LOSSES and line.amount > 0]
        self.free = self.free if self.wanted else []
        for place, line in enumerate(self.free):
            self.add_field(f"borne_by_{place}", self._box(line))
        self.order_fields([*self.boxes, "on", "reason", "second_officer", "pin"])
        if len(self.free) == 1:
            self.fields["borne_by_0"].initial = self.wanted

    def _box(self, line: SourceLine) -> MoneyField:
        name = line.label if self.desk.sees_names and line.label else gettext(line.kind.label)
        there = gettext("There are %(amount)s.") % {"amount": write_dong(line.amount)}
        return MoneyField(label=name, help_text=there, required=False, at_least=0)

    @property
    def boxes(self) -> list[str]:
        """The fields of the sources that may bear a part."""
        return [f"borne_by_{place}" for place in range(len(self.free))]

    @property
    def from_retained(self) -> Dong:
        """What the fund's earnings bear (đồng)."""
        return Dong(self.row.at.outstanding - self.wanted)

    def show(self) -> dict[str, Any]:
        """Return how much is lost and what bears it."""
        return {
            "lost": self.row.at.outstanding,
            "wanted": self.wanted,
            "interest": self.row.at.overdue.interest,
        }

    def borne_by(self) -> list[Part]:
        """Return the parts that sources bear."""
        refs = {ref.id_in(self.desk.club.id): ref for ref in self.desk.givers}
        parts = []
        for name, line in zip(self.boxes, self.free, strict=True):
            ref = refs.get(line.account_id) if line.account_id else AccountRef(LENDING_FUND, line.kind)
            if ref is not None and (amount := self.cleaned_data[name]):
                parts.append(Part(ref, amount))
        return parts


class RecoverForm(PlaceForm):
    """Something comes back of a loan that was written off."""

    title = _("Something of a written-off loan comes back")
    intro = _("It is income of the fund: the loss was borne already.")
    button = _("Record what came back")
    narration: Any = None
    other = NameField(label=_("Who hands it over? (empty: the borrower)"), required=False, max_length=NAME)
    field_order = ["amount", "other", "on", "place"]

    def __init__(self, *args: Any, row: LoanRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = {"amount": write_dong(row.to_recover)}
        self.fields["amount"].help_text = gettext("Not yet come back: %(amount)s.") % left
        if not self.desk.held(LENDING_FUND, AccountKind.BANK):
            del self.fields["place"]


class GuarantorForm(EntryForm):
    """Who stands for a loan from a day on."""

    title = _("Who stands for the loan?")
    intro = _("An heir, or whoever promises to pay if the borrower cannot.")
    button = _("Record who stands for it")
    amount: Any = None
    narration: Any = None
    guarantor = NameField(
        label=_("Name"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write who stands for the loan.")},
    )
    field_order = ["guarantor", "on"]

    def __init__(self, *args: Any, row: LoanRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.desk.sees_names:
            self.fields["guarantor"].initial = row.guarantor
        elif row.guarantor:
            self.fields["guarantor"].help_text = gettext(
                "Somebody is written down already; the name is not shown."
            )
        self.fields["on"].label = gettext("From which day on?")


def extend(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """Ask for what is still owed on new days."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = _running(desk, loan_id)
    form = ExtendForm(request.POST or None, desk=desk, row=row)

    def write(at: datetime) -> UUID:
        given, second = form.cleaned_data, form.second(at)
        extend_loan(
            club_id=club_id, change_id=given["id"], loan_id=loan_id, on=given["on"], dues=form.dues(),
            reason=given["reason"], second=second, by=desk.by, at=at,
        )  # fmt: skip
        return loan_id

    return answer_checked(
        request, desk, form, write, template="loans/extend.html", then="loan-recorded", show=form.show,
        row=row, who=call(desk, row), short=address(desk, row),
    )  # fmt: skip


def write_off(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """Write off what is still owed; say whose money bears it."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = loan_of(desk, loan_id)
    if row.state is LoanState.WRITTEN_OFF:
        return redirect("loan-recorded", club_id, loan_id)
    form = WriteOffForm(request.POST or None, desk=desk, row=_running(desk, loan_id))

    def write(at: datetime) -> UUID:
        given, second = form.cleaned_data, form.second(at)
        write_off_loan(
            club_id=club_id, voucher_id=given["id"], loan_id=loan_id, on=given["on"], borne_by=form.borne_by(),
            reason=given["reason"], second=second, by=desk.by, at=at,
        )  # fmt: skip
        return loan_id

    return answer_checked(
        request, desk, form, write, template="loans/write_off.html", then="loan-recorded", show=form.show, at_once=True,
        row=row, who=call(desk, row), short=address(desk, row),
    )  # fmt: skip


def _running(desk: Desk, loan_id: UUID) -> LoanRow:
    """Return a loan of which principal is owed. Raises WrittenOffAlready, NothingToExtend."""
    row = loan_of(desk, loan_id)
    if row.state is LoanState.WRITTEN_OFF:
        raise WrittenOffAlready
    if row.at.outstanding <= 0:
        raise NothingToExtend
    return row


def recover(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """Write what comes back of a loan written off."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = loan_of(desk, loan_id)
    if request.method == "GET" and row.state is not LoanState.WRITTEN_OFF:
        return redirect("loan-repay", club_id, loan_id)
    form = RecoverForm(request.POST or None, desk=desk, row=row)

    def write(at: datetime) -> UUID:
        given = form.cleaned_data
        return record_recovery(
            club_id=club_id, voucher_id=given["id"], loan_id=loan_id, amount=given["amount"], on=given["on"],
            payer_name=given["other"], at_bank=form.at_bank, by=desk.by, at=at,
        )  # fmt: skip

    return answer(
        request, desk, form, write, template="loans/entry.html", then="loan-voucher-recorded",
        row=row, who=call(desk, row),
    )  # fmt: skip


def guarantor(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """Write who stands for a loan from a day on."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = loan_of(desk, loan_id)
    form = GuarantorForm(request.POST or None, desk=desk, row=row)

    def write(at: datetime) -> UUID:
        given = form.cleaned_data
        name_guarantor(
            club_id=club_id, change_id=given["id"], loan_id=loan_id, on=given["on"],
            guarantor=given["guarantor"], by=desk.by, at=at,
        )  # fmt: skip
        return loan_id

    return answer(
        request, desk, form, write, template="loans/entry.html", then="loan-recorded",
        row=row, who=call(desk, row),
    )  # fmt: skip


@require_safe
def recorded(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """What was decided of a loan just now, and how it stands."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = loan_of(desk, loan_id)
    return show_decided(request, desk, row, change=row.changes[-1] if row.changes else None)


def show_decided(request: HttpRequest, desk: Desk, row: LoanRow, *, change: Change | None) -> HttpResponse:
    """Show how a loan stands after a decision; None: after one was undone."""
    context = desk.frame(
        row=row,
        who=call(desk, row),
        change=change,
        title=gettext(change.kind.label).lower() if change else "",
        is_write_off=change is not None and change.kind is ChangeKind.WRITE_OFF,
        coming=row.at.next_line,
    )
    return render(request, "loans/recorded.html", context)
