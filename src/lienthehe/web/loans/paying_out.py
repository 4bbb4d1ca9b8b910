"""Chi tiền vay: an approved request paid out, its plan looked at first, with two names."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.queries.vouchers import views_by_id
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.ledger.rules.refusals import NotEnoughInStock
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.queries.applications import ApplicationRow, VoteRow, application_of, votes_on
from lienthehe.loans.queries.loans import loan_on
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.rules.applications import Outcome, State
from lienthehe.loans.rules.costs import CEILING
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.web.forms import MoneyField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import PlaceForm
from lienthehe.web.loans.behind import is_unconfirmed
from lienthehe.web.loans.forms import TwoForm, answer_checked
from lienthehe.web.loans.offers import offer_of
from lienthehe.web.loans.wording import call, write_percent
from lienthehe.web.wording import write_dong


class PayOutForm(TwoForm, PlaceForm):
    """What is handed over of what was approved; the plan follows from the day and the amount."""

    title = _("Pay out a loan")
    check_button = _("See the plan again")
    amount: Any = None
    places = {"amount": "money"}
    asked_last = frozenset({"second_officer", "pin", "seen", "__all__"})

    money = MoneyField(label=_("How much money is handed over?"), required=False, at_least=0)
    goods_value = MoneyField(label=_("Goods worth how much are handed over?"), required=False, at_least=0)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["money", "goods_value", "on", "place", "second_officer", "pin"]

    def __init__(self, *args: Any, desk: Desk, row: ApplicationRow, **kwargs: Any) -> None:
        self.row = row
        self.always_two = policy_on(desk.club.id, desk.today).second_officer
        super().__init__(*args, desk=desk, **kwargs)
        self._offer("money", row.approved_money)
        self._offer("goods_value", row.approved_goods_value)
        if not desk.held(LENDING_FUND, AccountKind.BANK):
            del self.fields["place"]

    def _offer(self, name: str, approved: Dong) -> None:
        """Fill a box with what was approved; without a box where nothing was."""
        if not approved:
            del self.fields[name]
            return
        self.fields[name].initial = approved
        self.fields[name].help_text = gettext("Approved: %(amount)s.") % {"amount": write_dong(approved)}

    def clean(self) -> None:
        super().clean()
        if self.is_writing and not self.errors and self.cleaned_data.get("seen") != self.shown_key:
            changed = gettext(
                "The amount or the day was changed. Look at the new plan, then press once more."
            )
            self.add_error(None, changed)

    def given(self, name: str) -> Any:
        """Return what stands in a box: as typed, else as it is offered."""
        if self.is_bound:
            return self.cleaned_data.get(name)
        return self.fields[name].initial if name in self.fields else None

    @property
    def day(self) -> date:
        day: date = self.given("on")
        return day

    @property
    def principal(self) -> Dong:
        return Dong((self.given("money") or 0) + (self.given("goods_value") or 0))

    @property
    def shown_key(self) -> str:
        """What the plan on the page was reckoned from."""
        return f"{self.day:%Y%m%d}:{self.given('money') or 0}:{self.given('goods_value') or 0}"

    @property
    def button(self) -> str:
        """The button names the sum that is paid out."""
        return gettext("Pay out %(amount)s") % {"amount": write_dong(self.principal)}

    def show(self) -> dict[str, Any]:
        """Return the plan that is signed, what lies in the box, and the vote that is confirmed with the payment."""
        months = self.row.approved_instalments
        return {
            "offer": offer_of(self.desk.club, principal=self.principal, instalments=months, start=self.day),
            "key": self.shown_key,
            "box": self.desk.held(LENDING_FUND),
            "ceiling": write_percent(CEILING),
            "vote": _paper_vote(self.desk, self.row),
        }

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Put what the stock lacks at the goods."""
        if isinstance(refused, NotEnoughInStock):
            refused.field = "goods_value"
        super().add_refusal(refused)

    def disbursement(self, second: UUID | None) -> Disbursement:
        """Return what was written as the books take it."""
        given = self.cleaned_data
        return Disbursement(
            id=given["id"],
            application_id=self.row.id,
            on=given["on"],
            money=given.get("money") or ZERO,
            goods_value=given.get("goods_value") or ZERO,
            at_bank=self.at_bank,
            second_officer=second,
        )


def pay_out(request: HttpRequest, club_id: UUID, application_id: UUID) -> HttpResponse:
    """Show what is to be signed, and pay it out."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = application_of(club_id, application_id)
    if row is None:
        raise Http404
    if request.method == "GET" and row.state is not State.APPROVED:
        return redirect("application-recorded", club_id, application_id)
    form = PayOutForm(request.POST or None, desk=desk, row=row)

    def write(at: datetime) -> UUID:
        second = form.second(at)
        given = form.disbursement(second.pk if second else None)
        return pay_out_loan(club_id=club_id, given=given, second=second, by=desk.by, at=at)

    return answer_checked(
        request, desk, form, write, template="loans/pay_out.html", then="loan-paid-out",
        show=form.show, at_once=True, row=row, who=call(desk, row),
    )  # fmt: skip


def _paper_vote(desk: Desk, row: ApplicationRow) -> VoteRow | None:
    """Return the vote on paper that is to be confirmed with the payment; None where there is none such."""
    if not is_unconfirmed(desk, row):
        return None
    votes = [
        one for one in votes_on(desk.club.id, row.id) if one.outcome is Outcome.APPROVED and one.on_paper
    ]
    return next((one for one in reversed(votes) if one.on == row.approved_on), None)


@require_safe
def paid_out(request: HttpRequest, club_id: UUID, loan_id: UUID) -> HttpResponse:
    """What was paid out just now, and what is to be printed and signed."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = loan_on(club_id, loan_id, desk.today)
    if row is None:
        raise Http404
    context = desk.frame(
        row=row,
        who=call(desk, row),
        vouchers=views_by_id(club_id, row.vouchers),
        box=desk.held(LENDING_FUND),
        first=row.lent.lines[0],
        months=len(row.lent.lines),
    )
    return render(request, "loans/paid_out.html", context)
