"""What is known of those who ask for a loan, and what the meeting is told before it votes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from lienthehe.clubs.models import Membership
from lienthehe.clubs.queries import board_on
from lienthehe.clubs.rules import Remark
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.loans.queries.applications import ApplicationRow, open_applications
from lienthehe.loans.queries.loans import LoanRow, household_loans_on
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.queries.portfolio import free_money_on
from lienthehe.loans.rules.applications import Application, State
from lienthehe.loans.rules.costs import effective_rate
from lienthehe.loans.rules.lending import terms_of
from lienthehe.loans.rules.policies import LoanPolicy
from lienthehe.loans.rules.schedules import schedule
from lienthehe.loans.rules.standings import was_repaid_well
from lienthehe.loans.rules.warnings import Asker, warnings_of

SOMEBODY = gettext_noop("Somebody")


def asker_of(club_id: UUID, membership_id: UUID, on: date) -> Asker:
    """Return what is known on a day of one who asks. Raises KeyError for a membership of another club."""
    return askers_of(club_id, [membership_id], on)[membership_id]


def askers_of(
    club_id: UUID, membership_ids: Collection[UUID], on: date, *, names: bool = True
) -> dict[UUID, Asker]:
    """Return what is known on a day of those who ask; in five queries, whatever their number.

    Loans of an earlier membership count as the person's own. Without `names` nobody of the household is named.
    """
    members = Membership.objects.filter(club_id=club_id, id__in=membership_ids).select_related("person")
    found = {row.id: row for row in members}
    households = {row.person.household_id for row in found.values()}
    loans: defaultdict[UUID, list[LoanRow]] = defaultdict(list)
    for loan in household_loans_on(club_id, households, on) if households else ():
        loans[loan.household_id].append(loan)
    board = {seat.person_id for seat in board_on(club_id, on)}
    return {
        key: _asker(row, loans[row.person.household_id], on_board=row.person_id in board, names=names)
        for key, row in found.items()
    }


def _asker(member: Membership, loans: Sequence[LoanRow], *, on_board: bool, names: bool) -> Asker:
    own = [loan for loan in loans if loan.person_id == member.person_id]
    others: defaultdict[UUID, list[LoanRow]] = defaultdict(list)
    for loan in loans:
        if loan.person_id != member.person_id and loan.at.outstanding:
            others[loan.person_id].append(loan)
    return Asker(
        joined_on=member.joined_on,
        on_board=on_board,
        owes=_owed(own),
        days_late=max((loan.at.days_late for loan in own), default=0),
        repaid_well=sum(was_repaid_well(loan.lent, loan.events, loan.at) for loan in own),
        housemates=tuple((them[0].borrower if names else SOMEBODY, _owed(them)) for them in others.values()),
    )


def _owed(loans: Sequence[LoanRow]) -> Dong:
    return Dong(sum(loan.at.outstanding for loan in loans))


def warnings_for(club_id: UUID, asked: Application, on: date, *, names: bool = True) -> list[Remark]:
    """Return what the meeting should know of one request, written down already or not."""
    return warnings_for_all(club_id, [asked], on, names=names)[asked.id]


def warnings_for_all(
    club_id: UUID, asked: Sequence[Application], on: date, *, names: bool = True
) -> dict[UUID, list[Remark]]:
    """Return what the meeting should know of each request, by its id; in a fixed number of queries.

    Money that is promised to a request already is free for it. A request of which no plan can be made has no rate.
    """
    if not asked:
        return {}
    policy = policy_on(club_id, on)
    waiting = {row.id: row for row in open_applications(club_id)}
    members = {one.membership_id for one in (*asked, *(row.asked for row in waiting.values()))}
    askers = askers_of(club_id, members, on, names=names)
    free = free_money_on(club_id, on).free
    debtless = [row for row in waiting.values() if not askers[row.asked.membership_id].owes]
    return {
        one.id: list(
            warnings_of(
                askers[one.membership_id],
                policy,
                amount=one.total,
                instalments=one.instalments,
                rate=_rate(one, policy, on),
                free=Dong(free + _promised(one, waiting)),
                goods_value=one.goods_value,
                others_wait=any(row.asked.membership_id != one.membership_id for row in debtless),
                on=on,
            )
        )
        for one in asked
    }


def _promised(one: Application, waiting: Mapping[UUID, ApplicationRow]) -> Dong:
    row = waiting.get(one.id)
    return row.approved_money if row and row.state is State.APPROVED else Dong(0)


def _rate(one: Application, policy: LoanPolicy, on: date) -> Decimal:
    try:
        terms = terms_of(policy, principal=one.total, instalments=one.instalments, start=on)
        return effective_rate(schedule(terms), one.total)
    except Refusal:
        return Decimal(0)
