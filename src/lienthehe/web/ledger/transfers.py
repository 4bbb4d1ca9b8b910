"""Chuyển: what neither comes in nor goes out - fund to fund, box and bank, gifts in kind, a difference settled."""

from abc import abstractmethod
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.ledger.commands import record_transfer
from lienthehe.ledger.queries.vouchers import voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import (
    between_funds,
    deposit,
    gift_in_kind,
    goods_lost,
    shortage_lost,
    surplus_kept,
    withdrawal,
)
from lienthehe.ledger.rules.vouchers import Line, Wording
from lienthehe.web.forms import Choices, NameField
from lienthehe.web.ledger.desk import desk_of
from lienthehe.web.ledger.forms import NAME, TEXT, FundForm, SecondForm, settle_fund
from lienthehe.web.ledger.goods import VALUE_HELP, StockForm
from lienthehe.web.ledger.writing import answer, one_of
from lienthehe.web.wording import write_dong

BEYOND_KEPT = gettext_noop(
    "%(fund)s has kept earnings of %(kept)s. More than that moves money of those who gave, lent or contributed it. "
    "Write a smaller amount, or tick the box below."
)


class TransferForm(FundForm):
    """A CK voucher. A subclass says its transfers."""

    field_order = ["fund", "amount", "on", "narration", "second_officer", "pin"]

    @abstractmethod
    def lines(self) -> tuple[Line, ...]:
        """Return the transfers, made by the ledger's own rules."""


class BetweenFundsForm(SecondForm, TransferForm):
    title = _("From fund to fund")
    intro = _(
        "The money comes out of the earnings that the giving fund has kept, and goes into the other box."
    )
    button = _("Record this move")
    shows_box = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].label = gettext("Which fund gives?")

    def _fund_label(self, fund: Fund) -> str:
        said = {"fund": super()._fund_label(fund), "kept": write_dong(self.desk.kept(fund))}
        return gettext("%(fund)s, %(kept)s of it earnings kept") % said

    def clean(self) -> None:
        """Ask once more where the amount is more than the fund has earned: the rest is somebody's money."""
        super().clean()
        given = self.cleaned_data
        if not given.get("fund") or not given.get("amount"):
            return
        kept = self.desk.kept(self.fund_chosen)
        if given["amount"] <= kept or voucher_view(self.desk.club.id, given["id"]):
            return
        label = gettext("Move it all the same: we know that it is others' money too.")
        self.add_field("beyond", forms.BooleanField(label=label, required=False))
        self.order_fields(["fund", "amount", "beyond"])
        if not self.data.get("beyond"):
            said = {"fund": gettext(self.fund_chosen.label), "kept": write_dong(kept)}
            self.add_error("amount", gettext(BEYOND_KEPT) % said)

    def lines(self) -> tuple[Line, ...]:
        giving = self.fund_chosen
        taking = next(fund for fund in Fund if fund is not giving)
        return between_funds(giving=giving, taking=taking, amount=self.cleaned_data["amount"])


class DepositForm(TransferForm):
    title = _("Bring cash to the bank")
    button = _("Record this deposit")
    shows_box = True

    def lines(self) -> tuple[Line, ...]:
        return deposit(self.fund_chosen, self.cleaned_data["amount"])


class WithdrawalForm(TransferForm):
    title = _("Fetch cash from the bank")
    button = _("Record this withdrawal")

    def _fund_label(self, fund: Fund) -> str:
        amount = write_dong(self.desk.held(fund, AccountKind.BANK))
        return gettext("%(fund)s, %(amount)s at the bank") % {"fund": gettext(fund.label), "amount": amount}

    def lines(self) -> tuple[Line, ...]:
        return withdrawal(self.fund_chosen, self.cleaned_data["amount"])


class GiftInKindForm(TransferForm):
    title = _("A gift in kind")
    intro = _("Rice, chairs, seedlings, a piglet: write what it is and what it is worth.")
    button = _("Record this gift")
    is_about_goods = True
    source_name = NameField(
        label=_("Who gives it?"),
        max_length=NAME,
        error_messages={"required": _("Write who gives it, so that one can always say whose money it is.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    narration = NameField(
        label=_("What goods?"), max_length=TEXT, error_messages={"required": _("Write what it is.")}
    )
    use = forms.ChoiceField(
        label=_("What becomes of it?"),
        widget=Choices,
        initial="used",
        choices=[
            ("used", _("The club uses it, or gives it away, at once")),
            ("lent", _("It is kept to be lent to members")),
        ],
        error_messages={"required": _("Choose what becomes of it.")},
    )
    field_order = ["source_name", "narration", "amount", "fund", "use", "on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = gettext("What is it worth?")

    def lines(self) -> tuple[Line, ...]:
        given = self.cleaned_data
        giver = self.desk.source(
            self.fund_chosen, AccountKind.GIFT_IN_KIND, given["source_name"], token=given["id"]
        )
        return gift_in_kind(giver, given["amount"], for_lending=given["use"] == "lent")

    def wording(self) -> Wording:
        return Wording(self.cleaned_data["narration"], self.cleaned_data["source_name"])


class SettleForm(TransferForm):
    """A decision about what was missing or too much at a count."""

    settles: AccountKind
    narration = NameField(
        label=_("Who decided it, and why?"),
        max_length=TEXT,
        error_messages={"required": _("Write who decided it, and why.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settle_fund(self, self.settles)


class ShortageLostForm(SettleForm, SecondForm):
    title = _("Count a shortage as lost")
    intro = _("Nobody makes it good. The fund's kept earnings become less by this amount.")
    button = _("Record it as lost")
    settles = AccountKind.SHORTAGE

    def lines(self) -> tuple[Line, ...]:
        return shortage_lost(self.fund_chosen, self.cleaned_data["amount"])


class SurplusKeptForm(SettleForm):
    title = _("Keep what was too much")
    intro = _("Nobody claims it. The fund's kept earnings become more by this amount.")
    button = _("Record that it is kept")
    settles = AccountKind.SURPLUS

    def lines(self) -> tuple[Line, ...]:
        return surplus_kept(self.fund_chosen, self.cleaned_data["amount"])


class GoodsLostForm(StockForm, SecondForm, TransferForm):
    title = _("Goods that died or spoiled")
    intro = _("They leave the stock. The fund's kept earnings become less by their value.")
    button = _("Record the loss")
    field_order = ["narration", "amount", "fund", "on", "second_officer", "pin"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = gettext("At what value do they stand in the book?")
        self.fields["amount"].help_text = gettext(VALUE_HELP)

    def lines(self) -> tuple[Line, ...]:
        return goods_lost(self.fund_chosen, self.cleaned_data["amount"])


TRANSFERS: dict[str, type[TransferForm]] = {
    "quy-sang-quy": BetweenFundsForm,
    "gui-ngan-hang": DepositForm,
    "rut-ngan-hang": WithdrawalForm,
    "hien-vat": GiftInKindForm,
    "hang-hong": GoodsLostForm,
    "bo-thieu": ShortageLostForm,
    "giu-thua": SurplusKeptForm,
}


def transfer(request: HttpRequest, club_id: UUID, transfer_kind: str) -> HttpResponse:
    """Write one transfer of a kind."""
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    form = one_of(TRANSFERS, transfer_kind)(request.POST or None, desk=desk)

    def write(at: datetime) -> UUID:
        given = form.cleaned_data
        on: date = given["on"]
        lines, wording, second = form.lines(), form.wording(), form.second(at)
        return record_transfer(
            club_id=club_id, voucher_id=given["id"], on=on, lines=lines, wording=wording,
            second=second, by=desk.by, at=at,
        )  # fmt: skip

    return answer(request, desk, form, write)
