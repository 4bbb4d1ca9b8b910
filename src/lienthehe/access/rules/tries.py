"""How often a secret may be guessed wrongly before a wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WAIT = timedelta(minutes=15)


class Secret(StrEnum):
    """What is guessed: an officer's PIN, an officer's own password once more, one-time codes from an address."""

    PIN = "pin"
    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    CODE = "code"


LIMITS: dict[Secret, int] = {Secret.PIN: 5, Secret.PASSWORD: 5, Secret.CODE: 10}


@dataclass(frozen=True, slots=True)
class Tries:
    """Tries in a row without success, and when the last one was. They are forgotten WAIT after the last."""

    count: int
    last_at: datetime

    def waits_until(self, secret: Secret, at: datetime) -> datetime | None:
        """Return until when no try is looked at, None when one may be made at `at`."""
        ends = self.last_at + WAIT
        return ends if self.count >= LIMITS[secret] and at < ends else None

    def one_more(self, at: datetime) -> "Tries":
        return Tries(1 if at >= self.last_at + WAIT else self.count + 1, at)
