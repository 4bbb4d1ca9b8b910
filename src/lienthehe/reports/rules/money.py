"""Each fund of a month: what it had, what came in by source, what went out by purpose, and whose the rest is.

A fund is what it holds: box, bank, stock, what is lent out and what is missing and to be settled. Repaid principal moves
inside the fund; so opening + in - out = closing, and the holders' parts add up to the closing.
"""

from collections import Counter
from collections.abc import Iterable

from lienthehe.clubs.rules import Fund
from lienthehe.ledger.rules.accounts import HOLDINGS, OWED, RESULT, AccountKind, Income, Purpose
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.reports.rules.figures import (
    Figures,
    Holder,
    Inflow,
    Outflow,
    came_in,
    closing,
    held_of,
    opening,
    went_out,
)
from lienthehe.reports.rules.records import LOAN, Flow

_INFLOWS = {
    AccountKind.GRANT: Inflow.GRANT,
    AccountKind.PROJECT: Inflow.PROJECT,
    AccountKind.DONATION: Inflow.DONATION,
    AccountKind.GIFT_IN_KIND: Inflow.GIFT_IN_KIND,
    AccountKind.BORROWED_CAPITAL: Inflow.BORROWED_CAPITAL,
    AccountKind.CONTRIBUTIONS: Inflow.CONTRIBUTIONS,
    AccountKind.REFUNDABLE_CONTRIBUTIONS: Inflow.REFUNDABLE_CONTRIBUTIONS,
    AccountKind.FROM_OTHER_FUND: Inflow.FROM_OTHER_FUND,
    AccountKind.RECOVERIES: Inflow.RECOVERIES,
    AccountKind.SURPLUS: Inflow.SURPLUS,
    AccountKind.OPENING: Inflow.BROUGHT_FORWARD,
}

_OUTFLOWS = {
    AccountKind.BORROWED_CAPITAL: Outflow.CAPITAL_RETURNED,
    AccountKind.OWED_TO_LEAVER: Outflow.SHARES_RETURNED,
    AccountKind.REFUNDABLE_CONTRIBUTIONS: Outflow.SHARES_RETURNED,
    AccountKind.LOSSES: Outflow.LOSSES,
}

_HOLDERS = {
    **{kind: Holder(kind.value) for kind in AccountKind if kind.value in set(Holder)},
    **dict.fromkeys(RESULT | {AccountKind.RETAINED_RESULT, AccountKind.OPENING}, Holder.RESULT),
    **dict.fromkeys(OWED, Holder.OWED),
}


def money_figures(before: Figures, flows: Iterable[Flow]) -> Figures:
    """Return both funds of a month from the closing figures of the month before and the month's flows (đồng)."""
    moved: Counter[str] = Counter()
    for flow in flows:
        moved.update(_moved(flow))
    figures: dict[str, int] = {}
    for fund in Fund:
        ins = {name: moved[name] for name in (came_in(fund, one) for one in Inflow)}
        outs = {name: moved[name] for name in (went_out(fund, one) for one in (*Purpose, *Outflow))}
        had = before.get(closing(fund)) or 0
        figures |= {opening(fund): had, **ins, **outs}
        figures[closing(fund)] = had + sum(ins.values()) - sum(outs.values())
        for one in Holder:
            name = held_of(fund, one)
            figures[name] = (before.get(name) or 0) + moved[name]
    return figures


def _moved(flow: Flow) -> Counter[str]:
    """Return what a flow changes: in, out and the holders' parts."""
    changes: Counter[str] = Counter()
    if flow.debit not in HOLDINGS:
        changes[held_of(flow.fund, _HOLDERS[flow.debit])] -= flow.amount
    if flow.credit not in HOLDINGS:
        changes[held_of(flow.fund, _HOLDERS[flow.credit])] += flow.amount
    if AccountKind.SPENDING in (flow.debit, flow.credit) and not {flow.debit, flow.credit} & HOLDINGS:
        changes.update(_used_up(flow))
        return changes
    if (flow.debit in HOLDINGS) is (flow.credit in HOLDINGS):
        return changes
    gains = flow.debit in HOLDINGS
    comes_in = gains is not flow.is_reversal
    name = _came_in(flow) if comes_in else _went_out(flow)
    changes[name] += flow.amount if gains is comes_in else -flow.amount
    return changes


def _used_up(flow: Flow) -> Counter[str]:
    """Return what was given in kind and used up at once: it came in and it went out."""
    amount = -flow.amount if flow.is_reversal else flow.amount
    return Counter({_came_in(flow): amount, _went_out(flow): amount})


def _came_in(flow: Flow) -> str:
    """Name the inflow; of a reversal, the one that is taken back."""
    other, subject = (
        (flow.debit, flow.debit_subject) if flow.is_reversal else (flow.credit, flow.credit_subject)
    )
    if other is AccountKind.INTEREST:
        earned = subject in {LOAN, Income.LOAN_INTEREST}
        return came_in(flow.fund, Inflow.LOAN_INTEREST if earned else Inflow.OTHER_INCOME)
    return came_in(flow.fund, _INFLOWS.get(other, Inflow.OTHER_INCOME))


def _went_out(flow: Flow) -> str:
    """Name the outflow; of a reversal, the one that is taken back."""
    other, subject = (
        (flow.credit, flow.credit_subject) if flow.is_reversal else (flow.debit, flow.debit_subject)
    )
    if other is AccountKind.SPENDING:
        return went_out(flow.fund, subject)
    if other in _OUTFLOWS and not (
        flow.kind is VoucherKind.TRANSFER and other is AccountKind.BORROWED_CAPITAL
    ):
        return went_out(flow.fund, _OUTFLOWS[other])
    to_other = flow.kind is VoucherKind.TRANSFER
    return went_out(flow.fund, Outflow.TO_OTHER_FUND if to_other else Outflow.GIVEN_BACK)
