"""What lies in a club on the day a post is handed over, and hand-overs as they were written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.models import Membership, Person
from lienthehe.clubs.queries import members_on, regulations_of
from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.boards import Post
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.counts import CountView, count_view
from lienthehe.ledger.queries.dues import club_dues
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.lifecycle.models import HandOver
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.standings import LoanState

Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FundThere:
    """What a fund has on a day (đồng)."""

    fund: Fund
    box: Dong
    bank: Dong
    stock: Dong
    lent: Dong

    @property
    def total(self) -> Dong:
        return Dong(self.box + self.bank + self.stock + self.lent)


@dataclass(frozen=True, slots=True)
class LoanThere:
    """An open loan on a day (đồng): what is owed of its principal, what is asked for now, for how long it is late."""

    loan_id: UUID
    borrower: str
    purpose: str
    owed: Dong
    asked: Dong
    days_late: int


@dataclass(frozen=True, slots=True)
class DueThere:
    """A member who is behind with contributions on a day (đồng)."""

    membership_id: UUID
    name: str
    behind: Dong


@dataclass(frozen=True, slots=True)
class There:
    """Everything that is handed over: balances, open loans, who is behind with contributions."""

    funds: tuple[FundThere, ...]
    loans: tuple[LoanThere, ...]
    dues: tuple[DueThere, ...]

    @property
    def lent(self) -> Dong:
        return Dong(sum(one.owed for one in self.loans))

    @property
    def behind(self) -> Dong:
        return Dong(sum(one.behind for one in self.dues))


def there_on(club_id: UUID, on: date) -> There:
    """Return what lies in the club at the end of a day; the number of queries does not grow with its members or loans."""
    rows = [row for row in loans_on(club_id, on) if row.state is LoanState.RUNS]
    loans = tuple(
        LoanThere(row.id, row.borrower, row.purpose, row.at.outstanding, row.at.asked.total, row.at.days_late)
        for row in rows
    )
    lent = Dong(sum(one.owed for one in loans))
    held = holdings_on(club_id, on)
    funds = tuple(
        FundThere(
            fund,
            Dong(held[fund][AccountKind.CASH_BOX]),
            Dong(held[fund][AccountKind.BANK]),
            Dong(held[fund][AccountKind.STOCK]),
            lent if fund is LENDING_FUND else Dong(0),
        )
        for fund in Fund
    )
    return There(funds, loans, tuple(_behind(club_id, on)))


def _behind(club_id: UUID, on: date) -> list[DueThere]:
    members = members_on(club_id, on)
    dues = club_dues(club_id, members, regulations_of(club_id), Month.of(on))
    behind = {key: sum(one.behind for one in standings.values()) for key, standings in dues.items()}
    return [
        DueThere(row.membership_id, row.full_name, Dong(behind[row.membership_id]))
        for row in members
        if behind[row.membership_id]
    ]


def there_out(there: There) -> dict[str, Any]:
    """Return what lay there as it is kept in the database: ids and đồng, no names."""
    return {
        "funds": [[one.fund, one.box, one.bank, one.stock, one.lent] for one in there.funds],
        "loans": [[str(one.loan_id), one.owed, one.asked, one.days_late] for one in there.loans],
        "dues": [[str(one.membership_id), one.behind] for one in there.dues],
    }


def _there_in(club_id: UUID, written: Written) -> There:
    loans = {str(row.id): row for row in loans_on(club_id, date.max)} if written["loans"] else {}
    members = Membership.objects.filter(club_id=club_id, id__in=[key for key, _ in written["dues"]])
    names = {str(key): name for key, name in members.values_list("id", "person__full_name")}
    return There(
        tuple(FundThere(Fund(fund), *map(Dong, amounts)) for fund, *amounts in written["funds"]),
        tuple(
            LoanThere(
                UUID(key),
                loans[key].borrower if key in loans else "",
                loans[key].purpose if key in loans else "",
                Dong(owed),
                Dong(asked),
                days,
            )
            for key, owed, asked, days in written["loans"]
        ),
        tuple(DueThere(UUID(key), names.get(key, ""), Dong(behind)) for key, behind in written["dues"]),
    )


@dataclass(frozen=True, slots=True)
class Passed:
    """A post that passed from one person to another."""

    post: Post
    from_name: str
    to_name: str


@dataclass(frozen=True, slots=True)
class KeyMoved:
    """An access that was ended, or given (`given`), in the same act."""

    officer_id: UUID
    name: str
    role: Role
    given: bool


@dataclass(frozen=True, slots=True)
class HandOverView:
    """A hand-over as a page or the paper shows it."""

    id: UUID
    on: date
    passed: tuple[Passed, ...]
    counts: tuple[CountView, ...]
    there: There
    keys: tuple[KeyMoved, ...]
    recorded_by: str
    recorded_as: str
    recorded_at: datetime


def hand_over_view(club_id: UUID, hand_over_id: UUID) -> HandOverView | None:
    """Return one hand-over of the club; None when it has none such."""
    row = HandOver.objects.select_related("recorded_by").filter(club_id=club_id, id=hand_over_id).first()
    if row is None:
        return None
    people = {one[side] for one in row.seats for side in ("from", "to") if one[side]}
    names = dict(Person.objects.filter(club_id=club_id, id__in=people).values_list("id", "full_name"))
    counts = [count_view(club_id, UUID(key)) for key in row.counts]
    officers = Officer.objects.in_bulk([one["officer"] for one in row.keys_moved])
    called = {str(key): officer.full_name for key, officer in officers.items()}
    return HandOverView(
        id=row.id,
        on=row.on,
        passed=tuple(
            Passed(Post(one["post"]), names.get(UUID(one["from"]), ""), names.get(UUID(one["to"]), ""))
            for one in row.seats
        ),
        counts=tuple(one for one in counts if one is not None),
        there=_there_in(club_id, row.snapshot),
        keys=tuple(
            KeyMoved(UUID(one["officer"]), called.get(one["officer"], ""), Role(one["role"]), one["given"])
            for one in row.keys_moved
        ),
        recorded_by=row.recorded_by.full_name,
        recorded_as=row.recorded_as,
        recorded_at=row.recorded_at,
    )


def hand_overs(club_id: UUID) -> list[tuple[UUID, date]]:
    """Return the club's hand-overs, the latest first."""
    rows = HandOver.objects.filter(club_id=club_id).order_by("-on", "-recorded_at")
    return list(rows.values_list("id", "on"))
