"""Who signs in. django-axes stands before this backend and counts what it refuses."""

from typing import Any

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
