"""What `verify` finds about loans: which loan or request of which club, and what does not agree."""

from enum import StrEnum

from lienthehe.clubs.rules import Remark
from lienthehe.foundation.refusals import gettext_noop
from lienthehe.loans.rules.lending import note_number


class LoanFault(StrEnum):
    """What does not agree. The value is the message shown, in English, translated where it is printed."""

    TERMS = gettext_noop("its terms or instalments are not those that it was signed with")
    LINES = gettext_noop("its instalments are not what its terms come to")
    VOUCHER = gettext_noop("the vouchers that paid it out say another amount, day or borrower")
    OWED = gettext_noop("what is owed is not what the books come to")
    CHANGE = gettext_noop("a decision about it is not what its voucher says or not possible")
    MISSING = gettext_noop("the books have moved money of a loan that is not written down")
    REQUEST = gettext_noop(
        "its borrower, its purpose, its goods or who stands for it is not what the request says"
    )
    APPLICATION = gettext_noop("where the request is does not agree with its votes and its loan")


def name_loan(number: int, year: int) -> Remark:
    """Name a loan by the number of its note."""
    return Remark(gettext_noop("the loan note no. %(number)s"), {"number": note_number(number, year)})


def name_application(borrower: str) -> Remark:
    """Name a request by who asks."""
    return Remark(gettext_noop("the loan request of %(name)s"), {"name": borrower})
