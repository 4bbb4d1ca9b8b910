"""The accounts of a club's two funds, and what each of them answers.

An account's id is computed from what it is (club, fund, kind, subject), so a changed kind or subject shows in `verify`,
and a meeting of seventy needs no look-up to know its accounts.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.refusals import gettext_noop


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
    UNKNOWN_SOURCE = "unknown_source"
    RETAINED_RESULT = "retained_result"
    OPENING = "opening"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    AccountKind.CASH_BOX: gettext_noop("In the cash box"),
    AccountKind.BANK: gettext_noop("At the bank"),
    AccountKind.STOCK: gettext_noop("Goods in stock"),
    AccountKind.LOAN_PRINCIPAL: gettext_noop("Lent to members"),
    AccountKind.SHORTAGE: gettext_noop("Missing from the box, to be settled"),
    AccountKind.SURPLUS: gettext_noop("Found too much in the box, to be settled"),
    AccountKind.INTEREST: gettext_noop("Interest, fees and other income"),
    AccountKind.LOSSES: gettext_noop("Losses"),
    AccountKind.RECOVERIES: gettext_noop("Recovered after it was written off"),
    AccountKind.SPENDING: gettext_noop("Spending"),
    AccountKind.OWED_TO_LEAVER: gettext_noop("Owed to who has left"),
    AccountKind.GRANT: gettext_noop("Support from the State or an organisation"),
    AccountKind.PROJECT: gettext_noop("Project capital"),
    AccountKind.DONATION: gettext_noop("Donation"),
    AccountKind.GIFT_IN_KIND: gettext_noop("Gift in kind"),
    AccountKind.BORROWED_CAPITAL: gettext_noop("Borrowed capital"),
    AccountKind.CONTRIBUTIONS: gettext_noop("Members' contributions"),
    AccountKind.REFUNDABLE_CONTRIBUTIONS: gettext_noop("Members' contributions, paid back on leaving"),
    AccountKind.FROM_OTHER_FUND: gettext_noop("From the other fund"),
    AccountKind.UNKNOWN_SOURCE: gettext_noop("Source not known"),
    AccountKind.RETAINED_RESULT: gettext_noop("Earnings kept"),
    AccountKind.OPENING: gettext_noop("Brought forward from the old books"),
}


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

    @property
    def label(self) -> str:
        return _PURPOSES[self]


_PURPOSES = {
    Purpose.SICK_VISIT: gettext_noop("Visiting the sick"),
    Purpose.FUNERAL: gettext_noop("Funeral"),
    Purpose.LONGEVITY: gettext_noop("Longevity wishes"),
    Purpose.TEA: gettext_noop("Tea and water"),
    Purpose.CULTURE: gettext_noop("Culture and sport"),
    Purpose.STATIONERY: gettext_noop("Books and pens"),
    Purpose.EQUIPMENT: gettext_noop("Equipment"),
    Purpose.SUPPORT: gettext_noop("Help for somebody in need"),
    Purpose.TRAVEL: gettext_noop("Travel"),
    Purpose.TRAINING: gettext_noop("Training"),
    Purpose.BANK_FEE: gettext_noop("Bank fee"),
    Purpose.OTHER: gettext_noop("Other spending"),
}


class Income(StrEnum):
    """What income is earned by; the subject of an interest-and-fees account."""

    LOAN_INTEREST = "loan_interest"
    BANK_INTEREST = "bank_interest"
    FEE = "fee"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _INCOMES[self]


_INCOMES = {
    Income.LOAN_INTEREST: gettext_noop("Loan interest"),
    Income.BANK_INTEREST: gettext_noop("Bank interest"),
    Income.FEE: gettext_noop("Fee"),
    Income.OTHER: gettext_noop("Other income"),
}


_HEX_FIGURES = 32

LONGEST_NAME = 120
"""How long the name of a giver, lender or payer may be."""

MONEY = frozenset({AccountKind.CASH_BOX, AccountKind.BANK})

NEVER_BELOW_ZERO = frozenset({AccountKind.CASH_BOX, AccountKind.BANK, AccountKind.STOCK})
"""What can be held in the hand cannot be less than nothing, on any date."""

CONTRIBUTION_KINDS = frozenset({AccountKind.CONTRIBUTIONS, AccountKind.REFUNDABLE_CONTRIBUTIONS})

OF_ONE_MEMBER = frozenset({AccountKind.REFUNDABLE_CONTRIBUTIONS, AccountKind.OWED_TO_LEAVER})
"""One account per membership, whose id is the subject."""

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

SOURCES = (
    NAMED_SOURCES
    | CONTRIBUTION_KINDS
    | {AccountKind.FROM_OTHER_FUND, AccountKind.UNKNOWN_SOURCE, AccountKind.RETAINED_RESULT}
)
"""Whose money it is. What the old books held without saying whose it was stands under UNKNOWN_SOURCE."""

RESULT = frozenset({AccountKind.INTEREST, AccountKind.RECOVERIES, AccountKind.SPENDING, AccountKind.LOSSES})
"""What was earned, spent and lost since the books began; with RETAINED_RESULT it is the retained result."""

BEARS_LOSSES = SOURCES - {
    AccountKind.BORROWED_CAPITAL,
    AccountKind.REFUNDABLE_CONTRIBUTIONS,
    AccountKind.RETAINED_RESULT,
}
"""The free sources, on which a decision may let a loss fall. What must be given back bears none."""

OWN_MONEY = BEARS_LOSSES | RESULT | {AccountKind.RETAINED_RESULT}
"""What a fund need not give back to anybody; its losses never come to more."""

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
        """Return the account's id in this club."""
        return account_id(club_id, self.fund, self.kind, self.subject)


def account_id(club_id: UUID, fund: str, kind: str, subject: str) -> UUID:
    """Return an account's id: UUID version 5 of fund, kind and subject under the club's id."""
    return uuid5(club_id, f"{fund}:{kind}:{subject}")


def cash_box(fund: Fund) -> AccountRef:
    """Return the fund's cash box."""
    return AccountRef(fund, AccountKind.CASH_BOX)


def stock(fund: Fund) -> AccountRef:
    """Return the fund's goods, to be lent or sold."""
    return AccountRef(fund, AccountKind.STOCK)


def owed_to_leaver(fund: Fund, membership_id: UUID) -> AccountRef:
    """Return what the fund still owes to somebody who left: his share, until it is paid out."""
    return AccountRef(fund, AccountKind.OWED_TO_LEAVER, str(membership_id))


def contribution(fund: Fund, membership_id: UUID, *, refundable: bool) -> AccountRef:
    """Return where a member's contribution belongs: an account of his own when it is paid back on leaving."""
    if refundable:
        return AccountRef(fund, AccountKind.REFUNDABLE_CONTRIBUTIONS, str(membership_id))
    return AccountRef(fund, AccountKind.CONTRIBUTIONS)


LOAN_KINDS = frozenset(
    {AccountKind.LOAN_PRINCIPAL, AccountKind.INTEREST, AccountKind.LOSSES, AccountKind.RECOVERIES}
)
"""One account per loan of each: what is owed, what interest it paid, what of it was lost and what came back of that."""

LENDING_FUND = Fund.INCOME
"""The fund that revolves and lends (Decision 1336/QĐ-TTg)."""


def of_loan(kind: AccountKind, loan_id: UUID) -> AccountRef:
    """Return a loan's own account of one of LOAN_KINDS; the lending fund's."""
    return AccountRef(LENDING_FUND, kind, loan_id.hex)


def loan_of(ref: AccountRef) -> UUID | None:
    """Return the loan whose own account this is, None for an account of no loan."""
    if ref.kind not in LOAN_KINDS or len(ref.subject) != _HEX_FIGURES:
        return None
    return UUID(ref.subject)


def dues_id(membership_id: UUID, fund: str, refundable: bool) -> UUID:  # noqa: FBT001 - the row's key, as it stands
    """Return the id of a member's dues line."""
    return uuid5(membership_id, f"dues:{fund}:{int(refundable)}")
