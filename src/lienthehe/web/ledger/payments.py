"""Ghi khoản chi: what goes out, to one payee, confirmed by a second officer where the regulations ask for two."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.ledger.commands import record_payments
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, Purpose
from lienthehe.ledger.rules.entries import Part, Payment, goods_bought
from lienthehe.web.ledger.desk import desk_of
from lienthehe.web.ledger.forms import FundForm, PartyForm, PlaceForm, SecondForm, settle_fund
from lienthehe.web.ledger.goods import GoodsField
from lienthehe.web.ledger.writing import answer, one_of


class PaymentForm(FundForm, PartyForm, PlaceForm, SecondForm):
    title = _("A payment")
    button = _("Record this payment")
    shows_box = True
    purpose = forms.ChoiceField(
        label=_("What is it spent on?"),
        choices=[("", _("Choose what it is spent on")), *((one.value, _(one.label)) for one in Purpose)],
        error_messages={"required": _("Choose what it is spent on.")},
    )
    field_order = [
        "fund", "amount", "purpose", "member", "other", "on", "place", "narration", "second_officer", "pin",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].label = gettext("Paid to which member?")
        if not any(self.desk.held(fund, AccountKind.BANK) for fund in Fund):
            del self.fields["place"]

    def account(self) -> AccountRef:
        """Return what the money goes to."""
        return AccountRef(self.fund_chosen, AccountKind.SPENDING, self.cleaned_data["purpose"])

    def parts(self) -> tuple[Part, ...]:
        """Return what it is made of."""
        return (Part(self.account(), self.cleaned_data["amount"]),)

    def payment(self) -> Payment:
        """Return what was written as the books take it."""
        given = self.cleaned_data
        return Payment(
            id=given["id"],
            fund=self.fund_chosen,
            on=given["on"],
            parts=self.parts(),
            wording=self.wording(),
            party_kind=self.party_kind,
            party_id=self.party_id,
            at_bank=self.at_bank,
        )


class SurplusReturnForm(PaymentForm):
    title = _("Give back what was too much")
    intro = _("Somebody had given too much: the count found it, and it goes back to that person.")
    purpose = None  # type: ignore[assignment] # it goes to nothing but the surplus

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settle_fund(self, AccountKind.SURPLUS)

    def account(self) -> AccountRef:
        return AccountRef(self.fund_chosen, AccountKind.SURPLUS)


class GoodsBoughtForm(PaymentForm):
    title = _("Buy goods into the stock")
    intro = _("Piglets, seedlings, fertiliser: what the club buys to lend or to sell on.")
    button = _("Record this purchase")
    is_about_goods = True
    purpose = None  # type: ignore[assignment] # it goes into the stock
    narration = GoodsField()
    field_order = [
        "narration", "amount", "fund", "member", "other", "on", "place", "second_officer", "pin",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = gettext("What did they cost?")
        self.fields["member"].label = gettext("Bought from which member?")

    def parts(self) -> tuple[Part, ...]:
        return goods_bought(self.fund_chosen, self.cleaned_data["amount"])


PAYMENTS: dict[str, type[PaymentForm]] = {
    "tieu-dung": PaymentForm,
    "mua-hang": GoodsBoughtForm,
    "tra-tien-thua": SurplusReturnForm,
}


def payment(request: HttpRequest, club_id: UUID, payment_kind: str) -> HttpResponse:
    """Write one payment of a kind."""
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    form = one_of(PAYMENTS, payment_kind)(request.POST or None, desk=desk)

    def write(at: datetime) -> UUID:
        paid, second = form.payment(), form.second(at)
        return record_payments(club_id=club_id, payments=[paid], second=second, by=desk.by, at=at)[0]

    return answer(request, desk, form, write)
