"""From an approval to a loan: its terms by the policy of the day, its instalments, its money and its goods."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from lienthehe.clubs.rules.people import HouseholdsLeft
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind, AccountRef, of_loan
from lienthehe.ledger.rules.entries import Part, Payment
from lienthehe.ledger.rules.vouchers import Line, PartyKind, VoucherDraft, VoucherKind, Wording
from lienthehe.loans.rules.calendar import DayCount
from lienthehe.loans.rules.plans import Lent, Plan
from lienthehe.loans.rules.policies import LoanPolicy, annual_rate
from lienthehe.loans.rules.schedules import LoanTerms

MeetingDay = Callable[[Month], date]
"""On which day the club meets in a month."""


class OwnLoan(Refusal):
    field = "second_officer"
    message = gettext_noop(
        "%(name)s would be one of the two behind a loan to himself or his household. Let somebody else of the board do it."
    )


class PaidOutBeforeVote(Refusal):
    field = "on"
    message = gettext_noop("The meeting approved this loan on %(on)s. Choose that day or a later one.")


class LoanIdReused(Refusal):
    message = gettext_noop("This form already wrote another loan. Open a new form and write it again.")


class NoSuchLoan(Refusal):
    message = gettext_noop("There is no such loan in this club. Choose it from the list of loans.")


def note_number(number: int, year: int) -> str:
    """Return a loan note's number as it is written everywhere: 0027/2026."""
    return f"{number:04d}/{year}"


@dataclass(frozen=True, slots=True)
class Disbursement:
    """An approved application paid out: money from box or bank, goods from the stock (đồng).

    `id` is the payment voucher's. `second_officer`: who stands behind it beside the writer.
    """

    id: UUID
    application_id: UUID
    on: date
    money: Dong
    goods_value: Dong = ZERO
    at_bank: bool = False
    second_officer: UUID | None = None
    meeting: UUID | None = None

    @property
    def principal(self) -> Dong:
        return Dong(self.money + self.goods_value)

    @property
    def goods_voucher_id(self) -> UUID:
        """The id of the voucher that the goods go out by."""
        return uuid5(self.id, "goods")


@dataclass(frozen=True, slots=True)
class Borrower:
    """Who borrows: the membership, the name as written on papers, and what it is for."""

    membership_id: UUID
    name: str
    purpose: str
    goods: str = ""


def terms_of(policy: LoanPolicy, *, principal: Dong, instalments: int, start: date) -> LoanTerms:
    """Return the terms of a loan by a policy; they are the loan's own from then on."""
    return LoanTerms(
        principal=principal,
        annual_rate=annual_rate(policy),
        start=start,
        instalments=instalments,
        method=policy.method,
        days=DayCount.THIRTY_360,
        round_to=policy.round_to,
        grace=min(policy.grace, instalments - 1),
    )


def dues_of(terms: LoanTerms, meeting_day: MeetingDay) -> list[date]:
    """Return the days on which instalments of months fall due when the club meets: the meeting nearest to each.

    The first is the meeting nearest to a month after the start, the others follow month by month.
    """
    first = terms.every.after(terms.start, 1)
    around = [Month.of(first).plus(step) for step in (-1, 0, 1)]
    month = min(around, key=lambda one: abs((meeting_day(one) - first).days))
    if meeting_day(month) <= terms.start:
        month = month.next
    return [meeting_day(month.plus(n * terms.every.number)) for n in range(terms.instalments)]


def loan_id(disbursement_id: UUID, terms: LoanTerms, lines: Plan, late_rate: Decimal) -> UUID:
    """Return the id of a loan: computed from what was signed, so that terms changed in the database show in the chain.

    The loan's accounts bear it, and the chain covers every transfer's accounts.
    """
    signed = [
        *(terms.principal, terms.annual_rate.normalize(), terms.start, terms.instalments),
        *(f"{terms.every.number}{terms.every.unit}", terms.method, terms.days, terms.round_to),
        *(terms.grace, terms.level, late_rate.normalize()),
        *(f"{one.due}:{one.principal}:{one.interest}:{one.asked_since}" for one in lines),
    ]
    return uuid5(disbursement_id, "|".join(map(str, signed)))


def disbursement_drafts(given: Disbursement, lent: Lent, borrower: Borrower) -> list[VoucherDraft]:
    """Return the vouchers that pay a loan out: a PC for its money, a CK for its goods."""
    account = of_loan(AccountKind.LOAN_PRINCIPAL, lent.id)
    wording = Wording(borrower.purpose, borrower.name)
    drafts = []
    if given.money:
        parts = (Part(account, given.money, borrower.membership_id),)
        payment = Payment(
            given.id,
            LENDING_FUND,
            given.on,
            parts,
            wording,
            PartyKind.MEMBER,
            borrower.membership_id,
            at_bank=given.at_bank,
            meeting=given.meeting,
        )
        drafts.append(payment.draft(given.second_officer))
    if given.goods_value:
        line = Line(
            account, AccountRef(LENDING_FUND, AccountKind.STOCK), given.goods_value, borrower.membership_id
        )
        drafts.append(
            VoucherDraft(
                id=given.goods_voucher_id,
                kind=VoucherKind.TRANSFER,
                fund=None,
                on=given.on,
                lines=(line,),
                wording=Wording(f"{borrower.goods}, {borrower.purpose}", borrower.name),
                party_kind=PartyKind.MEMBER,
                party_id=borrower.membership_id,
                second_officer=given.second_officer,
                meeting=given.meeting,
            )
        )
    return drafts


def free_money(*, box: Dong, approved: Dong, owed_to_leavers: Dong, capital_due: Dong) -> Dong:
    """Return what may be lent now (đồng): the box without what is promised, owed, or due back within 30 days."""
    return Dong(box - approved - owed_to_leavers - capital_due)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a claim is: membership and household of today, and the day from which on every household counts.

    `since`: the day of the request for a loan; of an older one brought in, the loan's.
    """

    membership_id: UUID
    household_id: UUID
    since: date

    def is_of(self, theirs: frozenset[UUID], left: HouseholdsLeft) -> bool:
        """Tell whether it is somebody's own or of his household, as it is now or was since; whoever moved meanwhile.

        `theirs`: the memberships and households that he is or belongs to now.
        """
        own = {self.membership_id, self.household_id} | left.since(self.since, {self.membership_id})
        return not own.isdisjoint(theirs | left.since(self.since, theirs))


def check_not_own(behind: Sequence[tuple[str, frozenset[UUID]]], whose: Whose, left: HouseholdsLeft) -> None:
    """Raise OwnLoan when one of the two behind a loan is the borrower or lived under the same roof since the request.

    `behind`: name of each of the two, with the memberships and households that are his now.
    """
    for name, theirs in behind:
        if whose.is_of(theirs, left):
            raise OwnLoan(name=name)
