"""Paying out what a meeting approved: money from the box or bank, goods from the stock, and the loan note."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lienthehe.access.models import Officer
from lienthehe.access.rules import Act
from lienthehe.clubs.models import Membership
from lienthehe.clubs.queries.households import households_left
from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import OpenBooks, post_vouchers
from lienthehe.ledger.commands.approval import audit, begin, check_second
from lienthehe.ledger.queries.vouchers import voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.refusals import SecondOfficerMissing
from lienthehe.ledger.rules.vouchers import VoucherDraft
from lienthehe.loans.commands.applications import save_moved
from lienthehe.loans.models import Loan, LoanApplication
from lienthehe.loans.queries.loans import LoanRow
from lienthehe.loans.queries.officers import known_as
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.rules.applications import (
    ApplicationMoved,
    NoSuchApplication,
    State,
    check_within_approval,
)
from lienthehe.loans.rules.lending import (
    Borrower,
    Disbursement,
    LoanIdReused,
    PaidOutBeforeVote,
    Whose,
    check_not_own,
    disbursement_drafts,
    dues_of,
    loan_id,
    terms_of,
)
from lienthehe.loans.rules.plans import Lent, lines_of
from lienthehe.loans.rules.policies import LoanPolicy

Housed = tuple[str, UUID]
"""A member's full name and household."""


@dataclass(frozen=True, slots=True)
class PlannedLoan:
    """A loan about to be paid out: what was signed, whose it is, and its vouchers."""

    given: Disbursement
    lent: Lent
    application: LoanApplication
    drafts: tuple[VoucherDraft, ...]


@transaction.atomic
def pay_out_loan(
    *, club_id: UUID, given: Disbursement, second: Officer | None, by: Officer, at: datetime
) -> UUID:
    """Pay out an approved loan between meetings and return the loan's id; sent again, the first.

    Raises NotAllowed, NoSuchApplication, ApplicationMoved, PaidOutBeforeVote, MoreThanApproved, OwnLoan, LoanIdReused, what `schedule`
    raises and what `record_payments` raises.
    """
    books = begin(Act.KEEP_LOANS, club_id=club_id, by=by, at=at)
    first = Loan.objects.filter(disbursement=given.id).first()
    if first is not None:
        return _the_first(first, books, given)
    rows = LoanApplication.objects.filter(club_id=club_id, id=given.application_id)
    officers = [by, second] if second else [by]
    planned = plan_loans(books, [given], rows.in_bulk(), officers=officers)
    drafts = [draft for one in planned for draft in one.drafts]
    check_second(books, drafts, second)
    post_vouchers(books, drafts)
    (loan,) = write_loans(books, planned)
    save_moved([one.application for one in planned])
    audit(books, Act.KEEP_LOANS, "loan", loan.id)
    return loan.id


def plan_loans(
    books: OpenBooks,
    given: Sequence[Disbursement],
    applications: Mapping[UUID, LoanApplication],
    *,
    officers: Sequence[Officer],
    people: Mapping[UUID, Housed] = MappingProxyType({}),
) -> list[PlannedLoan]:
    """Return the loans of one day's disbursements with their vouchers; four queries, whatever their number.

    `officers`: the writer and whoever stands behind them; `people`: members whose name and household are known already. Their policy is that of the day; each request is moved to PAID_OUT, to be saved
    by `save_moved`. Raises NoSuchApplication, ApplicationMoved, MoreThanApproved, SecondOfficerMissing and OwnLoan.
    """
    if not given:
        return []
    policy = policy_on(books.club_id, given[0].on)
    for one in given:
        _check_approved(books.club_id, one, applications.get(one.application_id), policy)
    known = dict(
        zip([one.pk for one in officers], known_as(books.club_id, officers, given[0].on), strict=True)
    )
    asked = [applications[one.application_id] for one in given]
    housed = {**people, **_housed({one.membership_id for one in asked} - set(people))}
    left = households_left(books.club_id, min(one.asked_on for one in asked))
    planned = []
    for one in given:
        application = applications[one.application_id]
        name, household = housed[application.membership_id]
        behind = [known[key] for key in (books.by.pk, one.second_officer) if key in known]
        check_not_own(behind, Whose(application.membership_id, household, application.asked_on), left)
        lent = _lent(books, one, application, policy)
        borrower = Borrower(application.membership_id, name, application.purpose, application.goods)
        application.state = State.PAID_OUT
        drafts = tuple(disbursement_drafts(one, lent, borrower))
        planned.append(PlannedLoan(one, lent, application, drafts))
    return planned


def _housed(memberships: Collection[UUID]) -> dict[UUID, Housed]:
    if not memberships:
        return {}
    rows = Membership.objects.filter(id__in=memberships)
    named = rows.values_list("id", "person__full_name", "person__household_id")
    return {membership: (name, household) for membership, name, household in named}


def write_loans(books: OpenBooks, planned: Sequence[PlannedLoan]) -> list[Loan]:
    """Write the loans whose vouchers have been posted, by one insert, each with the next number of its year."""
    if not planned:
        return []
    years = {one.given.on.year for one in planned}
    used = Loan.objects.filter(club_id=books.club_id, year__in=years).values_list("year")
    last = dict(used.annotate(Max("number")))
    rows = []
    for one in planned:
        last[one.given.on.year] = last.get(one.given.on.year, 0) + 1
        rows.append(_row(books, one, last[one.given.on.year]))
    return Loan.objects.bulk_create(rows)


def check_not_own_loan(books: OpenBooks, row: LoanRow, second: Officer | None, on: date) -> None:
    """Raise OwnLoan when the writer or the second officer is the borrower or of his household; in two queries."""
    officers = [books.by, second] if second else [books.by]
    known = known_as(books.club_id, officers, on)
    check_not_own(known, row.whose, households_left(books.club_id, row.asked_on))


def _check_approved(
    club_id: UUID, given: Disbursement, application: LoanApplication | None, policy: LoanPolicy
) -> None:
    if application is None or application.club_id != club_id:
        raise NoSuchApplication
    if application.state != State.APPROVED or application.approved_on is None:
        raise ApplicationMoved
    if given.on < application.approved_on:
        raise PaidOutBeforeVote(on=application.approved_on)
    check_within_approval(
        given.money,
        given.goods_value,
        approved_money=Dong(application.approved_money),
        approved_goods_value=Dong(application.approved_goods_value),
    )
    if policy.second_officer and given.second_officer is None:
        raise SecondOfficerMissing


def _lent(books: OpenBooks, given: Disbursement, application: LoanApplication, policy: LoanPolicy) -> Lent:
    terms = terms_of(
        policy, principal=given.principal, instalments=application.approved_instalments, start=given.on
    )
    dues = dues_of(terms, books.meets.day_in) if policy.on_meeting_days else ()
    lines = lines_of(terms, dues)
    signed = loan_id(given.id, terms, lines, policy.late_rate)
    return Lent(signed, given.on, terms.principal, terms, lines, policy.late_rate)


def _the_first(first: Loan, books: OpenBooks, given: Disbursement) -> UUID:
    own = (first.club_id, first.recorded_by_id) == (books.club_id, books.by.pk)
    paid_out = (first.application_id, first.on, first.money, first.goods_value)
    if not own or paid_out != (given.application_id, given.on, given.money, given.goods_value):
        raise LoanIdReused
    voucher = voucher_view(first.club_id, given.id if given.money else given.goods_voucher_id)
    assert voucher is not None
    from_bank = any(line.credit.kind is AccountKind.BANK for line in voucher.draft.lines)
    behind = (voucher.draft.second_officer, from_bank)
    if behind != (given.second_officer, given.at_bank and given.money > 0):
        raise LoanIdReused
    return first.id


def _row(books: OpenBooks, planned: PlannedLoan, number: int) -> Loan:
    given, terms, application = planned.given, planned.lent.terms, planned.application
    return Loan(
        id=planned.lent.id,
        club_id=books.club_id,
        number=number,
        year=given.on.year,
        membership_id=application.membership_id,
        application=application,
        disbursement=given.id,
        money_voucher_id=given.id if given.money else None,
        goods_voucher_id=given.goods_voucher_id if given.goods_value else None,
        on=given.on,
        money=given.money,
        goods=application.goods if given.goods_value else "",
        goods_value=given.goods_value,
        purpose=application.purpose,
        guarantor=application.guarantor,
        annual_rate=terms.annual_rate,
        late_rate=planned.lent.late_rate,
        instalments=terms.instalments,
        every=f"{terms.every.number}{terms.every.unit}",
        method=terms.method,
        days=terms.days,
        round_to=terms.round_to,
        grace=terms.grace,
        level=terms.level,
        lines=[[line.due.isoformat(), line.principal, line.interest] for line in planned.lent.lines],
        first_amount=given.principal,
        first_on=given.on,
        recorded_by=books.by,
        recorded_at=books.at,
    )
