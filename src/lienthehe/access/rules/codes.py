"""The one-time code with which somebody takes up the access that the commune has prepared."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from lienthehe.foundation.refusals import Refusal, gettext_noop

VALID_FOR = timedelta(days=7)
LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""Without those that look or sound alike: 0 O, 1 I L, 2 Z, 5 S, 8 B."""

_LENGTH = 8


class CodeNotGood(Refusal):
    field = "code"
    message = gettext_noop(
        "This code is not known, was used, or is older than 7 days. Look at it again, or ask the commune for a new one."
    )


class CodeWaits(Refusal):
    field = "code"
    message = gettext_noop("Too many wrong codes came from this device. Try again after %(until)s.")


def make_code() -> str:
    """Return a new code of eight letters and figures, as it is stored (by its digest): without the hyphen."""
    return "".join(secrets.choice(LETTERS) for _ in range(_LENGTH))


def show_code(code: str) -> str:
    """Return the code as it is read out and typed: ACDE-3467."""
    return f"{code[:4]}-{code[4:]}"


def code_digest(written: str, *, key: str) -> str:
    """Return HMAC-SHA256 of a code, however typed, under the server's key, in hexadecimal."""
    code = "".join(letter for letter in written.upper() if letter.isalnum())
    return hmac.new(key.encode(), f"code:{code}".encode(), hashlib.sha256).hexdigest()
