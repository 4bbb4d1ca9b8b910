"""Passwords. They are hashed before a transaction begins: SQLite has one write lock and argon2 takes its time."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from lienthehe.access.commands.audit import write_own_audit
from lienthehe.access.commands.tries import count_try, forget_tries
from lienthehe.access.models import Officer
from lienthehe.access.rules import OwnAct, PasswordWaits, PasswordWrong
from lienthehe.access.rules.passwords import REFUSED_FOR
from lienthehe.access.rules.tries import Secret


def hash_new_password(password: str, *, field: str = "password") -> str:
    """Return the hash of a password that the validators of the settings accept; refuse it at `field` otherwise."""
    try:
        validate_password(password)
    except ValidationError as fault:
        raise REFUSED_FOR[str(fault.error_list[0].code)](field=field) from None
    return make_password(password)


def check_own_password(*, officer: Officer, password: str, field: str = "password", at: datetime) -> None:
    """Ask for the password once more before a secret is changed; five wrong ones in a row, then a wait.

    Never inside a transaction. Refuses PasswordWrong and PasswordWaits (until) at `field`.
    """
    key = str(officer.pk)
    try:
        count_try(secret=Secret.PASSWORD, key=key, waits=PasswordWaits, at=at)
    except PasswordWaits as refused:
        raise PasswordWaits(field=field, **refused.values) from None
    if not officer.check_password(password):
        raise PasswordWrong(field=field)
    forget_tries(secret=Secret.PASSWORD, key=key)


def change_password(*, officer: Officer, old: str, new: str, at: datetime) -> None:
    """Give the officer a new password, which ends all sessions but the one that the page renews.

    Refuses PasswordWrong and PasswordWaits at "old", what `PasswordRefused` covers at "new".
    """
    check_own_password(officer=officer, password=old, field="old", at=at)
    officer.password = hash_new_password(new, field="new")
    with transaction.atomic():
        officer.save(update_fields=["password"])
        write_own_audit(act=OwnAct.CHANGE_PASSWORD, by=officer, at=at)
