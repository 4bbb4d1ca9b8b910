"""Writing vouchers into a club's books: the one way in for every đồng.

Called inside the transaction of an act that has checked who may. Everything is bulk: the number of queries does not
grow with the number of vouchers.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from lienthehe.access.models import Officer
from lienthehe.access.rules import Acting, Scope
from lienthehe.clubs.queries import facts_of, lock_club, scopes_of_club
from lienthehe.clubs.rules.clubs import MeetingRule
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.months import Month
from lienthehe.foundation.text import fold
from lienthehe.ledger.models import Account, Book, DuesPaid, Transfer, Voucher, VoucherWording
from lienthehe.ledger.queries.money import check_holdings, check_losses, last_closing
from lienthehe.ledger.queries.vouchers import drafts_by_id, members_of_club
from lienthehe.ledger.rules.accounts import (
    CONTRIBUTION_KINDS,
    NAMED_SOURCES,
    OF_ONE_MEMBER,
    AccountKind,
    AccountRef,
    dues_id,
)
from lienthehe.ledger.rules.box import into_boxes
from lienthehe.ledger.rules.chain import Digests, digest, genesis, wording_digest
from lienthehe.ledger.rules.contents import Recorded, same_content, voucher_body, voucher_head
from lienthehe.ledger.rules.months import check_open
from lienthehe.ledger.rules.refusals import OtherClub, VoucherIdReused, VoucherIdTwice
from lienthehe.ledger.rules.vouchers import PartyKind, VoucherDraft, check_draft

SALT_BYTES = 16


@dataclass(slots=True)
class OpenBooks:
    """A club's books under the club's lock, for one act of one officer."""

    club_id: UUID
    book: Book
    last_closed: Month | None
    one_tin: bool
    meets: MeetingRule
    by: Officer
    acting: Acting
    within: tuple[Scope, ...]
    """The scopes that the club lies in today."""
    at: datetime
    begun_with: int
    """How many entries the books had when they were opened."""
    touched: date | None = None
    """The earliest day of what this act has written."""
    put_in: Counter[str] = field(default_factory=Counter)
    """What this act put into each fund's cash box, less what it took out (đồng)."""

    @property
    def has_written(self) -> bool:
        return self.book.entries > self.begun_with

    def touch(self, on: date) -> None:
        """Note that something dated on this day is written."""
        self.touched = on if self.touched is None else min(self.touched, on)

    def follow(self, digests: Digests) -> dict[str, Any]:
        """Return the fields of the entry that takes the next place in the chain: place, digests and hash."""
        self.book.entries += 1
        self.book.last_hash = digests.after(bytes(self.book.last_hash))
        return {
            "sequence": self.book.entries,
            "head_digest": digests.head,
            "body_digest": digests.body,
            "wording_digest": digests.wording,
            "hash": self.book.last_hash,
        }


def open_books(
    *, club_id: UUID, by: Officer, acting: Acting, at: datetime, within: tuple[Scope, ...] | None = None
) -> OpenBooks:
    """Lock the club and return its books; they begin with the first act that opens them.

    `within`: the scopes that the club lies in today, where they are known already.
    """
    club = lock_club(club_id)
    found = Book.objects.annotate(closed=last_closing()).filter(club_id=club_id).first()
    book = found or Book.objects.create(club_id=club_id, last_hash=genesis(club_id))
    return OpenBooks(
        club_id=club_id,
        book=book,
        last_closed=Month.of(found.closed) if found and found.closed else None,
        one_tin=club.one_tin,
        meets=facts_of(club).meeting,
        by=by,
        acting=acting,
        within=scopes_of_club(club_id, on=timezone.localdate(at)) if within is None else within,
        at=at,
        begun_with=book.entries,
    )


def post_vouchers(
    books: OpenBooks, drafts: Sequence[VoucherDraft], *, members: Collection[UUID] = ()
) -> list[UUID]:
    """Write the drafts in their order, all or nothing, and return their ids; what was written before stays the first.

    Everything is checked before the first row is written. `members`: memberships that were read from the club's list
    already. Whoever opened the books ends by `audit`. Raises every refusal of `check_draft`, MonthClosed, OtherClub,
    VoucherIdReused, VoucherIdTwice, MoreThanOwed, NotEnoughInBox, NotEnoughInBank, NotEnoughInStock and
    LossNotBorne.
    """
    new = _not_yet_written(books, drafts)
    if new:
        today = timezone.localdate(books.at)
        for draft in new:
            check_draft(draft, today=today)
            check_open(draft.on, last_closed=books.last_closed)
        _check_members(books.club_id, new, known=members)
        accounts = _accounts_for(books.club_id, new)
        balances = {account.id: account.balance for account in accounts.values()}
        check_holdings(books.club_id, new, balances=balances, next_sequence=books.book.entries + 1)
        check_losses(books.club_id, new)
        _write(books, new, accounts)
    return [draft.id for draft in drafts]


def _not_yet_written(books: OpenBooks, drafts: Sequence[VoucherDraft]) -> list[VoucherDraft]:
    ids = [draft.id for draft in drafts]
    if len(set(ids)) < len(ids):
        raise VoucherIdTwice
    known = drafts_by_id(ids)
    new = []
    for draft in drafts:
        written = known.get(draft.id)
        if written is None:
            new.append(draft)
        elif written.club_id != books.club_id or not same_content(written, draft, by=books.by.pk):
            raise VoucherIdReused(number=written.number)
    return new


def _check_members(club_id: UUID, drafts: Iterable[VoucherDraft], *, known: Collection[UUID]) -> None:
    named = {line.for_member for draft in drafts for line in draft.lines if line.for_member}
    named |= {draft.party_id for draft in drafts if draft.party_kind is PartyKind.MEMBER and draft.party_id}
    named |= {UUID(ref.subject) for ref in _refs(drafts) if ref.kind in OF_ONE_MEMBER and ref.subject}
    asked = named.difference(known)
    if asked - members_of_club(club_id, asked):
        raise OtherClub


def _refs(drafts: Iterable[VoucherDraft]) -> set[AccountRef]:
    return {ref for draft in drafts for line in draft.lines for ref in (line.debit, line.credit)}


def _accounts_for(club_id: UUID, drafts: Iterable[VoucherDraft]) -> dict[UUID, Account]:
    """Return every account that the drafts touch, also those that are still to be opened (`_move_balances`)."""
    wanted = {ref.id_in(club_id): ref for ref in _refs(drafts)}
    accounts = {account.id: account for account in Account.objects.filter(id__in=wanted)}
    missing = [
        Account(
            id=account_id,
            club_id=club_id,
            fund=ref.fund,
            kind=ref.kind,
            subject=ref.subject,
            label=ref.label,
            search_label=fold(ref.label),
        )
        for account_id, ref in wanted.items()
        if account_id not in accounts
    ]
    if any(account.kind in NAMED_SOURCES and not account.label for account in missing):
        raise OtherClub
    return accounts | {account.id: account for account in missing}


def _write(books: OpenBooks, drafts: Sequence[VoucherDraft], accounts: dict[UUID, Account]) -> None:
    numbers = _last_numbers(books.club_id, {draft.on.year for draft in drafts})
    recorded = Recorded(books.by.pk, books.acting.role, books.at)
    vouchers, wordings, transfers = [], [], []
    for draft in drafts:
        series = (draft.kind, draft.fund or "", draft.on.year)
        numbers[series] += 1
        salt, words = secrets.token_bytes(SALT_BYTES), draft.wording
        digests = Digests(
            digest(voucher_head(draft, books.club_id, draft.on.year, numbers[series], recorded)),
            digest(voucher_body(draft, books.club_id)),
            wording_digest(salt, (words.narration, words.party_name, words.reason)),
        )
        books.touch(draft.on)
        books.put_in.update(into_boxes(draft.lines))
        vouchers.append(_voucher(books, draft, numbers[series], books.follow(digests)))
        wordings.append(
            VoucherWording(voucher_id=draft.id, club_id=books.club_id, salt=salt, **asdict(words))
        )
        transfers += _transfers(books.club_id, draft)
    _move_balances(accounts, transfers)
    Voucher.objects.bulk_create(vouchers)
    VoucherWording.objects.bulk_create(wordings)
    Transfer.objects.bulk_create(transfers)
    _pay_dues(books.club_id, drafts)


def _move_balances(accounts: dict[UUID, Account], transfers: Iterable[Transfer]) -> None:
    """Write the accounts as they are afterwards, those that are new too."""
    for transfer in transfers:
        accounts[transfer.debit_id].balance += transfer.amount
        accounts[transfer.credit_id].balance -= transfer.amount
    Account.objects.bulk_create(
        accounts.values(), update_conflicts=True, unique_fields=["id"], update_fields=["balance"]
    )


def _last_numbers(club_id: UUID, years: set[int]) -> defaultdict[tuple[str, str, int], int]:
    used = Voucher.objects.filter(club_id=club_id, year__in=years).values_list("kind", "fund", "year")
    return defaultdict(
        int, {(kind, fund, year): last for kind, fund, year, last in used.annotate(Max("number"))}
    )


def _voucher(books: OpenBooks, draft: VoucherDraft, number: int, place: dict[str, Any]) -> Voucher:
    return Voucher(
        id=draft.id,
        club_id=books.club_id,
        kind=draft.kind,
        fund=draft.fund or "",
        year=draft.on.year,
        number=number,
        on=draft.on,
        party_kind=draft.party_kind,
        party_id=draft.party_id,
        meeting=draft.meeting,
        count=draft.count,
        reverses_id=draft.reverses,
        corrects_id=draft.corrects,
        recorded_by=books.by,
        recorded_as=books.acting.role,
        second_officer_id=draft.second_officer,
        recorded_at=books.at,
        **place,
    )


def _transfers(club_id: UUID, draft: VoucherDraft) -> list[Transfer]:
    return [
        Transfer(
            id=uuid7(),
            club_id=club_id,
            voucher_id=draft.id,
            position=position,
            fund=line.debit.fund,
            debit_id=line.debit.id_in(club_id),
            credit_id=line.credit.id_in(club_id),
            amount=line.amount,
            on=draft.on,
            for_member_id=line.for_member,
        )
        for position, line in enumerate(draft.lines, start=1)
    ]


def _pay_dues(club_id: UUID, drafts: Iterable[VoucherDraft]) -> None:
    """Add what the drafts pay of each member's contributions; a reversal takes it back."""
    change: defaultdict[tuple[UUID, str, bool], int] = defaultdict(int)
    for draft in drafts:
        for line in draft.lines:
            for ref, sign in ((line.credit, 1), (line.debit, -1)):
                if line.for_member and ref.kind in CONTRIBUTION_KINDS:
                    refundable = ref.kind is AccountKind.REFUNDABLE_CONTRIBUTIONS
                    change[line.for_member, ref.fund, refundable] += sign * line.amount
    if not change:
        return
    rows = {dues_id(*key): key for key in change}
    paid = dict(DuesPaid.objects.filter(id__in=rows).values_list("id", "paid"))
    DuesPaid.objects.bulk_create(
        [
            DuesPaid(
                id=row_id,
                club_id=club_id,
                membership_id=key[0],
                fund=key[1],
                refundable=key[2],
                paid=paid.get(row_id, 0) + change[key],
            )
            for row_id, key in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["paid"],
    )
