"""What was settled with somebody who left, in words and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthehe.clubs.queries import ClubSummary, board_on
from lienthehe.clubs.rules import Post
from lienthehe.documents.paper import DRAWN_UP_BY, Heading, Signer, heading
from lienthehe.documents.vouchers import CONFIRMED_BY
from lienthehe.foundation.money import Dong
from lienthehe.lifecycle.queries.leaving import LeavingView, leaving_view
from lienthehe.lifecycle.rules.leaving import Settlement
from lienthehe.loans.queries.loans import LoanRow, some_loans_on

_RECEIVER = gettext_noop("Who received the money")
_STANDS_FOR = gettext_noop("Who stands for the loan")

Lines = tuple[tuple[str, Dong], ...]


@dataclass(frozen=True, slots=True)
class SettlementSheet:
    """A settlement in words and đồng: the shares, what pays the loans, what is handed over, what stays owed either way."""

    shares: Lines
    share: Dong
    set_off: Lines
    paid: Lines
    cash: Dong
    owed: Lines
    left: Lines


def say_settlement(settled: Settlement, loans: Mapping[UUID, LoanRow]) -> SettlementSheet:
    """Return a settlement as it is told; `loans` by their ids, for their names."""
    return SettlementSheet(
        shares=tuple((_(fund.label), amount) for fund, amount in settled.shares.items() if amount),
        share=settled.share,
        set_off=tuple(_set_off(settled, loans)),
        paid=tuple((_(fund.label), amount) for fund, amount in settled.paid.items() if amount),
        cash=settled.cash,
        owed=tuple((_(fund.label), amount) for fund, amount in settled.owed.items() if amount),
        left=tuple((capfirst(_called(loans.get(one.loan_id))), one.left) for one in settled.going_on),
    )


def _set_off(settled: Settlement, loans: Mapping[UUID, LoanRow]) -> list[tuple[str, Dong]]:
    said = []
    for one in settled.loans:
        loan = {"loan": _called(loans.get(one.loan_id))}
        parts = (
            (_("Interest: %(loan)s") % loan, one.paid.interest),
            (_("Principal: %(loan)s") % loan, one.paid.principal),
        )
        said += [part for part in parts if part[1]]
    return said


def _called(row: LoanRow | None) -> str:
    if row is None:
        return _("loan")
    said = {"purpose": row.purpose, "day": f"{row.first_on:%d/%m/%Y}"}
    return _("loan of %(day)s, %(purpose)s") % said


@dataclass(frozen=True, slots=True)
class LeavingPaper:
    """A settlement as it is printed, to be signed."""

    heading: Heading
    leaving: LeavingView
    reason: str
    sheet: SettlementSheet
    numbers: tuple[tuple[str, date], ...]
    signers: tuple[Signer, ...]


def leaving_paper(club: ClubSummary, leaving_id: UUID, *, at: datetime) -> LeavingPaper | None:
    """Return a settlement as it is printed; None when the club has none such. For who may see names."""
    found = leaving_view(club.id, leaving_id)
    if found is None:
        return None
    return LeavingPaper(
        heading=heading(club.id, on=found.settled_on, at=at),
        leaving=found,
        reason=_(found.reason.label),
        sheet=say_settlement(found.settlement, loans_in(club.id, found, at.date())),
        numbers=tuple((view.number, view.draft.on) for view in found.vouchers),
        signers=_signers(club.id, found),
    )


def loans_in(club_id: UUID, found: LeavingView, on: date) -> dict[UUID, LoanRow]:
    """Return the loans that a settlement is about, as they stand on a day."""
    return some_loans_on(club_id, [one.loan_id for one in found.settlement.loans], on)


def _signers(club_id: UUID, found: LeavingView) -> tuple[Signer, ...]:
    held = {row.post: row.full_name for row in reversed(board_on(club_id, found.settled_on))}
    signers = [
        Signer(_(Post.CHAIR.label), held.get(Post.CHAIR, "")),
        Signer(_(Post.TREASURER.label), held.get(Post.TREASURER, "")),
        Signer(_(DRAWN_UP_BY), found.recorded_by),
    ]
    if found.second_officer:
        signers.append(Signer(_(CONFIRMED_BY), found.second_officer))
    signers.append(Signer(_(_RECEIVER), found.receiver or found.full_name))
    if found.stands_for:
        signers.append(Signer(_(_STANDS_FOR), found.stands_for))
    return tuple(signers)
