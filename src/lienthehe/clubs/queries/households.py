"""Who lives under which roof, who moved and when, and what the commune certified of households."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from lienthehe.clubs.models import HouseholdCertificate, HouseholdMove, Membership, Person
from lienthehe.clubs.rules.people import Certificate, HouseholdClass, HouseholdsLeft


def certificates_of(household_ids: Iterable[UUID]) -> defaultdict[UUID, list[Certificate]]:
    """Return the certificates of households in the order they were recorded; [] for those without."""
    by_household: defaultdict[UUID, list[Certificate]] = defaultdict(list)
    rows = HouseholdCertificate.objects.filter(household_id__in=set(household_ids)).order_by("id")
    for household_id, certified, since, until, number in rows.values_list(
        "household_id", "household_class", "since", "until", "number"
    ):
        by_household[household_id].append(Certificate(HouseholdClass(certified), since, until, number))
    return by_household


def households_left(club_id: UUID, since: date) -> HouseholdsLeft:
    """Return which households were left in a club on a day or later, in one query."""
    moves: defaultdict[UUID, list[tuple[date, UUID]]] = defaultdict(list)
    rows = HouseholdMove.objects.filter(club_id=club_id, recorded_at__date__gte=since)
    for membership, household, at in rows.values_list(
        "person__memberships__id", "from_household_id", "recorded_at"
    ):
        moves[membership].append((localdate(at), household))
    return HouseholdsLeft(moves)


def moving_days(club_id: UUID, person_id: UUID) -> list[date]:
    """Return the days on which a person moved to another household, the first first."""
    moves = HouseholdMove.objects.filter(club_id=club_id, person_id=person_id)
    return [localdate(at) for at in moves.order_by("recorded_at", "id").values_list("recorded_at", flat=True)]


def own_household_left(club_id: UUID, person_id: UUID, on: date) -> UUID | None:
    """Return the household that a person left last of those in which no member of a day lives; None: none such.

    Back in it, she has its certificates again.
    """
    moves = HouseholdMove.objects.filter(club_id=club_id, person_id=person_id)
    empty = moves.exclude(from_household__in=_members_of(club_id, on).values("person__household_id"))
    return empty.order_by("recorded_at", "id").values_list("from_household_id", flat=True).last()


def lives_with_a_member(person: Person, on: date) -> bool:
    """Tell whether somebody else who is a member on a day lives under a person's roof."""
    housemates = _members_of(person.club_id, on).filter(person__household_id=person.household_id)
    return housemates.exclude(person_id=person.id).exists()


def _members_of(club_id: UUID, on: date) -> QuerySet[Membership]:
    is_there = Q(left_on__isnull=True) | Q(left_on__gt=on)
    return Membership.objects.filter(is_there, club_id=club_id, joined_on__lte=on)
