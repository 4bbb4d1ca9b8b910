"""Deliberate faults in the loans: each must make the machine of `tests/loans/machine.py` fail, or the machine is blind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError
from hypothesis.stateful import run_state_machine_as_test

from lienthehe.ledger.rules.accounts import AccountKind, of_loan
from lienthehe.ledger.rules.entries import Part
from lienthehe.loans.commands import changes, lending, repaying, undoing
from lienthehe.loans.queries import loans
from lienthehe.loans.rules import plans, standings
from lienthehe.loans.rules import repaying as repaying_rules
from lienthehe.loans.rules.changes import ChangeKind
from tests.faults.test_ledger import Patch, instead
from tests.ledger.machine_base import SEEKING
from tests.loans.machine import LendingMachine
from tests.loans.modelled import lending_books

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]


def swapped(right: Callable[..., list[Part]]) -> Callable[..., list[Part]]:
    def parts(paid: Any, *, borrower: Any) -> list[Part]:
        return right(replace(paid, principal=paid.interest, interest=paid.principal), borrower=borrower)

    return parts


def healing(right: Callable[..., None]) -> Callable[..., None]:
    def extend(lent: Any, now: Any, extended: Any) -> None:
        right(lent, now, extended)
        now.lines = [line._replace(asked_since=line.due) for line in now.lines]

    return extend


def only_money(right: Any) -> Any:
    return lambda *given: right(*given)[:1]


def as_principal(loan_id: Any, amount: Any, *, borrower: Any) -> Part:
    return Part(of_loan(AccountKind.LOAN_PRINCIPAL, loan_id), amount, borrower)


def but_not_write_offs(right: Any) -> Any:
    def write(*given: Any, **fields: Any) -> None:
        if fields["kind"] is not ChangeKind.WRITE_OFF:
            right(*given, **fields)

    return write


def seeing_the_future(right: Any) -> Any:
    return lambda which, _on: right(which, date.max)


def without_a_day(right: Any) -> Any:
    def progress(lent: Any, events: Any, on: date) -> Any:
        return right(lent, [replace(one, on=min(one.on, on)) for one in events], on)

    return progress


def blind_to_days(*readers: str) -> Patch:
    """Return a fault that takes both guards away: what is read of the books, and what the plan makes of it."""

    def patch_all(patch: pytest.MonkeyPatch) -> None:
        instead(standings, "progress", without_a_day)(patch)
        for reader in readers:
            instead(loans, reader, seeing_the_future)(patch)

    return patch_all


def taking_half(right: Any) -> Any:
    return lambda *given, **named: [
        replace(part, amount=max(1, part.amount // 2)) for part in right(*given, **named)
    ]


def noted_only(_right: Any) -> Any:
    def ahead(_lent: Any, lines: Any, on: date, amount: int) -> list[Any]:
        return sorted([*lines, plans.PlanLine(on, amount, 0, on, ahead=True)], key=lambda line: line.due)

    return ahead


FAULTS: dict[str, Patch] = {
    "interest is booked as principal": instead(repaying_rules, "repayment_parts", swapped),
    "half of a repayment is booked": instead(repaying_rules, "repayment_parts", taking_half),
    "a payment ahead lets no instalment fall away": instead(plans, "_ahead", noted_only),
    "an extension heals what was late": instead(plans, "_extend", healing),
    "goods are lent and not noted": instead(lending, "disbursement_drafts", only_money),
    "a recovery pays the loan once more": instead(repaying, "recovery_part", lambda _: as_principal),
    "a write-off forgets the loan": instead(changes, "_write", but_not_write_offs),
    "a past day sees what was paid later": blind_to_days("payments_of"),
    "a past day sees what was decided later": blind_to_days("changes_of"),
    "what is late costs nothing": lambda patch: [
        instead(module, "late_interest", lambda _: lambda *_given: 0)(patch) for module in (plans, standings)
    ],
    "more interest is taken than is owed": instead(
        repaying, "check_payment", lambda _: lambda *_given, **_named: None
    ),
    "a loan is undone under its repayments": instead(undoing, "in_the_way", lambda _: lambda *_given: []),
    "an undone payment stays paid": instead(undoing, "mend_vouchers", lambda _: lambda *_given, **_named: []),
}


LONG_SOUGHT = (
    "an extension heals what was late",
    "a recovery pays the loan once more",
    "a loan is undone under its repayments",
)


@pytest.mark.parametrize(
    "fault",
    [pytest.param(one, marks=pytest.mark.patient if one in LONG_SOUGHT else ()) for one in FAULTS],
)
def test_the_machine_finds(fault, monkeypatch):
    clubs = (lending_books(one_tin=False), lending_books(one_tin=True))
    FAULTS[fault](monkeypatch)

    class Machine(LendingMachine):
        pass

    Machine.clubs = clubs
    with pytest.raises((AssertionError, DatabaseError)):
        run_state_machine_as_test(Machine, settings=SEEKING)
