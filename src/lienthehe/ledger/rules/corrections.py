"""What is mended: a voucher, and the right one that takes its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lienthehe.ledger.rules.accounts import AccountKind, loan_of
from lienthehe.ledger.rules.vouchers import VoucherDraft


@dataclass(frozen=True, slots=True)
class Mending:
    """A voucher that was wrong. `right` takes its place; None where it is only undone."""

    voucher_id: UUID
    right: VoucherDraft | None = None


def loans_touched(*drafts: VoucherDraft) -> set[UUID]:
    """Return the loans of which one of the drafts moves an account of their own."""
    refs = {ref for draft in drafts for line in draft.lines for ref in (line.debit, line.credit)}
    return {loan for ref in refs if (loan := loan_of(ref)) is not None}


def capital_brought(drafts: Iterable[VoucherDraft]) -> set[UUID]:
    """Return the borrowed capital that the drafts brought in."""
    came = (line.credit for draft in drafts for line in draft.lines)
    return {UUID(ref.subject) for ref in came if ref.kind is AccountKind.BORROWED_CAPITAL}
