"""Which people of a club the officers are, so that nobody is one of the two behind a loan to himself or his household."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from lienthehe.access.queries import Officer, grants_of
from lienthehe.access.rules import Scope, ScopeKind
from lienthehe.clubs.models import Person
from lienthehe.clubs.queries.households import households_left
from lienthehe.foundation.text import fold
from lienthehe.loans.rules.lending import Whose

Known = tuple[str, frozenset[UUID]]
"""An officer's name, and the memberships and households that are his."""


def known_as(club_id: UUID, officers: Sequence[Officer], on: date) -> list[Known]:
    """Return for each officer which memberships and households of the club are his now; in one query.

    He is whoever holds the post of his role in the club on a day, and whoever bears his name.
    """
    scope = Scope(ScopeKind.CLUB, str(club_id))
    posts = {
        officer.pk: {grant.role.value for grant in grants_of(officer) if grant.scope == scope}
        for officer in officers
    }
    seated = Q(board_seats__post__in=set().union(*posts.values()), board_seats__since__lte=on) & (
        Q(board_seats__until__isnull=True) | Q(board_seats__until__gte=on)
    )
    named = Q(search_name__in={fold(officer.full_name) for officer in officers})
    rows = list(
        Person.objects.filter(named | seated, club_id=club_id).values_list(
            "search_name", "household_id", "memberships__id", "board_seats__post", "board_seats__until"
        )
    )
    known: list[Known] = []
    for officer in officers:
        own: set[UUID] = set()
        for name, household, membership, post, until in rows:
            holds = post in posts[officer.pk] and (until is None or until >= on)
            if holds or name == fold(officer.full_name):
                own |= {one for one in (household, membership) if one is not None}
        known.append((officer.full_name, frozenset(own)))
    return known


def whose_own(club_id: UUID, officers: Sequence[Officer], on: date, whose: Whose) -> frozenset[UUID]:
    """Return which officers (by key) are a loan's borrower or of the borrower's household; in two queries."""
    known, left = known_as(club_id, officers, on), households_left(club_id, whose.since)
    return frozenset(
        officer.pk
        for officer, (_name, theirs) in zip(officers, known, strict=True)
        if whose.is_of(theirs, left)
    )
