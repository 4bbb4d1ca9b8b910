"""The club's own rules, in force on a date and through time."""

from datetime import date
from uuid import UUID

from lienthehe.clubs.models import ContributionRule, Regulation
from lienthehe.clubs.rules.regulations import ContributionTerms, Every, Fund, MeetingTerms, RegulationTerms
from lienthehe.foundation.money import Dong


def regulation_on(club_id: UUID, on: date) -> RegulationTerms | None:
    """Return the regulations in force on a date, None before the first were adopted."""
    begun = [terms for terms in regulations_of(club_id) if terms.since <= on]
    return begun[-1] if begun else None


def meeting_terms_on(club_id: UUID, on: date) -> MeetingTerms | None:
    """Return what the regulations in force on a date ask of a meeting, None before the first were adopted."""
    begun = Regulation.objects.filter(club_id=club_id, since__lte=on).order_by("-since")
    row = begun.values_list("quorum_percent", "second_officer_for_payments").first()
    return MeetingTerms(*row) if row else None


def regulations_of(club_id: UUID) -> tuple[RegulationTerms, ...]:
    """Return all of a club's regulations, oldest first, as the rules of dues take them; in two queries."""
    found = Regulation.objects.filter(club_id=club_id).order_by("since").prefetch_related("contributions")
    return tuple(_terms(row) for row in found)


def _terms(row: Regulation) -> RegulationTerms:
    return RegulationTerms(
        id=row.id,
        since=row.since,
        quorum_percent=row.quorum_percent,
        second_officer_for_payments=row.second_officer_for_payments,
        contributions=tuple(_contribution(rule) for rule in row.contributions.all()),
    )


def _contribution(rule: ContributionRule) -> ContributionTerms:
    return ContributionTerms(
        fund=Fund(rule.fund),
        amount=Dong(rule.amount),
        every=Every(rule.every),
        refundable=rule.refundable,
        instalments=rule.instalments,
    )
