"""Adopting and correcting the terms of loans: a club's own, and a province's for its clubs without their own."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from lienthehe.access.commands import write_audit
from lienthehe.access.queries import Officer, check_officer_may
from lienthehe.access.rules import Act, Acting, ScopeKind
from lienthehe.clubs.queries import lock_club, scopes_of_club
from lienthehe.clubs.rules.clubs import IdTaken
from lienthehe.clubs.rules.regulations import AdoptedEarlier, RegulationsEnded, check_since, history_of
from lienthehe.loans.models import Policy
from lienthehe.loans.queries.policies import default_history, policy_history
from lienthehe.loans.rules.policies import LoanPolicy, NotAProvince, check_policy
from lienthehe.places.queries import lock_unit, place_on, scopes_around
from lienthehe.places.rules import Level


@transaction.atomic
def adopt_policy(*, club_id: UUID, policy: LoanPolicy, by: Officer, at: datetime) -> LoanPolicy:
    """Put a club's own policy in force from a day on; the one before ends with it. The same id again returns the first.

    Loans keep the terms that they were given on. Refusals: NoSuchClub, NotAllowed, IdTaken, AdoptedEarlier,
    `check_policy`.
    """
    acting = _acting_for_club(club_id, by=by, at=at)
    return _adopt(Policy(club_id=club_id), policy, among=policy_history(club_id), by=by, acting=acting, at=at)


@transaction.atomic
def correct_policy(*, club_id: UUID, policy: LoanPolicy, by: Officer, at: datetime) -> LoanPolicy:
    """Write a policy in force or to come anew, because it was typed wrongly; loans given keep their terms.

    Refusals: NoSuchClub, NotAllowed, RegulationsEnded, `check_since`, `check_policy`.
    """
    acting = _acting_for_club(club_id, by=by, at=at)
    return _correct(policy, among=policy_history(club_id), by=by, acting=acting, at=at)


@transaction.atomic
def adopt_default_policy(*, unit_id: UUID, policy: LoanPolicy, by: Officer, at: datetime) -> LoanPolicy:
    """Put a province's policy in force for its clubs without their own. The same id again returns the first.

    Refusals: PlaceNotInForce, NotAProvince, NotAllowed, IdTaken, AdoptedEarlier, `check_policy`.
    """
    acting = _acting_for_province(unit_id, by=by, at=at)
    return _adopt(
        Policy(unit_id=unit_id), policy, among=default_history(unit_id), by=by, acting=acting, at=at
    )


@transaction.atomic
def correct_default_policy(*, unit_id: UUID, policy: LoanPolicy, by: Officer, at: datetime) -> LoanPolicy:
    """Write a province's policy in force or to come anew, because it was typed wrongly; loans given keep their terms.

    Refusals: PlaceNotInForce, NotAProvince, NotAllowed, RegulationsEnded, `check_since`, `check_policy`.
    """
    acting = _acting_for_province(unit_id, by=by, at=at)
    return _correct(policy, among=default_history(unit_id), by=by, acting=acting, at=at)


def _acting_for_club(club_id: UUID, *, by: Officer, at: datetime) -> Acting:
    today = localdate(at)
    lock_club(club_id)
    within = scopes_of_club(club_id, on=today)
    return check_officer_may(Act.KEEP_REGULATIONS, by=by, within=within, on=today)


def _acting_for_province(unit_id: UUID, *, by: Officer, at: datetime) -> Acting:
    today: date = localdate(at)
    lock_unit(unit_id)
    within = scopes_around(unit_id, today)
    acting = check_officer_may(Act.KEEP_LOAN_DEFAULTS, by=by, within=within, on=today)
    if place_on(unit_id, today).level is not Level.PROVINCE:
        raise NotAProvince
    return acting


def _adopt(
    row: Policy,
    policy: LoanPolicy,
    *,
    among: tuple[LoanPolicy, ...],
    by: Officer,
    acting: Acting,
    at: datetime,
) -> LoanPolicy:
    """Write the policy into the owner's new row after those that the owner has, `among`."""
    first = next((kept for kept in among if kept.id == policy.id), None)
    if first is not None:
        return first
    if Policy.objects.filter(id=policy.id).exists():
        raise IdTaken
    check_policy(policy)
    if among and policy.since <= among[-1].since:
        raise AdoptedEarlier(day=among[-1].since)
    row.id = policy.id
    _write(row, policy)
    _audit(policy, by=by, acting=acting, at=at)
    return policy


def _correct(
    policy: LoanPolicy, *, among: tuple[LoanPolicy, ...], by: Officer, acting: Acting, at: datetime
) -> LoanPolicy:
    if policy.id not in {kept.id for kept in history_of(among, localdate(at)).correctable}:
        raise RegulationsEnded
    check_policy(policy)
    check_since(policy, among=among)
    _write(Policy.objects.get(id=policy.id), policy)
    _audit(policy, by=by, acting=acting, at=at)
    return policy


def _write(row: Policy, policy: LoanPolicy) -> None:
    for column, value in asdict(policy).items():
        setattr(row, column, value)
    row.save()


def _audit(policy: LoanPolicy, *, by: Officer, acting: Acting, at: datetime) -> None:
    act = Act.KEEP_LOAN_DEFAULTS if acting.thing.kind is ScopeKind.PROVINCE else Act.KEEP_REGULATIONS
    write_audit(act=act, by=by, acting=acting, subject=("loan_policy", str(policy.id)), at=at)
