"""Ghi khoản thu: what comes in, one short form for each kind."""

from abc import abstractmethod
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import ContributionKind, Every, Fund
from lienthehe.documents.wording import say_contribution
from lienthehe.ledger.commands import record_receipts
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, Income, contribution
from lienthehe.ledger.rules.entries import Part, Receipt
from lienthehe.ledger.rules.vouchers import PartyKind, Wording
from lienthehe.web.forms import Choices, NameField
from lienthehe.web.ledger.desk import Choice, desk_of
from lienthehe.web.ledger.forms import NAME, FundForm, PartyForm, PlaceForm, settle_fund
from lienthehe.web.ledger.writing import answer, one_of


class ReceiptForm(PlaceForm):
    """Money that comes in. A subclass says from where."""

    button = _("Record this receipt")

    @abstractmethod
    def receipt(self) -> Receipt:
        """Return what was written as the books take it."""


class ContributionForm(ReceiptForm):
    title = _("A member contributes")
    member = forms.ChoiceField(
        label=_("Who contributes?"), error_messages={"required": _("Choose the member.")}
    )
    contribution = forms.ChoiceField(
        label=_("Which contribution?"),
        widget=Choices,
        error_messages={"required": _("Choose which contribution it is.")},
    )
    field_order = ["member", "contribution", "amount", "on", "place", "narration"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = ("", gettext("Choose the member"))
        self.fields["member"].choices = [choose, *self.desk.member_choices]  # type: ignore[attr-defined]
        choices = self._contributions()
        self.fields["contribution"].choices = choices  # type: ignore[attr-defined]
        self.fields["contribution"].initial = choices[0][0]

    def _contributions(self) -> list[Choice]:
        """What the regulations ask, with its amount, then a contribution to a fund for which they ask nothing."""
        terms = self.desk.regulation(self.desk.today)
        asked = terms.contributions if terms else ()
        choices = [(f"{one.fund}:{int(one.refundable)}", say_contribution(one)) for one in asked]
        if asked and asked[0].every is Every.MONTH:
            self.fields["amount"].initial = asked[0].amount
        free = [
            fund for fund in Fund if ContributionKind(fund, refundable=False) not in {o.kind for o in asked}
        ]
        beyond = gettext("%(fund)s, not asked by the regulations")
        return choices + [(f"{fund}:0", beyond % {"fund": gettext(fund.label)}) for fund in free]

    def receipt(self) -> Receipt:
        given = self.cleaned_data
        fund, refundable = given["contribution"].split(":")
        member = UUID(given["member"])
        account = contribution(Fund(fund), member, refundable=refundable == "1")
        return Receipt(
            id=given["id"],
            fund=Fund(fund),
            on=given["on"],
            parts=(Part(account, given["amount"], member),),
            wording=Wording(given["narration"], self.desk.member_name(member)),
            party_kind=PartyKind.MEMBER,
            party_id=member,
            at_bank=self.at_bank,
        )


class SourceForm(ReceiptForm, FundForm):
    """Money from a source that is followed to its end: whose it is stands in the books for ever."""

    kind: AccountKind
    source_name = NameField(
        label=_("Who gives it?"),
        max_length=NAME,
        error_messages={"required": _("Write who gives it, so that one can always say whose money it is.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "givers"}),
    )
    field_order = ["source_name", "fund", "amount", "on", "place", "narration"]

    @property
    def givers(self) -> list[str]:
        """The names known already, for the box to offer."""
        if not self.desk.sees_names:
            return []
        return sorted({ref.label for ref in self.desk.givers if ref.kind is self.kind})

    def receipt(self) -> Receipt:
        given = self.cleaned_data
        name, fund = given["source_name"], self.fund_chosen
        source = self.desk.source(fund, self.kind, name, token=given["id"])
        return Receipt(
            id=given["id"],
            fund=fund,
            on=given["on"],
            parts=(Part(source, given["amount"]),),
            wording=Wording(given["narration"], name),
            at_bank=self.at_bank,
        )


class GrantForm(SourceForm):
    title = _("Support from the State or an organisation")
    kind = AccountKind.GRANT


class ProjectForm(SourceForm):
    title = _("Project capital")
    kind = AccountKind.PROJECT


class DonationForm(SourceForm):
    title = _("A donation")
    kind = AccountKind.DONATION


class OtherReceiptForm(ReceiptForm, FundForm, PartyForm):
    """Money from somebody who is not followed as a source."""

    field_order = ["income", "fund", "member", "other", "amount", "on", "place", "narration"]

    @abstractmethod
    def account(self) -> AccountRef:
        """Return where it comes from."""

    def receipt(self) -> Receipt:
        given = self.cleaned_data
        return Receipt(
            id=given["id"],
            fund=self.fund_chosen,
            on=given["on"],
            parts=(Part(self.account(), given["amount"]),),
            wording=self.wording(),
            party_kind=self.party_kind,
            party_id=self.party_id,
            at_bank=self.at_bank,
        )


class IncomeForm(OtherReceiptForm):
    title = _("Interest, a fee or another income")
    party_needed = False
    income = forms.ChoiceField(
        label=_("What income is it?"),
        widget=Choices,
        choices=[(one.value, _(one.label)) for one in (Income.BANK_INTEREST, Income.FEE, Income.OTHER)],
        error_messages={"required": _("Choose what it is.")},
    )

    def account(self) -> AccountRef:
        return AccountRef(self.fund_chosen, AccountKind.INTEREST, self.cleaned_data["income"])


class ShortageMadeGoodForm(OtherReceiptForm):
    title = _("A shortage is made good")
    intro = _("Somebody pays in what was missing at a count.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settle_fund(self, AccountKind.SHORTAGE)

    def account(self) -> AccountRef:
        return AccountRef(self.fund_chosen, AccountKind.SHORTAGE)


RECEIPTS: dict[str, type[ReceiptForm]] = {
    "dong-gop": ContributionForm,
    "ho-tro": GrantForm,
    "du-an": ProjectForm,
    "ung-ho": DonationForm,
    "thu-khac": IncomeForm,
    "bu-thieu": ShortageMadeGoodForm,
}


def receipt(request: HttpRequest, club_id: UUID, receipt_kind: str) -> HttpResponse:
    """Write one receipt of a kind; `?thanh-vien=` chooses the member beforehand."""
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    member = request.GET.get("thanh-vien", "")
    form = one_of(RECEIPTS, receipt_kind)(
        request.POST or None, desk=desk, initial={"member": member} if member else {}
    )

    def write(at: datetime) -> UUID:
        return record_receipts(club_id=club_id, receipts=[form.receipt()], by=desk.by, at=at)[0]

    return answer(request, desk, form, write)
