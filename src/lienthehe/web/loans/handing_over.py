"""What one payer hands over, for whom it is, and the receipts that it becomes: one for each fund."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from lienthehe.clubs.queries import regulations_of
from lienthehe.clubs.rules import ContributionKind, Fund
from lienthehe.clubs.rules.dues import DuesStanding
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.dues import club_dues
from lienthehe.ledger.rules.accounts import LENDING_FUND, contribution
from lienthehe.ledger.rules.entries import Part, Receipt
from lienthehe.ledger.rules.vouchers import PartyKind, Wording
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from lienthehe.web.ledger.desk import Desk

OTHER_FUND = Fund.ACTIVITY


@dataclass(frozen=True, slots=True)
class Share:
    """What is paid for one member (đồng): contributions by kind, and of each loan principal and interest."""

    membership_id: UUID
    contributions: Mapping[ContributionKind, Dong] = field(default_factory=dict)
    loans: Mapping[UUID, tuple[Dong, Dong]] = field(default_factory=dict)

    def parts(self, fund: Fund) -> tuple[Part, ...]:
        """Return the contributions to a fund."""
        return tuple(
            Part(
                contribution(fund, self.membership_id, refundable=kind.refundable), amount, self.membership_id
            )
            for kind, amount in self.contributions.items()
            if kind.fund is fund and amount
        )

    def repayments(self, payer: UUID | None) -> tuple[Repayment, ...]:
        """Return the repayments."""
        return tuple(
            Repayment(loan_id, principal, interest, payer)
            for loan_id, (principal, interest) in self.loans.items()
            if principal or interest
        )


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One payer's money of one day. `payer` is a membership; somebody else is `payer_name` alone."""

    id: UUID
    on: date
    shares: Sequence[Share]
    payer: UUID | None
    payer_name: str
    at_bank: bool = False

    @property
    def receipts(self) -> list[RepaymentReceipt]:
        """What goes to the fund that lends: one receipt, or none."""
        paid = tuple(one for share in self.shares for one in share.repayments(self.payer))
        others = tuple(part for share in self.shares for part in share.parts(LENDING_FUND))
        if not paid and not others:
            return []
        name = "" if self.payer else self.payer_name
        return [
            RepaymentReceipt(self.id, self.on, paid, others, self.payer, name, at_bank=self.at_bank),
        ]

    @property
    def contributions(self) -> list[Receipt]:
        """What goes to the other fund: one receipt, or none."""
        parts = tuple(part for share in self.shares for part in share.parts(OTHER_FUND))
        if not parts:
            return []
        return [
            Receipt(
                other_receipt_id(self.id),
                OTHER_FUND,
                self.on,
                parts,
                Wording(party_name=self.payer_name),
                PartyKind.MEMBER if self.payer else PartyKind.OTHER,
                self.payer,
                at_bank=self.at_bank,
            )
        ]


def other_receipt_id(voucher_id: UUID) -> UUID:
    """Return the id of the receipt of the other fund that was written with one of the lending fund."""
    return uuid5(voucher_id, OTHER_FUND)


def dues_owed(desk: Desk) -> dict[UUID, dict[ContributionKind, DuesStanding]]:
    """Return what today's members are asked for in contributions, without those who owe nothing."""
    month = Month.of(desk.today)
    dues = club_dues(desk.club.id, desk.members, regulations_of(desk.club.id), month)
    owed = {
        key: {kind: one for kind, one in standings.items() if one.owed} for key, standings in dues.items()
    }
    return {key: standings for key, standings in owed.items() if standings}
