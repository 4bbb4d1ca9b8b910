"""What `verify` finds: which entry of which club, and what does not agree."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lienthehe.foundation.refusals import gettext_noop


class Fault(StrEnum):
    """What does not agree. The value is the message shown, in English, translated where it is printed."""

    HEAD = gettext_noop("date, number, people or links were changed")
    TRANSFERS = gettext_noop("an amount or account was changed")
    WORDING = gettext_noop("the wording was changed")
    CHAIN = gettext_noop("it does not follow from the entry before it")
    MISSING = gettext_noop("an entry of the chain is missing here")
    MISSING_LAST = gettext_noop("the last entries of the chain are missing")
    EXTRA = gettext_noop("it stands in a place of the chain that is not its own")
    NUMBER = gettext_noop("the numbers before it are not without a gap")
    COUNT = gettext_noop("the counted notes or the book's balance were changed")
    CLOSING = gettext_noop("the balances of the closed month were changed")
    ACCOUNT = gettext_noop("an account is not what its key says")
    BALANCE = gettext_noop("an account's balance is not the sum of its transfers")
    BELOW_ZERO = gettext_noop("what lies in the box, the bank or the stock falls below zero")
    DUES = gettext_noop("a member's dues line is not the sum of what was paid")
    TRIGGER = gettext_noop("the database no longer guards the books: a trigger is missing")


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement. `entry` names it as the books do (PT 0012/2026, count 15/11/2026, closing 2026-11); "" if none."""

    club_id: UUID | None
    entry: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class ChainPoint:
    """Where a club's chain stands after an entry, and the short code of a book printed there."""

    sequence: int
    entry: str
    code: str
