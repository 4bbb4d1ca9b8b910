"""Whose money is this? Every đồng of a fund, by where it came from and where it is now."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.text import fold
from lienthehe.ledger.models import Account, Voucher
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_views
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
    """One line of "whose money": a kind, and đồng; a giver or lender stands alone, by name and account."""

    kind: AccountKind
    label: str
    amount: Dong
    account_id: UUID | None = None


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
    def by_kind(self) -> tuple[SourceLine, ...]:
        """The sources with all givers of one kind on one line; who gives alone keeps name and account."""
        kinds = dict.fromkeys(line.kind for line in self.sources)
        together = [[line for line in self.sources if line.kind is kind] for kind in kinds]
        return tuple(
            lines[0] if len(lines) == 1 else SourceLine(lines[0].kind, "", Dong(sum(o.amount for o in lines)))
            for lines in together
        )

    @property
    def held(self) -> Dong:
        return Dong(sum(line.amount for line in self.holdings))


def fund_sources(club_id: UUID) -> dict[Fund, FundSources]:
    """Return whose money each fund is, in one query; refundable contributions of all members come as one line."""
    rows = Account.objects.filter(club_id=club_id).exclude(balance=0)
    return {fund: _of_fund(fund, [row for row in rows if row.fund == fund]) for fund in Fund}


def _of_fund(fund: Fund, rows: Iterable[Account]) -> FundSources:
    sums: Counter[tuple[AccountKind, str, UUID | None]] = Counter()
    for row in rows:
        kind = AccountKind(row.kind)
        sums[(kind, row.label, row.id) if kind in NAMED_SOURCES else (kind, "", None)] += row.balance
    order = list(AccountKind)
    ordered = sorted(sums.items(), key=lambda item: (order.index(item[0][0]), fold(item[0][1])))

    def lines(kinds: frozenset[AccountKind], sign: int) -> tuple[SourceLine, ...]:
        return tuple(
            SourceLine(kind, label, Dong(sign * balance), account_id)
            for (kind, label, account_id), balance in ordered
            if kind in kinds
        )

    return FundSources(
        fund=fund,
        sources=lines(SOURCES - {AccountKind.RETAINED_RESULT}, -1),
        owed=lines(OWED, -1),
        retained=Dong(-sum(sums[key] for key in sums if key[0] in RESULT | {AccountKind.RETAINED_RESULT})),
        holdings=lines(HOLDINGS, 1),
    )


@dataclass(frozen=True, slots=True)
class SourceMovement:
    """What a voucher brought from a source, or gave back to it (đồng, negative)."""

    voucher: VoucherView
    change: Dong


@dataclass(frozen=True, slots=True)
class SourceStory:
    """A named source with everything that came from it and went back, oldest first (đồng)."""

    fund: Fund
    kind: AccountKind
    label: str
    balance: Dong
    movements: tuple[SourceMovement, ...]


def source_story(club_id: UUID, account_id: UUID) -> SourceStory | None:
    """Return a named source of the club with its movements; None when the club has none such."""
    account = Account.objects.filter(club_id=club_id, id=account_id, kind__in=NAMED_SOURCES).first()
    if account is None:
        return None
    touching = Q(transfers__debit=account) | Q(transfers__credit=account)
    views = voucher_views(Voucher.objects.filter(touching, club_id=club_id).distinct())
    return SourceStory(
        fund=Fund(account.fund),
        kind=AccountKind(account.kind),
        label=account.label,
        balance=Dong(-account.balance),
        movements=tuple(SourceMovement(view, _change_of(view, account)) for view in views),
    )


def _change_of(view: VoucherView, account: Account) -> Dong:
    ref = AccountRef(Fund(account.fund), AccountKind(account.kind), account.subject)
    lines = view.draft.lines
    return Dong(sum(line.amount * ((line.credit == ref) - (line.debit == ref)) for line in lines))


SourceKey = tuple[Fund, AccountKind, str]
"""A named source as people say it: fund, kind, and the giver's name."""


def source_ref(club_id: UUID, fund: Fund, kind: AccountKind, name: str) -> AccountRef:
    """Return the account of one source, as `source_refs` finds it."""
    return source_refs(club_id, {(fund, kind, name)})[fund, kind, name]


def source_refs(club_id: UUID, keys: Collection[SourceKey]) -> dict[SourceKey, AccountRef]:
    """Return the account of each source: the one that bears the name already, or a new one; in one query.

    Names are compared without diacritics and case, as people write them differently.
    """
    named = [key for key in keys if key[1] in NAMED_SOURCES]
    known: dict[tuple[str, str, str], AccountRef] = {}
    if named:
        labels = {fold(name) for _, _, name in named}
        rows = Account.objects.filter(club_id=club_id, kind__in=NAMED_SOURCES, search_label__in=labels)
        for row in rows.order_by("-id"):
            ref = AccountRef(Fund(row.fund), AccountKind(row.kind), row.subject, row.label)
            known[row.fund, row.kind, row.search_label] = ref
    refs = {key: AccountRef(key[0], key[1]) for key in keys}
    for fund, kind, name in named:
        place = (fund, kind, fold(name))
        refs[fund, kind, name] = known.setdefault(place, AccountRef(fund, kind, uuid7().hex, name))
    return refs


def named_sources(club_id: UUID) -> list[AccountRef]:
    """Return every named source of the club, for a list to choose from."""
    rows = Account.objects.filter(club_id=club_id, kind__in=NAMED_SOURCES).order_by("kind", "search_label")
    return [AccountRef(Fund(row.fund), AccountKind(row.kind), row.subject, row.label) for row in rows]


def open_difference(club_id: UUID) -> dict[tuple[Fund, AccountKind], Dong]:
    """Return what is still to be settled (đồng): by fund, what is missing (SHORTAGE) and what was too much (SURPLUS)."""
    kinds = (AccountKind.SHORTAGE, AccountKind.SURPLUS)
    rows = Account.objects.filter(club_id=club_id, kind__in=kinds).exclude(balance=0)
    return {(Fund(row.fund), AccountKind(row.kind)): Dong(abs(row.balance)) for row in rows}
