"""The chain: each entry of a club's books seals itself and everything before it.

One sequence per club over vouchers, cash counts and closings. An entry's hash is SHA-256 over the previous hash and
the digests of its head, its body and its wording; each digest is SHA-256 over a versioned canonical list. The wording
goes in salted, so that it can be replaced by a pseudonym without breaking the chain.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID

VERSION = 1
Plain = str | int | None | list["Plain"]


class Digests(NamedTuple):
    """The three digests of an entry, 32 bytes each; an entry without wording has b"" there."""

    head: bytes
    body: bytes
    wording: bytes

    def after(self, previous: bytes) -> bytes:
        """Return the hash of the entry that has these digests and follows the one with this hash."""
        return hashlib.sha256(previous + self.head + self.body + self.wording).digest()


def genesis(club_id: UUID) -> bytes:
    """Return the hash before a club's first entry."""
    return hashlib.sha256(f"lienthehe books {VERSION} {club_id}".encode()).digest()


def digest(values: Sequence[object]) -> bytes:
    """Return SHA-256 of a versioned canonical list: JSON without spaces, UTF-8, ids and dates as text, numbers whole."""
    return hashlib.sha256(_canonical([VERSION, *values])).digest()


def wording_digest(salt: bytes, texts: Sequence[str]) -> bytes:
    """Return SHA-256 of the salt and the canonical list of texts."""
    return hashlib.sha256(salt + _canonical(texts)).digest()


def book_code(last_hash: bytes) -> str:
    """Return the short code that a printed book ends in: 40 bits as two groups of four, such as 7F3K 92QD."""
    code = base64.b32encode(hashlib.sha256(b"book code" + last_hash).digest()[:5]).decode()
    return f"{code[:4]} {code[4:]}"


def same_code(written: str, code: str) -> bool:
    """Compare a code as somebody typed it with a book's code: case, spaces and dashes do not matter."""
    return "".join(filter(str.isalnum, written)).upper() == code.replace(" ", "")


def _canonical(values: Sequence[object]) -> bytes:
    return json.dumps(_plain(values), ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object) -> Plain:
    match value:
        case None | int() | str():
            plain: Plain = value if value is None or isinstance(value, int) else str(value)
        case UUID():
            plain = value.hex
        case datetime():
            plain = value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            plain = value.isoformat()
        case bytes():
            plain = value.hex()
        case Sequence():
            plain = [_plain(one) for one in value]
        case _:
            message = f"no canonical form for {type(value).__name__}"
            raise TypeError(message)
    return plain
