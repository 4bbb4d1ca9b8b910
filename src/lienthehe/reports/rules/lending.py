"""What a club lent, got back and is owed in a month; persons and loans (lượt) are counted apart."""

from collections.abc import Iterable, Sequence

from lienthehe.foundation.months import Month
from lienthehe.ledger.rules.accounts import AccountKind, Income
from lienthehe.loans.rules.histories import LoanHistory
from lienthehe.loans.rules.standings import in_numbers
from lienthehe.reports.rules.figures import Figures
from lienthehe.reports.rules.records import LOAN, Flow


def lending_figures(loans: Sequence[LoanHistory], flows: Iterable[Flow], month: Month) -> Figures:
    """Return a month's loans from their histories, and the sums that moved from the month's flows (đồng)."""
    running = [(one, at) for one in loans if (at := one.standing_on(month.last)) is not None]
    now = in_numbers([(one.person_id, at) for one, at in running])
    standing = [one for one in loans if one.holds_on(month.last)]
    paid_out = [one for one in loans if one.lent.on in month and not one.is_brought_in]
    taken_back = [one for one in loans if one.undone_on and one.undone_on in month and not one.is_brought_in]
    return {
        "loans": now.loans,
        "borrowers": now.borrowers,
        "loans_in_kind": sum(one.goods_value > 0 for one, _ in running),
        "outstanding": now.outstanding,
        "due": now.due,
        "overdue": now.overdue,
        "late_loans": now.late_loans,
        "at_risk": now.at_risk,
        "loans_lent": len(paid_out) - len(taken_back),
        "borrowers_lent": len({one.person_id for one in paid_out if one.holds_on(month.last)}),
        "loans_ever": len(standing),
        "borrowers_ever": len({one.person_id for one in standing}),
        **_moved(flows),
    }


def _moved(flows: Iterable[Flow]) -> Figures:
    sums = dict.fromkeys(("lent", "lent_in_kind", "repaid", "interest", "written_off", "recovered"), 0)
    for flow in flows:
        wrote, against = (flow.credit, flow.debit) if flow.is_reversal else (flow.debit, flow.credit)
        amount = -flow.amount if flow.is_reversal else flow.amount
        for name in _names(flow, wrote, against):
            sums[name] += amount
    return sums


def _names(flow: Flow, debit: AccountKind, credit: AccountKind) -> tuple[str, ...]:
    """Name what a transfer from `credit` to `debit` counts as; a reversal is named as what it takes back."""
    if debit is AccountKind.LOAN_PRINCIPAL:
        if credit is AccountKind.OPENING:
            return ()
        return ("lent", "lent_in_kind") if credit is AccountKind.STOCK else ("lent",)
    if credit is AccountKind.LOAN_PRINCIPAL:
        return ("written_off",) if debit is AccountKind.LOSSES else ("repaid",)
    if credit is AccountKind.RECOVERIES:
        return ("recovered",)
    subject = flow.debit_subject if flow.is_reversal else flow.credit_subject
    earned = credit is AccountKind.INTEREST and subject in {LOAN, Income.LOAN_INTEREST}
    return ("interest",) if earned and debit is not AccountKind.LOSSES else ()
