"""The form of the terms on which a club lends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.foundation.text import tidy
from lienthehe.loans.rules.policies import MOST_MONTHLY_RATE, MOST_STEPS, LoanPolicy
from lienthehe.loans.rules.schedules import MONTHS, LoanTerms, Method
from lienthehe.web.forms import Choices, MoneyField, PageForm, VietnameseDateField
from lienthehe.web.loans.fields import MonthlyRateField
from lienthehe.web.loans.policy_sheet import Example
from lienthehe.web.loans.wording import METHODS
from lienthehe.web.wording import write_dong

_FIGURES = {"inputmode": "numeric", "autocomplete": "off"}
_EXAMPLE = LoanTerms(
    principal=Dong(5_000_000),
    annual_rate=Decimal(MONTHS),
    start=date(2026, 1, 1),
    instalments=10,
    round_to=1000,
)
"""By which each method shows what it takes: 5 million over 10 months at 1 % a month."""
_ALWAYS_SHOWN = 3
_USUAL = ("0", "1000")
_MONTHS = re.compile(r"\d{1,4}([\s,;]+\d{1,4})*")


def _number(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, widget=forms.TextInput(attrs=_FIGURES), **kwargs)


def _either(label: Any, yes: Any, no: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("yes", yes), ("no", no)], widget=Choices)


def _methods() -> list[tuple[str, str]]:
    """Offer each method with its line of explanation and what it takes of the example."""
    drawn = '<b>{}</b><br><span class="soft">{} {}</span>'
    return [
        (method.value, format_html(drawn, *words, Example.of(_EXAMPLE, method).words))
        for method, words in METHODS.items()
    ]


class MonthsField(forms.CharField):
    """Numbers of months: 6, 10, 12. Gives them as a tuple, the shortest first."""

    default_error_messages = {
        "required": _("Write how many months a loan may run, for example 6, 10, 12."),
        "invalid": _("Write the months as numbers with commas between them: 6, 10, 12."),
    }

    def prepare_value(self, value: object) -> object:
        return ", ".join(map(str, value)) if isinstance(value, tuple) else value

    def clean(self, value: str | None) -> tuple[int, ...]:
        text = tidy(super().clean(value)).rstrip(",;")
        if not _MONTHS.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return tuple(sorted({int(number) for number in re.findall(r"\d+", text)}))


class LinesField(forms.CharField):
    """Short texts, one a line. Gives them as a tuple, each once."""

    widget = forms.Textarea(attrs={"rows": 8})

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, tuple) else value

    def clean(self, value: str | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(tidy, super().clean(value).splitlines()))))


@dataclass(frozen=True, slots=True)
class Part:
    """Some fields of the form under one heading."""

    title: str
    hint: str
    fields: list[forms.BoundField]
    rare: bool = False
    """Mostly left as it is, so that it is folded away."""

    @property
    def is_open(self) -> bool:
        """Whether something in it is wrong or not as usual."""
        return any(box.errors or str(box.value()) not in _USUAL for box in self.fields)


class PolicyForm(PageForm):
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    since = VietnameseDateField(
        label=_("In force from"), help_text=_("Loans handed out before that day keep their terms.")
    )
    method = forms.ChoiceField(
        label=_("How is the interest reckoned?"),
        help_text=_("In the examples somebody borrows %(amount)s for 10 months at 1 %% a month."),
        choices=_methods,
        widget=Choices,
        error_messages={"required": _("Choose how the interest is reckoned.")},
    )
    monthly_rate = MonthlyRateField(
        label=_("Interest a month, in percent"),
        help_text=_("Write it like 1 or 0,8; 0 when the club asks no interest."),
        most=MOST_MONTHLY_RATE,
    )
    instalments = MonthsField(
        label=_("For how many months may one borrow?"),
        help_text=_("Write all that members may choose from, like 6, 10, 12."),
        max_length=80,
    )
    on_meeting_days = _either(
        _("On which day of the month does one pay?"),
        _("On the club's meeting day"),
        _("On the same day of the month as the loan was handed out"),
    )
    grace = _number(
        label=_("How many months pay interest only?"),
        help_text=_("Principal is paid afterwards. Mostly 0."),
    )
    round_to = forms.TypedChoiceField(
        label=_("Round each payment"),
        choices=[("1000", _("to 1.000 đ")), ("100", _("to 100 đ")), ("1", _("not at all"))],
        coerce=int,
        widget=Choices,
    )
    late_rate = MonthlyRateField(
        label=_("Interest a month on principal paid late, in percent"),
        help_text=_("0: paying late costs nothing more. The law allows one and a half times the rate above."),
        most=MOST_MONTHLY_RATE * 2,
    )
    cap = MoneyField(
        label=_("The most that one member may owe"), help_text=_("All the member's loans together.")
    )
    membership_months = _number(
        label=_("How many months a member before the first loan?"),
        help_text=_("0: from the first day on."),
    )
    members_first = _either(
        _("When there is not enough money for all"),
        _("Whoever owes nothing goes first"),
        _("Everybody in the order of asking"),
    )
    purposes = LinesField(
        label=_("What one may borrow for"),
        help_text=_("One purpose a line. In an application something else can still be written."),
        required=False,
        max_length=2000,
    )
    second_officer = _either(
        _("Handing out a loan"), _("Two of the board hand it out"), _("One of the board is enough")
    )
    interest_to_activity = _number(
        label=_("Of 100 đ interest, how many go to the activity fund?"),
        help_text=_(
            "At the end of each month. 0: all interest stays with the income fund, to be lent again."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        method = self.fields["method"]
        method.help_text = method.help_text % {"amount": write_dong(_EXAMPLE.principal)}
        for number in range(1, MOST_STEPS + 1):
            label = gettext("At most for loan number %(number)d") % {"number": number}
            self.add_field(f"step_{number}", MoneyField(label=label, required=False))

    def clean(self) -> None:
        """Refuse a step left out between two."""
        steps = [self.cleaned_data.get(f"step_{n}") for n in range(1, MOST_STEPS + 1)]
        for number, step in enumerate(steps, start=1):
            missing = step is None and any(steps[number:])
            if missing and f"step_{number}" not in self.errors:
                self.add_error(
                    f"step_{number}", gettext("Write this amount too, or leave out those after it.")
                )

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Put what is wrong with the ladder at its first step."""
        for refusal in refused.refusals if isinstance(refused, Refusals) else (refused,):
            if refusal.field == "ladder":
                refusal.field = "step_1"
            super().add_refusal(refusal)

    def policy(self) -> LoanPolicy:
        """Return what was typed."""
        typed = dict(self.cleaned_data)
        steps = [typed.pop(f"step_{n}") for n in range(1, MOST_STEPS + 1)]
        typed["ladder"] = tuple(step for step in steps if step is not None)
        for name in ("on_meeting_days", "members_first", "second_officer"):
            typed[name] = typed[name] == "yes"
        return LoanPolicy(**typed | {"method": Method(typed["method"])})

    def parts(self) -> Iterator[Part]:
        """The fields under their headings."""
        paying = ["method", "monthly_rate", "instalments", "on_meeting_days"]
        yield Part(gettext("Interest and paying back"), "", self._boxes(paying))
        yield Part(
            gettext("Grace, rounding, paying late"),
            gettext("Mostly they can stay as they are"),
            self._boxes(["grace", "round_to", "late_rate"]),
            rare=True,
        )
        yield Part(gettext("How much one may borrow"), "", self._boxes(["cap"]))
        yield Part(
            gettext("Steps: more after good repayment"),
            gettext("Leave all empty where the first loan may already be as large as the most."),
            self._steps(),
        )
        yield Part(
            gettext("Who may borrow, and for what"),
            "",
            self._boxes(["membership_months", "members_first", "purposes"]),
        )
        yield Part(
            gettext("Handing out, and what the interest is for"),
            "",
            self._boxes(["second_officer", "interest_to_activity"]),
        )

    def _boxes(self, names: list[str]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def _steps(self) -> list[forms.BoundField]:
        boxes = self._boxes([f"step_{n}" for n in range(1, MOST_STEPS + 1)])
        return [box for n, box in enumerate(boxes) if n < _ALWAYS_SHOWN or box.value() or box.errors]


def written_policy(policy: LoanPolicy, *, as_id: UUID) -> dict[str, Any]:
    """Return a policy as the form shows it."""
    names = ("method", "monthly_rate", "instalments", "grace", "late_rate", "cap", "purposes")
    written: dict[str, Any] = {name: getattr(policy, name) for name in names}
    for name in ("on_meeting_days", "members_first", "second_officer"):
        written[name] = "yes" if getattr(policy, name) else "no"
    written |= {f"step_{n}": step for n, step in enumerate(policy.ladder, start=1)}
    return written | {
        "id": as_id,
        "since": policy.since,
        "round_to": str(policy.round_to),
        "membership_months": policy.membership_months,
        "interest_to_activity": policy.interest_to_activity,
    }
