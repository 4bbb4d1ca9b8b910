"""The screens of old books that are saved as a whole: cash, bank and goods, whose money, members."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import Fund, Newcomer
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import DENOMINATIONS, ZERO, Dong
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.lifecycle.rules.openings import (
    CountedBox,
    FundHolding,
    OpeningMember,
    OpeningSource,
    SourceKind,
)
from lienthehe.web.clubs.many import read_list
from lienthehe.web.clubs.wording import choices_of
from lienthehe.web.forms import Choices, MoneyField, NameField, PageForm, VietnameseDateField, read_number
from lienthehe.web.ledger.counts import note_field
from lienthehe.web.ledger.forms import NAME
from lienthehe.web.lifecycle.opening_pages import LineForm, OpeningPage, make_lines

_FUNDS = [(fund.value, _(fund.label)) for fund in Fund]
CHOOSE = ("", _("Choose"))


def amount_field(label: Any, **more: Any) -> MoneyField:
    """Return a box for an amount that may stay empty."""
    return MoneyField(label=label, required=False, at_least=0, **more)


class DayForm(PageForm):
    """The day of opening, and for one tin what of it is the income fund's."""

    on = VietnameseDateField(
        label=_("Day of opening"),
        help_text=_("The day on which the box was counted. From then on everything is written here."),
    )
    income = MoneyField(
        label=_("Of what was counted, how much is the income fund's?"),
        at_least=0,
        error_messages={
            "required": _("Write how much is the income fund's; the rest is the activity fund's.")
        },
    )


class CountedForm(PageForm):
    """One box: how many notes of each kind, or its sum without counting notes."""

    other = amount_field(_("Coins, or the whole sum if notes are not counted"))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label = label
        for value in DENOMINATIONS:
            self.add_field(f"n{value}", note_field(value))

    @property
    def notes(self) -> list[tuple[int, forms.BoundField, Dong]]:
        """Each denomination with its field and what its notes come to, as last typed."""
        return [
            (value, self[f"n{value}"], Dong(value * read_number(str(self[f"n{value}"].value() or ""))))
            for value in DENOMINATIONS
        ]

    @property
    def counted(self) -> Dong:
        """What was counted, as last typed."""
        other = (
            self.cleaned_data.get("other") if self.is_bound and self.is_valid() else self.initial.get("other")
        )
        return Dong(sum(amount for _value, _field, amount in self.notes) + (other or 0))

    def box(self, funds: tuple[Fund, ...]) -> CountedBox:
        """Return the box as the sheet takes it."""
        given = self.cleaned_data
        notes = {str(value): given[f"n{value}"] for value in DENOMINATIONS if given[f"n{value}"]}
        return CountedBox(funds, notes, given["other"] or ZERO)


class CashPage(OpeningPage):
    part, template, title = "cash", "lifecycle/opening_cash.html", _("Count the cash")
    owns = ("on", "boxes", "holdings")

    def make_forms(self) -> list[PageForm]:
        sheet, one_tin = self.desk.sheet, self.desk.one_tin
        written = {box.funds: box for box in sheet.boxes}
        initial: dict[str, Any] = {"on": sheet.on}
        if sheet.holdings:
            initial["income"] = sheet.holding(Fund.INCOME).cash
        self.day = DayForm(self.typed, initial=initial)
        if not one_tin:
            del self.day.fields["income"]
        self.boxes = {
            funds: CountedForm(
                self.typed,
                prefix="tin" if one_tin else funds[0].value,
                initial=_counted(written.get(funds)),
                label=gettext("The box of both funds") if one_tin else gettext(funds[0].label),
            )
            for funds in ([tuple(Fund)] if one_tin else [(fund,) for fund in Fund])
        }
        return [self.day, *self.boxes.values()]

    @property
    def counted_forms(self) -> list[CountedForm]:
        return list(self.boxes.values())

    def fields(self) -> dict[str, Any]:
        boxes = tuple(form.box(funds) for funds, form in self.boxes.items())
        cash = {fund: box.counted for box in boxes for fund in box.funds}
        if self.desk.one_tin:
            income = self.day.cleaned_data["income"]
            cash = {Fund.INCOME: income, Fund.ACTIVITY: Dong(boxes[0].counted - income)}
        holdings = tuple(replace(self.desk.sheet.holding(fund), cash=cash[fund]) for fund in Fund)
        return {"on": self.day.cleaned_data["on"], "boxes": boxes, "holdings": holdings}

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.desk.one_tin and self.day.cleaned_data["income"] > self.counted_forms[0].counted:
            self.day.add_error("income", gettext("That is more than was counted in the box."))
            return False
        return True


def _counted(box: CountedBox | None) -> dict[str, Any]:
    if box is None:
        return {}
    notes = {f"n{value}": number for value, number in box.notes.items()}
    return {**notes, "other": box.other or None}


class HoldingForm(PageForm):
    """What a fund holds beside cash and loans."""

    bank = amount_field(_("At the bank"), help_text=_("By the bank's last slip. Empty: nothing."))
    stock = amount_field(
        _("Goods in stock, what they are worth"),
        help_text=_("Animals, seed, tools that are lent or sold. Empty: none."),
    )
    goods = NameField(label=_("Which goods? (may stay empty)"), required=False, max_length=NAME)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label = label


class GoodsPage(OpeningPage):
    part, template, title = "goods", "lifecycle/opening_goods.html", _("Bank and goods")
    owns = ("holdings",)

    def make_forms(self) -> list[PageForm]:
        self.by_fund = {fund: self._form(self.desk.sheet.holding(fund)) for fund in Fund}
        return list(self.by_fund.values())

    def _form(self, held: FundHolding) -> HoldingForm:
        initial = {"bank": held.bank or None, "stock": held.stock or None, "goods": held.goods}
        return HoldingForm(
            self.typed, prefix=held.fund.value, initial=initial, label=gettext(held.fund.label)
        )

    def fields(self) -> dict[str, Any]:
        return {"holdings": tuple(self._held(fund, form) for fund, form in self.by_fund.items())}

    def _held(self, fund: Fund, form: HoldingForm) -> FundHolding:
        given, before = form.cleaned_data, self.desk.sheet.holding(fund)
        return replace(before, bank=given["bank"] or ZERO, stock=given["stock"] or ZERO, goods=given["goods"])


class SourceLine(LineForm):
    told_by = ("name", "amount")

    kind = forms.ChoiceField(
        label=_("What kind of money?"),
        choices=[CHOOSE, *choices_of(SourceKind)],
        error_messages={"required": _("Choose what kind of money it is.")},
    )
    name = NameField(label=_("Whose? (who gave or lent it)"), required=False, max_length=NAME)
    fund = forms.ChoiceField(
        label=_("In which fund?"),
        widget=Choices,
        choices=_FUNDS,
        error_messages={"required": _("Choose a fund.")},
    )
    amount = MoneyField(label=_("How much of it is still there or lent out?"))
    borrowed_on = VietnameseDateField(label=_("Borrowed capital: lent on"), required=False)
    due_on = VietnameseDateField(
        label=_("Borrowed capital: goes back on"),
        required=False,
        help_text=_("In several parts: one line for each."),
    )
    field_order = ["kind", "name", "fund", "amount", "borrowed_on", "due_on", "drop"]

    def clean(self) -> None:
        kind = self.cleaned_data.get("kind")
        if kind and SourceKind(kind).is_named and not self.cleaned_data.get("name"):
            self.add_error("name", gettext("Write who gave or lent it."))
        if kind == SourceKind.BORROWED_CAPITAL:
            for name in ("borrowed_on", "due_on"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Borrowed capital needs this day."))

    def source(self) -> OpeningSource:
        """Return the source as the sheet takes it."""
        given = self.cleaned_data
        kind, fund = SourceKind(given["kind"]), Fund(given["fund"])
        if kind is not SourceKind.BORROWED_CAPITAL:
            return OpeningSource(fund, kind, given["name"] if kind.is_named else "", given["amount"])
        parts = (DuePart(given["due_on"], given["amount"]),)
        return OpeningSource(fund, kind, given["name"], given["amount"], given["borrowed_on"], parts)


class SourcesPage(OpeningPage):
    part, template, title = "sources", "lifecycle/opening_sources.html", _("Whose money is it?")
    owns = ("sources",)

    def make_forms(self) -> list[PageForm]:
        written = [
            {
                "kind": one.kind, "name": one.name, "fund": one.fund, "amount": one.amount,
                "borrowed_on": one.borrowed_on, "due_on": one.parts[0].on if one.parts else None,
            }
            for one in self.desk.sheet.sources
        ]  # fmt: skip
        self.lines = make_lines(SourceLine, "s", self.typed, written)
        return list(self.lines)

    def fields(self) -> dict[str, Any]:
        return {
            "sources": tuple(
                line.source() for line in self.lines if isinstance(line, SourceLine) and line.cleaned_data
            )
        }


class NewcomersForm(PageForm):
    """Members who are not in the list yet, pasted a line each."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    joined_on = VietnameseDateField(
        label=_("Members since"), help_text=_("The same day for all; it can be corrected later.")
    )
    people = forms.CharField(
        label=_("Who is missing in the list above?"),
        help_text=_("A line each: name, year of birth, nam or nữ, household. Empty: nobody."),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "input", "autocomplete": "off"}),
    )


class ShareForm(PageForm):
    """What one member gets back on leaving, by fund."""

    income = amount_field(_("Paid back by the income fund"))
    activity = amount_field(_("Paid back by the activity fund"))

    def __init__(self, *args: Any, name: str, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name, self.is_new = name, is_new
        if is_new:
            self.add_field("drop", forms.BooleanField(label=_("Take this line out"), required=False))


class MembersPage(OpeningPage):
    part, template, title = "members", "lifecycle/opening_members.html", _("Members and their shares")
    owns = ("members",)

    def make_forms(self) -> list[PageForm]:
        self.written = {one.membership_id: one for one in self.desk.sheet.members}
        founded = self.desk.desk.club.facts.founded_on
        batch = {"id": uuid7(), "joined_on": founded}
        self.new = NewcomersForm(self.typed, initial=batch)
        self.shares = {key: self._share(key, name) for key, name in self.desk.names.items()}
        return [*self.shares.values(), self.new]

    def _share(self, key: UUID, name: str) -> ShareForm:
        one = self.written.get(key)
        initial = {"income": one.share_income or None, "activity": one.share_activity or None} if one else {}
        is_new = one is not None and one.joins is not None
        return ShareForm(self.typed, prefix=f"m{key.hex}", initial=initial, name=name, is_new=is_new)

    @property
    def share_forms(self) -> list[ShareForm]:
        return list(self.shares.values())

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        given = self.new.cleaned_data
        joined_on = given["joined_on"]
        read = read_list(
            given["people"], joined_on=joined_on, certified_until=joined_on + timedelta(days=365),
            batch=given["id"] or uuid7(),
        )  # fmt: skip
        for fault in read.faults:
            self.new.add_error("people", fault)
        self.newcomers = read.newcomers
        return not read.faults

    def fields(self) -> dict[str, Any]:
        members = [
            self._member(key, form) for key, form in self.shares.items() if not form.cleaned_data.get("drop")
        ]
        joining: list[Newcomer] = self.newcomers
        new = [OpeningMember(one.membership_id, one) for one in joining]
        return {
            "members": (
                *(one for one in members if one.joins or one.share_income or one.share_activity),
                *new,
            )
        }

    def _member(self, key: UUID, form: ShareForm) -> OpeningMember:
        before, given = self.written.get(key), form.cleaned_data
        joins = before.joins if before else None
        return OpeningMember(key, joins, given["income"] or ZERO, given["activity"] or ZERO)


PAGES: dict[str, type[OpeningPage]] = {
    page.part: page for page in (CashPage, GoodsPage, SourcesPage, MembersPage)
}
"""The screens that are saved as a whole, by part; loans are written one by one."""
