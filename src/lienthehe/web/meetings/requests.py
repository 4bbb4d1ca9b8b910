"""The requests for loans as a meeting goes on: what waits, what its draft decides, what may be lent, what is unusual."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.queries.households import households_left
from lienthehe.clubs.rules.people import HouseholdsLeft
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.ledger.rules.refusals import NotEnoughInStock
from lienthehe.loans.queries.applications import ApplicationRow, open_applications
from lienthehe.loans.queries.asking import askers_of
from lienthehe.loans.queries.loans import some_loans_on
from lienthehe.loans.queries.officers import Known, known_as
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.queries.portfolio import FreeMoney, free_money_on
from lienthehe.loans.rules.applications import Application, Outcome, State
from lienthehe.loans.rules.lending import OwnLoan, Whose, check_not_own
from lienthehe.loans.rules.plans import Paid
from lienthehe.loans.rules.policies import LoanPolicy
from lienthehe.loans.rules.standings import standing
from lienthehe.loans.rules.warnings import Asker, warnings_of
from lienthehe.meetings.rules.boxes import boxes_expected
from lienthehe.meetings.rules.lending import Before, faults_of_loans, stock_left
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanVote
from lienthehe.meetings.rules.sheets import MeetingSheet
from lienthehe.web.loans.wording import write_warning
from lienthehe.web.meetings.desk import MeetingDesk

LATER = 2**62
"""After every entry of the chain: what a draft repays follows what is in the books."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request before the meeting: written down before (`row`) or made now; what the draft decides of it."""

    asked: Application
    on: date
    who: str
    member: MemberRow | None = None
    row: ApplicationRow | None = None
    vote: LoanVote | None = None
    paid: LoanPaidOut | None = None

    @property
    def id(self) -> UUID:
        return self.asked.id

    @property
    def is_new(self) -> bool:
        return self.row is None

    @property
    def approved_before(self) -> ApplicationRow | None:
        """The approval of before that is still in force."""
        return self.row if self.row and self.row.state is State.APPROVED else None

    @property
    def lapses(self) -> bool:
        """Whether an approval of an earlier day ends with this meeting, as nothing is decided about it."""
        before = self.approved_before
        return bool(
            before
            and before.approved_on
            and before.approved_on < self.on
            and self.vote is None
            and self.paid is None
        )

    @property
    def is_decided(self) -> bool:
        return self.vote is not None or self.paid is not None

    @property
    def is_before_the_vote(self) -> bool:
        """Whether nothing was decided about it yet, at this meeting or before."""
        return not self.is_decided and self.approved_before is None

    @property
    def is_approved(self) -> bool:
        """Whether it is approved as the draft stands."""
        if self.vote is not None:
            return self.vote.outcome is Outcome.APPROVED
        return self.approved_before is not None

    @property
    def money(self) -> Dong:
        """What is to be handed over in money: as voted now, as approved before, else as asked (đồng)."""
        return self._offered("money", "approved_money")

    @property
    def goods_value(self) -> Dong:
        return self._offered("goods_value", "approved_goods_value")

    def _offered(self, name: str, before: str) -> Dong:
        if self.vote is not None and self.vote.outcome is Outcome.APPROVED:
            return Dong(getattr(self.vote, name))
        if self.row is not None and self.row.approved_on is not None:
            return Dong(getattr(self.row, before))
        return Dong(getattr(self.asked, name))

    @property
    def total(self) -> Dong:
        return Dong(self.money + self.goods_value)

    @property
    def instalments(self) -> int:
        if self.vote is not None and self.vote.outcome is Outcome.APPROVED:
            return self.vote.instalments
        known = self.row is not None and self.row.approved_on is not None
        return self.row.approved_instalments if self.row and known else self.asked.instalments

    @property
    def promised(self) -> Dong:
        """The money that is approved and stays in the box (đồng)."""
        return self.money if self.is_approved and self.paid is None else ZERO

    @property
    def lent(self) -> Dong:
        """What this meeting lends, paid out or not (đồng)."""
        return self.total if self.is_decided and self.is_approved else ZERO

    @property
    def seen(self) -> str:
        """What the draft decides, so that a page knows whether it still does when it is sent."""
        return f"{self.vote}|{self.paid}" if self.is_decided else ""


def lines_in(desk: MeetingDesk, sheet: MeetingSheet, rows: Sequence[ApplicationRow]) -> list[RequestLine]:
    """Return the requests as a sheet decides them: those written down before, then those made at the meeting."""
    votes = {one.application_id: one for one in sheet.loan_votes}
    paid = {one.application_id: one for one in sheet.loans_paid_out}
    known: dict[UUID, ApplicationRow] = {row.id: row for row in rows}
    asked = [row.asked for row in rows]
    asked += [one.application(sheet.on) for one in sheet.loan_requests if one.id not in known]
    return [
        RequestLine(
            one,
            sheet.on,
            _called(desk, one, known.get(one.id)),
            desk.by_membership.get(one.membership_id),
            known.get(one.id),
            votes.get(one.id),
            paid.get(one.id),
        )
        for one in asked
    ]


def _called(desk: MeetingDesk, asked: Application, row: ApplicationRow | None) -> str:
    member = desk.by_membership.get(asked.membership_id)
    if member is None and row is not None and desk.sees_names:
        return row.full_name
    return desk.called(member)


class Requests:
    """Everything that the step and the review know of a draft's requests; read once."""

    def __init__(self, desk: MeetingDesk) -> None:
        self.desk = desk
        self.rows = open_applications(desk.club.id)
        self.lines = lines_in(desk, desk.sheet, self.rows)

    @cached_property
    def policy(self) -> LoanPolicy:
        """The terms on which the club lends on the meeting's day."""
        return policy_on(self.desk.club.id, self.desk.sheet.on)

    @cached_property
    def askers(self) -> Mapping[UUID, Asker]:
        """What is known of those who ask, by membership, with what the draft repays already taken off."""
        ids = {line.asked.membership_id for line in self.lines}
        found = askers_of(self.desk.club.id, ids, self.desk.sheet.on, names=self.desk.sees_names)
        return _with_repaid(self.desk, found)

    @cached_property
    def stock(self) -> Dong:
        """What the goods are worth that lie ready to be lent, as the draft stands (đồng)."""
        held = holdings_on(self.desk.club.id, self.desk.sheet.on)[LENDING_FUND][AccountKind.STOCK]
        return stock_left(self.desk.sheet, Dong(held))

    @cached_property
    def _known(self) -> dict[UUID, Known]:
        """Which people of the club the writer and the officers are who may confirm."""
        officers = list(
            {one.pk: one for one in (self.desk.by, *(one for one, _ in self.desk.confirmers))}.values()
        )
        known = known_as(self.desk.club.id, officers, self.desk.sheet.on)
        return dict(zip([one.pk for one in officers], known, strict=True))

    @cached_property
    def _left(self) -> HouseholdsLeft:
        """Which households were left since the first of the requests."""
        first = min((line.asked.asked_on for line in self.lines), default=self.desk.sheet.on)
        return households_left(self.desk.club.id, first)

    def own_loan(self, line: RequestLine, officer_id: UUID | None) -> OwnLoan | None:
        """Return why an officer may not be one of the two behind a loan: his own, or his household's."""
        household = line.member.household_id if line.member else line.row.household_id if line.row else None
        if household is None or officer_id not in self._known:
            return None
        try:
            check_not_own(
                [self._known[officer_id]],
                Whose(line.asked.membership_id, household, line.asked.asked_on),
                self._left,
            )
        except OwnLoan as refused:
            return refused
        return None

    def find(self, written: str) -> RequestLine | None:
        """Return the request of an address; None when there is none such."""
        return next((line for line in self.lines if str(line.id) == written), None)

    def ordered(self) -> list[RequestLine]:
        """Return the requests in the order they are voted on: who owes nothing first where the policy says so."""
        if not self.lines or not self.policy.members_first:
            return self.lines
        return sorted(self.lines, key=lambda line: self._owes(line) > 0)

    def _owes(self, line: RequestLine) -> Dong:
        asker = self.askers.get(line.asked.membership_id)
        return asker.owes if asker else ZERO

    def free(self, line: RequestLine | None = None) -> FreeMoney:
        """Return what may be lent at this point of the meeting; for one request without what is promised to itself."""
        own = line.id if line else None
        found = free_money_on(self.desk.club.id, self.desk.sheet.on, without=[one.id for one in self.lines])
        return replace(
            found,
            box=self.box(line),
            approved=Dong(sum(one.promised for one in self.lines if one.id != own)),
        )

    def box(self, line: RequestLine | None = None) -> Dong:
        """Return what lies in the box as the draft stands, without what it hands over for one request (đồng)."""
        left = boxes_expected(self.desk.sheet, self.desk.book)[LENDING_FUND]
        return Dong(left + (line.paid.money if line and line.paid else 0))

    def warnings(self, line: RequestLine, *, free: Dong, rate: Decimal) -> list[str]:
        """Say what the meeting should know before it votes on a request."""
        asker = self.askers.get(line.asked.membership_id)
        if asker is None:
            return []
        remarks = warnings_of(
            self._with_lent(line, asker),
            self.policy,
            amount=line.total,
            instalments=line.instalments,
            rate=rate,
            free=free,
            others_wait=any(self._waits_before(line, one) for one in self.lines),
            on=self.desk.sheet.on,
            goods_value=line.goods_value,
        )
        return [write_warning(one) for one in remarks]

    def _waits_before(self, line: RequestLine, other: RequestLine) -> bool:
        is_another = other.asked.membership_id != line.asked.membership_id
        return is_another and not other.is_decided and not self._owes(other)

    def _with_lent(self, line: RequestLine, asker: Asker) -> Asker:
        """Add what this meeting lends to the same person and household by other requests."""
        others = [one for one in self.lines if one.id != line.id and one.lent]
        own = [one for one in others if one.asked.membership_id == line.asked.membership_id]
        near = [
            (one.who, one.lent)
            for one in others
            if one not in own
            and one.member
            and line.member
            and one.member.household_id == line.member.household_id
        ]
        owes = Dong(asker.owes + sum(one.lent for one in own))
        return replace(asker, owes=owes, housemates=(*asker.housemates, *near))


def _with_repaid(desk: MeetingDesk, askers: dict[UUID, Asker]) -> dict[UUID, Asker]:
    """Take off what the draft repays; who is late no more by that is not late."""
    repaid = {one.loan_id: one for one in desk.sheet.repayments}
    found = some_loans_on(desk.club.id, list(repaid), desk.sheet.on)
    changed = dict(askers)
    for loan_id, row in found.items():
        asker, one = changed.get(row.membership_id), repaid[loan_id]
        if asker is None:
            continue
        paid = Paid(desk.sheet.on, LATER, one.principal, one.interest)
        after = standing(row.lent, [*row.events, paid], desk.sheet.on)
        late = after.days_late if asker.days_late == row.at.days_late else asker.days_late
        changed[row.membership_id] = replace(
            asker, owes=Dong(max(0, asker.owes - one.principal)), days_late=late
        )
    return changed


def faults_in(requests: Requests) -> Iterator[Refusal]:
    """Yield why the loans' books would not take the draft: votes and payments that do not fit, one's own loan."""
    desk, sheet = requests.desk, requests.desk.sheet
    if not sheet.loan_votes and not sheet.loans_paid_out:
        return
    before = {
        row.id: Before(row.state, row.approved_money, row.approved_goods_value) for row in requests.rows
    }
    yield from faults_of_loans(sheet, before)
    if any(one.goods_value for one in sheet.loans_paid_out) and requests.stock < 0:
        given = sum(one.goods_value for one in sheet.loans_paid_out)
        yield NotEnoughInStock(field="loans_paid_out", on=sheet.on, available=Dong(requests.stock + given))
    for line in requests.lines:
        if line.paid is not None:
            for officer_id in (desk.by.pk, line.paid.second_officer):
                refused = requests.own_loan(line, officer_id)
                if refused:
                    refused.field = "loans_paid_out"
                    yield refused
