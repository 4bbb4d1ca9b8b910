"""`verify` for loans: each loan, decision and request of a club held against its id, its terms, its votes and the books."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from lienthehe.clubs.models import APPEND_ONLY_TABLES as PEOPLE_TABLES
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.models import Account, Transfer
from lienthehe.ledger.queries.verification import TRIES, triggers_missing_on
from lienthehe.ledger.rules.accounts import (
    LENDING_FUND,
    LOAN_KINDS,
    AccountKind,
    AccountRef,
    loan_of,
)
from lienthehe.ledger.rules.findings import NOTHING, Fault, Finding
from lienthehe.loans.models import APPEND_ONLY_TABLES, Loan, LoanApplication, LoanChange, Vote
from lienthehe.loans.queries.loans import UNDONE_ON, lent_of, payments_of
from lienthehe.loans.rules.applications import Outcome, State
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.findings import LoanFault, name_application, name_loan
from lienthehe.loans.rules.lending import loan_id
from lienthehe.loans.rules.plans import Lent, lines_of
from lienthehe.loans.rules.repaying import check_dues

Row = dict[str, Any]

_SAME_AS_ASKED = ("membership_id", "club_id", "purpose", "guarantor")
_ASKED = (*_SAME_AS_ASKED, "goods")


@dataclass(frozen=True, slots=True)
class _Moved:
    """A transfer into or out of what is owed of a loan (đồng): whose, on which day, by which voucher."""

    owed: int
    against: str
    voucher: UUID
    reverses: UUID | None
    on: date
    member: UUID | None


def verify_loans(club_id: UUID) -> tuple[Finding, ...]:
    """Return what does not agree in a club's loans; the number of queries does not grow with them.

    Nothing is locked: what was found while somebody wrote is looked for again, until it is found twice.
    """
    found = tuple(_findings(club_id))
    for _ in range(TRIES):
        before, found = found, tuple(_findings(club_id)) if found else found
        if found == before:
            break
    return found


def missing_loan_triggers() -> list[Finding]:
    """Return one finding per trigger that should guard the loans, and who moved from which household, and does not."""
    return triggers_missing_on((*APPEND_ONLY_TABLES, *PEOPLE_TABLES))


def _findings(club_id: UUID) -> Iterator[Finding]:
    rows = list(_loans(club_id))
    moved = _moved(club_id)
    yield from _numbers(club_id, rows)
    by_id = {row["id"]: row for row in rows}
    yield from (Finding(club_id, NOTHING, LoanFault.MISSING) for loan in moved if loan not in by_id)
    owed = _owed(club_id, rows)
    for row in rows:
        name = name_loan(row["number"], row["year"])
        faults = _of_a_loan(row, moved.get(row["id"], ()), owed[row["id"]])
        yield from (Finding(club_id, name, fault) for fault in faults)
    yield from _changes(club_id, by_id, moved)
    yield from _applications(club_id, rows)


def _loans(club_id: UUID) -> Iterator[Row]:
    """Yield the loans of a club with what their requests say and whether they were undone."""
    asked = {f"asked_{name}": F(f"application__{name}") for name in _ASKED}
    rows = Loan.objects.filter(club_id=club_id).annotate(undone_on=UNDONE_ON, **asked)
    yield from map(dict, rows.order_by("year", "number").values())


def _moved(club_id: UUID) -> dict[UUID, list[_Moved]]:
    """Return what moved on loans' own accounts by loan; on what is owed, and nothing where only interest moved."""
    own = Account.objects.filter(club_id=club_id, fund=LENDING_FUND, kind__in=LOAN_KINDS)
    refs = {
        key: AccountRef(LENDING_FUND, AccountKind(kind), of)
        for key, kind, of in own.values_list("id", "kind", "subject")
    }
    loans = {key: loan for key, ref in refs.items() if (loan := loan_of(ref)) is not None}
    principal = {key for key in loans if refs[key].kind is AccountKind.LOAN_PRINCIPAL}
    moved: dict[UUID, list[_Moved]] = {loan: [] for loan in loans.values()}
    rows = Transfer.objects.filter(voucher__club_id=club_id, fund=LENDING_FUND).order_by(
        "voucher__sequence", "position"
    )
    named = (
        "debit_id",
        "credit_id",
        "debit__kind",
        "credit__kind",
        "amount",
        "voucher_id",
        "voucher__reverses",
        "on",
        "for_member_id",
    )
    for debit, credit, debit_kind, credit_kind, amount, *said in rows.values_list(*named):
        if debit in principal:
            moved[loans[debit]].append(_Moved(amount, credit_kind, *said))
        if credit in principal:
            moved[loans[credit]].append(_Moved(-amount, debit_kind, *said))
    return moved


def _owed(club_id: UUID, rows: Sequence[Row]) -> dict[UUID, int]:
    """Return what is owed of each loan by what was lent, paid and written off (đồng)."""
    paid, _ = payments_of([(club_id, row["id"]) for row in rows], date.max) if rows else ({}, {})
    standing = LoanChange.objects.filter(loan__club=club_id, voucher__reversed_by__isnull=True)
    lost: Counter[UUID] = Counter()
    for loan, principal in standing.filter(kind=ChangeKind.WRITE_OFF).values_list("loan_id", "principal"):
        lost[loan] += principal
    owed = {}
    for row in rows:
        lent = 0 if row["undone_on"] else row["money"] + row["goods_value"]
        owed[row["id"]] = lent - lost[row["id"]] - sum(one.principal for one in paid.get(row["id"], ()))
    return owed


def _of_a_loan(row: Row, moved: Sequence[_Moved], owed: int) -> Iterator[LoanFault]:
    try:
        lent = lent_of(row)
    except (TypeError, ValueError, ArithmeticError):
        yield LoanFault.TERMS
        return
    if loan_id(row["disbursement"], lent.terms, lent.lines, lent.late_rate) != row["id"]:
        yield LoanFault.TERMS
    if not _is_scheduled(row, lent):
        yield LoanFault.LINES
    if not _is_as_paid_out(row, moved):
        yield LoanFault.VOUCHER
    if sum(one.owed for one in moved) != owed:
        yield LoanFault.OWED
    if row["application_id"] and not _is_as_asked(row):
        yield LoanFault.REQUEST


def _is_scheduled(row: Row, lent: Lent) -> bool:
    days = [line.due for line in lent.lines]
    if days != sorted(set(days)) or sum(line.principal for line in lent.lines) != lent.principal:
        return False
    if row["brought_in_id"]:
        return True
    try:
        return days[0] > lent.on and lines_of(lent.terms, days) == lent.lines
    except (Refusal, ValueError):
        return False


def _is_as_paid_out(row: Row, moved: Sequence[_Moved]) -> bool:
    """Tell whether the loan's vouchers, and no others, lent exactly its money and goods on its day to its borrower."""
    wanted = Counter({row["money_voucher_id"]: row["money"], row["goods_voucher_id"]: row["goods_value"]})
    if row["brought_in_id"]:
        wanted = Counter({row["brought_in_id"]: row["money"] + row["goods_value"]})
    lent = [one for one in moved if one.owed > 0 and one.reverses is None]
    found: Counter[UUID] = Counter()
    for one in lent:
        found[one.voucher] += one.owed
    said = {(one.on, one.member) for one in lent}
    return +found == +wanted and said == {(row["on"], row["membership_id"])}


def _is_as_asked(row: Row) -> bool:
    goods = row["asked_goods"] if row["goods_value"] else ""
    return row["goods"] == goods and all(row[name] == row[f"asked_{name}"] for name in _SAME_AS_ASKED)


def _numbers(club_id: UUID, rows: Sequence[Row]) -> Iterator[Finding]:
    """Loan notes are numbered from 1 each year, without a gap."""
    last: Counter[int] = Counter()
    for row in rows:
        if row["number"] != last[row["year"]] + 1 or row["year"] != row["on"].year:
            yield Finding(club_id, name_loan(row["number"], row["year"]), Fault.NUMBER)
        last[row["year"]] = row["number"]


def _changes(
    club_id: UUID, loans: Mapping[UUID, Row], moved: Mapping[UUID, Sequence[_Moved]]
) -> Iterator[Finding]:
    rows = LoanChange.objects.filter(loan__club=club_id).select_related("undoes")
    for change in rows.order_by("recorded_at", "id"):
        loan = loans[change.loan_id]
        if change.club_id != club_id or not _is_possible(change, loan, moved.get(change.loan_id, ())):
            yield Finding(club_id, name_loan(loan["number"], loan["year"]), LoanFault.CHANGE)


def _is_possible(change: LoanChange, loan: Row, moved: Sequence[_Moved]) -> bool:
    """Tell whether a decision is one that can be taken, and a write-off what its voucher says."""
    if change.on < loan["on"]:
        return False
    if change.kind == ChangeKind.WRITE_OFF:
        lost = [
            (one.on, -one.owed)
            for one in moved
            if one.voucher == change.voucher_id and one.against == AccountKind.LOSSES
        ]
        return lost == [(change.on, change.principal)] and change.interest >= 0
    if change.kind == ChangeKind.UNDONE:
        return change.undoes is not None and change.undoes.loan_id == change.loan_id
    if change.kind == ChangeKind.EXTENSION:
        try:
            check_dues([date.fromisoformat(due) for due in change.dues], on=change.on)
        except (Refusal, TypeError, ValueError):
            return False
        return change.principal == 0
    return change.kind == ChangeKind.GUARANTOR and bool(change.guarantor.strip())


def _applications(club_id: UUID, loans: Sequence[Row]) -> Iterator[Finding]:
    standing = Counter(row["application_id"] for row in loans if not row["undone_on"])
    lent: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in loans:
        lent[row["application_id"]].append(row)
    votes: defaultdict[UUID, list[Vote]] = defaultdict(list)
    for vote in Vote.objects.filter(application__club=club_id).order_by("recorded_at", "id"):
        votes[vote.application_id].append(vote)
    requests = LoanApplication.objects.filter(club_id=club_id).select_related("membership__person")
    for asked in requests.order_by("asked_on", "id"):
        is_lent_once = standing[asked.id] == (asked.state == State.PAID_OUT)
        most = all(
            one["money"] <= asked.approved_money and one["goods_value"] <= asked.approved_goods_value
            for one in lent[asked.id]
            if not one["undone_on"]
        )
        if not (is_lent_once and most and _is_as_voted(asked, votes[asked.id])):
            yield Finding(club_id, name_application(asked.membership.person.full_name), LoanFault.APPLICATION)


def _is_as_voted(row: LoanApplication, votes: Sequence[Vote]) -> bool:
    """Tell whether the last approval is what was approved, and what was refused was voted down."""
    approved = [vote for vote in votes if vote.outcome == Outcome.APPROVED]
    if row.state == State.REFUSED:
        return bool(votes) and votes[-1].outcome == Outcome.REFUSED
    if not approved:
        return row.approved_on is None and row.state in {State.ASKED, State.WITHDRAWN}
    last = approved[-1]
    said = (row.approved_on, row.approved_money, row.approved_goods_value, row.approved_instalments)
    return row.state != State.ASKED and said == (last.on, last.money, last.goods_value, last.instalments)
