"""The club's own rules, in force on a date and through time."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from lienthehe.clubs.models import Regulation
from lienthehe.clubs.rules.regulations import ContributionTerms, Every, Fund, RegulationTerms
from lienthehe.foundation.money import Dong

_ASKED = ("fund", "every", "refundable", "instalments", "amount")


def regulation_on(club_id: UUID, on: date) -> RegulationTerms | None:
    """Return the regulations in force on a date, None before the first were adopted."""
    begun = [terms for terms in regulations_of(club_id) if terms.since <= on]
    return begun[-1] if begun else None


def regulations_of(club_id: UUID) -> tuple[RegulationTerms, ...]:
    """Return all of a club's regulations, oldest first, as the rules of dues take them; in one query."""
    found = Regulation.objects.filter(club_id=club_id).order_by("since", "contributions__id")
    columns = ("id", "since", "quorum_percent", "second_officer_for_payments")
    rows = found.values_list(*columns, *(f"contributions__{name}" for name in _ASKED))
    adopted = groupby(rows, key=lambda row: row[:4])
    return tuple(_terms(head, [row[4:] for row in asked]) for head, asked in adopted)


def _terms(head: Sequence[Any], asked: Iterable[tuple[Any, ...]]) -> RegulationTerms:
    regulation_id, since, quorum, second = head
    contributions = tuple(_contribution(row) for row in asked if any(row))
    return RegulationTerms(regulation_id, since, quorum, second, contributions)


def _contribution(row: tuple[Any, ...]) -> ContributionTerms:
    fund, every, refundable, instalments, amount = row
    return ContributionTerms(Fund(fund), Dong(amount), Every(every), refundable, instalments)
