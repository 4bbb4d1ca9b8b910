"""The screen of one loan of the old book."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.foundation.money import ZERO
from lienthehe.loans.rules.bringing_in import BroughtIn
from lienthehe.loans.rules.schedules import Method
from lienthehe.web.forms import Choices, MoneyField, NameField, PageForm, VietnameseDateField
from lienthehe.web.ledger.forms import NAME
from lienthehe.web.lifecycle.opening_forms import amount_field
from lienthehe.web.loans.fields import MonthlyRateField
from lienthehe.web.loans.wording import METHODS

MONTHS = 12
_FIGURES = {"inputmode": "numeric", "autocomplete": "off"}


class LoanForm(PageForm):
    """One loan of the old book."""

    membership_id = forms.ChoiceField(
        label=_("Who borrowed?"), error_messages={"required": _("Choose who borrowed.")}
    )
    first_amount = MoneyField(label=_("How much was lent at first?"))
    first_on = VietnameseDateField(label=_("Lent on"))
    owed = MoneyField(label=_("How much principal is still owed, late or not?"))
    monthly_rate = MonthlyRateField(
        label=_("Interest, percent a month"), help_text=_("0 if it bears none."), most=9
    )
    method = forms.ChoiceField(
        label=_("How is interest reckoned?"),
        choices=[(one.value, words[0]) for one, words in METHODS.items()],
        initial=Method.FLAT.value,
        widget=Choices,
    )
    arrears_principal = amount_field(_("Principal that is late"), help_text=_("Empty: nothing is late."))
    arrears_interest = amount_field(_("Interest that is late"))
    arrears_since = VietnameseDateField(label=_("Late since"), required=False)
    instalments = forms.IntegerField(
        label=_("How many instalments are left, without what is late?"),
        required=False,
        min_value=0,
        max_value=600,
        widget=forms.TextInput(attrs=_FIGURES),
    )
    next_due = VietnameseDateField(label=_("Next one due on"), required=False)
    every = forms.IntegerField(
        label=_("Every how many months?"),
        initial=1,
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs=_FIGURES),
    )
    each = amount_field(
        _("Principal each time, as the old book says (may stay empty)"), help_text=_("Empty: it is reckoned.")
    )
    purpose = NameField(label=_("What for? (may stay empty)"), required=False, max_length=NAME)
    guarantor = NameField(label=_("Who stands for it? (may stay empty)"), required=False, max_length=NAME)

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], loan: BroughtIn | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_typed(loan) if loan else None, **kwargs)
        self.fields["membership_id"].choices = [("", gettext("Choose who borrowed")), *choices]  # type: ignore[attr-defined]

    def loan(self) -> BroughtIn:
        """Return the loan as the sheet takes it."""
        given = self.cleaned_data
        amounts: dict[str, Any] = {
            name: given[name] or ZERO for name in ("each", "arrears_principal", "arrears_interest")
        }
        same = (
            "first_amount",
            "first_on",
            "owed",
            "next_due",
            "arrears_since",
            "every",
            "purpose",
            "guarantor",
        )
        return BroughtIn(
            membership_id=UUID(given["membership_id"]),
            annual_rate=given["monthly_rate"] * MONTHS,
            method=Method(given["method"]),
            instalments=given["instalments"] or 0,
            **amounts,
            **{name: given[name] for name in same},
        )


def _typed(loan: BroughtIn) -> dict[str, Any]:
    same = (
        "first_amount", "first_on", "owed", "next_due", "arrears_since", "every", "purpose", "guarantor", "instalments",
    )  # fmt: skip
    amounts = {
        name: getattr(loan, name) or None for name in ("each", "arrears_principal", "arrears_interest")
    }
    return {
        "membership_id": str(loan.membership_id), "monthly_rate": loan.annual_rate / MONTHS, "method": loan.method,
        **amounts, **{name: getattr(loan, name) for name in same},
    }  # fmt: skip
