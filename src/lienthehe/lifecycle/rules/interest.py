"""How a month's loan interest is shared between the funds as the month is closed. Whole đồng throughout."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind, AccountRef, Income
from lienthehe.ledger.rules.entries import between_funds
from lienthehe.ledger.rules.vouchers import VoucherDraft, VoucherKind

_WHOLE = 100

SHARED_INTEREST = AccountRef(LENDING_FUND, AccountKind.INTEREST, Income.LOAN_INTEREST)
"""The account that the activity fund's part is taken out of; the loans' own accounts stay as the borrowers paid."""


@dataclass(frozen=True, slots=True)
class Split:
    """What of the interest goes to the activity fund (đồng).

    `base`: interest that was not shared before, below zero when more was undone than came in; `owed`: the part of it;
    `moved`: what the box moves now; `carried`: what is still to be moved, below zero when too much was moved before.
    """

    base: Dong
    percent: int
    owed: Dong
    moved: Dong
    carried: Dong

    @property
    def before(self) -> Dong:
        """What was carried from the months before."""
        return Dong(self.moved + self.carried - self.owed)


def split_of(base: Dong, carried: Dong, percent: int, movable: Dong) -> Split:
    """Return how a month's interest is shared (đồng).

    The part is rounded down, so that the odd đồng stay in the income fund; `carried` comes from the months before, and
    `movable` is the most that the box can give. What cannot be moved is carried on, and so is a deduction.
    """
    owed = base * percent // _WHOLE
    moved = max(0, min(carried + owed, movable))
    return Split(base, percent, Dong(owed), Dong(moved), Dong(carried + owed - moved))


def split_voucher_id(club_id: UUID, month: Month) -> UUID:
    """Return the id of the CK that a month's share moves by."""
    return uuid5(club_id, f"interest:{month}")


def split_draft(club_id: UUID, month: Month, amount: Dong, second: UUID | None) -> VoucherDraft:
    """Return the CK that moves the activity fund's part from box to box, on the month's last day."""
    lines = between_funds(giving=LENDING_FUND, taking=Fund.ACTIVITY, amount=amount, out_of=SHARED_INTEREST)
    voucher_id = split_voucher_id(club_id, month)
    return VoucherDraft(voucher_id, VoucherKind.TRANSFER, None, month.last, lines, second_officer=second)
