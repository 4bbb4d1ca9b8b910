"""Officers: who signs in and by what."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from lienthehe.access.commands.audit import write_own_audit
from lienthehe.access.commands.passwords import hash_new_password
from lienthehe.access.models import Officer
from lienthehe.access.rules import OwnAct
from lienthehe.access.rules.officers import (
    FullNameMissing,
    PhoneNotUnderstood,
    PhoneTaken,
    SignInNameMissing,
    UserNameTaken,
    check_username,
    read_phone,
)
from lienthehe.foundation.text import tidy


def create_officer(
    *,
    full_name: str,
    username: str | None = None,
    phone: str = "",
    signs_in_by_phone: bool = False,
    password: str | None = None,
    at: datetime,
) -> Officer:
    """Write a new officer, who may do nothing until a role is granted; pages use `prepare_access` for both at once.

    Without a password nobody signs in as this officer until a one-time code is taken up. Several officers may have one
    phone, but only one signs in by it. Refuses FullNameMissing, UserNameNotUsable, UserNameTaken, PhoneNotUnderstood,
    PhoneTaken, SignInNameMissing and the passwords that `PasswordRefused` covers.
    """
    officer = Officer(
        full_name=tidy(full_name), phone=read_phone(phone) if phone.strip() else "", created_at=at
    )
    if not officer.full_name:
        raise FullNameMissing
    if password is not None and not username and not signs_in_by_phone:
        raise SignInNameMissing
    officer.password = make_password(None) if password is None else hash_new_password(password)
    with transaction.atomic():
        if username:
            take_username(officer, username)
        if signs_in_by_phone:
            take_phone(officer)
        officer.save(force_insert=True)
    return officer


def take_username(officer: Officer, username: str) -> None:
    """Let the officer (not saved here) sign in by this user name, unless somebody else does."""
    name = check_username(username)
    if Officer.objects.filter(username=name).exclude(pk=officer.pk).exists():
        raise UserNameTaken
    officer.username = name


def take_phone(officer: Officer, *, field: str = "phone") -> None:
    """Let the officer (not saved here) sign in by his phone, unless somebody else does; refuse at `field`."""
    if not officer.phone:
        raise PhoneNotUnderstood(field=field)
    if Officer.objects.filter(phone=officer.phone, signs_in_by_phone=True).exclude(pk=officer.pk).exists():
        raise PhoneTaken(field=field)
    officer.signs_in_by_phone = True


@transaction.atomic
def sign_out_everywhere(*, officer: Officer, at: datetime) -> None:
    """End every session of the officer, this one too unless the page renews its own."""
    Officer.objects.filter(pk=officer.pk).update(sign_outs=F("sign_outs") + 1)
    officer.refresh_from_db(fields=["sign_outs"])
    write_own_audit(act=OwnAct.SIGN_OUT_EVERYWHERE, by=officer, at=at)


def set_large_text(*, officer: Officer, on: bool) -> None:
    """Remember whether this officer reads in large type."""
    Officer.objects.filter(pk=officer.pk).update(large_text=on)
    officer.large_text = on
