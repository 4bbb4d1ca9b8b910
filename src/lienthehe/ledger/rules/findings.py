"""What `verify` finds: which entry of which club, and what does not agree."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from lienthehe.clubs.rules import Fund, Remark
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.contents import printed_number
from lienthehe.ledger.rules.vouchers import VoucherKind


class Fault(StrEnum):
    """What does not agree. The value is the message shown, in English, translated where it is printed."""

    HEAD = gettext_noop("date, number, people or links were changed")
    TRANSFERS = gettext_noop("an amount or account was changed")
    WORDING = gettext_noop("the wording was changed")
    CHAIN = gettext_noop("it does not follow from the entry before it")
    MISSING = gettext_noop("an entry that stood before it is missing")
    MISSING_LAST = gettext_noop("what came after it is missing: the last entries of the books")
    LAST = gettext_noop("the books ended in another entry")
    EXTRA = gettext_noop("it stands in a place of the chain that is not its own")
    NUMBER = gettext_noop("its number does not follow the one before it")
    NUMBER_MISSING = gettext_noop("no entry bears this number")
    COUNT = gettext_noop("the counted notes or the book's balance were changed")
    COUNT_BOOK = gettext_noop("the book's balance in it is not what the vouchers before it come to")
    DIFFERENCE = gettext_noop("the difference that was counted is not what its voucher says")
    CLOSING = gettext_noop("the balances of the closed month were changed")
    CLOSING_SUM = gettext_noop("the balances in it are not what the month's vouchers come to")
    CLOSED = gettext_noop("it is dated in a month that was closed before it was written")
    ACCOUNT = gettext_noop("an account is not what its key says")
    BALANCE = gettext_noop("an account's balance is not the sum of its transfers")
    BELOW_ZERO = gettext_noop("more was taken out than there was")
    DUES = gettext_noop("what is noted as paid is not the sum of what was paid")
    CAPITAL = gettext_noop("the borrowed sum or its parts are not what the voucher says")
    TRIGGER = gettext_noop("the database no longer guards the books: this trigger is missing")


@dataclass(frozen=True, slots=True)
class Finding:
    """One disagreement. `entry` names it as the books do; `club_id` is None for what concerns them all.

    `fault` is a Fault, or that of a package whose tables stand beside the books.
    """

    club_id: UUID | None
    entry: Remark
    fault: StrEnum


@dataclass(frozen=True, slots=True)
class ChainPoint:
    """Where a club's chain stands after an entry, and the short code of a book printed there."""

    sequence: int
    entry: Remark
    code: str


def name_voucher(kind: str, fund: str, year: int, number: int) -> Remark:
    """Name a voucher: PT 0012/2026 and its fund; a CK by its number alone."""
    written = f"{printed_number(kind, number)}/{year}"
    if kind == VoucherKind.TRANSFER:
        return Remark(gettext_noop("%(number)s"), {"number": written})
    return Remark(gettext_noop("%(number)s, %(fund)s"), {"number": written, "fund": _label(Fund, fund)})


def name_count(on: date) -> Remark:
    """Name a cash count by its day."""
    return Remark(gettext_noop("the cash count of %(day)s"), {"day": on})


def name_closing(month: date) -> Remark:
    """Name the closing of a month."""
    return Remark(gettext_noop("the closing of %(month)s"), {"month": Month.of(month)})


def name_account(fund: str, kind: str, name: str, on: date | None = None) -> Remark:
    """Name an account by what it holds, its giver or member if it has one, and its fund; on a day, if one is meant."""
    values: dict[str, object] = {
        "account": _label(AccountKind, kind),
        "name": name,
        "fund": _label(Fund, fund),
    }
    if on is not None:
        return Remark(gettext_noop("%(account)s %(name)s, %(fund)s, on %(day)s"), values | {"day": on})
    return Remark(gettext_noop("%(account)s %(name)s, %(fund)s"), values)


def name_dues(member_number: int | None, fund: str) -> Remark:
    """Name what a member has paid into a fund, by the member's number."""
    values: dict[str, object] = {"number": str(member_number or "?"), "fund": _label(Fund, fund)}
    return Remark(gettext_noop("the contributions of member no. %(number)s, %(fund)s"), values)


def name_capital(lender: str) -> Remark:
    """Name borrowed capital by who lent it."""
    return Remark(gettext_noop("the capital lent by %(lender)s"), {"lender": lender})


def name_trigger(name: str) -> Remark:
    """Name a trigger of the database."""
    return Remark(gettext_noop("%(number)s"), {"number": name})


NOTHING = Remark(gettext_noop("the books"), {})
"""Where no entry is left that could be named."""


def _label(labels: type[Fund] | type[AccountKind], value: str) -> str:
    return labels(value).label if value in list(labels) else value
