"""The vouchers of a settlement with somebody made up."""

from datetime import date

from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.rules.vouchers import VoucherDraft
from lienthehe.lifecycle.rules.leaving import LeavingSheet, Member, Settlement, settlement_drafts


def drafts_of(settled: Settlement, *, on: date) -> list[VoucherDraft]:
    """Return the vouchers that write it."""
    member = Member(uuid7(), "Bà Thử")
    sheet = LeavingSheet(uuid7(), member.membership_id, on, LeavingReason.MOVED, on)
    return settlement_drafts(sheet, settled, member, None)
