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
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.queries.vouchers import views_by_id
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.ledger.rules.refusals import NotEnoughInBank, NotEnoughInBox, NotEnoughInStock
from lienthehe.loans.commands.lending import pay_out_loan
from lienthehe.loans.queries.applications import ApplicationRow, VoteRow, application_of, votes_on
from lienthehe.loans.queries.loans import loan_on
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.rules.applications import Outcome, State, check_within_approval
from lienthehe.loans.rules.costs import CEILING
from lienthehe.loans.rules.lending import Disbursement
from lienthehe.web.forms import MoneyField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import PlaceForm
from lienthehe.web.loans.behind import is_unconfirmed
from lienthehe.web.loans.forms import TwoForm, answer_checked
from lienthehe.web.loans.offers import offer_of
from lienthehe.web.loans.wording import call, say_handed, write_both, write_percent
from lienthehe.web.wording import write_dong, write_refusal


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
    def money_out(self) -> Dong:
        return Dong(self.given("money") or 0)

    @property
    def goods_out(self) -> Dong:
        return Dong(self.given("goods_value") or 0)

    @property
    def shown_key(self) -> str:
        """What the plan on the page was reckoned from."""
        return f"{self.day:%Y%m%d}:{self.money_out}:{self.goods_out}"

    def show(self) -> dict[str, Any]:
        """Return what is handed over, the plan that is signed, what lies there, and the vote that is confirmed with it.

        Raises what `check_amounts` raises; before anything is typed it is said beside the plan.
        """
        if self.is_bound:
            self.check_amounts()
        money, goods_value = self.money_out, self.goods_out
        principal, months = Dong(money + goods_value), self.row.approved_instalments
        goods = self.row.asked.goods if self.desk.sees_names else ""
        handed = say_handed(money, goods_value, goods)
        button = gettext("Hand over %(amount)s") if goods_value else gettext("Pay out %(amount)s")
        return {
            "offer": offer_of(self.desk.club, principal=principal, instalments=months, start=self.day),
            "money": money,
            "goods_value": goods_value,
            "principal": principal,
            "handed": handed,
            "button": button % {"amount": handed},
            "key": self.shown_key,
            "box": self.desk.held(LENDING_FUND),
            "stock": self.desk.held(LENDING_FUND, AccountKind.STOCK),
            "lacking": "" if self.is_bound else self._lacking(),
            "ceiling": write_percent(CEILING),
            "vote": _paper_vote(self.desk, self.row),
        }

    def check_amounts(self) -> None:
        """Hold what is handed over against the vote and what is there, that day and today.

        Raises MoreThanApproved, NotEnoughInBox, NotEnoughInBank and NotEnoughInStock.
        """
        row = self.row
        check_within_approval(
            self.money_out,
            self.goods_out,
            approved_money=row.approved_money,
            approved_goods_value=row.approved_goods_value,
        )
        at_bank = self.is_bound and self.at_bank
        place, refusal = (
            (AccountKind.BANK, NotEnoughInBank) if at_bank else (AccountKind.CASH_BOX, NotEnoughInBox)
        )
        for on in sorted({self.day, self.desk.today}):
            held = self._held_on(on)
            if self.money_out > held[place]:
                raise refusal(on=on, available=Dong(held[place]))
            if self.goods_out > held[AccountKind.STOCK]:
                raise NotEnoughInStock(on=on, available=Dong(held[AccountKind.STOCK]))

    def _held_on(self, on: date) -> dict[str, int]:
        if on == self.desk.today:
            return self.desk.holdings[LENDING_FUND]
        return holdings_on(self.desk.club.id, on)[LENDING_FUND]

    def _lacking(self) -> str:
        try:
            self.check_amounts()
        except Refusal as refused:
            return write_refusal(refused)
        return ""

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
    vouchers = views_by_id(club_id, row.vouchers)
    context = desk.frame(
        row=row,
        who=call(desk, row),
        vouchers=vouchers,
        numbers=write_both([one.number for one in vouchers]),
        box=desk.held(LENDING_FUND),
        first=row.lent.lines[0],
        months=len(row.lent.lines),
        handed=say_handed(row.money, row.goods_value, row.goods if desk.sees_names else ""),
    )
    return render(request, "loans/paid_out.html", context)
