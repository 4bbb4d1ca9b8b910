"""Who an officer is and by what name he signs in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from lienthehe.access.models import AccessCode, Officer
from lienthehe.access.rules.officers import fold_username, phone_tried


def officer_by_id(officer_id: UUID | str) -> Officer | None:
    """Return the officer with this id, inactive ones too; None when there is none."""
    return Officer.objects.filter(pk=officer_id).first()


def officer_signing_in(name: str) -> Officer | None:
    """Return who signs in by this user name or phone number, however it is written; None when nobody does."""
    phone = phone_tried(name)
    if phone:
        return Officer.objects.filter(phone=phone, signs_in_by_phone=True).first()
    username = fold_username(name)
    return Officer.objects.filter(username=username).first() if username else None


def sign_in_name_tried(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Return the one name under which wrong passwords are counted, for django-axes.

    All ways to write a phone number count as one, and so do the user name and the phone of one officer.
    """
    posted = request.POST.get("username", "") if request is not None else ""
    name = str((credentials or {}).get("username") or posted)
    officer = officer_signing_in(name)
    return officer.get_username() if officer else phone_tried(name) or fold_username(name)


def pin_is_set(officer: Officer) -> bool:
    """Tell whether the officer has a PIN to confirm acts with."""
    return bool(officer.pin_digest)


def waits_for_code_until(officer: Officer, *, at: datetime) -> datetime | None:
    """Return until when a one-time code of this officer can still be used, None when there is none to use."""
    codes = AccessCode.objects.filter(officer=officer, used_at__isnull=True, expires_at__gt=at)
    return codes.values_list("expires_at", flat=True).first()
