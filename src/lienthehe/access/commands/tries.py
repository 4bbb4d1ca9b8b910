"""Counting guesses at a secret, each before it is looked at, so that guesses at the same time count too."""

from datetime import datetime

from django.db import transaction

from lienthehe.access.models import WrongTries
from lienthehe.access.rules.tries import LIMITS, Secret, Tries
from lienthehe.foundation.refusals import Refusal


@transaction.atomic(durable=True)
def count_try(*, secret: Secret, key: str, waits: type[Refusal], at: datetime) -> int:
    """Count one try and return how many are left after it; raise `waits` (until) when there was none left.

    Durable: inside another transaction it raises RuntimeError, because what rolls back an act would un-count its guess.
    """
    row, first = WrongTries.objects.select_for_update().get_or_create(
        secret=secret, key=key, defaults={"count": 1, "last_at": at}
    )
    if not first:
        tries = Tries(row.count, row.last_at)
        until = tries.waits_until(secret, at)
        if until is not None:
            raise waits(until=until)
        tries = tries.one_more(at)
        row.count, row.last_at = tries.count, tries.last_at
        row.save(update_fields=["count", "last_at"])
    return LIMITS[secret] - row.count


def forget_tries(*, secret: Secret, key: str) -> None:
    """Begin to count anew after a success."""
    WrongTries.objects.filter(secret=secret, key=key).delete()
