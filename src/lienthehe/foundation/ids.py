"""Identifiers that sort by the time they were made."""

import secrets
import time
from uuid import UUID

_MILLISECOND = 1_000_000


def uuid7() -> UUID:
    """Return a new UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // _MILLISECOND
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
