"""People, their households and their time in the club; who the members are, in numbers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from lienthehe.access.rules.officers import read_phone
from lienthehe.clubs.rules.clubs import InTheFuture, NameMissing
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.refusals import Refusal, gettext_noop

OLDER_IN_1533, OLDER_PERSON = 55, 60
"""Decision 1533/QĐ-TTg counted older members from 55; the Law on the Elderly and Decision 1336 count from 60."""
OLDEST_AGE = 125


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"

    @property
    def label(self) -> str:
        return _SEXES[self]


_SEXES = {Sex.FEMALE: gettext_noop("Woman"), Sex.MALE: gettext_noop("Man")}


class HouseholdClass(StrEnum):
    """The commune's certificate; never computed. A household that never had one is `none`."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    ESCAPED_POVERTY = "escaped_poverty"
    HARDSHIP = "hardship"
    NONE = "none"

    @property
    def label(self) -> str:
        return _CLASSES[self]


_CLASSES = {
    HouseholdClass.POOR: gettext_noop("Poor household"),
    HouseholdClass.NEAR_POOR: gettext_noop("Near-poor household"),
    HouseholdClass.ESCAPED_POVERTY: gettext_noop("Household that escaped poverty"),
    HouseholdClass.HARDSHIP: gettext_noop("Household in hardship"),
    HouseholdClass.NONE: gettext_noop("None of these"),
}


class LeavingReason(StrEnum):
    MOVED = "moved"
    DIED = "died"
    WITHDREW = "withdrew"
    EXPELLED = "expelled"

    @property
    def label(self) -> str:
        return _REASONS[self]


_REASONS = {
    LeavingReason.MOVED: gettext_noop("Moved away"),
    LeavingReason.DIED: gettext_noop("Died"),
    LeavingReason.WITHDREW: gettext_noop("Withdrew"),
    LeavingReason.EXPELLED: gettext_noop("Expelled"),
}


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person. `birth_date` only where day and month are known.

    `household_id` is that of somebody in the club who lives under the same roof, or a new one for a new household;
    the address is the household's.
    """

    full_name: str
    sex: Sex
    birth_year: int
    birth_date: date | None = None
    phone: str = ""
    household_id: UUID = field(default_factory=uuid7)
    address: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the commune certified of a household, from a day to a day, both included."""

    household_class: HouseholdClass
    since: date
    until: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who joins. The ids are made by who asks: the same membership sent again joins nobody twice."""

    facts: PersonFacts
    joined_on: date
    certificate: Certificate | None = None
    person_id: UUID = field(default_factory=uuid7)
    membership_id: UUID = field(default_factory=uuid7)


class BirthNotPossible(Refusal):
    message = gettext_noop("The year of birth %(year)d cannot be right on %(day)s. Look at the year again.")
    field = "birth_year"


class BirthDisagrees(Refusal):
    message = gettext_noop("The day of birth is not in the year %(year)d. Correct one of the two.")
    field = "birth_date"


class EnteredAlready(Refusal):
    """A question, not a bar: the page lets it pass once somebody says that this is another person."""

    message = gettext_noop(
        "%(name)s, born %(year)d, is in the list already, number %(number)d."
        " If this is another person, tick the box below."
    )
    field = "full_name"


class NamesakeEntered(EnteredAlready):
    """The same for who may not see names."""

    message = gettext_noop(
        "A member of this name and year of birth is in the list already. If this is another person, tick the box below."
    )


class NoSuchPerson(Refusal):
    message = gettext_noop("This person is not in the club's list. Go back to the list and choose again.")


class NoSuchMembership(Refusal):
    message = gettext_noop("This member is not in the club's list. Go back to the list and choose again.")


class NoSuchHousehold(Refusal):
    message = gettext_noop("This household is not in the club's list. Choose it again.")
    field = "household_id"


class CertificateNotAnswered(Refusal):
    message = gettext_noop(
        "The household left has a certificate. Say whether the new household is certified too, or has none yet."
    )
    field = "certified_too"


class AlreadyMember(Refusal):
    message = gettext_noop("%(name)s is a member already, since %(day)s.")


class JoinedBeforeLeaving(Refusal):
    message = gettext_noop("%(name)s left on %(day)s. Choose a later day for coming back.")
    field = "joined_on"


class AlreadyLeft(Refusal):
    message = gettext_noop("This member left on %(day)s. Nothing was changed.")


class NotLeft(Refusal):
    message = gettext_noop("This person is a member and has not left. Nothing was changed.")


class LeftBeforeJoining(Refusal):
    message = gettext_noop("This member joined on %(day)s. Choose that day or a later one.")
    field = "on"


class PeriodTurned(Refusal):
    message = gettext_noop("The end lies before the beginning, %(day)s. Correct one of the two days.")
    field = "until"


class AlreadyVolunteer(Refusal):
    message = gettext_noop("%(name)s is a volunteer already, since %(day)s.")


class NotVolunteer(Refusal):
    message = gettext_noop("%(name)s is not a volunteer now. Nothing was changed.")


def age_on(day: date, *, birth_year: int, birth_date: date | None) -> int:
    """Return the age on a day: exact where the date of birth is known, else the difference of the years.

    The difference is what people in the village say; it is at most one year too high. Who was born on 29 February
    grows older on 1 March in other years.
    """
    if birth_date is None:
        return day.year - birth_year
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def check_person(facts: PersonFacts, *, on: date) -> None:
    """Refuse a person without a name, with a birth that cannot be on that day, or a phone that is none of Vietnam.

    Refusals: NameMissing, PhoneNotUnderstood, BirthDisagrees, BirthNotPossible.
    """
    if not facts.full_name.strip():
        raise NameMissing(field="full_name")
    if facts.phone.strip():
        read_phone(facts.phone.strip())
    if facts.birth_date is not None and facts.birth_date.year != facts.birth_year:
        raise BirthDisagrees(year=facts.birth_year)
    age = age_on(on, birth_year=facts.birth_year, birth_date=facts.birth_date)
    if not 0 <= age <= OLDEST_AGE:
        raise BirthNotPossible(year=facts.birth_year, day=on)


def check_not_future(day: date, *, today: date, field: str) -> None:
    """Refuse what would have happened after today."""
    if day > today:
        raise InTheFuture(field=field, day=day)


def check_newcomer(newcomer: Newcomer, *, today: date) -> None:
    """Refuse a newcomer who is no possible person, joins in the future, or whose certificate's days are turned."""
    check_not_future(newcomer.joined_on, today=today, field="joined_on")
    check_person(newcomer.facts, on=newcomer.joined_on)
    if newcomer.certificate is not None:
        check_period(newcomer.certificate.since, newcomer.certificate.until)


def check_return(name: str, *, joined_on: date, left_on: date | None, on: date) -> None:
    """Refuse to come back for somebody who has not left, or before the day of leaving."""
    if left_on is None:
        raise AlreadyMember(name=name, day=joined_on)
    if on < left_on:
        raise JoinedBeforeLeaving(name=name, day=left_on)


def check_leaving(*, joined_on: date, left_on: date | None, on: date, today: date) -> None:
    """Refuse to leave twice, before joining, or on a day to come."""
    if left_on is not None:
        raise AlreadyLeft(day=left_on)
    if on < joined_on:
        raise LeftBeforeJoining(day=joined_on)
    check_not_future(on, today=today, field="on")


def check_period(since: date, until: date) -> None:
    """Refuse a period that ends before it begins."""
    if until < since:
        raise PeriodTurned(day=since)


def class_on(day: date, certificates: Sequence[Certificate]) -> HouseholdClass | None:
    """Return a household's class on a day from its certificates in the order they were recorded.

    The certificate that began last counts. None: it has lapsed, so that nobody knows until the commune certifies
    again. A household that has had no certificate is `none`.
    """
    latest = _latest_begun(day, certificates)
    if latest is None:
        return HouseholdClass.NONE
    return latest.household_class if day <= latest.until else None


def in_force_on(day: date, certificates: Sequence[Certificate]) -> Certificate | None:
    """Return the certificate by which a household has a class on a day; None where it has none, or nobody knows."""
    latest = _latest_begun(day, certificates)
    if latest is None or latest.household_class is HouseholdClass.NONE or latest.until < day:
        return None
    return latest


def _latest_begun(day: date, certificates: Sequence[Certificate]) -> Certificate | None:
    begun = [certificate for certificate in certificates if certificate.since <= day]
    if not begun:
        return None
    return max(enumerate(begun), key=lambda place: (place[1].since, place[0]))[1]


@dataclass(frozen=True, slots=True)
class HouseholdsLeft:
    """Which households people of a club have left and on which day that was written, by membership."""

    moves: Mapping[UUID, Sequence[tuple[date, UUID]]]

    def since(self, day: date, ids: Collection[UUID]) -> frozenset[UUID]:
        """Return the households that people left on that day or later; of `ids` only memberships count."""
        moves = [move for key in ids for move in self.moves.get(key, ())]
        return frozenset(household for on, household in moves if on >= day)


class Counted(Protocol):
    """What a composition must know of each member."""

    @property
    def sex(self) -> Sex: ...
    @property
    def age(self) -> int: ...
    @property
    def household_class(self) -> HouseholdClass | None: ...


@dataclass(frozen=True, slots=True)
class Composition:
    """Who the members are on a day. `from_60` and `younger` add up to `members`, and so do the household classes.

    `poor`, `near_poor` and `hardship` are what the schemes count together; `escaped_poverty` stands apart; `unknown`
    are members whose household's certificate has lapsed.
    """

    members: int
    women: int
    from_55: int
    from_60: int
    younger: int
    poor: int
    near_poor: int
    hardship: int
    escaped_poverty: int
    no_class: int
    unknown: int

    @property
    def in_need(self) -> int:
        """Members of poor, near-poor and hardship households together, as the schemes count them."""
        return self.poor + self.near_poor + self.hardship


def compose(members: Iterable[Counted]) -> Composition:
    """Count the members of one day by sex, age and household class."""
    rows = list(members)
    classes = [row.household_class for row in rows]
    from_60 = sum(row.age >= OLDER_PERSON for row in rows)
    return Composition(
        members=len(rows),
        women=sum(row.sex is Sex.FEMALE for row in rows),
        from_55=sum(row.age >= OLDER_IN_1533 for row in rows),
        from_60=from_60,
        younger=len(rows) - from_60,
        poor=classes.count(HouseholdClass.POOR),
        near_poor=classes.count(HouseholdClass.NEAR_POOR),
        hardship=classes.count(HouseholdClass.HARDSHIP),
        escaped_poverty=classes.count(HouseholdClass.ESCAPED_POVERTY),
        no_class=classes.count(HouseholdClass.NONE),
        unknown=classes.count(None),
    )
