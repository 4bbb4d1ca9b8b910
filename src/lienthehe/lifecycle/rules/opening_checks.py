"""Everything that keeps a running club's books from being opened, all at once, each at its place."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import BirthNotPossible, check_not_future, check_period, check_person
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import fold
from lienthehe.ledger.rules.accounts import LONGEST_NAME
from lienthehe.ledger.rules.capital import check_parts
from lienthehe.ledger.rules.counts import NotADenomination, NotANumberOfNotes
from lienthehe.ledger.rules.refusals import NameTooLong, SourceNameMissing, TinMismatch
from lienthehe.ledger.rules.vouchers import LARGEST, check_day
from lienthehe.lifecycle.rules.openings import (
    CountedBox,
    FundHolding,
    OpeningMember,
    OpeningSheet,
    OpeningSource,
    SourceKind,
    balance_of,
)
from lienthehe.loans.rules.bringing_in import AmountBelowZero, AmountTooLargeHere, check_brought_in

MOST_ROWS = 2000
"""More members or loans than any club has: a file gone wrong."""


class BooksBegun(Refusal):
    message = gettext_noop(
        "The books of this club have begun already. Old balances are brought forward before the first entry only."
    )


class OpeningIdReused(Refusal):
    message = gettext_noop(
        "These old books were brought forward already, with other figures. Look at them first."
    )


class OpeningBuiltUpon(Refusal):
    message = gettext_noop(
        "Something was written since the books were opened. Correct the single voucher or loan instead."
    )


class NoSuchOpening(Refusal):
    message = gettext_noop("These old books are not there any more. Begin again from the club's first page.")


class OpeningChanged(Refusal):
    message = gettext_noop(
        "Somebody else saved this page in the meantime. Nothing was overwritten: look at it again, then save."
    )


class OpeningUnreadable(Refusal):
    message = gettext_noop("What was sent is not understood at %(place)s. Open the page again.")


class TooManyRows(Refusal):
    message = gettext_noop("There are more than %(most)d lines. Look whether the list is the right one.")


class NothingBroughtForward(Refusal):
    message = gettext_noop(
        "The old books hold nothing: no cash, no goods, no loan. Then simply begin with the first receipt."
    )


class CountDiffers(Refusal):
    field = "cash"
    message = gettext_noop(
        "%(counted)s was counted, but the funds together have %(cash)s in cash. Both come to the same sum."
    )


class CountMissing(Refusal):
    field = "notes"
    message = gettext_noop("This box was not counted. Count it on the day of opening.")


class OpeningDayToCome(Refusal):
    message = gettext_noop(
        "%(on)s has not come yet. The books are opened on the day on which the box was counted, today at the latest."
    )


class SourceAmountMissing(Refusal):
    field = "amount"
    message = gettext_noop(
        "Write how much of it is still there or lent out. A source that is used up is left out."
    )


class BirthDoesNotFit(Refusal):
    field = "birth_year"
    message = gettext_noop(
        "Born in %(year)d and a member since %(day)s cannot both be right. Look at the two again."
    )


class BorrowedDayMissing(Refusal):
    field = "borrowed_on"
    message = gettext_noop(
        "Write on which day it was lent to the club: the day of opening or an earlier one."
    )


class Unexplained(Refusal):
    message = gettext_noop(
        "%(amount)s is there and nobody is named whose it is. Add who gave it, or name it “source not known”."
    )


class ClaimedTooMuch(Refusal):
    message = gettext_noop(
        "%(amount)s more is claimed than is there. Look for it in the old books; what is gone is named as lost."
    )


class LossTooLarge(Refusal):
    message = gettext_noop(
        "More is lost than the fund's own money by %(amount)s. It would fall on shares and borrowed capital that go back"
        " to people: agree in a meeting whose share becomes smaller, and write that."
    )


class MemberTwice(Refusal):
    field = "full_name"
    message = gettext_noop("This member stands in the list twice. Leave one of the two out.")


class MemberUnknown(Refusal):
    field = "full_name"
    message = gettext_noop("This member is not in the club's list. Choose the name again.")


class BorrowerUnknown(Refusal):
    field = "membership_id"
    message = gettext_noop("Choose who borrowed: a member of the club.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong: a kind of row, which one (from 0; None for the whole), and its field."""

    kind: str
    row: int | None
    field: str


def place_of(refusal: Refusal) -> Place:
    """Return the place that `check_opening` gave to a refusal: "loans.3.owed"; a kind alone is about all of it."""
    kind, _, rest = refusal.field.partition(".")
    row, _, name = rest.partition(".")
    return Place(kind, int(row), name) if row.isdecimal() else Place(kind, None, rest)


def check_opening(
    sheet: OpeningSheet, *, known: Collection[UUID], one_tin: bool, today: date
) -> Iterator[Refusal]:
    """Yield every refusal of an opening, its field being its place ("loans.3.owed").

    `known`: the memberships that the club has already.
    """
    if sheet.on > today:
        yield _at("on", OpeningDayToCome(on=sheet.on))
    else:
        yield from _tried("on", lambda: check_day(sheet.on, today=today))
    for name in ("sources", "members", "loans"):
        if len(getattr(sheet, name)) > MOST_ROWS:
            yield _at(name, TooManyRows(most=MOST_ROWS))
            return
    yield from _boxes(sheet, one_tin=one_tin)
    for row, held in enumerate(sheet.holdings):
        yield from _placed(f"holdings.{row}", _holding(held))
    for row, source in enumerate(sheet.sources):
        yield from _placed(f"sources.{row}", _source(source, sheet.on))
    yield from _members(sheet, known, today)
    yield from _loans(sheet, known)
    yield from _balances(sheet)


def _at(place: str, refusal: Refusal) -> Refusal:
    refusal.field = f"{place}.{refusal.field}" if refusal.field else place
    return refusal


def _placed(place: str, refusals: Iterable[Refusal]) -> Iterator[Refusal]:
    for refusal in refusals:
        yield _at(place, refusal)


def _tried(place: str, check: Callable[[], object]) -> Iterator[Refusal]:
    try:
        check()
    except Refusal as refusal:
        refusal.field = place
        yield refusal


def _amounts(row: object, *names: str) -> Iterator[Refusal]:
    for name in names:
        amount = getattr(row, name)
        if amount < 0:
            yield AmountBelowZero(field=name)
        elif amount > LARGEST:
            yield AmountTooLargeHere(field=name, amount=amount)


def _boxes(sheet: OpeningSheet, *, one_tin: bool) -> Iterator[Refusal]:
    wanted = [tuple(Fund)] if one_tin else [(fund,) for fund in Fund]
    if sorted(box.funds for box in sheet.boxes) != sorted(wanted):
        yield _at("boxes", TinMismatch() if sheet.boxes else CountMissing())
        return
    for row, box in enumerate(sheet.boxes):
        yield from _placed(f"boxes.{row}", _box(box, sheet))


def _box(box: CountedBox, sheet: OpeningSheet) -> Iterator[Refusal]:
    wrong = list(_amounts(box, "other"))
    for value, number in box.notes.items():
        if not value.isdecimal() or Dong(int(value)) not in DENOMINATIONS:
            wrong.append(NotADenomination(value=value))
        elif number < 0:
            wrong.append(NotANumberOfNotes(value=Dong(int(value))))
    yield from wrong
    cash = Dong(sum(sheet.holding(fund).cash for fund in box.funds))
    if not wrong and box.counted != cash:
        yield CountDiffers(counted=box.counted, cash=cash)


def _holding(held: FundHolding) -> Iterator[Refusal]:
    yield from _amounts(held, "cash", "bank", "stock")
    if len(held.goods) > LONGEST_NAME:
        yield NameTooLong(field="goods", most=LONGEST_NAME)


def _source(source: OpeningSource, on: date) -> Iterator[Refusal]:
    wrong_amount = list(_amounts(source, "amount"))
    if not source.amount:
        wrong_amount = [SourceAmountMissing()]
    yield from wrong_amount
    if source.kind.is_named and not source.name.strip():
        yield SourceNameMissing(field="name")
    if len(source.name) > LONGEST_NAME:
        yield NameTooLong(field="name", most=LONGEST_NAME)
    if source.kind is SourceKind.BORROWED_CAPITAL:
        if source.borrowed_on is None or source.borrowed_on > on:
            yield BorrowedDayMissing()
        elif not wrong_amount:
            begun = source.borrowed_on
            yield from _tried("parts", lambda: check_parts(source.amount, source.parts, borrowed_on=begun))


def _members(sheet: OpeningSheet, known: Collection[UUID], today: date) -> Iterator[Refusal]:
    times = Counter(member.membership_id for member in sheet.members)
    new = Counter(_born(member) for member in sheet.members if member.joins)
    for row, member in enumerate(sheet.members):
        place = f"members.{row}"
        yield from _placed(place, _amounts(member, "share_income", "share_activity"))
        if times[member.membership_id] > 1 or (member.joins and new[_born(member)] > 1):
            yield _at(place, MemberTwice())
        if member.joins is None:
            if member.membership_id not in known:
                yield _at(place, MemberUnknown())
        elif member.membership_id not in known:
            yield from _newcomer(place, member, today)


def _born(member: OpeningMember) -> tuple[str, int] | None:
    facts = member.joins.facts if member.joins else None
    return (fold(facts.full_name), facts.birth_year) if facts else None


def _newcomer(place: str, member: OpeningMember, today: date) -> Iterator[Refusal]:
    joins = member.joins
    if joins is None:
        return
    if len(joins.facts.full_name) > LONGEST_NAME:
        yield _at(place, NameTooLong(field="full_name", most=LONGEST_NAME))
    joined_on, certificate = joins.joined_on, joins.certificate
    checks: list[Callable[[], None]] = [
        lambda: check_not_future(joined_on, today=today, field="joined_on"),
        lambda: check_person(joins.facts, on=joined_on),
    ]
    if certificate is not None:
        checks.append(lambda: check_period(certificate.since, certificate.until))
    for check in checks:
        try:
            check()
        except BirthNotPossible:
            yield _at(place, BirthDoesNotFit(year=joins.facts.birth_year, day=joined_on))
        except Refusal as refusal:
            yield _at(place, refusal)


def _loans(sheet: OpeningSheet, known: Collection[UUID]) -> Iterator[Refusal]:
    everybody = {member.membership_id for member in sheet.members} | set(known)
    for row, loan in enumerate(sheet.loans):
        if loan.membership_id not in everybody:
            yield _at(f"loans.{row}", BorrowerUnknown())
        yield from _placed(f"loans.{row}", check_brought_in(loan, on=sheet.on))


def _balances(sheet: OpeningSheet) -> Iterator[Refusal]:
    balances = [balance_of(sheet, fund) for fund in Fund]
    if not any(one.there or one.whose for one in balances):
        yield _at("balance", NothingBroughtForward())
    for one in balances:
        place = f"balance.{one.fund}"
        if one.unexplained > 0:
            yield _at(place, Unexplained(amount=one.unexplained))
        elif one.unexplained < 0:
            yield _at(place, ClaimedTooMuch(amount=Dong(-one.unexplained)))
        elif one.lost > one.sources:
            yield _at(place, LossTooLarge(amount=Dong(one.lost - one.sources)))
