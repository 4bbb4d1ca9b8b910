"""How money for a loan is split, and why the loans refuse: said a second time, from what the model knows."""

from datetime import date

from lienthehe.ledger.rules.refusals import FutureDate, MonthClosed
from lienthehe.loans.rules.refusals import (
    InterestNotOwed,
    MoreThanPayOff,
    NothingOwed,
    PrincipalNotOwed,
    RepaymentMissing,
)
from lienthehe.loans.rules.repaying import (
    BroughtInLoan,
    LoanIsRepaid,
    MoreThanWrittenOff,
    NotWrittenOff,
    PaidBeforeLent,
    PaidSince,
    PartOfLeaving,
    WrittenOffAlready,
)
from tests.ledger.model import Entry
from tests.loans.independent import Row
from tests.loans.modelled import LendingModel, Owed

Reasons = set[type[Exception]]


def split(at: Row, amount: int) -> tuple[int, int]:
    """Return what of an amount pays principal and what interest: what is asked for, interest first, then ahead.

    What is left pays the interest of the begun month where it would leave nothing else, and ends the loan.
    """
    principal, interest = at["asked"]
    if amount == at["whole"]:
        principal, interest = at["outstanding"], at["pay-off interest"]
    to_interest = min(amount, interest, at["overdue interest"] + at["due interest"])
    left = amount - to_interest
    to_principal = min(left, principal, at["overdue principal"] + at["due principal"])
    left, ahead = left - to_principal, at["outstanding"] - to_principal
    if left >= ahead:
        begun = min(left, at["pay-off interest"] - to_interest)
        to_interest, left = to_interest + begun, left - begun
    return to_principal + min(left, ahead), to_interest


def why_not_split(at: Row, amount: int) -> Reasons:
    """Return why an amount cannot be taken for a loan."""
    return {
        reason
        for reason, is_due in (
            (RepaymentMissing, amount <= 0),
            (NothingOwed, not at["whole"]),
            (MoreThanPayOff, amount > at["whole"]),
        )
        if is_due
    }


def why_not_pay(model: LendingModel, loan: Owed, on: date, principal: int, interest: int) -> Reasons:
    """Return why a loan takes no such payment of a day, for what that day asked for and was not paid since."""
    at = model.owed(loan, on)
    return why_not_split(at, principal + interest) | {
        reason
        for reason, is_due in (
            (PaidBeforeLent, on < loan.on),
            (WrittenOffAlready, model.written_off(loan, max(on, model.today))),
            (PrincipalNotOwed, principal > at["outstanding"]),
            (InterestNotOwed, interest > max(at["pay-off interest"], at["asked"][1])),
        )
        if is_due
    }


def why_not_decide(model: LendingModel, loan: Owed, on: date) -> Reasons:
    """Return why nothing may be decided about a loan on a day."""
    return {
        reason
        for reason, is_due in (
            (FutureDate, on > model.today),
            (MonthClosed, model.is_closed(on)),
            (PaidBeforeLent, on < loan.on),
            (WrittenOffAlready, model.written_off(loan, model.today) is not None),
        )
        if is_due
    }


def why_not_lose(model: LendingModel, loan: Owed, on: date) -> Reasons:
    """Return why a loan may not be written off as on a day, but for what there is to lose."""
    paid = [one for one in model.events(loan, model.today) if one[1] == "paid" and one[0] > on]
    return why_not_decide(model, loan, on) | ({PaidSince} if paid else set())


def why_not_recover(model: LendingModel, loan: Owed, on: date, amount: int) -> Reasons:
    """Return why nothing, or no more, comes back of a loan."""
    lost = model.written_off(loan, model.today)
    if lost is None or on < lost.on:
        return {NotWrittenOff}
    return {MoreThanWrittenOff} if amount > model.to_recover(loan) else set()


def why_not_undo(model: LendingModel, wrong: Entry) -> Reasons:
    """Return why what a loan wrote stays: something came after it, or it was written by another act."""
    opening = any(one.brought_in and wrong in one.entries for one in model.loans)
    by_leaving = any(kind == "refundable_contributions" and n < 0 for (_, kind, _), n in wrong.grows.items())
    return {
        reason
        for reason, is_due in (
            (BroughtInLoan, opening),
            (PartOfLeaving, by_leaving),
            (LoanIsRepaid, bool(model.in_the_way(wrong))),
        )
        if is_due
    }
