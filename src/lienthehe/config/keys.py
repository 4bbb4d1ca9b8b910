"""The server's keys: made at first start, one file each, readable by their owner alone.

They stand apart from the database and outside the repository, so that a stolen database opens neither a
measurement nor a PIN. A server that already has a database and misses a key does not start: a new key could
not read what the old one sealed.
"""

import base64
import os
import secrets
from pathlib import Path

NAMES = ("django", "pin", "fields")
"""django: SECRET_KEY; pin: HMAC of PINs and one-time codes; fields: AES-GCM of measurements and drafts."""

KEY_BYTES = 32


class KeyMissing(RuntimeError):  # noqa: N818 - named for its reason, as refusals are
    """A database stands there and its key does not: restore the key from the backup."""


def read_keys(folder: Path, *, first_start: bool) -> dict[str, str]:
    """Return every key of NAMES as URL-safe base64 of 32 bytes; make the missing ones at a first start.

    Raises KeyMissing when a key is missing and this is not the first start.
    """
    keys = {}
    for name in NAMES:
        file = folder / f"{name}.key"
        if not file.exists():
            if not first_start:
                message = (
                    f"{file} is missing. Put it back from the backup: what it sealed cannot be read without it. "
                    "On a new server make it first: docs/operations.md, Keys."
                )
                raise KeyMissing(message)
            _make(file)
        keys[name] = file.read_text(encoding="ascii").strip()
    return keys


def _make(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # a second process was faster: its key is the key
        return
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text + "\n")
