"""What the frame of every page shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.access.queries import grants_of
from lienthehe.access.rules import ScopeKind

LARGE_TEXT_COOKIE = "chu-to"


@dataclass(frozen=True, slots=True)
class Tab:
    """A main place: where it leads, what it is called, its icon, whether one is there."""

    href: str
    label: str
    icon: str
    here: bool


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give base.html the text's size and the main places of whoever reads."""
    user = request.user
    return {
        "large_text": user.large_text if user.is_authenticated else LARGE_TEXT_COOKIE in request.COOKIES,
        "tabs": _tabs(request) if user.is_authenticated else [],
    }


def own_club(request: HttpRequest) -> str:
    """Return the id of the club that the reader holds a role in today, "" when there is none."""
    if not request.user.is_authenticated:
        return ""
    today = timezone.localdate()
    held = grants_of(request.user)
    return next((g.scope.key for g in held if g.scope.kind == ScopeKind.CLUB and g.holds_on(today)), "")


def _tabs(request: HttpRequest) -> list[Tab]:
    match = request.resolver_match
    club = str(match.kwargs["club_id"]) if match and "club_id" in match.kwargs else own_club(request)
    clubs = f"{reverse('home')}cau-lac-bo/"
    places = (
        [
            (f"{clubs}{club}/", _("Today"), "home"),
            (f"{clubs}{club}/thanh-vien/", _("Members"), "people"),
            (f"{clubs}{club}/so-quy/", _("Cash book"), "book"),
            (f"{clubs}{club}/tat-ca/", _("Everything"), "menu"),
        ]
        if club
        else [
            (clubs, _("Clubs"), "club"),
            (reverse("officers"), _("Users"), "people"),
            (reverse("account"), _("Account"), "person"),
        ]
    )
    # Where one is: the longest address that the page's own begins with.
    begun = [href for href, _label, _icon in places if request.path.startswith(href)]
    here = max(begun, key=len, default="")
    return [Tab(href, label, icon, href == here) for href, label, icon in places]
