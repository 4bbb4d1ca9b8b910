"""The accounts of a club's two funds, and what each of them answers.

An account's id is computed from what it is (club, fund, kind, subject), so a changed kind or subject shows in `verify`,
and a meeting of seventy needs no look-up to know its accounts.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund


class AccountKind(StrEnum):
    CASH_BOX = "cash_box"
    BANK = "bank"
    STOCK = "stock"
    LOAN_PRINCIPAL = "loan_principal"
    SHORTAGE = "shortage"
    SURPLUS = "surplus"
    INTEREST = "interest"
    LOSSES = "losses"
    RECOVERIES = "recoveries"
    SPENDING = "spending"
    OWED_TO_LEAVER = "owed_to_leaver"
    GRANT = "grant"
    PROJECT = "project"
    DONATION = "donation"
    GIFT_IN_KIND = "gift_in_kind"
    BORROWED_CAPITAL = "borrowed_capital"
    CONTRIBUTIONS = "contributions"
    REFUNDABLE_CONTRIBUTIONS = "refundable_contributions"
    FROM_OTHER_FUND = "from_other_fund"
    RETAINED_RESULT = "retained_result"


class Purpose(StrEnum):
    """What money is spent on; the subject of a spending account."""

    SICK_VISIT = "sick_visit"
    FUNERAL = "funeral"
    LONGEVITY = "longevity"
    TEA = "tea"
    CULTURE = "culture"
    STATIONERY = "stationery"
    EQUIPMENT = "equipment"
    SUPPORT = "support"
    TRAVEL = "travel"
    TRAINING = "training"
    BANK_FEE = "bank_fee"
    OTHER = "other"


class Income(StrEnum):
    """What income is earned by; the subject of an interest-and-fees account."""

    LOAN_INTEREST = "loan_interest"
    BANK_INTEREST = "bank_interest"
    FEE = "fee"
    OTHER = "other"


NEVER_BELOW_ZERO = frozenset({AccountKind.CASH_BOX, AccountKind.BANK, AccountKind.STOCK})
"""What can be held in the hand cannot be less than nothing, on any date."""

CONTRIBUTION_KINDS = frozenset({AccountKind.CONTRIBUTIONS, AccountKind.REFUNDABLE_CONTRIBUTIONS})

NAMED_SOURCES = frozenset(
    {
        AccountKind.GRANT,
        AccountKind.PROJECT,
        AccountKind.DONATION,
        AccountKind.GIFT_IN_KIND,
        AccountKind.BORROWED_CAPITAL,
    }
)
"""One account per giver or lender. The subject is a random token, the name stands in the label alone."""

SOURCES = NAMED_SOURCES | CONTRIBUTION_KINDS | {AccountKind.FROM_OTHER_FUND, AccountKind.RETAINED_RESULT}
"""Whose money it is."""

RESULT = frozenset({AccountKind.INTEREST, AccountKind.RECOVERIES, AccountKind.SPENDING, AccountKind.LOSSES})
"""What was earned, spent and lost since the books began; with RETAINED_RESULT it is the retained result."""

OWED = frozenset({AccountKind.OWED_TO_LEAVER, AccountKind.SURPLUS})
HOLDINGS = NEVER_BELOW_ZERO | {AccountKind.LOAN_PRINCIPAL, AccountKind.SHORTAGE}
"""Where the money is: in the box, the bank, the stock, lent out, or missing and to be settled."""


@dataclass(frozen=True, slots=True)
class AccountRef:
    """Which account of a club is meant. `subject`: a purpose, a membership's id, a source's token, or "".

    `label` is the giver's or lender's name as written; it is no part of what the account is.
    """

    fund: Fund
    kind: AccountKind
    subject: str = ""
    label: str = field(default="", compare=False)

    def id_in(self, club_id: UUID) -> UUID:
        """Return the account's id in this club: UUID version 5 of fund, kind and subject under the club's id."""
        return uuid5(club_id, f"{self.fund}:{self.kind}:{self.subject}")


def cash_box(fund: Fund) -> AccountRef:
    """Return the fund's cash box."""
    return AccountRef(fund, AccountKind.CASH_BOX)


def contribution(fund: Fund, membership_id: UUID, *, refundable: bool) -> AccountRef:
    """Return where a member's contribution belongs: an account of his own when it is paid back on leaving."""
    if refundable:
        return AccountRef(fund, AccountKind.REFUNDABLE_CONTRIBUTIONS, str(membership_id))
    return AccountRef(fund, AccountKind.CONTRIBUTIONS)
