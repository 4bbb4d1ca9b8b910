"""In whatever order people borrow, repay, leave and months close: the books hold, and no past day changes."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.ledger.machine_base import LONG, RUNS
from tests.lifecycle.machine import LifeMachine
from tests.loans.modelled import lending_books


@pytest.mark.slow
@pytest.mark.django_db
def test_the_books_hold_in_whatever_order_people_leave_and_months_close():
    clubs = (
        lending_books(one_tin=False, interest_to_activity=50),
        lending_books(one_tin=True, interest_to_activity=50),
    )

    class Machine(LifeMachine):
        pass

    Machine.clubs = clubs
    run_state_machine_as_test(Machine, settings=settings(LONG, max_examples=max(10, RUNS // 2)))
