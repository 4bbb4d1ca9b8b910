"""The register: many clubs, those in an officer's scopes, a page at a time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from lienthehe.access.rules import COUNTRY, Scope, ScopeKind
from lienthehe.clubs.models import Club, ClubPlacement
from lienthehe.clubs.queries.people import compositions_on
from lienthehe.clubs.rules.clubs import ManagingBody
from lienthehe.clubs.rules.people import Composition
from lienthehe.foundation.text import fold
from lienthehe.places.models import Placement, Succession
from lienthehe.places.queries import places_on
from lienthehe.places.rules import Extent, search_key

CLUBS_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A club in the register, on a date. `place_name` is "" where its commune exists no longer."""

    id: UUID
    name: str
    village: str
    place_name: str
    province_name: str
    managing_body: ManagingBody
    composition: Composition


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the register; `page` is Django's, for the links onwards."""

    rows: list[RegisterRow]
    page: Page[Club]
    total: int


def register(
    scopes: tuple[Scope, ...],
    on: date,
    *,
    text: str = "",
    managing_body: ManagingBody | None = None,
    page: int = 1,
) -> RegisterPage:
    """Return a page of the clubs that lie in these scopes on a date, by name; the same queries however many.

    `text` is looked for in the names of club, village and commune, whatever its diacritics.
    """
    found = clubs_within(scopes, on).order_by("search_name", "id")
    if managing_body is not None:
        found = found.filter(managing_body=managing_body)
    if text.strip():
        communes = Placement.objects.filter(search_name__contains=search_key(text)).values("unit_id")
        there = _placed_on(on).filter(club_id=OuterRef("id"), unit_id__in=communes)
        found = found.filter(Q(search_name__contains=fold(text)) | Q(Exists(there)))
    shown = Paginator(found, CLUBS_A_PAGE).get_page(page)
    return RegisterPage(_rows(list(shown), on), shown, shown.paginator.count)


def clubs_within(scopes: tuple[Scope, ...], on: date) -> QuerySet[Club]:
    """Select the clubs that lie in any of the scopes on a date, as `scopes_of_club` says of each."""
    if COUNTRY in scopes:
        return Club.objects.all()
    own = [scope.key for scope in scopes if scope.kind is ScopeKind.CLUB]
    units = [UUID(scope.key) for scope in scopes if scope.kind is not ScopeKind.CLUB]
    there = _placed_on(on).filter(club_id=OuterRef("id"), unit_id__in=_within(units, on).values("unit_id"))
    return Club.objects.filter(Q(id__in=own) | Q(Exists(there)))


def _placed_on(on: date) -> QuerySet[ClubPlacement]:
    return ClubPlacement.objects.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


def _within(units: list[UUID], on: date) -> QuerySet[Placement]:
    """Select the placements of the communes that lie in these units, and those that went over whole into one of them.

    A commune that has ended lies where it last did, so that no club waiting to be moved is lost from sight.
    """
    gone = Succession.objects.filter(extent=Extent.WHOLE, on__lte=on)
    wanted = {*units, *gone.filter(successor_id__in=units).values_list("predecessor_id", flat=True)}
    begun = Coalesce("since", Value(date.min))
    later = Placement.objects.annotate(begun=begun).filter(
        unit_id=OuterRef("unit_id"), begun__gt=OuterRef("begun"), begun__lte=on
    )
    in_one = Q(province_id__in=wanted) | Q(district_id__in=wanted) | Q(commune_id__in=wanted)
    return Placement.objects.annotate(begun=begun).filter(in_one, ~Exists(later), begun__lte=on)


def _rows(clubs: list[Club], on: date) -> list[RegisterRow]:
    ids = [club.id for club in clubs]
    placed = dict(_placed_on(on).filter(club_id__in=ids).values_list("club_id", "unit_id"))
    places = places_on(set(placed.values()), on)
    compositions = compositions_on(ids, on)
    rows = []
    for club in clubs:
        place = places.get(placed[club.id]) if club.id in placed else None
        rows.append(
            RegisterRow(
                id=club.id,
                name=club.name,
                village=club.village,
                place_name=place.name if place else "",
                province_name=place.province_name if place else "",
                managing_body=ManagingBody(club.managing_body),
                composition=compositions[club.id],
            )
        )
    return rows
