"""The members of a club on a date, who they are, and one person's story."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from lienthehe.clubs.models import (
    BoardSeat,
    Membership,
    Person,
    VolunteerPeriod,
)
from lienthehe.clubs.queries.boards import BoardRow, board_rows
from lienthehe.clubs.queries.households import certificates_of
from lienthehe.clubs.rules.people import (
    Certificate,
    Composition,
    HouseholdClass,
    LeavingReason,
    Newcomer,
    PersonFacts,
    Sex,
    age_on,
    class_on,
    compose,
)
from lienthehe.foundation.text import fold


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A membership with its person and household as on a date. `household_class` None: the certificate lapsed."""

    membership_id: UUID
    person_id: UUID
    number: int
    full_name: str
    search_name: str
    sort_name: str
    sex: Sex
    birth_year: int
    birth_date: date | None
    age: int
    household_id: UUID
    household_class: HouseholdClass | None
    is_volunteer: bool
    joined_on: date
    left_on: date | None
    left_reason: LeavingReason | None


def names_apart(rows: Sequence[MemberRow]) -> dict[UUID, str]:
    """Return what each membership is called where all are named: who shares a name has the birth year behind it.

    Names that differ in diacritics alone count as shared; who shares the year too has the number in the club as well.
    """
    names, years = Counter(row.search_name for row in rows), Counter(_name_and_year(row) for row in rows)
    called = {}
    for row in rows:
        apart = str(row.birth_year)
        if years[_name_and_year(row)] > 1:
            apart = _("%(year)s, no. %(number)d") % {"year": apart, "number": row.number}
        shared = names[row.search_name] > 1
        called[row.membership_id] = f"{row.full_name} ({apart})" if shared else row.full_name
    return called


def _name_and_year(row: MemberRow) -> tuple[str, int]:
    return row.search_name, row.birth_year


def members_on(club_id: UUID, on: date) -> list[MemberRow]:
    """Return the members of a day in Vietnamese order of names, in two queries."""
    return _rows(_memberships_on(on).filter(club_id=club_id), on)


def search_members(club_id: UUID, text: str, on: date) -> list[MemberRow]:
    """Return the members of a day whose name contains the text, whatever its diacritics."""
    found = _memberships_on(on).filter(club_id=club_id, person__search_name__contains=fold(text))
    return _rows(found, on)


def namesakes_on(club_id: UUID, newcomers: Iterable[Newcomer], on: date) -> dict[UUID, MemberRow]:
    """Return who of a day's members may be the same person as a newcomer, by the newcomer's membership.

    They share the name, whatever its diacritics, and the year of birth. A newcomer who is in already is not her own.
    """
    asked = list(newcomers)
    names = {fold(one.facts.full_name) for one in asked}
    found = _rows(_memberships_on(on).filter(club_id=club_id, person__search_name__in=names), on)
    own = {one.membership_id for one in asked}
    rows = {_name_and_year(row): row for row in found if row.membership_id not in own}
    alike = {one.membership_id: rows.get((fold(one.facts.full_name), one.facts.birth_year)) for one in asked}
    return {key: row for key, row in alike.items() if row is not None}


def members_left(club_id: UUID, on: date) -> list[MemberRow]:
    """Return who had left by a day and is not a member on it, the last membership of each, in order of names."""
    again = Membership.objects.filter(person_id=OuterRef("person_id"), joined_on__gt=OuterRef("joined_on"))
    left = Membership.objects.filter(~Exists(again), club_id=club_id, left_on__lte=on)
    return _rows(left, on)


def composition_on(club_id: UUID, on: date) -> Composition:
    """Count the club's members of a day by sex, age and household class."""
    return compositions_on([club_id], on)[club_id]


def compositions_on(club_ids: Iterable[UUID], on: date) -> dict[UUID, Composition]:
    """Count the members of several clubs on a day, in two queries."""
    wanted = list(club_ids)
    by_club: defaultdict[UUID, list[MemberRow]] = defaultdict(list)
    memberships = _memberships_on(on).filter(club_id__in=wanted)
    clubs = dict(memberships.values_list("id", "club_id"))
    for row in _rows(memberships, on):
        by_club[clubs[row.membership_id]].append(row)
    return {club_id: compose(by_club[club_id]) for club_id in wanted}


@dataclass(frozen=True, slots=True)
class MembershipPeriod:
    """A person's time in the club; `left_on` is the first day as no member."""

    id: UUID
    number: int
    joined_on: date
    left_on: date | None
    left_reason: LeavingReason | None


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; `until` None: still."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class PersonStory:
    """All that the club's list knows of one person, each past oldest first."""

    person_id: UUID
    club_id: UUID
    facts: PersonFacts
    age: int
    household_class: HouseholdClass | None
    memberships: tuple[MembershipPeriod, ...]
    certificates: tuple[Certificate, ...]
    volunteering: tuple[Period, ...]
    seats: tuple[BoardRow, ...]
    housemates: tuple[str, ...]

    @property
    def membership(self) -> MembershipPeriod | None:
        """The latest membership; None for somebody who never was a member."""
        return self.memberships[-1] if self.memberships else None

    @property
    def is_member(self) -> bool:
        return self.membership is not None and self.membership.left_on is None

    @property
    def is_volunteer(self) -> bool:
        return bool(self.volunteering) and self.volunteering[-1].until is None


def person_story(club_id: UUID, person_id: UUID, on: date) -> PersonStory | None:
    """Return a person's story as known on a date; None when the club has no such person."""
    person = Person.objects.select_related("household").filter(club_id=club_id, id=person_id).first()
    if person is None:
        return None
    certificates = certificates_of([person.household_id])[person.household_id]
    housemates = Person.objects.filter(household_id=person.household_id).exclude(id=person.id)
    return PersonStory(
        person_id=person.id,
        club_id=club_id,
        facts=PersonFacts(
            full_name=person.full_name,
            sex=Sex(person.sex),
            birth_year=person.birth_year,
            birth_date=person.birth_date,
            phone=person.phone,
            household_id=person.household_id,
            address=person.household.address,
        ),
        age=age_on(on, birth_year=person.birth_year, birth_date=person.birth_date),
        household_class=class_on(on, certificates),
        memberships=tuple(_period(row) for row in person.memberships.order_by("joined_on", "number")),
        certificates=tuple(certificates),
        volunteering=tuple(
            Period(row.since, row.until) for row in person.volunteer_periods.order_by("since")
        ),
        seats=tuple(board_rows(BoardSeat.objects.filter(person=person).order_by("since"))),
        housemates=tuple(housemates.order_by("sort_name").values_list("full_name", flat=True)),
    )


def people_behind(club_id: UUID, keys: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Return person and full name behind the ids of people, memberships, volunteering and board seats of a club."""
    people = Person.objects.filter(club_id=club_id, id__in=keys)
    found = {person_id: (person_id, name) for person_id, name in people.values_list("id", "full_name")}
    for rows in (Membership.objects, VolunteerPeriod.objects, BoardSeat.objects):
        named = rows.filter(club_id=club_id, id__in=keys).values_list("id", "person_id", "person__full_name")
        found.update((key, (person_id, name)) for key, person_id, name in named)
    return found


def _period(row: Membership) -> MembershipPeriod:
    reason = LeavingReason(row.left_reason) if row.left_reason else None
    return MembershipPeriod(row.id, row.number, row.joined_on, row.left_on, reason)


def _memberships_on(on: date) -> QuerySet[Membership]:
    """Select the memberships of a day; `left_on` is the first day on which somebody is no member."""
    return Membership.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), joined_on__lte=on)


def _rows(memberships: QuerySet[Membership], on: date) -> list[MemberRow]:
    """Read memberships with person and volunteering in one query, their households' certificates in a second."""
    volunteers = VolunteerPeriod.objects.filter(
        Q(until__isnull=True) | Q(until__gte=on), person_id=OuterRef("person_id"), since__lte=on
    )
    of_person = ("full_name", "search_name", "sort_name", "sex", "birth_year", "birth_date", "household_id")
    found = list(
        memberships.annotate(is_volunteer=Exists(volunteers))
        .order_by("person__sort_name", "number")
        .values(
            *("person_id", "number", "joined_on", "left_on", "left_reason", "is_volunteer"),
            membership_id=F("id"),
            **{name: F(f"person__{name}") for name in of_person},
        )
    )
    certificates = certificates_of(read["household_id"] for read in found)
    return [_row(read, on, class_on(on, certificates[read["household_id"]])) for read in found]


def _row(read: dict[str, Any], on: date, household_class: HouseholdClass | None) -> MemberRow:
    worked_out = {
        "sex": Sex(read["sex"]),
        "age": age_on(on, birth_year=read["birth_year"], birth_date=read["birth_date"]),
        "household_class": household_class,
        "left_reason": LeavingReason(read["left_reason"]) if read["left_reason"] else None,
    }
    return MemberRow(**(read | worked_out))
