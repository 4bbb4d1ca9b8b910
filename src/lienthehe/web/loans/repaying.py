"""Thu nợ: a member's loan repaid in money or in goods, what it pays shown before it is written."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import ContributionKind, Fund
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.queries.money import last_closed_month
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.loans.commands.repaying import record_repayments, repay_in_goods
from lienthehe.loans.queries.loans import LoanRow, loan_on
from lienthehe.loans.rules.allocation import Split, allocate
from lienthehe.loans.rules.applications import LONGEST_TEXT
from lienthehe.loans.rules.dated import Afterwards, after_payment, check_paid_on, owed_on
from lienthehe.loans.rules.handing_over import cover
from lienthehe.loans.rules.repaying import Repayment
from lienthehe.loans.rules.standings import LoanState, Standing, Sum
from lienthehe.web.forms import MoneyField, NameField, VietnameseDateField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import PartyForm, PlaceForm
from lienthehe.web.loans.forms import CheckedForm, TwoForm, answer_checked
from lienthehe.web.loans.handing_over import HandedOver, Share, dues_owed
from lienthehe.web.loans.wording import address, call, say_handed
from lienthehe.web.wording import write_dong, write_figure, write_value

PAY_OFF = "pay-off"
KINDS = [ContributionKind(fund, refundable) for fund in Fund for refundable in (True, False)]


class PaymentForm(CheckedForm):
    """A payment of loans on its day; a day to come or of a closed month is refused before anything is shown of it."""

    def clean(self) -> None:
        super().clean()
        if not self.is_writing and self.cleaned_data.get("on"):
            try:
                self.check_on()
            except Refusal as refused:
                self.add_refusal(refused)

    def check_on(self) -> None:
        """Hold the day against the books. Raises what `check_paid_on` raises."""
        closed = last_closed_month(self.desk.club.id)
        check_paid_on(self.cleaned_data["on"], today=self.desk.today, last_closed=closed)

    def finds(self, row: LoanRow) -> Standing:
        """Return a loan as the payment finds it. Raises PaidBeforeLent."""
        return owed_on(row.lent, row.events, on=self.cleaned_data["on"], today=self.desk.today)

    def leaves(self, row: LoanRow, paid: Sum) -> Afterwards:
        """Return a loan as the books will tell it. Raises what `check_payment` raises."""
        return after_payment(row.lent, row.events, paid, on=self.cleaned_data["on"], today=self.desk.today)


class SplitForm(PaymentForm):
    """An amount for a loan, split into interest and principal before it is written."""

    asked_last = frozenset({"interest", "principal", "second_officer", "pin", "__all__"})
    places = {"dues": "amount"}

    interest = MoneyField(label=_("Interest"), required=False, at_least=0)
    principal = MoneyField(label=_("Principal"), required=False, at_least=0)

    def __init__(self, *args: Any, row: LoanRow, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        self.fields["amount"].initial = self.asked or None

    @property
    def asked(self) -> Dong:
        """What is asked for today (đồng)."""
        return self.row.at.asked.total

    @property
    def is_writing(self) -> bool:
        """Only what was shown with its split is written."""
        return super().is_writing and "interest" in self.data

    @property
    def boxes(self) -> list[str]:
        """The fields that the amount is split into."""
        return ["interest", "principal"]

    @property
    def paid(self) -> Dong:
        """What stands in the boxes together (đồng)."""
        return Dong(sum(self.cleaned_data.get(name) or 0 for name in self.boxes))

    def clean(self) -> None:
        super().clean()
        amount = self.cleaned_data.get("amount")
        if self.is_writing and amount and not set(self.boxes) & set(self.errors) and self.paid != amount:
            self.add_error("interest", self._not_together(amount))

    def _not_together(self, amount: Dong) -> str:
        return gettext("The parts come to %(paid)s, but %(amount)s was handed over. Correct the parts.") % {
            "paid": write_dong(self.paid),
            "amount": write_dong(amount),
        }

    def split(self) -> Split:
        """Return what the amount pays of the loan by the rules, and put it into the boxes."""
        split = allocate(self.finds(self.row), self.cleaned_data["amount"])
        self._put(split)
        return split

    def _put(self, split: Split) -> None:
        if not self.is_writing:
            self.put(interest=split.sum.interest, principal=split.sum.principal)
            self.cleaned_data |= {"interest": split.sum.interest, "principal": split.sum.principal}

    def show(self) -> dict[str, Any]:
        """Return what the page shows before it is written. Raises what `check_on`, `split` and `leaves` raise."""
        self.check_on()
        split = self.split()
        given = self.cleaned_data
        paid = Sum(given.get("principal") or ZERO, given.get("interest") or ZERO)
        lines = [(self.fields[name].label, given.get(name) or ZERO) for name in self.boxes]
        return {
            "split": split,
            "lines": [(label, amount) for label, amount in lines if amount],
            "total": given["amount"],
            "after": self._after(paid),
            "is_by_hand": paid != split.sum,
            "split_boxes": [self[name] for name in self.boxes],
            "has_box_errors": any(self[name].errors for name in self.boxes),
        }

    def _after(self, paid: Sum) -> Afterwards | None:
        """Return how the books will stand; None where what was split by hand is refused at its box."""
        try:
            return self.leaves(self.row, paid)
        except Refusal:
            if not self.is_writing:
                raise
            return None

    @property
    def button(self) -> str:
        """The button names the sum."""
        return gettext("Record %(amount)s") % {"amount": write_dong(self.cleaned_data["amount"])}

    @property
    def confirming_fields(self) -> list[forms.BoundField]:
        """What is asked for last beside the split's boxes."""
        return [box for box in self.last_fields if box.name not in self.boxes]


class RepayForm(SplitForm, PlaceForm, PartyForm):
    """A repayment in money; contributions that are owed are covered first."""

    title = _("A repayment")
    party_needed = False
    only_loan = forms.BooleanField(
        label=_("All of it is for the loan, nothing for contributions"), required=False
    )
    field_order = ["amount", "only_loan", "member", "other", "on", "place"]

    def __init__(self, *args: Any, desk: Desk, row: LoanRow, **kwargs: Any) -> None:
        self.dues = dues_owed(desk).get(row.membership_id, {})
        super().__init__(*args, desk=desk, row=row, **kwargs)
        self.kinds = [kind for kind in KINDS if kind in self.dues or _box(kind) in self.data]
        self.fields["amount"].label = gettext("How much was handed over?")
        self.fields["amount"].help_text = self._say_asked()
        self.fields["member"].label = gettext("Who hands it over?")
        self.fields["other"].label = gettext("Somebody who is no member? Write the name")
        others = [choice for choice in desk.member_choices if choice[0] != str(row.membership_id)]
        self.fields["member"].choices = [("", call(desk, row)), *others]  # type: ignore[attr-defined]
        for kind in self.kinds:
            self.add_field(_box(kind), MoneyField(label=call_contribution(kind), required=False, at_least=0))
        self.asked_last = self.asked_last | set(self.boxes)
        if not self.kinds:
            del self.fields["only_loan"]
        if not desk.held(LENDING_FUND, AccountKind.BANK):
            del self.fields["place"]

    @property
    def asked_contributions(self) -> Dong:
        """What is asked for in contributions today (đồng)."""
        return Dong(sum(one.owed for one in self.dues.values()))

    @property
    def asked(self) -> Dong:
        return Dong(self.row.at.asked.total + self.asked_contributions)

    def _say_asked(self) -> str:
        """Name what is asked for beside the loan, so that the sum in the box agrees with the loan's page."""
        dues, loan = self.asked_contributions, self.row.at.asked.total
        if not dues:
            return ""
        said = {
            "dues": write_dong(dues),
            "loan": write_dong(loan),
            "month": write_value(Month.of(self.desk.today)),
        }
        if not loan:
            text = gettext("All %(dues)s are contributions; the loan asks for nothing today.")
        elif any(one.behind for one in self.dues.values()):
            text = gettext(
                "%(loan)s for the loan and %(dues)s of contributions, with those of earlier months."
            )
        else:
            text = gettext("%(loan)s for the loan and %(dues)s of contributions of %(month)s.")
        return text % said

    @property
    def asked_lines(self) -> list[tuple[str, Dong]]:
        """What is asked for today, line by line (đồng)."""
        lines = [(call_contribution(kind), one.owed) for kind, one in self.dues.items()]
        at = self.row.at.asked
        lines += [(gettext("Interest"), at.interest), (gettext("Principal"), at.principal)]
        return [(label, amount) for label, amount in lines if amount]

    @property
    def boxes(self) -> list[str]:
        return [*(_box(kind) for kind in self.kinds), "interest", "principal"]

    def split(self) -> Split:
        """Cover the contributions first, unless all is for the loan; refusals as `cover` and `allocate`."""
        if not self.dues or self.cleaned_data.get("only_loan"):
            split, contributions = super().split(), {}
        else:
            covered = cover(self.cleaned_data["amount"], self.dues, {self.row.id: self.finds(self.row)})
            split, contributions = covered.loans.get(self.row.id, Split()), covered.contributions
            self._put(split)
        if not self.is_writing:
            filled = {_box(kind): contributions.get(kind, ZERO) for kind in self.kinds}
            self.put(**filled)
            self.cleaned_data |= filled
        return split

    def handed_over(self) -> HandedOver:
        """Return what was written as the books take it."""
        given, row = self.cleaned_data, self.row
        paid = (given["principal"] or ZERO, given["interest"] or ZERO)
        contributions = {kind: given.get(_box(kind)) or ZERO for kind in self.kinds}
        own = not self.party_id and not given["other"]
        return HandedOver(
            id=given["id"],
            on=given["on"],
            shares=[Share(row.membership_id, contributions, {row.id: paid})],
            payer=row.membership_id if own else self.party_id,
            payer_name=row.borrower if own else self.party_name,
            at_bank=self.at_bank,
        )


def _box(kind: ContributionKind) -> str:
    return f"due_{kind.fund}_{int(kind.refundable)}"


def call_contribution(kind: ContributionKind) -> str:
    """Return what a contribution is called beside a loan."""
    fund = gettext(kind.fund.label)
    if kind.refundable:
        return gettext("Contribution, %(fund)s, paid back on leaving") % {"fund": fund}
    return gettext("Contribution, %(fund)s") % {"fund": fund}


class GoodsForm(SplitForm, TwoForm):
    """A repayment in goods at the value that two of the board set."""

    title = _("A repayment in goods")
    intro = _("The goods go into the club's stock at the value that two of the board set.")
    goods = NameField(
        label=_("Which goods?"),
        help_text=_("For example: 2 piglets."),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write which goods.")},
    )
    field_order = ["goods", "amount", "on", "second_officer", "pin"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = gettext("What are they worth?")

    def show(self) -> dict[str, Any]:
        """Return also which goods they are, at their value."""
        shown = super().show()
        return {"handed": say_handed(0, shown["total"], self.cleaned_data["goods"])} | shown

    @property
    def button(self) -> str:
        """The button names the goods and their value."""
        given = self.cleaned_data
        return gettext("Record %(amount)s") % {"amount": say_handed(0, given["amount"], given["goods"])}


def repay(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """Write a repayment; "Trả hết" fills in what ends the loan."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = loan_of(desk, loan_id)
    if request.method == "GET" and row.state is LoanState.WRITTEN_OFF:
        return redirect("loan-recover", club_id, loan_id)
    form = RepayForm(request.POST or None, desk=desk, row=row)
    if request.POST.get("do") == PAY_OFF:
        form.data = _paying_off(request.POST, form)

    def write(at: datetime) -> UUID:
        given = form.handed_over()
        return record_repayments(
            club_id=club_id, receipts=given.receipts, contributions=given.contributions, by=desk.by, at=at
        )[0]

    return answer_checked(
        request, desk, form, write, template="loans/repay.html", then="loan-voucher-recorded",
        show=form.show, row=row, who=call(desk, row), short=address(desk, row), pay_off=row.at.pay_off.total,
    )  # fmt: skip


def _paying_off(posted: QueryDict, form: RepayForm) -> QueryDict:
    """Return the form with what ends the loan on its day, and the contributions unless all is for the loan."""
    try:
        on: date = VietnameseDateField().clean(posted.get("on", ""))
    except ValidationError:
        on = form.desk.today
    on = max(form.row.lent.on, min(on, form.desk.today))
    ends = owed_on(form.row.lent, form.row.events, on=on, today=form.desk.today).pay_off.total
    amount = ends if posted.get("only_loan") else ends + form.asked_contributions
    data = posted.copy()
    data["amount"] = write_figure(amount)
    return data


def repay_goods(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """Write a repayment in goods."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = loan_of(desk, loan_id)
    form = GoodsForm(request.POST or None, desk=desk, row=row)

    def write(at: datetime) -> UUID:
        given, second = form.cleaned_data, form.second(at)
        paid = Repayment(loan_id, given["principal"] or ZERO, given["interest"] or ZERO)
        return repay_in_goods(
            club_id=club_id, voucher_id=given["id"], paid=paid, on=given["on"], goods=given["goods"],
            second=second, by=desk.by, at=at,
        )  # fmt: skip

    return answer_checked(
        request, desk, form, write, template="loans/repay.html", then="loan-voucher-recorded",
        show=form.show, row=row, who=call(desk, row), short=address(desk, row),
    )  # fmt: skip


def loan_of(desk: Desk, loan_id: UUID) -> LoanRow:
    """Return a loan as it stands today; 404 when the club has none such."""
    row = loan_on(desk.club.id, loan_id, desk.today)
    if row is None:
        raise Http404
    return row
