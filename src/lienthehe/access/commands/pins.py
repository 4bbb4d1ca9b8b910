"""The PIN with which an officer confirms an act. It is checked before and outside the act's transaction."""

import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction

from lienthehe.access.commands.audit import write_own_audit
from lienthehe.access.commands.passwords import check_own_password
from lienthehe.access.commands.tries import count_try, forget_tries
from lienthehe.access.models import Officer
from lienthehe.access.rules import OwnAct, PinNotSet, PinWaits, PinWrong
from lienthehe.access.rules.pins import check_new_pin, check_six_digits, pin_digest
from lienthehe.access.rules.tries import WAIT, Secret


def set_pin(*, officer: Officer, pin: str, password: str, at: datetime) -> None:
    """Set the officer's own PIN, for which the password is asked once more. Never inside a transaction.

    Refuses PinNotSixDigits and PinTooEasy at "pin", PasswordWrong and PasswordWaits at "password".
    """
    check_new_pin(pin)
    check_own_password(officer=officer, password=password, at=at)
    officer.pin_digest = pin_digest(officer.pk, pin, key=settings.PIN_KEY)
    with transaction.atomic():
        officer.save(update_fields=["pin_digest"])
        write_own_audit(act=OwnAct.SET_PIN, by=officer, at=at)
    forget_tries(secret=Secret.PIN, key=str(officer.pk))


def check_pin(*, officer: Officer, pin: str, at: datetime) -> None:
    """Return when this is the officer's PIN. Five wrong ones in a row, then a wait of 15 minutes.

    Each try is counted before it is compared, so guesses at the same time cannot exceed five; what can be no PIN is
    a slip of the finger and costs no try. Never inside a transaction (RuntimeError). Refuses PinNotSet,
    PinNotSixDigits, PinWrong (tries_left) and PinWaits (until).
    """
    if not officer.pin_digest:
        raise PinNotSet(name=officer.full_name)
    check_six_digits(pin)
    key = str(officer.pk)
    left = count_try(secret=Secret.PIN, key=key, waits=PinWaits, at=at)
    if not hmac.compare_digest(pin_digest(officer.pk, pin, key=settings.PIN_KEY), officer.pin_digest):
        raise PinWrong(tries_left=left) if left else PinWaits(until=at + WAIT)
    forget_tries(secret=Secret.PIN, key=key)
