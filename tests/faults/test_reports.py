"""Deliberate faults in the figures of club months: each must be found by the history of `tests/reports`, or it is blind."""

from collections.abc import Callable
from typing import Any

import pytest

from lienthehe.reports.commands import club_months as keeping
from lienthehe.reports.rules import club_months, lending, money
from lienthehe.reports.rules.spans import ToCompute
from tests.faults.test_ledger import Patch, instead
from tests.reports.history import History
from tests.reports.test_history import EVERY_ACT, assert_true

pytestmark = [
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.usefixtures("club_months"),
]


def as_if_no_reversal(right: Callable[..., Any]) -> Callable[..., Any]:
    return lambda before, flows: right(before, [flow._replace(is_reversal=False) for flow in flows])


def turned(right: Callable[..., Any]) -> Callable[..., Any]:
    def moved(flow: Any) -> Any:
        found = right(flow)
        return {name: -change if "_out_" in name else change for name, change in found.items()}

    return moved


def a_month_late(right: Callable[..., Any]) -> Callable[..., Any]:
    return lambda records, month: {**right(records, month), "left": right(records, month.next)["left"]}


def only_the_month_touched(right: Callable[..., Any]) -> Callable[..., Any]:
    def months(span: Any, since: Any, until: Any, parts: Any) -> ToCompute | None:
        todo = right(span, since, until, parts)
        return todo and ToCompute(todo.first, max(todo.first, since), todo.parts)

    return months


FAULTS: dict[str, Patch] = {
    "what goes out is added": instead(money, "_moved", turned),
    "a reversal of money counts as a flow of its own": instead(
        club_months, "money_figures", as_if_no_reversal
    ),
    "a repayment undone stays repaid": instead(
        lending, "_moved", lambda right: lambda flows: right([one for one in flows if not one.is_reversal])
    ),
    "who leaves counts in the month before": instead(club_months, "people_figures", a_month_late),
    "later months are not computed": instead(keeping, "months_to_compute", only_the_month_touched),
}


def live_and_compare() -> None:
    history = History(seed=4)
    for acts in range(20, 201, 20):
        history.live(acts, EVERY_ACT)
        assert_true(history)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_history_finds(fault, monkeypatch):
    FAULTS[fault](monkeypatch)
    with pytest.raises(AssertionError):
        live_and_compare()
