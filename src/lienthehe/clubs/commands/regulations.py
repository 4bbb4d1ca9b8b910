"""Adopting the club's regulations, correcting those in force and those to come."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from lienthehe.access.commands import write_audit
from lienthehe.access.queries import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.commands.clubs import lock_for
from lienthehe.clubs.models import ContributionRule, Regulation
from lienthehe.clubs.queries.regulations import regulations_of
from lienthehe.clubs.rules.clubs import IdTaken
from lienthehe.clubs.rules.regulations import (
    AdoptedEarlier,
    RegulationsEnded,
    RegulationTerms,
    check_regulation,
    check_since,
    history_of,
)


@transaction.atomic
def adopt_regulation(*, club_id: UUID, terms: RegulationTerms, by: Officer, at: datetime) -> Regulation:
    """Put regulations in force from a day on; those before end with it. The same id sent again returns the first.

    Refusals: NoSuchClub, NotAllowed, IdTaken, AdoptedEarlier, `check_regulation`.
    """
    _, acting = lock_for(Act.KEEP_REGULATIONS, club_id=club_id, by=by, at=at)
    first = Regulation.objects.filter(id=terms.id).first()
    if first is not None:
        if first.club_id != club_id:
            raise IdTaken
        return first
    check_regulation(terms.quorum_percent, terms.contributions)
    latest = Regulation.objects.filter(club_id=club_id).order_by("since").last()
    if latest is not None and terms.since <= latest.since:
        raise AdoptedEarlier(day=latest.since)
    regulation = Regulation(id=terms.id, club_id=club_id)
    _write(regulation, terms)
    write_audit(act=Act.KEEP_REGULATIONS, by=by, acting=acting, subject=("regulation", str(terms.id)), at=at)
    return regulation


@transaction.atomic
def correct_regulation(*, club_id: UUID, terms: RegulationTerms, by: Officer, at: datetime) -> Regulation:
    """Write regulations in force or to come anew, because they were typed wrongly; what is asked of members follows.

    Refusals: NoSuchClub, NotAllowed, RegulationsEnded, `check_since`, `check_regulation`.
    """
    _, acting = lock_for(Act.KEEP_REGULATIONS, club_id=club_id, by=by, at=at)
    adopted = regulations_of(club_id)
    if terms.id not in {kept.id for kept in history_of(adopted, localdate(at)).correctable}:
        raise RegulationsEnded
    check_regulation(terms.quorum_percent, terms.contributions)
    check_since(terms, among=adopted)
    regulation = Regulation.objects.get(id=terms.id)
    regulation.contributions.all().delete()
    _write(regulation, terms)
    write_audit(act=Act.KEEP_REGULATIONS, by=by, acting=acting, subject=("regulation", str(terms.id)), at=at)
    return regulation


def _write(regulation: Regulation, terms: RegulationTerms) -> None:
    regulation.since = terms.since
    regulation.quorum_percent = terms.quorum_percent
    regulation.second_officer_for_payments = terms.second_officer_for_payments
    regulation.save()
    ContributionRule.objects.bulk_create(
        ContributionRule(
            club_id=regulation.club_id,
            regulation=regulation,
            fund=contribution.fund,
            amount=contribution.amount,
            every=contribution.every,
            instalments=contribution.instalments,
            refundable=contribution.refundable,
        )
        for contribution in terms.contributions
    )
