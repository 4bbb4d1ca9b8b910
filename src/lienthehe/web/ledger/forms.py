"""What the forms of the cash book have in common: the voucher's id, amount, day, fund, place, the other person, the second."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.commands import check_pin
from lienthehe.access.queries import Officer, officer_by_id
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.vouchers import PartyKind, Wording
from lienthehe.web.forms import Choices, MoneyField, NameField, PageForm, VietnameseDateField
from lienthehe.web.ledger.desk import Choice, Desk
from lienthehe.web.wording import write_dong

NAME, TEXT = 120, 200
BOX, BANK = "box", "bank"
PIN_FIGURES = 6


class FormId(forms.UUIDField):
    """The id that the voucher will bear, made as the form is shown: sent twice, the first voucher comes back."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid7)

    def clean(self, value: object) -> UUID:
        try:
            return super().clean(value) or uuid7()
        except ValidationError:
            return uuid7()


class EntryForm(PageForm):
    """The base of every entry. `title`, `intro` and `button` are the page's words."""

    title: Any = ""
    intro: Any = ""
    button: Any = ""

    id = FormId()
    amount = MoneyField(label=_("Amount"))
    on = VietnameseDateField(label=_("Day"))
    narration = NameField(label=_("What for? (may stay empty)"), required=False, max_length=TEXT)

    def __init__(self, data: Any = None, *, desk: Desk, **kwargs: Any) -> None:
        self.desk = desk
        super().__init__(data, **kwargs)
        self.fields["on"].initial = desk.today

    def wording(self) -> Wording:
        """Return what was written in words."""
        return Wording(narration=self.cleaned_data["narration"])

    def second(self, at: datetime) -> Officer | None:  # noqa: ARG002 - forms with a second officer need it
        """Return the second officer, whose PIN is checked here, before and outside the command's transaction."""
        return None


class FundForm(EntryForm):
    """An entry into or out of one fund."""

    fund = forms.ChoiceField(
        label=_("Which fund?"), widget=Choices, error_messages={"required": _("Choose a fund.")}
    )
    shows_box = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].choices = [(fund.value, self._fund_label(fund)) for fund in Fund]  # type: ignore[attr-defined]

    def _fund_label(self, fund: Fund) -> str:
        if not self.shows_box:
            return gettext(fund.label)
        return gettext("%(fund)s, %(amount)s in the box") % {
            "fund": gettext(fund.label),
            "amount": write_dong(self.desk.held(fund)),
        }

    @property
    def fund_chosen(self) -> Fund:
        return Fund(self.cleaned_data["fund"])


class PlaceForm(EntryForm):
    """An entry that moves cash or money at the bank."""

    place = forms.ChoiceField(
        label=_("Cash or bank?"),
        widget=Choices,
        initial=BOX,
        choices=[(BOX, _("Cash, in the box")), (BANK, _("The bank account"))],
        error_messages={"required": _("Choose cash or bank.")},
    )

    @property
    def at_bank(self) -> bool:
        return bool(self.cleaned_data.get("place") == BANK)


class PartyForm(EntryForm):
    """An entry with somebody on the other side: a member, or somebody else by name."""

    member = forms.ChoiceField(label=_("Which member?"), required=False)
    other = NameField(
        label=_("Somebody else? Write the name"),
        required=False,
        max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    party_needed = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", gettext("No member"))
        self.fields["member"].choices = [nobody, *self.desk.member_choices]  # type: ignore[attr-defined]

    def clean(self) -> None:
        member, other = self.cleaned_data.get("member"), self.cleaned_data.get("other")
        if member and other:
            self.add_error("other", gettext("Choose the member or write a name, not both."))
        elif self.party_needed and not (member or other or {"member", "other"} & set(self.errors)):
            self.add_error("member", gettext("Choose the member, or write the name below."))
        super().clean()

    @property
    def party_id(self) -> UUID | None:
        member = self.cleaned_data["member"]
        return UUID(member) if member else None

    @property
    def party_kind(self) -> PartyKind:
        if self.party_id:
            return PartyKind.MEMBER
        return PartyKind.OTHER if self.cleaned_data["other"] else PartyKind.NOBODY

    @property
    def party_name(self) -> str:
        return self.desk.member_name(self.party_id) if self.party_id else str(self.cleaned_data["other"])

    def wording(self) -> Wording:
        return Wording(narration=self.cleaned_data["narration"], party_name=self.party_name)


class SecondSelect(forms.Select):
    """A list of who approves, and below them, not to be chosen, who has no PIN yet."""

    without_pin: Sequence[str] = ()

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        for place, called in enumerate(self.without_pin, start=len(groups)):
            label = gettext("%(who)s (no PIN yet)") % {"who": called}
            option = self.create_option(name, "", label, selected=False, index=place, attrs=attrs)
            option["attrs"]["disabled"] = True
            groups.append((None, [option], place))
        return groups


class SecondForm(EntryForm):
    """An entry that a second officer of the board confirms by the PIN, where the regulations ask for two."""

    always_two = False
    """Whether two are needed whatever the regulations say."""

    second_officer = forms.ChoiceField(
        label=_("Second person who approves"),
        help_text=_("The regulations ask for two people when money is paid out."),
        required=False,
        widget=SecondSelect,
    )
    pin = forms.CharField(
        label=_("The second person's PIN"),
        help_text=_("Hand over the device: the second person types six figures."),
        required=False,
        max_length=20,
        widget=forms.PasswordInput(
            attrs={
                "class": "input-pin",
                "inputmode": "numeric",
                "autocomplete": "off",
                "maxlength": PIN_FIGURES,
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.always_two or self.desk.ever_needs_two):
            del self.fields["second_officer"], self.fields["pin"]
            return
        self.offer_seconds(self.desk.second_choices)
        self.fields["second_officer"].widget.without_pin = self.desk.without_pin

    def offer_seconds(self, choices: Sequence[Choice]) -> None:
        """Offer who may approve; where only one person can and two are needed, that one is chosen already."""
        field = self.fields["second_officer"]
        field.choices = [("", gettext("Choose who approves")), *choices]  # type: ignore[attr-defined]
        only = {key for key, _label in choices}
        field.initial = only.pop() if len(only) == 1 and self.is_sure_of_two else None

    @property
    def is_sure_of_two(self) -> bool:
        """Whether two are needed whatever will be typed."""
        return self.always_two or self.desk.needs_two(self.desk.today)

    @property
    def asks_for_two(self) -> bool:
        """Whether what was typed takes something from a fund."""
        return True

    @property
    def paid_on(self) -> date:
        """The day whose regulations say whether two people are needed."""
        return self.cleaned_data.get("on") or self.desk.today

    def clean(self) -> None:
        super().clean()
        if "second_officer" not in self.fields or "second_officer" in self.errors:
            return
        second, pin = self.cleaned_data["second_officer"], self.cleaned_data.get("pin")
        if not second and self.asks_for_two and (self.always_two or self.desk.needs_two(self.paid_on)):
            self.add_error("second_officer", gettext("Choose somebody of the board."))
        elif second and not pin:
            self.add_error("pin", gettext("The second person types the PIN of six figures here."))

    def second(self, at: datetime) -> Officer | None:
        chosen = self.cleaned_data.get("second_officer")
        officer = officer_by_id(chosen) if chosen else None
        if officer is not None:
            check_pin(officer=officer, pin=self.cleaned_data["pin"], at=at)
        return officer


def settle_fund(form: FundForm, kind: AccountKind) -> Dong:
    """Leave to a form only the funds that have a shortage (or surplus) to settle; return the first one's amount."""
    amounts = {fund: amount for (fund, of), amount in form.desk.differences.items() if of is kind}
    form.fields["fund"].choices = [  # type: ignore[attr-defined]
        (fund.value, f"{gettext(fund.label)}, {write_dong(amount)}") for fund, amount in amounts.items()
    ]
    form.fields["fund"].initial = next((fund.value for fund in amounts), None)
    form.fields["amount"].initial = next(iter(amounts.values()), None)
    return Dong(sum(amounts.values()))
