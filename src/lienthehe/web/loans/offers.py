"""What a loan would be by the policy of a day: its plan, its interest, what it costs a year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lienthehe.clubs.queries import ClubSummary
from lienthehe.foundation.money import Dong
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.rules.costs import effective_rate, over_ceiling
from lienthehe.loans.rules.lending import dues_of, terms_of
from lienthehe.loans.rules.plans import Plan, PlanLine, lines_of
from lienthehe.loans.rules.schedules import MONTHS, LoanTerms, schedule
from lienthehe.web.loans.wording import METHODS, write_percent


@dataclass(frozen=True, slots=True)
class Offer:
    """The terms and lines that would be signed that day."""

    terms: LoanTerms
    lines: Plan

    @property
    def first(self) -> PlanLine:
        return self.lines[0]

    @property
    def last(self) -> PlanLine:
        return self.lines[-1]

    @property
    def first_amount(self) -> Dong:
        return Dong(self.first.principal + self.first.interest)

    @property
    def last_amount(self) -> Dong:
        return Dong(self.last.principal + self.last.interest)

    @property
    def interest(self) -> Dong:
        return Dong(sum(line.interest for line in self.lines))

    @property
    def total(self) -> Dong:
        return Dong(self.terms.principal + self.interest)

    @property
    def rows(self) -> list[tuple[PlanLine, Dong]]:
        """Each line with what is paid at it (đồng)."""
        return [(line, Dong(line.principal + line.interest)) for line in self.lines]

    @property
    def rate(self) -> Decimal:
        return effective_rate(schedule(self.terms), self.terms.principal, self.terms.every)

    @property
    def percent(self) -> str:
        return write_percent(self.rate)

    @property
    def monthly_percent(self) -> str:
        return write_percent(self.terms.annual_rate / MONTHS)

    @property
    def method(self) -> str:
        return str(METHODS[self.terms.method][0])

    @property
    def is_over_ceiling(self) -> bool:
        return over_ceiling(self.rate)


def offer_of(club: ClubSummary, *, principal: Dong, instalments: int, start: date) -> Offer:
    """Return the loan that the club's policy of a day makes of an amount (đồng). Raises what `schedule` raises."""
    policy = policy_on(club.id, start)
    terms = terms_of(policy, principal=principal, instalments=instalments, start=start)
    dues = dues_of(terms, club.facts.meeting.day_in) if policy.on_meeting_days else ()
    return Offer(terms, lines_of(terms, dues))
