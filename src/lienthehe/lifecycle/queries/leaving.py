"""Who has left and what was settled: shares, loans, what the club still owes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lienthehe.clubs.models import Membership
from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.ledger.models import Account
from lienthehe.ledger.queries.money import payable_from_boxes
from lienthehe.ledger.queries.vouchers import VoucherView, views_by_id
from lienthehe.ledger.rules.accounts import AccountKind, contribution
from lienthehe.lifecycle.models import Leaving
from lienthehe.lifecycle.rules.leaving import LeavingIds, LoanOwed, LoanSettled, Settlement, settle
from lienthehe.loans.queries.loans import LoanRow, person_loans_on
from lienthehe.loans.queries.undoing import decision_of
from lienthehe.loans.rules.standings import LoanState, Sum


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be settled with somebody on a day, and the loans that it is about, as they stand then."""

    settlement: Settlement
    loans: Mapping[UUID, LoanRow]


def planned_settlement(
    club_id: UUID, membership_id: UUID, on: date, pay: Mapping[Fund, Dong] | None = None
) -> Planned:
    """Return what becomes of a member's shares and loans when they are settled on a day. Raises MoreThanBox.

    The loan that is late for longest is paid first.
    """
    membership = Membership.objects.get(club_id=club_id, id=membership_id)
    rows = [row for row in person_loans_on(club_id, membership.person_id, on) if row.state is LoanState.RUNS]
    rows.sort(key=lambda row: (-row.at.days_late, row.first_on, row.number))
    owed = [LoanOwed(row.id, row.at) for row in rows]
    shares = shares_of(club_id, membership_id)
    settled = settle(shares, owed, payable_from_boxes(club_id, on), pay)
    return Planned(settled, {row.id: row for row in rows})


def shares_of(club_id: UUID, membership_id: UUID) -> dict[Fund, Dong]:
    """Return what each fund must pay back to a member on leaving (đồng)."""
    accounts = {contribution(fund, membership_id, refundable=True).id_in(club_id): fund for fund in Fund}
    held = Account.objects.filter(id__in=accounts).values_list("id", "balance")
    return dict.fromkeys(Fund, ZERO) | {accounts[key]: Dong(-balance) for key, balance in held}


@dataclass(frozen=True, slots=True)
class LeaverOwed:
    """Somebody who has left and to whom a fund owes money (đồng): `noted` as owed, `share` never settled."""

    membership_id: UUID
    person_id: UUID
    number: int
    full_name: str
    left_on: date
    has_died: bool
    fund: Fund
    noted: Dong
    share: Dong

    @property
    def amount(self) -> Dong:
        return Dong(self.noted + self.share)


def leavers_owed(club_id: UUID) -> list[LeaverOwed]:
    """Return to whom of those who left the club owes money, by fund, in order of names; in two queries."""
    kinds = (AccountKind.OWED_TO_LEAVER, AccountKind.REFUNDABLE_CONTRIBUTIONS)
    owed: defaultdict[tuple[UUID, Fund], dict[str, int]] = defaultdict(dict)
    accounts = Account.objects.filter(club_id=club_id, kind__in=kinds).exclude(balance=0)
    for account in accounts:
        owed[UUID(account.subject), Fund(account.fund)][account.kind] = -account.balance
    left = Membership.objects.filter(club_id=club_id, left_on__isnull=False, id__in={key for key, _ in owed})
    rows = {row.id: row for row in left.select_related("person")} if owed else {}
    found = [
        _owed(rows[membership_id], fund, amounts)
        for (membership_id, fund), amounts in owed.items()
        if membership_id in rows
    ]
    return sorted(found, key=lambda one: (rows[one.membership_id].person.sort_name, one.number, one.fund))


def _owed(row: Membership, fund: Fund, amounts: Mapping[str, int]) -> LeaverOwed:
    assert row.left_on is not None
    return LeaverOwed(
        membership_id=row.id,
        person_id=row.person_id,
        number=row.number,
        full_name=row.person.full_name,
        left_on=row.left_on,
        has_died=row.left_reason == LeavingReason.DIED,
        fund=fund,
        noted=Dong(amounts.get(AccountKind.OWED_TO_LEAVER, 0)),
        share=Dong(amounts.get(AccountKind.REFUNDABLE_CONTRIBUTIONS, 0)),
    )


@dataclass(frozen=True, slots=True)
class LeavingView:
    """A leaving as a page or the paper shows it: as it was settled, with the vouchers that it wrote.

    `receiver`: who got the cash; `stands_for`: who stands for what is left of the loans; `undone_because`: "" while
    it holds.
    """

    id: UUID
    membership_id: UUID
    person_id: UUID
    number: int
    full_name: str
    on: date
    reason: LeavingReason
    settled_on: date
    settlement: Settlement
    vouchers: tuple[VoucherView, ...]
    receiver: str
    stands_for: str
    second_officer: str
    recorded_by: str
    recorded_at: datetime
    undone_because: str


def leaving_view(club_id: UUID, leaving_id: UUID) -> LeavingView | None:
    """Return one leaving of the club; None when it has none such."""
    rows = Leaving.objects.filter(club_id=club_id, id=leaving_id)
    row = rows.select_related("membership__person", "undone_by", "recorded_by", "second_officer").first()
    return _view(row) if row else None


def leaving_of(club_id: UUID, membership_id: UUID) -> UUID | None:
    """Return the leaving that ended a membership and holds; None for who has not left, or left before it was settled."""
    rows = Leaving.objects.filter(club_id=club_id, membership=membership_id, undone_by__isnull=True)
    return rows.order_by("-recorded_at").values_list("id", flat=True).first()


def heir_of(club_id: UUID, membership_id: UUID) -> str:
    """Return who was written as the heir when somebody left: who got the money, else who stands for the loan; "" for nobody."""
    leaving_id = leaving_of(club_id, membership_id)
    found = leaving_view(club_id, leaving_id) if leaving_id else None
    return (found.receiver or found.stands_for) if found else ""


def _view(row: Leaving) -> LeavingView:
    ids, settled = LeavingIds(row.id), settlement_in(row.settlement)
    vouchers = views_by_id(row.club_id, ids.all)
    cash = {ids.paid(fund) for fund in Fund}
    undone = getattr(row, "undone_by", None)
    return LeavingView(
        id=row.id,
        membership_id=row.membership_id,
        person_id=row.membership.person_id,
        number=row.membership.number,
        full_name=row.membership.person.full_name,
        on=row.on,
        reason=LeavingReason(row.reason),
        settled_on=row.settled_on,
        settlement=settled,
        vouchers=tuple(sorted(vouchers, key=lambda one: one.sequence)),
        receiver=next((v.draft.wording.party_name for v in vouchers if v.draft.id in cash), ""),
        stands_for=_stands_for(row.club_id, ids, settled.going_on),
        second_officer=row.second_officer.full_name if row.second_officer else "",
        recorded_by=row.recorded_by.full_name,
        recorded_at=row.recorded_at,
        undone_because=undone.reason if undone else "",
    )


def _stands_for(club_id: UUID, ids: LeavingIds, loans: Sequence[LoanSettled]) -> str:
    decided = [decision_of(club_id, ids.stands_for(one.loan_id)) for one in loans[:1]]
    return next((one.guarantor for one in decided if one), "")


def settlement_in(written: Mapping[str, Any]) -> Settlement:
    """Return a settlement as it stands in the database."""

    def by_fund(name: str) -> dict[Fund, Dong]:
        return {fund: Dong(written[name].get(fund, 0)) for fund in Fund}

    loans = tuple(
        LoanSettled(UUID(one["loan"]), Sum(*one["before"]), Sum(*one["paid"]), Dong(one["left"]))
        for one in written["loans"]
    )
    return Settlement(by_fund("shares"), loans, by_fund("paid"), by_fund("owed"))


def settlement_out(settled: Settlement) -> dict[str, Any]:
    """Return a settlement as it is kept in the database (đồng)."""
    return {
        "shares": {str(fund): amount for fund, amount in settled.shares.items()},
        "loans": [
            {
                "loan": str(one.loan_id),
                "before": [one.before.principal, one.before.interest],
                "paid": [one.paid.principal, one.paid.interest],
                "left": one.left,
            }
            for one in settled.loans
        ],
        "paid": {str(fund): amount for fund, amount in settled.paid.items()},
        "owed": {str(fund): amount for fund, amount in settled.owed.items()},
    }
