"""A policy as a page says it: its method and rates in words, and what an example loan would take."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthehe.clubs.rules.regulations import DatedRegulation
from lienthehe.foundation.money import Dong
from lienthehe.loans.rules.costs import effective_rate, over_ceiling, total_interest
from lienthehe.loans.rules.policies import LoanPolicy, annual_rate
from lienthehe.loans.rules.schedules import LoanTerms, Method, schedule
from lienthehe.web.loans.wording import METHODS, write_percent, write_rate
from lienthehe.web.wording import write_dong

_LENT, _MONTHS = Dong(5_000_000), 10
"""The example: as much for as long, or what comes nearest to it by the policy."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a loan takes: the payment of the first month and of the last, and the interest together (đồng)."""

    terms: LoanTerms
    first: Dong
    last: Dong
    interest: Dong
    months: frozenset[Dong]
    """The different payments of all months but the last."""

    @classmethod
    def of(cls, terms: LoanTerms, method: Method) -> "Example":
        """Reckon the terms by a method."""
        terms = replace(terms, method=method)
        plan = schedule(terms)
        paid = [Dong(one.principal + one.interest) for one in plan]
        return cls(terms, paid[0], paid[-1], total_interest(plan), frozenset(paid[:-1]))

    @property
    def words(self) -> str:
        """Say it: "Tháng đầu trả 550.000 đ, tháng cuối 505.000 đ, lãi cả thảy 275.000 đ."."""
        if self.months <= {self.last}:
            said = _("Pays %(first)s each month; interest in all %(interest)s.")
        elif len(self.months) == 1:
            said = _("Pays %(first)s each month, %(last)s in the last; interest in all %(interest)s.")
        else:
            said = _("Pays %(first)s in the first month, %(last)s in the last; interest in all %(interest)s.")
        amounts = {"first": self.first, "last": self.last, "interest": self.interest}
        return said % {name: write_dong(amount) for name, amount in amounts.items()}


@dataclass(frozen=True, slots=True)
class PolicySheet:
    """A policy with its last day, and what of it a template cannot reckon."""

    terms: LoanPolicy
    until: date | None = None

    @classmethod
    def dated(cls, one: DatedRegulation[LoanPolicy]) -> "PolicySheet":
        """Return the sheet of a policy as its history has it."""
        return cls(one.terms, one.until)

    @property
    def method(self) -> str:
        return str(METHODS[self.terms.method][0])

    @property
    def rate(self) -> str:
        return write_percent(self.terms.monthly_rate)

    @property
    def late_rate(self) -> str:
        return write_percent(self.terms.late_rate)

    @property
    def months(self) -> str:
        """The months allowed: "6, 10 hoặc 12"."""
        *others, last = map(str, self.terms.instalments)
        return _("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last} if others else last

    @property
    def steps(self) -> list[tuple[int, Dong]]:
        """The ladder but its last step, by the number of the loan."""
        return list(enumerate(self.terms.ladder[:-1], start=1))

    @property
    def last_step(self) -> tuple[int, Dong]:
        """The last step, with the number of the loan from which it stays."""
        return len(self.terms.ladder), self.terms.ladder[-1]

    @property
    def example(self) -> Example:
        """What a usual loan takes by this policy."""
        months = min(self.terms.instalments, key=lambda one: (abs(one - _MONTHS), one))
        return Example.of(self._lent_for(months), self.terms.method)

    @property
    def yearly(self) -> Decimal:
        """The dearest of its loans in percent a year, on what is really owed."""
        plans = (schedule(self._lent_for(months)) for months in self.terms.instalments)
        return max(effective_rate(plan, self._lent) for plan in plans)

    @property
    def over_ceiling(self) -> str:
        """The dearest rate a year where it passes the law's ceiling, else ""."""
        yearly = self.yearly
        return write_percent(yearly) if over_ceiling(yearly) else ""

    @property
    def calculator(self) -> str:
        """The address at which the example is reckoned line by line."""
        terms = self.example.terms
        asked = {
            "principal": terms.principal,
            "monthly_rate": write_rate(self.terms.monthly_rate),
            "instalments": terms.instalments,
            "method": terms.method.value,
            "grace": terms.grace,
            "round_to": terms.round_to,
        }
        return f"{reverse('calculator')}?{urlencode(asked)}"

    @property
    def _lent(self) -> Dong:
        return min(_LENT, self.terms.cap)

    def _lent_for(self, months: int) -> LoanTerms:
        return LoanTerms(
            principal=self._lent,
            annual_rate=annual_rate(self.terms),
            start=date(2026, 1, 1),
            instalments=months,
            method=self.terms.method,
            round_to=self.terms.round_to,
            grace=self.terms.grace,
        )
