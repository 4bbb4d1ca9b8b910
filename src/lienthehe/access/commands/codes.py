"""One-time codes: an access is prepared or renewed by somebody above and taken up by its owner alone."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lienthehe.access.commands.audit import write_audit, write_own_audit
from lienthehe.access.commands.grants import grant_role
from lienthehe.access.commands.officers import create_officer, take_phone, take_username
from lienthehe.access.commands.passwords import hash_new_password
from lienthehe.access.commands.tries import count_try, forget_tries
from lienthehe.access.models import AccessCode, Officer
from lienthehe.access.queries import check_officer_may, grants_of
from lienthehe.access.rules import COUNTRY, GIVEN_BY, Act, Acting, HeldGrant, NotAllowed, OwnAct, Role, Scope
from lienthehe.access.rules.codes import VALID_FOR, CodeNotGood, CodeWaits, code_digest, make_code, show_code
from lienthehe.access.rules.grants import HasAccessElsewhere, OwnAccess
from lienthehe.access.rules.officers import SignInNameMissing
from lienthehe.access.rules.pins import check_new_pin, pin_digest
from lienthehe.access.rules.tries import Secret


@transaction.atomic
def prepare_access(
    *,
    full_name: str,
    phone: str,
    role: Role,
    scope: Scope,
    within: tuple[Scope, ...],
    by: Officer,
    at: datetime,
) -> tuple[Officer, str]:
    """Write a new officer with a role from today on and return him with the code to hand over: ACDE-3467.

    He takes it up with `open_access` within 7 days; nobody else ever knows his password or PIN. Refuses what
    `create_officer` and `grant_role` refuse.
    """
    officer = create_officer(full_name=full_name, phone=phone, at=at)
    since = timezone.localdate(at)
    grant_role(officer=officer, role=role, scope=scope, since=since, within=within, by=by, at=at)
    return officer, show_code(_write_code(officer, by, at)[1])


@transaction.atomic
def renew_access(*, officer: Officer, within: tuple[Scope, ...], by: Officer, at: datetime) -> str:
    """Return a new code (ACDE-3467) for an officer who forgot the password; it voids his earlier ones.

    Who renews must be one who may give every access that the officer holds, or the code would open more than his:
    `within` are the scopes around the narrowest of them; an access outside needs the centre. Until the code is taken
    up, the old password still works. Refuses NotAllowed, OwnAccess and HasAccessElsewhere.
    """
    if officer.pk == by.pk:
        raise OwnAccess
    on = timezone.localdate(at)
    held = [grant for grant in grants_of(officer) if grant.until is None or grant.until > on]
    if not held or not officer.is_active:
        raise NotAllowed
    actings = tuple(_check_may_renew(grant, within, by, at) for grant in held)
    row, code = _write_code(officer, by, at)
    write_audit(
        act=GIVEN_BY[held[0].role], by=by, acting=actings[0], subject=("access_code", str(row.pk)), at=at
    )
    return show_code(code)


def _check_may_renew(grant: HeldGrant, within: tuple[Scope, ...], by: Officer, at: datetime) -> Acting:
    on = timezone.localdate(at)
    if grant.scope in within:
        around = within[within.index(grant.scope) :]
        return check_officer_may(GIVEN_BY[grant.role], by=by, within=around, on=on)
    try:
        return check_officer_may(Act.GRANT_OVERSIGHT, by=by, within=(COUNTRY,), on=on)
    except NotAllowed:
        raise HasAccessElsewhere from None


def _write_code(officer: Officer, by: Officer, at: datetime) -> tuple[AccessCode, str]:
    AccessCode.objects.filter(officer=officer, used_at__isnull=True).delete()
    code = make_code()
    digest = code_digest(code, key=settings.PIN_KEY)
    row = AccessCode.objects.create(
        officer=officer, digest=digest, made_by=by, made_at=at, expires_at=at + VALID_FOR
    )
    return row, code


def open_access(
    *, code: str, username: str | None, password: str, pin: str, address: str, at: datetime
) -> Officer:
    """Take up an access with its code: choose the name to sign in by, a password and a PIN, all in one act.

    Without `username` the officer keeps the name he has, or signs in by the phone number that was written down for
    him. Ten wrong codes from one address, then a wait of 15 minutes. Never inside a transaction. Refuses CodeWaits
    (until) and CodeNotGood at "code", UserNameNotUsable, UserNameTaken, PhoneTaken (whose phone signs in already) and
    SignInNameMissing at "username", the refusals of a password at "password", of a PIN at "pin".
    """
    count_try(secret=Secret.CODE, key=address, waits=CodeWaits, at=at)
    digest = code_digest(code, key=settings.PIN_KEY)
    if not _usable_codes(digest, at).exists():
        raise CodeNotGood
    check_new_pin(pin)
    password_hash = hash_new_password(password)
    with transaction.atomic():
        row = _usable_codes(digest, at).select_for_update().first()
        if row is None:
            raise CodeNotGood
        officer = Officer.objects.select_for_update(no_key=True).get(pk=row.officer_id)
        _choose_name(officer, username)
        officer.password = password_hash
        officer.pin_digest = pin_digest(officer.pk, pin, key=settings.PIN_KEY)
        officer.save(update_fields=["username", "signs_in_by_phone", "password", "pin_digest"])
        row.used_at = at
        row.save(update_fields=["used_at"])
        officer.acting_from = address
        write_own_audit(act=OwnAct.TAKE_UP_ACCESS, by=officer, at=at)
    forget_tries(secret=Secret.CODE, key=address)
    forget_tries(secret=Secret.PIN, key=str(officer.pk))
    return officer


def _usable_codes(digest: str, at: datetime) -> QuerySet[AccessCode]:
    return AccessCode.objects.filter(digest=digest, used_at__isnull=True, expires_at__gt=at)


def _choose_name(officer: Officer, username: str | None) -> None:
    if username:
        take_username(officer, username)
    elif not officer.username and not officer.signs_in_by_phone:
        if not officer.phone:
            raise SignInNameMissing
        take_phone(officer, field="username")
