"""Founding a club, changing what it says about itself, moving it to another commune."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from lienthehe.access.commands import write_audit
from lienthehe.access.queries import Officer, check_officer_may
from lienthehe.access.rules import Act, Acting
from lienthehe.clubs.events import BooksChanged, PeopleChanged
from lienthehe.clubs.models import Club, ClubPlacement
from lienthehe.clubs.queries.clubs import lock_club, scopes_of_club
from lienthehe.clubs.rules.clubs import ClubFacts, ClubFounding, NoSuchCommune, check_facts, check_move
from lienthehe.foundation.events import announce
from lienthehe.foundation.text import fold, tidy
from lienthehe.places.queries import places_on, scopes_around
from lienthehe.places.rules import Level

_REASON_LENGTH = 200


@transaction.atomic
def found_club(*, founding: ClubFounding, by: Officer, at: datetime) -> Club:
    """Enter a club into the register, placed in a commune from its founding on.

    The commune may be that of the founding day or today's: one that began later places the club from its own first
    day. The same id sent again returns the first club. Refusals: `check_facts`, NoSuchCommune, NotAllowed.
    """
    today = localdate(at)
    facts = founding.facts
    acting = check_officer_may(Act.FOUND_CLUB, by=by, within=scopes_around(founding.unit_id, today), on=today)
    check_facts(facts, today=today)
    since = _placed_since(founding.unit_id, founded_on=facts.founded_on, today=today)
    club, is_new = Club.objects.get_or_create(id=founding.id, defaults={**_columns(facts), "created_at": at})
    if not is_new:
        return club
    ClubPlacement.objects.create(club=club, unit_id=founding.unit_id, since=since)
    write_audit(act=Act.FOUND_CLUB, by=by, acting=acting, subject=("club", str(club.id)), at=at)
    announce(PeopleChanged(club.id, facts.founded_on, today))
    return club


@transaction.atomic
def change_club(*, club_id: UUID, facts: ClubFacts, by: Officer, at: datetime) -> Club:
    """Replace what the club says about itself. Refusals: NoSuchClub, NotAllowed, `check_facts`."""
    club, acting = lock_for(Act.KEEP_CLUB, club_id=club_id, by=by, at=at)
    check_facts(facts, today=localdate(at))
    for column, value in _columns(facts).items():
        setattr(club, column, value)
    club.save()
    write_audit(act=Act.KEEP_CLUB, by=by, acting=acting, subject=("club", str(club_id)), at=at)
    for changed in (PeopleChanged, BooksChanged):
        announce(changed(club_id, facts.founded_on, localdate(at)))
    return club


@transaction.atomic
def move_club(
    *, club_id: UUID, unit_id: UUID, on: date, reason: str, by: Officer, at: datetime
) -> ClubPlacement:
    """Place the club in another commune from a day on; where it lay before keeps its dates.

    On the day of the last move, the new place takes the place of the wrong one. Refusals: NoSuchClub, NotAllowed,
    `check_move`, NoSuchCommune.
    """
    _, acting = lock_for(Act.MOVE_CLUB, club_id=club_id, by=by, at=at)
    *_, before, present = [None, *ClubPlacement.objects.filter(club_id=club_id).order_by("since")]
    assert present is not None
    check_move(
        from_unit=present.unit_id,
        to_unit=unit_id,
        since=present.since,
        has_moved=before is not None,
        on=on,
        reason=reason,
    )
    if not _is_commune(unit_id, on):
        raise NoSuchCommune(day=on)
    if before is not None and on == present.since:
        moved = _put_move_right(before, present, unit_id=unit_id, reason=tidy(reason))
    else:
        present.until = on - timedelta(days=1)
        present.save(update_fields=["until"])
        moved = ClubPlacement.objects.create(club_id=club_id, unit_id=unit_id, since=on, reason=tidy(reason))
    write_audit(act=Act.MOVE_CLUB, by=by, acting=acting, subject=("club", str(club_id)), at=at)
    return moved


def _put_move_right(
    before: ClubPlacement, wrong: ClubPlacement, *, unit_id: UUID, reason: str
) -> ClubPlacement:
    """Let the wrong placement be in the right commune; remove it when the club stays where it was before.

    Where both reasons have no room in one placement, the two follow each other in the same commune.
    """
    kept = "; ".join(filter(None, (before.reason, reason)))
    if before.unit_id != unit_id or len(kept) > _REASON_LENGTH:
        wrong.unit_id, wrong.reason = unit_id, reason
        wrong.save(update_fields=["unit", "reason"])
        return wrong
    wrong.delete()
    before.until, before.reason = None, kept
    before.save(update_fields=["until", "reason"])
    return before


def lock_for(act: Act, *, club_id: UUID, by: Officer, at: datetime) -> tuple[Club, Acting]:
    """Lock the club and return it with as what the officer does the act; raise NoSuchClub or NotAllowed."""
    today = localdate(at)
    club = lock_club(club_id)
    return club, check_officer_may(act, by=by, within=scopes_of_club(club_id, on=today), on=today)


def _placed_since(unit_id: UUID, *, founded_on: date, today: date) -> date:
    """Return from when the club lies in the commune; raise NoSuchCommune when it exists neither then nor today."""
    if _is_commune(unit_id, founded_on):
        return founded_on
    place = places_on([unit_id], today).get(unit_id)
    if place is None or place.level is not Level.COMMUNE:
        raise NoSuchCommune(day=founded_on)
    return place.since or founded_on


def _is_commune(unit_id: UUID, on: date) -> bool:
    place = places_on([unit_id], on).get(unit_id)
    return place is not None and place.level is Level.COMMUNE


def _columns(facts: ClubFacts) -> dict[str, Any]:
    name, village = tidy(facts.name), tidy(facts.village)
    return {
        "name": name,
        "village": village,
        "search_name": fold(f"{name} {village}"),
        "founded_on": facts.founded_on,
        "decision_number": tidy(facts.decision_number),
        "decision_on": facts.decision_on,
        "decision_by": tidy(facts.decision_by),
        "scheme": tidy(facts.scheme),
        "managing_body": facts.managing_body,
        "meeting_rule": facts.meeting.kind,
        "meeting_day": facts.meeting.day,
        "meeting_weekday": facts.meeting.weekday,
        "meeting_time": facts.meeting_time,
        "meeting_place": tidy(facts.meeting_place),
        "one_tin": facts.one_tin,
    }
