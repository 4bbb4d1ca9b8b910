"""Tính khoản vay: what a loan would cost, for anybody, before applying; writes nothing and knows no borrower."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.loans.queries.policies import sourced_policy
from lienthehe.loans.rules.costs import CEILING, effective_rate, over_ceiling, total_interest
from lienthehe.loans.rules.policies import PolicySource
from lienthehe.loans.rules.refusals import InstalmentsNotPossible
from lienthehe.loans.rules.schedules import MONTHS, Instalment, LoanTerms, Method, schedule
from lienthehe.web.context import own_club
from lienthehe.web.forms import Choices, MoneyField, PageForm, VietnameseDateField
from lienthehe.web.loans.fields import MonthlyRateField
from lienthehe.web.loans.wording import METHODS, write_percent
from lienthehe.web.middleware import open_to_everybody

MOST_MONTHLY_RATE = 80
"""Far above what a club may ask: whoever was offered a dear loan elsewhere finds out here what it costs."""
MOST_MONTHS = 120
FIRST_YEAR, LAST_YEAR = 1900, 2100
ROUND_TO = "1000"
USUAL = {"method": Method.EQUAL_PRINCIPAL.value, "grace": 0, "round_to": ROUND_TO}
"""What is reckoned with where nothing else was chosen."""
WITHOUT_INTEREST = "none"
_WORDS = {
    **{method.value: words for method, words in METHODS.items()},
    WITHOUT_INTEREST: (
        _("Without interest"),
        _("Only what was borrowed is paid back, in equal parts."),
    ),
}


def _number_field(**kwargs: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=0, widget=widget, **kwargs)


def _method_choices() -> list[tuple[str, str]]:
    return [
        (value, format_html('<b>{}</b><br><span class="soft">{}</span>', *words))
        for value, words in _WORDS.items()
    ]


class CalculatorForm(PageForm):
    """What would be agreed. Read from the address, so that a result can be sent on."""

    not_done = _("Not reckoned yet")
    further = ("grace", "round_to", "start")
    """Fields that most people leave as they are."""

    principal = MoneyField(label=_("Amount to be borrowed"))
    monthly_rate = MonthlyRateField(
        label=_("Interest a month, in percent"),
        help_text=_("Write it like 1 or 0,8."),
        most=MOST_MONTHLY_RATE,
        required=False,
    )
    instalments = _number_field(
        label=_("Number of months"),
        error_messages={"required": _("Write the number of months, for example 10.")},
    )
    method = forms.ChoiceField(
        label=_("How is the interest reckoned?"),
        choices=_method_choices,
        widget=Choices,
        error_messages={"required": _("Choose how the interest is reckoned.")},
    )
    grace = _number_field(
        label=_("First months that pay interest only"),
        help_text=_("Principal is paid afterwards. Mostly 0."),
        required=False,
    )
    round_to = forms.ChoiceField(
        label=_("Round each payment"),
        choices=[(ROUND_TO, _("to 1.000 đ")), ("100", _("to 100 đ")), ("1", _("not at all"))],
        widget=Choices,
        required=False,
    )
    start = VietnameseDateField(label=_("Day on which the money is handed out"), required=False)

    def clean_instalments(self) -> int:
        """Refuse more months than a page can show."""
        months: int = self.cleaned_data["instalments"]
        if not 1 <= months <= MOST_MONTHS:
            self.add_refusal(InstalmentsNotPossible(most=MOST_MONTHS))
        return months

    def clean_start(self) -> date | None:
        """Refuse a day that no loan begins on: before 1900, or so far away that its plan could not be written."""
        start: date | None = self.cleaned_data["start"]
        if start and start.year < FIRST_YEAR:
            self.add_error("start", gettext("This day is too long ago. Write a day from 1900 on."))
        elif start and start.year > LAST_YEAR:
            self.add_error("start", gettext("This day is too far away. Write a day until the year 2100."))
        return start

    def clean(self) -> None:
        """Ask for the rate unless there is none."""
        typed = self.cleaned_data
        if typed.get("method") == WITHOUT_INTEREST:
            self.errors.pop("monthly_rate", None)
            typed["monthly_rate"] = Decimal(0)
        elif typed.get("monthly_rate", Decimal(0)) is None:
            self.add_error("monthly_rate", self.fields["monthly_rate"].error_messages["required"])

    def terms(self, today: date) -> LoanTerms:
        """Return what was asked for; a loan of today where no day is written."""
        typed = self.cleaned_data
        free = typed["method"] == WITHOUT_INTEREST
        return LoanTerms(
            principal=typed["principal"],
            annual_rate=typed["monthly_rate"] * MONTHS,
            start=typed["start"] or today,
            instalments=typed["instalments"],
            method=Method.EQUAL_PRINCIPAL if free else Method(typed["method"]),
            round_to=int(typed["round_to"] or ROUND_TO),
            grace=typed["grace"] or 0,
        )

    @property
    def shows_further(self) -> bool:
        """Whether the further fields are to be seen: one of them was changed, or is wrong."""
        return self.is_bound and bool(set(self.further) & (set(self.changed_data) | set(self.errors)))


@dataclass(frozen=True, slots=True)
class Cost:
    """What one method takes: its interest (đồng), and percent a year on what is really owed."""

    method: Method
    interest: Dong
    rate: Decimal

    @property
    def label(self) -> str:
        return str(METHODS[self.method][0])

    @property
    def percent(self) -> str:
        return write_percent(self.rate)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A plan with its sums, and what the other methods would take."""

    terms: LoanTerms
    lines: tuple[tuple[Instalment, Dong], ...]
    """Each instalment and what is paid at it (đồng)."""
    cost: Cost
    others: tuple[Cost, ...]

    @property
    def first(self) -> Dong:
        return self.lines[0][1]

    @property
    def last(self) -> Dong:
        return self.lines[-1][1]

    @property
    def is_level(self) -> bool:
        """Whether every instalment is alike."""
        return len({paid for _one, paid in self.lines}) == 1

    @property
    def total(self) -> Dong:
        return Dong(self.terms.principal + self.cost.interest)

    @property
    def is_over_ceiling(self) -> bool:
        return over_ceiling(self.cost.rate)

    @property
    def monthly_percent(self) -> str:
        return write_percent(self.terms.annual_rate / MONTHS)


def calculate(terms: LoanTerms) -> Calculation:
    """Reckon a loan by its own method and by the others. Raises what `schedule` raises."""
    plan = schedule(terms)
    others = [method for method in METHODS if method is not terms.method and terms.annual_rate]
    return Calculation(
        terms=terms,
        lines=tuple((one, Dong(one.principal + one.interest)) for one in plan),
        cost=_cost(terms, plan),
        others=tuple(_cost(other, schedule(other)) for other in (replace(terms, method=m) for m in others)),
    )


def _cost(terms: LoanTerms, plan: tuple[Instalment, ...]) -> Cost:
    return Cost(terms.method, total_interest(plan), effective_rate(plan, terms.principal, terms.every))


@open_to_everybody
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """The form, and below the address's terms what they cost."""
    today, found = timezone.localdate(), None
    usual = {**USUAL, "start": today}
    by_policy = _terms_of_own_club(request, today)
    asked = usual | request.GET.dict() if "principal" in request.GET else None
    form = CalculatorForm(asked, initial=usual | by_policy)
    if form.is_valid():
        try:
            found = calculate(form.terms(today))
        except Refusal as refused:
            form.add_refusal(refused)
    context = {"form": form, "found": found, "ceiling": write_percent(CEILING), "by_policy": by_policy}
    return render(request, "loans/calculator.html", context)


def _terms_of_own_club(request: HttpRequest, today: date) -> dict[str, Any]:
    """Return what the form begins with for somebody of a club: the written policy by which it lends, if there is one."""
    try:
        club = own_club(request)
    except Refusal:  # whoever holds no role may reckon like everybody else
        return {}
    found = sourced_policy(UUID(club), today) if club else None
    if found is None or found.source is PolicySource.NOBODY:
        return {}
    policy = found.policy
    return {
        "monthly_rate": policy.monthly_rate,
        "instalments": policy.instalments[len(policy.instalments) // 2],
        "method": policy.method.value,
        "grace": policy.grace,
        "round_to": str(policy.round_to),
    }
