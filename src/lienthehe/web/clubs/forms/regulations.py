"""The form of the club's regulations, with the contributions that they ask."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import ContributionTerms, Every, Fund, RegulationTerms
from lienthehe.clubs.rules.regulations import MOST_INSTALMENTS
from lienthehe.web.clubs.wording import choices_of
from lienthehe.web.forms import Choices, MoneyField, PageForm, VietnameseDateField

KINDS = [(fund, refundable) for fund in (Fund.ACTIVITY, Fund.INCOME) for refundable in (False, True)]
"""Each fund may ask for one contribution that stays with the club and one that a leaver gets back."""

_FEWEST_PARTS = 2


class RegulationForm(PageForm):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    since = VietnameseDateField(
        label=_("In force from"), help_text=_("What is asked of members follows from the next month on.")
    )
    quorum_percent = forms.IntegerField(
        label=_("How many must come, of 100 members"),
        help_text=_("Fewer than this and the meeting decides nothing."),
        initial=50,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    second_officer = forms.ChoiceField(
        label=_("Payments"),
        choices=[("yes", _("Two of the board for every payment")), ("no", _("One of the board is enough"))],
        initial="yes",
        widget=Choices,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(len(KINDS)):
            self._add_kind(number)

    def _add_kind(self, number: int) -> None:
        amount = MoneyField(label=_("How much"), required=False)
        every = forms.ChoiceField(label=_("How often"), choices=choices_of(Every), initial=Every.MONTH)
        parts = forms.IntegerField(
            label=_("In how many monthly parts"),
            help_text=_("Only for what is paid once, in parts."),
            required=False,
            min_value=1,
            max_value=MOST_INSTALMENTS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )
        every.widget.attrs["class"] = parts.widget.attrs["class"] = "input"
        amount.widget.attrs["class"] = "input input-money"
        self.fields |= {f"amount_{number}": amount, f"every_{number}": every, f"parts_{number}": parts}

    def clean(self) -> None:
        typed = self.cleaned_data
        for n in range(len(KINDS)):
            in_parts = typed.get(f"amount_{n}") and typed.get(f"every_{n}") == Every.INSTALMENTS
            if in_parts and (typed.get(f"parts_{n}", _FEWEST_PARTS) or 1) < _FEWEST_PARTS:
                self.add_error(f"parts_{n}", gettext("Paid in how many parts? Write 2 or more."))

    @property
    def contributions(self) -> list[tuple[str, bool, list[forms.BoundField]]]:
        """The boxes of each kind: its fund's name, whether it is given back, the boxes."""
        return [
            (gettext(fund.label), refundable, [self[f"{box}_{n}"] for box in ("amount", "every", "parts")])
            for n, (fund, refundable) in enumerate(KINDS)
        ]

    def terms(self) -> RegulationTerms:
        """Return what was typed; a contribution without amount is none."""
        typed = self.cleaned_data
        return RegulationTerms(
            id=typed["id"],
            since=typed["since"],
            quorum_percent=typed["quorum_percent"],
            second_officer_for_payments=typed["second_officer"] == "yes",
            contributions=tuple(
                ContributionTerms(
                    fund=fund,
                    amount=typed[f"amount_{n}"],
                    every=Every(typed[f"every_{n}"]),
                    refundable=refundable,
                    instalments=self._parts(n),
                )
                for n, (fund, refundable) in enumerate(KINDS)
                if typed[f"amount_{n}"]
            ),
        )

    def _parts(self, number: int) -> int:
        typed = self.cleaned_data
        return int(typed[f"parts_{number}"]) if typed[f"every_{number}"] == Every.INSTALMENTS else 1


def written_terms(terms: RegulationTerms, *, as_id: UUID) -> dict[str, Any]:
    """Return regulations as the form shows them."""
    written: dict[str, Any] = {
        "id": as_id,
        "since": terms.since,
        "quorum_percent": terms.quorum_percent,
        "second_officer": "yes" if terms.second_officer_for_payments else "no",
    }
    for asked in terms.contributions:
        number = KINDS.index(asked.kind)
        parts = asked.instalments if asked.every is Every.INSTALMENTS else None
        written |= {
            f"amount_{number}": asked.amount,
            f"every_{number}": asked.every.value,
            f"parts_{number}": parts,
        }
    return written
