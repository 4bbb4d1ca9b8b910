"""The six figures with which an officer confirms an act."""

import hashlib
import hmac
import re
from itertools import pairwise
from uuid import UUID

from lienthehe.foundation.refusals import Refusal, gettext_noop

_SIX_DIGITS = re.compile(r"[0-9]{6}")


class PinNotSixDigits(Refusal):
    field = "pin"
    message = gettext_noop("A PIN has six figures. Write six figures.")


class PinTooEasy(Refusal):
    field = "pin"
    message = gettext_noop("This PIN is easily guessed. Choose six figures that do not repeat or count on.")


class PinNotSet(Refusal):
    field = "pin"
    message = gettext_noop(
        "%(name)s has no PIN yet. %(name)s signs in, opens the page “Account” and sets one there."
    )


class PinWrong(Refusal):
    field = "pin"
    message = gettext_noop("The PIN is wrong. Tries left before a wait of 15 minutes: %(tries_left)d.")


class PinWaits(Refusal):
    field = "pin"
    message = gettext_noop("The PIN was wrong too often. Try again after %(until)s.")


def check_six_digits(pin: str) -> None:
    """Refuse what can be nobody's PIN."""
    if not _SIX_DIGITS.fullmatch(pin):
        raise PinNotSixDigits


def check_new_pin(pin: str) -> None:
    """Refuse a PIN that is not six figures, that repeats one figure, or that counts up or down (9 and 0 meet)."""
    check_six_digits(pin)
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        raise PinTooEasy


def pin_digest(officer_id: UUID, pin: str, *, key: str) -> str:
    """Return HMAC-SHA256 of the officer's PIN under the server's key, in hexadecimal."""
    return hmac.new(key.encode(), f"pin:{officer_id}:{pin}".encode(), hashlib.sha256).hexdigest()
