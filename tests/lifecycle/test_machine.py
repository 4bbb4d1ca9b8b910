"""In whatever order people borrow, repay, leave and months close: the books hold, and no past day changes."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.ledger.machine_base import LONG, RUNS
from tests.lifecycle.machine import LifeMachine
from tests.lifecycle.modelled import life_books
from tests.lifecycle.opened import opened_books


@pytest.mark.slow
@pytest.mark.django_db
def test_the_books_hold_in_whatever_order_people_leave_and_months_close():
    class Machine(LifeMachine):
        clubs = (life_books(one_tin=False), life_books(one_tin=True))
        opened = opened_books()

    run_state_machine_as_test(Machine, settings=settings(LONG, max_examples=RUNS // 2))
