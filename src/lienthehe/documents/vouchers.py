"""One voucher on paper: phiếu thu, phiếu chi, phiếu chuyển."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthehe.clubs.queries import ClubSummary, board_on
from lienthehe.clubs.rules import Post
from lienthehe.documents.paper import DRAWN_UP_BY, Heading, Signer, heading
from lienthehe.documents.wording import fund_title, say_part, say_voucher, told_lines, voucher_title, what_for
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.chain import book_code
from lienthehe.ledger.rules.vouchers import VoucherKind, is_opening

_PARTIES = {
    VoucherKind.RECEIPT: gettext_noop("Payer"),
    VoucherKind.PAYMENT: gettext_noop("Payee"),
    VoucherKind.TRANSFER: gettext_noop("Giver"),
}
CONFIRMED_BY = gettext_noop("Confirmed by")


@dataclass(frozen=True, slots=True)
class VoucherPaper:
    """A voucher as it is printed; amounts in đồng, those of a reversal below zero.

    `code` is the chain's at this voucher, `heading.code` today's.
    """

    heading: Heading
    title: str
    number: str
    year: int
    fund: str
    on: date
    party_title: str
    party: str
    text: str
    parts: tuple[tuple[str, Dong], ...]
    total: Dong
    at_bank: bool
    instead_of: str
    undone_by: str
    reason: str
    code: str
    recorded_at: datetime
    signers: tuple[Signer, ...]


def voucher_paper(club: ClubSummary, voucher_id: UUID, *, names: bool, at: datetime) -> VoucherPaper | None:
    """Return a voucher as it is printed; None when the club has none such. Without `names` nobody is named."""
    view = voucher_view(club.id, voucher_id)
    if view is None:
        return None
    draft = view.draft
    return VoucherPaper(
        heading=heading(club.id, on=draft.on, at=at),
        title=voucher_title(draft),
        number=view.number,
        year=view.year,
        fund=fund_title(draft),
        on=draft.on,
        party_title=_(_PARTIES[draft.kind]),
        party=draft.wording.party_name if names and not view.is_reversal else "",
        text=say_voucher(view, names=names) if view.is_reversal else capfirst(what_for(view, names=names)),
        parts=voucher_parts(view, names=names),
        total=view.signed_total,
        at_bank=any(AccountKind.BANK in {line.debit.kind, line.credit.kind} for line in draft.lines),
        instead_of=view.original if draft.corrects else "",
        undone_by=view.reversed_by,
        reason=draft.wording.reason if names else "",
        code=book_code(view.hash),
        recorded_at=view.recorded_at,
        signers=_signers(club.id, view, names=names),
    )


def voucher_parts(view: VoucherView, *, names: bool) -> tuple[tuple[str, Dong], ...]:
    """Return what a voucher is made of: words and đồng (below zero in a reversal), a pair a part.

    A part that is paid for somebody else says for whom. What is brought forward from the old books stands together by
    where it is: thirty loans are one part.
    """
    draft = view.draft
    sign = -1 if draft.reverses else 1
    parts = [(say_part(view, line, names=names), sign * line.amount) for line in told_lines(draft)]
    if is_opening(draft):
        parts = list(_sums(parts).items())
    return tuple((text, Dong(amount)) for text, amount in parts)


def _sums(parts: Iterable[tuple[str, int]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for text, amount in parts:
        sums[text] += amount
    return sums


def _signers(club_id: UUID, view: VoucherView, *, names: bool) -> tuple[Signer, ...]:
    """Return who signs: the chair, who wrote it, the treasurer, and payer or payee where money changed hands."""
    held = {row.post: row.full_name for row in reversed(board_on(club_id, view.draft.on))} if names else {}
    signers = [
        Signer(_(Post.CHAIR.label), held.get(Post.CHAIR, "")),
        Signer(_(DRAWN_UP_BY), view.recorded_by if names else ""),
        Signer(_(Post.TREASURER.label), held.get(Post.TREASURER, "")),
    ]
    if view.second_officer:
        signers.append(Signer(_(CONFIRMED_BY), view.second_officer if names else ""))
    if view.draft.kind is not VoucherKind.TRANSFER and not view.is_reversal:
        party = view.draft.wording.party_name if names else ""
        signers.append(Signer(_(_PARTIES[view.draft.kind]), party))
    return tuple(signers)
