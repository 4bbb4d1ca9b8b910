"""Deliberate faults in the acts on people and money at once: each must make the machine of `tests/lifecycle/` fail."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError
from hypothesis.stateful import run_state_machine_as_test

from lienthehe.lifecycle.commands import handing_over, interest
from lienthehe.lifecycle.queries import leaving as leaving_queries
from lienthehe.lifecycle.rules import leaving
from lienthehe.loans.rules import bringing_in
from tests.faults.test_ledger import Patch, instead
from tests.ledger.machine_base import SEEKING
from tests.lifecycle.machine import LifeMachine
from tests.lifecycle.modelled import life_books
from tests.lifecycle.opened import opened_books

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]


def twice(right: Callable[..., Any]) -> Callable[..., Any]:
    def split(*given: Any) -> Any:
        found = right(*given)
        return replace(found, moved=2 * found.moved)

    return split


def not_late(right: Callable[..., Any]) -> Callable[..., Any]:
    def plan(loan: Any, *, on: Any) -> Any:
        return tuple(line._replace(due=max(on, line.due)) for line in right(loan, on=on))

    return plan


def empty(right: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given: dict.fromkeys(right(*given), 0)


FAULTS: dict[str, Patch] = {
    "the outgoing keeps the keys": instead(handing_over, "_end", lambda _: lambda *_given: []),
    "the box is not counted as a post is handed over": instead(
        handing_over, "write_counts", lambda _: lambda *_given: []
    ),
    "the interest is shared twice": instead(interest, "planned_split", twice),
    "a share does not pay the loan": instead(leaving, "_set_off_lines", lambda _: lambda *_given: ()),
    "a leaver gets nothing out of a full box": instead(leaving_queries, "payable_from_boxes", empty),
    "a loan of the old book is no longer late": instead(bringing_in, "plan_left", not_late),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_machine_finds(fault, monkeypatch):
    FAULTS[fault](monkeypatch)

    class Machine(LifeMachine):
        clubs = (life_books(one_tin=False), life_books(one_tin=True))
        opened = opened_books()

    with pytest.raises((AssertionError, DatabaseError)):
        run_state_machine_as_test(Machine, settings=SEEKING)
