"""What the frame of every page shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.access.queries import Officer, grants_of
from lienthehe.access.rules import Scope, ScopeKind, check_access_stands

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
        "tabs": _tabs(user, request) if user.is_authenticated else [],
    }


def own_club(request: HttpRequest) -> str:
    """Return the id of the club that the reader holds a role in today, "" for who holds one above clubs.

    Refuses AccessEnded and NothingOpenYet: whoever holds none has no first page.
    """
    if not request.user.is_authenticated:
        return ""
    check_access_stands(grants_of(request.user), on=timezone.localdate())
    return _club_held(request.user)


def _club_held(officer: Officer) -> str:
    return next((scope.key for scope in _scopes_held(officer) if scope.kind == ScopeKind.CLUB), "")


def _scopes_held(officer: Officer) -> list[Scope]:
    today = timezone.localdate()
    return [grant.scope for grant in grants_of(officer) if grant.holds_on(today)]


def _tabs(officer: Officer, request: HttpRequest) -> list[Tab]:
    match = request.resolver_match
    club = str(match.kwargs["club_id"]) if match and "club_id" in match.kwargs else _club_held(officer)
    if not _scopes_held(officer):
        return [_account_tab(request.path)]
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
    overview, clubs, officers = reverse("overview"), f"{reverse('home')}cau-lac-bo/", reverse("officers")
    return [
        Tab(overview, _("Overview"), "map", _here(overview, path)),
        Tab(clubs, _("Clubs"), "club", _here(clubs, path)),
        Tab(officers, _("Users"), "people", _here(officers, path)),
        _account_tab(path),
    ]


def _account_tab(path: str) -> Tab:
    account = reverse("account")
    return Tab(account, _("Account"), "person", _here(account, path))


def _here(place: str, path: str) -> str:
    return "page" if path == place else "true" if path.startswith(place) else ""
