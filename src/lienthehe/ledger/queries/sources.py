"""Whose money is this? Every đồng of a fund, by where it came from and where it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.text import fold
from lienthehe.ledger.models import Account
from lienthehe.ledger.rules.accounts import (
    HOLDINGS,
    NAMED_SOURCES,
    OWED,
    RESULT,
    SOURCES,
    AccountKind,
    AccountRef,
)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of "whose money": a kind, the giver's or lender's name where it has one, and đồng."""

    kind: AccountKind
    label: str
    amount: Dong


@dataclass(frozen=True, slots=True)
class FundSources:
    """One fund: where its money came from and where it lies. Both sides come to the same sum (đồng).

    `retained` is what was earned less what was spent and lost; it may be negative.
    """

    fund: Fund
    sources: tuple[SourceLine, ...]
    owed: tuple[SourceLine, ...]
    retained: Dong
    holdings: tuple[SourceLine, ...]

    @property
    def total(self) -> Dong:
        return Dong(sum(line.amount for line in (*self.sources, *self.owed)) + self.retained)

    @property
    def held(self) -> Dong:
        return Dong(sum(line.amount for line in self.holdings))


def fund_sources(club_id: UUID) -> dict[Fund, FundSources]:
    """Return whose money each fund is, in one query; refundable contributions of all members come as one line."""
    rows = (
        Account.objects.filter(club_id=club_id).values_list("fund", "kind", "label").annotate(Sum("balance"))
    )
    found = [
        (Fund(fund), AccountKind(kind), label, balance) for fund, kind, label, balance in rows if balance
    ]
    return {fund: _of_fund(fund, [row[1:] for row in found if row[0] is fund]) for fund in Fund}


def _of_fund(fund: Fund, rows: Iterable[tuple[AccountKind, str, int]]) -> FundSources:
    ordered = sorted(rows, key=lambda row: (list(AccountKind).index(row[0]), row[1]))
    result = RESULT | {AccountKind.RETAINED_RESULT}

    def lines(kinds: frozenset[AccountKind], sign: int) -> tuple[SourceLine, ...]:
        return tuple(
            SourceLine(kind, label, Dong(sign * balance)) for kind, label, balance in ordered if kind in kinds
        )

    return FundSources(
        fund=fund,
        sources=lines(SOURCES - {AccountKind.RETAINED_RESULT}, -1),
        owed=lines(OWED, -1),
        retained=Dong(-sum(balance for kind, _, balance in ordered if kind in result)),
        holdings=lines(HOLDINGS, 1),
    )


def source_ref(club_id: UUID, fund: Fund, kind: AccountKind, name: str) -> AccountRef:
    """Return the account of a named giver, the one that bears this name already or a new one.

    Names are compared without diacritics and case, as people write them differently.
    """
    if kind not in NAMED_SOURCES:
        return AccountRef(fund, kind)
    known = Account.objects.filter(club_id=club_id, fund=fund, kind=kind, search_label=fold(name))
    account = known.order_by("id").first()
    if account is not None:
        return AccountRef(fund, kind, account.subject, account.label)
    return AccountRef(fund, kind, uuid7().hex, name)


def named_sources(club_id: UUID) -> list[AccountRef]:
    """Return every named source of the club, for a list to choose from."""
    rows = Account.objects.filter(club_id=club_id, kind__in=NAMED_SOURCES).order_by("kind", "search_label")
    return [AccountRef(Fund(row.fund), AccountKind(row.kind), row.subject, row.label) for row in rows]


def open_difference(club_id: UUID) -> dict[Fund, Dong]:
    """Return each fund's unsettled difference (đồng): negative what is missing, positive what was found too much."""
    kinds = (AccountKind.SHORTAGE, AccountKind.SURPLUS)
    rows = (
        Account.objects.filter(club_id=club_id, kind__in=kinds).values_list("fund").annotate(Sum("balance"))
    )
    return {fund: Dong(0) for fund in Fund} | {Fund(fund): Dong(-balance) for fund, balance in rows}
