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
    """A main place: where it leads, what it is called, its icon; `here` is "page", "true" (below it) or ""."""

    href: str
    label: str
    icon: str
    here: str = ""


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give base.html the text's size and the main places of whoever reads."""
    user = request.user
    return {
        "large_text": user.large_text
        if user.is_authenticated
        else bool(request.COOKIES.get(LARGE_TEXT_COOKIE)),
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
    return _club_tabs(club, request.path) if club else _oversight_tabs(request.path)


def _club_tabs(club: str, path: str) -> list[Tab]:
    """The four places of a club. "Everything" holds whatever page has no place of its own."""
    root = f"{reverse('home')}cau-lac-bo/{club}/"
    members, book, everything = f"{root}thanh-vien/", f"{root}so-quy/", f"{root}tat-ca/"
    elsewhere = not path.startswith((members, book)) and path not in (root, everything)
    return [
        Tab(root, _("Today"), "home", "page" if path == root else ""),
        Tab(members, _("Members"), "people", _here(members, path)),
        Tab(book, _("Cash book"), "book", _here(book, path)),
        Tab(everything, _("Everything"), "menu", "true" if elsewhere else _here(everything, path)),
    ]


def _oversight_tabs(path: str) -> list[Tab]:
    clubs, officers, account = f"{reverse('home')}cau-lac-bo/", reverse("officers"), reverse("account")
    return [
        Tab(clubs, _("Clubs"), "club", _here(clubs, path)),
        Tab(officers, _("Users"), "people", _here(officers, path)),
        Tab(account, _("Account"), "person", _here(account, path)),
    ]


def _here(place: str, path: str) -> str:
    return "page" if path == place else "true" if path.startswith(place) else ""
