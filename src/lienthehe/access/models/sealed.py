"""A column that holds any JSON value sealed with AES-GCM: a stolen database tells nothing of it."""

import base64
import binascii
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models
from django.db.models.lookups import Lookup

_VERSION = b"\x01"
_NONCE_BYTES = 12


class SealBroken(RuntimeError):  # noqa: N818 - named for what happened
    """A sealed value cannot be opened: another key, another column, or it was tampered with."""


def _cipher() -> AESGCM:
    try:
        return AESGCM(base64.urlsafe_b64decode(settings.FIELD_KEY))
    except (ValueError, binascii.Error) as fault:
        message = "FIELD_KEY is not 32 bytes in URL-safe base64. Put the server's key back from the backup."
        raise SealBroken(message) from fault


class SealedJSONField(models.Field):  # type: ignore[type-arg] # not subscriptable at run time
    """Any JSON value, sealed as version byte + nonce + ciphertext; None is NULL, 0 and "" are values like others.

    The column's name is sealed in, so that a value moved to another column does not open. What is sealed cannot be
    filtered or sorted by; only `isnull` can be asked.
    """

    empty_strings_allowed = False

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None:
            return None
        nonce = os.urandom(_NONCE_BYTES)
        plain = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return _VERSION + nonce + _cipher().encrypt(nonce, plain.encode(), self._label())

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> Any:
        if value is None:
            return None
        sealed = bytes(value)
        nonce, ciphertext = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _VERSION:
            message = (
                f"{self._label().decode()} holds a value sealed in a way that this version does not know."
            )
            raise SealBroken(message)
        try:
            return json.loads(_cipher().decrypt(nonce, ciphertext, self._label()))
        except (InvalidTag, ValueError) as fault:
            message = (
                f"{self._label().decode()} does not open: the server's key is another one than it was sealed "
                "with, or the value was changed. Put the right key back from the backup."
            )
            raise SealBroken(message) from fault

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def _label(self) -> bytes:
        return f"{self.model._meta.db_table}.{self.column}".encode()  # noqa: SLF001 - Django's documented name
