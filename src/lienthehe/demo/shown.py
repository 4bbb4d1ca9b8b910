"""Where to look in the demonstration: in which club, with whom, the loans are seen that it must show."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

from lienthehe.demo.clubs import BIG, MENDED, NEWEST
from lienthehe.demo.keepers import Keepers
from lienthehe.demo.terms import FORGETFUL, LEAVER, PIGLETS, WRITER_OFF
from lienthehe.demo.world import World
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.ledger.queries.vouchers import VoucherView, vouchers_of_loan
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.lifecycle.queries.handing_over import hand_overs
from lienthehe.loans.queries.applications import applications_of
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.queries.portfolio import portfolio_of
from lienthehe.loans.rules.applications import State
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.standings import LoanState


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that is seen: what, in which club, with whom, under which loan note ("" for a request)."""

    what: str
    club: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class LoansMade:
    """The loans that were made, in numbers (đồng): loans and persons are counted apart."""

    loans: int
    borrowers: int
    running: int
    lent: Dong
    repaid: Dong
    interest: Dong
    written_off: Dong
    outstanding: Dong
    overdue: Dong
    late_loans: int
    par30: Fraction
    methods: int
    interest_free: int
    lending_clubs: int
    seen: tuple[Seen, ...]


def _is_proxy(voucher: VoucherView) -> bool:
    paid_for = {line.for_member for line in voucher.draft.lines if line.for_member}
    return voucher.draft.kind is VoucherKind.RECEIPT and bool(paid_for - {voucher.draft.party_id})


def _in_goods(voucher: VoucherView) -> bool:
    return (
        any(line.debit.kind is AccountKind.STOCK for line in voucher.draft.lines) and not voucher.is_reversal
    )


def _is_early(row: LoanRow) -> bool:
    return row.state is LoanState.SETTLED and bool(row.paid) and row.paid[-1].on < row.lent.lines[-2].due


Holds = Callable[[LoanRow], bool]
OF_LOANS: tuple[tuple[str, str, Holds], ...] = (
    (gettext_noop("late with an instalment"), BIG, lambda row: bool(row.at.overdue.total)),
    (gettext_noop("paid ahead"), BIG, lambda row: any(line.ahead for line in row.at.lines)),
    (gettext_noop("repaid before its time"), BIG, _is_early),
    (gettext_noop("extended"), BIG, lambda row: _has(row, ChangeKind.EXTENSION)),
    (
        gettext_noop("written off, something of it recovered"),
        WRITER_OFF,
        lambda row: _has(row, ChangeKind.WRITE_OFF) and row.recovered > 0,
    ),
    (gettext_noop("goods lent"), PIGLETS, lambda row: bool(row.goods_value)),
    (gettext_noop("left the club, the share set off"), LEAVER, lambda row: row.left_on is not None),
)
"""What is seen from a loan: the words, the club where it must be, and by what it is known."""

OF_VOUCHERS: tuple[tuple[str, str, Callable[[VoucherView], bool]], ...] = (
    (gettext_noop("paid by a neighbour"), BIG, _is_proxy),
    (gettext_noop("repaid in goods"), PIGLETS, _in_goods),
    (gettext_noop("a repayment put right"), MENDED, lambda one: one.is_reversal),
)  # fmt: skip
HANDED_OVER = gettext_noop("the treasurer has handed over")
LADDER = gettext_noop("a second loan, larger by the ladder")
LAPSED = gettext_noop("approved, never fetched, lapsed")


def loans_made(world: World) -> LoansMade:
    """Count the loans of all clubs on the last day, and find what must be seen; what is not there is not in `seen`."""
    last = world.until.last
    of_club = {keepers.plan.village: loans_on(keepers.club_id, last) for keepers in world.keepers}
    rows = [row for rows in of_club.values() for row in rows]
    whole = portfolio_of(rows)
    return LoansMade(
        loans=len(rows),
        borrowers=len({row.person_id for row in rows}),
        running=whole.loans,
        lent=Dong(sum(row.lent.principal for row in rows)),
        repaid=Dong(sum(row.at.paid.principal for row in rows)),
        interest=Dong(sum(row.at.paid.interest for row in rows)),
        written_off=Dong(sum(row.at.written_off for row in rows)),
        outstanding=whole.outstanding,
        overdue=whole.overdue.total,
        late_loans=whole.late_loans,
        par30=whole.par30,
        methods=len({row.lent.terms.method for row in rows}),
        interest_free=sum(not row.lent.terms.annual_rate for row in rows),
        lending_clubs=sum(bool(rows) for rows in of_club.values()),
        seen=tuple(
            one for keepers in world.keepers for one in _seen_in(keepers, of_club[keepers.plan.village])
        ),
    )


def _seen_in(keepers: Keepers, rows: Sequence[LoanRow]) -> Iterator[Seen]:
    village, club = keepers.plan.village, keepers.plan.name
    for what, where, holds in OF_LOANS:
        row = next((row for row in rows if where == village and holds(row)), None)
        if row is not None:
            yield _seen(what, club, row)
    for what, where, of_voucher in OF_VOUCHERS:
        row = _with_voucher(keepers.club_id, rows, of_voucher) if where == village else None
        if row is not None:
            yield _seen(what, club, row)
    if village == BIG and (row := _by_the_ladder(rows)):
        yield _seen(LADDER, club, row)
    if village == FORGETFUL:
        lapsed = [one for one in applications_of(keepers.club_id) if one.state is State.LAPSED]
        yield from (Seen(LAPSED, club, one.full_name, "") for one in lapsed[-1:])
    if village == NEWEST and hand_overs(keepers.club_id):
        yield Seen(HANDED_OVER, club, keepers.treasurer.full_name, "")


def _seen(what: str, club: str, row: LoanRow) -> Seen:
    return Seen(what, club, row.borrower, row.note)


def _has(row: LoanRow, kind: ChangeKind) -> bool:
    return any(one.kind is kind for one in row.changes)


def _with_voucher(
    club_id: UUID, rows: Sequence[LoanRow], holds: Callable[[VoucherView], bool]
) -> LoanRow | None:
    return next((row for row in rows if any(map(holds, vouchers_of_loan(club_id, row.id)))), None)


def _by_the_ladder(rows: Sequence[LoanRow]) -> LoanRow | None:
    ordered = sorted(rows, key=lambda row: (str(row.membership_id), row.first_on, row.number))
    pairs = ((one, next_one) for one, next_one in pairwise(ordered) if one.membership_id == next_one.membership_id)  # fmt: skip
    return next((later for first, later in pairs if later.lent.principal > first.lent.principal), None)
