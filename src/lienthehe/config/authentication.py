"""Who signs in. django-axes stands before this backend and counts what it refuses."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from lienthehe.access.queries import Officer, officer_by_id, officer_signing_in


class OfficerBackend(BaseBackend):
    """Signs an officer in by user name or phone; inactive officers and those without a password never."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django passes it
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> Officer | None:
        if username is None or password is None:
            return None
        officer = officer_signing_in(username)
        if officer is None or not officer.has_usable_password():
            make_password(password)  # as slow as a known name, so that the time does not tell who exists
            return None
        return officer if officer.check_password(password) and officer.is_active else None

    def get_user(self, user_id: Any) -> Officer | None:
        officer = officer_by_id(user_id)
        return officer if officer is not None and officer.is_active else None


def client_address(request: HttpRequest) -> str:
    """Return from where a request comes: what the outermost of our own proxies saw, never what the caller says.

    Each proxy adds whom it saw to the right of X-Forwarded-For, so with two of them it is the second from the right.
    """
    connected: str = request.META.get("REMOTE_ADDR", "")
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if not 0 < settings.PROXIES <= len(told):
        return connected
    try:
        return str(ip_address(told[-settings.PROXIES]))
    except ValueError:
        return connected
