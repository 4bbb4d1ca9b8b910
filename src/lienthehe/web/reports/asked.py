"""What an address of Toàn cảnh asks for: which place, period, map and indicator; and the links that ask for others."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from lienthehe.access.queries import Officer, check_officer_may, grants_of, officer_may
from lienthehe.access.rules import (
    ALLOWED,
    COUNTRY,
    Act,
    NotAllowed,
    Scope,
    ScopeKind,
    check_access_stands,
)
from lienthehe.places.queries import map_dates, places_on, predecessors_of, scopes_around, successors_of
from lienthehe.places.rules import Level, PlaceNotInForce, PlaceOn
from lienthehe.reports.rules.indicators import Indicator, indicators
from lienthehe.reports.rules.periods import NamedPeriod
from lienthehe.web.reports.forms import MAP, PERIOD, OverviewForm
from lienthehe.web.reports.wording import write_place
from lienthehe.web.scope import officer_of

PLACE, INDICATOR, ORDER, ROWS, AS_FILE = "noi", "chi-so", "xep", "cap", "dang"
THE_COUNTRY, CLUBS, UPWARDS, DOWNWARDS, EXCEL = "ca-nuoc", "cau-lac-bo", "tang", "giam", "xlsx"
_LOW_FIRST = frozenset({"clubs_meeting_monthly_percent"})
_USUAL = "par30"
_WIDEST_FIRST = (ScopeKind.COUNTRY, ScopeKind.PROVINCE, ScopeKind.DISTRICT, ScopeKind.COMMUNE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `unit_id` None: the country; `place` None too where the map of the day does not have it."""

    unit_id: UUID | None
    place: PlaceOn | None
    within: tuple[Scope, ...]
    period: NamedPeriod
    map_date: date
    indicator: Indicator
    upwards: bool
    by_clubs: bool
    by: Officer
    today: date
    form: OverviewForm

    @property
    def is_on_map(self) -> bool:
        return self.unit_id is None or self.place is not None

    def link(self, page: str = "overview", **changes: Any) -> str:
        """Return an address that asks for the same but what is changed: unit_id, code, upwards, by_clubs, file."""
        unit_id = changes.get("unit_id", self.unit_id)
        words = {
            PLACE: unit_id or THE_COUNTRY,
            PERIOD: self.period,
            MAP: changes.get("map_date", self.map_date).isoformat(),
        }
        if "code" in changes or page == "overview":
            words[INDICATOR] = changes.get("code", self.indicator.code)
        if "upwards" in changes:
            words[ORDER] = UPWARDS if changes["upwards"] else DOWNWARDS
        if changes.get("by_clubs"):
            words[ROWS] = CLUBS
        if changes.get("file"):
            words[AS_FILE] = EXCEL
        return f"{reverse(page)}?{urlencode(words)}"

    def places_above(self) -> list[tuple[str, str]]:
        """Return the places above that the officer may see too, the widest first: name and address."""
        above: list[tuple[str, UUID | None, Scope]] = []
        if self.unit_id is not None:
            above.append((write_place(None), None, COUNTRY))
        place = self.place
        if place and place.level is not Level.PROVINCE:
            province = Scope(ScopeKind.PROVINCE, str(place.province_id))
            above.append((place.province_name, place.province_id, province))
        if place and place.level is Level.COMMUNE and place.district_id:
            district = Scope(ScopeKind.DISTRICT, str(place.district_id))
            above.append((place.district_name, place.district_id, district))
        return [(name, self.link(unit_id=unit)) for name, unit, scope in above if self._may_see(scope)]

    def others_of_the_map(self) -> list[tuple[str, str]]:
        """Return what stands on the map of the day in the place of one that it does not have: name and address."""
        if self.unit_id is None:
            return []
        found = (*predecessors_of(self.unit_id), *successors_of(self.unit_id))
        there = places_on({one.place.unit_id for one in found}, self.map_date)
        return [
            (place.name, self.link(unit_id=unit))
            for unit, place in there.items()
            if officer_may(Act.SEE_FIGURES, by=self.by, within=_around(unit, self.today), on=self.today)
        ]

    def _may_see(self, scope: Scope) -> bool:
        if scope not in self.within:
            return False
        within = self.within[self.within.index(scope) :]
        return officer_may(Act.SEE_FIGURES, by=self.by, within=within, on=self.today)


def asked_of(request: HttpRequest) -> Asked:
    """Read the address. 404 for a place that is not there; NotAllowed for one outside the officer's scopes."""
    by, today = officer_of(request), timezone.localdate()
    written = request.GET.get(PLACE, "")
    unit_id = _read_unit(written) if written else _own_unit(by, today)
    within = _around(unit_id, today) if unit_id else (COUNTRY,)
    check_officer_may(Act.SEE_FIGURES, by=by, within=within, on=today)
    form = OverviewForm(
        request.GET.dict(), today=today, days=map_dates(today), kept=(PLACE, INDICATOR, ORDER, ROWS)
    )
    indicator = indicators().get(request.GET.get(INDICATOR, ""), indicators()[_USUAL])
    map_date = form.map_date()
    return Asked(
        unit_id=unit_id,
        place=places_on([unit_id], map_date).get(unit_id) if unit_id else None,
        within=within,
        period=form.period(),
        map_date=map_date,
        indicator=indicator,
        upwards=request.GET.get(ORDER, UPWARDS if indicator.code in _LOW_FIRST else DOWNWARDS) == UPWARDS,
        by_clubs=request.GET.get(ROWS) == CLUBS,
        by=by,
        today=today,
        form=form,
    )


def wants_file(request: HttpRequest) -> bool:
    """Tell whether the list is asked for as an Excel file."""
    return request.GET.get(AS_FILE) == EXCEL


def _read_unit(written: str) -> UUID | None:
    if written == THE_COUNTRY:
        return None
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None


def _own_unit(by: Officer, today: date) -> UUID | None:
    """Return the officer's own place, the widest; None: the country. Refuses NotAllowed for who has none."""
    roles = ALLOWED[Act.SEE_FIGURES]
    held = [grant.scope for grant in grants_of(by) if grant.role in roles and grant.holds_on(today)]
    if not held:
        check_access_stands(grants_of(by), on=today)
        raise NotAllowed
    widest = min(held, key=lambda scope: _WIDEST_FIRST.index(scope.kind))
    return UUID(widest.key) if widest.key else None


def _around(unit_id: UUID, today: date) -> tuple[Scope, ...]:
    try:
        return scopes_around(unit_id, today)
    except PlaceNotInForce:
        raise Http404 from None
