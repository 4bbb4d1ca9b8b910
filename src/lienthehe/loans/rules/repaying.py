"""Repayments, write-offs and recoveries as they enter the books."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind, AccountRef, of_loan
from lienthehe.ledger.rules.entries import Part, Receipt
from lienthehe.ledger.rules.vouchers import Line, PartyKind, Wording
from lienthehe.loans.rules.refusals import InstalmentsNotPossible
from lienthehe.loans.rules.schedules import MOST_INSTALMENTS
from lienthehe.loans.rules.standings import Sum


class DuesNotLater(Refusal):
    field = "dues"
    message = gettext_noop("An extension asks for something later: every new day lies after %(on)s.")


class NothingToExtend(Refusal):
    message = gettext_noop("No principal of this loan is owed any more, so there is nothing to extend.")


class WrittenOffAlready(Refusal):
    message = gettext_noop("This loan is written off. What is paid of it now is a recovery.")


class NotWrittenOff(Refusal):
    message = gettext_noop("This loan is not written off. Write what is paid as a repayment.")


class MoreThanWrittenOff(Refusal):
    field = "amount"
    message = gettext_noop("%(left)s of what was written off has not come back. Write that amount or less.")


class BearersDoNotAddUp(Refusal):
    field = "borne_by"
    message = gettext_noop(
        "The fund has kept %(retained)s of its earnings; name sources that bear the other %(amount)s, no more and no less."
    )


class SourceMayNotBear(Refusal):
    field = "borne_by"
    message = gettext_noop(
        "Borrowed capital and shares to be paid back never pay for a loss. Choose another source."
    )


class NotALoansVoucher(Refusal):
    message = gettext_noop("This voucher is not about a loan. Correct it in the cash book.")


class PartOfLeaving(Refusal):
    message = gettext_noop(
        "This voucher was written as somebody left the club. Take the leaving back on that person's page."
    )


class BroughtInLoan(Refusal):
    message = gettext_noop(
        "This loan was brought forward when the books began; it is undone with them alone."
    )


class NoSuchChange(Refusal):
    message = gettext_noop("There is no such decision on this loan, or it is undone already.")


class LoanIsRepaid(Refusal):
    message = gettext_noop(
        "Vouchers %(numbers)s came after it on this loan. Undo them first, the latest first."
    )


class PaidBeforeLent(Refusal):
    field = "on"
    message = gettext_noop("The loan was paid out on %(on)s. Choose that day or a later one.")


class PaidSince(Refusal):
    field = "on"
    message = gettext_noop("Something was paid of this loan on %(on)s. Choose that day or a later one.")


class PaidTwice(Refusal):
    message = gettext_noop("One loan stands in this form twice. Write it on one line.")


@dataclass(frozen=True, slots=True)
class Repayment:
    """What is paid of one loan (đồng): principal and interest, as shown before it was written.

    `payer`: the membership of who hands it over, the borrower himself if None.
    """

    loan_id: UUID
    principal: Dong
    interest: Dong
    payer: UUID | None = None

    @property
    def sum(self) -> Sum:
        return Sum(self.principal, self.interest)


@dataclass(frozen=True, slots=True)
class RepaymentReceipt:
    """What one payer hands over on one day: repayments of loans, and `others`, his contributions. One PT.

    `payer` is a membership; somebody else (a son, a neighbour) is `payer_name` alone.
    """

    id: UUID
    on: date
    paid: tuple[Repayment, ...]
    others: tuple[Part, ...] = ()
    payer: UUID | None = None
    payer_name: str = ""
    text: str = ""
    at_bank: bool = False

    def receipt(self, borrowers: Mapping[UUID, UUID], payer_name: str) -> Receipt:
        """Return the receipt that this becomes; `borrowers`: whose membership each loan is."""
        loans = [part for one in self.paid for part in repayment_parts(one, borrower=borrowers[one.loan_id])]
        return Receipt(
            self.id,
            LENDING_FUND,
            self.on,
            (*self.others, *loans),
            Wording(self.text, payer_name),
            PartyKind.MEMBER if self.payer else PartyKind.OTHER,
            self.payer,
            at_bank=self.at_bank,
        )


def repayment_parts(paid: Repayment, *, borrower: UUID) -> list[Part]:
    """Return what a repayment is made of on a receipt: interest first, each on the loan's own account."""
    both = ((AccountKind.INTEREST, paid.interest), (AccountKind.LOAN_PRINCIPAL, paid.principal))
    return [Part(of_loan(kind, paid.loan_id), amount, borrower) for kind, amount in both if amount]


def in_goods(paid: Repayment, *, borrower: UUID) -> tuple[Line, ...]:
    """Return the transfers of a repayment in goods at their value: into the stock."""
    stock = AccountRef(LENDING_FUND, AccountKind.STOCK)
    parts = repayment_parts(paid, borrower=borrower)
    return tuple(Line(stock, part.account, part.amount, part.for_member) for part in parts)


def set_off(paid: Repayment, *, against: AccountRef, borrower: UUID) -> tuple[Line, ...]:
    """Return the transfers by which a member's own share pays his loan: no money moves."""
    parts = repayment_parts(paid, borrower=borrower)
    return tuple(Line(against, part.account, part.amount, borrower) for part in parts)


def write_off_lines(
    loan_id: UUID, principal: Dong, *, borrower: UUID, borne_by: Sequence[Part]
) -> tuple[Line, ...]:
    """Return the transfers of a write-off: principal to losses; sources that bear it make the retained result whole."""
    losses, owed = (of_loan(kind, loan_id) for kind in (AccountKind.LOSSES, AccountKind.LOAN_PRINCIPAL))
    retained = AccountRef(LENDING_FUND, AccountKind.RETAINED_RESULT)
    lost = Line(losses, owed, principal, borrower)
    return (lost, *(Line(part.account, retained, part.amount) for part in borne_by))


def recovery_part(loan_id: UUID, amount: Dong, *, borrower: UUID) -> Part:
    """Return what a payment on a written-off loan is on its receipt."""
    return Part(of_loan(AccountKind.RECOVERIES, loan_id), amount, borrower)


def check_dues(dues: Sequence[date], *, on: date) -> None:
    """Refuse new days that are not later than the decision or do not follow one another, or more than a plan holds.

    Raises DuesNotLater and InstalmentsNotPossible.
    """
    if not dues or dues[0] <= on or any(later <= earlier for earlier, later in pairwise(dues)):
        raise DuesNotLater(on=on)
    if len(dues) > MOST_INSTALMENTS:
        raise InstalmentsNotPossible(field="dues", most=MOST_INSTALMENTS)


def to_bear(loss: Dong, *, retained: Dong) -> Dong:
    """Return how much of a loss sources must bear, by a decision that names them: the retained result goes first."""
    return Dong(max(0, loss - max(ZERO, retained)))
