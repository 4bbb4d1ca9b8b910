"""Joining and leaving, what is known of people and their households, volunteering."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Min, Q, Value
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from lienthehe.access.commands import write_audit, write_audits
from lienthehe.access.queries import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.commands.clubs import lock_for
from lienthehe.clubs.events import PeopleChanged
from lienthehe.clubs.models import (
    BoardSeat,
    Household,
    HouseholdCertificate,
    HouseholdMove,
    Membership,
    Person,
    VolunteerPeriod,
)
from lienthehe.clubs.queries.households import certificates_of, lives_with_a_member
from lienthehe.clubs.rules.clubs import IdTaken
from lienthehe.clubs.rules.people import (
    AlreadyMember,
    AlreadyVolunteer,
    Certificate,
    CertificateNotAnswered,
    LeavingReason,
    Newcomer,
    NoSuchHousehold,
    NoSuchMembership,
    NoSuchPerson,
    NotLeft,
    NotVolunteer,
    PersonFacts,
    check_leaving,
    check_newcomer,
    check_not_future,
    check_period,
    check_person,
    check_return,
    in_force_on,
)
from lienthehe.foundation.events import announce
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.text import fold, name_sort_key, tidy


@transaction.atomic
def join_members(
    *, club_id: UUID, newcomers: Sequence[Newcomer], by: Officer, at: datetime
) -> list[Membership]:
    """Enter people, their households and memberships, many at once; return the memberships in the order given.

    Newcomers with the same household id live under one roof. Memberships whose id the club has already are returned
    as they are. Refusals: NoSuchClub, NotAllowed, IdTaken, `check_newcomer`.
    """
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=club_id, by=by, at=at)
    seen = _seen_memberships(club_id, [newcomer.membership_id for newcomer in newcomers])
    new = [newcomer for newcomer in newcomers if newcomer.membership_id not in seen]
    for newcomer in new:
        check_newcomer(newcomer, today=localdate(at))
    _write_households(club_id, [newcomer.facts for newcomer in new])
    _write_certificates(club_id, new)
    if Person.objects.filter(id__in=[newcomer.person_id for newcomer in new]).exists():
        raise IdTaken
    Person.objects.bulk_create(_person(club_id, newcomer.person_id, newcomer.facts) for newcomer in new)
    number = _last_number(club_id)
    joined = [
        Membership(
            id=newcomer.membership_id,
            club_id=club_id,
            person_id=newcomer.person_id,
            number=number + place,
            joined_on=newcomer.joined_on,
        )
        for place, newcomer in enumerate(new, start=1)
    ]
    Membership.objects.bulk_create(joined)
    subjects = [("membership", str(membership.id)) for membership in joined]
    write_audits(act=Act.KEEP_PEOPLE, by=by, acting=acting, subjects=subjects, at=at)
    if new:
        announce(PeopleChanged(club_id, _first_told_of(new), localdate(at)))
    everybody = seen | {membership.id: membership for membership in joined}
    return [everybody[newcomer.membership_id] for newcomer in newcomers]


@transaction.atomic
def rejoin(*, membership_id: UUID, person_id: UUID, joined_on: date, by: Officer, at: datetime) -> Membership:
    """Let somebody who left come back, under a new number. The same membership id sent again returns the first.

    Refusals: NoSuchPerson, NotAllowed, IdTaken, AlreadyMember, JoinedBeforeLeaving, InTheFuture.
    """
    person = _find_person(person_id)
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=person.club_id, by=by, at=at)
    seen = _seen_memberships(person.club_id, [membership_id])
    if seen:
        return seen[membership_id]
    check_not_future(joined_on, today=localdate(at), field="joined_on")
    latest = person.memberships.order_by("number").last()
    if latest is not None:
        check_return(person.full_name, joined_on=latest.joined_on, left_on=latest.left_on, on=joined_on)
    membership = Membership.objects.create(
        id=membership_id,
        club_id=person.club_id,
        person=person,
        number=_last_number(person.club_id) + 1,
        joined_on=joined_on,
    )
    write_audit(act=Act.KEEP_PEOPLE, by=by, acting=acting, subject=("membership", str(membership_id)), at=at)
    announce(PeopleChanged(person.club_id, joined_on, localdate(at)))
    return membership


@transaction.atomic
def leave_club(
    *, membership_id: UUID, on: date, reason: LeavingReason, by: Officer, at: datetime
) -> Membership:
    """End a membership; `on` is the first day as no member. Volunteering and board seats end the day before.

    Refusals: NoSuchMembership, NotAllowed, AlreadyLeft, LeftBeforeJoining, InTheFuture.
    """
    club_id = Membership.objects.filter(id=membership_id).values_list("club_id", flat=True).first()
    if club_id is None:
        raise NoSuchMembership
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=club_id, by=by, at=at)
    membership = Membership.objects.get(id=membership_id)
    check_leaving(joined_on=membership.joined_on, left_on=membership.left_on, on=on, today=localdate(at))
    membership.left_on, membership.left_reason = on, reason
    membership.save(update_fields=["left_on", "left_reason"])
    last_day = Greatest(F("since"), Value(on - timedelta(days=1)))
    for periods in (VolunteerPeriod.objects, BoardSeat.objects):
        periods.filter(person_id=membership.person_id, until__isnull=True).update(until=last_day)
    write_audit(act=Act.KEEP_PEOPLE, by=by, acting=acting, subject=("leaving", str(membership_id)), at=at)
    announce(PeopleChanged(club_id, on - timedelta(days=1), localdate(at)))
    return membership


@transaction.atomic
def reopen_membership(*, membership_id: UUID, by: Officer, at: datetime) -> Membership:
    """Take back that somebody left: the membership runs on, and so does what ended with it.

    That is volunteering and seats of the board that ended on the day before; a seat only while its board sits and
    nobody has taken it over. Refusals: NoSuchMembership, NotAllowed, NotLeft, AlreadyMember.
    """
    membership = Membership.objects.select_related("person").filter(id=membership_id).first()
    if membership is None:
        raise NoSuchMembership
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=membership.club_id, by=by, at=at)
    if membership.left_on is None:
        raise NotLeft
    person, last_day = membership.person, membership.left_on - timedelta(days=1)
    later = person.memberships.filter(number__gt=membership.number).order_by("number").last()
    if later is not None:
        raise AlreadyMember(name=person.full_name, day=later.joined_on)
    membership.left_on, membership.left_reason = None, ""
    membership.save(update_fields=["left_on", "left_reason"])
    ended = Q(until=last_day) | Q(until=F("since"), until__gt=last_day)
    if not person.volunteer_periods.filter(until__isnull=True).exists():
        person.volunteer_periods.filter(ended).update(until=None)
    person.board_seats.filter(ended, term__until__isnull=True, followed_by__isnull=True).update(until=None)
    write_audit(act=Act.KEEP_PEOPLE, by=by, acting=acting, subject=("leaving", str(membership_id)), at=at)
    announce(PeopleChanged(membership.club_id, last_day, localdate(at)))
    return membership


@transaction.atomic
def change_person(
    *, person_id: UUID, facts: PersonFacts, certified_too: bool | None = None, by: Officer, at: datetime
) -> Person:
    """Replace what is known of a person, also under which roof; a move to another household is kept for good.

    `certified_too`: whether a household of her own is certified as the one that she leaves. It must be said where that
    one has a certificate in force and hers has none; else it changes nothing: another member's household keeps its own
    certificates. Refusals: NoSuchPerson, NotAllowed, NoSuchHousehold, CertificateNotAnswered, `check_person`.
    """
    club_id = _find_person(person_id).club_id
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=club_id, by=by, at=at)
    check_person(facts, on=localdate(at))
    left = _find_person(person_id).household_id
    _write_households(club_id, [facts])
    person = _person(club_id, person_id, facts)
    person.save(force_update=True)
    subjects = [("person", str(person_id))]
    if person.household_id != left:
        subjects += _move(person, left, certified_too=certified_too, by=by, at=at)
    write_audits(act=Act.KEEP_PEOPLE, by=by, acting=acting, subjects=subjects, at=at)
    announce(PeopleChanged(club_id, _first_day(person_id), localdate(at)))
    return person


def _move(
    person: Person, left: UUID, *, certified_too: bool | None, by: Officer, at: datetime
) -> list[tuple[str, str]]:
    """Write that a person moved, with the certificate that goes along; return what of it the audit trail tells."""
    HouseholdMove.objects.create(
        club_id=person.club_id,
        person=person,
        from_household_id=left,
        to_household_id=person.household_id,
        recorded_by=by,
        recorded_at=at,
    )
    moved = [("household_move", str(person.id))]
    certificate = _goes_along(person, left, localdate(at))
    if certificate is None:
        return moved
    if certified_too is None:
        raise CertificateNotAnswered
    if not certified_too:
        return moved
    row = _certificate(person.club_id, person.household_id, certificate, uuid7())
    row.save(force_insert=True)
    return [*moved, ("certificate", str(row.id))]


def _goes_along(person: Person, left: UUID, on: date) -> Certificate | None:
    """Return the certificate in force of the household left, where the person's own has none; None with a housemate."""
    certificates = certificates_of([left, person.household_id])
    certificate = in_force_on(on, certificates[left])
    if certificate is None or in_force_on(on, certificates[person.household_id]):
        return None
    return None if lives_with_a_member(person, on) else certificate


@transaction.atomic
def certify_household(
    *, certificate_id: UUID, household_id: UUID, certificate: Certificate, by: Officer, at: datetime
) -> HouseholdCertificate:
    """Record what the commune certified of a household. The same certificate id sent again returns the first.

    Refusals: NoSuchHousehold, NotAllowed, IdTaken, PeriodTurned.
    """
    club_id = Household.objects.filter(id=household_id).values_list("club_id", flat=True).first()
    if club_id is None:
        raise NoSuchHousehold
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=club_id, by=by, at=at)
    first = HouseholdCertificate.objects.filter(id=certificate_id).first()
    if first is not None:
        if first.household_id != household_id:
            raise IdTaken
        return first
    check_period(certificate.since, certificate.until)
    row = _certificate(club_id, household_id, certificate, certificate_id)
    row.save(force_insert=True)
    write_audit(act=Act.KEEP_PEOPLE, by=by, acting=acting, subject=("certificate", str(row.id)), at=at)
    announce(PeopleChanged(club_id, certificate.since, localdate(at)))
    return row


@transaction.atomic
def begin_volunteering(*, person_id: UUID, since: date, by: Officer, at: datetime) -> VolunteerPeriod:
    """Record that a person is a home-care volunteer from a day on. Refusal: AlreadyVolunteer."""
    person = _find_person(person_id)
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=person.club_id, by=by, at=at)
    check_not_future(since, today=localdate(at), field="since")
    latest = person.volunteer_periods.order_by("since").last()
    if latest is not None and (latest.until is None or since <= latest.until):
        raise AlreadyVolunteer(name=person.full_name, day=latest.since)
    period = VolunteerPeriod.objects.create(club_id=person.club_id, person=person, since=since)
    write_audit(act=Act.KEEP_PEOPLE, by=by, acting=acting, subject=("volunteering", str(period.id)), at=at)
    announce(PeopleChanged(person.club_id, since, localdate(at)))
    return period


@transaction.atomic
def end_volunteering(*, person_id: UUID, until: date, by: Officer, at: datetime) -> VolunteerPeriod:
    """Record the last day on which a person was a volunteer. Refusal: NotVolunteer."""
    person = _find_person(person_id)
    _, acting = lock_for(Act.KEEP_PEOPLE, club_id=person.club_id, by=by, at=at)
    check_not_future(until, today=localdate(at), field="until")
    period = person.volunteer_periods.filter(until__isnull=True).first()
    if period is None:
        raise NotVolunteer(name=person.full_name)
    check_period(period.since, until)
    period.until = until
    period.save(update_fields=["until"])
    write_audit(act=Act.KEEP_PEOPLE, by=by, acting=acting, subject=("volunteering", str(period.id)), at=at)
    announce(PeopleChanged(person.club_id, until, localdate(at)))
    return period


def _first_told_of(newcomers: Sequence[Newcomer]) -> date:
    """Return the first day of which newcomers tell something: a certificate counts for those under the same roof."""
    certified = [one.certificate.since for one in newcomers if one.certificate]
    return min([*certified, *(one.joined_on for one in newcomers)])


def _first_day(person_id: UUID) -> date:
    """Return the day from which the club's list knows a person."""
    joined = Membership.objects.filter(person_id=person_id).aggregate(first=Min("joined_on"))["first"]
    return joined or date.min


def _find_person(person_id: UUID) -> Person:
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        raise NoSuchPerson
    return person


def _seen_memberships(club_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Membership]:
    """Return those that the club has already; raise IdTaken for one of another club."""
    seen = Membership.objects.in_bulk(list(ids))
    if any(membership.club_id != club_id for membership in seen.values()):
        raise IdTaken
    return seen


def _last_number(club_id: UUID) -> int:
    return Membership.objects.filter(club_id=club_id).aggregate(last=Max("number"))["last"] or 0


def _write_households(club_id: UUID, people: Sequence[PersonFacts]) -> None:
    """Add the households that are new; write the addresses of the others where one is given. Raise NoSuchHousehold."""
    addresses: dict[UUID, str] = {}
    for facts in people:
        addresses[facts.household_id] = tidy(facts.address) or addresses.get(facts.household_id, "")
    known = Household.objects.in_bulk(list(addresses))
    if any(household.club_id != club_id for household in known.values()):
        raise NoSuchHousehold
    moved = [household for key, household in known.items() if addresses[key] not in ("", household.address)]
    for household in moved:
        household.address = addresses[household.id]
    Household.objects.bulk_update(moved, ["address"])
    Household.objects.bulk_create(
        Household(id=key, club_id=club_id, address=address)
        for key, address in addresses.items()
        if key not in known
    )


def _write_certificates(club_id: UUID, newcomers: Sequence[Newcomer]) -> None:
    HouseholdCertificate.objects.bulk_create(
        _certificate(club_id, newcomer.facts.household_id, newcomer.certificate, uuid7())
        for newcomer in newcomers
        if newcomer.certificate is not None
    )


def _certificate(
    club_id: UUID, household_id: UUID, certificate: Certificate, key: UUID
) -> HouseholdCertificate:
    return HouseholdCertificate(
        id=key,
        club_id=club_id,
        household_id=household_id,
        household_class=certificate.household_class,
        number=tidy(certificate.number),
        since=certificate.since,
        until=certificate.until,
    )


def _person(club_id: UUID, person_id: UUID, facts: PersonFacts) -> Person:
    full_name = tidy(facts.full_name)
    return Person(
        id=person_id,
        club_id=club_id,
        household_id=facts.household_id,
        full_name=full_name,
        search_name=fold(full_name),
        sort_name=name_sort_key(full_name),
        sex=facts.sex,
        birth_year=facts.birth_year,
        birth_date=facts.birth_date,
        phone=tidy(facts.phone),
    )
